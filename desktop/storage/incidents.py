"""SQL for incidents and the persons that came of them."""

from __future__ import annotations

import json
from collections.abc import Collection

from desktop.domain.incidents import Incident, IncidentDetails, PersonOfIncident
from desktop.storage.access import without
from desktop.storage.clients import NAME_COLUMN, NATIVE_COLUMN
from desktop.storage.columns import Row, day_of, iso
from desktop.storage.operations import Value
from desktop.storage.referrals import REFERRAL_COLUMNS, referral_of
from desktop.storage.vault import Vault

_INCIDENT = (
    "SELECT id, label, happened, place, source, referred_by, note,"
    " (SELECT count(DISTINCT client_id) FROM casework.referral AS referral"
    "   WHERE referral.incident_id = incident.id AND incident_id <> ''{seen})"
    " FROM casework.incident AS incident"
)


def incident_fields(details: IncidentDetails) -> dict[str, Value]:
    """An incident as the log keeps it."""
    return {
        "label": details.label,
        "happened": iso(details.happened),
        "place": details.place,
        "source": details.source,
        "referred_by": details.referred_by,
        "note": details.note,
    }


def incident(vault: Vault, incident_id: str, *, hidden: Collection[str]) -> Incident | None:
    """One incident, or None when the id is unknown; the `hidden` clients are not counted."""
    found = _incidents(vault, "WHERE id = ?", (incident_id,), hidden=hidden)
    return found[0] if found else None


def incidents(vault: Vault, *, limit: int, hidden: Collection[str]) -> tuple[Incident, ...]:
    """The latest incidents, newest first."""
    latest = "WHERE NOT removed ORDER BY happened DESC, id DESC LIMIT ?"
    return _incidents(vault, latest, (limit,), hidden=hidden)


def incidents_of(vault: Vault, client_id: str, *, hidden: Collection[str]) -> tuple[Incident, ...]:
    """The incidents a client's referrals belong to."""
    theirs = (
        "WHERE id IN (SELECT incident_id FROM casework.referral WHERE client_id = ? AND incident_id <> '')"
    )
    return _incidents(vault, theirs, (client_id,), hidden=hidden)


def persons_of(vault: Vault, incident_id: str, *, hidden: Collection[str]) -> tuple[PersonOfIncident, ...]:
    """Everyone of an incident but the `hidden` clients, in the order in which their files were opened."""
    leave_out, those = without("client.id", hidden)
    rows = vault.connection.execute(
        f"SELECT client.id, number, {NAME_COLUMN}, {NATIVE_COLUMN}, birth, gender, nationalities,"
        f" {', '.join(f'referral.{column}' for column in REFERRAL_COLUMNS)}"
        " FROM casework.referral AS referral JOIN registry.client AS client ON client.id = referral.client_id"
        f" WHERE referral.incident_id = ? {leave_out and f'AND {leave_out}'} ORDER BY number, referral.id",
        (incident_id, *those),
    )
    return tuple(_person(row) for row in rows)


def _incidents(
    vault: Vault, which: str, parameters: tuple[str | int, ...], *, hidden: Collection[str]
) -> tuple[Incident, ...]:
    leave_out, those = without("client_id", hidden)
    sql = _INCIDENT.format(seen=f" AND {leave_out}" if leave_out else "")
    return tuple(_incident(row) for row in vault.connection.execute(f"{sql} {which}", (*those, *parameters)))


def _incident(row: Row) -> Incident:
    incident_id, label, happened, *texts, persons = row
    place, source, referred_by, note = texts
    details = IncidentDetails(label, day_of(happened), place, source, referred_by, note)
    return Incident(incident_id, details, persons)


def _person(row: Row) -> PersonOfIncident:
    client_id, number, name, native, birth, gender, nationalities, *referral = row
    return PersonOfIncident(
        client_id=client_id,
        number=number,
        name=name or native or "",
        native_name=native or "",
        birth=birth,
        gender=gender,
        nationalities=tuple(json.loads(nationalities)),
        referral=referral_of(tuple(referral)),
    )

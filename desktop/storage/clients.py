"""SQL for clients: the list, the identity, and saving only what changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from desktop.domain.clients import (
    AGE_UNKNOWN,
    AgeStatus,
    Alert,
    BirthDate,
    Client,
    ClientDetails,
    ClientPage,
    ClientSummary,
    Name,
    NameKind,
    SpokenLanguage,
)
from desktop.domain.roles import Compartment
from desktop.storage.access import restrict_minor, without
from desktop.storage.columns import day_of, iso
from desktop.storage.identifiers import identifiers_of, save_identifiers
from desktop.storage.operations import Value
from desktop.storage.search import match_expression, reindex
from desktop.storage.vault import Transaction, Vault

_DISPLAY = """(SELECT {column} FROM registry.client_name AS name
    WHERE name.client_id = client.id AND NOT removed AND {column} <> ''
    ORDER BY instr('call legal alias', kind), id LIMIT 1)"""
NAME_COLUMN = _DISPLAY.format(column="latin")
NATIVE_COLUMN = _DISPLAY.format(column="native")
_OUTCOME = """(SELECT outcome FROM casework.referral AS referral WHERE referral.client_id = client.id
    ORDER BY received DESC LIMIT 1)"""
_ALERTS = "(SELECT count(*) FROM registry.alert WHERE alert.client_id = client.id AND NOT removed)"


_UNDECIDED = "id IN (SELECT client_id FROM casework.referral WHERE outcome = 'pending')"


def page(
    vault: Vault,
    *,
    search: str,
    limit: int,
    offset: int,
    undecided: bool = False,
    hidden: Collection[str] = (),
) -> ClientPage:
    """Clients whose names or numbers match; `undecided` keeps those whose referral waits.

    Whoever bears exactly the name typed comes first, since Enter opens the first; then the newest file.
    """
    if search.strip() and not match_expression(search):
        return ClientPage()
    where, parameters = _where(search, undecided=undecided, hidden=hidden)
    outcome = _OUTCOME if Compartment.CASEWORK in vault.holds else "''"
    bearers = _bearers(vault, search.strip())
    exactly = "id IN (SELECT value FROM json_each(?)) DESC, " if bearers else ""
    rows = vault.connection.execute(
        f"SELECT id, number, {NAME_COLUMN}, {NATIVE_COLUMN}, birth, gender, nationalities, languages,"
        f" {_ALERTS}, {outcome}, caseworker, opened_on"
        f" FROM registry.client AS client {where} ORDER BY {exactly}number DESC LIMIT ? OFFSET ?",
        (*parameters, *([json.dumps(bearers)] if bearers else []), limit, offset),
    )
    summaries = tuple(_summary(row) for row in rows)
    return ClientPage(summaries, _count(vault, where, parameters))


def _bearers(vault: Vault, name: str) -> list[str]:
    """The clients who bear exactly this name."""
    if not name:
        return []
    rows = vault.connection.execute(
        "SELECT client_id FROM registry.client_name"
        " WHERE (latin = ? COLLATE NOCASE OR native = ?) AND NOT removed",
        (name, name),
    )
    return [client_id for (client_id,) in rows]


def _where(search: str, *, undecided: bool, hidden: Collection[str]) -> tuple[str, tuple[str, ...]]:
    expression = match_expression(search)
    conditions = [_UNDECIDED] if undecided else []
    parameters: tuple[str, ...] = ()
    if expression:
        conditions.append("id IN (SELECT client_id FROM registry.name_index WHERE words MATCH ?)")
        parameters = (expression,)
    leave_out, those = without("id", hidden)
    if leave_out:
        conditions.append(leave_out)
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", (*parameters, *those)


def _count(vault: Vault, where: str, parameters: tuple[str, ...]) -> int:
    row = vault.connection.execute(
        f"SELECT count(*) FROM registry.client AS client {where}", parameters
    ).fetchone()
    return int(row[0]) if row else 0


def _summary(row: tuple[Any, ...]) -> ClientSummary:
    return ClientSummary(
        id=row[0],
        number=row[1],
        name=row[2] or row[3] or "",
        native_name=row[3] or "",
        birth=row[4],
        gender=row[5],
        nationalities=tuple(json.loads(row[6])),
        languages=tuple(item["tag"] for item in json.loads(row[7])),
        alerts=row[8],
        outcome=row[9] or "",
        caseworker=row[10],
        opened_on=row[11],
    )


def load(vault: Vault, client_id: str) -> Client | None:
    """One client, or None when the id is unknown."""
    row = vault.connection.execute(
        "SELECT number, opened_on, birth, gender, nationalities, languages, caseworker,"
        " age_status, age_note, age_decided_on"
        " FROM registry.client WHERE id = ?",
        (client_id,),
    ).fetchone()
    if row is None:
        return None
    number, opened_on, birth, gender, nationalities, languages, caseworker, *age = row
    details = ClientDetails(
        names=tuple(_names(vault, client_id)),
        birth=BirthDate.parse(birth) if birth else None,
        gender=gender,
        nationalities=tuple(json.loads(nationalities)),
        languages=tuple(SpokenLanguage(item["tag"], item["reads"]) for item in json.loads(languages)),
        alerts=tuple(_alerts(vault, client_id)),
        caseworker=caseworker,
        age=AgeStatus(age[0] or AGE_UNKNOWN, age[1], day_of(age[2])),
        identifiers=identifiers_of(vault, client_id),
    )
    return Client(client_id, number, date.fromisoformat(opened_on), details)


def _names(vault: Vault, client_id: str) -> Iterable[Name]:
    rows = vault.connection.execute(
        "SELECT latin, native, kind, id FROM registry.client_name"
        " WHERE client_id = ? AND NOT removed ORDER BY id",
        (client_id,),
    )
    for latin, native, kind, name_id in rows:
        yield Name(latin, native, NameKind(kind), name_id)


def _alerts(vault: Vault, client_id: str) -> Iterable[Alert]:
    rows = vault.connection.execute(
        "SELECT text, kind, id FROM registry.alert WHERE client_id = ? AND NOT removed ORDER BY id",
        (client_id,),
    )
    for text, kind, alert_id in rows:
        yield Alert(text, kind, alert_id)


def next_number(vault: Vault, year: int) -> str:
    """The next file number of a year, e.g. `2026-0147`."""
    row = vault.connection.execute(
        "SELECT max(CAST(substr(number, 6) AS INTEGER)) FROM registry.client WHERE number LIKE ?",
        (f"{year}-%",),
    ).fetchone()
    return f"{year}-{(row[0] if row and row[0] else 0) + 1:04d}"


def save(save: Transaction, client: Client, before: ClientDetails | None) -> None:
    """Write what differs from `before` (None for a new client), and the search index with it."""
    details = client.details
    fields = _changed(_fields(details), _fields(before) if before else {})
    if before is None:
        fields = {name: value for name, value in fields.items() if not name.startswith("age_") or value}
        fields = {"number": client.number, "opened_on": client.opened_on.isoformat(), **fields}
    if fields:
        save.write("client", client.id, **fields)
    _save_names(save, client.id, details.names, before.names if before else ())
    _save_alerts(save, client.id, details.alerts, before.alerts if before else ())
    save_identifiers(save, client.id, details.identifiers, before.identifiers if before else ())
    restrict_minor(save, client.id)
    reindex(save.vault.connection, client.id)


def _fields(details: ClientDetails) -> dict[str, Value]:
    return {
        "birth": str(details.birth) if details.birth else "",
        "gender": details.gender,
        "nationalities": list(details.nationalities),
        "languages": [_spoken(item) for item in details.languages],
        "caseworker": details.caseworker,
        "age_status": "" if details.age.code == AGE_UNKNOWN else details.age.code,
        "age_note": details.age.note,
        "age_decided_on": iso(details.age.decided_on),
    }


def _spoken(language: SpokenLanguage) -> dict[str, str | bool]:
    return {"tag": language.tag, "reads": language.reads}


def _changed(now: dict[str, Value], before: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in now.items() if name not in before or before[name] != value}


def _save_names(save: Transaction, client_id: str, now: tuple[Name, ...], before: tuple[Name, ...]) -> None:
    kept = {name.id for name in now}
    for name in now:
        if name.id and name in before:
            continue
        fields: dict[str, Value] = {"kind": name.kind.value, "latin": name.latin, "native": name.native}
        if not name.id:
            fields["client_id"] = client_id
        save.write("client_name", name.id or save.vault.new_id(), **fields)
    for name in before:
        if name.id not in kept:
            save.write("client_name", name.id, removed=1)


def _save_alerts(
    save: Transaction, client_id: str, now: tuple[Alert, ...], before: tuple[Alert, ...]
) -> None:
    kept = {alert.id for alert in now}
    for alert in now:
        if alert.id and alert in before:
            continue
        fields: dict[str, Value] = {"kind": alert.kind, "text": alert.text}
        if not alert.id:
            fields["client_id"] = client_id
        save.write("alert", alert.id or save.vault.new_id(), **fields)
    for alert in before:
        if alert.id not in kept:
            save.write("alert", alert.id, removed=1)


def display_names(vault: Vault, client_ids: Iterable[str]) -> dict[str, str]:
    """The names shown for some clients; unknown ids are left out."""
    wanted = list(dict.fromkeys(client_ids))
    marks = ", ".join("?" * len(wanted))
    rows = vault.connection.execute(
        f"SELECT id, coalesce({NAME_COLUMN}, {NATIVE_COLUMN}, number) FROM registry.client AS client"
        f" WHERE id IN ({marks})",
        wanted,
    )
    return dict(rows.fetchall())

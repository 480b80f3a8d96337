"""SQL for appointments."""

from __future__ import annotations

from datetime import datetime

from desktop.clock import from_text, to_text
from desktop.domain.support import (
    Appointment,
    AppointmentDraft,
)
from desktop.storage.clients import display_names
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

_APPOINTMENT = (
    "SELECT id, client_id, at, what, place, with_user, kind, minutes, contact_id, interpreter, cancelled"
    " FROM registry.appointment"
)


def appointment_fields(draft: AppointmentDraft) -> dict[str, Value]:
    """An appointment as the log keeps it."""
    return {
        "at": to_text(draft.at),
        "what": draft.what,
        "place": draft.where,
        "with_user": draft.with_user,
        "kind": draft.kind,
        "minutes": draft.minutes,
        "contact_id": draft.contact_id,
        "interpreter": draft.interpreter,
    }


def appointment(vault: Vault, appointment_id: str) -> Appointment | None:
    """One appointment."""
    return next(iter(_appointments(vault, f"{_APPOINTMENT} WHERE id = ?", (appointment_id,))), None)


def people_to_meet(vault: Vault, client_id: str) -> tuple[tuple[str, str], ...]:
    """The contacts of the network by name, those linked to this client first."""
    rows = vault.connection.execute(
        "SELECT id, name, organisation FROM registry.contact WHERE NOT removed ORDER BY NOT EXISTS ("
        "SELECT 1 FROM registry.contact_link AS link"
        " WHERE link.contact_id = contact.id AND link.client_id = ? AND NOT link.removed"
        "), name COLLATE NOCASE, organisation COLLATE NOCASE",
        (client_id,),
    )
    return tuple((row[0], ", ".join(part for part in row[1:] if part)) for row in rows)


def appointments_of(vault: Vault, client_id: str) -> tuple[Appointment, ...]:
    """A client's appointments, latest first."""
    return _appointments(vault, f"{_APPOINTMENT} WHERE client_id = ? ORDER BY at DESC", (client_id,))


def appointments_between(vault: Vault, begins: datetime, ends: datetime) -> tuple[Appointment, ...]:
    """Everyone's appointments in a span of time, in order."""
    return _appointments(
        vault,
        f"{_APPOINTMENT} WHERE at >= ? AND at < ? AND NOT cancelled ORDER BY at",
        (to_text(begins), to_text(ends)),
    )


def _appointments(vault: Vault, sql: str, parameters: tuple[str, ...]) -> tuple[Appointment, ...]:
    rows = vault.connection.execute(sql, parameters).fetchall()
    names = display_names(vault, (row[1] for row in rows))
    return tuple(
        Appointment(
            id=row[0],
            client_id=row[1],
            client_name=names.get(row[1], ""),
            draft=AppointmentDraft(from_text(row[2]), *row[3:10]),
            cancelled=bool(row[10]),
        )
        for row in rows
    )

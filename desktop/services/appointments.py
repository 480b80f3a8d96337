"""Appointments: when a client is expected where."""

from __future__ import annotations

from desktop.domain.roles import Compartment
from desktop.domain.support import Appointment, AppointmentDraft
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services.session import Session
from desktop.storage import appointments as rows


def of_client(session: Session, client_id: str) -> tuple[Appointment, ...]:
    """A client's appointments, latest first, cancelled ones too."""
    session.vault.need(Compartment.REGISTRY)
    return rows.appointments_of(session.vault, client_id)


def add(session: Session, client_id: str, draft: AppointmentDraft) -> Appointment:
    """Make an appointment."""
    session.vault.need(Compartment.REGISTRY)
    if not draft.what.strip():
        raise InvalidField("what", _("Say what the appointment is."))
    appointment_id = session.vault.new_id()
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write("appointment", appointment_id, client_id=client_id, **rows.appointment_fields(draft))
    return next(item for item in of_client(session, client_id) if item.id == appointment_id)


def cancel(session: Session, appointment_id: str) -> None:
    """Cancel it; it stays in the file, struck through."""
    _set_cancelled(session, appointment_id, 1)


def restore(session: Session, appointment_id: str) -> None:
    """Undo a cancellation."""
    _set_cancelled(session, appointment_id, 0)


def _set_cancelled(session: Session, appointment_id: str, cancelled: int) -> None:
    session.vault.need(Compartment.REGISTRY)
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write("appointment", appointment_id, cancelled=cancelled)

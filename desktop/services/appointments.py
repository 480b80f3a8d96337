"""Appointments: when a client is expected where."""

from __future__ import annotations

from desktop.domain.roles import Compartment
from desktop.domain.support import Appointment, AppointmentDraft
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import appointments as rows


def of_client(session: Session, client_id: str) -> tuple[Appointment, ...]:
    """A client's appointments, latest first, cancelled ones too."""
    access.check(session, client_id)
    session.vault.need(Compartment.REGISTRY)
    return rows.appointments_of(session.vault, client_id)


def add(session: Session, client_id: str, draft: AppointmentDraft) -> Appointment:
    """Make an appointment."""
    access.check(session, client_id)
    session.vault.need(Compartment.REGISTRY)
    _check(draft)
    appointment_id = session.vault.new_id()
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write("appointment", appointment_id, client_id=client_id, **rows.appointment_fields(draft))
    return _appointment(session, appointment_id)


def change(session: Session, appointment_id: str, draft: AppointmentDraft) -> Appointment:
    """Move an appointment, or change what it is: only what differs is written."""
    session.vault.need(Compartment.REGISTRY)
    before = _appointment(session, appointment_id)
    _check(draft)
    earlier, now = rows.appointment_fields(before.draft), rows.appointment_fields(draft)
    changed = {name: value for name, value in now.items() if value != earlier[name]}
    if changed:
        with session.vault.save(Compartment.REGISTRY) as save:
            save.write("appointment", appointment_id, **changed)
    return _appointment(session, appointment_id)


def people_to_meet(session: Session, client_id: str) -> tuple[tuple[str, str], ...]:
    """Whom an appointment can be with: the contacts of the centre's network, those of this client first."""
    access.check(session, client_id)
    session.vault.need(Compartment.REGISTRY)
    return rows.people_to_meet(session.vault, client_id)


def cancel(session: Session, appointment_id: str) -> None:
    """Cancel it; it stays in the file, struck through."""
    _set_cancelled(session, appointment_id, 1)


def restore(session: Session, appointment_id: str) -> None:
    """Undo a cancellation."""
    _set_cancelled(session, appointment_id, 0)


def _set_cancelled(session: Session, appointment_id: str, cancelled: int) -> None:
    session.vault.need(Compartment.REGISTRY)
    _appointment(session, appointment_id)
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write("appointment", appointment_id, cancelled=cancelled)


def _check(draft: AppointmentDraft) -> None:
    if not draft.what.strip():
        raise InvalidField("what", _("Say what the appointment is."))
    if draft.minutes < 0 or draft.minutes > 24 * 60:
        raise InvalidField("minutes", _("Give the duration in minutes, at most a day."))


def _appointment(session: Session, appointment_id: str) -> Appointment:
    appointment = rows.appointment(session.vault, appointment_id)
    if appointment is None:
        raise UserError(_("There is no such appointment."), _("Look again at the file."))
    access.check(session, appointment.client_id)
    return appointment

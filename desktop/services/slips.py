"""Call slips: a night worker writes what was said on the phone; only caseworkers can open it."""

from __future__ import annotations

from desktop.clock import to_text
from desktop.domain.roles import Compartment
from desktop.domain.support import Slip
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.services.session import Session
from desktop.storage import slips


def write(session: Session, *, text: str, caller: str = "", urgency: str = "normal") -> Slip:
    """Seal a slip into casework; whoever writes it need not be able to read it."""
    if not text.strip():
        raise InvalidField("text", _("Write what was said."))
    slip = Slip(session.vault.new_id(), session.clock.now(), session.user.id, text.strip(), caller, urgency)
    slips.put(session.vault, slip)
    return slip


def waiting(session: Session) -> tuple[Slip, ...]:
    """The slips nobody has taken yet; none for whoever cannot open them."""
    return slips.waiting(session.vault)


def take(session: Session, slip_id: str) -> Slip:
    """Bring a slip into casework and drop its file; safe to repeat after a crash in between."""
    session.vault.need(Compartment.CASEWORK)
    slip = next((item for item in slips.waiting(session.vault) if item.id == slip_id), None)
    if slip is None:
        raise UserError(_("A colleague has taken this slip already."), _("Look in the list of clients."))
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write(
            "slip",
            slip.id,
            written=to_text(slip.written),
            written_by=slip.written_by,
            text=slip.text,
            caller=slip.caller,
            urgency=slip.urgency,
        )
    slips.remove(session.vault, slip.id)
    return slip

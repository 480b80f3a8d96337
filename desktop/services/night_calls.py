"""From the slip of a night call to a referral, so that nothing said on the phone has to be typed twice."""

from __future__ import annotations

from desktop.domain.incidents import Newcomer, Reserved
from desktop.domain.support import ReferralDetails, Slip
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.services import access, referrals, slips
from desktop.services.session import Session


def slip(session: Session, slip_id: str) -> Slip:
    """A slip that waits; raises UserError when a colleague took it."""
    found = next((item for item in slips.waiting(session) if item.id == slip_id), None)
    if found is None:
        raise UserError(_("A colleague has taken this slip already."), _("Look in the list of clients."))
    return found


def make_referral(session: Session, slip_id: str, *, client_id: str = "") -> str:
    """Record a slip as it is, of a new file without a name unless one is given; returns the client's id."""
    access.check(session, client_id)
    waiting = slip(session, slip_id)
    reserved = referrals.reserve(session, 1)[0]
    return complete(
        session, slip_id, Newcomer(), as_referral(waiting), reserved=reserved, client_id=client_id
    )


def as_referral(waiting: Slip) -> ReferralDetails:
    """What a slip already says of a referral."""
    return ReferralDetails(
        received=waiting.written,
        referred_by=waiting.caller,
        alleged=waiting.text,
        urgency=waiting.urgency,
    )


def complete(
    session: Session,
    slip_id: str,
    newcomer: Newcomer,
    details: ReferralDetails,
    *,
    reserved: Reserved,
    client_id: str = "",
) -> str:
    """Record the referral a caseworker made of a slip, of a new file or of a known one; returns the client's id.

    The slip is taken last: stopped halfway, it still waits, no word of it is lost, and a second try doubles nothing.
    """
    access.check(session, client_id)
    slip(session, slip_id)
    if client_id:
        referrals.attach(session, client_id, details, referral_id=reserved.referral_id)
    else:
        client_id = referrals.take_in(session, newcomer, details, reserved=reserved)
    slips.take(session, slip_id)
    return client_id

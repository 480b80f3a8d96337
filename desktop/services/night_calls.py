"""From the slip of a night call to a referral, so that nothing said on the phone has to be typed twice."""

from __future__ import annotations

from desktop.domain.clients import ClientDetails
from desktop.domain.support import ReferralDetails
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.services import clients, referrals, slips
from desktop.services.session import Session


def make_referral(session: Session, slip_id: str, *, client_id: str = "") -> str:
    """Record a slip as a pending referral, of a new file without a name unless one is given; returns the client's id.

    The slip is taken last: stopped halfway, it still waits, and no word of it is lost.
    """
    slip = next((item for item in slips.waiting(session) if item.id == slip_id), None)
    if slip is None:
        raise UserError(_("A colleague has taken this slip already."), _("Look in the list of clients."))
    client_id = client_id or clients.add_client(session, ClientDetails()).id
    details = ReferralDetails(
        received=slip.written, referred_by=slip.caller, alleged=slip.text, urgency=slip.urgency
    )
    referrals.record(session, client_id, details)
    slips.take(session, slip_id)
    return client_id

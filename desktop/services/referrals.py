"""Referrals: who called, what is alleged, and the outcome nobody may forget."""

from __future__ import annotations

from dataclasses import replace

from desktop.clock import today
from desktop.domain.roles import Compartment
from desktop.domain.support import Outcome, Referral, ReferralDetails
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services.session import Session
from desktop.storage import referrals as rows

WITHOUT_REASON = frozenset({Outcome.PENDING, Outcome.SUPPORT_STARTED})


def of_client(session: Session, client_id: str) -> tuple[Referral, ...]:
    """A client's referrals, newest first."""
    session.vault.need(Compartment.CASEWORK)
    return rows.referrals_of(session.vault, client_id)


def record(session: Session, client_id: str, details: ReferralDetails, *, referral_id: str = "") -> Referral:
    """Record a referral, new or changed.

    An outcome without support needs its reason; a decided one gets today's date when none is given.
    """
    session.vault.need(Compartment.CASEWORK)
    details = _checked(session, details)
    fields = rows.referral_fields(details)
    referral = Referral(referral_id or session.vault.new_id(), client_id, details)
    with session.vault.save(Compartment.CASEWORK) as save:
        if not referral_id:
            fields["client_id"] = client_id
        save.write("referral", referral.id, **fields)
    return referral


def _checked(session: Session, details: ReferralDetails) -> ReferralDetails:
    if details.received > session.clock.now():
        raise InvalidField("received", _("This moment has not come yet."), _("Check the date and time."))
    if details.outcome not in WITHOUT_REASON and not details.reason:
        raise InvalidField("reason", _("This outcome needs its reason."), _("Choose one from the list."))
    if details.outcome is Outcome.PENDING:
        return replace(details, reason="", decided_on=None)
    reason = "" if details.outcome in WITHOUT_REASON else details.reason
    return replace(details, reason=reason, decided_on=details.decided_on or today(session.clock))

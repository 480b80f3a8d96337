"""Referrals: who called, what is alleged, and the outcome nobody may forget."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.clock import today
from desktop.domain import codelists
from desktop.domain.codelists import Code
from desktop.domain.incidents import Newcomer, Reserved
from desktop.domain.roles import Compartment
from desktop.domain.support import Outcome, Referral, ReferralDetails
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.services import access, clients
from desktop.services.session import Session
from desktop.storage import referrals as rows

REASONS = "intake_no_support_reasons"
WITHOUT_REASON = frozenset({Outcome.PENDING, Outcome.SUPPORT_STARTED})


def of_client(session: Session, client_id: str) -> tuple[Referral, ...]:
    """A client's referrals, newest first."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    return rows.referrals_of(session.vault, client_id)


def undecided(session: Session) -> int:
    """How many referrals still miss their outcome."""
    session.vault.need(Compartment.CASEWORK)
    return rows.pending_referrals(session.vault, hidden=access.hidden(session))


def record(session: Session, client_id: str, details: ReferralDetails, *, referral_id: str = "") -> Referral:
    """Record a referral, new or changed.

    An outcome without support needs its reason; a decided one gets today's date when none is given.
    """
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    before = _known(session, referral_id) if referral_id else None
    details = _checked(session, details, before)
    referral = Referral(referral_id or session.vault.new_id(), client_id, details)
    _save(session, referral, before)
    return referral


def reserve(session: Session, count: int) -> tuple[Reserved, ...]:
    """Ids for files and referrals that are about to be recorded, so that a retry records nothing twice."""
    new_id = session.vault.new_id
    return tuple(Reserved(new_id(), new_id()) for _number in range(count))


def take_in(
    session: Session, newcomer: Newcomer, details: ReferralDetails, *, reserved: Reserved | None = None
) -> str:
    """Open a file and record its referral, two saves; what is there already under these ids stays as it is.

    Returns the client's id.
    """
    session.vault.need(Compartment.REGISTRY, Compartment.CASEWORK)
    details = _checked(session, details, None)
    reserved = reserved or reserve(session, 1)[0]
    opened = newcomer.details(caseworker=session.user.id)
    client = clients.add_client(session, opened, client_id=reserved.client_id)
    attach(session, client.id, details, referral_id=reserved.referral_id)
    return client.id


def attach(session: Session, client_id: str, details: ReferralDetails, *, referral_id: str) -> None:
    """Record the referral of a file that exists under an id given before; once, however often it is tried."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    if rows.referral(session.vault, referral_id) is None:
        _save(session, Referral(referral_id, client_id, _checked(session, details, None)), None)


def reasons(outcome: Outcome, *, on: date, keep: str = "") -> tuple[Code, ...]:
    """The reasons that fit an outcome and may be chosen on a day; `keep` stays though its dates are over."""
    if outcome in WITHOUT_REASON:
        return ()
    return tuple(
        entry
        for entry in codelists.entries(REASONS)
        if entry.code == keep or (entry.valid_on(on) and _fits(entry, outcome))
    )


def _fits(reason: Code, outcome: Outcome) -> bool:
    """The list says under which outcome a reason is counted; one it is not sure of fits them all."""
    bucket = str(reason.facts.get("report_bucket") or "?")
    if bucket.startswith("transfer"):
        return outcome is Outcome.TRANSFERRED
    return bucket.endswith("?") or bucket == outcome.value


def _known(session: Session, referral_id: str) -> Referral:
    known = rows.referral(session.vault, referral_id)
    if known is None:
        raise UserError(_("There is no such referral."), _("Open the file again."))
    access.check(session, known.client_id)
    return known


def _save(session: Session, referral: Referral, before: Referral | None) -> None:
    """Write what changed, and nothing when nothing did."""
    fields = rows.referral_fields(referral.details)
    if before is not None:
        was = rows.referral_fields(before.details)
        fields = {name: value for name, value in fields.items() if was[name] != value}
    else:
        fields["client_id"] = referral.client_id
    if fields:
        with session.vault.save(Compartment.CASEWORK) as save:
            save.write("referral", referral.id, **fields)


def _checked(session: Session, details: ReferralDetails, before: Referral | None) -> ReferralDetails:
    if details.received > session.clock.now():
        raise InvalidField("received", _("This moment has not come yet."), _("Check the date and time."))
    if details.outcome is Outcome.PENDING:
        return replace(details, reason="", decided_on=None)
    decided_on = details.decided_on or today(session.clock)
    if decided_on > today(session.clock):
        raise InvalidField("decided_on", _("This day has not come yet."), _("Check the date."))
    if details.outcome in WITHOUT_REASON:
        return replace(details, reason="", decided_on=decided_on)
    _check_reason(details, decided_on, before)
    return replace(details, decided_on=decided_on)


def _check_reason(details: ReferralDetails, decided_on: date, before: Referral | None) -> None:
    """A reason recorded once may stay, though it is no longer offered."""
    if not details.reason:
        raise InvalidField("reason", _("This outcome needs its reason."), _("Choose one from the list."))
    if before is not None and (before.details.outcome, before.details.reason) == (
        details.outcome,
        details.reason,
    ):
        return
    if details.reason not in {entry.code for entry in reasons(details.outcome, on=decided_on)}:
        raise InvalidField("reason", _("This reason does not fit the outcome."), _("Choose another one."))

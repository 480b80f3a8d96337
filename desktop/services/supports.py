"""A support: started on a basis, ended with a reason, and the same one when it is taken up within twelve months."""

from __future__ import annotations

from datetime import date

from desktop.clock import today
from desktop.domain import codelists
from desktop.domain.plans import (
    UNKNOWN_FORM,
    Reopening,
    Support,
    SupportDraft,
    SupportEnd,
    to_reopen,
)
from desktop.domain.roles import Compartment
from desktop.domain.support import Outcome
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import supports as rows
from desktop.storage.operations import Value
from desktop.storage.vault import Transaction


def of_client(session: Session, client_id: str) -> tuple[Support, ...]:
    """A client's supports, the latest first."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    return rows.supports_of(session.vault, client_id)


def start(session: Session, client_id: str, draft: SupportDraft, *, referral_id: str = "") -> Support:
    """Start a support, or go on with the one that ended at most twelve months before.

    With `referral_id` that referral gets its outcome in the same save.
    """
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    known = rows.supports_of(session.vault, client_id)
    _check_start(session, known, draft)
    again = to_reopen(known, draft.begins)
    support_id = again.id if again else session.vault.new_id()
    with session.vault.save(Compartment.CASEWORK) as save:
        if again is not None and again.end is not None:
            save.write("support", support_id, **_reopened(again, again.end, draft.begins))
        else:
            save.write("support", support_id, client_id=client_id, **rows.draft_fields(draft))
        if referral_id:
            _settle_referral(session, save, referral_id)
    return _support(session, support_id)


def change(session: Session, support_id: str, draft: SupportDraft, *, reason: str = "") -> Support:
    """Put the start right. The main form for reporting, once known, changes only with a reason, which is logged."""
    session.vault.need(Compartment.CASEWORK)
    support = _support(session, support_id)
    _check_draft(session, draft)
    others = [item for item in rows.supports_of(session.vault, support.client_id) if item.id != support_id]
    _check_order(others, support, draft.begins)
    fields = rows.draft_fields(draft)
    if draft.main_form != support.draft.main_form:
        if needs_reason(support) and not reason.strip():
            raise InvalidField("form_reason", _("The main form is fixed at the start: say why it changes."))
        fields["form_reason"] = reason.strip()
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("support", support_id, **fields)
    return _support(session, support_id)


def needs_reason(support: Support) -> bool:
    """Whether its main form was known at the start, so that another one takes a reason."""
    return support.draft.main_form not in ("", UNKNOWN_FORM)


def end(session: Session, support_id: str, how: SupportEnd) -> Support:
    """End a support, with a reason of the dated list."""
    session.vault.need(Compartment.CASEWORK)
    support = _support(session, support_id)
    if not support.is_open:
        raise UserError(_("This support has ended already."), _("Look again at the file."))
    _check_code("reason", "support_end_reasons", how.reason)
    if how.ends < support.running_since:
        raise InvalidField("ends", _("It cannot end before it started."))
    if how.ends > today(session.clock):
        raise InvalidField("ends", _("This day has not come yet."))
    return _write(session, support_id, rows.end_fields(how))


def put_back(session: Session, before: Support) -> Support:
    """Undo an end or a change: the support as it stood before."""
    session.vault.need(Compartment.CASEWORK)
    _support(session, before.id)
    return _write(session, before.id, _as_it_stood(before))


def take_back_start(
    session: Session, support_id: str, *, before: Support | None = None, referral_id: str = ""
) -> None:
    """Undo a start: the support goes, or ends again as in `before`; its referral waits for its outcome again."""
    session.vault.need(Compartment.CASEWORK)
    _support(session, support_id)
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("support", support_id, **(_as_it_stood(before) if before else {"removed": 1}))
        if referral_id:
            save.write("referral", referral_id, outcome=Outcome.PENDING.value, decided_on=None)


def _as_it_stood(before: Support) -> dict[str, Value]:
    return {
        **rows.draft_fields(before.draft),
        **rows.end_fields(before.end),
        "reopenings": rows.reopening_field(before.reopenings),
        "form_reason": before.form_reason,
    }


def _reopened(support: Support, ended: SupportEnd, day: date) -> dict[str, Value]:
    reopenings = (*support.reopenings, Reopening(ended, day))
    return {"reopenings": rows.reopening_field(reopenings), **rows.end_fields(None)}


def _settle_referral(session: Session, save: Transaction, referral_id: str) -> None:
    save.write(
        "referral",
        referral_id,
        outcome=Outcome.SUPPORT_STARTED.value,
        reason="",
        decided_on=today(session.clock).isoformat(),
    )


def _check_start(session: Session, known: tuple[Support, ...], draft: SupportDraft) -> None:
    _check_draft(session, draft)
    if any(support.is_open for support in known):
        raise UserError(_("This client is in support already."), _("End that support first."))
    if any(support.end and draft.begins < support.end.ends for support in known):
        raise InvalidField("begins", _("On this day the earlier support had not ended yet."))


def _check_order(others: list[Support], support: Support, begins: date) -> None:
    """Supports of one person follow each other, and none ends before it starts."""
    ends = (
        support.reopenings[0].end.ends if support.reopenings else (support.end.ends if support.end else None)
    )
    if ends is not None and begins > ends:
        raise InvalidField("begins", _("It cannot start after it ended."))
    earlier = [other for other in others if other.draft.begins <= support.draft.begins]
    if any(other.end and begins < other.end.ends for other in earlier):
        raise InvalidField("begins", _("On this day the earlier support had not ended yet."))


def _check_draft(session: Session, draft: SupportDraft) -> None:
    if draft.begins > today(session.clock):
        raise InvalidField("begins", _("This day has not come yet."))
    _check_code("basis", "support_bases", draft.basis)
    _check_code("main_form", "exploitation_forms", draft.main_form)


def _check_code(field: str, list_name: str, code: str) -> None:
    if code not in {entry.code for entry in codelists.entries(list_name)}:
        raise InvalidField(field, _("Choose one from the list."))


def _write(session: Session, support_id: str, fields: dict[str, Value]) -> Support:
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("support", support_id, **fields)
    return _support(session, support_id)


def _support(session: Session, support_id: str) -> Support:
    support = rows.support(session.vault, support_id)
    if support is None:
        raise UserError(_("There is no such support."), _("Look again at the file."))
    access.check(session, support.client_id)
    return support

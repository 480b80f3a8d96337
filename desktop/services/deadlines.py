"""Deadlines: those of a file, those of all files, and the decision that one may pass unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from desktop.clock import BRUSSELS, today
from desktop.domain import law
from desktop.domain.calendar_terms import days_after
from desktop.domain.case_facts import CaseFacts, Deadline, HousedSpan, Urgency
from desktop.domain.deadlines import deadlines_of, stay_reviews
from desktop.domain.procedure import Decision
from desktop.domain.roles import Compartment, Role
from desktop.domain.shelter import Stay, StayState
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.i18n import gettext as _
from desktop.progress import Progress
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import open_deadlines as rows, procedure, shelter
from desktop.storage.vault import Transaction, Vault

MOST_REMINDERS, LONGEST_REMINDER = 6, 365
_STAY_REVIEW = "stay_review"
_NIGHTS_OF_A_MOVE = 1


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A deadline as it stands today. `label` is the rule's code, of which the law has the words."""

    deadline: Deadline
    urgency: Urgency
    label: str
    silenced: Decision | None = None


@dataclass(frozen=True, slots=True)
class AgendaDeadline:
    """A deadline with whose it is."""

    client_id: str
    client_number: str
    client_name: str
    view: DeadlineView


def of_client(session: Session, client_id: str) -> tuple[DeadlineView, ...]:
    """A file's deadlines by due day, silenced ones among them; reviews of a stay where the shelter's key is held."""
    access.check(session, client_id)
    facts = facts_of(session, client_id)
    return views(session, client_id, deadlines_of(facts, rows.rules(session.vault)))


def views(session: Session, client_id: str, deadlines: Sequence[Deadline]) -> tuple[DeadlineView, ...]:
    """How a file's deadlines stand today, each with the decision that silenced it."""
    access.check(session, client_id)
    decisions = procedure.decisions_of(session.vault, client_id)
    silenced = {(decision.key, decision.due): decision for decision in decisions}
    day = today(session.clock)
    return tuple(_view(item, day, silenced.get((item.key, item.due))) for item in deadlines)


def due(session: Session, *, until: date, mine: bool) -> tuple[AgendaDeadline, ...]:
    """What is due on or before a day or overdue, over all files, silenced ones left out, by due day.

    `mine`: only the files of which this person is the caseworker.
    """
    session.vault.need(Compartment.CASEWORK, Compartment.REGISTRY)
    silenced, hidden = procedure.silenced_keys(session.vault), access.hidden(session)
    caseworker = session.user.id if mine else ""
    kept = rows.listed(session.vault, until, caseworker=caseworker)
    at_rest = rows.at_rest(session.vault)
    if reviews := [item for item in reviews_of_stays(session) if item[1].due <= until]:
        kept = sorted((*kept, *reviews), key=lambda item: (item[1].due, item[1].key))
    found = [
        (client_id, item)
        for client_id, item in kept
        if client_id not in hidden
        and (client_id, item.key) not in at_rest
        and (client_id, item.key, item.due.isoformat()) not in silenced
    ]
    files = rows.files_of(session.vault, (client_id for client_id, _ in found))
    day = today(session.clock)
    return tuple(
        AgendaDeadline(client_id, file.number, file.name, _view(item, day, None))
        for client_id, item in found
        if (file := files.get(client_id)) and (not mine or file.caseworker == caseworker)
    )


def silence(session: Session, client_id: str, key: str, *, reason: str) -> Decision:
    """Let one deadline pass unseen, for this due day, with the reason; raises InvalidField without one."""
    access.check(session, client_id)
    if not reason.strip():
        raise InvalidField("reason", _("Say why this deadline need not be watched."))
    open_now = {view.deadline.key: view for view in of_client(session, client_id)}
    if key not in open_now:
        raise UserError(_("This deadline is no longer open."), _("Look at the file again."))
    if (known := open_now[key].silenced) is not None:
        return known
    decision_id = session.vault.new_id()
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write(
            "deadline_decision",
            decision_id,
            client_id=client_id,
            key=key,
            due=open_now[key].deadline.due.isoformat(),
            act=procedure.SILENCE,
            reason=reason.strip(),
        )
    return next(item for item in procedure.decisions_of(session.vault, client_id) if item.id == decision_id)


def unsilence(session: Session, client_id: str, key: str) -> None:
    """Watch it again."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    decisions = [item for item in procedure.decisions_of(session.vault, client_id) if item.key == key]
    if decisions:
        with session.vault.save(Compartment.CASEWORK) as save:
            for decision in decisions:
                save.write("deadline_decision", decision.id, withdrawn=1)


def reminder_days(session: Session) -> tuple[int, ...]:
    """How many days before a deadline the centre is reminded, the longest first."""
    session.vault.need(Compartment.CASEWORK)
    return rows.reminder_days(session.vault) or law.rules()["D6"].reminders


def set_reminder_days(session: Session, days: Collection[int]) -> tuple[int, ...]:
    """Set them for the whole centre, as a coordinator; every deadline is worked out anew."""
    if Role.COORDINATOR not in session.user.roles:
        raise NotAllowed(_("Only a coordinator changes the reminders."), _("Ask your coordinator."))
    wanted = tuple(sorted(set(days), reverse=True))
    if not wanted or len(wanted) > MOST_REMINDERS or not 0 < wanted[-1] <= wanted[0] <= LONGEST_REMINDER:
        raise InvalidField(
            "reminder_days",
            _("Give one to {count} numbers of days, each from 1 to {most}.").format(
                count=MOST_REMINDERS, most=LONGEST_REMINDER
            ),
        )
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("setting", rows.REMINDER_DAYS, value=rows.setting_value(wanted))
    return wanted


def facts_of(session: Session, client_id: str) -> CaseFacts:
    """What a file's deadlines depend on, with its stays where the shelter's key is held; raises UserError."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK, Compartment.REGISTRY)
    facts = rows.facts_of(session.vault, client_id)
    if facts is None:
        raise access.no_such_file()
    if Compartment.HOUSE not in session.holds:
        return facts
    return replace(facts, stays=_spans(shelter.stays_of(session.vault, client_id)))


@contextmanager
def saving(vault: Vault, client_id: str) -> Iterator[Transaction]:
    """A save in casework that ends with the file's deadlines worked out anew, in the same transaction."""
    with vault.save(Compartment.CASEWORK) as save:
        yield save
        rows.refresh(vault, client_id)


def refresh(vault: Vault, client_id: str) -> None:
    """Work a file's deadlines out anew, within the caller's save in casework."""
    rows.refresh(vault, client_id)


def rebuild(session: Session, progress: Progress | None = None) -> None:
    """Work the deadlines of every file out anew, when the rules, the reminders or the program changed."""
    session.vault.need(Compartment.CASEWORK, Compartment.REGISTRY)
    rows.bring_up_to_date(session.vault, progress)


def _view(deadline: Deadline, day: date, silenced: Decision | None) -> DeadlineView:
    urgency = Urgency.SILENCED if silenced else deadline.urgency_on(day)
    return DeadlineView(deadline, urgency, deadline.rule, silenced)


def reviews_of_stays(session: Session) -> Iterator[tuple[str, Deadline]]:
    """D14 of those housed now: never kept, since only the shelter's key may know who is."""
    vault = session.vault
    if Compartment.HOUSE not in session.holds:
        return
    by_rules = rows.rules(vault)
    for client_id, stays in shelter.stays_of_those_housed(vault).items():
        events = procedure.plain_events_of(vault, client_id, _STAY_REVIEW)
        facts = CaseFacts(today(session.clock), events=events, stays=_spans(stays))
        yield from ((client_id, deadline) for deadline in stay_reviews(facts, by_rules))


def _spans(stays: Iterable[Stay]) -> tuple[HousedSpan, ...]:
    """Stays that began; whoever moves to another room, with a night between at most, stays on."""
    spans: list[HousedSpan] = []
    for stay in sorted(stays, key=lambda each: each.begins):
        if stay.state not in (StayState.HOUSED, StayState.LEFT):
            continue
        begins = _day(stay.begins)
        # What a stay has for an end before the departure is only expected.
        ends = None if stay.state is StayState.HOUSED else _day(stay.ends)
        if spans and (spans[-1].ends is None or begins <= days_after(spans[-1].ends, _NIGHTS_OF_A_MOVE)):
            spans[-1] = replace(spans[-1], ends=_later(spans[-1].ends, ends))
        else:
            spans.append(HousedSpan(stay.id, begins, ends))
    return tuple(spans)


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _day(moment: datetime | None) -> date:
    return moment.astimezone(BRUSSELS).date() if moment else date.max

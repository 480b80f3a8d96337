"""The agenda of the coming weeks: appointments, deadlines, tasks and goals to look at again, over all files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from desktop.clock import BRUSSELS, at_brussels, today
from desktop.domain.agenda import Agenda, AgendaItem, AgendaKind
from desktop.domain.deadlines import Deadline, Urgency
from desktop.domain.roles import Compartment, Role
from desktop.services import access, deadlines
from desktop.services.session import Session
from desktop.storage import agenda as rows, appointments, procedure

DAYS_AHEAD = 90
MOST_ASKING = 200  # of deadlines on one page: nobody reads more, and a person with more has another trouble
_SOON = timedelta(days=7)


def upcoming(session: Session, *, days: int = DAYS_AHEAD) -> Agenda:
    """What passed undone and what comes in the next days, of the files this person may read."""
    session.vault.need(Compartment.CASEWORK)
    day = today(session.clock)
    until = day + timedelta(days=days)
    hidden = access.hidden(session)
    found = [
        *_appointments(session, day, until),
        *_deadlines(session, until),
        *_tasks(session, until),
        *_reviews(session, until),
    ]
    readable = sorted((item for item in found if item.client_id not in hidden), key=_by_time)
    return Agenda(
        today=day,
        overdue=tuple(item for item in readable if item.day < day),
        coming=tuple(item for item in readable if item.day >= day),
    )


def asking_deadlines(session: Session) -> tuple[tuple[AgendaItem, ...], int]:
    """The deadlines that ask for attention today, those of one's own files first, and how many there are in all.

    Of one's own files from the first reminder on, of the others' what is overdue or due within a week.
    """
    session.vault.need(Compartment.CASEWORK, Compartment.REGISTRY)
    deadlines.rebuild(session)
    day, hidden = today(session.clock), access.hidden(session)
    kept, count = rows.asking_deadlines(
        session.vault, today=day, soon=day + _SOON, hidden=hidden, most=MOST_ASKING
    )
    reviews = _reviews_of_stays(session, day, hidden)
    found = _of_files(session, (*(_asking(item, day) for item in kept), *reviews))
    ordered = sorted(found, key=lambda item: (not item.is_mine, item.day, item.id))
    return tuple(ordered[:MOST_ASKING]), count + len(reviews)


def _asking(item: rows.OpenDeadline, day: date) -> AgendaItem:
    urgency = Deadline(item.rule, item.key, item.due, day, item.attention).urgency_on(day)
    return _deadline_item(item.client_id, item.key, item.rule, item.due, urgency)


def _reviews_of_stays(session: Session, day: date, hidden: frozenset[str]) -> list[AgendaItem]:
    """Stays to be looked at again, where the shelter's key is held: no table but the shelter's knows who stays."""
    silenced = procedure.silenced_keys(session.vault)
    return [
        _deadline_item(client_id, item.key, item.rule, item.due, item.urgency_on(day))
        for client_id, item in deadlines.reviews_of_stays(session)
        if client_id not in hidden
        and (client_id, item.key, item.due.isoformat()) not in silenced
        and item.urgency_on(day) is not Urgency.COMING
    ]


def _deadline_item(client_id: str, key: str, rule: str, due: date, urgency: Urgency) -> AgendaItem:
    return AgendaItem(
        AgendaKind.DEADLINE, f"{client_id}:{key}", due, client_id=client_id, code=rule, urgency=urgency
    )


def _appointments(session: Session, first: date, until: date) -> Iterator[AgendaItem]:
    begins, ends = at_brussels(first, time()), at_brussels(until + timedelta(days=1), time())
    found = [
        AgendaItem(
            kind=AgendaKind.APPOINTMENT,
            id=item.id,
            day=item.draft.at.astimezone(BRUSSELS).date(),
            at=item.draft.at,
            minutes=item.draft.minutes,
            client_id=item.client_id,
            text=item.draft.what,
            code=item.draft.kind,
            detail=item.draft.where,
            who=item.draft.with_user,
        )
        for item in appointments.appointments_between(session.vault, begins, ends)
    ]
    return _of_files(session, found)


def _deadlines(session: Session, until: date) -> Iterator[AgendaItem]:
    found = [
        replace(
            _deadline_item(
                item.client_id,
                item.view.deadline.key,
                item.view.deadline.rule,
                item.view.deadline.due,
                item.view.urgency,
            ),
            at=item.view.deadline.due_at,
        )
        for item in deadlines.due(session, until=until, mine=False)
    ]
    return _of_files(session, found)


def _tasks(session: Session, until: date) -> Iterator[AgendaItem]:
    found = [
        AgendaItem(
            AgendaKind.TASK, task.id, task.due, client_id=task.client_id, text=task.title, who=task.owner
        )
        for task in rows.due_tasks(session.vault, until)
    ]
    return _of_files(session, found)


def _reviews(session: Session, until: date) -> Iterator[AgendaItem]:
    found = [
        AgendaItem(AgendaKind.REVIEW, goal.id, goal.day, client_id=goal.client_id, text=goal.words)
        for goal in rows.reviews(session.vault, until)
    ]
    return _of_files(session, found)


def _of_files(session: Session, items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
    """The items with the file they are about, and whether they are this person's."""
    items = tuple(items)
    files = rows.facts_of_files(session.vault, (item.client_id for item in items))
    for item in items:
        name, number, caseworker = files.get(item.client_id, ("", "", ""))
        mine = _is_mine(session, item, caseworker)
        yield replace(item, client_name=name, client_number=number, is_mine=mine)


def _is_mine(session: Session, item: AgendaItem, caseworker: str) -> bool:
    """A legal counsellor follows the deadlines of every file, whoever accompanies the person."""
    me = session.user.id
    if item.kind is AgendaKind.TASK:
        return item.who == me
    if item.kind is AgendaKind.DEADLINE and Role.LEGAL_COUNSELLOR in session.user.roles:
        return True
    return me in {item.who, caseworker}


def _by_time(item: AgendaItem) -> tuple[date, datetime, str]:
    """By day; what has no time comes first on its day."""
    return item.day, item.at or datetime.min.replace(tzinfo=UTC), item.id

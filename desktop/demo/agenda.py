"""What is still to do and where people are expected: tasks and appointments around the chosen day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from desktop.clock import at_brussels
from desktop.demo import pools
from desktop.demo.cases import Case
from desktop.demo.dice import SATURDAY, Dice, workday
from desktop.demo.story import DEMO, HELENE, Entry, Fields, end_of_story, staff
from desktop.demo.voices import situation, writes
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.support import AppointmentDraft, Domain
from desktop.storage.appointments import appointment_fields

Papers = tuple[ResidenceDocumentDraft, ...]
WARNING_DAYS = 45
_HOURS = ((9, 0), (9, 30), (10, 0), (10, 45), (11, 30), (13, 30), (14, 0), (14, 30), (15, 45), (16, 30))
_TODAY = ((9, 30), (10, 45), (11, 30), (13, 30), (14, 30), (16, 0), (17, 0))


def is_active(case: Case, as_of: date) -> bool:
    """Whether the support goes on."""
    return case.person.supported and case.until >= as_of - timedelta(days=1)


def tasks(dice: Dice, case: Case, papers: Papers, *, as_of: date) -> Iterator[Entry]:
    """Tasks done over the months; for a support that goes on also what is due around now."""
    for number in range(dice.between(1, 5)):
        yield from _done(dice, case, f"{case.key}/done:{number}", papers, as_of)
    if not is_active(case, as_of):
        return
    for number in range(dice.between(0, 3)):
        due = workday(as_of + timedelta(days=dice.between(-5, 24)))
        when = None if dice.chance(8) else due
        yield from _open(dice, case, f"{case.key}/task:{number}", papers, due=when, as_of=as_of)
    yield from _renewal(dice, case, papers, as_of)


def _done(dice: Dice, case: Case, key: str, papers: Papers, as_of: date) -> Iterator[Entry]:
    span = (case.until - case.started).days
    made = case.started + timedelta(days=round(span * dice.share()))
    due = workday(made + timedelta(days=dice.between(3, 15)))
    ticked = made + timedelta(days=dice.between(1, 14))
    if ticked >= as_of:
        return
    entry = _task(dice, case, key, papers, made=made, due=due, as_of=as_of)
    yield entry
    moment = max(dice.office_moment(ticked), entry.moment + timedelta(minutes=5))
    yield Entry(moment, entry.author, "task", key, {"done_on": ticked.isoformat()})


def _open(
    dice: Dice, case: Case, key: str, papers: Papers, *, due: date | None, as_of: date
) -> Iterator[Entry]:
    made = min(due or as_of, as_of) - timedelta(days=dice.between(1, 12))
    yield _task(dice, case, key, papers, made=max(made, case.started), due=due, as_of=as_of)


def _task(
    dice: Dice, case: Case, key: str, papers: Papers, *, made: date, due: date | None, as_of: date
) -> Entry:
    held = situation(case, papers, made)
    choices = pools.labelled(case.language, "tasks")
    domain, template = dice.pick([item for item in choices if item[1].fits(held)])
    owner = HELENE if domain == "legal" and dice.chance(60) else case.caseworker
    title = writes(dice, case, template.text, day=made)
    return _task_entry(
        dice, case, key, title=title, owner=owner, domain=domain, due=due, made=made, as_of=as_of
    )


def _task_entry(
    dice: Dice,
    case: Case,
    key: str,
    *,
    title: str,
    owner: str,
    domain: str,
    due: date | None,
    made: date,
    as_of: date,
) -> Entry:
    fields: Fields = {
        "client_id": case.client,
        "title": title,
        "owner": staff(owner),
        "due": due.isoformat() if due else None,
        "domain": domain,
    }
    moment = min(dice.office_moment(made), end_of_story(as_of))
    return Entry(moment, case.caseworker, "task", key, fields)


def _renewal(dice: Dice, case: Case, papers: Papers, as_of: date) -> Iterator[Entry]:
    """A document about to end is somebody's task."""
    last = papers[-1] if papers else None
    texts = pools.support_texts(case.language, "renewal")
    if last is None or last.expires_on is None or last.issued_on is None or last.kind not in texts:
        return
    if not as_of <= last.expires_on <= as_of + timedelta(days=WARNING_DAYS):
        return
    due = workday(max(last.expires_on - timedelta(days=30), as_of + timedelta(days=dice.between(-2, 6))))
    made = max(last.issued_on, as_of - timedelta(days=dice.between(2, 15)))
    yield _task_entry(
        dice,
        case,
        f"{case.key}/renewal",
        title=texts[last.kind],
        owner=HELENE if dice.chance(40) else case.caseworker,
        domain=Domain.LEGAL.value,
        due=due,
        made=min(made, as_of - timedelta(days=1)),
        as_of=as_of,
    )


def appointments(dice: Dice, case: Case, papers: Papers, *, as_of: date) -> Iterator[Entry]:
    """Appointments that have been, and those of the coming weeks."""
    span = (case.until - case.started).days
    for number in range(dice.between(0, 4)):
        day = workday(case.started + timedelta(days=round(span * dice.share())))
        if case.started < day < as_of:
            key = f"{case.key}/appointment:{number}"
            entry = _appointment(dice, case, key, papers, at=_hour(dice, day), as_of=as_of)
            yield entry
            if dice.chance(7):
                moment = dice.office_moment(day - timedelta(days=1))
                cancelled = max(moment, entry.moment + timedelta(minutes=10))
                yield Entry(cancelled, case.caseworker, "appointment", key, {"cancelled": 1})
    if is_active(case, as_of):
        for number in range(dice.between(0, 2)):
            at = _hour(dice, _weekday_after(as_of, dice.between(1, 21)))
            yield _appointment(dice, case, f"{case.key}/coming:{number}", papers, at=at, as_of=as_of)


def of_the_day(dice: Dice, files: Sequence[tuple[Case, Papers]], *, as_of: date) -> Iterator[Entry]:
    """The appointments of the chosen day, whatever weekday it is: a demonstration needs some."""
    active = [(case, papers) for case, papers in files if is_active(case, as_of) and case.started < as_of]
    wanted = min(len(_TODAY), -(-len(active) // 6))
    for (hour, minute), (case, papers) in zip(_TODAY[:wanted], dice.shuffled(active), strict=False):
        at = at_brussels(as_of, time(hour, minute))
        yield _appointment(dice, case, f"{case.key}/today", papers, at=at, as_of=as_of)


def _appointment(dice: Dice, case: Case, key: str, papers: Papers, *, at: datetime, as_of: date) -> Entry:
    held = situation(case, papers, min(at.date(), as_of))
    choices = pools.labelled(case.language, "appointments")
    kind, template = dice.pick([item for item in choices if item[1].fits(held)])
    place = pools.support_texts(case.language, "places")[kind]
    with_user = DEMO if dice.chance(35) else case.caseworker
    draft = AppointmentDraft(
        at, writes(dice, case, template.text, day=at.date()), writes(dice, case, place, day=at.date())
    )
    fields = {**appointment_fields(draft), "client_id": case.client, "with_user": staff(with_user)}
    made = max(min(at.date(), as_of) - timedelta(days=dice.between(2, 14)), case.started)
    moment = min(case.after_the_call(dice.office_moment(made)), end_of_story(as_of))
    return Entry(moment, case.caseworker, "appointment", key, fields)


def _hour(dice: Dice, day: date) -> datetime:
    return at_brussels(day, time(*dice.pick(_HOURS)))


def _weekday_after(as_of: date, days: int) -> date:
    day = as_of + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day

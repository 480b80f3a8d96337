"""From people and rooms to cases: who was referred when, with which outcome, and who came to live in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.clock import BRUSSELS
from desktop.demo.dice import SATURDAY, Dice, workday
from desktop.demo.people import Identity, Person, identity
from desktop.demo.shelter_plan import PlannedStay
from desktop.demo.story import CASEWORKERS, COLLEAGUES, DAYS_TOLD, Ref
from desktop.domain.shelter import StayState
from desktop.domain.support import Outcome

OTHER_OUTCOMES = {
    Outcome.NOT_VICTIM: 620,
    Outcome.VICTIM_NO_SUPPORT: 265,
    Outcome.TRANSFERRED: 100,
    Outcome.PENDING: 15,
}
_LIVING_IN = 80  # of 100 supported adults at most; the others are accompanied where they live


@dataclass(frozen=True, slots=True)
class Case:
    """Someone's file from the first call on. `until` is when the support ended, or the day before `as_of`."""

    number: str
    person: Person
    identity: Identity
    caseworker: str
    language: str
    received: datetime
    outcome: Outcome
    decided: date | None
    until: date
    stay: PlannedStay | None = None

    @property
    def key(self) -> str:
        return f"client:{self.person.number}"

    @property
    def client(self) -> Ref:
        return Ref(self.key)

    @property
    def referred(self) -> date:
        return self.received.astimezone(BRUSSELS).date()

    def after_the_call(self, moment: datetime) -> datetime:
        """The moment, or shortly after the first call when it would come before."""
        return max(moment, self.received + timedelta(minutes=25))

    @property
    def children(self) -> int:
        """How many children came along: a few women's, never many in a single room."""
        person = self.person
        with_children = person.gender == "f" and not person.minor and person.number % 7 == 3
        return 1 + person.number % 2 if with_children else 0

    @property
    def started(self) -> date:
        """The first day of support."""
        return self.decided or self.referred


@dataclass(frozen=True, slots=True)
class _Timing:
    person: Person
    referred: date
    outcome: Outcome
    decided: date | None
    stay: PlannedStay | None = None


def cases(
    dice: Dice, people: Sequence[Person], stays: Sequence[PlannedStay], *, as_of: date
) -> tuple[Case, ...]:
    """Every case in order of referral, numbered as the centre numbers its files."""
    supported = [person for person in people if person.supported]
    housed = _housed(dice, supported, stays)
    timings = [_supported(dice, person, housed.get(person.number), as_of) for person in supported]
    timings += _others(dice, [person for person in people if not person.supported], as_of)
    told = [(dice.any_moment(item.referred), item) for item in timings]
    told.sort(key=lambda pair: (pair[0], pair[1].person.number))
    numbers = _file_numbers(received for received, _ in told)
    return tuple(
        _case(dice, item, received, number, as_of)
        for (received, item), number in zip(told, numbers, strict=True)
    )


def _file_numbers(received: Iterable[datetime]) -> Iterator[str]:
    """Year and sequence, as in the client list: `2026-0147`."""
    count: Counter[int] = Counter()
    for moment in received:
        year = moment.astimezone(BRUSSELS).year
        count[year] += 1
        yield f"{year}-{count[year]:04d}"


def _housed(
    dice: Dice, supported: Sequence[Person], stays: Sequence[PlannedStay]
) -> Mapping[int, PlannedStay]:
    """Whose stay each is; tonight's house is filled first. Minors live with those who care for minors."""
    adults = dice.shuffled(person.number for person in supported if not person.minor)
    room = -(-len(adults) * _LIVING_IN // 100)
    return dict(zip(adults[:room], stays, strict=False))


def _supported(dice: Dice, person: Person, stay: PlannedStay | None, as_of: date) -> _Timing:
    yesterday = as_of - timedelta(days=1)
    if stay is None:
        referred = _calling_day(dice, as_of - timedelta(days=dice.between(6, DAYS_TOLD)))
        decided = min(referred + timedelta(days=dice.between(1, 9)), yesterday)
    else:
        first = min(stay.first_day, as_of)
        referred = first - timedelta(days=dice.between(2, 4))
        decided = min(first + timedelta(days=dice.between(0, 5)), yesterday)
    return _Timing(person, referred, Outcome.SUPPORT_STARTED, decided, stay)


def _others(dice: Dice, people: Sequence[Person], as_of: date) -> Iterator[_Timing]:
    """Those without support: the latest referrals are the ones still open."""
    days = (as_of - timedelta(days=dice.between(1, DAYS_TOLD)) for _ in people)
    days_called = sorted((_calling_day(dice, day) for day in days), reverse=True)
    outcomes = dice.spread(OTHER_OUTCOMES, len(people))
    outcomes.sort(key=lambda outcome: outcome is not Outcome.PENDING)
    yesterday = as_of - timedelta(days=1)
    for person, referred, outcome in zip(dice.shuffled(people), days_called, outcomes, strict=True):
        decided = min(referred + timedelta(days=dice.between(1, 12)), yesterday)
        yield _Timing(person, referred, outcome, None if outcome is Outcome.PENDING else decided)


def _calling_day(dice: Dice, day: date) -> date:
    """Weekends are quieter, not silent."""
    return workday(day) if day.weekday() >= SATURDAY and dice.chance(60) else day


def _case(dice: Dice, timing: _Timing, received: datetime, number: str, as_of: date) -> Case:
    caseworker = dice.weighted(CASEWORKERS)
    language = next((item.language for item in COLLEAGUES if item.login == caseworker), "")
    return Case(
        number=number,
        person=timing.person,
        identity=identity(dice, timing.person, referred=timing.referred, caseworker=caseworker),
        caseworker=caseworker,
        language=language or ("nl" if dice.chance(60) else "fr"),
        received=received,
        outcome=timing.outcome,
        decided=timing.decided,
        until=_until(dice, timing, as_of),
        stay=timing.stay,
    )


def _until(dice: Dice, timing: _Timing, as_of: date) -> date:
    """Most supports of the last months go on; older ones end more often, never before the stay."""
    yesterday, started = as_of - timedelta(days=1), timing.decided or timing.referred
    age = (as_of - started).days
    if timing.stay is not None and timing.stay.state is not StayState.LEFT:
        return yesterday
    if not dice.chance(min(55, age / 10)):
        return yesterday
    ended = started + timedelta(days=dice.between(age // 3, age))
    if timing.stay is not None and timing.stay.last_day is not None:
        ended = max(ended, timing.stay.last_day + timedelta(days=20))
    return min(ended, yesterday)

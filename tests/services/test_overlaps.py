"""No two people in one place, nobody in two places, and no refusal without a reason: against a model of all pairs."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from desktop.clock import FixedClock, to_text
from desktop.domain.roles import Compartment
from desktop.domain.shelter import Resident, Stay, StayState
from desktop.errors import UserError
from desktop.services import session as sessions, shelter
from desktop.services.session import Session
from desktop.storage.connection import PlaceTaken, transaction
from tests.helpers.vaults import CHEAP, MOMENT, PASSPHRASE, set_up

STEP = timedelta(hours=6)
HOURS = st.integers(-8, 24)
LENGTHS = st.none() | st.integers(1, 16)
PEOPLE = ("sara", "lien", "musa", "")  # "" is somebody without a file: may be several people
FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Span:
    """What the model knows of a stay."""

    place: str
    person: str
    begins: datetime
    ends: datetime | None
    state: StayState

    def meets(self, other: Span) -> bool:
        if StayState.CANCELLED in (self.state, other.state):
            return False
        return self.begins < (other.ends or FOREVER) and other.begins < (self.ends or FOREVER)

    def excludes(self, other: Span) -> bool:
        """Whether both cannot be true: one place or one person at the same time."""
        return self.meets(other) and self.rivals(other)

    def rivals(self, other: Span) -> bool:
        return self.place == other.place or self.person == other.person != ""


def span_of(stay: Stay) -> Span:
    return Span(stay.place_id, stay.resident.client_id, stay.begins, stay.ends, stay.state)


class Shelter(RuleBasedStateMachine):
    stays: Bundle[str] = Bundle("stays")

    @initialize()
    def build(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="baken-overlaps-"))
        self.clock = FixedClock(MOMENT)
        set_up(self.folder / "vault", clock=self.clock)
        self.session = sessions.unlock(
            self.folder / "vault", "an", bytearray(PASSPHRASE), clock=self.clock, floor=CHEAP
        )
        house = shelter.add_house(self.session, "Lindenhof")
        shelter.add_room(self.session, house.id, "1", kind="shared", places=2)
        shelter.add_room(self.session, house.id, "2")
        self.places = [item.place.id for item in shelter.board(self.session).places]
        self.model: dict[str, Span] = {}
        self.ended: list[Stay] = []

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def refused(self, span: Span, but: str = "") -> bool:
        return any(span.excludes(other) for stay_id, other in self.model.items() if stay_id != but)

    def still_there(self, span: Span, but: str = "") -> bool:
        """Whether they would really be together: someone who should have left is there until they have."""
        there = self.really(span)
        return any(
            other.state is not StayState.RESERVED and there.excludes(self.really(other))
            for stay_id, other in self.model.items()
            if stay_id != but
        )

    def really(self, span: Span) -> Span:
        if span.state is not StayState.HOUSED or span.ends is None:
            return span
        return replace(span, ends=max(span.ends, self.clock.now() + timedelta(minutes=1)))

    def span(self, place: int, person: str, offset: int, length: int | None, state: StayState) -> Span:
        begins = self.clock.now() + STEP * offset
        return Span(self.places[place], person, begins, begins + STEP * length if length else None, state)

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))

    @rule(target=stays, place=st.integers(0, 2), person=st.sampled_from(PEOPLE), offset=HOURS, length=LENGTHS)
    def reserve(self, place: int, person: str, offset: int, length: int | None) -> str:
        span = self.span(place, person, offset, length, StayState.RESERVED)
        return self.attempt(
            lambda: shelter.reserve(
                self.session,
                span.place,
                Resident("x", client_id=person),
                begins=span.begins,
                ends=span.ends,
            ),
            span,
            refused=self.refused(span),
        )

    @rule(
        target=stays,
        place=st.integers(0, 2),
        person=st.sampled_from(PEOPLE),
        offset=st.integers(-8, 0),
        length=LENGTHS,
    )
    def house_someone(self, place: int, person: str, offset: int, length: int | None) -> str:
        span = self.span(place, person, offset, length, StayState.HOUSED)
        return self.attempt(
            lambda: shelter.place(
                self.session,
                span.place,
                Resident("x", client_id=person),
                arrived=span.begins,
                until=span.ends,
            ),
            span,
            refused=self.refused(span) or self.still_there(span),
        )

    @rule(stay_id=stays)
    def arrive(self, stay_id: str) -> None:
        if self.model.get(stay_id) is None or self.model[stay_id].state is not StayState.RESERVED:
            return
        before, now = self.model[stay_id], self.clock.now()
        ends = before.ends if before.ends is None or before.ends > now else None
        span = replace(before, begins=now, ends=ends, state=StayState.HOUSED)
        self.attempt(
            lambda: shelter.arrive(self.session, stay_id),
            span,
            refused=self.refused(span, stay_id) or self.still_there(span, stay_id),
        )

    @rule(stay_id=stays, offset=st.integers(-8, 0))
    def leave(self, stay_id: str, offset: int) -> None:
        """A departure, backdated or not, can always be recorded: the person is gone."""
        before = self.model.get(stay_id)
        at = self.clock.now() + STEP * offset
        if before is None or before.state is not StayState.HOUSED or at <= before.begins:
            return
        self.ended.append(shelter._stay(self.session, stay_id))
        for other_id, other in self.model.items():
            waiting = other.state is StayState.RESERVED
            if waiting and before.rivals(other) and before.begins <= other.begins < at:
                gone = other.ends is not None and other.ends <= at
                state = StayState.CANCELLED if gone else other.state
                self.model[other_id] = replace(other, begins=other.begins if gone else at, state=state)
        left = replace(before, ends=at, state=StayState.LEFT)
        self.attempt(lambda: shelter.end_stay(self.session, stay_id, at=at), left, refused=False)

    @rule(choice=st.randoms(use_true_random=False))
    def undo_a_departure(self, choice: object) -> None:
        if not self.ended:
            return
        before = self.ended.pop(choice.randrange(len(self.ended)))  # type: ignore[attr-defined]
        span = span_of(before)
        self.attempt(
            lambda: shelter.undo_end(self.session, before),
            span,
            refused=self.refused(span, before.id) or self.still_there(span, before.id),
        )

    @rule(stay_id=stays, length=LENGTHS)
    def change_expected_end(self, stay_id: str, length: int | None) -> None:
        before = self.model.get(stay_id)
        if before is None or before.state not in (StayState.RESERVED, StayState.HOUSED):
            return
        span = replace(before, ends=before.begins + STEP * length if length else None)
        self.attempt(
            lambda: shelter.change_expected_end(self.session, stay_id, span.ends),
            span,
            refused=self.refused(span, stay_id),
        )

    @rule(stay_id=consumes(stays))
    def cancel(self, stay_id: str) -> None:
        before = self.model.get(stay_id)
        if before is not None and before.state is StayState.RESERVED:
            shelter.cancel(self.session, stay_id)
            self.model[stay_id] = replace(before, state=StayState.CANCELLED)

    def attempt(self, act: object, span: Span, *, refused: bool) -> str:
        try:
            stay: Stay = act()  # type: ignore[operator]
        except UserError as problem:  # the model says whether it was right
            if not refused:
                raise AssertionError("refused without a reason") from problem
            return ""
        assert not refused
        assert span_of(stay) == span
        self.model[stay.id] = span
        return stay.id

    @invariant()
    def the_database_agrees_with_the_model(self) -> None:
        if not hasattr(self, "session"):
            return
        rows = self.session.vault.connection.execute("SELECT id FROM house.stay").fetchall()
        found = {row[0]: span_of(shelter._stay(self.session, row[0])) for row in rows}
        assert found == self.model
        assert not any(one.excludes(other) for one, other in combinations(found.values(), 2))

    @invariant()
    def free_places_can_be_had_and_others_not(self) -> None:
        if not hasattr(self, "session"):
            return
        now = self.clock.now()
        span = Span("", "", now, now + STEP, StayState.HOUSED)
        free = {item.place.id for item in shelter.free_places(self.session, now, span.ends)}
        for place in self.places:
            wanted = replace(span, place=place)
            assert (place in free) == (not self.refused(wanted) and not self.still_there(wanted))


TestShelter = Shelter.TestCase
TestShelter.settings = settings(max_examples=30, stateful_step_count=25)


# What the database itself refuses, whoever writes


@pytest.fixture
def places(session: Session) -> tuple[str, str]:
    house = shelter.add_house(session, "Lindenhof")
    shelter.add_room(session, house.id, "1", kind="shared", places=2)
    first, second = (item.place.id for item in shelter.board(session).places)
    return first, second


def insert(  # noqa: PLR0917 - read as a row
    session: Session, stay_id: str, place: str, person: str, begins: int, ends: int | None
) -> None:
    moments = [to_text(MOMENT + STEP * begins), to_text(MOMENT + STEP * ends) if ends is not None else None]
    with transaction(session.vault.connection):
        session.vault.connection.execute(
            "INSERT INTO house.stay (id, head, place_id, client_id, call_name, begins, ends, state)"
            " VALUES (?, '', ?, ?, 'x', ?, ?, 'reserved')",
            (stay_id, place, person, *moments),
        )


@pytest.mark.parametrize(
    ("begins", "ends"), [(0, 4), (1, 2), (-1, 1), (3, 9), (-5, 9), (3, None), (-3, None)]
)
def test_raw_sql_cannot_put_two_people_in_one_place(
    session: Session, places: tuple[str, str], begins: int, ends: int | None
) -> None:
    insert(session, "a", places[0], "sara", 0, 4)
    with pytest.raises(PlaceTaken) as refused:
        insert(session, "b", places[0], "lien", begins, ends)
    assert not refused.value.person


@pytest.mark.parametrize(("begins", "ends"), [(0, 4), (1, 2), (-1, 1), (3, None)])
def test_raw_sql_cannot_put_one_person_in_two_places(
    session: Session, places: tuple[str, str], begins: int, ends: int | None
) -> None:
    insert(session, "a", places[0], "sara", 0, 4)
    with pytest.raises(PlaceTaken) as refused:
        insert(session, "b", places[1], "sara", begins, ends)
    assert refused.value.person


@pytest.mark.parametrize(("begins", "ends"), [(4, 8), (4, None), (-4, 0)])
def test_who_follows_on_the_same_minute_is_never_refused(
    session: Session, places: tuple[str, str], begins: int, ends: int | None
) -> None:
    insert(session, "a", places[0], "sara", 0, 4)
    insert(session, "b", places[0], "lien", begins, ends)
    insert(session, "c", places[1], "sara", begins, ends)


@pytest.mark.parametrize(
    "change", ["ends = NULL", "begins = '2000-01-01T00:00Z'", "place_id = :other", "state = 'housed'"]
)
def test_raw_sql_cannot_stretch_move_or_revive_a_stay_into_another(
    session: Session, places: tuple[str, str], change: str
) -> None:
    insert(session, "a", places[0], "sara", 0, 4)
    insert(session, "b", places[1], "lien", 2, 6)
    insert(session, "c", places[0], "musa", 4, 8)
    connection = session.vault.connection
    target, before = ("c", "a") if change.startswith("begins") else ("a", "c")
    if change.startswith("state"):
        connection.execute("UPDATE house.stay SET state = 'cancelled' WHERE id = 'a'")
        insert(session, "d", places[0], "noor", 0, 4)
    with pytest.raises(PlaceTaken), transaction(connection):
        connection.execute(
            f"UPDATE house.stay SET {change.replace(':other', repr(places[1]))} WHERE id = ?", (target,)
        )
    assert session.vault.holds >= {Compartment.HOUSE}
    assert before != target

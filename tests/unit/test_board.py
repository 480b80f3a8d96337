"""The board of a night: one card per place, told from dated stays alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, strategies as st

from desktop.clock import at_brussels
from desktop.domain.board import lay_out
from desktop.domain.shelter import Board, House, Place, Resident, Room, Stay, StayState

NIGHT = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
HOUSE = House("h", "Lindenhof")
WHERE = tuple((Place(f"p{n}", f"r{n}", ""), Room(f"r{n}", "h", str(n)), HOUSE) for n in range(1, 4))
CAME = at_brussels(NIGHT - timedelta(days=5), time(18))


def stay(name: str, begins: datetime, ends: datetime | None, state: StayState, place: str = "p1") -> Stay:
    return Stay(name, place, Resident(name), begins, ends, state)


def board(
    *stays: Stay, reservations: tuple[Stay, ...] = (), night: date = NIGHT, now: datetime = NOW
) -> Board:
    return lay_out(WHERE, stays=stays, reservations=reservations, night=night, now=now)


def test_an_empty_house_is_free() -> None:
    empty = board()
    assert empty.free == 3
    assert [item.place.id for item in empty.places] == ["p1", "p2", "p3"]


def test_who_is_housed_has_the_place_and_is_no_arrival() -> None:
    card = board(stay("Sara", CAME, None, StayState.HOUSED)).places[0]
    assert card.stay is not None
    assert not any((card.arriving, card.leaving, card.overdue, card.free))


def test_who_is_expected_tonight_arrives() -> None:
    expected = board(stay("Sara", at_brussels(NIGHT, time(19)), None, StayState.RESERVED))
    assert [item.place.id for item in expected.arrivals] == ["p1"]
    assert expected.free == 2


def test_who_leaves_today_is_a_departure_but_not_overdue() -> None:
    card = board(stay("Sara", CAME, at_brussels(NIGHT, time(17)), StayState.HOUSED)).places[0]
    assert card.leaving
    assert not card.overdue


def test_who_should_have_left_and_has_not_is_overdue_and_keeps_the_place() -> None:
    late = stay("Sara", CAME, at_brussels(NIGHT - timedelta(days=1), time(10)), StayState.HOUSED)
    shown = board(late)
    assert shown.places[0].overdue
    assert shown.free == 2


def test_someone_expected_behind_someone_overdue_is_next() -> None:
    late = stay("Sara", CAME, at_brussels(NIGHT - timedelta(days=1), time(10)), StayState.HOUSED)
    coming = stay("Lien", at_brussels(NIGHT, time(18)), None, StayState.RESERVED)
    card = board(late, coming).places[0]
    assert (card.stay, card.next_stay) == (late, coming)


def test_a_later_reservation_leaves_the_place_free_and_is_shown_as_next() -> None:
    later = stay("Lien", at_brussels(NIGHT + timedelta(days=4), time(18)), None, StayState.RESERVED)
    card = board(reservations=(later,)).places[0]
    assert card.free
    assert card.next_stay == later


def test_who_left_today_no_longer_has_the_place() -> None:
    assert board(stay("Sara", CAME, at_brussels(NIGHT, time(9)), StayState.LEFT)).free == 3


def test_a_past_night_shows_who_slept_there() -> None:
    left = stay("Sara", CAME, at_brussels(NIGHT, time(9)), StayState.LEFT)
    shown = board(left, night=NIGHT - timedelta(days=2))
    assert shown.places[0].stay == left


def test_two_who_change_places_with_each_other_on_one_day_are_seen_once() -> None:
    gone = stay("Sara", CAME, at_brussels(NIGHT, time(10)), StayState.LEFT)
    new = stay("Lien", at_brussels(NIGHT, time(10)), None, StayState.HOUSED)
    assert board(gone, new).places[0].stay == new


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p1", "p2", "p3"]),
            st.integers(-96, 96),
            st.one_of(st.none(), st.integers(1, 96)),
            st.sampled_from(StayState),
        ),
        max_size=8,
    )
)
def test_any_stays_give_one_card_per_place_and_cancelled_ones_never_show(
    drawn: list[tuple[str, int, int | None, StayState]],
) -> None:
    stays = []
    for number, (place, offset, length, state) in enumerate(drawn):
        begins = NOW + timedelta(hours=offset)
        ends = begins + timedelta(hours=length) if length else None
        stays.append(stay(str(number), begins, ends, state, place))
    shown = board(*stays)
    assert [item.place.id for item in shown.places] == ["p1", "p2", "p3"]
    for card in shown.places:
        assert card.stay is None or card.stay.state is not StayState.CANCELLED
        assert not (card.leaving and card.overdue)
        assert card.next_stay is None or card.next_stay is not card.stay

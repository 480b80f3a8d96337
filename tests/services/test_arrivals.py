"""Arrivals and departures are facts: recorded when they have happened, also long after, never before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.clock import FixedClock
from desktop.domain.shelter import Resident, StayState
from desktop.errors import InvalidField, UserError
from desktop.services import shelter
from desktop.services.session import Session
from tests.helpers.vaults import MOMENT

HOUR = timedelta(hours=1)


@pytest.fixture
def places(session: Session) -> list[str]:
    house = shelter.add_house(session, "Lindenhof")
    shelter.add_room(session, house.id, "1", kind="shared", places=2)
    return [card.place.id for card in shelter.board(session).places]


def test_nobody_arrives_or_leaves_in_the_future(session: Session, places: list[str]) -> None:
    with pytest.raises(InvalidField):
        shelter.place(session, places[0], Resident("Sara"), arrived=MOMENT + HOUR)
    expected = shelter.reserve(session, places[0], Resident("Sara"), begins=MOMENT + HOUR)
    with pytest.raises(InvalidField):
        shelter.arrive(session, expected.id, at=MOMENT + HOUR)
    there = shelter.arrive(session, expected.id)
    with pytest.raises(InvalidField):
        shelter.end_stay(session, there.id, at=MOMENT + HOUR)
    assert shelter.board(session).places[0].stay == there


def test_someone_overdue_can_be_followed_by_a_reservation_but_not_by_an_arrival(
    session: Session, places: list[str], clock: FixedClock
) -> None:
    shelter.place(session, places[0], Resident("Sara"), until=MOMENT + HOUR)
    clock.advance(2 * HOUR)
    coming = shelter.reserve(session, places[0], Resident("Lien"), begins=MOMENT + HOUR)
    with pytest.raises(UserError, match="Sara has not left"):
        shelter.arrive(session, coming.id)
    assert [card.place.id for card in shelter.free_places(session, clock.now(), None)] == [places[1]]


def test_who_stays_longer_pushes_back_whoever_was_expected(
    session: Session, places: list[str], clock: FixedClock
) -> None:
    long = shelter.place(session, places[0], Resident("Sara"), until=MOMENT + HOUR)
    missed = shelter.reserve(session, places[0], Resident("Bo"), begins=MOMENT + HOUR, ends=MOMENT + 2 * HOUR)
    coming = shelter.reserve(session, places[0], Resident("Lien"), begins=MOMENT + 2 * HOUR)
    clock.advance(3 * HOUR)
    shelter.end_stay(session, long.id)
    stays = {stay.id: stay for stay in shelter.stays_of(session, "")}
    assert stays[missed.id].state is StayState.CANCELLED
    assert (stays[coming.id].begins, stays[coming.id].state) == (MOMENT + 3 * HOUR, StayState.RESERVED)
    assert shelter.arrive(session, coming.id).state is StayState.HOUSED

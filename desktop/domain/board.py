"""Tonight's board: from stays to one card per place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from desktop.clock import board_night, night_of
from desktop.domain.nights import departure_day, sleeps
from desktop.domain.shelter import Board, BoardPlace, House, Place, Room, Stay, StayState


def lay_out(
    places: Iterable[tuple[Place, Room, House]],
    *,
    stays: Iterable[Stay],
    reservations: Iterable[Stay],
    night: date,
    now: datetime,
) -> Board:
    """The board of a night; `stays` touch it, `reservations` come later, nearest first."""
    by_place: dict[str, list[Stay]] = {}
    for stay in stays:
        by_place.setdefault(stay.place_id, []).append(stay)
    coming: dict[str, Stay] = {}
    for stay in reservations:
        coming.setdefault(stay.place_id, stay)
    cards = (_card(item, by_place.get(item[0].id, []), coming.get(item[0].id), night, now) for item in places)
    return Board(night, tuple(cards))


def _card(
    where: tuple[Place, Room, House], stays: list[Stay], coming: Stay | None, night: date, now: datetime
) -> BoardPlace:
    place, room, house = where
    tonight = board_night(now)
    present = [stay for stay in stays if _is_there(stay, night, tonight)]
    arriving = [stay for stay in stays if stay.state is StayState.RESERVED and sleeps(stay, night)]
    occupant = present[0] if present else (arriving[0] if arriving else None)
    if occupant is None:
        return BoardPlace(place, room, house, next_stay=coming)
    follower = next((stay for stay in arriving if stay is not occupant), coming)
    leaves = departure_day(occupant)
    housed = occupant.state is StayState.HOUSED
    return BoardPlace(
        place,
        room,
        house,
        stay=occupant,
        arriving=occupant.state is StayState.RESERVED and night_of(occupant.begins) <= night,
        leaving=housed and leaves == night,
        overdue=housed and night == tonight and leaves is not None and leaves < night,
        next_stay=follower if follower is not occupant else None,
    )


def _is_there(stay: Stay, night: date, tonight: date) -> bool:
    """In the house that night: sleeps there, leaves that very day, or should have left and has not."""
    if stay.state is StayState.LEFT:
        return sleeps(stay, night)
    if stay.state is not StayState.HOUSED or night_of(stay.begins) > night:
        return False
    return sleeps(stay, night) or departure_day(stay) == night or night == tonight

"""The shelter: who sleeps where, who comes and who goes; two people never have one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from desktop.clock import at_brussels, board_night, night_bounds, today
from desktop.domain import board as boards
from desktop.domain.clients import ClientDetails, NameKind
from desktop.domain.roles import Compartment
from desktop.domain.shelter import Board, BoardPlace, House, Resident, Room, Stay, StayState
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _, isolated
from desktop.services import access, instructions
from desktop.services.session import Session
from desktop.storage import clients as client_rows, shelter as rows
from desktop.storage.connection import PlaceTaken
from desktop.storage.operations import Value
from desktop.storage.vault import Transaction

AGE_BANDS = ((5, "0-5"), (11, "6-11"), (17, "12-17"), (24, "18-24"), (39, "25-39"), (64, "40-64"))
OLDEST_BAND = "65+"
FAMILY_NAME_FIRST = frozenset(
    {"VN", "CN", "KP", "KR", "KH", "TW", "HK"}
)  # as names are usually written there
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def houses(session: Session) -> tuple[House, ...]:
    """Every house."""
    session.vault.need(Compartment.HOUSE)
    return rows.houses(session.vault)


def add_house(session: Session, name: str) -> House:
    """Add a house by the name the team uses; its address is not kept here."""
    if not name.strip():
        raise InvalidField("name", _("Give the house a name; not its address."))
    house = House(session.vault.new_id(), name.strip())
    with session.vault.save(Compartment.HOUSE) as save:
        save.write("house", house.id, name=house.name)
    return house


def add_room(session: Session, house_id: str, name: str, *, kind: str = "single", places: int = 1) -> Room:
    """Add a room with its places, lettered a, b, c when there are several."""
    if not name.strip():
        raise InvalidField("name", _("Give the room a number or name."))
    if not 1 <= places <= 26:
        raise InvalidField("places", _("A room has between 1 and 26 places."))
    room = Room(session.vault.new_id(), house_id, name.strip(), kind)
    with session.vault.save(Compartment.HOUSE) as save:
        save.write("room", room.id, house_id=house_id, name=room.name, kind=kind)
        for number in range(places):
            label = chr(ord("a") + number) if places > 1 else ""
            save.write("place", session.vault.new_id(), room_id=room.id, label=label)
    return room


def board(session: Session, *, night: date | None = None) -> Board:
    """The board of a night, tonight's by default."""
    session.vault.need(Compartment.HOUSE)
    now = session.clock.now()
    night = night or board_night(now)
    _noon, ends = night_bounds(night)
    return boards.lay_out(
        rows.places(session.vault),
        stays=rows.stays_touching(session.vault, at_brussels(night, time(0, 0)), ends),
        reservations=rows.stays_after(session.vault, ends),
        night=night,
        now=now,
    )


def free_places(session: Session, begins: datetime, ends: datetime | None) -> tuple[BoardPlace, ...]:
    """Places nobody has at any time of the span."""
    session.vault.need(Compartment.HOUSE)
    taken = rows.taken_place_ids(session.vault, begins, ends, now=session.clock.now())
    return tuple(BoardPlace(*item) for item in rows.places(session.vault) if item[0].id not in taken)


def stays_of(session: Session, client_id: str) -> tuple[Stay, ...]:
    """A client's stays, newest first."""
    access.check(session, client_id)
    session.vault.need(Compartment.HOUSE)
    return rows.stays_of(session.vault, client_id)


def place(
    session: Session,
    place_id: str,
    resident: Resident,
    *,
    arrived: datetime | None = None,
    until: datetime | None = None,
    acknowledged: bool = False,
    override: str = "",
) -> Stay:
    """House someone now, or from when they arrived.

    Raises InstructionsStand when the house has instructions for them that were not `acknowledged`, or one not to
    place them here without the reason of an `override`; either is logged.
    """
    begins = arrived or session.clock.now()
    _refuse_what_has_not_happened(session, begins, "arrived")
    stay = Stay("", place_id, resident, begins, until, StayState.HOUSED)
    return _new_stay(session, stay, acknowledged=acknowledged, override=override)


def reserve(
    session: Session,
    place_id: str,
    resident: Resident,
    *,
    begins: datetime,
    ends: datetime | None = None,
    acknowledged: bool = False,
    override: str = "",
) -> Stay:
    """Keep a place for someone who is expected; the instructions to the house count as in `place`."""
    stay = Stay("", place_id, resident, begins, ends, StayState.RESERVED)
    return _new_stay(session, stay, acknowledged=acknowledged, override=override)


def arrive(session: Session, stay_id: str, *, at: datetime | None = None) -> Stay:
    """Someone who was expected is there."""
    stay = _stay(session, stay_id)
    begins = at or session.clock.now()
    _refuse_what_has_not_happened(session, begins, "at")
    ends = stay.ends if stay.ends is None or stay.ends > begins else None
    return _change(session, stay, replace(stay, begins=begins, ends=ends, state=StayState.HOUSED))


def end_stay(session: Session, stay_id: str, *, at: datetime | None = None, destination: str = "") -> Stay:
    """Someone has left; what was reserved meanwhile, in the place or for the person, begins now."""
    stay = _stay(session, stay_id)
    _refuse_what_has_not_happened(session, at or session.clock.now(), "at")
    ends = max(at or session.clock.now(), stay.begins + timedelta(minutes=1))
    after = replace(stay, ends=ends, state=StayState.LEFT, destination=destination, ready_to_leave=False)
    with _saving(session) as save:
        for waiting in rows.stays_touching(session.vault, stay.begins, ends):
            if waiting.state is StayState.RESERVED and _excludes(stay, waiting):
                _postpone(save, waiting, ends)
        save.write("stay", stay.id, **_difference(stay, after))
    return _stay(session, stay_id)


def cancel(session: Session, stay_id: str) -> Stay:
    """Someone who was expected does not come."""
    stay = _stay(session, stay_id)
    return _change(session, stay, replace(stay, state=StayState.CANCELLED))


def undo_end(session: Session, stay: Stay) -> Stay:
    """Bring a stay back to what it was; refused when the place was given away meanwhile."""
    return _change(session, _stay(session, stay.id), stay)


def set_ready_to_leave(session: Session, stay_id: str, ready: bool) -> Stay:
    """Ready to leave, no housing: the signal of blocked outflow."""
    stay = _stay(session, stay_id)
    return _change(session, stay, replace(stay, ready_to_leave=ready))


def change_expected_end(session: Session, stay_id: str, ends: datetime | None) -> Stay:
    """Change the day someone is expected to leave; None leaves it open."""
    stay = _stay(session, stay_id)
    return _change(session, stay, replace(stay, ends=ends))


def resident_of(session: Session, client_id: str) -> Resident:
    """What the house may know of a client, taken from the registry."""
    access.check(session, client_id)
    session.vault.need(Compartment.REGISTRY)
    client = client_rows.load(session.vault, client_id)
    if client is None:
        raise access.no_such_file()
    details = client.details
    return Resident(
        call_name=call_name(details) or client.number,
        gender=details.gender,
        age_band=age_band(details, today(session.clock)),
        languages=tuple(language.tag for language in details.languages),
        client_id=client_id,
    )


def call_name(details: ClientDetails) -> str:
    """What the house calls someone: the call-name, else the given name as far as one can tell; never the legal name."""
    for name in details.names:
        if name.kind is NameKind.CALL:
            return name.latin or name.native
    words = details.display_name.split()
    if len(words) > 1 and FAMILY_NAME_FIRST.intersection(details.nationalities):
        return words[-1]
    return words[0] if words else ""


def age_band(details: ClientDetails, day: date) -> str:
    """The age band on a day, empty when the birth date is unknown."""
    if details.birth is None:
        return ""
    age = details.birth.age_on(day)
    return next((band for highest, band in AGE_BANDS if age <= highest), OLDEST_BAND)


def _new_stay(session: Session, stay: Stay, *, acknowledged: bool, override: str) -> Stay:
    session.vault.need(Compartment.HOUSE)
    access.check(session, stay.resident.client_id)
    _check_times(stay)
    if not stay.resident.call_name.strip():
        raise InvalidField("call_name", _("Say what to call this person."))
    if stay.state is StayState.HOUSED:
        _refuse_if_still_there(session, stay)
    stay = replace(stay, id=session.vault.new_id())
    standing = instructions.before_placing(session, stay.resident, begins=stay.begins, ends=stay.ends)
    with _saving(session) as save:
        instructions.insist(standing, save, acknowledged=acknowledged, override=override)
        save.write("stay", stay.id, **rows.stay_fields(stay))
    return _stay(session, stay.id)


def _change(session: Session, before: Stay, after: Stay) -> Stay:
    _check_times(after)
    if after.state is StayState.HOUSED and before.state is not StayState.HOUSED:
        _refuse_if_still_there(session, after)
    with _saving(session) as save:
        save.write("stay", before.id, **_difference(before, after))
    return _stay(session, before.id)


def _difference(before: Stay, after: Stay) -> dict[str, Value]:
    was = rows.stay_fields(before)
    return {name: value for name, value in rows.stay_fields(after).items() if was[name] != value}


def _postpone(save: Transaction, stay: Stay, begins: datetime) -> None:
    """Whoever is expected comes after the one who stayed longer; not at all when that time has passed too."""
    if stay.ends is not None and stay.ends <= begins:
        save.write("stay", stay.id, **_difference(stay, replace(stay, state=StayState.CANCELLED)))
    else:
        save.write("stay", stay.id, **_difference(stay, replace(stay, begins=begins)))


def _check_times(stay: Stay) -> None:
    if stay.ends is not None and stay.ends <= stay.begins:
        raise InvalidField("ends", _("The end lies before the beginning."), _("Check both dates."))


def _refuse_what_has_not_happened(session: Session, moment: datetime, field: str) -> None:
    """An arrival or a departure is a fact; what is expected is a reservation or an expected end."""
    if moment > session.clock.now():
        raise InvalidField(field, _("This moment has not come yet."), _("Check the date and time."))


def _refuse_if_still_there(session: Session, stay: Stay) -> None:
    """An expected end that has passed does not mean that the person has left."""
    now = session.clock.now()
    there = replace(stay, ends=_really_until(stay, now))
    for other in rows.stays_touching(session.vault, stay.begins, there.ends or FOREVER):
        if other.id == stay.id or other.state is StayState.RESERVED or _overlap(stay, other):
            continue  # what overlaps on paper the database refuses itself
        if not (_excludes(stay, other) and _overlap(there, replace(other, ends=_really_until(other, now)))):
            continue
        if other.place_id != stay.place_id:
            raise _person_taken()
        raise _not_left_yet(other) if other.state is StayState.HOUSED else _place_taken()


def _really_until(stay: Stay, now: datetime) -> datetime | None:
    """Until when someone is there: past the expected end for as long as no departure is recorded."""
    if stay.state is not StayState.HOUSED or stay.ends is None:
        return stay.ends
    return max(stay.ends, now + timedelta(minutes=1))


def _excludes(one: Stay, other: Stay) -> bool:
    """Whether the two cannot be at the same time: one place, or one person."""
    return one.place_id == other.place_id or one.resident.client_id == other.resident.client_id != ""


def _overlap(one: Stay, other: Stay) -> bool:
    return one.begins < (other.ends or FOREVER) and other.begins < (one.ends or FOREVER)


def _not_left_yet(stay: Stay) -> UserError:
    return UserError(
        _("{name} has not left this place yet; nothing was saved.").format(
            name=isolated(stay.resident.call_name)
        ),
        _("Record the departure first, or choose another place."),
    )


def _person_taken() -> UserError:
    return UserError(
        _("This person already has a place in that time; nothing was saved."),
        _("End or change that stay first."),
    )


def _place_taken() -> UserError:
    return UserError(
        _("Someone has this place in that time; nothing was saved."),
        _("Choose another place or other dates."),
    )


@contextmanager
def _saving(session: Session) -> Iterator[Transaction]:
    try:
        with session.vault.save(Compartment.HOUSE) as save:
            yield save
    except PlaceTaken as problem:
        raise (_person_taken() if problem.person else _place_taken()) from problem


def _stay(session: Session, stay_id: str) -> Stay:
    session.vault.need(Compartment.HOUSE)
    stay = rows.stay(session.vault, stay_id)
    if stay is None:
        raise UserError(_("There is no such stay."), _("Look again on the board."))
    return stay

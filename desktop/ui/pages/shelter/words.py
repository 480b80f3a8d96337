"""What a place on the board says: its state as one word, and who sleeps there in a few."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from desktop.clock import BRUSSELS
from desktop.domain.family import Instruction
from desktop.domain.shelter import BoardPlace, Resident, StayState
from desktop.i18n import format_day_and_month, gettext as _, language_name, ngettext
from desktop.services import instructions
from desktop.ui import wording


class PlaceState(StrEnum):
    """The one state of a place in a night; each has its word and its shape, never a colour alone."""

    FREE = "free"
    RESERVED_LATER = "reserved_later"
    OCCUPIED = "occupied"
    ARRIVING = "arriving"
    LEAVING = "leaving"
    OVERDUE = "overdue"


def room_name(item: BoardPlace) -> str:
    """The room, and which bed of it when it has several."""
    label = item.place.label
    return item.room.name if not label or label == item.room.name else f"{item.room.name} · {label}"


def state_of(item: BoardPlace) -> PlaceState:
    """The state that asks most of the shift: a stay past its end before a departure before an arrival."""
    if item.stay is None:
        return PlaceState.RESERVED_LATER if item.next_stay else PlaceState.FREE
    if item.overdue:
        return PlaceState.OVERDUE
    if item.stay.state is StayState.RESERVED:
        return PlaceState.ARRIVING
    return PlaceState.LEAVING if item.leaving else PlaceState.OCCUPIED


def state_word(item: BoardPlace) -> str:
    """The state in words, with its date where one matters."""
    state = state_of(item)
    if state is PlaceState.RESERVED_LATER and item.next_stay is not None:
        return _("Free until {day}").format(day=short_day(item.next_stay.begins))
    return {
        PlaceState.FREE: _("Free"),
        PlaceState.OCCUPIED: _("Occupied"),
        PlaceState.ARRIVING: _("Arriving"),
        PlaceState.LEAVING: _("Leaves today"),
        PlaceState.OVERDUE: _("Past its end"),
    }[state]


def short_day(moment: datetime | date) -> str:
    """A moment as its day in Brussels, e.g. 3 Dec."""
    day = moment.astimezone(BRUSSELS).date() if isinstance(moment, datetime) else moment
    return format_day_and_month(day)


def expected_end(item: BoardPlace) -> str:
    """Until when, or nothing when the stay is open or the place free."""
    if item.stay is None or item.stay.ends is None:
        return ""
    return _("until {day}").format(day=short_day(item.stay.ends))


def about(resident: Resident) -> tuple[str, ...]:
    """Age, gender, children, languages and diet: only what is known, in reading order."""
    person = ", ".join(part for part in (gender_word(resident.gender), age_word(resident.age_band)) if part)
    languages = ", ".join(language_name(tag) for tag in resident.languages)
    return tuple(
        part for part in (person, children_word(resident.children), languages, resident.diet) if part
    )


def instruction_line(instruction: Instruction) -> str:
    """What the house has to do for somebody, beginning with what it is about."""
    told = instructions.sentence(instruction)
    kind = wording.listed("instruction_kinds", instruction.draft.kind)
    return told if told == kind else _("{kind}: {what}").format(kind=kind, what=told)


def gender_word(gender: str) -> str:
    """The gender as people say it; empty when unknown."""
    return "" if gender == "unknown" else wording.gender_label(gender)


def age_word(age_band: str) -> str:
    """An age band such as `18-25` with its years."""
    return _("{band} years").format(band=age_band.replace("-", "\u2013")) if age_band else ""


def children_word(children: int) -> str:
    """How many children are along; empty for none."""
    return (
        ngettext("with {count} child", "with {count} children", children).format(count=children)
        if children
        else ""
    )


def free_word(free: int, places: int) -> str:
    """The count of free places as people say it."""
    if not free:
        return _("Full")
    told = ngettext("{free} of {places} places free", "{free} of {places} places free", free)
    return told.format(free=free, places=places)

"""The places of the rail: what they are called, whose they are, and which page to import when one is first shown."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from desktop.domain.roles import Compartment, Role, may_print_and_search
from desktop.i18n import gettext as _

if TYPE_CHECKING:
    from desktop.ui.workplace import Workplace

_SHELTER_ROLES = {Role.SHELTER_WORKER, Role.TEMPORARY_SHELTER_WORKER}


class Page(Protocol):
    """What the frame asks of a page, besides being a widget."""

    def refresh(self) -> None: ...
    def flush_drafts(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Person:
    """What decides about places: the keys held and the roles given."""

    holds: frozenset[Compartment]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One place; `page` is `module:Class`, imported when first shown."""

    name: str
    icon: str
    label: Callable[[], str]
    page: str
    opens_for: Callable[[Person], bool]

    def make_page(self, workplace: Workplace) -> Page:
        """Import the page's module and make the page."""
        return _make(self.page, workplace)


def _holds_any(*compartments: Compartment) -> Callable[[Person], bool]:
    return lambda person: not person.holds.isdisjoint(compartments)


def _holds_all(*compartments: Compartment) -> Callable[[Person], bool]:
    return lambda person: person.holds.issuperset(compartments)


def _may_print(person: Person) -> bool:
    return bool(person.holds) and may_print_and_search(person.roles)


def _runs_the_centre(person: Person) -> bool:
    return bool(set(person.roles) - _SHELTER_ROLES)


PLACES = (
    Place(
        "today",
        "today",
        lambda: _("Today"),
        "desktop.ui.pages.today_page:TodayPage",
        _holds_any(Compartment.HOUSE, Compartment.REGISTRY, Compartment.CASEWORK),
    ),
    Place(
        "agenda",
        "agenda",
        lambda: _("Agenda"),
        "desktop.ui.pages.agenda_page:AgendaPage",
        _holds_all(Compartment.REGISTRY, Compartment.CASEWORK),
    ),
    Place(
        "clients",
        "clients",
        lambda: _("Clients"),
        "desktop.ui.pages.clients_page:ClientsPage",
        _holds_any(Compartment.REGISTRY),
    ),
    Place(
        "shelter",
        "shelter",
        lambda: _("Shelter"),
        "desktop.ui.pages.shelter_page:ShelterPage",
        _holds_any(Compartment.HOUSE),
    ),
    Place("sheets", "sheets", lambda: _("Sheets"), "desktop.ui.pages.sheets_page:SheetsPage", _may_print),
    Place(
        "centre", "centre", lambda: _("Centre"), "desktop.ui.pages.centre_page:CentrePage", _runs_the_centre
    ),
)
CLIENT_FILE = "desktop.ui.pages.client_file_page:ClientFilePage"

REFERRAL = "desktop.ui.pages.referral_page:ReferralPage"


def for_person(holds: Collection[Compartment], roles: Collection[Role]) -> tuple[Place, ...]:
    """The places this person may enter, in the order of the rail."""
    person = Person(frozenset(holds), tuple(roles))
    return tuple(place for place in PLACES if place.opens_for(person))


def make_client_file(workplace: Workplace) -> Page:
    """The page that shows one client's file at a time."""
    return _make(CLIENT_FILE, workplace)


def takes_referrals(holds: Collection[Compartment]) -> bool:
    """Whether a person's keys open both what a referral is recorded in; others write a call slip."""
    return {Compartment.REGISTRY, Compartment.CASEWORK} <= set(holds)


def make_referral(workplace: Workplace) -> Page:
    """The page on which a referral is taken, of one person or of many."""
    return _make(REFERRAL, workplace)


def _make(page: str, workplace: Workplace) -> Page:
    module, class_name = page.split(":")
    return cast(Page, getattr(import_module(module), class_name)(workplace))

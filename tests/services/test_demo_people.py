"""The fictitious centre's people: the published mix, and names in the script they say they are in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date

import pytest

from desktop.demo import pools
from desktop.demo.cases import Case, cases
from desktop.demo.dice import Dice, months_later
from desktop.demo.people import full_name, people
from desktop.demo.shelter_plan import plan
from desktop.domain.support import Outcome
from desktop.domain.world import COUNTRIES, LANGUAGES

AS_OF = date(2026, 11, 22)
CLIENTS = 500


@pytest.fixture(scope="module")
def everyone() -> tuple[Case, ...]:
    dice = Dice("1")
    stays = plan(dice, AS_OF)
    return cases(dice, people(dice, CLIENTS), stays, as_of=AS_OF)


@pytest.fixture(scope="module")
def supported(everyone: tuple[Case, ...]) -> list[Case]:
    return [case for case in everyone if case.outcome is Outcome.SUPPORT_STARTED]


def nearest(published: int, of: int, here: int) -> float:
    return published * here / of


def test_the_share_of_supports_started_is_the_published_one(
    everyone: tuple[Case, ...], supported: list[Case]
) -> None:
    assert len(everyone) == CLIENTS
    assert len(supported) == round(CLIENTS * 145 / 924)


def test_supports_have_the_published_sexes_forms_and_ages(supported: list[Case]) -> None:
    count = len(supported)
    sexes = Counter(case.person.gender for case in supported)
    forms = Counter(case.person.form for case in supported)
    minors = sum(case.identity.details.birth.age_on(case.started) < 18 for case in supported)  # type: ignore[union-attr]
    assert sexes["f"] == pytest.approx(nearest(69, 145, count), abs=1)
    assert sexes["m"] == pytest.approx(nearest(76, 145, count), abs=1)
    for form, published in (("sexual", 52), ("economic", 87), ("begging", 3), ("forced_crime", 3)):
        assert forms[form] == pytest.approx(nearest(published, 145, count), abs=1), form
    assert minors == pytest.approx(nearest(7, 146, count), abs=1)


def test_supports_have_the_published_nationalities(supported: list[Case]) -> None:
    found = Counter(case.person.nationality.code for case in supported)
    for nationality in pools.nationalities().values():
        published = nearest(nationality.supported, 145, len(supported))
        assert abs(found[nationality.code] - published) < 1, nationality.code


def test_every_referral_has_exactly_one_outcome_and_only_late_ones_are_open(
    everyone: tuple[Case, ...],
) -> None:
    outcomes = Counter(case.outcome for case in everyone)
    assert sum(outcomes.values()) == CLIENTS
    assert (
        outcomes[Outcome.NOT_VICTIM] > outcomes[Outcome.VICTIM_NO_SUPPORT] > outcomes[Outcome.TRANSFERRED] > 0
    )
    pending = [case for case in everyone if case.outcome is Outcome.PENDING]
    assert pending
    assert all((AS_OF - case.referred).days < 60 for case in pending)


def test_file_numbers_follow_the_calls(everyone: tuple[Case, ...]) -> None:
    assert [case.number for case in everyone] == sorted(case.number for case in everyone)
    assert [case.received for case in everyone] == sorted(case.received for case in everyone)


def test_women_and_the_sexual_form_lie_where_reports_put_them(everyone: tuple[Case, ...]) -> None:
    nigerian = [case.person for case in everyone if case.person.nationality.code == "NG"]
    egyptian = [case.person for case in everyone if case.person.nationality.code == "EG"]
    assert sum(person.gender == "f" for person in nigerian) > len(nigerian) / 2
    assert sum(person.form == "sexual" for person in egyptian) < len(egyptian) / 4


def in_script(text: str, script: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(unicodedata.name(letter).startswith(script) for letter in letters)


@pytest.mark.parametrize(
    "name", sorted({item for one in pools.nationalities().values() for item in one.cultures})
)
def test_names_are_in_the_script_of_their_people(name: str) -> None:
    culture, dice = pools.culture(name), Dice("names")
    for gender in ("f", "m"):
        for _ in range(60):
            given, (latin, own) = full_name(dice, culture, gender)
            assert in_script(latin, "LATIN"), latin
            assert bool(own) == bool(culture.script)
            assert not own or in_script(own, culture.script), own
            assert given[0] in latin
            assert "{" not in latin + own
            assert "=" not in latin + own


def test_scripts_are_many() -> None:
    scripts = {pools.culture(name).script for one in pools.nationalities().values() for name in one.cultures}
    assert scripts >= {
        "ARABIC",
        "ETHIOPIC",
        "CYRILLIC",
        "CJK",
        "DEVANAGARI",
        "GURMUKHI",
        "ARMENIAN",
        "BENGALI",
        "THAI",
    }


def test_codes_are_those_the_forms_offer() -> None:
    for nationality in pools.nationalities().values():
        assert nationality.code in COUNTRIES
        for tag, _, _ in nationality.languages:
            assert tag in LANGUAGES
            assert pools.language_names("nl")[tag]
            assert pools.language_names("fr")[tag]


def test_the_figures_behind_the_mix_add_up() -> None:
    assert sum(item.supported for item in pools.nationalities().values()) == 145


def test_months_are_held_to_their_end() -> None:
    assert months_later(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert months_later(date(2026, 12, 31), 6) == date(2027, 6, 30)


@pytest.mark.parametrize("clients", [0, 1, 2, 5, 17])
def test_small_centres_exist_too(clients: int) -> None:
    dice = Dice("small")
    assert len(cases(dice, people(dice, clients), plan(dice, AS_OF), as_of=AS_OF)) == clients

"""The lists themselves: whole in four languages, with a source, and the centre's edits laid over them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from desktop.domain import codelists, law
from desktop.domain.codelists import LANGUAGES, OwnCode

NOVEMBER = date(2026, 11, 22)
LISTS = [about.name for about in codelists.lists()]


@pytest.fixture(autouse=True)
def without_overlay() -> Iterator[None]:
    codelists.set_overlay(())
    yield
    codelists.set_overlay(())


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_says_its_name_in_four_languages_and_where_it_comes_from(name: str) -> None:
    entries = codelists.entries(name)
    assert entries
    assert len({entry.code for entry in entries}) == len(entries)
    for entry in entries:
        assert set(entry.labels) == set(LANGUAGES), entry.code
        assert entry.source, entry.code


@pytest.mark.parametrize("name", LISTS)
def test_no_two_entries_of_a_list_read_the_same(name: str) -> None:
    for language in LANGUAGES:
        labels = [(entry.parent, entry.label(language)) for entry in codelists.entries(name)]
        assert len(set(labels)) == len(labels), language


def test_every_list_is_dated_and_titled_in_four_languages() -> None:
    for about in codelists.lists():
        assert about.dated <= NOVEMBER
        assert all(about.title(language) for language in LANGUAGES)


def test_a_list_inside_another_is_named_with_a_dot() -> None:
    assert codelists.label("support_actions.legal", codelists.entries("support_actions.legal")[0].code, "fr")
    with pytest.raises(KeyError):
        codelists.entries("support_actions")


def test_facts_are_what_only_this_list_has() -> None:
    sexual = codelists.find("exploitation_forms", "sexual")
    assert sexual is not None
    assert sexual.report_column == "T27.1"
    assert sexual.facts["new_ref"] == "Sw. 2024 art. 258 §1, 1°"
    assert {child.code for child in codelists.children("exploitation_subforms", "sexual")} == {"teen_pimp"}


def test_there_are_61_indicators_in_eight_themes() -> None:
    themes = {theme.code for theme in codelists.entries("indicator_themes")}
    indicators = codelists.entries("indicators")
    assert (len(indicators), len(themes)) == (61, 8)
    assert {entry.facts["theme"] for entry in indicators} == themes
    forms = {form.code for form in codelists.entries("exploitation_forms")} | {"all"}
    assert {form for entry in indicators for form in entry.facts["forms"]} <= forms


def test_every_procedure_event_belongs_to_a_group_and_a_domain() -> None:
    for event in codelists.entries("procedure_events"):
        assert event.facts["group"] in {"procedure", "justice", "residence", "minor", "privacy", "support"}
        assert event.facts["domain"] in {"psychosocial", "legal", "administrative"}


def test_the_items_of_a_request_are_for_requests_that_exist() -> None:
    kinds = {kind.code for kind in codelists.entries("request_kinds")}
    for item in codelists.entries("request_items"):
        assert set(item.facts["kinds"]) <= kinds


def test_each_subject_of_the_law_has_articles_that_never_overlap() -> None:
    for subject in codelists.entries("legal_references"):
        articles = codelists.children("legal_articles", subject.code)
        assert articles, subject.code
        for day in (date(2020, 1, 1), date(2026, 8, 31), date(2026, 9, 1)):
            assert len([article for article in articles if article.valid_on(day)]) == 1, (subject.code, day)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026", "", ["thb_1867", "thb_2024"]),
        ("2026-08", "2026-08-31", ["thb_1867"]),
        ("2026-09-01", "", ["thb_2024"]),
        ("", "2025", ["thb_1867"]),
        ("2025-03", "2026-10", ["thb_1867", "thb_2024"]),
        ("", "", ["thb_1867", "thb_2024"]),
    ],
)
def test_the_article_follows_from_the_date_of_the_facts(first: str, last: str, expected: list[str]) -> None:
    assert [article.code for article in law.legal_references("thb", first, last)] == expected


def test_an_article_moved_by_the_centre_counts_at_once() -> None:
    (new,) = law.legal_references("thb", "2026-10-01")
    assert (new.ref, new.label("fr")) == ("Strafwetboek 2024, art. 258", "Code pénal de 2024, art. 258")
    codelists.set_overlay(
        [
            OwnCode("legal_articles", "thb_1867", {}, valid_to=date(2027, 12, 31), parent="thb"),
            OwnCode("legal_articles", "thb_2024", {}, valid_from=date(2028, 1, 1), parent="thb"),
        ]
    )
    assert [article.code for article in law.legal_references("thb", "2026-10-01")] == ["thb_1867"]


def test_an_edit_of_the_centre_lies_over_what_comes_with_baken() -> None:
    codelists.set_overlay(
        [OwnCode("sectors", "bakery", {"nl": "Bakkers"}, valid_to=date(2026, 1, 31), position=150)]
    )
    bakery = codelists.find("sectors", "bakery")
    assert bakery is not None
    assert (bakery.label("nl"), bakery.label("fr"), bakery.edited) == ("Bakkers", "Boulangerie", True)
    assert bakery.source == "source:004"
    assert "bakery" not in {entry.code for entry in codelists.entries("sectors", on=NOVEMBER)}
    assert codelists.label("sectors", "bakery", "nl") == "Bakkers"
    assert [entry.code for entry in codelists.entries("sectors")][:2] == ["slaughter", "bakery"]


def test_an_entry_of_the_centre_comes_last_and_reads_in_the_language_there_is() -> None:
    codelists.set_overlay([OwnCode("sectors", "florist", {"fr": "Fleuriste"}, parent="retail")])
    florist = codelists.entries("sectors")[-1]
    assert (florist.code, florist.own, florist.parent) == ("florist", True, "retail")
    assert florist.label("de") == "Fleuriste"
    codelists.set_overlay(())
    assert codelists.label("sectors", "florist", "nl") == "florist"

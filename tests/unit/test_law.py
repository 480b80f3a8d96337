"""No legal statement without four languages, its source, the day it was checked and how certain it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import desktop
from desktop.domain import codelists, law
from desktop.domain.procedure import Phase, TrackKind
from desktop.paths import resources

LAW = law.current()
LANGUAGES = ("nl", "fr", "de", "en")
CONDITION = re.compile(r"!?(minor|extended|(event|event_since|request|deadline):\w+)")


def data(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((resources() / name).read_text("utf-8"))
    return content


def labelled(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every set of labels in the data, with where it lies."""
    if isinstance(node, dict):
        if "nl" in node or "en" in node:
            yield path, node
        for key, value in node.items():
            yield from labelled(value, f"{path}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from labelled(value, f"{path}/{number}")


@pytest.mark.parametrize("name", ["procedure.json", "deadline_rules.json"])
def test_every_text_is_there_in_four_languages(name: str) -> None:
    sets = [
        (path, labels) for path, labels in labelled(data(name)) if not path.startswith("/names_in_references")
    ]
    assert len(sets) >= 19
    lacking = [
        path for path, labels in sets if any(not labels.get(language, "").strip() for language in LANGUAGES)
    ]
    assert lacking == []


@pytest.mark.parametrize("statement", LAW.statements.values(), ids=lambda item: item.id)
def test_every_statement_has_words_source_day_and_certainty(statement: law.Statement) -> None:
    assert set(statement.labels) == set(LANGUAGES)
    assert len({statement.label(language) for language in LANGUAGES}) == len(LANGUAGES), "left untranslated"
    assert all(statement.cited(language).strip() for language in LANGUAGES)
    assert statement.source == statement.cited("en")
    assert date(2026, 1, 1) <= statement.checked <= date(2026, 11, 22)
    assert statement.certainty in law.CERTAINTIES
    for language in LANGUAGES:
        assert statement.label(language).endswith("."), "a sentence"


def test_what_is_law_names_its_article() -> None:
    without = [
        item.id for item in LAW.statements.values() if item.certainty == "law" and "art." not in item.source
    ]
    assert without == []


def test_french_has_its_spaces_and_apostrophes() -> None:
    for path, labels in [*labelled(data("procedure.json")), *labelled(data("deadline_rules.json"))]:
        if path.startswith("/_meta"):
            continue
        french = labels["fr"]
        assert "'" not in french, french
        assert not re.search(r"\w[;:!?]", french), french


# Nothing hangs in the air


def test_every_rule_has_a_name_and_a_statement() -> None:
    assert list(LAW.rules) == [f"D{number}" for number in range(1, 21)]
    for rule in LAW.rules:
        assert law.statement_of_rule(rule).id in LAW.statements
        assert all(law.rule_label(rule, language) for language in LANGUAGES)


def test_everything_the_tracks_name_exists() -> None:
    documents = {entry.code for entry in codelists.entries("residence_documents")}
    events = {entry.code for entry in codelists.entries("procedure_events")}
    grounds = {entry.code for entry in codelists.entries("procedure_end_grounds")}
    assert set(LAW.tracks) == set(TrackKind)
    for plan in LAW.tracks.values():
        assert plan.statement in LAW.statements
        for phase in plan.phases:
            assert phase.statement in LAW.statements
            assert set(phase.documents) <= documents, phase.code
            assert set(phase.events) <= events, phase.code
            assert set(phase.grounds) <= grounds, phase.code
            assert phase.steps
            for language in LANGUAGES:
                assert law.phase_label(plan.kind, phase.code, language)


def test_every_step_has_an_actor_a_statement_and_conditions_that_can_be_read() -> None:
    events = {entry.code for entry in codelists.entries("procedure_events")}
    requests = {entry.code for entry in codelists.entries("request_kinds")}
    for step in LAW.steps.values():
        assert step.by in LAW.actors
        assert step.statement in LAW.statements
        assert set(step.deadlines) <= set(LAW.rules)
        for condition in step.conditions:
            assert CONDITION.fullmatch(condition), condition
            what, _, code = condition.lstrip("!").partition(":")
            known = {"event": events, "event_since": events, "request": requests, "deadline": set(LAW.rules)}
            assert not code or code in known[what], condition


def test_every_statement_step_and_work_is_used() -> None:
    procedure = data("procedure.json")
    named = {plan.statement for plan in LAW.tracks.values()} | set(LAW.rule_statements.values())
    named |= {phase.statement for plan in LAW.tracks.values() for phase in plan.phases}
    named |= {step.statement for step in LAW.steps.values()} | set(procedure["grounds"].values())
    source = "".join(path.read_text("utf-8") for path in Path(desktop.__file__).parent.rglob("*.py"))
    assert [item for item in set(LAW.statements) - named if f'"{item}"' not in source] == []
    planned = {step.code for plan in LAW.tracks.values() for phase in plan.phases for step in phase.steps}
    planned |= {step.code for plan in LAW.tracks.values() for step in plan.when_dismissed}
    assert planned == set(LAW.steps)
    assert {item["work"] for item in procedure["statements"].values()} == set(procedure["works"])


def test_every_ground_of_the_law_rests_on_a_statement() -> None:
    for entry in codelists.entries("procedure_end_grounds"):
        statement = law.statement_of_ground(entry.code)
        assert statement is not None
        assert statement.certainty == "law"
    assert law.statement_of_ground("died") is None
    assert law.grounds(TrackKind.TRAFFICKING, Phase.TEMPORARY)[0] == "recontact"
    assert law.grounds(TrackKind.EU, Phase.FOLLOWED) == ()


def test_words_are_found_by_code() -> None:
    assert law.step_label("request_annex15", "nl") == "Bijlage 15 aanvragen (reflectieperiode)"
    assert law.actor_label("immigration_office", "fr") == "Office des étrangers"
    assert law.phase_label(TrackKind.TRAFFICKING, Phase.ENDED, "de") == "Beendet"
    assert law.rule_label("D7", "xx") == "Wordt 18 jaar", "another language falls back on Dutch"
    assert law.track(TrackKind.MINOR).label("en") == "Unaccompanied minors’ procedure"


# Articles by the date of the facts

OLD, NEW = "Strafwetboek 1867, art. 433quinquies", "Strafwetboek 2024, art. 258"


@pytest.mark.parametrize(
    ("facts_from", "facts_to", "refs"),
    [
        ("2019-03-01", "2020-05-01", (OLD,)),
        ("2026-08-31", "2026-08-31", (OLD,)),
        ("2026-09-01", "2026-09-01", (NEW,)),
        ("2026-08-31", "2026-09-01", (OLD, NEW)),
        ("2019", "2026-11", (OLD, NEW)),
        ("2026", "", (OLD, NEW)),
        ("2026-08", "", (OLD,)),
        ("2026-09", "", (NEW,)),
        ("", "2026-08", (OLD,)),
        ("2027", "2028-02", (NEW,)),
        ("~2025", "2025", (OLD,)),
        ("2026-10", "2026-01", (OLD, NEW)),  # typed the wrong way round
        ("", "", (OLD, NEW)),
        ("long ago", "", (OLD, NEW)),
        ("2026-02-30", "", (OLD, NEW)),
    ],
)
def test_the_article_is_that_of_the_date_of_facts_and_both_where_they_straddle(
    facts_from: str, facts_to: str, refs: tuple[str, ...]
) -> None:
    assert tuple(item.ref for item in law.legal_references("thb", facts_from, facts_to)) == refs


def test_an_article_that_did_not_exist_yet_is_not_cited() -> None:
    assert law.legal_references("non_punishment", "2018") == ()
    assert len(law.legal_references("non_punishment", "2019")) == 1
    assert law.legal_references("nothing", "2019") == ()


def test_every_reference_list_can_be_looked_up_and_read_in_each_language() -> None:
    for entry in codelists.entries("legal_references"):
        versions = law.legal_references(entry.code)
        assert versions, entry.code
        for version in versions:
            assert "Strafwetboek" not in version.label("fr")
            assert version.label("nl") == version.ref
            assert version.source
    assert law.statement(law.BOUNDARY_STATEMENT).certainty == "general knowledge"

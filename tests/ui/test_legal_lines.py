"""No word of law without its source and its date: all of it is data, and none of it is written into a message."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.domain import codelists, law
from desktop.domain.law import LANGUAGES, Statement
from desktop.ui.widgets.legal_line import LegalLine, certainty_label, provenance, statement_text

ROOT = Path(__file__).parents[2]
TRANSLATORS = {"_", "gettext", "ngettext", "pgettext"}
LAW = re.compile(
    r"\bart\.|\barticles? \d|§|\bAct\b|\b\w+ Code\b|\bCode of\b|\b[Dd]ecree\b|\b[Dd]irective\b|\b[Cc]ircular\b|\bGDPR\b"
    r"|\bby law\b|\bthe law\b|\blegally\b|\b\d+(st|nd|rd|th)? (day|month|year|hour)s?\b"
)
# What looks like law and is none; each with why.
NO_LAW = {
    "under 1 year": "an age",
    "read in the law": "how sure a statement of the data is",
    "Support ended on {day}. Who comes back within 12 months goes on with the same support: it is reopened.": (
        "how the centres count a support, not how the law does"
    ),
}


def everything_said() -> Iterator[tuple[str, Statement]]:
    """Every place of the data that says something legal, with what it rests on."""
    current = law.current()
    yield from ((f"statement {key}", statement) for key, statement in current.statements.items())
    yield from ((f"rule {rule}", law.statement_of_rule(rule)) for rule in current.rules)
    yield from ((f"step {code}", law.statement(step.statement)) for code, step in current.steps.items())
    for kind, track in current.tracks.items():
        yield f"track {kind}", law.statement(track.statement)
        for phase in track.phases:
            yield f"phase {kind} {phase.code}", law.statement(phase.statement)
            for ground in phase.grounds:
                found = law.statement_of_ground(ground)
                assert found is not None, f"{kind} {phase.code}: {ground} rests on nothing"
                yield f"ground {ground}", found


def without_ground(statement: Statement) -> list[str]:
    """What a statement lacks."""
    lacking = [f"source in {language}" for language in LANGUAGES if not statement.cited(language).strip()]
    lacking += [f"text in {language}" for language in LANGUAGES if not statement.labels.get(language)]
    if statement.certainty not in law.CERTAINTIES:
        lacking.append(f"known certainty: {statement.certainty}")
    if not date(2000, 1, 1) <= statement.checked <= date(2100, 1, 1):
        lacking.append("day on which it was checked")
    return lacking


def messages(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text handed to a translator."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATORS:
            texts = [
                each for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            if node.func.id == "pgettext":
                texts = texts[1:]  # the first only tells translators what is meant
            yield from ((node.lineno, str(each.value)) for each in texts)


def law_in_messages(tree: ast.Module, place: str) -> Iterator[str]:
    """Every message that says law."""
    for line, text in messages(tree):
        if LAW.search(text) and text not in NO_LAW:
            yield f"{place}:{line}: {text}"


def test_everything_the_data_says_has_its_source_its_date_and_its_certainty() -> None:
    said = dict(everything_said())
    assert len(said) > 100
    lacking = {place: gaps for place, statement in said.items() if (gaps := without_ground(statement))}
    assert not lacking


def test_every_rule_has_its_words_in_four_languages() -> None:
    assert {f"D{number}" for number in range(1, 20)} <= law.rules().keys()
    nameless = [
        (rule, language)
        for rule in law.rules()
        for language in LANGUAGES
        if not law.rule_label(rule, language)
    ]
    assert not nameless


def test_every_ground_for_ending_a_track_rests_on_the_law() -> None:
    legal = [
        each.code for each in codelists.entries("procedure_end_grounds") if each.facts.get("legal_ground")
    ]
    assert legal
    assert not [ground for ground in legal if law.statement_of_ground(ground) is None]


@pytest.mark.parametrize("name", ["procedure_events", "residence_documents", "prosecutor_questions"])
def test_every_code_of_the_procedure_has_its_source(name: str) -> None:
    assert not [each.code for each in codelists.entries(name) if not each.source]


def test_no_message_of_the_interface_says_law() -> None:
    found = []
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        found += law_in_messages(tree, str(path.relative_to(ROOT)))
    assert not found, "say it in resources/procedure.json, with its source:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        '_("Within 45 days, art. 61/2")',
        'ngettext("{count} day under the Aliens Act", "{count} days", 3)',
        'pgettext("law", "the law asks it")',
        'x = _("within 72 hours")',
    ],
)
def test_the_search_itself_finds_law(code: str) -> None:
    assert list(law_in_messages(ast.parse(code), "wrong.py"))


def test_the_search_leaves_what_is_none(in_language: Callable[[str], None]) -> None:
    innocent = '_("Record actions"); _("{count} days"); pgettext("Act", "Reflection"); _("Part of the plan")'
    assert not list(law_in_messages(ast.parse(innocent), "right.py"))


def test_a_legal_line_says_where_when_and_how_sure(qtbot: QtBot) -> None:
    statement = law.statement("reflection_45_days")
    line = LegalLine(statement, name="some_legal_line")
    qtbot.addWidget(line)
    told = "\n".join(label.text() for label in line.findChildren(QLabel))
    assert statement.source in told
    assert "checked 22 Nov 2026" in told
    assert "read in the law" in told
    assert statement.label("en") in line.accessibleDescription()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_one_key_unfolds_its_text_and_folds_it_again(qtbot: QtBot, key: Qt.Key) -> None:
    statement = law.statement("reflection_45_days")
    line = LegalLine(statement, name="some_legal_line")
    qtbot.addWidget(line)
    line.show()
    assert not line.is_unfolded
    qtbot.keyClick(line, key)
    assert line.is_unfolded
    assert any(
        label.text() == statement.label("en") and label.isVisible() for label in line.findChildren(QLabel)
    )
    qtbot.keyClick(line, key)
    assert not line.is_unfolded


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language_of_the_screen(in_language: Callable[[str], None], language: str) -> None:
    in_language(language)
    statement = law.statement("prosecutor_before_end")
    assert statement_text(statement) == statement.labels[language]
    assert statement.cited(language) in provenance(statement)


def test_what_is_not_read_in_the_law_says_so() -> None:
    assert certainty_label("general knowledge") == "general knowledge, to be checked"
    assert certainty_label("design") == "our own proposal"

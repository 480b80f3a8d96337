"""docs/law.md names exactly what the data says is not read in the law, so that nothing waits to be confirmed unseen."""

from __future__ import annotations

import re
from pathlib import Path

from desktop.domain import codelists, law

PAGE = (Path(__file__).parents[1] / "docs" / "law.md").read_text("utf-8")
ROW = re.compile(r"^\| `(?P<statement>\w+)` \|.*\| (?P<rules>[D\d, ]*) ?\|$", re.MULTILINE)


def unconfirmed() -> dict[str, list[str]]:
    """Every statement that is not read in the law, with the deadlines that rest on it."""
    current = law.current()
    return {
        key: [rule for rule, statement in current.rule_statements.items() if statement == key]
        for key, item in current.statements.items()
        if item.certainty != "law"
    }


def test_the_page_lists_what_is_to_be_confirmed_and_nothing_else() -> None:
    listed = {row["statement"]: re.findall(r"D\d+", row["rules"]) for row in ROW.finditer(PAGE)}
    assert listed == unconfirmed()


def test_the_page_says_them_as_the_data_does() -> None:
    missing = [key for key in unconfirmed() if f"| {law.statement(key).label('en')} |" not in PAGE]
    assert not missing


def test_the_page_tells_how_many_articles_wait_for_the_new_code() -> None:
    waiting = [
        entry for entry in codelists.entries("legal_articles") if "verify in the Moniteur" in entry.source
    ]
    assert len(waiting) == 14
    assert "Fourteen entries of `legal_articles`" in PAGE

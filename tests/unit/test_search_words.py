"""What people type into the search field never becomes query syntax."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from desktop.storage.connection import Connection, open_connection
from desktop.storage.search import match_expression

HOSTILE = (
    '"', "'", '""" OR 1', "a OR b", "NOT", "AND AND", "NEAR(a b, 2)", "words:sara", "client_id : x", "*", "^sara",
    "sara*", "(", ")", "{words}: a", "- a", "+", "a + b", "a\0b", "\0", "sa\"ra", "; DROP TABLE client", "--", "%", "_",
    "\u202esara", "🙂", "a\u0301", "ß", "İ", "፩", "\ud7ff", "𝔰𝔞𝔯𝔞", "²", "\u0bcd", "'; --", "a" * 100_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Connection:
    connection = open_connection()
    connection.execute(
        "CREATE VIRTUAL TABLE name_index USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')"
    )
    connection.execute("INSERT INTO name_index VALUES ('Sara Tesfay ሳራ')")
    return connection


def search(index: Connection, typed: str) -> list[tuple[Any, ...]]:
    expression = match_expression(typed)
    if not expression:
        return []
    return index.execute("SELECT words FROM name_index WHERE words MATCH ?", (expression,)).fetchall()


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_only_text(index: Connection, typed: str) -> None:
    search(index, typed)


@given(st.text(max_size=60))
def test_any_text_is_only_text(index: Connection, typed: str) -> None:
    search(index, typed)


@pytest.mark.parametrize("typed", ["sara", "SAR", "tes sar", "Sára", "ሳራ", "ሳ", '"sara"', "sara*", "sara;--"])
def test_the_start_of_any_word_finds(index: Connection, typed: str) -> None:
    assert search(index, typed)


@pytest.mark.parametrize("typed", ["", "  ", "...", "''", "ara", "sara x"])
def test_what_is_not_there_is_not_found(index: Connection, typed: str) -> None:
    assert not search(index, typed)

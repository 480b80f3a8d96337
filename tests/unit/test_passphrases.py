"""Honest feedback on a passphrase."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from desktop.errors import InvalidField
from desktop.services.passphrases import insist, strength

GOOD = "kasseien vlinder accordeon morgen"


@pytest.mark.parametrize(
    "weak",
    [
        "", "short", "aaaaaaaaaaaaaaaa", "password1234", "qwertyuiopas", "123456789012", "Passw0rd2026!",
        "an peeters an peeters", "baken baken baken", "pag-asa pag-asa", "iloveyouiloveyou", "abcabcabcabcabc",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused(weak: str) -> None:
    judged = strength(bytearray(weak.encode()), context=("An Peeters",))
    assert not judged.acceptable
    assert judged.advice
    with pytest.raises(InvalidField):
        insist(bytearray(weak.encode()), context=("An Peeters",))


@pytest.mark.parametrize("good", [GOOD, "ቃላት ምስጢር ፈረስ ቡና ሰማይ", "كلمة سر طويلة جدا وغريبة", "x" + GOOD * 40])
def test_long_and_unrelated_words_in_any_script_are_taken(good: str) -> None:
    judged = strength(bytearray(good.encode()))
    assert judged.acceptable
    insist(bytearray(good.encode()))


def test_the_same_text_typed_in_two_ways_is_judged_alike() -> None:
    composed = "crème brûlée déjà été là"
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    assert strength(bytearray(composed.encode())) == strength(bytearray(decomposed.encode()))


def test_bytes_that_are_no_text_are_refused_in_a_sentence() -> None:
    with pytest.raises(InvalidField):
        insist(bytearray(GOOD.encode() + b"\xff\xfe"))


@given(st.binary(max_size=80))
def test_any_bytes_get_an_answer(content: bytes) -> None:
    judged = strength(bytearray(content))
    assert 0 <= judged.score <= 4
    assert judged.advice

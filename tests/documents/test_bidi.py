"""The bidirectional algorithm against GNU FriBidi, which shares no code with it."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given, settings, strategies as st

from desktop.documents.bidi import LRI, PDI, reset_line_end, resolve_levels, visual_order

# FriBidi strays from the standard where a mark stands on a neutral sign and where two isolates stand side by side at
# one depth; letters carry the marks here, and a text has at most one isolate.
_SIGNS = st.sampled_from([*"abבגعم12٣٤()[]<>+-,.:/ %$&!«»\u200e\u200f", "م\u064b", "a\u0301"])
_TEXT = st.lists(_SIGNS, min_size=1, max_size=14).map("".join)
_ISOLATED = st.tuples(_TEXT, st.sampled_from("\u2066\u2067"), _TEXT, _TEXT).map(
    lambda parts: f"{parts[0]}{parts[1]}{parts[2]}{PDI}{parts[3]}"
)


def _fribidi_levels(texts: list[str], *, base: int) -> list[list[int]]:
    command = ["fribidi", "--rtl" if base else "--ltr", "--levels", "--novisual", "--nobreak"]
    output = subprocess.run(
        command, input="\n".join(texts) + "\n", capture_output=True, text=True, check=True
    )
    return [[int(level) for level in line.split()] for line in output.stdout.splitlines()]


@pytest.mark.parametrize("base", [0, 1])
@settings(deadline=None, max_examples=20)
@given(texts=st.lists(st.one_of(_TEXT, _ISOLATED), min_size=20, max_size=60))
def test_levels_are_those_of_fribidi(base: int, texts: list[str]) -> None:
    expected = _fribidi_levels(texts, base=base)

    ours = [reset_line_end(text, resolve_levels(text, base), base) for text in texts]

    assert ours == expected


def test_a_number_in_an_isolate_keeps_its_groups_in_order() -> None:
    text = f"هاتف {LRI}02 511 64 64{PDI} مركز"
    levels = resolve_levels(text, 1)

    seen = "".join(text[index] for index in visual_order(levels))

    assert "02 511 64 64" in seen


def test_without_the_isolate_the_groups_would_be_swapped() -> None:
    text = "هاتف 02 511 64 64 مركز"

    seen = "".join(text[index] for index in visual_order(resolve_levels(text, 1)))

    assert "64 64 511 02" in seen


def test_brackets_around_latin_words_inside_arabic_stay_a_pair() -> None:
    text = "مركز PAG-ASA (Brussels)"

    seen = "".join(text[index] for index in visual_order(resolve_levels(text, 1)))

    assert "PAG-ASA (Brussels)" in seen


@pytest.mark.parametrize("text", ["", " ", "\u2069", "\u2066", "\u202e\u202c", "(" * 70])
def test_odd_texts_are_survived(text: str) -> None:
    levels = resolve_levels(text, 0)

    assert sorted(visual_order(levels)) == list(range(len(text)))


def test_depth_beyond_the_limit_is_ignored_not_lost() -> None:
    text = "\u202b" * 200 + "a" + "\u202c" * 200 + "b"

    levels = resolve_levels(text, 0)

    assert levels[200] <= 126
    assert levels[-1] == 0

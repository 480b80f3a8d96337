"""A copied table becomes persons whatever the order, the language and the punctuation of its headings."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from desktop.domain.clients import BirthDate, read_birth
from desktop.domain.pasted_rows import FIELDS, read_rows

DAY = date(2026, 11, 22)


def test_without_headings_the_columns_are_in_our_order() -> None:
    assert read_rows("Amina Diallo\tأمينة\t1998\tf\tGN\tff\tmore\nLi Na\n\n") == [
        ("Amina Diallo", "أمينة", "1998", "f", "GN", "ff"),
        ("Li Na", "", "", "", "", ""),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        "Nationality\tName\tDate of birth",
        "Nationaliteit\tNaam\tGeboortedatum",
        "Nationalité\tNOM\tDate de naissance",
        "Staatsangehörigkeit\tName\tGeburtsdatum",
        "nationalite\tnom\tné(e) le",
    ],
)
def test_headings_in_four_languages_say_which_column_is_what(headings: str) -> None:
    (row,) = read_rows(f"{headings}\r\nER\tYodit Haile\t14/3/1998\r\n")
    assert row == ("Yodit Haile", "", "14/3/1998", "", "ER", "")


def test_a_first_and_a_last_name_become_one() -> None:
    (row,) = read_rows("Achternaam;Voornaam;M/V;Taal\nDiallo;Amina;V;Fula")
    assert row == ("Amina Diallo", "", "", "V", "", "Fula")


def test_a_comma_belongs_to_a_name() -> None:
    assert read_rows("Diallo, Amina")[0][0] == "Diallo, Amina"


@given(st.text(max_size=300))
def test_anything_copied_is_rows_of_six_texts(text: str) -> None:
    for row in read_rows(text):
        assert len(row) == len(FIELDS)
        assert any(row)


def test_a_cell_without_end_is_no_person() -> None:
    assert read_rows("a" * 200_000 + "\tb") == []


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ("", None),
        ("25", BirthDate(2001, about=True)),
        ("19", BirthDate(2007, about=True)),  # an age, not half a year
        ("0", BirthDate(2026, about=True)),
        ("1998", BirthDate(1998)),
        ("~1998", BirthDate(1998, about=True)),
        ("3/1998", BirthDate(1998, 3)),
        ("14/3/1998", BirthDate(1998, 3, 14)),
        ("14.03.1998", BirthDate(1998, 3, 14)),
        (" 14 3 1998 ", BirthDate(1998, 3, 14)),
        ("1998-03-14", BirthDate(1998, 3, 14)),
    ],
)
def test_a_birth_as_people_say_it(typed: str, birth: BirthDate | None) -> None:
    assert read_birth(typed, today=DAY) == birth


@pytest.mark.parametrize(
    "typed", ["31/2/1998", "13/1998", "2027", "23/11/2026", "1850", "130", "x", "1/2/98"]
)
def test_what_cannot_be_a_birth(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the layer above says it in words
        read_birth(typed, today=DAY)


@given(st.text(max_size=20))
def test_any_text_is_a_birth_or_is_refused(typed: str) -> None:
    try:
        birth = read_birth(typed, today=DAY)
    except ValueError:
        return
    assert birth is None or birth.earliest <= DAY

"""Birth dates as well as they are known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from desktop.domain.clients import BirthDate, ClientDetails, Name, NameKind, Precision

DAYS = st.dates(min_value=date(1890, 1, 1), max_value=date(2190, 12, 31))


@given(DAYS, st.sampled_from(["day", "month", "year"]), st.booleans())
def test_a_birth_date_reads_back_what_it_writes(day: date, precision: str, about: bool) -> None:
    month = day.month if precision != "year" else None
    birth = BirthDate(day.year, month, day.day if precision == "day" else None, about=about)
    assert BirthDate.parse(str(birth)) == birth
    assert birth.precision == (Precision.ABOUT if about else precision)


@pytest.mark.parametrize(
    "text",
    ["", "98", "1998-13", "1998-02-30", "2023-02-29", "14/03/1998", "~", "1998-", "1998-3-14-1", "0000"],
)
def test_what_is_not_a_birth_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        BirthDate.parse(text)


@given(st.text(max_size=12))
def test_any_text_is_a_birth_date_or_a_value_error(text: str) -> None:
    try:
        birth = BirthDate.parse(text)
    except ValueError:
        return
    assert BirthDate.parse(str(birth)) == birth


def test_a_day_without_its_month_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        BirthDate(1998, None, 14)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("1998-03-14", date(2026, 3, 13), 27),
        ("1998-03-14", date(2026, 3, 14), 28),
        ("2004-02-29", date(2026, 2, 28), 21),
        ("2004-02-29", date(2026, 3, 1), 22),
        ("1998", date(2026, 6, 30), 27),
        ("~1998", date(2026, 7, 1), 28),
        ("1998-03", date(2026, 3, 1), 28),
        ("2026", date(2026, 2, 1), 0),
    ],
)
def test_age_in_completed_years(birth: str, day: date, age: int) -> None:
    assert BirthDate.parse(birth).age_on(day) == age


@given(DAYS, st.integers(0, 110))
def test_age_grows_by_one_on_the_birthday_and_never_before(born: date, years: int) -> None:
    birth = BirthDate(born.year, born.month, born.day)
    birthday = (born.replace(month=3, day=1) if (born.month, born.day) == (2, 29) else born).replace(
        year=born.year + years
    )
    assert birth.age_on(birthday) == years
    assert birth.age_on(birthday - timedelta(days=1)) == max(0, years - 1)


def test_the_call_name_is_shown_before_the_legal_name_and_the_alias() -> None:
    alias, legal = Name("Blue", kind=NameKind.ALIAS), Name("Sara Tesfay", "ሳራ")
    assert ClientDetails(names=(alias,)).display_name == "Blue"
    assert ClientDetails(names=(alias, legal)).display_name == "Sara Tesfay"
    called = ClientDetails(names=(alias, legal, Name("", "ሰላም", NameKind.CALL)))
    assert called.display_name == "ሰላም"
    assert called.native_name == "ሳራ"
    assert ClientDetails().display_name == ""

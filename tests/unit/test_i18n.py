"""The interface speaks each of its languages, and writes dates, numbers and names as that language does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given, strategies as st

from desktop import i18n, paths

Speak = Callable[[str], None]
DAY = date(2026, 11, 22)


@pytest.fixture
def dutch_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalog of our own, so that these tests do not change with the translations."""
    catalog = Catalog(locale="nl")
    catalog.add("Lock", "Vergrendelen")
    catalog.add("Saved {name}.", "{name} opgeslagen.")
    catalog.add(("{count} place", "{count} places"), ("{count} plaats", "{count} plaatsen"))
    catalog.add("Open", "Openen", context="button")
    catalog.add("Open", "Onafgewerkt", context="state of a task")
    target = tmp_path / "interface/nl/LC_MESSAGES"
    target.mkdir(parents=True)
    with (target / "baken.mo").open("wb") as handle:
        write_mo(handle, catalog)
    monkeypatch.setattr(paths, "translations", lambda: tmp_path)
    i18n._speech.cache_clear()


@pytest.mark.usefixtures("dutch_catalog")
def test_the_language_is_switched_while_running(in_language: Speak) -> None:
    assert i18n.gettext("Lock") == "Lock"
    in_language("nl")
    assert i18n.current_language() == "nl"
    assert i18n.gettext("Lock") == "Vergrendelen"
    assert i18n.gettext("Saved {name}.").format(name="x") == "x opgeslagen."
    assert [i18n.ngettext("{count} place", "{count} places", n) for n in (1, 2)] == [
        "{count} plaats",
        "{count} plaatsen",
    ]
    assert i18n.pgettext("button", "Open") != i18n.pgettext("state of a task", "Open")
    in_language("en")
    assert i18n.gettext("Lock") == "Lock"


@pytest.mark.usefixtures("dutch_catalog")
def test_a_missing_catalog_or_text_is_shown_in_english(in_language: Speak) -> None:
    in_language("de")
    assert i18n.gettext("Lock") == "Lock"
    in_language("nl")
    assert i18n.gettext("Not in the catalog") == "Not in the catalog"


def test_an_unknown_language_is_refused_and_the_old_one_stays() -> None:
    with pytest.raises(ValueError, match="tlh"):
        i18n.set_language("tlh")
    assert i18n.current_language() == "en"


def test_listeners_hear_changes_until_they_stop(in_language: Speak) -> None:
    heard: list[str] = []
    stop = i18n.on_language_change(lambda: heard.append(i18n.current_language()))
    in_language("nl")
    in_language("nl")  # no change
    in_language("fr")
    stop()
    stop()
    in_language("de")
    assert heard == ["nl", "fr"]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("nl", "22 nov 2026"),
        ("fr", "22 nov. 2026"),
        ("de", "22. Nov. 2026"),
        ("en", "22 Nov 2026"),
        ("en-XA", "22 Nov 2026"),
    ],
)
def test_dates_follow_the_language(language: str, shown: str, in_language: Speak) -> None:
    in_language(language)
    assert i18n.format_date(DAY) == shown


def test_a_sheet_may_be_in_another_language_than_the_screen(in_language: Speak) -> None:
    in_language("nl")
    assert i18n.format_date(DAY, language="ar") == "22 نوفمبر 2026"
    assert i18n.country_name("ER", language="fr") == "Érythrée"
    assert i18n.country_name("ER") == "Eritrea"


def test_moments_are_shown_in_brussels_whatever_the_pc_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    summer, winter = datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 12, 31, 23, 5, tzinfo=UTC)
    assert i18n.format_moment(summer, language="en") == "2 Jul 2026 00:30"
    assert i18n.format_moment(winter, language="nl") == "1 jan 2027 00:05"
    assert i18n.format_time(time(7, 5), language="fr") == "07:05"
    assert i18n.format_weekday_date(DAY, language="fr") == "dim. 22 nov. 2026"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (22, "today"),
        (23, "tomorrow"),
        (21, "yesterday"),
        (28, "in 6 days"),
        (24, "in 2 days"),
        (19, "3 days ago"),
    ],
)
def test_relative_days(day: int, shown: str) -> None:
    assert i18n.relative_days(DAY.replace(day=day), today=DAY) == shown


def test_names_of_countries_and_languages(in_language: Speak) -> None:
    in_language("nl")
    assert i18n.country_name("be") == "België"
    assert i18n.country_name("ZZZ") == "ZZZ"
    assert i18n.language_name("ti") == "Tigrinya"
    assert i18n.language_name("prs") == "Dari"
    assert i18n.language_name("pa-Guru") == "Punjabi (Gurmukhi)"
    assert i18n.language_name("pt-PT", language="de") == "Portugiesisch (Portugal)"
    assert i18n.language_name("qqq") == "qqq"
    assert i18n.language_name("pa-Qqqq") == "pa-Qqqq"


def test_numbers_and_shares() -> None:
    assert i18n.format_number(12345, language="nl") == "12.345"
    assert i18n.format_number(0.125, decimals=2, language="fr") == "0,12"
    assert i18n.format_share(0.894, language="de").replace("\u00a0", " ") == "89 %"
    assert i18n.format_share(0.894, decimals=1, language="nl") == "89,4%"


def test_lists_are_sorted_as_people_look_things_up() -> None:
    assert i18n.join_sorted(["zwart", "Éric", "eland"], language="en") == "eland, Éric and zwart"
    assert i18n.join_sorted(["Frans", "Arabisch"], language="nl") == "Arabisch en Frans"
    assert i18n.join_sorted([]) == ""


@given(language=st.text(max_size=12))
def test_a_date_is_always_written(language: str) -> None:
    assert i18n.format_date(DAY, language=language)


@pytest.mark.parametrize(
    ("setting", "language"),
    [
        ("nl_BE.UTF-8", "nl"),
        ("fr_FR@euro", "fr"),
        ("de", "de"),
        ("en_GB.UTF-8", "en"),
        ("pl_PL.UTF-8", "en"),
        ("C", "en"),
    ],
)
def test_the_pcs_language_is_proposed(setting: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", setting)
    assert i18n.preferred_language() == language


def test_the_pseudo_language_leaves_fields_tags_and_shortcuts_alone(in_language: Speak) -> None:
    in_language(i18n.PSEUDO)
    shown = i18n.gettext("&Save <b>{name}</b> at {at:%H}")
    assert all(kept in shown for kept in ("&S", "<b>", "{name}", "</b>", "{at:%H}"))
    assert "Save" not in shown.replace("&S", "")
    assert len(shown) >= 1.4 * len("&Save <b>{name}</b> at {at:%H}")
    assert shown.startswith("[")
    assert shown.endswith("]")
    assert i18n.ngettext("{count} day", "{count} days", 1).format(count=1).count("1") == 1


def test_the_mirrored_pseudo_language_runs_from_the_right(in_language: Speak) -> None:
    in_language(i18n.PSEUDO_RIGHT_TO_LEFT)
    assert i18n.is_right_to_left()
    shown = i18n.gettext("Saved {name}.")
    assert shown.count("\u202e") == shown.count("\u202c") == 2
    assert "{name}" in shown


def test_babel_stays_out_of_the_start(isolated_home: Path) -> None:
    code = "import sys, desktop.i18n as i; i.set_language('nl'); i.gettext('x'); sys.exit('babel' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode
        == 0
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [("An", "An"), ("ኣስቴር", "ኣስቴር"), ("نادية", "\u2068نادية\u2069"), ("רות", "\u2068רות\u2069")],
)
def test_a_name_read_from_the_right_does_not_turn_the_sentence(name: str, told: str) -> None:
    assert i18n.isolated(name) == told

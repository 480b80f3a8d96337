"""The interface's languages: which one is spoken now, its words, and how it writes dates, numbers and names.

Texts come from the standard library's gettext; Babel knows how dates and countries are written and is imported only
when the first one is shown, because it would cost a tenth of the start-up time. There is no catalog for English: the
message ids are the English texts.
"""

from __future__ import annotations

import gettext as _stdlib_gettext
import locale as _system_locale
import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from desktop import paths

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from babel import Locale

LANGUAGES = ("nl", "fr", "de", "en")
PSEUDO = "en-XA"  # accented and 40 % longer: shows what is not translated and what does not fit
PSEUDO_RIGHT_TO_LEFT = "en-XB"  # the same, reading from right to left: shows what does not mirror
DOMAIN = "baken"

_LOCALES = {
    "nl": "nl_BE",
    "fr": "fr_BE",
    "de": "de_BE",
    PSEUDO: "en_BE",
    PSEUDO_RIGHT_TO_LEFT: "en_BE",
    "en": "en_BE",
}
_CLDR_NAMES = {"prs": "fa_AF", "kmr": "ku"}  # CLDR knows Dari as Afghan Persian, and Kurmanji as Kurdish
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_WINDOWS_NAMES = {"dutch": "nl", "french": "fr", "german": "de", "english": "en"}


class _Speech(NamedTuple):
    """A language with its texts: replaced whole, so that another thread sees the old one or the new one."""

    language: str
    texts: _stdlib_gettext.NullTranslations


_ENGLISH = _Speech(language="en", texts=_stdlib_gettext.NullTranslations())
_now = _ENGLISH
_listeners: list[Callable[[], None]] = []


def set_language(language: str) -> None:
    """Speak this language from now on and tell everyone who listens; ValueError for one we do not have."""
    global _now
    if language == _now.language:
        return
    _now = _speech(language)
    for listener in tuple(_listeners):
        listener()


def current_language() -> str:
    """The language spoken now, e.g. `nl`."""
    return _now.language


def is_right_to_left() -> bool:
    """Whether the interface language mirrors the window."""
    return _now.language == PSEUDO_RIGHT_TO_LEFT


def on_language_change(listener: Callable[[], None]) -> Callable[[], None]:
    """Call `listener` after every change of language; returns what stops it."""
    _listeners.append(listener)

    def stop() -> None:
        if listener in _listeners:
            _listeners.remove(listener)

    return stop


def preferred_language() -> str:
    """The language this PC is set to, if the interface speaks it; else English."""
    asked = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    for candidate in [*asked, _system_locale.getlocale()[0] or ""]:
        word = re.split(r"[_.@\-]", candidate.lower(), maxsplit=1)[0]
        language = _WINDOWS_NAMES.get(word, word)
        if language in LANGUAGES:
            return language
    return "en"


def gettext(message: str) -> str:
    """The message in the interface language."""
    return _now.texts.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the message for `count` things, its `{count}` still to be filled in."""
    return _now.texts.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """The message as meant in `context`, for words that another language tells apart."""
    return _now.texts.pgettext(context, message)


def format_date(day: date, *, language: str | None = None) -> str:
    """A day as 22 nov. 2026, the way the language (the interface's by default) writes it."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMd", day, locale=_locale(language))


def format_day_and_month(day: date, *, language: str | None = None) -> str:
    """A day near enough to need no year, as 22 nov."""
    from babel.dates import format_skeleton

    return format_skeleton("MMMd", day, locale=_locale(language))


def format_month(day: date, *, language: str | None = None) -> str:
    """The month of a day with its year, as November 2026."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", day, locale=_locale(language))


def format_weekday_date(day: date, *, language: str | None = None) -> str:
    """A day with its weekday, as dim. 22 nov. 2026."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMEd", day, locale=_locale(language))


def format_time(moment: time | datetime, *, language: str | None = None) -> str:
    """A time of day as 14:05; a moment is first brought to Brussels, whatever the PC's zone is."""
    from datetime import date, datetime

    from babel.dates import format_skeleton

    from desktop.clock import BRUSSELS

    at = moment.astimezone(BRUSSELS) if isinstance(moment, datetime) else datetime.combine(date.min, moment)
    return format_skeleton("Hm", at.replace(tzinfo=None), locale=_locale(language))


def format_moment(moment: datetime, *, language: str | None = None) -> str:
    """A timezone-aware moment as day and time in Brussels."""
    from desktop.clock import BRUSSELS

    day = format_date(moment.astimezone(BRUSSELS).date(), language=language)
    return f"{day} {format_time(moment, language=language)}"


def relative_days(day: date, *, today: date) -> str:
    """How far a day is from today, in words of the interface language: "tomorrow", "in 6 days", "3 days ago"."""
    days = (day - today).days
    near = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)


def country_name(code: str, *, language: str | None = None) -> str:
    """The name of a country by its ISO 3166-1 alpha-2 code; the code itself where none is known."""
    return str(_locale(language).territories.get(code.upper(), code))


def language_name(tag: str, *, language: str | None = None) -> str:
    """The name of a language by its BCP 47 tag, as "Punjabi (Gurmukhi)"; the tag itself where none is known."""
    known = _locale(language)
    whole = known.languages.get(_CLDR_NAMES.get(tag, tag.replace("-", "_")))
    if whole:
        return str(whole)
    spoken, _, variety = tag.partition("-")
    name = known.languages.get(spoken)
    written = known.scripts.get(variety) or known.territories.get(variety)
    return f"{name} ({written})" if name and written else tag


def format_number(number: float, *, decimals: int = 0, language: str | None = None) -> str:
    """A number with the language's separators, rounded to `decimals` places."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(number, format=pattern, locale=_locale(language))


def format_share(share: float, *, decimals: int = 0, language: str | None = None) -> str:
    """A share of one as a percentage: 0.89 as 89 %."""
    from babel.numbers import format_percent

    pattern = _locale(language).percent_formats[None].pattern
    precise = pattern.replace("0", "0." + "0" * decimals) if decimals else pattern
    return format_percent(share, format=precise, locale=_locale(language))


def isolated(name: str) -> str:
    """A name for inside a sentence: one in letters of the other direction must not turn the sentence around it."""
    turns = is_right_to_left() or any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in name)
    return f"\u2068{name}\u2069" if turns else name


def join_sorted(words: Iterable[str], *, language: str | None = None) -> str:
    """Words in alphabetical order, joined as the language joins a list: "Arabic, Dutch and French"."""
    from babel.lists import format_list

    return format_list(sorted(words, key=sort_key), locale=_locale(language))


def sort_key(text: str) -> tuple[str, str]:
    """Orders as people look things up: accents and capitals count only between otherwise equal words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return plain, text


@lru_cache(maxsize=16)
def _speech(language: str) -> _Speech:
    if language in (PSEUDO, PSEUDO_RIGHT_TO_LEFT):
        from desktop.pseudolocale import PseudoTexts

        return _Speech(language=language, texts=PseudoTexts(mirrored=language == PSEUDO_RIGHT_TO_LEFT))
    if language not in LANGUAGES:
        raise ValueError(f"no interface language {language!r}")
    if language == _ENGLISH.language:
        return _ENGLISH
    folder = paths.translations() / "interface"
    texts = _stdlib_gettext.translation(DOMAIN, localedir=folder, languages=[language], fallback=True)
    return _Speech(language=language, texts=texts)


def _locale(language: str | None) -> Locale:
    return _known_locale(_now.language) if language is None else _known_locale(language)


@lru_cache(maxsize=64)
def _known_locale(language: str) -> Locale:
    """The CLDR locale of a language; English where CLDR has none, so that a date is always written."""
    from babel import Locale, UnknownLocaleError

    name = _LOCALES.get(language) or _CLDR_NAMES.get(language) or language.replace("-", "_")
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_LOCALES["en"])

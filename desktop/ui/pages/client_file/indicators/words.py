"""What the answers are called, and by which key each is given."""

from __future__ import annotations

from desktop.domain.codelists import Code
from desktop.domain.indicators import Count, IndicatorAnswer
from desktop.domain.procedure import Answer
from desktop.i18n import format_date, gettext as _, ngettext, pgettext, sort_key

ORDER = (Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.NOT_ASKED)
_TAKES_BACK = "X"  # in every language: no answer begins with it


def answer_label(answer: Answer) -> str:
    """What an answer is called."""
    return {
        Answer.YES: pgettext("indicator answer", "Yes"),
        Answer.NO: pgettext("indicator answer", "No"),
        Answer.UNKNOWN: pgettext("indicator answer", "Unknown"),
        Answer.NOT_ASKED: pgettext("indicator answer", "Not asked"),
    }[answer]


def key_of(answer: Answer) -> str:
    """The key that gives an answer: its first letter in the language of the screen, X to take an answer back."""
    letters = (letter for letter in sort_key(answer_label(answer))[0] if letter.isalpha())
    return _TAKES_BACK if answer is Answer.NOT_ASKED else next(letters).upper()


def answer_of(typed: str) -> Answer | None:
    """The answer a typed letter or a number from 1 to 4 gives."""
    if typed.isdigit() and 1 <= int(typed) <= len(ORDER):
        return ORDER[int(typed) - 1]
    return next((answer for answer in ORDER if typed and key_of(answer) == typed.upper()), None)


def keys_told() -> str:
    """One line that says what each key does."""
    given = [
        _("{key} {answer}").format(key=key_of(answer), answer=answer_label(answer).lower())
        for answer in ORDER
    ]
    rest = (
        _("or 1 to 4"),
        _("arrows: up and down"),
        _("Enter: note"),
        _("Ctrl+arrows: next theme"),
        _("Ctrl+Z: undo"),
    )
    return " · ".join([*given, *rest])


def count_told(count: Count) -> str:
    """How many of each, without those of which there are none; never a score."""
    if not count.total:
        return ""
    parts = (
        (count.yes, ngettext("{count} yes", "{count} yes", count.yes)),
        (count.no, ngettext("{count} no", "{count} no", count.no)),
        (count.unknown, ngettext("{count} unknown", "{count} unknown", count.unknown)),
        (count.not_asked, ngettext("{count} not asked", "{count} not asked", count.not_asked)),
    )
    return ", ".join(words.format(count=number) for number, words in parts if number)


def signed(given: IndicatorAnswer, author: str) -> str:
    """Who answered, and when; empty for what was never asked."""
    if given.answered_on is None:
        return ""
    day = format_date(given.answered_on)
    return _("{author}, {day}").format(author=author, day=day) if author else day


def told(indicator: Code, given: IndicatorAnswer, language: str) -> str:
    """An indicator and its answer in one line."""
    return _("{indicator}: {answer}").format(
        indicator=indicator.label(language), answer=answer_label(given.answer).lower()
    )

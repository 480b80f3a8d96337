"""Honest feedback on a passphrase: how long it would stand, and what would make it better."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from desktop.errors import InvalidField
from desktop.i18n import gettext as _

SHORTEST = 12
ADVISED = 15
LEAST_OF_ONES_OWN = 6  # letters and digits left when the words everyone knows are taken out
_ESTIMATED = 72  # the estimator takes no more; a longer passphrase is stronger still
_ALWAYS_KNOWN = ("baken", "pag-asa", "pagasa", "payoke", "surya", "sürya", "brussel", "antwerpen", "liege")


@dataclass(frozen=True, slots=True)
class Strength:
    """`score` from 0 (guessed at once) to 4; `advice` is one translated sentence."""

    score: int
    acceptable: bool
    advice: str


def strength(passphrase: bytearray, *, context: tuple[str, ...] = ()) -> Strength:
    """Judge a passphrase offline; `context` holds words an attacker would try first, such as the name."""
    text = unicodedata.normalize("NFC", passphrase.decode("utf-8", errors="replace"))
    if len(text) < SHORTEST:
        return Strength(
            0, acceptable=False, advice=_("Use at least {count} characters.").format(count=SHORTEST)
        )
    score = _score(text, context)
    if score < 3:
        advice = _("Too easy to guess. Four or five words that do not belong together work well.")
        return Strength(score, acceptable=False, advice=advice)
    if len(text) < ADVISED:
        return Strength(
            score, acceptable=True, advice=_("Good. A few more characters would make it stronger.")
        )
    return Strength(
        score, acceptable=True, advice=_("Strong. Nobody can tell it to you again: learn it by heart.")
    )


def insist(passphrase: bytearray, *, context: tuple[str, ...] = ()) -> None:
    """Refuse a weak passphrase, or bytes that are no text; raises InvalidField."""
    try:
        passphrase.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise InvalidField(
            "passphrase", _("This passphrase is not readable text."), _("Save its file as UTF-8.")
        ) from problem
    judged = strength(passphrase, context=context)
    if not judged.acceptable:
        raise InvalidField("passphrase", _("This passphrase is too weak."), judged.advice)


def _score(text: str, context: tuple[str, ...]) -> int:
    from zxcvbn import zxcvbn  # costs 60 ms to import; only needed where a passphrase is chosen

    words = [word for phrase in context for word in phrase.split()] + list(_ALWAYS_KNOWN)
    score = int(zxcvbn(text[:_ESTIMATED], user_inputs=words)["score"])
    return min(score, 1) if len(_without(words, text)) < LEAST_OF_ONES_OWN else score


def _without(words: list[str], text: str) -> str:
    """The letters and digits that are none of these words: the estimator counts a repeated name as strong."""
    rest = text.casefold()
    for word in sorted((word.casefold() for word in words), key=len, reverse=True):
        rest = rest.replace(word, " ")
    return "".join(letter for letter in rest if letter.isalnum())

"""Turning templates into what a caseworker would write: conditions, alternatives, slots."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop.demo.dice import Dice
from desktop.domain.support import NOTE_KINDS

_SLOT = re.compile(r"\{([a-zA-Z]+)\}")
_ALTERNATIVES = re.compile(r"\{([^{}]*\|[^{}]*)\}")
_HEAD = re.compile(r"\[([^\]]*)\]\s*")

_DAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_PRONOUNS = {
    ("nl", "f"): {"She": "Ze", "she": "ze", "her": "haar", "him": "haar"},
    ("nl", "m"): {"She": "Hij", "she": "hij", "her": "zijn", "him": "hem"},
    ("fr", "f"): {"She": "Elle", "she": "elle", "him": "elle", "e": "e", "ne": "ne", "la": "la"},
    ("fr", "m"): {"She": "Il", "she": "il", "him": "lui", "e": "", "ne": "", "la": "le"},
}


@dataclass(frozen=True, slots=True)
class Template:
    """A text with alternatives and slots. It fits where all it needs holds and nothing it bars; it makes new facts."""

    text: str
    kind: str = "note"
    needs: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()
    makes: frozenset[str] = frozenset()
    next_step: str = ""

    @classmethod
    def parse(cls, source: str) -> Template:
        head = _HEAD.match(source)
        tags = set(head[1].split()) if head else set()
        text, _, step = (source[head.end() :] if head else source).partition(" >> ")
        kind = next((tag for tag in tags if tag in NOTE_KINDS), "note")
        tags -= set(NOTE_KINDS)
        bars, makes = (frozenset(tag[1:] for tag in tags if tag[0] == sign) for sign in "-+")
        needs = frozenset(tag for tag in tags if tag[0] not in "-+")
        return cls(text, kind, needs, bars, makes, step)

    def fits(self, held: frozenset[str]) -> bool:
        """Whether it may be written where these facts hold."""
        return self.needs <= held and not self.bars & held


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is written about, in which language, and by whom they are accompanied."""

    language: str
    name: str
    gender: str
    spoken: str
    colleague: str

    @property
    def interpreter(self) -> str:
        return f"tolk {self.spoken}" if self.language == "nl" else f"l'interprète ({self.spoken})"


def write(text: str, voice: Voice, dice: Dice, *, day: date) -> str:
    """The text with its alternatives chosen and its slots filled, as of a day."""
    pronouns = _PRONOUNS[voice.language, "f" if voice.gender == "f" else "m"]
    slots = _slots(voice, dice, day)

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        return pronouns[name] if name in pronouns else slots[name]()

    filled = _SLOT.sub(fill, text)
    while _ALTERNATIVES.search(filled):
        filled = _ALTERNATIVES.sub(lambda match: dice.pick(match[1].split("|")), filled)
    return _joined(filled, voice.language)


def _joined(text: str, language: str) -> str:
    """French elides before a vowel: `de Amina` reads `d'Amina`."""
    if language == "fr":
        text = re.sub(r"\b([Dd])e (?=[AEIOUÉÈÊÎaeiouéèêî]\w)", r"\1'", text)
        text = re.sub(r"\bque (?=[AEIOUÉÈÊÎ])", "qu'", text)
    return text


def _slots(voice: Voice, dice: Dice, day: date) -> Mapping[str, Callable[[], str]]:
    separator = "u" if voice.language == "nl" else "h"
    month = (day.month + dice.between(0, 2)) % 12
    return {
        "name": lambda: voice.name,
        "tolk": lambda: voice.interpreter,
        "lang": lambda: voice.spoken,
        "colleague": lambda: voice.colleague,
        "day": lambda: dice.pick(_DAYS[voice.language].split()[:5]),
        "weekday": lambda: _DAYS[voice.language].split()[day.weekday()],
        "month": lambda: _MONTHS[voice.language].split()[month],
        "past": lambda: _MONTHS[voice.language].split()[(day.month - dice.between(2, 4)) % 12],
        "time": lambda: f"{dice.between(9, 16)}{separator}{dice.pick(('00', '15', '30', '45'))}",
        "amount": lambda: _euros(dice.between(2, 19) * 5, voice.language),
        "wage": lambda: _euros(dice.between(8, 25) * 10, voice.language),
        "rent": lambda: _euros(dice.between(52, 85) * 10, voice.language),
        "sum": lambda: _euros(dice.between(24, 189) * 100, voice.language),
        "n": lambda: str(dice.between(2, 7)),
    }


def _euros(amount: int, language: str) -> str:
    if language == "nl":
        return f"€ {amount:,}".replace(",", ".")
    return f"{amount:,} €".replace(",", "\u202f").replace(" €", "\u00a0€")

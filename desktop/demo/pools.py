"""What the fictitious centre is made of, read from `resources/demo`: names, nationalities, texts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop.demo.wording import Template
from desktop.paths import resources

Spelled = tuple[str, str]  # Latin, own script ("" when Latin is the own script)


@dataclass(frozen=True, slots=True)
class Culture:
    """The names of a people, and how one is put together."""

    script: str
    form: str
    own_form: str
    parts: Mapping[str, tuple[Spelled, ...]]

    def part(self, name: str, gender: str) -> tuple[Spelled, ...]:
        """The spellings for a part of the name, of that gender where it matters."""
        if name == "given":
            return self.parts[gender]
        if name in ("father", "grandfather"):
            return self.parts["m"]
        stem = "family" if name == "family2" else name
        return self.parts.get(f"{stem}_{gender}") or self.parts[stem]


@dataclass(frozen=True, slots=True)
class Nationality:
    """How often it occurs among the supported and the others; `women`, `sexual`, `minor` are tendencies."""

    code: str
    supported: int
    others: int
    cultures: tuple[str, ...]
    women: int
    sexual: int
    minor: int
    unsure: int
    permit: str
    languages: tuple[tuple[str, int, int], ...]
    halal: bool = False


@cache
def nationalities() -> dict[str, Nationality]:
    """Every nationality by its code."""
    found = {}
    for item in _read("nationalities")["nationalities"]:
        languages = tuple((tag, speak, read) for tag, speak, read in item.pop("languages"))
        cultures = tuple(item.pop("cultures"))
        found[item["code"]] = Nationality(cultures=cultures, languages=languages, **item)
    return found


@cache
def language_names(language: str) -> dict[str, str]:
    """What a Dutch or French note calls each language."""
    column = ("nl", "fr").index(language)
    return {tag: names[column] for tag, names in _read("nationalities")["language_names"].items()}


@cache
def culture(name: str) -> Culture:
    """The names of one people."""
    item = _read("names")[name]
    form = item["form"]
    parts = {key: _spelled(text) for key, text in item.items() if key not in ("script", "form", "own_form")}
    return Culture(item["script"], form, item.get("own_form", form), parts)


@cache
def notes(language: str) -> dict[tuple[str, str], tuple[Template, ...]]:
    """The notes of a language by domain and phase (start, any, late)."""
    content = _read(f"notes.{language}")
    return {
        (domain, phase): tuple(map(Template.parse, texts))
        for domain, phases in content.items()
        if not domain.startswith("_")
        for phase, texts in phases.items()
    }


@cache
def referral_texts(language: str) -> Mapping[str, Any]:
    """Callers, allegations and agreements in a language."""
    found: Mapping[str, Any] = _read("referrals")[language]
    return found


@cache
def alleged(language: str, form: str) -> tuple[Template, ...]:
    """What callers say about a form of exploitation."""
    return tuple(map(Template.parse, _read("referrals")[language]["alleged"][form]))


@cache
def sources() -> dict[str, tuple[int, str]]:
    """How often each source refers, and through which channel."""
    return {code: (weight, channel) for code, (weight, channel) in _read("referrals")["sources"].items()}


@cache
def sources_of_minors() -> frozenset[str]:
    """Who refers minors only."""
    return frozenset(_read("referrals")["only_minors"])


@cache
def reasons(outcome: str) -> dict[str, int]:
    """How often each reason is given for an outcome without support."""
    found: dict[str, int] = _read("referrals")["reasons"][outcome]
    return found


@cache
def support_texts(language: str, kind: str) -> Mapping[str, str]:
    """Places and renewals of a language, by their key."""
    found: Mapping[str, str] = _read("support")[language][kind]
    return found


@cache
def support_list(language: str, kind: str) -> tuple[str, ...]:
    """Corrections, destinations and diets of a language."""
    return tuple(_read("support")[language][kind])


@cache
def alerts(language: str) -> dict[str, tuple[Template, ...]]:
    """Alerts of a language by kind."""
    return {
        kind: tuple(map(Template.parse, texts))
        for kind, texts in _read("support")[language]["alerts"].items()
    }


@cache
def labelled(language: str, kind: str) -> tuple[tuple[str, Template], ...]:
    """Tasks by domain, or appointments by kind of place."""
    split = (text.split("|", 1) for text in _read("support")[language][kind])
    return tuple((label, Template.parse(text)) for label, text in split)


@cache
def sheet_languages() -> frozenset[str]:
    """The languages information sheets exist in."""
    content = json.loads((resources() / "languages.json").read_text("utf-8"))
    return frozenset(item["tag"] for item in content["languages"])


@cache
def welcome_version() -> str:
    """The version of the sheet that everyone gets first."""
    return str(json.loads((resources() / "sheets" / "welcome.json").read_text("utf-8"))["version"])


def _spelled(text: str) -> tuple[Spelled, ...]:
    pairs: Sequence[list[str]] = [item.strip().split("=") for item in text.split(",")]
    return tuple((pair[0], pair[1] if len(pair) > 1 else "") for pair in pairs)


def files() -> dict[str, Any]:
    """What stands in files beside notes: goals, the network, an incident, whom to keep away."""
    return _read("files")


def papers() -> dict[str, Any]:
    """The papers as files, by kind: who sent them, when, and what they say in Dutch and French."""
    return _read("papers")


@cache
def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((resources() / "demo" / f"{name}.json").read_text("utf-8"))
    return content

"""The dated code lists: what a referral source, a reason or a document is called in each language.

What comes with Baken (`resources/codelists.json`) lies below, the centre's own edits on top: `set_overlay`. An
entry outside its dates stays readable in old files and cannot be chosen anew; none is ever deleted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from desktop.paths import resources

LANGUAGES = ("nl", "fr", "de", "en")
SPACING = 100  # between the positions of two neighbours, so that one can be moved without numbering all anew
_OWN_FIELDS = {*LANGUAGES, "code", "src", "valid_from", "valid_to"}
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Code:
    """One entry. `source` says where it comes from; an entry outside its dates stays readable in old files.

    `facts` holds what only its list has: `parent`, `report_column`, `old_ref`, `new_ref`, `forms`, `theme`, `kinds`,
    `group`... `edited` when the centre changed it, `own` when the centre added it.
    """

    code: str
    labels: dict[str, str]
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    position: int = 0
    edited: bool = False
    own: bool = False

    def label(self, language: str) -> str:
        """The label in a language, else in Dutch, else in any, else the code itself."""
        return (
            self.labels.get(language) or self.labels.get("nl") or next(iter(self.labels.values()), self.code)
        )

    def valid_on(self, day: date) -> bool:
        """Whether it can be chosen on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def retired_on(self, day: date) -> bool:
        """Whether its last day is behind."""
        return self.valid_to is not None and self.valid_to < day

    @property
    def parent(self) -> str:
        """The code it belongs under: a form for a sub-form, a subject for an article of law."""
        return str(self.facts.get("parent") or "")

    @property
    def report_column(self) -> str:
        """The column of the government's report it is counted in, e.g. `T27.1`; empty for none."""
        tables = ", ".join(table.upper() for table in ("t5", "t12") if self.facts.get(table))
        return str(self.facts.get("report_column") or tables)


@dataclass(frozen=True, slots=True)
class OwnCode:
    """An entry as the centre wants it; of one that comes with Baken it replaces labels, dates and place.

    `position` 0 leaves it where it stands, and a new one at the end.
    """

    list_name: str
    code: str
    labels: dict[str, str]
    valid_from: date | None = None
    valid_to: date | None = None
    report_column: str = ""
    parent: str = ""
    source: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class ListInfo:
    """A list as a whole: its title, the day it was last checked, and how far a centre may change it.

    In a list that is not `open` only the words and the order are the centre's; in one that `keeps` its own, entries
    can be added, but those that came with Baken, which calculates with them, are never retired.
    """

    name: str
    titles: dict[str, str]
    dated: date
    open: bool
    keeps: bool = False

    def may_retire(self, entry: Code) -> bool:
        """Whether the dates and the report column of an entry are the centre's to change."""
        return self.open and (entry.own or not self.keeps)

    def title(self, language: str) -> str:
        """Its title in a language, else in Dutch."""
        return self.titles.get(language) or self.titles["nl"]


class _Lists:
    """The lists with one overlay. Never changed: a new overlay is a new one of these, so any thread may read."""

    def __init__(self, overlay: Iterable[OwnCode] = ()) -> None:
        self._own: dict[str, dict[str, OwnCode]] = {}
        for entry in overlay:
            self._own.setdefault(entry.list_name, {})[entry.code] = entry
        self._entries: dict[str, tuple[Code, ...]] = {}
        self._by_code: dict[str, dict[str, Code]] = {}

    def entries(self, list_name: str) -> tuple[Code, ...]:
        if list_name not in self._entries:
            self._entries[list_name] = _laid_over(_delivered(list_name), self._own.get(list_name, {}))
        return self._entries[list_name]

    def by_code(self, list_name: str) -> dict[str, Code]:
        if list_name not in self._by_code:
            self._by_code[list_name] = {entry.code: entry for entry in self.entries(list_name)}
        return self._by_code[list_name]


_lists = _Lists()


def set_overlay(entries: Iterable[OwnCode]) -> None:
    """From now on the lists are these edits over what comes with Baken."""
    global _lists  # noqa: PLW0603 - like the interface language: one for the whole program
    _lists = _Lists(entries)


def entries(list_name: str, on: date | None = None) -> tuple[Code, ...]:
    """All entries of a list in its own order, or those to choose from on a day.

    A list inside another is named with a dot: `support_actions.legal`. Raises KeyError for an unknown list.
    """
    found = _lists.entries(list_name)
    return found if on is None else tuple(entry for entry in found if entry.valid_on(on))


def find(list_name: str, code: str) -> Code | None:
    """One entry, valid or not; None for a code the list does not know."""
    return _lists.by_code(list_name).get(code)


def children(list_name: str, parent: str) -> tuple[Code, ...]:
    """The entries under a code of another list: the sub-forms of a form, the articles on a subject."""
    return tuple(entry for entry in entries(list_name) if entry.parent == parent)


def label(list_name: str, code: str, language: str) -> str:
    """What a code is called; the code itself when the list does not know it (an old or foreign file)."""
    entry = find(list_name, code)
    return entry.label(language) if entry else code


def source_label(source: str, language: str) -> str:
    """Where an entry comes from, in words; what the data has no words for stays as it is written."""
    if source == "law":
        return {"nl": "Wet", "fr": "Loi", "de": "Gesetz"}.get(language, "Law")
    for phrase, words in _all_lists()["_meta"]["source_words"].items():
        source = source.replace(phrase, words.get(language) or words["nl"])
    return source


def lists() -> tuple[ListInfo, ...]:
    """The lists a centre can read and change, in the order of the work."""
    return tuple(
        ListInfo(
            name=name,
            titles={language: about[language] for language in LANGUAGES},
            dated=date.fromisoformat(about["dated"]),
            open=about["change"] != "labels",
            keeps=about["change"] == "add",
        )
        for name, about in _all_lists()["_meta"]["lists"].items()
    )


@cache
def _all_lists() -> dict[str, Any]:
    with (resources() / "codelists.json").open(encoding="utf-8") as handle:
        content: dict[str, Any] = json.load(handle)
    return content


@cache
def _delivered(list_name: str) -> tuple[Code, ...]:
    outer, _dot, inner = list_name.partition(".")
    found = _all_lists()[outer]
    items = found[inner] if inner else found
    if not isinstance(items, list):
        raise KeyError(list_name)
    return tuple(_code(item, SPACING * number) for number, item in enumerate(items, start=1))


def _laid_over(delivered: tuple[Code, ...], own: dict[str, OwnCode]) -> tuple[Code, ...]:
    if not own:
        return delivered
    end = SPACING * len(delivered)
    known = {entry.code for entry in delivered}
    added = [entry for code, entry in own.items() if code not in known]
    merged = [_changed(entry, own.get(entry.code)) for entry in delivered]
    merged += [_added(entry, end + SPACING * number) for number, entry in enumerate(added, start=1)]
    return tuple(sorted(merged, key=lambda entry: entry.position))


def _changed(entry: Code, own: OwnCode | None) -> Code:
    if own is None:
        return entry
    kept = {name: value for name, value in entry.facts.items() if name not in ("t5", "t12")}
    facts = {**kept, "report_column": own.report_column, "parent": own.parent}
    return replace(
        entry,
        labels={**entry.labels, **{key: text for key, text in own.labels.items() if text}},
        source=own.source or entry.source,
        valid_from=own.valid_from,
        valid_to=own.valid_to,
        facts=MappingProxyType(facts),
        position=own.position or entry.position,
        edited=True,
    )


def _added(own: OwnCode, position: int) -> Code:
    facts = {"report_column": own.report_column, "parent": own.parent}
    return Code(
        code=own.code,
        labels={key: text for key, text in own.labels.items() if text},
        source=own.source,
        valid_from=own.valid_from,
        valid_to=own.valid_to,
        facts=MappingProxyType(facts),
        position=own.position or position,
        edited=True,
        own=True,
    )


def _code(item: dict[str, Any], position: int) -> Code:
    return Code(
        code=item["code"],
        labels={language: item[language] for language in LANGUAGES if item.get(language)},
        source=item.get("src", ""),
        valid_from=_day(item.get("valid_from")),
        valid_to=_day(item.get("valid_to")),
        facts=MappingProxyType({key: value for key, value in item.items() if key not in _OWN_FIELDS}),
        position=position,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""What the law says, as dated data: statements with their source, the tracks, the rules of the deadlines.

Read from `resources/procedure.json` and `resources/deadline_rules.json`.
Nothing legal is ever written into a message of the interface.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from desktop.domain.case_facts import Rule
from desktop.domain.legal_references import BOUNDARY_STATEMENT, LegalReference, legal_references
from desktop.domain.procedure import Phase, TrackKind
from desktop.paths import resources

__all__ = [  # the articles by date of facts are the law's too
    "BOUNDARY_STATEMENT",
    "CERTAINTIES",
    "LANGUAGES",
    "Law",
    "LegalReference",
    "PhasePlan",
    "Statement",
    "StepPlan",
    "TrackPlan",
    "actor_label",
    "current",
    "grounds",
    "in_language",
    "legal_references",
    "phase_label",
    "rule_label",
    "rules",
    "statement",
    "statement_of_ground",
    "statement_of_rule",
    "step_label",
    "track",
]

LANGUAGES = ("nl", "fr", "de", "en")
CERTAINTIES = ("law", "general knowledge", "design")
Labels = Mapping[str, str]


def in_language(labels: Labels, language: str) -> str:
    """The text in a language, else in Dutch."""
    return labels.get(language) or labels.get("nl", "")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the law or our own practice says. `certainty` is one of CERTAINTIES; `checked` when we last looked."""

    id: str
    labels: Labels
    sources: Labels
    checked: date
    certainty: str

    @property
    def source(self) -> str:
        """Where it is written, as cited in English."""
        return self.cited("en")

    def label(self, language: str) -> str:
        """What is said."""
        return in_language(self.labels, language)

    def cited(self, language: str) -> str:
        """Where it is written, as cited in a language; in German an article is a noun."""
        cited = in_language(self.sources, language)
        return cited.replace("art. ", "Art. ") if language == "de" else cited


@dataclass(frozen=True, slots=True)
class StepPlan:
    """Something that must happen next in a phase: by whom, on which ground, and under which conditions.

    `deadlines` are the rules that say by when; `until_document_ends` when the document itself does.
    """

    code: str
    labels: Labels
    by: str
    statement: str
    conditions: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    until_document_ends: bool = False

    def label(self, language: str) -> str:
        return in_language(self.labels, language)


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """One phase of a track: the documents and events that show it was reached, its next steps, its ending grounds."""

    code: Phase
    labels: Labels
    statement: str
    documents: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    steps: tuple[StepPlan, ...] = ()

    def label(self, language: str) -> str:
        return in_language(self.labels, language)


@dataclass(frozen=True, slots=True)
class TrackPlan:
    """The ordered phases of a kind of track, and what is next while a dismissal stands."""

    kind: TrackKind
    labels: Labels
    statement: str
    phases: tuple[PhasePlan, ...]
    when_dismissed: tuple[StepPlan, ...] = ()

    def label(self, language: str) -> str:
        return in_language(self.labels, language)

    def phase(self, code: str) -> PhasePlan | None:
        """The phase with this code."""
        return next((phase for phase in self.phases if phase.code == code), None)


@dataclass(frozen=True, slots=True)
class Law:
    """All of it, as the data has it."""

    statements: Mapping[str, Statement]
    rules: Mapping[str, Rule]
    rule_labels: Mapping[str, Labels]
    rule_statements: Mapping[str, str]
    tracks: Mapping[TrackKind, TrackPlan]
    actors: Mapping[str, Labels]
    steps: Mapping[str, StepPlan]


@cache
def current() -> Law:
    """The law as it travels with the program."""
    procedure, rules = _read("procedure.json"), _read("deadline_rules.json")["rules"]
    steps = {code: _step(code, item) for code, item in procedure["steps"].items()}
    return Law(
        statements=_statements(procedure),
        rules={item["id"]: _rule(item) for item in rules},
        rule_labels={item["id"]: item["labels"] for item in rules},
        rule_statements={item["id"]: item["statement"] for item in rules},
        tracks={TrackKind(kind): _track(kind, item, steps) for kind, item in procedure["tracks"].items()},
        actors=procedure["actors"],
        steps=steps,
    )


def rules() -> Mapping[str, Rule]:
    """The rules of the deadlines by id, with the reminders as the data has them."""
    return current().rules


def statement(statement_id: str) -> Statement:
    """One statement; raises KeyError for an unknown id."""
    return current().statements[statement_id]


def statement_of_rule(rule: str) -> Statement:
    """On what a deadline rests."""
    return statement(current().rule_statements[rule])


def rule_label(rule: str, language: str) -> str:
    """What a deadline is called in short."""
    return in_language(current().rule_labels[rule], language)


def track(kind: TrackKind) -> TrackPlan:
    """The plan of a kind of track."""
    return current().tracks[kind]


def phase_label(kind: TrackKind, phase: str, language: str) -> str:
    """What a phase is called on this kind of track; the end is called the same on all."""
    if phase == Phase.ENDED:
        return in_language(_read("procedure.json")["ended"], language)
    plan = track(kind).phase(phase)
    return plan.label(language) if plan else phase


def step_label(code: str, language: str) -> str:
    """What must happen next, in words."""
    return current().steps[code].label(language)


def actor_label(by: str, language: str) -> str:
    """Who must do it: the centre, the Immigration Office, the prosecutor."""
    return in_language(current().actors[by], language)


def grounds(kind: TrackKind, phase: str) -> tuple[str, ...]:
    """The codes of `procedure_end_grounds` that can end a track of this kind in this phase."""
    plan = track(kind).phase(phase)
    return plan.grounds if plan else ()


def statement_of_ground(ground: str) -> Statement | None:
    """On what an ending ground rests; None for a reason that is not one of the law."""
    found = _read("procedure.json")["grounds"].get(ground)
    return statement(found) if found else None


def _statements(procedure: Mapping[str, Any]) -> dict[str, Statement]:
    works = procedure["works"]
    return {key: _statement(key, item, works) for key, item in procedure["statements"].items()}


def _statement(statement_id: str, item: Mapping[str, Any], works: Mapping[str, Labels]) -> Statement:
    place = item.get("place", "")
    named = works[item["work"]]
    return Statement(
        id=statement_id,
        labels={language: item[language] for language in LANGUAGES},
        sources={
            language: f"{named[language]}, {place}" if place else named[language] for language in LANGUAGES
        },
        checked=date.fromisoformat(item["checked"]),
        certainty=item["certainty"],
    )


def _track(kind: str, item: Mapping[str, Any], steps: Mapping[str, StepPlan]) -> TrackPlan:
    return TrackPlan(
        kind=TrackKind(kind),
        labels=item["labels"],
        statement=item["statement"],
        phases=tuple(_phase(phase, steps) for phase in item["phases"]),
        when_dismissed=tuple(steps[code] for code in item.get("when_dismissed", ())),
    )


def _phase(item: Mapping[str, Any], steps: Mapping[str, StepPlan]) -> PhasePlan:
    return PhasePlan(
        code=Phase(item["code"]),
        labels=item["labels"],
        statement=item["statement"],
        documents=tuple(item.get("documents", ())),
        events=tuple(item.get("events", ())),
        grounds=tuple(item.get("grounds", ())),
        steps=tuple(steps[code] for code in item.get("steps", ())),
    )


def _step(code: str, item: Mapping[str, Any]) -> StepPlan:
    return StepPlan(
        code=code,
        labels=item["labels"],
        by=item["by"],
        statement=item["statement"],
        conditions=tuple(item.get("when", ())),
        deadlines=tuple(item.get("deadlines", ())),
        until_document_ends=bool(item.get("until_document_ends")),
    )


def _rule(item: Mapping[str, Any]) -> Rule:
    return Rule(
        id=item["id"],
        days=item.get("days", 0),
        months=item.get("months", 0),
        hours=item.get("hours", 0),
        reminders=tuple(item.get("reminders", ())),
        lead_days=item.get("lead_days", 0),
        amounts=dict(item.get("amounts", {})),
    )


@cache
def _read(name: str) -> dict[str, Any]:
    with (resources() / name).open(encoding="utf-8") as handle:
        content: dict[str, Any] = json.load(handle)
    return content

"""The whole story of a fictitious centre, from its seed and the day it is told on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from desktop.demo import (
    agenda,
    file_story,
    filed_papers,
    note_story,
    papers,
    procedure_story,
    referral_story,
    shelter_plan,
)
from desktop.demo.cases import Case, cases
from desktop.demo.dice import Dice
from desktop.demo.people import people
from desktop.demo.story import Entry, in_order
from desktop.domain.procedure import ResidenceDocumentDraft

Files = list[tuple[Case, tuple[ResidenceDocumentDraft, ...]]]


def tell(dice: Dice, clients: int, *, as_of: date) -> list[Entry]:
    """Everything that was ever recorded, in order of time."""
    plan = shelter_plan.plan(dice, as_of)
    return in_order(_entries(dice, cases(dice, people(dice, clients), plan, as_of=as_of), as_of))


def _entries(dice: Dice, everyone: Sequence[Case], as_of: date) -> Iterator[Entry]:
    yield from referral_story.house(as_of)
    yield from file_story.network(as_of)
    raid, found_there = file_story.incident(everyone)
    if raid is not None:
        yield raid
    files: Files = []
    for case in everyone:
        yield from _first_days(dice, case, as_of, in_raid=case.key in found_there)
        if case.person.supported:
            documents = papers.documents(dice, case)
            files.append((case, documents))
            yield from _support(dice, case, documents, as_of)
        else:
            yield from note_story.opening_call(dice, case, as_of=as_of)
    yield from agenda.of_the_day(dice, files, as_of=as_of)
    yield from filed_papers.entries(dice, files, as_of=as_of)


def _first_days(dice: Dice, case: Case, as_of: date, *, in_raid: bool) -> Iterator[Entry]:
    yield from referral_story.opening(dice, case)
    yield from referral_story.referral(dice, case, as_of=as_of, in_raid=in_raid)
    yield from referral_story.welcome_sheet(dice, case, as_of=as_of)
    yield from referral_story.stay(dice, case, as_of=as_of)


def _support(
    dice: Dice, case: Case, documents: tuple[ResidenceDocumentDraft, ...], as_of: date
) -> Iterator[Entry]:
    yield from procedure_story.entries(dice, case, documents, as_of=as_of)
    yield from file_story.entries(dice, case, as_of=as_of)
    yield from note_story.entries(dice, case, documents, as_of=as_of)
    yield from agenda.tasks(dice, case, documents, as_of=as_of)
    yield from agenda.appointments(dice, case, documents, as_of=as_of)

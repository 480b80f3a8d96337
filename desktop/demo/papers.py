"""Residence documents of the protection procedure, each issued about when the one before ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from desktop.demo.cases import Case
from desktop.demo.dice import Dice, months_later, workday
from desktop.domain.procedure import ResidenceDocumentDraft

REFLECTION_DAYS, AI_MONTHS, A_CARD_MONTHS = 45, 3, 6  # Aliens Act art. 61/2 to 61/4
_UNLIMITED_AFTER_MONTHS = 20
_CARD_YEARS = 5


def documents(dice: Dice, case: Case) -> tuple[ResidenceDocumentDraft, ...]:
    """What was issued up to the end of the support, in order."""
    return tuple(
        document
        for document in _chain(dice, case)
        if document.issued_on is None or document.issued_on <= case.until
    )


def held_on(papers: tuple[ResidenceDocumentDraft, ...], day: date) -> str:
    """The kind of document held on a day, "" for none."""
    current = ""
    for document in papers:
        begun = document.issued_on is None or document.issued_on <= day
        if begun and (document.expires_on is None or day <= document.expires_on):
            current = document.kind
    return current


def _chain(dice: Dice, case: Case) -> Iterator[ResidenceDocumentDraft]:
    permit = case.person.nationality.permit
    if permit == "belgian":
        return iter((ResidenceDocumentDraft("none_be"),))
    if permit == "eu":
        return _european(dice, case)
    return _asylum(dice, case) if dice.chance(6) else _protected(dice, case)


def _european(dice: Dice, case: Case) -> Iterator[ResidenceDocumentDraft]:
    if dice.chance(60):
        issued = workday(case.started + timedelta(days=dice.between(20, 120)))
        yield ResidenceDocumentDraft("eu_doc", issued, months_later(issued, 12 * _CARD_YEARS))


def _asylum(dice: Dice, case: Case) -> Iterator[ResidenceDocumentDraft]:
    yield ResidenceDocumentDraft("ip_doc", workday(case.started - timedelta(days=dice.between(15, 160))))


def _protected(dice: Dice, case: Case) -> Iterator[ResidenceDocumentDraft]:
    """Annex 15, one immatriculation certificate and one extension, A cards, for a few the B card."""
    issued = workday(case.started + timedelta(days=dice.between(2, 8)))
    if not (case.person.minor or dice.chance(15)):
        ends = issued + timedelta(days=REFLECTION_DAYS)
        yield ResidenceDocumentDraft("annex15", issued, ends)
        issued = workday(ends - timedelta(days=dice.between(0, 4)))
    for _ in range(1 if dice.chance(30) else 2):
        ends = months_later(issued, AI_MONTHS)
        yield ResidenceDocumentDraft("ai", issued, ends)
        issued = workday(ends - timedelta(days=dice.between(0, 3)))
    unlimited = months_later(case.started, _UNLIMITED_AFTER_MONTHS) if dice.chance(35) else date.max
    while issued < min(case.until, unlimited):
        ends = months_later(issued, A_CARD_MONTHS)
        yield ResidenceDocumentDraft("a_card", issued, ends)
        issued = workday(ends - timedelta(days=dice.between(0, 3)))
    if unlimited <= case.until:
        yield ResidenceDocumentDraft("b_card", issued, months_later(issued, 12 * _CARD_YEARS))

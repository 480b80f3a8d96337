"""How a case is written about: pronouns, the interpreter, the colleague; and which templates fit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop.demo import papers as residence, pools
from desktop.demo.cases import Case
from desktop.demo.dice import Dice
from desktop.demo.story import CASEWORKERS, DEMO, FIRST_NAMES, HELENE
from desktop.demo.wording import Template, Voice, write
from desktop.domain.procedure import ResidenceDocumentDraft

_OFFICE_LANGUAGES = frozenset({"nl", "fr", "en"})
MAJORITY, SOME_MONTHS = 18, 120
_NOBODY = {"nl": "de persoon", "fr": "la personne"}


def voice_of(dice: Dice, case: Case, *, author: str = "") -> Voice:
    """The voice of a case's texts; the colleague is someone else than the author."""
    author = author or case.caseworker
    spoken = case.identity.details.languages
    names = pools.language_names(case.language)
    others = [login for login in (*CASEWORKERS, HELENE) if login not in (author, DEMO)]
    return Voice(
        language=case.language,
        name=case.identity.given or _NOBODY[case.language],
        gender=case.person.gender,
        spoken=names[spoken[0].tag] if spoken else names["en"],
        colleague=FIRST_NAMES[dice.pick(others)],
    )


def writes(dice: Dice, case: Case, text: str, *, day: date, author: str = "") -> str:
    """The text as its author writes it about this case."""
    return write(text, voice_of(dice, case, author=author), dice, day=day)


def fitting(templates: Iterable[Template], held: frozenset[str]) -> list[Template]:
    """The templates whose every condition holds."""
    return [template for template in templates if template.fits(held)]


def traits(case: Case, day: date) -> frozenset[str]:
    """What holds for this person, as the templates name it."""
    person, spoken = case.person, case.identity.details.languages
    found = {
        person.form,
        "woman" if person.gender == "f" else "man",
        "minor" if _is_minor(case, day) else "adult",
        person.nationality.permit,
    }
    if not _OFFICE_LANGUAGES.intersection(item.tag for item in spoken):
        found.add("interpreter")
    if case.children:
        found.add("together")
    return frozenset(found)


def _is_minor(case: Case, day: date) -> bool:
    """Whoever was a minor at the first call grows up while being accompanied."""
    birth = case.identity.details.birth
    return case.person.minor and (birth is None or birth.age_on(day) < MAJORITY)


def situation(case: Case, papers: tuple[ResidenceDocumentDraft, ...], day: date) -> frozenset[str]:
    """What holds on a day: the traits, living in or not, the document held."""
    stay = case.stay
    inside = stay is not None and stay.first_day <= day and (stay.last_day is None or day < stay.last_day)
    since = (day - case.started).days
    found = {"house" if inside else "out", residence.held_on(papers, day)}
    found |= {"months"} if since > SOME_MONTHS else set()
    found |= {"year"} if abs(since - 365) < 25 else set()
    found |= {"winter"} if day.month in (10, 11, 12, 1, 2) else set()
    return traits(case, day) | found

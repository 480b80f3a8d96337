"""Who comes to the fictitious centre: the mix of the published figures, invented names in their own script."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from desktop.demo import pools
from desktop.demo.dice import Dice
from desktop.demo.pools import Culture, Nationality, Spelled
from desktop.domain.clients import BirthDate, ClientDetails, Name, NameKind, SpokenLanguage

# Government report 2019-2020, the three centres in 2019: tables 26, 27, 29 and 30.
REFERRALS, STARTED = 924, 145
FORMS = {"sexual": 52, "economic": 87, "begging": 3, "forced_crime": 3}
WOMEN, MEN = 69, 76
MINORS, ADULTS = 7, 139

_EASTERN_EU = frozenset({"RO", "BG", "HU"})
_UNCLEAR_ALLEGATIONS = 70


@dataclass(frozen=True, slots=True)
class Person:
    """Someone referred: what the figures count, before there is a name."""

    number: int
    supported: bool
    nationality: Nationality
    gender: str = "m"
    minor: bool = False
    form: str = "unknown"


@dataclass(frozen=True, slots=True)
class Identity:
    """What the file says of a person; `given` is what they are called day to day."""

    details: ClientDetails
    given: str


def people(dice: Dice, count: int) -> tuple[Person, ...]:
    """Everyone referred, the supported first."""
    started = min(count, max(1, round(count * STARTED / REFERRALS)))
    known = pools.nationalities().values()
    supported = dice.spread({item.code: item.supported for item in known}, started)
    others = dice.spread({item.code: item.others for item in known}, count - started)
    everyone = [
        Person(number, number < started, pools.nationalities()[code])
        for number, code in enumerate((*supported, *others))
    ]
    return (
        *_with_traits(dice, everyone[:started], FORMS),
        *(_unsure(dice, item) for item in _with_traits(dice, everyone[started:], _alleged())),
    )


def _alleged() -> dict[str, int]:
    return {**FORMS, "unknown": _UNCLEAR_ALLEGATIONS}


def _with_traits(dice: Dice, group: list[Person], forms: dict[str, int]) -> Iterable[Person]:
    """Sex, age and form in the published numbers, given to those of whom they are likeliest."""
    size = len(group)
    women = _chosen(dice, group, size * WOMEN / (WOMEN + MEN), lambda item: item.nationality.women)
    group = [replace(item, gender="f" if item.number in women else "m") for item in group]
    minors = _chosen(dice, group, size * MINORS / (MINORS + ADULTS), lambda item: item.nationality.minor)
    group = [replace(item, minor=item.number in minors) for item in group]
    return _with_forms(dice, group, forms)


def _with_forms(dice: Dice, group: list[Person], forms: dict[str, int]) -> list[Person]:
    quota = dict.fromkeys(forms, 0)
    for form in dice.spread(forms, len(group)):
        quota[form] += 1
    settled: dict[int, str] = {}
    for form in ("forced_crime", "begging", "sexual", "unknown"):
        free = [item for item in group if item.number not in settled]
        chosen = dice.likeliest(free, quota.get(form, 0), score=partial(_leaning, form))
        settled.update((item.number, form) for item in chosen)
    return [replace(item, form=settled.get(item.number, "economic")) for item in group]


def _leaning(form: str, person: Person) -> float:
    nationality = person.nationality
    if form == "sexual":
        return nationality.sexual + (35 if person.gender == "f" else -35)
    if form == "begging":
        return 60 if nationality.code in _EASTERN_EU else 0
    if form == "forced_crime":
        return (40 if person.minor else 0) + (60 if nationality.code in ("VN", "AL", "MA") else 0)
    return 0


def _chosen(
    dice: Dice, group: list[Person], count: float, score: Callable[[Person], float]
) -> frozenset[int]:
    return frozenset(item.number for item in dice.likeliest(group, round(count), score=score))


def _unsure(dice: Dice, person: Person) -> Person:
    """A caller does not always know, or say, whom it is about."""
    if dice.chance(2):
        return replace(person, gender="unknown")
    return replace(person, gender="x") if dice.chance(0.6) else person


def identity(dice: Dice, person: Person, *, referred: date, caseworker: str) -> Identity:
    """Names, birth and languages, as known after the first talks."""
    if not person.supported and dice.chance(4):
        nobody = ClientDetails(gender=person.gender, nationalities=(person.nationality.code,))
        return Identity(replace(nobody, caseworker=caseworker), "")
    culture = pools.culture(dice.pick(person.nationality.cultures))
    gender = person.gender if person.gender in ("f", "m") else dice.pick(("f", "m"))
    given, whole = full_name(dice, culture, gender)
    names = [Name(*whole), *_other_names(dice, culture, gender, given)]
    details = ClientDetails(
        names=tuple(names),
        birth=_birth(dice, person, referred),
        gender=person.gender,
        nationalities=(person.nationality.code,),
        languages=_languages(dice, person),
        caseworker=caseworker,
    )
    return Identity(details, next((name.latin for name in names if name.kind is NameKind.CALL), given[0]))


def full_name(dice: Dice, culture: Culture, gender: str) -> tuple[Spelled, Spelled]:
    """A given name and the whole name, both in Latin letters and in the own script."""
    drawn: dict[str, Spelled] = {}
    for part in ("given", "father", "grandfather", "middle", "family", "family2"):
        if f"{{{part}}}" in culture.form:
            others = [item for item in culture.part(part, gender) if item not in drawn.values()]
            drawn[part] = dice.pick(others)
    latin = culture.form.format(**{part: spelled[0] for part, spelled in drawn.items()})
    own = culture.own_form.format(**{part: spelled[1] for part, spelled in drawn.items()})
    return drawn["given"], (latin, own if culture.script else "")


def _other_names(dice: Dice, culture: Culture, gender: str, given: Spelled) -> Iterable[Name]:
    """The name on a false card, on an advertisement, or the one friends use."""
    other, whole = full_name(dice, culture, gender)
    if dice.chance(16) and other != given:
        yield Name(*(whole if dice.chance(50) else other), NameKind.ALIAS)
    if dice.chance(6):
        yield Name(given[0], given[1], NameKind.CALL)


def _birth(dice: Dice, person: Person, referred: date) -> BirthDate:
    """A birth date as well as it is known; 1 January where offices wrote it for want of better."""
    age = dice.between(14, 17) if person.minor else dice.around(18, 26, 61)
    born = referred - timedelta(days=round(age * 365.25) + dice.between(20, 320))
    if not dice.chance(person.nationality.unsure):
        return BirthDate(born.year, born.month, born.day)
    rough = dice.pick((BirthDate(born.year, about=True), BirthDate(born.year), BirthDate(born.year, 1, 1)))
    still_minor = rough.age_on(referred + timedelta(days=20)) < 18
    same = still_minor == person.minor and rough.age_on(referred) >= (14 if person.minor else 18)
    return rough if same else BirthDate(born.year, born.month, born.day)


def _languages(dice: Dice, person: Person) -> tuple[SpokenLanguage, ...]:
    return tuple(
        SpokenLanguage(tag, reads=dice.chance(read))
        for tag, speak, read in person.nationality.languages
        if dice.chance(speak)
    )

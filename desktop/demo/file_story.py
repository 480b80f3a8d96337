"""What stands in a file beside the procedure: numbers, indicators, exploitation, support, people around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from desktop.clock import BRUSSELS
from desktop.demo import pools
from desktop.demo.agenda import is_active
from desktop.demo.cases import Case
from desktop.demo.dice import Dice, months_later, workday
from desktop.demo.story import HELENE, Entry, Fields, Ref, opening_moment, recorded
from desktop.domain import codelists
from desktop.domain.access import DEFAULT_FOR_MINORS, Group

_ASKED = (18, 44)  # of 61 indicators
_LIKELY_YES = 38  # of 100 asked
_IN_AN_INCIDENT = 6


def network(as_of: date) -> Iterator[Entry]:
    """The lawyers, interpreters and services the team works with, kept once."""
    for number, item in enumerate(pools.files()["network"]):
        fields: Fields = {
            **{name: item[name] for name in ("kind", "name", "organisation", "languages")},
            "phone": f"000 00 00 {number:02d}",
        }
        moment = opening_moment(as_of) + timedelta(minutes=number)
        yield Entry(moment, HELENE, "contact", _contact(item["key"]), fields)


def incident(everyone: Sequence[Case]) -> tuple[Entry | None, frozenset[str]]:
    """One raid that brought several people, and the keys of the files it is about: those referred around one day."""
    workers = [case for case in everyone if case.person.form == "economic"]
    if len(workers) < 2 * _IN_AN_INCIDENT:
        return None, frozenset()
    span = min(
        (workers[start : start + _IN_AN_INCIDENT] for start in range(len(workers) - _IN_AN_INCIDENT + 1)),
        key=lambda group: group[-1].received - group[0].received,
    )
    about = pools.files()["incident"]
    fields: Fields = {**about, "happened": span[0].referred.isoformat(), "source": "rsz_ecosoc"}
    entry = Entry(span[0].received, span[0].caseworker, "incident", "incident", fields)
    return entry, frozenset(case.key for case in span)


def entries(dice: Dice, case: Case, *, as_of: date) -> Iterator[Entry]:
    """Everything the intake and the first months leave in a supported client's file."""
    yield from _identifiers(dice, case, as_of)
    yield from _support(dice, case, as_of)
    yield from _exploitation(dice, case, as_of)
    yield from _indicators(dice, case, as_of)
    yield from _goals(dice, case, as_of)
    yield from _people(dice, case, as_of)
    yield from _restriction(case)
    yield from _kept_away(dice, case, as_of)


def _written(dice: Dice, case: Case, day: date, as_of: date) -> datetime:
    """When something of a day was recorded; never before the file was opened."""
    return recorded(dice, case.after_the_call(dice.office_moment(max(day, case.started))), as_of)


def _identifiers(dice: Dice, case: Case, as_of: date) -> Iterator[Entry]:
    known: list[tuple[str, str]] = []
    if case.person.nationality.permit == "thb":
        known.append(("dvz", f"9{case.person.number:06d}"))
    if dice.chance(70):
        known.append(
            ("police_report", f"BR.{dice.between(10, 99)}.00.{case.person.number:06d}/{case.started.year}")
        )
    if dice.chance(55):
        kind = "labour_auditor" if case.person.form == "economic" else "prosecutor"
        known.append((kind, f"00.RF.{case.person.number:05d}/{case.started.year % 100}"))
    moment = _written(dice, case, case.started + timedelta(days=3), as_of)
    for number, (kind, value) in enumerate(known):
        fields: Fields = {"client_id": case.client, "kind": kind, "value": value}
        yield Entry(moment, case.caseworker, "identifier", f"{case.key}/identifier:{number}", fields)


def _support(dice: Dice, case: Case, as_of: date) -> Iterator[Entry]:
    key = f"{case.key}/support"
    fields: Fields = {
        "client_id": case.client,
        "begins": case.started.isoformat(),
        "basis": "agreement" if dice.chance(85) else "first_night",
        "main_form": case.person.form,
    }
    yield Entry(_written(dice, case, case.started, as_of), case.caseworker, "support", key, fields)
    if not is_active(case, as_of):
        reasons = {
            "goal_reached": 40,
            "own_request": 20,
            "disappeared": 15,
            "voluntary_return": 15,
            "other_status": 10,
        }
        ended: Fields = {"ends": case.until.isoformat(), "end_reason": dice.weighted(reasons)}
        yield Entry(_written(dice, case, case.until, as_of), case.caseworker, "support", key, ended)


def _exploitation(dice: Dice, case: Case, as_of: date) -> Iterator[Entry]:
    form, pool = case.person.form, pools.files()
    begun = months_later(case.started, -dice.between(3, 30))
    fields: Fields = {
        "client_id": case.client,
        "form": form,
        "sectors": [dice.pick(pool["sectors"].get(form, ["other"]))],
        "facts_from": begun.isoformat()[:7],
        "facts_to": (case.started - timedelta(days=dice.between(2, 25))).isoformat(),
        "recruitment": [dice.pick(pool["recruitment"])],
        "means": dice.shuffled(pool["means"].get(form, ["other"]))[: dice.between(1, 3)],
        "aggravating": ["vulnerable", *(["minor"] if case.person.minor else [])],
    }
    moment = _written(dice, case, case.started + timedelta(days=6), as_of)
    yield Entry(moment, case.caseworker, "exploitation", f"{case.key}/exploitation", fields)


def _indicators(dice: Dice, case: Case, as_of: date) -> Iterator[Entry]:
    """Asked over the first talks, theme after theme; what was not asked has no row."""
    codes = [item.code for item in codelists.entries("indicators")]
    asked = sorted(dice.shuffled(codes)[: dice.between(*_ASKED)], key=codes.index)
    moment = _written(dice, case, case.started + timedelta(days=2), as_of)
    for code in asked:
        answer = "yes" if dice.chance(_LIKELY_YES) else dice.weighted({"no": 70, "unknown": 30})
        fields: Fields = {
            "client_id": case.client,
            "code": code,
            "answer": answer,
            "answered_on": moment.astimezone(BRUSSELS).date().isoformat(),
        }
        yield Entry(moment, case.caseworker, "indicator", f"{case.key}/indicator:{code}", fields)


def _goals(dice: Dice, case: Case, as_of: date) -> Iterator[Entry]:
    words = pools.files()["goals"][case.language]
    for domain, choices in words.items():
        if not dice.chance(75):
            continue
        key, agreed = f"{case.key}/goal:{domain}", workday(case.started + timedelta(days=dice.between(5, 25)))
        if agreed >= as_of:
            continue
        fields: Fields = {
            "client_id": case.client,
            "domain": domain,
            "words": dice.pick(choices),
            "agreed_on": agreed.isoformat(),
            "review_on": workday(_next_review(dice, agreed, as_of)).isoformat(),
            "state": "open",
        }
        yield Entry(_written(dice, case, agreed, as_of), case.caseworker, "goal", key, fields)
        if (case.until - agreed).days > 120 and dice.chance(40):
            closed = agreed + timedelta(days=dice.between(60, 115))
            reached: Fields = {
                "state": "reached",
                "closed_on": closed.isoformat(),
                "result": pools.files()["results"][case.language],
            }
            yield Entry(_written(dice, case, closed, as_of), case.caseworker, "goal", key, reached)


def _next_review(dice: Dice, agreed: date, as_of: date) -> date:
    """Every three months from the agreement: the next one to come."""
    review = months_later(agreed, 3)
    while review < as_of - timedelta(days=dice.between(-20, 4)):
        review = months_later(review, 3)
    return review


def _people(dice: Dice, case: Case, as_of: date) -> Iterator[Entry]:
    """A lawyer for most, a guardian for a minor, and the children who came along."""
    wanted = ["lawyer"] * dice.chance(70) + ["guardian"] * case.person.minor + ["doctor"] * dice.chance(30)
    for kind in wanted:
        chosen = dice.pick([item["key"] for item in pools.files()["network"] if item["kind"] == kind])
        fields: Fields = {
            "client_id": case.client,
            "contact_id": Ref(_contact(chosen)),
            "role": kind,
            "begins": case.started.isoformat(),
        }
        moment = _written(dice, case, case.started + timedelta(days=8), as_of)
        yield Entry(moment, case.caseworker, "contact_link", f"{case.key}/link:{kind}", fields)
    names = pools.culture(case.person.nationality.cultures[0])
    for number in range(case.children):
        gender = dice.pick(("f", "m"))
        latin, own = dice.pick(names.part("given", gender))
        child: Fields = {
            "client_id": case.client,
            "relation": "child",
            "name": latin,
            "native": own if names.script else "",
            "birth": str(case.started.year - dice.between(1, 11)),
            "gender": gender,
            "accompanies": 1,
        }
        moment = _written(dice, case, case.started, as_of)
        yield Entry(moment, case.caseworker, "relative", f"{case.key}/relative:{number}", child)


def _restriction(case: Case) -> Iterator[Entry]:
    """A minor's file is open to whoever follows it and to the coordinators, as Baken itself begins it."""
    if case.person.minor:
        readers = [Group.CASEWORKER.value, Group.COORDINATORS.value]
        fields: Fields = {
            "client_id": case.client,
            "restricted": 1,
            "readers": readers,
            "reason": DEFAULT_FOR_MINORS,
        }
        yield Entry(case.received, case.caseworker, "restriction", f"{case.key}/restriction", fields)


def _kept_away(dice: Dice, case: Case, as_of: date) -> Iterator[Entry]:
    """Whom to keep away, and of it to the house only what to do."""
    moment = _written(dice, case, case.started + timedelta(days=4), as_of)
    if dice.chance(25):
        fields: Fields = {"client_id": case.client, **dice.pick(pools.files()["suspects"])}
        yield Entry(moment, case.caseworker, "suspect", f"{case.key}/suspect", fields)
    living_in = case.stay is not None and is_active(case, as_of)
    if living_in and dice.chance(30):
        kind = dice.pick(("check", "care"))
        told: Fields = {
            "client_id": case.client,
            "kind": kind,
            "text": pools.files()["instructions"][kind][case.language],
            "begins": case.started.isoformat(),
        }
        yield Entry(moment, case.caseworker, "instruction", f"{case.key}/instruction", told)


def _contact(key: str) -> str:
    return f"contact:{key}"

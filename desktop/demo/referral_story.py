"""The first days of a file: the identity, the call, the outcome, what was handed over, who moved in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from desktop.clock import NOON, at_brussels, to_text
from desktop.demo import pools
from desktop.demo.cases import Case
from desktop.demo.dice import Dice
from desktop.demo.shelter_plan import HOUSE, ROOMS, PlannedStay
from desktop.demo.story import DEMO, JORIS, Entry, Fields, Ref, opening_moment, recorded, staff
from desktop.demo.voices import fitting, traits, voice_of, writes
from desktop.domain.clients import SpokenLanguage
from desktop.domain.shelter import StayState
from desktop.domain.support import Outcome, ReferralDetails
from desktop.services.shelter import age_band
from desktop.storage.operations import Value
from desktop.storage.referrals import referral_fields

_LABOUR_ONLY = frozenset({"union", "rsz_ecosoc", "tsw", "regional_inspection", "labour_auditor"})
_CALLERS = {
    "self": "self",
    "family_friend": "family",
    "prosecutor": "justice",
    "labour_auditor": "justice",
    "police_local": "police",
    "police_federal": "police",
    "rsz_ecosoc": "inspection",
    "tsw": "inspection",
    "regional_inspection": "inspection",
    "lawyer": "law",
    "union": "union",
    "citizen": "private",
    "helpline": "private",
    "other": "private",
}


def house(as_of: date) -> Iterator[Entry]:
    """The house as it was set up on the first day, by the name the team uses; never an address."""
    moment = opening_moment(as_of)
    yield Entry(moment, JORIS, "house", "house", {"name": HOUSE})
    for room in ROOMS:
        yield Entry(
            moment, JORIS, "room", f"room:{room}", {"house_id": Ref("house"), "name": room, "kind": "single"}
        )
        yield Entry(moment, JORIS, "place", f"place:{room}", {"room_id": Ref(f"room:{room}"), "label": ""})


def opening(dice: Dice, case: Case) -> Iterator[Entry]:
    """The file as it was opened at the first call."""
    details = case.identity.details
    yield Entry(
        case.received,
        case.caseworker,
        "client",
        case.key,
        {
            "number": case.number,
            "opened_on": case.referred.isoformat(),
            "birth": str(details.birth) if details.birth else "",
            "gender": details.gender,
            "nationalities": list(details.nationalities),
            "languages": [_spoken(item) for item in details.languages],
            "caseworker": staff(case.caseworker),
        },
    )
    for number, name in enumerate(details.names):
        fields: Fields = {
            "client_id": case.client,
            "kind": name.kind.value,
            "latin": name.latin,
            "native": name.native,
        }
        yield Entry(case.received, case.caseworker, "client_name", f"{case.key}/name:{number}", fields)
    yield from _alerts(dice, case)


def _spoken(language: SpokenLanguage) -> dict[str, str | bool]:
    return {"tag": language.tag, "reads": language.reads}


def _alerts(dice: Dice, case: Case) -> Iterator[Entry]:
    texts = pools.alerts(case.language)
    kinds = ["minor"] if case.person.minor else []
    for kind, percent in (("safety", 24), ("contact", 20), ("health", 10)):
        if dice.chance(percent if case.person.supported else percent / 8):
            kinds.append(kind)
    for kind in kinds:
        chosen = dice.pick(fitting(texts[kind], traits(case, case.referred)))
        text = writes(dice, case, chosen.text, day=case.referred)
        fields: Fields = {"client_id": case.client, "kind": kind, "text": text}
        yield Entry(case.received, case.caseworker, "alert", f"{case.key}/alert:{kind}", fields)


def referral(dice: Dice, case: Case, *, as_of: date, in_raid: bool) -> Iterator[Entry]:
    """The call as it came in, and the outcome once there is one."""
    key = f"{case.key}/referral"
    details = _call(dice, case)
    opened: dict[str, Value | Ref] = {**referral_fields(details), "client_id": case.client}
    if in_raid:
        opened["incident_id"] = Ref("incident")
    yield Entry(case.received, case.caseworker, "referral", key, opened)
    if case.decided is not None:
        moment = case.after_the_call(dice.office_moment(case.decided))
        outcome = case.outcome.value
        reason = dice.weighted(pools.reasons(outcome)) if case.outcome is not Outcome.SUPPORT_STARTED else ""
        change: Fields = {"outcome": outcome, "reason": reason, "decided_on": case.decided.isoformat()}
        yield Entry(recorded(dice, moment, as_of), case.caseworker, "referral", key, change)


def _call(dice: Dice, case: Case) -> ReferralDetails:
    texts = pools.referral_texts(case.language)
    alleged = dice.pick(fitting(pools.alleged(case.language, case.person.form), traits(case, case.referred)))
    source = _source(dice, case)
    urgency = (
        {"now": 30, "soon": 40, "normal": 30}
        if case.person.supported
        else {"now": 7, "soon": 25, "normal": 68}
    )
    night = not 7 <= case.received.hour <= 17
    return ReferralDetails(
        received=case.received,
        source=source,
        channel="phone" if night else _channel(dice, source),
        referred_by=dice.pick(texts["callers"][_CALLERS.get(source, "service")]),
        alleged=writes(dice, case, alleged.text, day=case.referred),
        agreed=writes(dice, case, dice.pick(texts["agreed"][case.outcome.value]), day=case.referred),
        urgency=dice.weighted(urgency),
        exploitation=case.person.form,
    )


def _channel(dice: Dice, source: str) -> str:
    usual = pools.sources()[source][1]
    if source == "self":
        return "visit" if dice.chance(40) else "phone"
    return usual if dice.chance(80) else dice.pick(("phone", "email"))


def _source(dice: Dice, case: Case) -> str:
    """Who refers, as far as it makes sense for this person."""
    minor, form = case.person.minor, case.person.form
    weights = {
        code: weight
        for code, (weight, _) in pools.sources().items()
        if (minor or code not in pools.sources_of_minors())
        and not (code in _LABOUR_ONLY and form not in ("economic", "unknown"))
        and not (code in ("ngo_sexwork", "cpvs") and form != "sexual")
    }
    if minor:
        weights.update(dict.fromkeys(pools.sources_of_minors(), 15))
    return dice.weighted(weights)


def welcome_sheet(dice: Dice, case: Case, *, as_of: date) -> Iterator[Entry]:
    """The first sheet, handed over in a language the person reads, if there is one."""
    wanted = {Outcome.SUPPORT_STARTED: 96, Outcome.VICTIM_NO_SUPPORT: 45}.get(case.outcome, 0)
    language = _sheet_language(case)
    if not dice.chance(wanted) or not language:
        return
    moment = recorded(dice, case.after_the_call(dice.office_moment(case.started)), as_of)
    fields: Fields = {
        "client_id": case.client,
        "sheet": "welcome",
        "version": pools.welcome_version(),
        "language": language,
        "beside": "" if language == case.language else case.language,
        "given_on": case.started.isoformat(),
        "given_by": staff(case.caseworker),
        "interpreter": "" if language in ("nl", "fr", "en") else _interpreter(dice, case),
        "reviewed": 0,
    }
    yield Entry(moment, case.caseworker, "handed_over", f"{case.key}/sheet", fields)


def _interpreter(dice: Dice, case: Case) -> str:
    word = "tolk" if case.language == "nl" else "interprète"
    return f"{word} {voice_of(dice, case).spoken}"


def _sheet_language(case: Case) -> str:
    spoken = sorted(case.identity.details.languages, key=lambda item: not item.reads)
    return next((item.tag for item in spoken if item.tag in pools.sheet_languages()), "")


def stay(dice: Dice, case: Case, *, as_of: date) -> Iterator[Entry]:
    """The stay as the house saw it: expected, arrived, ready to leave, gone."""
    if case.stay is None:
        return
    key, planned = f"{case.key}/stay", case.stay
    at_home = planned.state is StayState.HOUSED
    fields: Fields = {
        "place_id": Ref(f"place:{planned.room}"),
        "client_id": case.client,
        **_resident(dice, case),
        "begins": _text(planned.begins),
        "ends": _text(planned.ends) if at_home else None,
        "state": "reserved" if planned.state is StayState.RESERVED else "housed",
        "ready_to_leave": 0,
        "destination": "",
    }
    yield Entry(_noticed(dice, case, planned, as_of), JORIS, "stay", key, fields)
    if planned.ready_to_leave:
        moment = dice.office_moment(as_of - timedelta(days=dice.between(8, 40)))
        yield Entry(moment, DEMO, "stay", key, {"ready_to_leave": 1})
    if planned.state is StayState.LEFT and planned.ends is not None:
        gone: Fields = {
            "state": "left",
            "ends": _text(planned.ends),
            "destination": dice.pick(pools.support_list(case.language, "destinations")),
        }
        yield Entry(planned.ends + timedelta(minutes=dice.between(5, 50)), JORIS, "stay", key, gone)


def _resident(dice: Dice, case: Case) -> Fields:
    details = case.identity.details
    diets = "halal_diets" if case.person.nationality.halal else "diets"
    return {
        "call_name": case.identity.given or case.number,
        "gender": details.gender,
        "age_band": age_band(details, case.started),
        "children": case.children,
        "languages": [item.tag for item in details.languages],
        "diet": dice.pick(pools.support_list(case.language, diets)),
    }


def _noticed(dice: Dice, case: Case, planned: PlannedStay, as_of: date) -> datetime:
    """When the house wrote it down: an expected arrival once it was agreed and whoever lived there had left."""
    if planned.state is StayState.RESERVED:
        agreed = at_brussels(case.referred, NOON) + timedelta(hours=dice.between(1, 5))
        evening = at_brussels(as_of, NOON) - timedelta(hours=18)
        return min(max(agreed, case.received + timedelta(minutes=30), evening), evening + timedelta(hours=3))
    return planned.begins + timedelta(minutes=dice.between(3, 40))


def _text(moment: datetime | None) -> str | None:
    return to_text(moment) if moment else None

"""The protection procedure of each supported client: the track, its papers, what happened on it, what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from desktop.clock import at_brussels
from desktop.demo.agenda import is_active
from desktop.demo.cases import Case
from desktop.demo.dice import Dice, months_later, workday
from desktop.demo.story import DEMO, HELENE, Entry, Fields, Ref, end_of_story, recorded
from desktop.domain.access import ADULT_AT
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.storage.residence import document_fields

Papers = tuple[ResidenceDocumentDraft, ...]
_TRACKS = {"belgian": "belgian", "eu": "eu"}
_ASKED = {"annex15": "annex15", "ai": "ai", "a_card": "a_card", "b_card": "unlimited"}
_STEPS = ("sent", "acknowledged", "instructed", "summoned", "collected")
_PACKAGE = ["cover_letter", "support_attestation", "residence_proof", "prosecutor_reference"]
_TRIAL_AFTER_MONTHS = 9


def entries(dice: Dice, case: Case, papers: Papers, *, as_of: date) -> Iterator[Entry]:
    """The track first, then its papers, then what happened and what was asked."""
    yield _track(case, papers)
    yield from _papers(dice, case, papers, as_of)
    for number, happening in enumerate(_events(dice, case, papers, as_of)):
        if case.started <= happening[1] < as_of:
            yield _event(dice, case, f"{case.key}/event:{number}", happening, as_of=as_of)
    if papers and _is_trafficking(case, papers):
        yield from _requests(dice, case, papers, as_of)
    if not is_active(case, as_of):
        yield _end(dice, case, papers, as_of)


def track_key(case: Case) -> str:
    """The key of a client's track."""
    return f"{case.key}/track"


def _is_trafficking(case: Case, papers: Papers) -> bool:
    return _kind(case, papers) == "thb"


def _kind(case: Case, papers: Papers) -> str:
    permit = case.person.nationality.permit
    if permit in _TRACKS:
        return _TRACKS[permit]
    return "asylum" if papers and papers[0].kind == "ip_doc" else "thb"


def _track(case: Case, papers: Papers) -> Entry:
    fields: Fields = {
        "client_id": case.client,
        "kind": _kind(case, papers),
        "leading": 1,
        "begins": case.started.isoformat(),
    }
    moment = case.received + timedelta(minutes=20)
    return Entry(moment, case.caseworker, "track", track_key(case), fields)


def _end(dice: Dice, case: Case, papers: Papers, as_of: date) -> Entry:
    """Where the centre stopped following the track, as the support ended."""
    kind = papers[-1].kind if papers else ""
    ground = (
        "unlimited_granted"
        if kind == "b_card"
        else dice.pick(("closed_by_centre", "returned", "other_status"))
    )
    phase = {"annex15": "reflection", "ai": "provisional", "a_card": "temporary", "b_card": "unlimited"}
    fields: Fields = {
        "ends": case.until.isoformat(),
        "end_ground": ground,
        "end_phase": phase.get(kind, "followed"),
    }
    moment = recorded(dice, dice.office_moment(case.until), as_of)
    return Entry(moment, case.caseworker, "track", track_key(case), fields)


def _papers(dice: Dice, case: Case, papers: Papers, as_of: date) -> Iterator[Entry]:
    """The documents as they were recorded: an Annex 15 with its role, the second certificate as an extension."""
    before = ""
    for number, paper in enumerate(papers):
        key = f"{case.key}/paper:{number}"
        role = "reflection" if paper.kind == "annex15" else ""
        fields: dict[str, object] = {**document_fields(replace(paper, role=role)), "client_id": case.client}
        fields["track_id"] = Ref(track_key(case))
        if paper.kind == "ai" and before:
            fields["extends"] = Ref(before)
        day = max(paper.issued_on or case.started, case.started)
        moment = recorded(dice, dice.office_moment(day), as_of)
        yield Entry(moment, case.caseworker, "residence_document", key, fields)  # type: ignore[arg-type]
        before = key if paper.kind == "ai" else ""


Happening = tuple[str, date, dict[str, str]]


def _events(dice: Dice, case: Case, papers: Papers, as_of: date) -> Iterator[Happening]:
    """What is written down of a file from its intake on."""
    yield "intake", case.started, {}
    yield "info_given_in_language", case.started, {}
    yield "support_agreement_signed", workday(case.started + timedelta(days=dice.between(1, 4))), {}
    if case.person.minor:
        yield "guardian_appointed", workday(case.started + timedelta(days=dice.between(3, 12))), {}
        yield from _majority(case, as_of)
    yield from _reviews(dice, case, as_of)
    if not _is_trafficking(case, papers):
        return
    for paper in papers:
        yield from _around(dice, paper, case.until)
    yield from _justice(dice, case, as_of)
    if any(paper.kind == "b_card" for paper in papers):
        issued = next(paper.issued_on for paper in papers if paper.kind == "b_card")
        yield "unlimited_requested", workday((issued or case.started) - timedelta(days=60)), {}


def _majority(case: Case, as_of: date) -> Iterator[Happening]:
    birth = case.identity.details.birth
    if birth is not None and birth.age_on(as_of) >= ADULT_AT:
        yield "turned_18", max(case.started, workday(as_of - timedelta(days=2))), {}


def _reviews(dice: Dice, case: Case, as_of: date) -> Iterator[Happening]:
    """A stay is looked at again after three, six and nine months; here and there one waits."""
    if case.stay is None or not is_active(case, as_of):
        return
    for months in (3, 6, 9):
        due = months_later(case.stay.first_day, months)
        if due < as_of + timedelta(days=20) and dice.chance(85):
            yield (
                "stay_review",
                min(workday(due - timedelta(days=dice.between(1, 12))), as_of - timedelta(days=1)),
                {},
            )


def _around(dice: Dice, paper: ResidenceDocumentDraft, until: date) -> Iterator[Happening]:
    issued, ends = paper.issued_on, paper.expires_on
    if issued is None or ends is None:
        return
    if paper.kind == "annex15":
        yield "statement_or_complaint", min(workday(issued + timedelta(days=dice.between(12, 40))), until), {}
    if paper.kind == "ai":
        yield "prosecutor_questions_sent", workday(issued + timedelta(days=dice.between(30, 55))), {}
        answers = {"Q1": "yes", "Q2": "yes", "Q3": "yes", "Q4": "yes" if dice.chance(90) else "unknown"}
        yield "prosecutor_answer", workday(ends - timedelta(days=dice.between(4, 20))), answers
    if paper.kind in {"ai", "a_card"} and dice.chance(70):
        yield "card_collected", workday(issued + timedelta(days=dice.between(3, 15))), {}


def _justice(dice: Dice, case: Case, as_of: date) -> Iterator[Happening]:
    """Courts are slow: the council chamber, a hearing put off, for a few a judgment or a dismissal."""
    if (case.until - case.started).days < _TRIAL_AFTER_MONTHS * 30 or not dice.chance(45):
        return
    day = workday(months_later(case.started, dice.between(5, _TRIAL_AFTER_MONTHS)))
    if dice.chance(15):
        yield "dismissal", day, {}
        yield "reopened", workday(months_later(day, dice.between(2, 4))), {}
        return
    yield "council_chamber", day, {}
    hearing = workday(months_later(day, dice.between(1, 2)))
    for _ in range(dice.between(0, 3)):
        later = workday(months_later(hearing, dice.between(1, 3)))
        yield "hearing_adjourned", hearing, {"until": later.isoformat()}
        hearing = later
    day = hearing
    yield "trial", day, {}
    judged = workday(day + timedelta(days=30))
    if judged < as_of - timedelta(days=20):
        yield "conviction_first_instance", judged, {}
        yield "unlimited_requested", workday(judged + timedelta(days=10)), {}
        if judged < as_of - timedelta(days=60):
            yield "final_judgment", workday(judged + timedelta(days=31)), {}


def _event(dice: Dice, case: Case, key: str, happening: Happening, *, as_of: date) -> Entry:
    kind, day, details = happening
    fields: Fields = {
        "client_id": case.client,
        "track_id": Ref(track_key(case)),
        "kind": kind,
        "happened": day.isoformat(),
        "details": details,
    }
    by_the_lawyer = kind not in {"intake", "info_given_in_language"} and dice.chance(50)
    moment = recorded(dice, case.after_the_call(dice.office_moment(day)), as_of)
    return Entry(moment, HELENE if by_the_lawyer else case.caseworker, "procedure_event", key, fields)


def _requests(dice: Dice, case: Case, papers: Papers, as_of: date) -> Iterator[Entry]:
    """A request for each paper that came, and one on its way where the last paper is about to end."""
    for number, paper in enumerate(papers):
        if paper.issued_on is not None and paper.kind in _ASKED:
            kind = _ASKED[paper.kind]
            if number and papers[number - 1].kind == paper.kind:
                kind = {"ai": "ai_extension", "a_card": "a_renewal"}.get(kind, kind)
            sent = max(case.started, paper.issued_on - timedelta(days=dice.between(12, 25)))
            days = _days_of_steps(sent, paper.issued_on)
            yield _request(case, number, kind, days, as_of, document=f"{case.key}/paper:{number}")
    last = papers[-1]
    if last.expires_on is None or not as_of <= last.expires_on <= as_of + timedelta(days=38):
        return
    if not is_active(case, as_of) or dice.chance(12):
        return
    sent = as_of - timedelta(days=dice.between(2, 15))
    known = [sent, sent + timedelta(days=dice.between(2, 6))][: dice.between(1, 2)]
    kind = {"annex15": "ai", "ai": "a_card", "a_card": "a_renewal"}.get(last.kind, "other")
    yield _request(case, len(papers), kind, [min(day, as_of - timedelta(days=1)) for day in known], as_of)


def _days_of_steps(sent: date, issued: date) -> list[date]:
    """Sent, acknowledged, instructed, summoned, collected: spread up to the day of issue."""
    span = max((issued - sent).days, 0)
    return [sent + timedelta(days=round(span * part / 4)) for part in range(5)]


def _request(
    case: Case, number: int, kind: str, days: list[date], as_of: date, *, document: str = ""
) -> Entry:
    fields: dict[str, object] = {
        "client_id": case.client,
        "track_id": Ref(track_key(case)),
        "kind": kind,
        "package": _PACKAGE,
        **{f"{step}_on": day.isoformat() for step, day in zip(_STEPS, days, strict=False)},
    }
    if document:
        fields["document_id"] = Ref(document)
    moment = _moment_after(case, days[-1], as_of)
    key = f"{case.key}/request:{number}"
    return Entry(moment, DEMO if number % 2 else HELENE, "request", key, fields)  # type: ignore[arg-type]


def _moment_after(case: Case, day: date, as_of: date) -> datetime:
    """A few days after the last step, when the paper it brought is in the file too."""
    return min(max(at_brussels(day + timedelta(days=3), time(18, 0)), case.received), end_of_story(as_of))

"""The deadlines and a second, independently written telling of docs/deadlines.md give the same for any file."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings, strategies as st

from desktop.domain import law
from desktop.domain.clients import BirthDate
from desktop.domain.deadlines import CaseFacts, ExpiringPaper, HousedSpan, deadlines_of
from desktop.domain.procedure import (
    ProcedureEvent,
    ProcedureEventDraft,
    Request,
    RequestDraft,
    RequestStep,
    ResidenceDocument,
    ResidenceDocumentDraft,
    Track,
    TrackDraft,
    TrackEnd,
    TrackKind,
)
from tests.unit.deadline_oracle import expected

FIRST = date(2023, 10, 1)
DAYS = st.one_of(
    st.integers(0, 900).map(lambda days: FIRST + timedelta(days=days)),
    st.sampled_from(
        [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2023, 11, 30), date(2024, 10, 25)]
    ),
)
TRACKS = (
    Track("t1", "c", TrackDraft(TrackKind.TRAFFICKING, FIRST)),
    Track("t2", "c", TrackDraft(TrackKind.MINOR, FIRST), TrackEnd(date(2025, 1, 1), "switched_track")),
)
TRACK_IDS = st.sampled_from(["", "t1", "t1", "t2"])
PAPER_KINDS = (
    *("annex15", "annex15", "ai", "ai", "a_card", "a_card", "b_card", "uam_doc", "uam_permit"),
    *("eu_doc", "ip_doc", "otl", "otl45", "annex38", "a_card_other", "passport", "laissez_passer", "none"),
)
ROLES = ("", "reflection", "bridge_renewal", "awaiting_card")
EVENT_KINDS = (
    *("statement_or_complaint", "prosecutor_answer", "turned_18", "uam_evidence_filed", "dvz_refusal"),
    *("stay_ended_by_dvz", "order_to_leave", "cce_appeal", "requisitions_with_thb_charge", "left_country"),
    *(
        "conviction_first_instance",
        "acquittal_first_instance",
        "unlimited_requested",
        "access_request_received",
    ),
    *(
        "access_request_answered",
        "data_breach_noticed",
        "data_breach_reported",
        "stay_review",
        "final_judgment",
    ),
    *(
        "compensation_requested",
        "appeal",
        "judgment_by_default",
        "opposition",
        "appeal_judgment",
        "cassation",
    ),
    *("departure_term", "reopened", "intake", "trial", "hearing_adjourned", "hearing_adjourned", "dismissal"),
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[ResidenceDocument, ...]:
    made: list[ResidenceDocument] = []
    for number in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(PAPER_KINDS))
        issued = draw(st.one_of(st.none(), DAYS, DAYS, DAYS))
        expires = draw(st.one_of(st.none(), st.integers(0, 400)))
        others = [item.id for item in made if item.draft.kind == "ai"]
        draft = ResidenceDocumentDraft(
            kind=kind,
            issued_on=issued,
            expires_on=None if expires is None else (issued or FIRST) + timedelta(days=expires),
            track_id=draw(TRACK_IDS),
            role=draw(st.sampled_from(["", "reflection", "bridge_renewal", "awaiting_card"]))
            if kind == "annex15"
            else "",
            holder=draw(st.sampled_from(["", "", "", "child"])),
            extends=draw(st.sampled_from(["", *others])) if kind == "ai" else "",
        )
        made.append(ResidenceDocument(f"p{number}", "c", "", draft, withdrawn=draw(st.integers(0, 9)) == 0))
    return (*made, *draw(st.one_of(st.just(()), extended_certificates())))


@st.composite
def extended_certificates(draw: st.DrawFn) -> tuple[ResidenceDocument, ...]:
    """A certificate and what prolongs it: the commonest pair, which chance alone would seldom make."""
    issued = draw(DAYS)
    first = ResidenceDocumentDraft("ai", issued, track_id=draw(TRACK_IDS))
    prolonged = issued + timedelta(days=draw(st.integers(60, 120)))
    second = ResidenceDocumentDraft("ai", prolonged, track_id=draw(TRACK_IDS), extends="x0")
    return tuple(
        ResidenceDocument(f"x{number}", "c", "", item) for number, item in enumerate((first, second))
    )


@st.composite
def events(draw: st.DrawFn) -> tuple[ProcedureEvent, ...]:
    made = []
    for number in range(draw(st.integers(0, 5))):
        day = draw(DAYS)
        details = {}
        if draw(st.booleans()):
            details["until"] = (day + timedelta(days=draw(st.integers(0, 60)))).isoformat()
        if draw(st.booleans()):
            details["urgent"] = draw(st.sampled_from(["5", "10"]))
        draft = ProcedureEventDraft(
            kind=draw(st.sampled_from(EVENT_KINDS)),
            happened=day,
            at=draw(st.sampled_from(["", "00:30", "14:05", "23:59"])),
            track_id=draw(TRACK_IDS),
            details=details,
        )
        made.append(ProcedureEvent(f"e{number}", "c", draft, withdrawn=draw(st.integers(0, 9)) == 0))
    return tuple(made)


@st.composite
def requests(draw: st.DrawFn) -> tuple[Request, ...]:
    made = []
    for number in range(draw(st.integers(0, 2))):
        steps = {step: draw(DAYS) for step in draw(st.sets(st.sampled_from(list(RequestStep)), max_size=3))}
        kind = draw(st.sampled_from(["ai_extension", "a_renewal", "unlimited", "annex15"]))
        draft = RequestDraft(kind, track_id=draw(TRACK_IDS))
        made.append(Request(f"r{number}", "c", draft, steps, cancelled=draw(st.integers(0, 5)) == 0))
    return tuple(made)


@st.composite
def births(draw: st.DrawFn) -> BirthDate | None:
    day = draw(st.one_of(DAYS, st.just(date(2024, 2, 29)))) - timedelta(days=366 * draw(st.integers(10, 30)))
    leap = draw(st.sampled_from([date(2008, 2, 29), date(2012, 2, 29), day, day]))
    known = draw(st.integers(0, 4))
    if known == 0:
        return None
    if known == 1:
        return BirthDate(leap.year, about=draw(st.booleans()))
    if known == 2:
        return BirthDate(leap.year, leap.month)
    return BirthDate(leap.year, leap.month, leap.day)


@st.composite
def files(draw: st.DrawFn) -> CaseFacts:
    stays = [
        HousedSpan(f"s{number}", draw(DAYS), draw(st.one_of(st.none(), DAYS)))
        for number in range(draw(st.integers(0, 2)))
    ]
    papers = [ExpiringPaper(f"f{number}", "", draw(DAYS)) for number in range(draw(st.integers(0, 1)))]
    return CaseFacts(
        opened_on=draw(DAYS),
        birth=draw(births()),
        age_status=draw(st.sampled_from(["", "declared", "doubted", "decided_adult"])),
        tracks=TRACKS,
        documents=draw(documents()),
        events=draw(events()),
        requests=draw(requests()),
        stays=tuple(stays),
        papers=tuple(papers),
    )


@settings(max_examples=600, deadline=None)
@given(files())
def test_the_same_deadlines_are_found_twice(facts: CaseFacts) -> None:
    found = {item.key: item for item in deadlines_of(facts, law.rules())}
    wanted = expected(facts)
    assert sorted(found) == sorted(wanted)
    for key, facts_of_it in wanted.items():
        seen = {name: getattr(found[key], name) for name in facts_of_it}
        assert (key, seen) == (key, facts_of_it)


@settings(max_examples=100, deadline=None)
@given(files())
def test_they_come_in_order_and_none_twice(facts: CaseFacts) -> None:
    found = deadlines_of(facts, law.rules())
    assert [(item.due, item.key) for item in found] == sorted((item.due, item.key) for item in found)
    assert len({item.key for item in found}) == len(found)
    assert all(item.start < reminder <= item.due for item in found for reminder in item.reminders)

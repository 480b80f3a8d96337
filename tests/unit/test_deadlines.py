"""Each rule of docs/deadlines.md on days worked out by hand: month ends, leap years, clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from desktop.domain import law
from desktop.domain.calendar_terms import days_after, months_after
from desktop.domain.clients import BirthDate
from desktop.domain.deadlines import (
    CaseFacts,
    Deadline,
    ExpiringPaper,
    HousedSpan,
    Urgency,
    comes_of_age,
    deadlines_of,
    paper_end,
    succeeds,
)
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

RULES = law.rules()
OPENED = date(2024, 1, 1)
TRACK = Track("t", "c", TrackDraft(TrackKind.TRAFFICKING, OPENED))


def day(text: str) -> date:
    return date.fromisoformat(text)


def paper(kind: str, issued: str = "", ends: str = "", /, id_: str = "p", **more: str) -> ResidenceDocument:
    draft = ResidenceDocumentDraft(kind, day(issued) if issued else None, day(ends) if ends else None, **more)
    return ResidenceDocument(id_, "c", "", draft)


def event(
    kind: str, happened: str, /, id_: str = "e", at: str = "", track_id: str = "", **details: str
) -> ProcedureEvent:
    return ProcedureEvent(id_, "c", ProcedureEventDraft(kind, day(happened), at, track_id, details))


def request(kind: str, /, id_: str = "r", cancelled: bool = False, **steps: str) -> Request:
    done = {RequestStep(name): day(text) for name, text in steps.items()}
    return Request(id_, "c", RequestDraft(kind), done, cancelled)


def found(*records: object, **facts: object) -> dict[str, Deadline]:
    """The deadlines of a file with these records, by key."""
    case = CaseFacts(
        OPENED,
        documents=tuple(item for item in records if isinstance(item, ResidenceDocument)),
        events=tuple(item for item in records if isinstance(item, ProcedureEvent)),
        requests=tuple(item for item in records if isinstance(item, Request)),
        stays=tuple(item for item in records if isinstance(item, HousedSpan)),
        papers=tuple(item for item in records if isinstance(item, ExpiringPaper)),
    )
    deadlines = deadlines_of(replace(case, **facts), RULES)  # type: ignore[arg-type]
    assert list(deadlines) == sorted(deadlines, key=lambda item: (item.due, item.key))
    return {item.key: item for item in deadlines}


EXTENDED = [paper("ai", "2024-01-31", id_="a"), paper("ai", "2024-04-29", extends="a")]
DUE = [  # the records, the key, its day
    ([paper("annex15", "2024-01-17")], "D1:p", "2024-03-02"),  # a leap February
    ([paper("annex15", "2023-01-17")], "D1:p", "2023-03-03"),
    ([paper("annex15", "2024-12-01", role="reflection")], "D1:p", "2025-01-15"),
    ([paper("ai", "2023-11-30")], "D2:p", "2024-02-29"),
    ([paper("ai", "2022-11-30")], "D2:p", "2023-02-28"),
    ([paper("ai", "2024-05-31")], "D2:p", "2024-08-31"),
    ([paper("ai", "2024-03-31", "2024-06-28")], "D2:p", "2024-06-28"),  # the printed day rules
    (EXTENDED, "D3:p", "2024-07-30"),
    ([paper("ai", "2024-02-29", "2024-05-31", id_="a"), paper("ai", "2024-05-30", extends="a")], "D3:p", "2024-08-31"),
    ([paper("ai", "2024-04-30", extends="gone")], "D3:p", "2024-07-30"),
    ([paper("a_card", "2024-08-31")], "D4:p", "2025-02-28"),
    ([paper("a_card", "2023-08-31")], "D4:p", "2024-02-29"),
    ([paper("a_card", "2024-08-31")], "D5:p", "2025-01-29"),
    ([paper("b_card", "2024-08-31", "2029-08-31")], "D6:p", "2029-08-31"),
    ([paper("annex15", "2024-08-31", "2024-10-15", role="bridge_renewal")], "D6:p", "2024-10-15"),
    ([paper("annex15", "2024-08-31", "2024-10-15", role="awaiting_card")], "D6:p", "2024-10-15"),
    # What an event met is over, but the paper still ends.
    ([paper("annex15", "2024-01-17"), event("statement_or_complaint", "2024-02-01")], "D6:p", "2024-03-02"),
    ([paper("ai", "2024-01-31"), event("prosecutor_answer", "2024-03-01")], "D6:p", "2024-04-30"),
    ([*EXTENDED, event("prosecutor_answer", "2024-05-10")], "D6:p", "2024-07-30"),
    ([paper("passport", "", "2027-02-28")], "D6:p", "2027-02-28"),
    ([paper("ai", "2024-05-31", holder="child")], "D6:p", "2024-08-31"),
    ([paper("immatriculation_certificate", "", "2024-08-31")], "D6:p", "2024-08-31"),  # a kind nobody knows
    ([ExpiringPaper("x", "Health card", day("2024-09-01"))], "D6:x", "2024-09-01"),
    ([paper("uam_doc", "2024-08-31")], "D6:p", "2025-02-28"),
    ([paper("uam_doc", "2024-08-31")], "D8:p", "2025-01-28"),
    ([paper("uam_permit", "2024-02-29")], "D6:p", "2025-02-28"),
    ([paper("uam_permit", "2024-02-29", "2025-03-31")], "D8:p", "2025-02-28"),
    ([paper("uam_permit", "2024-02-29")], "D9:p", "2027-02-28"),
    ([event("dvz_refusal", "2024-01-31")], "D10:e", "2024-03-01"),
    ([event("order_to_leave", "2024-01-31", urgent="10")], "D10u:e", "2024-02-10"),
    ([event("stay_ended_by_dvz", "2024-02-25", urgent="5")], "D10u:e", "2024-03-01"),
    ([event("conviction_first_instance", "2024-02-20")], "D11:e", "2024-03-05"),
    ([event("requisitions_with_thb_charge", "2024-02-20")], "D11:e", "2024-03-05"),
    ([event("access_request_received", "2024-01-31")], "D12:e", "2024-02-29"),
    ([event("access_request_received", "2023-01-31")], "D12:e", "2023-02-28"),
    ([event("data_breach_noticed", "2024-03-04", at="14:30")], "D13:e", "2024-03-07"),
    ([event("data_breach_noticed", "2024-03-04")], "D13:e", "2024-03-07"),
    ([HousedSpan("s", day("2023-11-30"))], "D14:s:3", "2024-02-29"),
    ([HousedSpan("s", day("2023-11-30")), event("stay_review", "2024-01-30")], "D14:s:6", "2024-05-30"),
    ([HousedSpan("s", day("2023-11-30")), event("stay_review", "2024-01-29")], "D14:s:3", "2024-02-29"),
    ([HousedSpan("s", day("2023-11-30")), event("stay_review", "2024-05-30")], "D14:s:9", "2024-08-30"),
    ([event("final_judgment", "2024-02-29")], "D15:e", "2027-02-28"),
    ([event("acquittal_first_instance", "2024-01-31")], "D16:e", "2024-03-01"),
    ([event("judgment_by_default", "2024-02-20")], "D17:e", "2024-03-06"),
    ([event("appeal_judgment", "2024-02-20")], "D17:e", "2024-03-06"),
    ([event("departure_term", "2024-02-20", until="2024-03-21")], "D18:e", "2024-03-21"),
    ([paper("otl", "2024-02-20", "2024-03-21")], "D18:p", "2024-03-21"),
    ([paper("otl45", "", "2024-03-21")], "D18:p", "2024-03-21"),
    ([request("ai", sent="2024-02-01"), paper("annex15", "2024-01-20")], "D19:r", "2024-02-15"),
    ([request("ai", sent="2024-02-20"), paper("annex15", "2024-01-20")], "D19:r", "2024-02-27"),  # 7 days before
    ([request("ai", sent="2024-03-01"), paper("annex15", "2024-01-20")], "D19:r", "2024-03-02"),  # at least tomorrow
    ([request("ai", sent="2024-02-01", summoned="2024-02-10"), paper("annex15", "2024-01-20")], "D19:r", "2024-02-24"),
]  # fmt: skip


@pytest.mark.parametrize(("records", "key", "due"), DUE)
def test_the_day_of_each_rule(records: list[object], key: str, due: str) -> None:
    assert found(*records)[key].due == day(due)


MET = [  # the deadline, the records it comes from, and what meets it
    (
        "D6:p",
        [paper("annex15", "2024-01-17"), event("statement_or_complaint", "2024-02-01")],
        [paper("ai", "2024-02-20", id_="q")],
    ),
    ("D1:p", [paper("annex15", "2024-01-17")], [event("statement_or_complaint", "2024-03-02")]),
    ("D1:p", [paper("annex15", "2024-01-17")], [event("statement_or_complaint", "2023-12-01")]),
    ("D1:p", [paper("annex15", "2024-01-17")], [paper("ai", "2024-01-17", id_="q")]),
    ("D2:p", [paper("ai", "2024-01-17")], [event("prosecutor_answer", "2024-01-17")]),
    ("D2:p", [paper("ai", "2024-01-17")], [paper("a_card", "2024-04-01", id_="q")]),
    ("D3:p", [paper("ai", "2024-04-17", extends="a")], [event("prosecutor_answer", "2024-04-17")]),
    ("D4:p", [paper("a_card", "2024-01-17")], [paper("a_card", "2024-07-10", id_="q")]),
    ("D5:p", [paper("a_card", "2024-01-17")], [request("a_renewal", sent="2024-01-17")]),
    ("D5:p", [paper("a_card", "2024-01-17")], [request("unlimited", sent="2024-06-17")]),
    ("D6:p", [paper("ip_doc", "2024-01-17", "2024-07-01")], [paper("ip_doc", "2024-06-17", "2024-12-01", id_="q")]),
    ("D6:p", [paper("passport", "", "2024-07-01")], [paper("passport", "", "2034-07-01", id_="q")]),
    ("D8:p", [paper("uam_doc", "2024-01-17")], [event("uam_evidence_filed", "2024-01-17")]),
    ("D9:p", [paper("uam_permit", "2024-01-17")], [paper("b_card", "2023-01-17", id_="q")]),
    ("D9:p", [paper("uam_permit", "2024-01-17")], [event("unlimited_requested", "2024-01-17")]),
    ("D10:e", [event("dvz_refusal", "2024-01-31")], [event("cce_appeal", "2024-01-31", id_="f")]),
    ("D10u:e", [event("dvz_refusal", "2024-01-31", urgent="5")], [event("cce_appeal", "2024-01-31", id_="f")]),
    ("D11:e", [event("conviction_first_instance", "2024-02-20")], [event("unlimited_requested", "2023-01-01")]),
    ("D11:e", [event("conviction_first_instance", "2024-02-20")], [request("unlimited", sent="2024-01-01")]),
    ("D11:e", [event("conviction_first_instance", "2024-02-20")], [paper("b_card", "2024-01-01")]),
    ("D12:e", [event("access_request_received", "2024-01-31")], [event("access_request_answered", "2024-02-01")]),
    ("D13:e", [event("data_breach_noticed", "2024-01-31")], [event("data_breach_reported", "2024-01-31", id_="f")]),
    ("D14:s:9", [HousedSpan("s", day("2023-11-30"))], [event("stay_review", "2024-07-31", id_="f")]),
    ("D15:e", [event("final_judgment", "2024-01-31")], [event("compensation_requested", "2024-01-31", id_="f")]),
    ("D16:e", [event("acquittal_first_instance", "2024-01-31")], [event("final_judgment", "2024-02-01", id_="f")]),
    ("D17:e", [event("judgment_by_default", "2024-01-31")], [event("opposition", "2024-02-01", id_="f")]),
    ("D17:e", [event("appeal_judgment", "2024-01-31")], [event("cassation", "2024-02-01", id_="f")]),
    ("D18:e", [event("departure_term", "2024-01-31", until="2024-03-01")], [event("left_country", "2024-01-31")]),
    ("D18:p", [paper("otl", "2024-01-31", "2024-03-01")], [paper("a_card", "2024-02-01", id_="q")]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "records", "met_by"), MET)
def test_what_meets_a_deadline_takes_it_away_and_when_withdrawn_brings_it_back(
    key: str, records: list[object], met_by: list[object]
) -> None:
    before = set(found(*records))
    assert key in before or key == "D14:s:9"
    assert key not in found(*records, *met_by)
    assert set(found(*records, *map(_undone, met_by))) == before


def _undone(record: object) -> object:
    if isinstance(record, Request):
        return replace(record, cancelled=True)
    return replace(record, withdrawn=True)  # type: ignore[type-var]


UNMET = [  # what comes too early, too late, of another kind or for another person
    ("D1:p", [paper("annex15", "2024-01-17"), event("statement_or_complaint", "2024-03-03")]),
    ("D1:p", [paper("annex15", "2024-01-17"), paper("ai", "2024-01-16", "2024-02-01", id_="q")]),
    ("D1:p", [paper("annex15", "2024-01-17"), paper("ai", "2024-02-16", id_="q", holder="child")]),
    ("D2:p", [paper("ai", "2024-01-17"), event("prosecutor_answer", "2024-01-16")]),
    ("D2:p", [paper("ai", "2024-01-17"), paper("passport", "2024-02-17", "2034-01-01", id_="q")]),
    ("D2:p", [paper("ai", "2024-01-17"), paper("otl", "2024-02-17", "2034-01-01", id_="q")]),
    ("D2:p", [paper("ai", "2024-01-17"), paper("annex15", "2024-02-17", "2024-03-01", id_="q", role="bridge_renewal")]),
    ("D5:p", [paper("a_card", "2024-01-17"), request("a_renewal", sent="2024-01-16")]),
    ("D5:p", [paper("a_card", "2024-01-17"), request("a_renewal")]),
    ("D6:p", [paper("passport", "", "2024-07-01"), paper("laissez_passer", "", "2034-07-01", id_="q")]),
    ("D6:p", [paper("passport", "", "2024-07-01"), paper("passport", "", "2034-07-01", id_="q", holder="child")]),
    ("D9:p", [paper("uam_permit", "2024-01-17"), event("unlimited_requested", "2024-01-16")]),
    ("D10:e", [event("dvz_refusal", "2024-01-31"), event("cce_appeal", "2024-01-30", id_="f")]),
    ("D18:p", [paper("otl", "2024-01-31", "2024-03-01"), paper("a_card", "2024-01-31", id_="q")]),
    ("D18:p", [paper("otl", "2024-01-31", "2024-03-01"), paper("a_card", "2024-02-01", id_="q", holder="child")]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "records"), UNMET)
def test_what_does_not_meet_a_deadline(key: str, records: list[object]) -> None:
    assert key in found(*records)


NONE = [
    [paper("annex15")],
    [paper("ai")],
    [paper("eu_doc", "2024-01-01")],
    [
        paper("annex15", "2024-01-01", role="bridge_renewal")
    ],  # no default: the same form bridges for as long as it says
    [paper("otl", "2024-01-01")],
    [paper("otl", "2024-01-01", "2024-02-01", holder="child")],
    [event("departure_term", "2024-01-01")],
    [event("departure_term", "2024-01-01", until="soon")],
    [event("intake", "2024-01-01")],
    [request("ai", sent="2024-01-01")],  # nothing ends
    [request("ai", sent="2024-03-10"), paper("passport", "2020-01-01", holder="child")],
    [request("ai"), paper("b_card", "2024-01-20")],
    [HousedSpan("s", day("2023-11-30"), day("2024-01-30"))],
]


@pytest.mark.parametrize("records", NONE)
def test_where_there_is_no_deadline(records: list[object]) -> None:
    assert found(*records) == {}


@pytest.mark.parametrize(
    "ended",
    [
        request("ai", sent="2024-02-01", collected="2024-02-02"),
        request("ai", sent="2024-02-01", refused="2024-02-02"),
        request("ai", cancelled=True, sent="2024-02-01"),
    ],
)
def test_a_request_that_ended_asks_no_more(ended: Request) -> None:
    annex = paper("annex15", "2024-01-20")
    assert set(found(ended, annex)) == set(found(annex)) == {"D1:p"}


# Printed days


def test_the_printed_day_rules_and_the_computed_one_checks() -> None:
    ends = found(paper("a_card", "2024-08-31", "2025-03-15"))["D4:p"]
    assert (ends.due, ends.computed, ends.printed, ends.differs) == (
        day("2025-03-15"),
        day("2025-02-28"),
        True,
        True,
    )
    same = found(paper("a_card", "2024-08-31", "2025-02-28"))["D4:p"]
    assert (same.printed, same.differs) == (True, False)
    unprinted = found(paper("a_card", "2024-08-31"))["D4:p"]
    assert (unprinted.printed, unprinted.differs, unprinted.computed) == (False, False, unprinted.due)


def test_without_an_issue_the_file_was_opened_and_nothing_is_computed() -> None:
    ends = found(paper("ai", "", "2024-05-15"))["D2:p"]
    assert (ends.due, ends.start, ends.computed) == (day("2024-05-15"), OPENED, None)
    assert "D2:p" not in found(paper("ai", "", "2024-05-15"), event("prosecutor_answer", "2024-01-01"))
    assert "D2:p" in found(paper("ai", "", "2024-05-15"), event("prosecutor_answer", "2023-12-31"))


def test_an_extension_counts_from_the_printed_end_of_what_it_extends_not_from_its_own_issue() -> None:
    first, second = (
        paper("ai", "2024-01-10", "2024-04-08", id_="a"),
        paper("ai", "2024-04-02", "2024-07-08", extends="a"),
    )
    ends = found(first, second)["D3:p"]
    assert (ends.due, ends.computed, ends.differs) == (day("2024-07-08"), day("2024-07-08"), False)


# Tracks


@pytest.mark.parametrize(
    ("record", "stays"),
    [
        (paper("ai", "2024-01-17", track_id="t"), False),
        (paper("uam_permit", "2024-01-17", track_id="t"), False),
        (paper("ip_doc", "2024-01-17", "2025-01-01", track_id="t"), False),
        (paper("passport", "2024-01-17", "2025-01-01", track_id="t"), True),
        (paper("ai", "2024-01-17"), True),
        (paper("otl", "2024-01-17", "2024-02-17", track_id="t"), True),
        (event("requisitions_with_thb_charge", "2024-01-17", track_id="t"), False),
        (event("dvz_refusal", "2024-01-17", track_id="t"), True),
        (event("final_judgment", "2024-01-17", track_id="t"), True),
        (event("departure_term", "2024-01-17", track_id="t", until="2024-03-01"), True),
    ],
)
def test_a_track_that_ended_closes_what_began_on_it(record: object, stays: bool) -> None:
    ended = replace(TRACK, end=TrackEnd(day("2024-02-01"), "public_order"))
    assert found(record, tracks=(TRACK,))
    assert bool(found(record, tracks=(ended,))) is stays


# Coming of age


@pytest.mark.parametrize(
    ("birth", "due"),
    [
        (BirthDate(2008, 5, 17), "2026-05-17"),
        (BirthDate(2008, 2, 29), "2026-03-01"),
        (BirthDate(2008, 2), "2026-02-01"),
        (BirthDate(2008), "2026-07-01"),
        (BirthDate(2008, about=True), "2026-07-01"),
    ],
)
def test_coming_of_age(birth: BirthDate, due: str) -> None:
    grown = found(birth=birth)["D7:birth"]
    assert (grown.due, grown.start, grown.subject) == (day(due), OPENED, "")
    assert grown.attention == grown.reminders[0] == months_after(day(due), -6)
    assert birth.age_on(grown.due) == 18
    assert birth.age_on(grown.due - timedelta(days=1)) == 17
    assert not found(event("turned_18", "2024-01-01"), birth=birth)
    assert not found(birth=birth, age_status="decided_adult")
    assert found(birth=birth, age_status="doubted")


def test_born_on_the_29th_of_february_and_18_in_a_leap_year() -> None:
    assert comes_of_age(BirthDate(2012, 2, 29)) == day("2030-03-01")
    assert comes_of_age(BirthDate(2010, 2, 28)) == day("2028-02-28")
    assert comes_of_age(BirthDate(1986, 2, 28)) == day("2004-02-28")


def test_who_was_18_when_the_file_was_opened_is_no_minor() -> None:
    assert not found(birth=BirthDate(2006, 1, 1))
    assert found(birth=BirthDate(2006, 1, 2))
    assert not found(birth=BirthDate(1970))


# Hours and clocks


@pytest.mark.parametrize(
    ("noticed", "at", "moment", "due"),
    [
        ("2024-03-04", "14:30", "2024-03-07T13:30", "2024-03-07"),
        (
            "2024-03-29",
            "12:00",
            "2024-04-01T11:00",
            "2024-04-01",
        ),  # the clocks went forward: 13:00 in Brussels
        ("2024-10-25", "12:00", "2024-10-28T10:00", "2024-10-28"),  # and back: 11:00
        ("2024-10-25", "00:30", "2024-10-27T22:30", "2024-10-27"),  # 23:30 of the day before
        ("2024-03-28", "23:30", "2024-03-31T22:30", "2024-04-01"),
        ("2024-03-31", "02:30", "2024-04-03T01:30", "2024-04-03"),  # a time the clocks jumped over
        ("2024-03-04", "", "2024-03-06T23:00", "2024-03-07"),
        ("2024-03-04", "half past", "2024-03-06T23:00", "2024-03-07"),
    ],
)
def test_seventy_two_hours_pass_whatever_the_clocks_do(noticed: str, at: str, moment: str, due: str) -> None:
    breach = found(event("data_breach_noticed", noticed, at=at))["D13:e"]
    assert breach.due_at == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert breach.due == day(due)
    assert breach.attention == breach.start == day(noticed)


# Attention, reminders, urgency


def test_attention_begins_with_the_longest_reminder_but_never_before_the_start() -> None:
    card = found(paper("a_card", "2024-01-17"))
    assert card["D4:p"].attention == day("2024-06-02")
    assert [(card["D4:p"].due - item).days for item in card["D4:p"].reminders] == [45, 30, 14, 7]
    assert (card["D5:p"].attention, card["D5:p"].reminders) == (day("2024-06-02"), ())
    annex = found(paper("annex15", "2024-01-17"))["D1:p"]
    assert (annex.attention, len(annex.reminders)) == (
        day("2024-01-17"),
        3,
    )  # the 45th day before is the start itself
    late = found(paper("ip_doc", "2024-01-17", "2024-01-20"))["D6:p"]
    assert (late.attention, late.reminders) == (day("2024-01-17"), ())
    refused = found(event("dvz_refusal", "2024-01-31"))["D10:e"]
    assert (refused.attention, len(refused.reminders)) == (day("2024-01-31"), 2)
    silent = found(request("ai", sent="2024-02-01"), paper("annex15", "2024-01-20"))["D19:r"]
    assert (silent.attention, silent.reminders) == (silent.due, ())


def test_a_centre_sets_its_own_reminders() -> None:
    rules = {key: replace(rule, reminders=(60, 3)) if rule.reminders else rule for key, rule in RULES.items()}
    facts = CaseFacts(OPENED, documents=(paper("a_card", "2024-01-17"),))
    ends = {item.key: item for item in deadlines_of(facts, rules)}
    assert ends["D4:p"].reminders == (day("2024-05-18"), day("2024-07-14"))
    assert (ends["D5:p"].attention, ends["D5:p"].reminders) == (day("2024-06-02"), ())


@pytest.mark.parametrize(
    ("today", "urgency"),
    [
        ("2024-06-01", Urgency.COMING), ("2024-06-02", Urgency.SOON), ("2024-07-16", Urgency.SOON),
        ("2024-07-17", Urgency.NOW), ("2024-07-18", Urgency.OVERDUE),
    ],
)  # fmt: skip
def test_how_a_deadline_stands_on_a_day(today: str, urgency: Urgency) -> None:
    assert found(paper("a_card", "2024-01-17"))["D4:p"].urgency_on(day(today)) is urgency


# Ends and succession


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        (paper("a_card", "2024-02-01"), paper("ai", "2024-01-01"), True),
        (paper("a_card", "2024-01-01"), paper("ai", "2024-01-01"), True),  # the same day, ending later
        (paper("ai", "2024-01-01"), paper("ai", "2024-01-01"), False),
        (paper("b_card", "2024-01-01"), paper("b_card", "2024-01-01"), False),
        (paper("b_card", "2024-01-02"), paper("b_card", "2024-01-01"), True),  # neither ends
        (paper("b_card", "2024-01-01"), paper("a_card", "2024-01-01"), True),
        (paper("a_card", "2024-02-01"), paper("b_card", "2024-01-01"), False),  # unlimited is not outlived
        (paper("a_card", "2024-02-01", "2024-03-01"), paper("ai", "2024-01-01"), False),
        (paper("a_card", "", "2034-01-01"), paper("ai", "2024-01-01"), False),
        (paper("a_card", "2024-02-01"), paper("ai", "", "2024-01-01"), False),
        (paper("a_card", "2024-02-01"), paper("ai", "2024-01-01", holder="child"), False),
        (paper("passport", "2024-02-01", "2034-01-01"), paper("ai", "2024-01-01"), False),
        (paper("annex38", "2024-02-01", "2034-01-01"), paper("ai", "2024-01-01"), False),
        (paper("none_be", "2024-02-01"), paper("ai", "2024-01-01"), False),
    ],
)
def test_which_document_takes_the_place_of_which(
    later: ResidenceDocument, earlier: ResidenceDocument, expected: bool
) -> None:
    assert succeeds(later, earlier, RULES) is expected


def test_which_documents_have_an_end_of_their_own() -> None:
    issued = day("2024-01-31")
    ends = {
        kind: paper_end(paper(kind, "2024-01-31"), RULES) for kind in ("annex15", "ai", "a_card", "uam_doc")
    }
    assert ends == {
        "annex15": issued + timedelta(days=45),
        "ai": day("2024-04-30"),
        "a_card": day("2024-07-31"),
        "uam_doc": day("2024-07-31"),
    }
    assert paper_end(paper("uam_permit", "2024-02-29"), RULES) == day("2025-02-28")
    assert paper_end(paper("b_card", "2024-01-31"), RULES) is None
    assert paper_end(paper("ai"), RULES) is None


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(DAYS, st.integers(-30_000, 30_000))
def test_months_are_calendar_months_and_never_leave_the_calendar(start: date, months: int) -> None:
    ends = months_after(start, months)
    if date.min < ends < date.max:
        assert (ends.year - start.year) * 12 + ends.month - start.month == months
        assert ends.day == start.day or (ends.day < start.day and (ends + timedelta(days=1)).day == 1)
    assert date.min <= days_after(start, months * 1000) <= date.max


@given(
    st.lists(
        st.tuples(st.sampled_from(["annex15", "ai", "a_card", "uam_permit", "otl"]), DAYS, DAYS), max_size=3
    ),
    st.lists(
        st.tuples(st.sampled_from(["final_judgment", "data_breach_noticed", "dvz_refusal"]), DAYS), max_size=3
    ),
    st.integers(1, 9999),
)
def test_no_date_however_far_breaks_the_list(
    papers: list[tuple[str, date, date]], events: list[tuple[str, date]], year: int
) -> None:
    documents = tuple(
        ResidenceDocument(str(number), "c", "", ResidenceDocumentDraft(kind, issued, ends))
        for number, (kind, issued, ends) in enumerate(papers)
    )
    happened = tuple(
        ProcedureEvent(f"e{number}", "c", ProcedureEventDraft(kind, when))
        for number, (kind, when) in enumerate(events)
    )
    facts = CaseFacts(OPENED, BirthDate(year), documents=documents, events=happened)
    for item in deadlines_of(facts, RULES):
        assert item.attention >= item.start
        assert all(item.start < reminder <= item.due for reminder in item.reminders)

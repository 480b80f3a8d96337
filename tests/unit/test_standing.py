"""Where a person stands: every track from referral to unlimited stay, dismissal and reopening, coming of age."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from desktop.domain import law
from desktop.domain.case_facts import CaseFacts
from desktop.domain.clients import BirthDate
from desktop.domain.procedure import (
    Phase,
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
from desktop.domain.standing import Standing, StepState, is_minor, standing, standings

LAW = law.current()
BEGUN = date(2026, 1, 5)
ON = date(2026, 11, 2)
DONE, CURRENT, AHEAD = StepState.DONE, StepState.CURRENT, StepState.AHEAD


class File:
    """A file under way; each word of the story takes it thirty days further."""

    def __init__(self, kind: TrackKind = TrackKind.TRAFFICKING, *, birth: BirthDate | None = None) -> None:
        self.track = Track("t", "c", TrackDraft(kind, BEGUN))
        self.facts = CaseFacts(BEGUN, birth, tracks=(self.track,))
        self.day = BEGUN

    def paper(self, kind: str, **more: str) -> File:
        self.day += timedelta(days=30)
        draft = ResidenceDocumentDraft(kind, self.day, **{"track_id": "t", **more})  # type: ignore[arg-type]
        made = ResidenceDocument(f"p{len(self.facts.documents)}", "c", "", draft)
        self.facts = replace(self.facts, documents=(*self.facts.documents, made))
        return self

    def event(self, *kinds: str) -> File:
        for kind in kinds:
            self.day += timedelta(days=30)
            made = ProcedureEvent(
                f"e{len(self.facts.events)}", "c", ProcedureEventDraft(kind, self.day, track_id="t")
            )
            self.facts = replace(self.facts, events=(*self.facts.events, made))
        return self

    def ask(self, kind: str) -> File:
        made = Request(f"r{kind}", "c", RequestDraft(kind, "t"), {RequestStep.SENT: self.day})
        self.facts = replace(self.facts, requests=(*self.facts.requests, made))
        return self

    def end(self) -> File:
        self.track = replace(self.track, end=TrackEnd(self.day, "public_order"))
        self.facts = replace(self.facts, tracks=(self.track,))
        return self

    def stands(self, *, on: date = ON) -> Standing:
        return standing(self.track, self.facts, LAW, on=on)

    def next(self, *, on: date = ON) -> list[str]:
        return [step.code for step in self.stands(on=on).next_steps]

    def picture(self) -> list[tuple[str, str]]:
        return [(step.phase.value, step.state.value) for step in self.stands().steps]


def test_the_whole_way_of_the_victim_status() -> None:
    file = File()
    assert (file.stands().phase, file.stands().since) == (Phase.DETECTION, BEGUN)
    assert file.next() == ["give_information", "sign_agreement", "request_annex15"]
    file.event("info_given_in_language", "support_agreement_signed").ask("annex15")
    assert file.next() == ["await_annex15"]
    file.paper("annex15")
    assert (file.stands().phase, file.next()) == (Phase.REFLECTION, ["make_statement", "await_annex15"][:1])
    file.event("statement_or_complaint")
    assert file.next() == ["request_ai"]
    file.ask("ai")
    assert file.next() == ["await_ai"]
    file.paper("ai")
    assert file.stands().phase is Phase.PROVISIONAL
    assert file.next() == ["answer_questions", "prove_identity", "request_extension"]
    file.event("prosecutor_answer", "identity_document_presented").ask("ai_extension")
    assert file.next() == ["await_extension"]
    file.paper("ai", extends="p1")
    assert file.next() == ["answer_questions", "request_a_card", "await_extension"]
    file.ask("a_card").paper("a_card")
    assert file.stands().phase is Phase.TEMPORARY
    assert file.next() == ["request_renewal", "declare_civil_party"]
    file.paper("a_card").event("civil_party_declared", "requisitions_with_thb_charge")
    assert file.next() == ["request_unlimited", "request_renewal"]
    file.ask("unlimited")
    assert file.next() == ["await_unlimited"]
    file.paper("b_card").event("final_judgment")
    assert (file.stands().phase, file.next()) == (Phase.UNLIMITED, ["renew_b_card", "ask_compensation"])
    assert [state for _phase, state in file.picture()] == ["done", "done", "done", "done", "current"]


def test_the_picture_has_the_days_on_which_one_phase_gave_way_to_the_next() -> None:
    steps = File().paper("annex15").paper("ai").paper("ai", extends="p1").stands().steps
    days = [BEGUN + timedelta(days=30 * number) for number in range(3)]
    assert [(step.state, step.since, step.until) for step in steps] == [
        (DONE, days[0], days[1]), (DONE, days[1], days[2]), (CURRENT, days[2], None), (AHEAD, None, None),
        (AHEAD, None, None),
    ]  # fmt: skip


def test_a_short_cut_is_skipped_and_a_bridge_changes_nothing() -> None:
    file = File().event("statement_or_complaint")
    assert "request_ai_at_once" in file.next()
    assert "request_annex15" not in file.next()
    file.paper("ai").paper("annex15", role="bridge_renewal")
    assert [state for _phase, state in file.picture()] == ["done", "skipped", "current", "ahead", "ahead"]
    assert file.stands().document == file.facts.documents[-1]  # the bridge is what the person holds


def test_a_bridge_forgets_neither_the_answer_nor_the_extension() -> None:
    file = (
        File().paper("ai").paper("ai", extends="p0").event("prosecutor_answer", "identity_document_presented")
    )
    assert file.next() == ["request_a_card"]
    file.paper("annex15", role="awaiting_card", expires_on=date(2026, 12, 1))  # type: ignore[arg-type]
    assert file.next() == ["request_a_card"]
    assert file.stands().next_steps[0].due == date(2026, 12, 1)


def test_a_phase_is_known_from_its_event_too() -> None:
    file = File().event("annex15_issued", "ai_issued")
    assert (file.stands().phase, file.stands().document) == (Phase.PROVISIONAL, None)


def test_what_is_due_next_says_by_when() -> None:
    due = {step.code: step.due for step in File().paper("annex15").stands().next_steps}
    issued = BEGUN + timedelta(days=30)
    assert due == {"make_statement": issued + timedelta(days=45), "sign_agreement": None}
    card = File().paper("a_card", expires_on=date(2026, 8, 1))  # type: ignore[arg-type]
    assert {step.code: step.due for step in card.stands().next_steps}["request_renewal"] == date(2026, 7, 2)


# Dismissal, reopening, end


def test_a_dismissal_ends_a_step_of_residence_and_nothing_else() -> None:
    file = File().paper("ai").paper("a_card").event("dismissal")
    stands = file.stands()
    assert (stands.phase, stands.dismissed, stands.reopened) == (Phase.TEMPORARY, file.day, None)
    assert file.next() == ["ask_reopening", "other_ways"]
    assert {step.statement for step in stands.next_steps} == {
        "dismissal_is_provisional",
        "other_ways_to_stay",
    }
    file.event("reopened")
    stands = file.stands()
    assert (stands.dismissed, stands.reopened) == (None, file.day)
    assert "request_renewal" in file.next()
    file.event("dismissal")
    assert file.stands().dismissed == file.day
    file.event("dvz_refusal")
    assert file.next() == ["ask_reopening", "other_ways", "appeal_decision"]


def test_after_a_reopening_the_way_begins_where_the_new_document_says() -> None:
    file = File().paper("annex15").paper("ai").paper("a_card").event("dismissal", "reopened").paper("ai")
    assert file.stands().phase is Phase.PROVISIONAL
    assert file.picture()[-2:] == [("temporary", "ahead"), ("unlimited", "ahead")]


def test_an_ended_track_stopped_where_it_was() -> None:
    file = File().paper("annex15").paper("ai").end()
    stands = file.stands()
    assert (stands.phase, stands.since, stands.next_steps) == (Phase.ENDED, file.day, ())
    assert [state for _phase, state in file.picture()] == ["done", "done", "stopped", "ahead", "ahead"]
    assert stands.steps[2].until == file.day


def test_the_leading_track_comes_first_and_ended_ones_last() -> None:
    ended = Track("e", "c", TrackDraft(TrackKind.ASYLUM, date(2026, 6, 1)), TrackEnd(ON, "switched_track"))
    older = Track("o", "c", TrackDraft(TrackKind.MINOR, date(2025, 1, 1), leading=False))
    newer = Track("n", "c", TrackDraft(TrackKind.NONE, date(2026, 7, 1), leading=False))
    leading = Track("l", "c", TrackDraft(TrackKind.TRAFFICKING, date(2024, 1, 1)))
    found = standings(CaseFacts(BEGUN, tracks=(ended, older, newer, leading)), LAW, on=ON)
    assert [item.track.id for item in found] == ["l", "n", "o", "e"]


def test_a_document_without_a_track_counts_where_its_kind_belongs() -> None:
    file = File().paper("a_card", track_id="").paper("ip_doc", track_id="")
    assert (file.stands().phase, file.stands().document) == (Phase.TEMPORARY, file.facts.documents[0])
    other = File().paper("a_card", track_id="another")
    assert (other.stands().phase, other.stands().document) == (Phase.DETECTION, None)
    child = File().paper("a_card", holder="child")
    assert (child.stands().phase, child.stands().document) == (Phase.DETECTION, None)


# Minors


def test_the_way_of_the_unaccompanied_minor() -> None:
    file = File(TrackKind.MINOR, birth=BirthDate(2010, 3, 3))
    assert file.next() == ["ask_guardian", "apply_uam", "prepare_majority"]
    file.event("guardian_appointed").ask("uam_document")
    assert file.next() == ["await_uam", "prepare_majority"]
    file.paper("uam_doc")
    assert (file.stands().phase, file.next()) == (Phase.MINOR_DOCUMENT, ["file_evidence", "prepare_majority"])
    file.event("uam_evidence_filed").paper("uam_permit")
    assert file.stands().phase is Phase.MINOR_PERMIT
    assert file.next() == ["file_evidence", "request_unlimited_uam", "prepare_majority"]
    file.event("uam_evidence_filed").ask("unlimited").paper("b_card")
    assert (file.stands().phase, file.next()) == (Phase.UNLIMITED, ["renew_b_card", "prepare_majority"])


def test_a_minor_on_the_victim_track_gets_the_certificate_at_once() -> None:
    file = File(birth=BirthDate(2010, 3, 3))
    assert "request_ai_for_minor" in file.next()
    assert "request_annex15" not in file.next()
    assert "request_annex15" in file.next(on=date(2028, 3, 3))


def test_the_18th_birthday_is_awaited_until_it_is_recorded() -> None:
    file = File(birth=BirthDate(2010, 3, 3))
    assert file.stands().turns_18 == date(2028, 3, 3)
    assert file.event("turned_18").stands().turns_18 is None
    assert File(birth=BirthDate(2000)).stands().turns_18 is None
    decided = File(birth=BirthDate(2010, 3, 3))
    decided.facts = replace(decided.facts, age_status="decided_adult")
    assert decided.stands().turns_18 is None


@pytest.mark.parametrize(
    ("birth", "status", "minor"),
    [
        (None, "", False),
        (None, "decided_minor", True),
        (BirthDate(2010), "", True),
        (BirthDate(2010), "doubted", True),
        (BirthDate(2010), "decided_adult", False),
        (BirthDate(2008, 11, 2), "declared", False),
        (BirthDate(2008, 11, 3), "declared", True),
        (BirthDate(2000), "decided_minor", False),
    ],
)
def test_who_counts_as_a_minor(birth: BirthDate | None, status: str, minor: bool) -> None:
    assert is_minor(birth, status, ON) is minor


# Tracks without steps of residence


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (TrackKind.EU, "check_own_right"),
        (TrackKind.BELGIAN, "declare_civil_party"),
        (TrackKind.ASYLUM, "follow_asylum"),
        (TrackKind.NONE, "review_track"),
    ],
)
def test_support_is_independent_of_the_residence_procedure(kind: TrackKind, first: str) -> None:
    file = File(kind).event("support_agreement_signed")
    assert (file.stands().phase, file.next()[0]) == (Phase.FOLLOWED, first)
    assert file.picture() == [("followed", "current")]


# Whatever is recorded


RECORDS = st.lists(
    st.one_of(
        st.tuples(
            st.just("paper"), st.sampled_from(["annex15", "ai", "a_card", "b_card", "uam_doc", "passport"])
        ),
        st.tuples(
            st.just("event"),
            st.sampled_from(["dismissal", "reopened", "ai_issued", "b_card_issued", "trial"]),
        ),
        st.tuples(st.just("ask"), st.sampled_from(["ai", "a_card", "unlimited"])),
        st.just(("end", "")),
    ),
    max_size=12,
)


@given(st.sampled_from(TrackKind), RECORDS)
def test_a_track_always_has_one_present_and_every_step_words(
    kind: TrackKind, records: list[tuple[str, str]]
) -> None:
    file = File(kind, birth=BirthDate(2009))
    for what, code in records:
        file.end() if what == "end" else getattr(file, what)(code)
    stands = file.stands()
    here = [step for step in stands.steps if step.state in (StepState.CURRENT, StepState.STOPPED)]
    assert len(here) == 1
    assert stands.phase in (here[0].phase, Phase.ENDED)
    states = [step.state for step in stands.steps]
    assert (
        states == sorted(states, key=["done", "skipped", "current", "stopped", "ahead"].index)
        or "skipped" in states
    )
    for step in stands.next_steps:
        assert step.statement in LAW.statements
        assert step.by in LAW.actors

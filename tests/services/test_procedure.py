"""The procedure of a file: one track leads, what is recorded can be taken back, and the law's conditions are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.domain.clients import ClientDetails
from desktop.domain.procedure import (
    Answer,
    LinkWithPerpetrators,
    Phase,
    ProcedureEventDraft,
    ResidenceDocumentDraft,
    Track,
    TrackDraft,
    TrackEnd,
    TrackKind,
)
from desktop.errors import InvalidField, UserError
from desktop.services import checking, clients, procedure, residence
from desktop.services.session import Session

TODAY = date(2026, 11, 2)
YES = LinkWithPerpetrators(Answer.YES, Answer.YES, Answer.YES)


@pytest.fixture
def client_id(session: Session) -> str:
    return clients.add_client(session, ClientDetails()).id


@pytest.fixture
def track(session: Session, client_id: str) -> Track:
    return procedure.open_track(session, client_id, TrackDraft(TrackKind.TRAFFICKING, date(2026, 3, 1)))


def paper(
    session: Session, track: Track, kind: str, issued: date, *, extends: str = "", override_reason: str = ""
) -> str:
    draft = ResidenceDocumentDraft(
        kind, issued, track_id=track.id, extends=extends, override_reason=override_reason
    )
    return procedure.record_document(session, track.client_id, draft).id


def event(session: Session, track: Track, kind: str, day: date) -> str:
    return procedure.record_event(
        session, track.client_id, ProcedureEventDraft(kind, day, track_id=track.id)
    ).id


# Tracks


def test_one_track_leads_at_a_time(session: Session, client_id: str, track: Track) -> None:
    second = procedure.open_track(session, client_id, TrackDraft(TrackKind.ASYLUM, date(2026, 4, 1)))
    aside = procedure.open_track(
        session, client_id, TrackDraft(TrackKind.MINOR, date(2026, 5, 1), leading=False)
    )

    def leading() -> list[str]:
        return [item.id for item in procedure.read(session, client_id).tracks if item.draft.leading]

    assert leading() == [second.id]
    procedure.set_leading(session, track.id)
    assert leading() == [track.id]
    procedure.change_track(session, aside.id, replace(aside.draft, leading=True, note="guardian asked"))
    assert leading() == [aside.id]
    order = [item.track.id for item in procedure.read(session, client_id).standings]
    assert order == [aside.id, second.id, track.id]


def test_a_track_of_another_file_is_refused(session: Session, track: Track) -> None:
    other = clients.add_client(session, ClientDetails()).id
    for act in (
        lambda: procedure.record_document(
            session, other, ResidenceDocumentDraft("ai", TODAY, track_id=track.id)
        ),
        lambda: procedure.record_event(
            session, other, ProcedureEventDraft("trial", TODAY, track_id=track.id)
        ),
    ):
        with pytest.raises(InvalidField) as refused:
            act()
        assert refused.value.field == "track_id"


@pytest.mark.parametrize("unknown", ["change", "end", "reopen", "lead"])
def test_what_is_not_there_is_said_in_a_sentence(session: Session, unknown: str) -> None:
    acts = {
        "change": lambda: procedure.change_track(session, "x", TrackDraft(TrackKind.EU, TODAY)),
        "end": lambda: procedure.end_track(session, "x", TrackEnd(TODAY, "died")),
        "reopen": lambda: procedure.reopen_track(session, "x", TODAY),
        "lead": lambda: procedure.set_leading(session, "x"),
    }
    with pytest.raises(UserError):
        acts[unknown]()


PHASES = (
    (Phase.DETECTION, (), ()),
    (Phase.REFLECTION, ("annex15",), ("recontact", "public_order", "reflection_expired")),
    (Phase.PROVISIONAL, ("annex15", "ai"), ("recontact", "public_order", "no_longer_victim")),
    (
        Phase.TEMPORARY,
        ("ai", "a_card"),
        ("recontact", "stopped_cooperating", "judicial_end", "public_order", "fraud"),
    ),
    (Phase.UNLIMITED, ("a_card", "b_card"), ()),
)
OTHERS = ("unlimited_granted", "other_status", "returned", "switched_track", "died", "closed_by_centre")


@pytest.mark.parametrize(("phase", "papers", "grounds"), PHASES, ids=[item[0] for item in PHASES])
def test_a_track_ends_on_a_ground_of_its_phase(
    session: Session, track: Track, phase: Phase, papers: tuple[str, ...], grounds: tuple[str, ...]
) -> None:
    for number, kind in enumerate(papers):
        paper(session, track, kind, date(2026, 4, 1) + timedelta(days=40 * number))
    assert procedure.read(session, track.client_id).standings[0].phase is phase
    assert procedure.end_grounds(session, track.id) == (*grounds, *OTHERS)
    wrong = {"recontact", "stopped_cooperating", "judicial_end", "fraud", "no_longer_victim", "made_up"}
    for ground in wrong - set(grounds):
        with pytest.raises(InvalidField) as refused:
            procedure.end_track(session, track.id, TrackEnd(TODAY, ground, YES))
        assert refused.value.field == "ground"
    ground = (*grounds, *OTHERS)[-1 if not grounds else 1]
    ended = procedure.end_track(session, track.id, TrackEnd(TODAY, ground, note="as decided"))
    assert (ended.end, ended.end_phase) == (TrackEnd(TODAY, ground, note="as decided"), phase)
    standing = procedure.read(session, track.client_id).standings[0]
    assert (standing.phase, standing.since, standing.next_steps) == (Phase.ENDED, TODAY, ())
    with pytest.raises(UserError):
        procedure.end_track(session, track.id, TrackEnd(TODAY, ground))


@pytest.mark.parametrize("answer", [Answer.NO, Answer.UNKNOWN, Answer.NOT_ASKED])
@pytest.mark.parametrize("missing", ["active", "voluntary", "own_initiative"])
def test_a_threatened_person_who_was_contacted_has_not_renewed_the_link(
    session: Session, track: Track, missing: str, answer: Answer
) -> None:
    paper(session, track, "ai", date(2026, 9, 1))
    link = replace(YES, **{missing: answer})
    with pytest.raises(InvalidField) as refused:
        procedure.end_track(session, track.id, TrackEnd(TODAY, "recontact", link))
    assert refused.value.field == "link"
    told = TrackEnd(TODAY, "recontact", link, "The Immigration Office decided so; appeal lodged.")
    assert procedure.end_track(session, track.id, told).end == told


def test_all_three_facts_together_end_it(session: Session, track: Track) -> None:
    paper(session, track, "ai", date(2026, 9, 1))
    end = TrackEnd(TODAY, "recontact", YES)
    assert procedure.end_track(session, track.id, end).end == end


def test_an_ended_track_is_taken_up_again_and_says_so(session: Session, track: Track) -> None:
    paper(session, track, "a_card", date(2026, 4, 1))
    procedure.end_track(session, track.id, TrackEnd(date(2026, 9, 1), "judicial_end"))
    assert procedure.read(session, track.client_id).deadlines == ()
    for wrong in (date(2026, 8, 31), TODAY + timedelta(days=1)):
        with pytest.raises(InvalidField) as refused:
            procedure.reopen_track(session, track.id, wrong)
        assert refused.value.field == "on"
    again = procedure.reopen_track(session, track.id, date(2026, 10, 1))
    assert (again.end, again.end_phase) == (None, "")
    file = procedure.read(session, track.client_id)
    assert (file.standings[0].phase, file.standings[0].reopened) == (Phase.TEMPORARY, date(2026, 10, 1))
    assert [view.label for view in file.deadlines] == ["D5", "D4"]
    assert [item.draft.kind for item in file.events] == ["reopened"]
    assert procedure.reopen_track(session, track.id, TODAY) == again  # not ended: nothing to do


def test_dates_of_a_track_are_in_order(session: Session, track: Track) -> None:
    for begins in (date(1899, 1, 1), date(2200, 1, 1)):
        with pytest.raises(InvalidField):
            procedure.open_track(session, track.client_id, TrackDraft(TrackKind.EU, begins))
    with pytest.raises(InvalidField) as refused:
        procedure.end_track(session, track.id, TrackEnd(date(2026, 2, 28), "died"))
    assert refused.value.field == "ends"
    procedure.end_track(session, track.id, TrackEnd(TODAY, "died"))
    with pytest.raises(InvalidField) as refused:
        procedure.change_track(session, track.id, replace(track.draft, begins=TODAY + timedelta(days=1)))
    assert refused.value.field == "begins"


# Documents


def test_the_law_knows_one_extension_and_a_second_takes_a_reason(session: Session, track: Track) -> None:
    first = paper(session, track, "ai", date(2026, 3, 1))
    second = paper(session, track, "ai", date(2026, 6, 1), extends=first)
    for extends in (first, second):
        with pytest.raises(InvalidField) as refused:
            paper(session, track, "ai", date(2026, 9, 1), extends=extends)
        assert refused.value.field == "override_reason"
    third = paper(session, track, "ai", date(2026, 9, 1), extends=second, override_reason="Court delayed")
    assert procedure.read(session, track.client_id).documents[0].draft.override_reason == "Court delayed"
    procedure.withdraw_document(session, third)
    unchanged = procedure.read(session, track.client_id).documents[0].draft
    procedure.record_document(
        session, track.client_id, unchanged, document_id=second
    )  # itself is no second one


@pytest.mark.parametrize("extends", ["nothing", "own"])
def test_only_a_certificate_of_the_file_is_extended(session: Session, track: Track, extends: str) -> None:
    own = paper(session, track, "ai", date(2026, 3, 1))
    annex = paper(session, track, "annex15", date(2026, 1, 1))
    draft = ResidenceDocumentDraft("ai", date(2026, 6, 1), extends={"nothing": annex, "own": own}[extends])
    with pytest.raises(InvalidField) as refused:
        procedure.record_document(
            session, track.client_id, draft, document_id="" if extends == "nothing" else own
        )
    assert refused.value.field == "extends"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ResidenceDocumentDraft(""), "kind"),
        (ResidenceDocumentDraft("ai", date(2026, 3, 2), date(2026, 3, 1)), "expires_on"),
        (ResidenceDocumentDraft("ai", date(1826, 3, 2)), "issued_on"),
        (ResidenceDocumentDraft("ai", None, date(9999, 12, 31)), "expires_on"),
        (ResidenceDocumentDraft("ai", TODAY, holder="nobody"), "holder"),
        (ResidenceDocumentDraft("ai", TODAY, track_id="nothing"), "track_id"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    session: Session, client_id: str, draft: ResidenceDocumentDraft, field: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        procedure.record_document(session, client_id, draft)
    assert refused.value.field == field
    assert residence.of_client(session, client_id) == ()


def test_a_printed_end_that_is_not_the_rules_is_worth_a_look(session: Session, track: Track) -> None:
    first = ResidenceDocumentDraft("ai", date(2026, 3, 1), date(2026, 5, 28))
    extended = procedure.record_document(session, track.client_id, first)
    documents = [extended]
    assert procedure.computed_end(extended, documents) == date(2026, 6, 1)
    (sentence,) = procedure.warns(extended, documents)
    assert "28 May 2026" in sentence
    assert "1 Jun 2026" in sentence
    right = replace(extended, draft=replace(first, expires_on=date(2026, 6, 1)))
    assert procedure.warns(right, documents) == ()
    longer = replace(first, issued_on=date(2026, 5, 20), expires_on=date(2026, 8, 28), extends=extended.id)
    assert (
        procedure.warns(replace(extended, id="2", draft=longer), documents) == ()
    )  # from the end, not the issue
    bridge = ResidenceDocumentDraft("annex15", TODAY, TODAY, role="bridge_renewal")
    assert procedure.warns(replace(extended, id="3", draft=bridge), documents) == ()


def test_a_withdrawn_document_is_gone_and_comes_back(session: Session, track: Track) -> None:
    card = paper(session, track, "a_card", date(2026, 6, 1))
    assert procedure.withdraw_document(session, card).withdrawn
    file = procedure.read(session, track.client_id)
    assert (file.documents, file.deadlines, residence.of_client(session, track.client_id)) == ((), (), ())
    assert file.standings[0].phase is Phase.DETECTION
    procedure.restore_document(session, card)
    assert procedure.read(session, track.client_id).standings[0].phase is Phase.TEMPORARY


# Events


def test_an_event_is_kept_to_the_letter_with_who_recorded_it(session: Session, track: Track) -> None:
    draft = ProcedureEventDraft(
        "prosecutor_answer",
        TODAY,
        "09:15",
        track.id,
        {"Q1": "yes", "Q2": "unknown", "by": "auditor"},
        "by letter",
    )
    made = procedure.record_event(session, track.client_id, draft)
    assert (made.draft, made.author, made.recorded) == (draft, session.user.id, session.clock.now())
    assert procedure.read(session, track.client_id).events == (made,)
    procedure.withdraw_event(session, made.id)
    assert procedure.read(session, track.client_id).events == ()
    assert procedure.restore_event(session, made.id).draft == draft
    assert checking.check(session).findings == ()


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ProcedureEventDraft("made_up", TODAY), "kind"),
        (ProcedureEventDraft("trial", TODAY + timedelta(days=1)), "happened"),
        (ProcedureEventDraft("trial", date(1226, 11, 2)), "happened"),
        (ProcedureEventDraft("trial", TODAY, "9:15"), "at"),
        (ProcedureEventDraft("trial", TODAY, "25:15"), "at"),
        (ProcedureEventDraft("dvz_refusal", TODAY, details={"urgent": "7"}), "urgent"),
        (ProcedureEventDraft("order_to_leave", TODAY, details={"until": "soon"}), "until"),
    ],
)
def test_an_event_that_cannot_be_is_refused_beside_its_field(
    session: Session, client_id: str, draft: ProcedureEventDraft, field: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        procedure.record_event(session, client_id, draft)
    assert refused.value.field == field
    assert procedure.read(session, client_id).events == ()


def test_a_file_without_a_track_reads_too(session: Session, client_id: str) -> None:
    file = procedure.read(session, client_id)
    assert (file.tracks, file.standings, file.deadlines, file.today) == ((), (), (), TODAY)
    with pytest.raises(UserError):
        procedure.read(session, "nobody")

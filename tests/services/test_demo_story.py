"""The story told of the fictitious centre: a house near full, papers that follow the law, notes that read well."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from desktop.clock import from_text
from desktop.demo import pools, shelter_plan
from desktop.demo.cases import Case, cases
from desktop.demo.dice import Dice, months_later
from desktop.demo.papers import documents
from desktop.demo.people import people
from desktop.demo.story import Entry, Ref, end_of_story
from desktop.demo.telling import tell
from desktop.domain.codelists import entries
from desktop.domain.shelter import StayState
from desktop.domain.support import CHANNELS, NOTE_KINDS, URGENCIES

AS_OF = date(2026, 11, 22)
CONDITIONS = """
    house out together woman man adult minor sexual economic begging forced_crime unknown thb eu belgian interpreter
    annex15 ai a_card b_card months year winter heard trial verdict dropped courses doubts
"""


@pytest.fixture(scope="module")
def story() -> list[Entry]:
    return tell(Dice("1/500"), 500, as_of=AS_OF)


def first_writes(story: list[Entry], entity: str) -> list[Entry]:
    """The entries that create something."""
    seen: set[str] = set()
    found = [entry for entry in story if entry.entity == entity]
    return [entry for entry in found if not (entry.key in seen or seen.add(entry.key))]  # type: ignore[func-returns-value]


@pytest.mark.parametrize("seed", range(12))
def test_the_house_is_near_nine_in_ten_full(seed: int) -> None:
    stays = shelter_plan.plan(Dice(str(seed)), AS_OF)
    assert 0.85 <= shelter_plan.occupancy(stays, AS_OF) <= 0.93


@pytest.mark.parametrize("seed", range(12))
def test_stays_never_overlap_and_last_as_published(seed: int) -> None:
    stays = shelter_plan.plan(Dice(str(seed)), AS_OF)
    by_room = defaultdict(list)
    for stay in stays:
        by_room[stay.room].append(stay)
    assert len(by_room) == 16
    for room in by_room.values():
        room.sort(key=lambda stay: stay.begins)
        assert all(earlier.ends and earlier.ends < later.begins for earlier, later in pairwise(room))
    gone = [stay for stay in stays if stay.state is StayState.LEFT]
    assert all(90 <= ((stay.last_day or AS_OF) - stay.first_day).days <= 270 for stay in gone)


def test_tonight_one_comes_and_one_goes() -> None:
    tonight = [stay for stay in shelter_plan.plan(Dice("1"), AS_OF) if stay.state is not StayState.LEFT]
    expected = [stay for stay in tonight if stay.state is StayState.RESERVED]
    assert sum(stay.state is StayState.HOUSED for stay in tonight) == 13
    assert sum(stay.last_day == AS_OF for stay in tonight) == 1
    assert sorted(stay.first_day > AS_OF for stay in expected) == [False, True]


@pytest.fixture(scope="module")
def files() -> list[Case]:
    dice = Dice("papers")
    told = cases(dice, people(dice, 3000), shelter_plan.plan(dice, AS_OF), as_of=AS_OF)
    return [case for case in told if case.person.supported]


def test_papers_follow_the_law(files: list[Case]) -> None:
    dice = Dice("law")
    kinds = {code.code for code in entries("residence_documents")}
    for case in files:
        papers = documents(dice, case)
        assert {paper.kind for paper in papers} <= kinds
        assert sum(paper.kind == "ai" for paper in papers) <= 2  # one certificate, one extension
        for paper in papers:
            assert paper.issued_on is None or paper.issued_on < AS_OF
            if paper.kind == "annex15":
                assert paper.issued_on is not None
                assert paper.expires_on == paper.issued_on + timedelta(days=45)
            if paper.kind == "a_card":
                assert paper.issued_on is not None
                assert paper.expires_on == months_later(paper.issued_on, 6)


def test_papers_run_on_while_the_support_does(files: list[Case]) -> None:
    dice, soon = Dice("law"), 0
    for case in files:
        papers = documents(dice, case)
        issued = [paper.issued_on for paper in papers if paper.issued_on]
        assert issued == sorted(issued)
        last = papers[-1].expires_on if papers else None
        if last and case.until == AS_OF - timedelta(days=1):
            assert last >= AS_OF - timedelta(days=1)
            soon += last <= AS_OF + timedelta(days=45)
    assert soon > 20


def test_codes_and_moments_are_those_the_services_take(story: list[Entry]) -> None:
    sources = {code.code for code in entries("referral_sources")}
    reasons = {code.code for code in entries("intake_no_support_reasons")}
    forms = {code.code for code in entries("exploitation_forms")}
    for entry in story:
        fields = entry.fields
        assert entry.moment <= end_of_story(AS_OF)
        if entry.entity == "referral" and "source" in fields:
            assert fields["source"] in sources
            assert fields["exploitation"] in forms
            assert fields["channel"] in CHANNELS
            assert fields["urgency"] in URGENCIES
        if entry.entity == "referral" and fields.get("outcome") not in ("pending", "support_started", None):
            assert fields["reason"] in reasons
        if entry.entity in ("note", "session_note"):
            assert fields["kind"] in NOTE_KINDS
            assert from_text(str(fields["happened"])) <= entry.moment
            assert 7 <= (entry.moment + timedelta(hours=1)).hour <= 23


def test_nothing_is_told_of_a_file_before_it_is_opened(story: list[Entry]) -> None:
    opened: set[str] = set()
    for entry in story:
        client = entry.fields.get("client_id")
        if entry.entity == "client":
            opened.add(entry.key)
        elif isinstance(client, Ref):
            assert client.key in opened


def test_notes_are_many_and_varied(story: list[Entry]) -> None:
    notes = [entry for entry in first_writes(story, "note") if "called_back" not in entry.key]
    of_file = Counter(entry.key.split("/")[0] for entry in notes)
    texts = Counter(str(entry.fields["text"]) for entry in notes)
    assert all(count <= 30 for count in of_file.values())
    assert sum(count >= 5 for count in of_file.values()) > 0.9 * len(of_file)
    assert len(texts) > 0.6 * len(notes)
    sentences = {sentence for text in texts for sentence in re.split(r"(?<=[.?!]) ", text)}
    assert len(sentences) > 1000
    assert Counter(str(entry.fields["domain"]) for entry in notes).keys() == {
        "psychosocial",
        "legal",
        "administrative",
    }
    assert any(isinstance(entry.fields["corrects"], Ref) for entry in notes)


def test_no_slot_or_condition_is_left_in_any_text(story: list[Entry]) -> None:
    for entry in story:
        for value in entry.fields.values():
            if isinstance(value, str):
                assert not re.search(r"[{}|]|\[\w|>>|  ", value), value


def test_every_template_can_be_written() -> None:
    """No misspelt slot or condition hides in a text that the dice did not throw."""
    from desktop.demo.wording import Voice, write

    for language in ("nl", "fr"):
        templates = [item for group in pools.notes(language).values() for item in group]
        templates += [
            item for kind in ("tasks", "appointments") for _, item in pools.labelled(language, kind)
        ]
        templates += [item for group in pools.alerts(language).values() for item in group]
        templates += [item for form in ("sexual", "economic", "begging", "forced_crime", "unknown")
                      for item in pools.alleged(language, form)]  # fmt: skip
        for template in templates:
            assert template.needs | template.bars | template.makes <= set(CONDITIONS.split()), template
            for gender in ("f", "m"):
                voice = Voice(language, "Amina", gender, "Arabisch", "Lotte")
                for attempt in range(4):
                    text = write(template.text + template.next_step, voice, Dice(str(attempt)), day=AS_OF)
                    assert not re.search(r"[{}|\[\]]", text), text


def test_no_text_looks_like_a_phone_number_or_an_address(story: list[Entry]) -> None:
    for entry in story:
        for name in ("text", "alleged", "agreed", "referred_by", "title", "what", "place"):
            assert not re.search(
                r"\d{3}[ /.]?\d{2}[ .]?\d{2}|\b\d{4} [A-Z]|straat \d|rue .* \d", str(entry.fields.get(name))
            )

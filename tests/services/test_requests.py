"""A request to the Immigration Office: what its package lacks, its steps in order, an alarm when nothing comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from desktop.domain import codelists
from desktop.domain.clients import ClientDetails
from desktop.domain.procedure import RequestDraft, RequestStep, ResidenceDocumentDraft
from desktop.errors import InvalidField, UserError
from desktop.services import clients, codelists as lists, deadlines, procedure, requests
from desktop.services.session import Session

TODAY = date(2026, 11, 2)
SENT = date(2026, 10, 5)
WAY = (
    RequestStep.SENT,
    RequestStep.ACKNOWLEDGED,
    RequestStep.INSTRUCTED,
    RequestStep.SUMMONED,
    RequestStep.COLLECTED,
)


@pytest.fixture
def client_id(session: Session) -> str:
    client_id = clients.add_client(session, ClientDetails()).id
    procedure.record_document(
        session, client_id, ResidenceDocumentDraft("a_card", date(2026, 6, 1), date(2026, 12, 1))
    )
    return client_id


def alarm(session: Session, client_id: str) -> date | None:
    found = [view.deadline.due for view in deadlines.of_client(session, client_id) if view.label == "D19"]
    return found[0] if found else None


def test_the_package_says_what_is_still_missing(session: Session, client_id: str) -> None:
    made = requests.start(session, client_id, RequestDraft("a_renewal"))
    wanted = requests.package("a_renewal")
    assert requests.missing(made, TODAY) == wanted
    assert "support_attestation" in wanted
    in_hand = wanted[::2]
    changed = requests.change(
        session, made.id, RequestDraft("a_renewal", package=in_hand, note="photos at home")
    )
    assert requests.missing(changed, TODAY) == wanted[1::2]
    assert requests.of_client(session, client_id) == (changed,)


@pytest.fixture
def own_lists() -> Iterator[None]:
    """What a test changes in the lists ends with it."""
    yield
    codelists.set_overlay(())


@pytest.mark.usefixtures("own_lists")
def test_what_the_list_no_longer_asks_is_not_missed(session: Session, client_id: str) -> None:
    made = requests.start(session, client_id, RequestDraft("a_renewal"))
    retired = requests.package("a_renewal")[0]
    lists.retire(session, "request_items", retired)
    assert requests.missing(made, TODAY) == requests.package("a_renewal")[1:]


@pytest.mark.parametrize(
    "kind", ["annex15", "ai", "ai_extension", "a_card", "a_renewal", "unlimited", "uam_document"]
)
def test_every_kind_of_request_has_a_package(kind: str) -> None:
    assert requests.package(kind)


def test_the_alarm_moves_with_each_step_and_ends_with_the_request(session: Session, client_id: str) -> None:
    made = requests.start(session, client_id, RequestDraft("a_renewal"))
    assert alarm(session, client_id) is None
    days = [SENT + timedelta(days=5 * number) for number in range(5)]
    expected = [day + timedelta(days=14) for day in days[:4]]
    for step, day, alarmed in zip(WAY, days, [*expected, None], strict=True):
        made = requests.step(session, made.id, step, day)
        assert alarm(session, client_id) == alarmed
    assert made.steps == dict(zip(WAY, days, strict=True))
    made = requests.step(session, made.id, RequestStep.COLLECTED, None)
    assert alarm(session, client_id) == expected[-1]
    requests.cancel(session, made.id)
    assert (alarm(session, client_id), requests.of_client(session, client_id)) == (None, ())
    requests.restore(session, made.id)
    assert alarm(session, client_id) == expected[-1]
    requests.step(session, made.id, RequestStep.REFUSED, TODAY)
    assert alarm(session, client_id) is None


@pytest.mark.parametrize(
    ("step", "on"),
    [
        (RequestStep.SENT, TODAY + timedelta(days=1)),
        (RequestStep.SENT, date(1026, 1, 1)),
        (RequestStep.ACKNOWLEDGED, SENT),  # not sent yet
    ],
)
def test_a_step_that_cannot_be_is_refused(
    session: Session, client_id: str, step: RequestStep, on: date
) -> None:
    made = requests.start(session, client_id, RequestDraft("unlimited"))
    with pytest.raises(InvalidField) as refused:
        requests.step(session, made.id, step, on)
    assert refused.value.field == "on"
    assert requests.of_client(session, client_id)[0].steps == {}


def test_steps_come_after_the_sending(session: Session, client_id: str) -> None:
    made = requests.start(session, client_id, RequestDraft("unlimited"))
    requests.step(session, made.id, RequestStep.SENT, SENT)
    requests.step(session, made.id, RequestStep.SUMMONED, TODAY + timedelta(days=9))  # the day it names
    for step, on in (
        (RequestStep.ACKNOWLEDGED, SENT - timedelta(days=1)),
        (RequestStep.SENT, TODAY + timedelta(days=10)),
        (RequestStep.SENT, None),
    ):
        with pytest.raises(InvalidField):
            requests.step(session, made.id, step, on)
    requests.step(session, made.id, RequestStep.SUMMONED, None)
    assert requests.step(session, made.id, RequestStep.SENT, None).steps == {}


def test_what_is_asked_is_of_the_list_and_of_this_file(session: Session, client_id: str) -> None:
    for draft, field in ((RequestDraft("a_favour"), "kind"), (RequestDraft("ai", "nothing"), "track_id")):
        with pytest.raises(InvalidField) as refused:
            requests.start(session, client_id, draft)
        assert refused.value.field == field
    with pytest.raises(UserError):
        requests.step(session, "nothing", RequestStep.SENT, SENT)


def test_the_document_that_came_of_it_is_remembered(session: Session, client_id: str) -> None:
    made = requests.start(session, client_id, RequestDraft("a_renewal"))
    card = procedure.record_document(session, client_id, ResidenceDocumentDraft("a_card", TODAY))
    assert requests.link_document(session, made.id, card.id).document_id == card.id

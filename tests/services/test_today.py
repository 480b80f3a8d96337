"""Today: what asks for attention, also what nobody attended to in time."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.clock import FixedClock
from desktop.domain.clients import ClientDetails, Name
from desktop.domain.procedure import RequestDraft, RequestStep, ResidenceDocumentDraft
from desktop.domain.roles import Role
from desktop.services import access, clients, deadlines, procedure, requests, today
from desktop.services.session import Session
from tests.helpers.vaults import MOMENT, MakeSession

DAY = MOMENT.date()


def document(session: Session, name: str, *expiries: date, caseworker: str = "") -> str:
    client = clients.add_client(session, ClientDetails(names=(Name(name),), caseworker=caseworker))
    for day in expiries:
        draft = ResidenceDocumentDraft("a_card_other", day - timedelta(days=90), day)
        procedure.record_document(session, client.id, draft)
    return client.id


def asking(session: Session) -> list[str]:
    return [item.client_name for item in today.today(session).deadlines]


def test_a_document_that_ended_unseen_stays_until_there_is_a_newer_one(session: Session) -> None:
    document(session, "Ended", DAY - timedelta(days=3))
    document(session, "Renewed", DAY - timedelta(days=3), DAY + timedelta(days=200))
    document(session, "Ending", DAY + timedelta(days=7))
    document(session, "Later", DAY + timedelta(days=8))
    assert asking(session) == ["Ended", "Ending"]


def test_mine_come_first_and_from_the_first_reminder_on(session: Session) -> None:
    me = session.user.id
    document(session, "Theirs", DAY - timedelta(days=3))
    document(session, "Mine", DAY + timedelta(days=45), caseworker=me)
    document(session, "Mine sooner", DAY + timedelta(days=20), caseworker=me)
    document(session, "Mine later", DAY + timedelta(days=46), caseworker=me)
    assert asking(session) == ["Mine sooner", "Mine", "Theirs"]
    found = today.today(session)
    assert (found.deadline_count, found.count) == (3, 3)


def test_what_was_silenced_asks_no_more(session: Session) -> None:
    ended = document(session, "Ended", DAY - timedelta(days=3))
    (view,) = deadlines.of_client(session, ended)
    deadlines.silence(session, ended, view.deadline.key, reason="Returned home")
    assert (asking(session), today.today(session).deadline_count) == ([], 0)


def test_nothing_of_a_file_one_may_not_read(session: Session, make_session: MakeSession) -> None:
    ended = document(session, "Ended", DAY - timedelta(days=3))
    colleague = make_session(roles=[Role.CASEWORKER])
    assert asking(colleague) == ["Ended"]
    access.restrict(session, ended, [session.user.id], reason="Threatened")
    assert asking(colleague) == []


def test_silence_of_the_office_is_an_alarm(session: Session) -> None:
    """A request without a reaction, while the document runs out."""
    client_id = document(session, "Waiting", DAY + timedelta(days=7))
    request = requests.start(session, client_id, RequestDraft("ai"))
    requests.step(session, request.id, RequestStep.SENT, DAY - timedelta(days=20))
    rules = [item.code for item in today.today(session).deadlines]
    assert "D19" in rules


def test_a_clock_set_back_is_noticed(session: Session, clock: FixedClock) -> None:
    document(session, "Someone", DAY)
    assert today.today(session).last_recorded is None
    clock.advance(-timedelta(days=1))
    recorded = today.today(session).last_recorded
    assert recorded is not None
    assert recorded >= MOMENT

"""Today: what asks for attention, also what nobody attended to in time."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.clock import FixedClock
from desktop.domain.clients import ClientDetails, Name
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.services import clients, residence, today
from desktop.services.session import Session
from tests.helpers.vaults import MOMENT

DAY = MOMENT.date()


def document(session: Session, name: str, *expiries: date) -> None:
    client = clients.add_client(session, ClientDetails(names=(Name(name),)))
    for day in expiries:
        residence.record(session, client.id, ResidenceDocumentDraft("ai", day - timedelta(days=90), day))


def test_a_document_that_ended_unseen_stays_until_there_is_a_newer_one(session: Session) -> None:
    document(session, "Ended", DAY - timedelta(days=3))
    document(session, "Renewed", DAY - timedelta(days=3), DAY + timedelta(days=200))
    document(session, "Ending", DAY + timedelta(days=45))
    document(session, "Later", DAY + timedelta(days=46))
    assert [item.client_name for item in today.today(session).expiring] == ["Ended", "Ending"]


def test_a_clock_set_back_is_noticed(session: Session, clock: FixedClock) -> None:
    document(session, "Someone", DAY)
    assert today.today(session).last_recorded is None
    clock.advance(-timedelta(days=1))
    recorded = today.today(session).last_recorded
    assert recorded is not None
    assert recorded >= MOMENT

"""What `record` returns without reading it back is what a reading gives."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.clock import FixedClock
from desktop.domain.clients import ClientDetails, Name
from desktop.domain.support import Domain, NoteDraft
from desktop.services import clients, notes
from desktop.services.session import Session


@pytest.mark.parametrize("domain", list(Domain))
def test_the_returned_note_is_the_one_read_later(session: Session, clock: FixedClock, domain: Domain) -> None:
    client_id = clients.add_client(session, ClientDetails(names=(Name("Selam"),))).id
    clock.advance(timedelta(seconds=17.123))
    draft = NoteDraft(domain, "Eerste gesprek", clock.now(), minutes=45, next_step="Bellen")
    first = notes.record(session, client_id, draft)
    clock.advance(timedelta(minutes=1))
    second = notes.record(session, client_id, NoteDraft(domain, "Beter zo", clock.now(), corrects=first.id))
    latest, earlier = notes.of_client(session, client_id)
    assert latest == second
    assert earlier.corrected_by == second.id
    assert (earlier.draft, earlier.author, earlier.recorded) == (first.draft, first.author, first.recorded)

"""A process that saves without end and says each committed save aloud, until it is killed.

Reads nothing but its arguments: folder, round. One line per committed save: `compartment entity id`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

from desktop.domain.clients import Alert, ClientDetails, Name
from desktop.domain.shelter import Resident
from desktop.domain.support import Domain, NoteDraft, ReferralDetails, TaskDraft
from desktop.services import (
    clients,
    notes,
    referrals,
    session as sessions,
    shelter,
    slips,
    tasks,
    withdrawals,
)
from desktop.services.session import Session
from desktop.services.withdrawals import Move
from tests.helpers.vaults import CHEAP, PASSPHRASE


class Writer:
    """Every kind of save, in every compartment, each told once it is committed."""

    def __init__(self, session: Session, round_name: str) -> None:
        self.session = session
        self.name = round_name
        self.client_id = ""
        self.places = [item.place.id for item in shelter.board(session).places]

    def write_for_ever(self) -> None:
        acts: list[Callable[[int], None]] = [
            self.client, self.referral, self.note, self.session_note, self.task, self.stay, self.slip, self.change,
            self.withdrawal,
        ]  # fmt: skip
        for number in count():
            acts[number % len(acts)](number)

    def client(self, number: int) -> None:
        details = ClientDetails(names=(Name(f"Round {self.name} {number}", "ሳራ"), Name("Call")))
        self.client_id = self.tell("registry", "client", clients.add_client(self.session, details).id)

    def change(self, number: int) -> None:
        details = ClientDetails(names=(Name(f"Changed {number}"),), alerts=(Alert("Knows the suspect"),))
        clients.change_client(self.session, self.client_id, details)
        self.tell("registry", "client", self.client_id)

    def referral(self, number: int) -> None:
        details = ReferralDetails(received=self.session.clock.now(), alleged=f"{number} " + "x" * 3000)
        self.tell("casework", "referral", referrals.record(self.session, self.client_id, details).id)

    def note(self, number: int) -> None:
        draft = NoteDraft(Domain.LEGAL, f"{number} " + "y" * 9000, self.session.clock.now())
        self.tell("casework", "note", notes.record(self.session, self.client_id, draft).id)

    def session_note(self, number: int) -> None:
        draft = NoteDraft(Domain.COUNSELLING, f"{number}", self.session.clock.now())
        self.tell("counselling", "session_note", notes.record(self.session, self.client_id, draft).id)

    def withdrawal(self, number: int) -> None:
        """A note in the wrong file and part of the vault: recorded where it belongs first, then taken out."""
        draft = NoteDraft(Domain.LEGAL, f"{number} " + "z" * 9000, self.session.clock.now())
        note = notes.record(self.session, self.client_id, draft)
        elsewhere = Move(self.client_id, Domain.COUNSELLING)
        done = withdrawals.withdraw(self.session, note.id, Domain.LEGAL, reason="Wrong file", move=elsewhere)
        self.tell("casework", "withdrawn_note", done.id)

    def task(self, number: int) -> None:
        draft = TaskDraft(f"Call back {number}", self.session.user.id)
        self.tell("casework", "task", tasks.add(self.session, draft, client_id=self.client_id).id)

    def stay(self, number: int) -> None:
        """Reservations far apart, so that none is in the way of another; ended at once, to change a row too."""
        begins = self.session.clock.now() + timedelta(days=int(self.name) * 400 + number)
        resident = Resident("Sara", client_id=self.client_id)
        stay = shelter.reserve(
            self.session,
            self.places[number % len(self.places)],
            resident,
            begins=begins,
            ends=begins + timedelta(hours=1),
        )
        self.tell("house", "stay", stay.id)
        shelter.cancel(self.session, stay.id)

    def slip(self, number: int) -> None:
        slip = slips.write(self.session, text=f"A call {number}")
        self.tell("slips", "slip", slip.id)
        if number % 3:
            slips.take(self.session, slip.id)
            self.tell("casework", "slip", slip.id)

    @staticmethod
    def tell(place: str, entity: str, saved_id: str) -> str:
        sys.stdout.write(f"{place} {entity} {saved_id}\n")
        sys.stdout.flush()
        return saved_id


def main(folder: str, round_name: str) -> None:
    lock = sessions.lock_folder(Path(folder))
    session = sessions.unlock(Path(folder), "an", bytearray(PASSPHRASE), floor=CHEAP)
    print("ready", flush=True)
    try:
        Writer(session, round_name).write_for_ever()
    finally:
        lock.release()


if __name__ == "__main__":
    main(*sys.argv[1:])

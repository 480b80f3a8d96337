"""Makes `vault-vN.tar`: one for each version of the tables that was ever released, kept and opened for ever.

Run once when a release brings new tables: `python -m tests.data.make_vault`. Nobody in it exists.
"""

from __future__ import annotations

import tarfile
import tempfile
from datetime import date, timedelta
from pathlib import Path

from desktop.clock import FixedClock
from desktop.domain.clients import Alert, BirthDate, ClientDetails, Name, SpokenLanguage
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Role
from desktop.domain.support import AppointmentDraft, Domain, NoteDraft, ReferralDetails, TaskDraft
from desktop.services import (
    appointments,
    clients,
    notes,
    referrals,
    residence,
    session as sessions,
    shelter,
    slips,
    tasks,
    users,
)
from desktop.services.session import Session
from desktop.storage.migrations import MIGRATIONS
from tests.helpers.vaults import CHEAP, MOMENT, PASSPHRASE, set_up

HERE = Path(__file__).parent


def fill(session: Session) -> None:
    """A little of everything."""
    details = ClientDetails(
        names=(Name("Selam Tesfay", "ሰላም ተስፋይ"),),
        birth=BirthDate(1998, about=True),
        gender="f",
        nationalities=("ER",),
        languages=(SpokenLanguage("ti"),),
        alerts=(Alert("Do not call before noon"),),
        caseworker=session.user.id,
    )
    client = clients.add_client(session, details)
    clients.change_client(session, client.id, details)
    clients.open_client(session, client.id)
    referrals.record(session, client.id, ReferralDetails(received=MOMENT, alleged="Work without pay"))
    for domain in Domain:
        first = notes.record(session, client.id, NoteDraft(domain, f"First {domain}", MOMENT))
        notes.record(session, client.id, NoteDraft(domain, f"Better {domain}", MOMENT, corrects=first.id))
    tasks.add(session, TaskDraft("Call the lawyer", session.user.id, date(2026, 11, 9)), client_id=client.id)
    appointments.add(session, client.id, AppointmentDraft(MOMENT + timedelta(days=3), "Doctor"))
    residence.record(session, client.id, ResidenceDocumentDraft("a", None, date(2026, 12, 24)))
    house = shelter.add_house(session, "Lindenhof")
    shelter.add_room(session, house.id, "1", kind="shared", places=2)
    place = shelter.board(session).places[0].place.id
    shelter.place(session, place, shelter.resident_of(session, client.id))
    slips.take(session, slips.write(session, text="Taken").id)
    slips.write(session, text="Waiting", caller="the police")
    users.add_user(
        session,
        name="Eva Maes",
        roles=[Role.SHELTER_WORKER],
        passphrase=bytearray(PASSPHRASE),
        cost=CHEAP,
        accept_any_passphrase=True,
    )


def main() -> None:
    target = HERE / f"vault-v{len(MIGRATIONS)}.tar"
    if target.exists():
        raise SystemExit(f"{target.name} is there already: a released one is never made anew")
    clock = FixedClock(MOMENT)
    with tempfile.TemporaryDirectory() as folder:
        vault = set_up(Path(folder) / "vault", clock=clock)
        session = sessions.unlock(vault, "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
        fill(session)
        session.close()
        with tarfile.open(target, "w") as archive:
            archive.add(vault, "vault")


if __name__ == "__main__":
    main()

"""Makes `vault-vN.tar`: one for each version of the tables that was ever released, kept and opened for ever.

Run once when a release brings new tables: `python -m tests.data.make_vault`. Nobody in it exists.
"""

from __future__ import annotations

import tarfile
import tempfile
from datetime import date, timedelta
from pathlib import Path

from desktop.clock import FixedClock
from desktop.domain.access import Group
from desktop.domain.clients import Alert, BirthDate, ClientDetails, Name, SpokenLanguage
from desktop.domain.exploitation import ExploitationDraft, PartialDate
from desktop.domain.family import InstructionDraft, RelativeDraft, SuspectDraft
from desktop.domain.incidents import IncidentDetails
from desktop.domain.network import ContactDraft, LinkDraft
from desktop.domain.paper_files import PaperDraft
from desktop.domain.plans import GoalDraft, SupportDraft
from desktop.domain.procedure import (
    Answer,
    ProcedureEventDraft,
    RequestDraft,
    RequestStep,
    ResidenceDocumentDraft,
    TrackDraft,
    TrackKind,
)
from desktop.domain.roles import Role
from desktop.domain.support import AppointmentDraft, Domain, NoteDraft, ReferralDetails, TaskDraft
from desktop.progress import Progress
from desktop.services import (
    access,
    appointments,
    clients,
    codelists,
    deadlines,
    exploitation,
    goals,
    incidents,
    indicators,
    instructions,
    network,
    notes,
    papers,
    procedure,
    referrals,
    relatives,
    requests,
    session as sessions,
    shelter,
    slips,
    supports,
    suspects,
    tasks,
    users,
    withdrawals,
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
    procedure.record_document(session, client.id, ResidenceDocumentDraft("a", None, date(2026, 12, 24)))
    house = shelter.add_house(session, "Lindenhof")
    shelter.add_room(session, house.id, "1", kind="shared", places=2)
    place = shelter.board(session).places[0].place.id
    shelter.place(session, place, shelter.resident_of(session, client.id))
    slips.take(session, slips.write(session, text="Taken").id)
    slips.write(session, text="Waiting", caller="the police")
    follow(session, client.id)
    users.add_user(
        session,
        name="Eva Maes",
        roles=[Role.SHELTER_WORKER],
        passphrase=bytearray(PASSPHRASE),
        cost=CHEAP,
        accept_any_passphrase=True,
    )


def follow(session: Session, client_id: str) -> None:
    """What version 2 of the tables brought: the procedure and everything around it."""
    today = MOMENT.date()
    track = procedure.open_track(session, client_id, TrackDraft(TrackKind.TRAFFICKING, today))
    paper = ResidenceDocumentDraft("annex15", today, track_id=track.id, role="reflection")
    procedure.record_document(session, client_id, paper)
    procedure.record_event(session, client_id, ProcedureEventDraft("intake", today, track_id=track.id))
    request = requests.start(session, client_id, RequestDraft("ai", track.id, ("cover_letter",)))
    requests.step(session, request.id, RequestStep.SENT, today)
    key = next(item.deadline.key for item in deadlines.of_client(session, client_id))
    deadlines.silence(session, client_id, key, reason="Agreed with the lawyer")
    supports.start(session, client_id, SupportDraft(today, main_form="economic"))
    goals.add(session, client_id, GoalDraft(Domain.PSYCHOSOCIAL, "Sleep again", today))
    indicators.answer(session, client_id, "ID2", Answer.YES)
    facts = ExploitationDraft("economic", sectors=("construction",), facts_from=PartialDate(2025))
    exploitation.record(session, client_id, facts)
    network.link_new(
        session, client_id, ContactDraft("lawyer", "Mr. Claes"), LinkDraft(contact_id="", role="lawyer")
    )
    relatives.record(session, client_id, RelativeDraft("child", "Sara", accompanies=True))
    suspects.record(session, client_id, SuspectDraft("The boss"))
    instructions.record(session, client_id, InstructionDraft("check", "Every two hours"))
    access.restrict(session, client_id, [Group.CASEWORKER], reason="Known to a colleague")
    incidents.record(session, IncidentDetails("Building site", today))
    sealed = papers.seal_bytes(session.folder, b"%PDF-1.4 a letter", Progress())
    papers.add(session, client_id, PaperDraft("letter_dvz", "A letter"), sealed)
    codelists.retire(session, "sectors", "stables")
    wrong = notes.record(session, client_id, NoteDraft(Domain.LEGAL, "Of someone else", MOMENT))
    withdrawals.withdraw(session, wrong.id, Domain.LEGAL, reason="Wrong file")


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

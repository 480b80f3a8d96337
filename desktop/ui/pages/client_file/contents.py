"""Everything one screen of a client file shows, read in one piece of work on the vault's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.clock import today
from desktop.domain.clients import Client
from desktop.domain.roles import Compartment
from desktop.domain.shelter import BoardPlace, Stay
from desktop.domain.standing import Standing
from desktop.domain.support import Appointment, HandedOver, Note, Referral, Task
from desktop.i18n import gettext as _
from desktop.services import (
    appointments,
    clients,
    drafts,
    notes,
    procedure,
    referrals,
    sheets,
    shelter,
    tasks,
    users,
)
from desktop.services.deadlines import DeadlineView
from desktop.services.procedure import ProcedureFile
from desktop.services.session import Session

_LAST_NOTES = 3


@dataclass(frozen=True, slots=True)
class Casework:
    """What only those who hold the casework key read."""

    referrals: tuple[Referral, ...]
    last_notes: tuple[Note, ...]
    tasks: tuple[Task, ...]
    procedure: ProcedureFile

    @property
    def standing(self) -> Standing | None:
        """Where the leading track stands; None for a file without a track."""
        return next((each for each in self.procedure.standings if each.track.draft.leading), None)

    @property
    def deadlines(self) -> tuple[DeadlineView, ...]:
        """What must not pass unseen, soonest first; without what was silenced."""
        return tuple(view for view in self.procedure.deadlines if view.silenced is None)


@dataclass(frozen=True, slots=True)
class HousedStay:
    """A stay with the words for its place, e.g. `Huis 1, room 7`."""

    stay: Stay
    where: str


@dataclass(frozen=True, slots=True)
class FileContents:
    """A client file as this person may read it; None stands for a part their keys do not open.

    `unfinished` names the tabs on which this person typed something and never recorded it.
    """

    client: Client
    today: date
    staff: dict[str, str]
    colleagues: tuple[tuple[str, str], ...]
    appointments: tuple[Appointment, ...]
    handed_over: tuple[HandedOver, ...]
    casework: Casework | None
    stays: tuple[HousedStay, ...] | None
    unfinished: tuple[str, ...] = ()

    def staff_name(self, user_id: str) -> str:
        """What a member of staff is called; empty for nobody."""
        return self.staff.get(user_id, "")


def load(session: Session, client_id: str) -> FileContents:
    """Read a file; the reading of it is logged. Raises UserError when it is gone."""
    staff = users.names(session)
    return FileContents(
        client=clients.open_client(session, client_id),
        today=today(session.clock),
        staff=staff,
        colleagues=read_colleagues(session),
        appointments=appointments.of_client(session, client_id),
        handed_over=sheets.handed_over(session, client_id),
        casework=_casework(session, client_id) if Compartment.CASEWORK in session.holds else None,
        stays=_stays(session, client_id) if Compartment.HOUSE in session.holds else None,
        unfinished=tuple(tab for tab, keys in draft_keys(client_id).items() if _any_kept(session, keys)),
    )


def draft_keys(client_id: str) -> dict[str, tuple[str, ...]]:
    """Under which keys the forms of each tab keep what is typed."""
    forms = {
        "intake": ("identity", "referral", "exploitation", "indicator_note"),
        "procedure": ("track", "track_end", "document", "event", "request", "silence"),
        "support": (
            *("note", "counselling:note", "task", "appointment"),
            *("support", "support_end", "goal", "goal_end"),
        ),
        "documents": ("paper", "counselling:paper"),
        "people": ("relative", "relative_paper", "link", "suspect", "restriction", "instruction"),
    }
    return {tab: tuple(f"{form}:{client_id}" for form in names) for tab, names in forms.items()}


def _any_kept(session: Session, keys: tuple[str, ...]) -> bool:
    return any(drafts.recall(session, key) for key in keys)


def read_colleagues(session: Session) -> tuple[tuple[str, str], ...]:
    """Who can be given work: active people who open client files, this person first."""
    able = (row.user for row in users.list_users(session) if row.user.active)
    found = [(user.id, user.name) for user in able if Compartment.REGISTRY in user.opens]
    return tuple(sorted(found, key=lambda person: person[0] != session.user.id))


def _casework(session: Session, client_id: str) -> Casework:
    return Casework(
        referrals=referrals.of_client(session, client_id),
        last_notes=notes.latest_of_client(session, client_id, count=_LAST_NOTES),
        tasks=tasks.of_client(session, client_id),
        procedure=procedure.read(session, client_id),
    )


def _stays(session: Session, client_id: str) -> tuple[HousedStay, ...]:
    stays = shelter.stays_of(session, client_id)
    if not stays:
        return ()
    where = {item.place.id: _place_words(item) for item in shelter.board(session).places}
    return tuple(HousedStay(stay, where.get(stay.place_id, "")) for stay in stays)


def _place_words(item: BoardPlace) -> str:
    room = _("room {name}").format(name=item.room.name)
    return ", ".join(part for part in (item.house.name, room, item.place.label) if part)

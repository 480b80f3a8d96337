"""What the Support tab shows, read in one piece of work on the vault's thread when the tab is shown."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.plans import Goal, Support
from desktop.domain.roles import Compartment
from desktop.domain.support import Appointment, Note, Referral, Task, WithdrawnNote
from desktop.services import appointments, drafts, goals, notes, referrals, supports, tasks, withdrawals
from desktop.services.session import Session

_FORMS = ("support", "support_end", "goal", "goal_end", "task", "appointment")


@dataclass(frozen=True, slots=True)
class SupportFile:
    """A client's support as this person may read it.

    `people` are those an appointment can be with; `begun` names the forms in which something was typed and never
    recorded.
    """

    notes: tuple[Note, ...] = ()
    withdrawn: tuple[WithdrawnNote, ...] = ()
    tasks: tuple[Task, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    supports: tuple[Support, ...] = ()
    goals: tuple[Goal, ...] = ()
    referrals: tuple[Referral, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    begun: frozenset[str] = frozenset()

    def goal_words(self) -> dict[str, str]:
        """What each goal says, by its id."""
        return {goal.id: goal.draft.words for goal in self.goals}


def read(session: Session, client_id: str) -> SupportFile:
    """Everything the tab shows of one client."""
    agenda = Compartment.REGISTRY in session.holds
    return SupportFile(
        notes=notes.of_client(session, client_id),
        withdrawn=withdrawals.of_client(session, client_id),
        tasks=tasks.of_client(session, client_id),
        appointments=appointments.of_client(session, client_id) if agenda else (),
        supports=supports.of_client(session, client_id),
        goals=goals.of_client(session, client_id),
        referrals=referrals.of_client(session, client_id),
        people=appointments.people_to_meet(session, client_id) if agenda else (),
        begun=frozenset(form for form in _FORMS if drafts.recall(session, f"{form}:{client_id}")),
    )

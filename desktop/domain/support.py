"""Referral and support: what was asked, what was decided, what was done, what is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """The mandatory outcome of a referral (report table 26)."""

    PENDING = "pending"
    SUPPORT_STARTED = "support_started"
    NOT_VICTIM = "not_victim"
    VICTIM_NO_SUPPORT = "victim_no_support"
    TRANSFERRED = "transferred"


class Domain(StrEnum):
    """The three domains of support, and counselling, which only its key opens."""

    PSYCHOSOCIAL = "psychosocial"
    LEGAL = "legal"
    ADMINISTRATIVE = "administrative"
    COUNSELLING = "counselling"


URGENCIES = ("now", "soon", "normal")
CHANNELS = ("phone", "visit", "email", "outreach", "letter", "other")


@dataclass(frozen=True, slots=True)
class ReferralDetails:
    """A referral as taken; `source`, `exploitation` and `reason` are codes of the dated lists.

    `reason` says why no support was started and is asked with every outcome but started or pending.
    """

    received: datetime
    source: str = "unknown"
    channel: str = "phone"
    referred_by: str = ""
    alleged: str = ""
    agreed: str = ""
    urgency: str = "normal"
    exploitation: str = "unknown"
    outcome: Outcome = Outcome.PENDING
    reason: str = ""
    decided_on: date | None = None
    phone: str = ""
    incident_id: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    id: str
    client_id: str
    details: ReferralDetails


NOTE_KINDS = ("note", "visit", "call", "meeting", "accompaniment", "message")


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What the note form holds. `minutes` is the duration; `corrects` the id of the note this replaces.

    `actions` are codes of `support_actions`; `interpreter` says who interpreted; `goal_id` the goal it served.
    `written_by` is the user who wrote it, where a colleague brought it here from another file.
    """

    domain: Domain
    text: str
    happened: datetime
    kind: str = "note"
    minutes: int = 0
    next_step: str = ""
    corrects: str = ""
    actions: tuple[str, ...] = ()
    interpreter: str = ""
    goal_id: str = ""
    written_by: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """An immutable entry; `corrected_by` is the id of a later note that corrects it."""

    id: str
    client_id: str
    author: str
    recorded: datetime
    draft: NoteDraft
    corrected_by: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawnNote:
    """What stays in a file of a note that was withdrawn; its words are sealed to whom `readers` names.

    `author` wrote it, `withdrawn_by` took it out; `moved` when it was recorded elsewhere in the same act.
    """

    id: str
    client_id: str
    domain: Domain
    happened: datetime
    author: str
    withdrawn: datetime
    withdrawn_by: str
    reason: str
    readers: frozenset[str]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """What the task form holds; `owner` is a user's id.

    `action` is a code of `support_actions`, `deadline` the key of the deadline it answers.
    """

    title: str
    owner: str
    due: date | None = None
    domain: Domain = Domain.ADMINISTRATIVE
    action: str = ""
    goal_id: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    id: str
    client_id: str
    client_name: str
    draft: TaskDraft
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class AppointmentDraft:
    """A meeting in the agenda: when (UTC), what in plain words, where, with which member of staff."""

    at: datetime
    what: str
    where: str = ""
    with_user: str = ""
    kind: str = ""
    minutes: int = 0
    contact_id: str = ""
    interpreter: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    id: str
    client_id: str
    client_name: str
    draft: AppointmentDraft
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A sheet given to a client: which version, in which languages, when, by whom."""

    id: str
    sheet: str
    version: str
    language: str
    beside: str
    given_on: date
    given_by: str
    interpreter: str = ""
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the history of a file, read from the operation log."""

    recorded: datetime
    user: str
    kind: str
    entity: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """A message sealed into a compartment its writer may not read: the night call that becomes a referral."""

    id: str
    written: datetime
    written_by: str
    text: str
    caller: str = ""
    urgency: str = "normal"

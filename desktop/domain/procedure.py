"""The protection procedure as the centres follow it: tracks, the papers on them, events, requests.

What the law says about them (terms, grounds, next steps) is dated data, `resources/procedure.json`; here is only
what a record of it consists of. Dates are days in Belgium.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class TrackKind(StrEnum):
    """Which procedure a person is in; support is independent of it."""

    TRAFFICKING = "thb"
    EU = "eu"
    BELGIAN = "belgian"
    MINOR = "minor"
    ASYLUM = "asylum"
    NONE = "none"


class Phase(StrEnum):
    """Where a track stands. The first five are those of Aliens Act art. 61/2-61/5, the next two of 61/18 and 61/20."""

    DETECTION = "detection"
    REFLECTION = "reflection"
    PROVISIONAL = "provisional"
    TEMPORARY = "temporary"
    UNLIMITED = "unlimited"
    MINOR_DOCUMENT = "minor_document"
    MINOR_PERMIT = "minor_permit"
    FOLLOWED = "followed"
    ENDED = "ended"


class Answer(StrEnum):
    """What is known about one fact."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class LinkWithPerpetrators:
    """The three facts that only together end a procedure (art. 61/2 §3, 61/3 §3, 61/4 §2): each its own answer."""

    active: Answer = Answer.NOT_ASKED
    voluntary: Answer = Answer.NOT_ASKED
    own_initiative: Answer = Answer.NOT_ASKED

    @property
    def is_met(self) -> bool:
        """A threatened person who is contacted has not met the ground."""
        return {self.active, self.voluntary, self.own_initiative} == {Answer.YES}


@dataclass(frozen=True, slots=True)
class TrackDraft:
    """`kind` and since when; the leading track is the one the head of the file shows."""

    kind: TrackKind
    begins: date
    leading: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrackEnd:
    """How a track ended; `ground` is a code of `procedure_end_grounds`, or of another reason to leave the track."""

    ends: date
    ground: str
    link: LinkWithPerpetrators = LinkWithPerpetrators()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    id: str
    client_id: str
    draft: TrackDraft
    end: TrackEnd | None = None
    end_phase: str = ""


class PaperRole(StrEnum):
    """What an Annex 15 is for: the same form bridges a renewal; only the first starts the 45 days."""

    REFLECTION = "reflection"
    BRIDGE = "bridge_renewal"
    AWAITING_CARD = "awaiting_card"


@dataclass(frozen=True, slots=True)
class ResidenceDocumentDraft:
    """A residence document with the dates printed on it; `kind` is a code of `residence_documents`.

    `holder` is the id of a relative when it is an accompanying child's; `extends` the id of the document it prolongs;
    `override_reason` why it was recorded although the rules would not have it (a second extension).
    """

    kind: str
    issued_on: date | None = None
    expires_on: date | None = None
    track_id: str = ""
    role: str = ""
    holder: str = ""
    extends: str = ""
    override_reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResidenceDocument:
    id: str
    client_id: str
    client_name: str
    draft: ResidenceDocumentDraft
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureEventDraft:
    """Something that happened; `kind` is a code of `procedure_events`, `at` a time `HH:MM` where one matters.

    `details` holds what only this kind has: answers of the prosecutor (`Q1`..`Q6`), `until` (a printed term, ISO date),
    `urgent` (days of an appeal in extreme urgency), `by`, `court`.
    """

    kind: str
    happened: date
    at: str = ""
    track_id: str = ""
    details: dict[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProcedureEvent:
    id: str
    client_id: str
    draft: ProcedureEventDraft
    author: str = ""
    recorded: datetime | None = None
    withdrawn: bool = False


class RequestStep(StrEnum):
    """The steps of a request to the Immigration Office, in their order; each has its day. Refused ends it too."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    INSTRUCTED = "instructed"
    SUMMONED = "summoned"
    COLLECTED = "collected"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """What is asked (a code of `request_kinds`) and which items of its package are in hand."""

    kind: str
    track_id: str = ""
    package: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it stands; `document_id` is the paper that came of it."""

    id: str
    client_id: str
    draft: RequestDraft
    steps: dict[RequestStep, date] = field(default_factory=dict)
    cancelled: bool = False
    document_id: str = ""

    @property
    def is_open(self) -> bool:
        """Sent, and neither collected, refused nor cancelled."""
        done = {RequestStep.COLLECTED, RequestStep.REFUSED}
        return RequestStep.SENT in self.steps and not self.cancelled and not done.intersection(self.steps)

    @property
    def last_reaction(self) -> date | None:
        """The day of its latest step."""
        return max(self.steps.values(), default=None)


@dataclass(frozen=True, slots=True)
class Decision:
    """That a deadline may pass: its key, the due day it was said of, why, by whom.

    It holds for that day only; a deadline that moves asks for attention again.
    """

    id: str
    client_id: str
    key: str
    due: date
    reason: str
    author: str = ""
    recorded: datetime | None = None

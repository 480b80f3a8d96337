"""Which act of the tab answers a next step: a request to start, an event to record, a request to look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.i18n import gettext as _


class Takes(StrEnum):
    """What a step is answered with."""

    REQUEST = "request"
    EVENT = "event"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class StepAct:
    """`code` is the kind of request or event."""

    takes: Takes
    code: str

    def label(self) -> str:
        """The verb on its button."""
        return {
            Takes.REQUEST: _("Start request"),
            Takes.EVENT: _("Record it"),
            Takes.LOOK: _("Go to the request"),
        }[self.takes]


_REQUESTS = {
    "request_annex15": "annex15",
    "request_ai_at_once": "ai",
    "request_ai_for_minor": "ai",
    "request_ai": "ai",
    "request_extension": "ai_extension",
    "request_a_card": "a_card",
    "request_renewal": "a_renewal",
    "request_unlimited": "unlimited",
    "request_unlimited_uam": "unlimited",
    "apply_uam": "uam_document",
}
_EVENTS = {
    "give_information": "info_given_in_language",
    "sign_agreement": "support_agreement_signed",
    "ask_guardian": "guardian_appointed",
    "make_statement": "statement_or_complaint",
    "answer_questions": "prosecutor_answer",
    "prove_identity": "identity_document_presented",
    "declare_civil_party": "civil_party_declared",
    "ask_compensation": "compensation_requested",
    "appeal_decision": "cce_appeal",
    "ask_reopening": "reopened",
    "file_evidence": "uam_evidence_filed",
    "review_track": "track_review",
}
_LOOKED_AT = {
    "await_annex15": "annex15",
    "await_ai": "ai",
    "await_extension": "ai_extension",
    "await_a_card": "a_card",
    "await_renewal": "a_renewal",
    "await_unlimited": "unlimited",
    "await_uam": "uam_document",
}


def act_of(step: str) -> StepAct | None:
    """The act that answers a step; None where it is done outside the program."""
    for takes, codes in ((Takes.REQUEST, _REQUESTS), (Takes.EVENT, _EVENTS), (Takes.LOOK, _LOOKED_AT)):
        if step in codes:
            return StepAct(takes, codes[step])
    return None

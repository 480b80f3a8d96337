"""Which kinds of record exist, in which compartment, with which fields: what the one door accepts."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.roles import Compartment


@dataclass(frozen=True, slots=True)
class Entity:
    """A replicated table. Its columns are `id`, `head` (the last operation) and `fields`.

    `references` names fields that hold a bare id of another entity, checked by `vault check`.
    """

    name: str
    compartment: Compartment
    fields: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()

    @property
    def table(self) -> str:
        return f"{self.compartment}.{self.name}"


_OF_CLIENT = (("client_id", "client"),)
_NOTE_FIELDS = (
    *("client_id", "domain", "kind", "text", "happened", "minutes", "next_step", "corrects"),
    *("actions", "interpreter", "goal_id", "written_by"),
)
_WITHDRAWN_FIELDS = ("client_id", "note_id", "domain", "happened", "author", "reason", "moved_to", "sealed")
_FILE_FIELDS = (
    *("client_id", "kind", "title", "source", "dated", "expires_on", "holder", "note"),
    *("blob", "key", "size", "media", "digest", "removed"),
)
_HOUSE = (
    ("house", ("name",), ()),
    ("room", ("house_id", "name", "kind"), (("house_id", "house"),)),
    ("place", ("room_id", "label"), (("room_id", "room"),)),
    (
        "stay",
        (
            *("place_id", "client_id", "call_name", "gender", "age_band", "children", "languages", "diet"),
            *("begins", "ends", "state", "ready_to_leave", "destination"),
        ),
        (("place_id", "place"), ("client_id", "client")),
    ),
    ("instruction", ("client_id", "kind", "text", "begins", "ends", "removed"), _OF_CLIENT),
)
_REGISTRY = (
    (
        "client",
        (
            *("number", "opened_on", "birth", "gender", "nationalities", "languages", "caseworker"),
            *("age_status", "age_note", "age_decided_on"),
        ),
        (),
    ),
    ("client_name", ("client_id", "kind", "latin", "native", "removed"), _OF_CLIENT),
    ("alert", ("client_id", "kind", "text", "removed"), _OF_CLIENT),
    ("identifier", ("client_id", "kind", "value", "note", "removed"), _OF_CLIENT),
    (
        "relative",
        ("client_id", "relation", "name", "native", "birth", "gender", "accompanies", "note", "removed"),
        _OF_CLIENT,
    ),
    (
        "contact",
        ("kind", "name", "organisation", "phone", "email", "address", "languages", "note", "removed"),
        (),
    ),
    (
        "contact_link",
        ("contact_id", "client_id", "role", "begins", "ends", "note", "removed"),
        (*_OF_CLIENT, ("contact_id", "contact")),
    ),
    ("restriction", ("client_id", "restricted", "readers", "reason"), _OF_CLIENT),
    (
        "appointment",
        (
            *("client_id", "at", "what", "place", "with_user", "cancelled"),
            *("kind", "minutes", "contact_id", "interpreter"),
        ),
        (*_OF_CLIENT, ("contact_id", "contact")),
    ),
    (
        "handed_over",
        (
            *("client_id", "sheet", "version", "language", "beside"),
            *("given_on", "given_by", "interpreter", "reviewed"),
        ),
        _OF_CLIENT,
    ),
    (
        "code",
        ("list", "code", "labels", "valid_from", "valid_to", "report_column", "parent", "source", "position"),
        (),
    ),
)
_CASEWORK = (
    ("incident", ("label", "happened", "place", "source", "referred_by", "note", "removed"), ()),
    (
        "referral",
        (
            *("client_id", "received", "source", "channel", "referred_by", "alleged", "agreed", "urgency"),
            *("exploitation", "outcome", "reason", "decided_on", "phone", "incident_id"),
        ),
        (*_OF_CLIENT, ("incident_id", "incident")),
    ),
    ("indicator", ("client_id", "code", "answer", "note", "answered_on"), _OF_CLIENT),
    (
        "exploitation",
        (
            *("client_id", "form", "subforms", "sectors", "places", "facts_from", "facts_to"),
            *("recruitment", "means", "aggravating", "note", "removed"),
        ),
        _OF_CLIENT,
    ),
    (
        "support",
        (
            *("client_id", "begins", "basis", "main_form", "form_reason"),
            *("ends", "end_reason", "end_note", "reopenings", "removed"),
        ),
        _OF_CLIENT,
    ),
    (
        "goal",
        (
            *("client_id", "domain", "words", "agreed_on", "review_on"),
            *("state", "result", "closed_on", "removed"),
        ),
        _OF_CLIENT,
    ),
    ("note", _NOTE_FIELDS, (*_OF_CLIENT, ("corrects", "note"), ("goal_id", "goal"))),
    ("withdrawn_note", _WITHDRAWN_FIELDS, _OF_CLIENT),
    (
        "task",
        (
            *("client_id", "title", "owner", "due", "domain", "done_on"),
            *("action", "goal_id", "deadline", "removed"),
        ),
        (*_OF_CLIENT, ("goal_id", "goal")),
    ),
    (
        "track",
        ("client_id", "kind", "leading", "begins", "ends", "end_phase", "end_ground", "link", "note"),
        _OF_CLIENT,
    ),
    (
        "procedure_event",
        ("client_id", "track_id", "kind", "happened", "at", "details", "note", "withdrawn"),
        (*_OF_CLIENT, ("track_id", "track")),
    ),
    (
        "residence_document",
        (
            *("client_id", "kind", "issued_on", "expires_on"),
            *("track_id", "role", "holder", "extends", "override_reason", "note", "withdrawn"),
        ),
        (*_OF_CLIENT, ("track_id", "track"), ("extends", "residence_document"), ("holder", "relative")),
    ),
    (
        "request",
        (
            *("client_id", "track_id", "kind", "package", "note", "document_id", "cancelled"),
            *("sent_on", "acknowledged_on", "instructed_on", "summoned_on", "collected_on", "refused_on"),
        ),
        (*_OF_CLIENT, ("track_id", "track"), ("document_id", "residence_document")),
    ),
    ("deadline_decision", ("client_id", "key", "due", "act", "reason", "withdrawn"), _OF_CLIENT),
    ("file_document", _FILE_FIELDS, (*_OF_CLIENT, ("holder", "relative"))),
    ("suspect", ("client_id", "name", "aliases", "description", "relation", "note", "removed"), _OF_CLIENT),
    ("slip", ("written", "written_by", "text", "caller", "urgency", "handled"), ()),
    ("setting", ("value",), ()),
)
_COUNSELLING = (
    ("session_note", _NOTE_FIELDS, (*_OF_CLIENT, ("corrects", "session_note"))),
    ("withdrawn_session_note", _WITHDRAWN_FIELDS, _OF_CLIENT),
    ("care_document", _FILE_FIELDS, (*_OF_CLIENT, ("holder", "relative"))),
)

ENTITIES: dict[str, Entity] = {
    name: Entity(name, compartment, fields, references)
    for compartment, entities in (
        (Compartment.HOUSE, _HOUSE),
        (Compartment.REGISTRY, _REGISTRY),
        (Compartment.CASEWORK, _CASEWORK),
        (Compartment.COUNSELLING, _COUNSELLING),
    )
    for name, fields, references in entities
}


def entities_of(compartment: Compartment) -> tuple[Entity, ...]:
    """The entities of one compartment, parents before what refers to them."""
    return tuple(entity for entity in ENTITIES.values() if entity.compartment is compartment)

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


_NOTE_FIELDS = (
    "client_id",
    "domain",
    "kind",
    "text",
    "happened",
    "minutes",
    "next_step",
    "corrects",
)
_OF_CLIENT = (("client_id", "client"),)
_H, _R, _C, _T = (
    Compartment.HOUSE,
    Compartment.REGISTRY,
    Compartment.CASEWORK,
    Compartment.COUNSELLING,
)

ENTITIES: dict[str, Entity] = {
    entity.name: entity
    for entity in (
        Entity("house", _H, ("name",)),
        Entity("room", _H, ("house_id", "name", "kind"), (("house_id", "house"),)),
        Entity("place", _H, ("room_id", "label"), (("room_id", "room"),)),
        Entity(
            "stay",
            _H,
            (
                *(
                    "place_id",
                    "client_id",
                    "call_name",
                    "gender",
                    "age_band",
                    "children",
                    "languages",
                    "diet",
                ),
                *("begins", "ends", "state", "ready_to_leave", "destination"),
            ),
            (("place_id", "place"), ("client_id", "client")),
        ),
        Entity(
            "client",
            _R,
            (
                "number",
                "opened_on",
                "birth",
                "gender",
                "nationalities",
                "languages",
                "caseworker",
            ),
        ),
        Entity(
            "client_name",
            _R,
            ("client_id", "kind", "latin", "native", "removed"),
            _OF_CLIENT,
        ),
        Entity("alert", _R, ("client_id", "kind", "text", "removed"), _OF_CLIENT),
        Entity(
            "appointment",
            _R,
            ("client_id", "at", "what", "place", "with_user", "cancelled"),
            _OF_CLIENT,
        ),
        Entity(
            "handed_over",
            _R,
            (
                *("client_id", "sheet", "version", "language", "beside"),
                *("given_on", "given_by", "interpreter", "reviewed"),
            ),
            _OF_CLIENT,
        ),
        Entity(
            "referral",
            _C,
            (
                *(
                    "client_id",
                    "received",
                    "source",
                    "channel",
                    "referred_by",
                    "alleged",
                    "agreed",
                    "urgency",
                ),
                *("exploitation", "outcome", "reason", "decided_on"),
            ),
            _OF_CLIENT,
        ),
        Entity("note", _C, _NOTE_FIELDS, (*_OF_CLIENT, ("corrects", "note"))),
        Entity(
            "task",
            _C,
            ("client_id", "title", "owner", "due", "domain", "done_on"),
            _OF_CLIENT,
        ),
        Entity(
            "residence_document",
            _C,
            ("client_id", "kind", "issued_on", "expires_on"),
            _OF_CLIENT,
        ),
        Entity(
            "slip",
            _C,
            ("written", "written_by", "text", "caller", "urgency", "handled"),
        ),
        Entity(
            "session_note",
            _T,
            _NOTE_FIELDS,
            (*_OF_CLIENT, ("corrects", "session_note")),
        ),
    )
}


def entities_of(compartment: Compartment) -> tuple[Entity, ...]:
    """The entities of one compartment, parents before what refers to them."""
    return tuple(entity for entity in ENTITIES.values() if entity.compartment is compartment)

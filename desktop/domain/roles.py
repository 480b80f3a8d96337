"""Who may open what: the compartments of the vault and the role matrix enforced by keys."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Compartment(StrEnum):
    """One encrypted file with its own key; what lives where is told in docs/architecture.md."""

    HOUSE = "house"
    REGISTRY = "registry"
    CASEWORK = "casework"
    COUNSELLING = "counselling"


class Role(StrEnum):
    """A function in the centre; one person may have several."""

    SHELTER_WORKER = "shelter_worker"
    TEMPORARY_SHELTER_WORKER = "temporary_shelter_worker"
    CASEWORKER = "caseworker"
    LEGAL_COUNSELLOR = "legal_counsellor"
    COUNSELLOR = "counsellor"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION_OFFICER = "data_protection_officer"


_H, _R, _C, _T = (
    Compartment.HOUSE,
    Compartment.REGISTRY,
    Compartment.CASEWORK,
    Compartment.COUNSELLING,
)

MATRIX: dict[Role, frozenset[Compartment]] = {
    Role.SHELTER_WORKER: frozenset({_H}),
    Role.TEMPORARY_SHELTER_WORKER: frozenset({_H}),
    Role.CASEWORKER: frozenset({_H, _R, _C}),
    Role.LEGAL_COUNSELLOR: frozenset({_R, _C}),
    Role.COUNSELLOR: frozenset({_H, _R, _C, _T}),
    Role.COORDINATOR: frozenset({_H, _R, _C}),
    Role.ADMINISTRATOR: frozenset(),
    Role.DATA_PROTECTION_OFFICER: frozenset(),
}
GRANTABLE_COUNSELLING = frozenset({Role.CASEWORKER, Role.COORDINATOR})


def opened_by(roles: Collection[Role], *, counselling_granted: bool = False) -> frozenset[Compartment]:
    """The compartments these roles open together.

    Counselling can be granted by name to a caseworker or coordinator only.
    """
    opened = frozenset[Compartment]().union(*(MATRIX[role] for role in roles))
    if counselling_granted and GRANTABLE_COUNSELLING.intersection(roles):
        opened |= {Compartment.COUNSELLING}
    return opened


def may_print_and_search(roles: Collection[Role]) -> bool:
    """A temporary worker neither searches, exports nor prints."""
    return bool(set(roles) - {Role.TEMPORARY_SHELTER_WORKER})

"""The role matrix, word for word as the decision has it."""

from __future__ import annotations

from itertools import combinations

import pytest

from desktop.domain.roles import MATRIX, Compartment, Role, may_print_and_search, opened_by

HOUSE, REGISTRY, CASEWORK, COUNSELLING = Compartment
EXPECTED = {
    Role.SHELTER_WORKER: {HOUSE},
    Role.TEMPORARY_SHELTER_WORKER: {HOUSE},
    Role.CASEWORKER: {HOUSE, REGISTRY, CASEWORK},
    Role.LEGAL_COUNSELLOR: {REGISTRY, CASEWORK},
    Role.COUNSELLOR: {HOUSE, REGISTRY, CASEWORK, COUNSELLING},
    Role.COORDINATOR: {HOUSE, REGISTRY, CASEWORK},
    Role.ADMINISTRATOR: set(),
    Role.DATA_PROTECTION_OFFICER: set(),
}


def test_the_matrix_is_the_one_decided() -> None:
    assert {role: set(opened) for role, opened in MATRIX.items()} == EXPECTED


@pytest.mark.parametrize("role", Role)
def test_counselling_can_be_granted_by_name_to_two_roles_only(role: Role) -> None:
    granted = COUNSELLING in opened_by([role], counselling_granted=True)
    assert granted == (role in (Role.CASEWORKER, Role.COORDINATOR, Role.COUNSELLOR))


@pytest.mark.parametrize("pair", list(combinations(Role, 2)))
def test_several_roles_open_what_each_opens(pair: tuple[Role, Role]) -> None:
    assert opened_by(pair) == EXPECTED[pair[0]] | EXPECTED[pair[1]]


def test_only_a_temporary_worker_neither_prints_nor_searches() -> None:
    assert not may_print_and_search([Role.TEMPORARY_SHELTER_WORKER])
    assert may_print_and_search([Role.TEMPORARY_SHELTER_WORKER, Role.CASEWORKER])
    assert may_print_and_search([Role.SHELTER_WORKER])

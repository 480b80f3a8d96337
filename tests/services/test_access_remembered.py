"""That a file may be opened is remembered, and forgotten the moment anyone decides otherwise."""

from __future__ import annotations

import pytest

from desktop.domain.clients import ClientDetails, Name
from desktop.domain.roles import Compartment, Role
from desktop.errors import UserError
from desktop.services import access, clients
from desktop.services.session import Session
from desktop.storage import access as rows
from desktop.storage.vault import Vault
from tests.helpers.vaults import MakeSession


def restrict_behind_the_back(vault: Vault, client_id: str) -> None:
    """As a colleague's decision would come in: no service of this session told anyone."""
    with vault.save(Compartment.REGISTRY) as save:
        save.write("restriction", vault.new_id(), client_id=client_id, restricted=1, readers=["nobody"])


def test_a_decision_made_after_it_was_opened_counts_at_once(
    session: Session, make_session: MakeSession
) -> None:
    client_id = clients.add_client(session, ClientDetails(names=(Name("Amina"),))).id
    colleague = make_session(roles=[Role.CASEWORKER], login="els")
    access.check(colleague, client_id)
    access.check(colleague, client_id)
    restrict_behind_the_back(colleague.vault, client_id)
    with pytest.raises(UserError):
        access.check(colleague, client_id)


def test_a_write_that_was_given_up_leaves_nothing_remembered(
    session: Session, make_session: MakeSession
) -> None:
    client_id = clients.add_client(session, ClientDetails(names=(Name("Amina"),))).id
    vault = make_session(roles=[Role.CASEWORKER], login="els").vault

    def give_up() -> None:
        with vault.save(Compartment.REGISTRY) as save:
            save.write("alert", vault.new_id(), client_id=client_id, kind="other", text="x")
            assert not rows.is_hidden_from(vault, vault.user, client_id)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        give_up()
    restrict_behind_the_back(vault, client_id)  # takes the very number the given-up write had
    assert rows.is_hidden_from(vault, vault.user, client_id)

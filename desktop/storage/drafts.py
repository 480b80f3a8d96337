"""What was typed and not yet recorded: encrypted like the rest, but neither logged nor replicated."""

from __future__ import annotations

from desktop.domain.roles import Compartment
from desktop.storage.connection import transaction
from desktop.storage.vault import Vault


def keep(vault: Vault, compartment: Compartment, key: str, text: str) -> None:
    """Keep this person's draft under a key, replacing the one before."""
    with transaction(vault.connection):
        vault.connection.execute(
            f"INSERT INTO {compartment}.draft VALUES (?, ?, ?)"
            " ON CONFLICT (user, key) DO UPDATE SET text = excluded.text",
            (vault.user.id, key, text),
        )


def recall(vault: Vault, compartment: Compartment, key: str) -> str:
    """The draft, or an empty text."""
    row = vault.connection.execute(
        f"SELECT text FROM {compartment}.draft WHERE user = ? AND key = ?", (vault.user.id, key)
    ).fetchone()
    return str(row[0]) if row else ""


def discard(vault: Vault, compartment: Compartment, key: str) -> None:
    """Drop the draft once its content is recorded."""
    with transaction(vault.connection):
        vault.connection.execute(
            f"DELETE FROM {compartment}.draft WHERE user = ? AND key = ?", (vault.user.id, key)
        )

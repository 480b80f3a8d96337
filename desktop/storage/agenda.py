"""SQL for the agenda: what is due over all files, and whose files they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from desktop.storage.clients import display_names
from desktop.storage.vault import Vault


class DueTask(NamedTuple):
    """An open task with a date."""

    id: str
    client_id: str
    title: str
    owner: str
    due: date


class Review(NamedTuple):
    """A goal that is looked at again on a day."""

    id: str
    client_id: str
    words: str
    day: date


class FileFacts(NamedTuple):
    """Which file it is and who accompanies it."""

    name: str
    number: str
    caseworker: str


def due_tasks(vault: Vault, until: date) -> tuple[DueTask, ...]:
    """Everyone's open tasks that are due up to a day."""
    rows = vault.connection.execute(
        "SELECT id, client_id, title, owner, due FROM casework.task WHERE done_on IS NULL AND due <= ? AND NOT removed",
        (until.isoformat(),),
    )
    return tuple(DueTask(*row[:4], date.fromisoformat(row[4])) for row in rows)


def reviews(vault: Vault, until: date) -> tuple[Review, ...]:
    """Goals still open whose day of review comes up to a day."""
    rows = vault.connection.execute(
        "SELECT id, client_id, words, review_on FROM casework.goal"
        " WHERE review_on <= ? AND closed_on IS NULL AND NOT removed",
        (until.isoformat(),),
    )
    return tuple(Review(*row[:3], date.fromisoformat(row[3])) for row in rows)


def facts_of_files(vault: Vault, client_ids: Iterable[str]) -> dict[str, FileFacts]:
    """What is shown of some files, by their ids."""
    wanted = sorted(set(client_ids) - {""})
    names = display_names(vault, wanted)
    rows = vault.connection.execute(
        "SELECT id, number, caseworker FROM registry.client WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    return {row[0]: FileFacts(names.get(row[0], row[1]), row[1], row[2]) for row in rows}


def setting_of(vault: Vault, name: str) -> str:
    """What the centre keeps under a name; empty when nothing was."""
    row = vault.connection.execute("SELECT value FROM casework.setting WHERE id = ?", (name,)).fetchone()
    return str(row[0]) if row else ""

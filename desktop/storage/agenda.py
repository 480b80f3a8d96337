"""SQL for the agenda: what is due over all files, and whose files they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from desktop.storage.clients import display_names
from desktop.storage.open_deadlines import AT_REST
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
    return tuple(DueTask(row[0], row[1], row[2], row[3], date.fromisoformat(row[4])) for row in rows)


def reviews(vault: Vault, until: date) -> tuple[Review, ...]:
    """Goals still open whose day of review comes up to a day."""
    rows = vault.connection.execute(
        "SELECT id, client_id, words, review_on FROM casework.goal"
        " WHERE review_on <= ? AND closed_on IS NULL AND NOT removed",
        (until.isoformat(),),
    )
    return tuple(Review(row[0], row[1], row[2], date.fromisoformat(row[3])) for row in rows)


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


class OpenDeadline(NamedTuple):
    """A deadline of a file as the table of all files has it."""

    client_id: str
    key: str
    rule: str
    due: date
    attention: date


_WATCHED = f"""NOT {AT_REST} AND NOT EXISTS (SELECT 1 FROM casework.deadline_decision AS decision
        WHERE decision.client_id = open.client_id AND decision.key = open.key AND decision.due = open.due
        AND decision.act = 'silence' AND NOT decision.withdrawn)
    AND open.client_id NOT IN (SELECT value FROM json_each(:hidden))"""
_WITH_FILE = "casework.open_deadline AS open JOIN registry.client AS client ON client.id = open.client_id"
_ASKING = f"""SELECT open.client_id, open.key, open.rule, open.due, open.attention FROM {_WITH_FILE}
    WHERE open.due < '9999' AND (open.due <= :soon OR (client.caseworker = :me AND open.attention <= :today))
    AND {_WATCHED} ORDER BY client.caseworker <> :me, open.due, open.key LIMIT :most"""
# Told apart, so that the many that are near are counted without a look at their files.
_HOW_MANY = f"""SELECT (SELECT count(*) FROM casework.open_deadline AS open WHERE open.due <= :soon AND {_WATCHED})
    + (SELECT count(*) FROM {_WITH_FILE} WHERE open.attention <= :today AND open.due > :soon
        AND open.due < '9999' AND client.caseworker = :me AND {_WATCHED})"""


def asking_deadlines(
    vault: Vault, *, today: date, soon: date, hidden: Iterable[str], most: int
) -> tuple[tuple[OpenDeadline, ...], int]:
    """What asks for attention: everyone's due up to a day, and of one's own files whatever a reminder is due for.

    The first of them, one's own before the others', and how many there are: of thousands nobody reads all.
    """
    asked = {
        "me": vault.user.id,
        "today": today.isoformat(),
        "soon": soon.isoformat(),
        "hidden": json.dumps(sorted(hidden)),
        "most": most,
    }
    rows = vault.connection.execute(_ASKING, asked).fetchall()
    found = tuple(OpenDeadline(*row[:3], *map(date.fromisoformat, row[3:])) for row in rows)
    if len(found) < most:
        return found, len(found)
    row = vault.connection.execute(_HOW_MANY, asked).fetchone()
    return found, int(row[0]) if row else 0

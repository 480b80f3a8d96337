"""Replaying a compartment's log into an empty one: what several PCs will live on, and a proof the log is complete."""

from __future__ import annotations

from typing import Any

from desktop.domain.roles import Compartment
from desktop.storage.connection import Connection, transaction
from desktop.storage.entities import entities_of
from desktop.storage.operations import apply, erase, read_log


def replay(source: Connection, target: Connection, compartment: Compartment) -> int:
    """Apply every write of `source`'s log to `target`'s empty tables; returns how many.

    A body that was erased is not there to apply; an erasure of which the bodies are still there takes the entity away.
    """
    count = 0
    with transaction(target):
        for operation in read_log(source, compartment):
            if operation.kind == "write" and operation.body is not None:
                apply(target, operation, operation.fields)
                count += 1
            elif operation.kind == "erase":
                erase(target, compartment, operation)
    return count


def replicated_rows(connection: Connection, compartment: Compartment) -> dict[str, list[tuple[Any, ...]]]:
    """Every replicated table's rows, by id."""
    return {
        entity.name: connection.execute(f"SELECT * FROM {entity.table} ORDER BY id").fetchall()
        for entity in entities_of(compartment)
    }

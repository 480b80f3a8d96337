"""Bringing a compartment's file to today's tables, with a verified copy kept first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.roles import Compartment
from desktop.storage.connection import (
    Connection,
    DamagedFile,
    attach,
    integrity_findings,
    transaction,
)
from desktop.storage.files import copy_file
from desktop.storage.migrations import MIGRATIONS, Migration


class NewerFile(Exception):
    """The file was written by a newer Baken."""


def version_of(connection: Connection, compartment: Compartment) -> int:
    """The file's `user_version`: how many migrations it has seen."""
    row = connection.execute(f"PRAGMA {compartment}.user_version").fetchone()
    return int(row[0]) if row else 0


def attach_current(
    connection: Connection,
    compartment: Compartment,
    path: Path,
    key: bytearray,
    *,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Attach a compartment and migrate it if it is older; raises NewerFile or DamagedFile."""
    attach(connection, compartment, path, key)
    version = version_of(connection, compartment)
    if version > len(migrations):
        raise NewerFile
    if 0 < version < len(migrations):
        _keep_verified_copy(connection, compartment, path, key)
    for number in range(version, len(migrations)):
        migrate(connection, compartment, number + 1, migrations[number])


def migrate(connection: Connection, compartment: Compartment, number: int, migration: Migration) -> None:
    """One migration and its version number in one transaction."""
    with transaction(connection):
        for statement in migration(compartment):
            connection.execute(statement.format(schema=compartment))
        connection.execute(f"PRAGMA {compartment}.user_version = {number:d}")


def _keep_verified_copy(connection: Connection, compartment: Compartment, path: Path, key: bytearray) -> None:
    """Copy the closed file to `<name>.before-vN`, open the copy and check it, before anything changes."""
    kept = path.with_name(f"{path.name}.before-v{version_of(connection, compartment) + 1}")
    connection.execute(f"PRAGMA {compartment}.wal_checkpoint(TRUNCATE)").fetchall()
    connection.execute(f"DETACH {compartment}")
    copy_file(path, kept)
    attach(connection, compartment, kept, key)
    sound = not integrity_findings(connection, compartment)
    connection.execute(f"DETACH {compartment}")
    if not sound:
        raise DamagedFile(compartment)
    attach(connection, compartment, path, key)

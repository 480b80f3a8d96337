"""The one place that talks to SQLCipher: pragmas, attaching, and mapping the driver's errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

import sqlcipher3.dbapi2 as driver

from desktop.domain.roles import Compartment
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.storage.files import disk_full, not_writable
from desktop.storage.secrets import wipe

CACHE_KIBIBYTES = 16 * 1024
PAGE_BYTES = 4096
_ROWS_AT_ONCE = 500
_TAKEN = ("place taken", "person taken")


class Rows(Protocol):
    """A cursor, as far as we use it."""

    rowcount: int

    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...
    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...


class Connection(Protocol):
    """A driver connection, as far as we use it; bound to the thread that opened it."""

    def execute(self, sql: str, parameters: Iterable[object] = (), /) -> Rows: ...
    def executemany(self, sql: str, parameters: Iterable[Iterable[object]], /) -> Rows: ...
    def close(self) -> None: ...


class DamagedFile(Exception):
    """A compartment's file is not what its key says: damaged, truncated, or not ours."""

    def __init__(self, compartment: Compartment) -> None:
        super().__init__(compartment)
        self.compartment = compartment


class DamagedContent(UserError):
    """Pages that no longer open were met while reading or writing."""

    def __init__(self) -> None:
        super().__init__(
            _("A data file is damaged; nothing was changed."),
            _("Do not work on; restore the last backup, or ask whoever looks after the PC."),
        )


class PlaceTaken(Exception):
    """The database refused a stay: the place or the person is taken in that time."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.person = what == "person taken"


class _Cursor(driver.Cursor):  # type: ignore[misc]  # the driver ships no types
    """Reads in steps, and says in a sentence what the disk did."""

    def execute(self, *arguments: Any) -> _Cursor:
        try:
            super().execute(*arguments)
        except driver.Error as problem:
            raise _plainly(problem) from problem
        return self

    def executemany(self, *arguments: Any) -> _Cursor:
        try:
            super().executemany(*arguments)
        except driver.Error as problem:
            raise _plainly(problem) from problem
        return self

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except driver.Error as problem:
            raise _plainly(problem) from problem

    def fetchall(self) -> Any:
        try:
            return super().fetchall()
        except driver.Error as problem:
            raise _plainly(problem) from problem

    def fetchmany(self, *arguments: Any) -> Any:
        try:
            return super().fetchmany(*arguments)
        except driver.Error as problem:
            raise _plainly(problem) from problem

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        while rows := self.fetchmany(_ROWS_AT_ONCE):
            yield from rows


class _Connection(driver.Connection):  # type: ignore[misc]
    def cursor(self, *_arguments: Any) -> Any:
        return super().cursor(_Cursor)


def open_connection() -> Connection:
    """A connection with nothing attached; the compartments join it one by one."""
    connection = cast(Connection, driver.connect(":memory:", isolation_level=None, factory=_Connection))
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def attach(connection: Connection, compartment: Compartment, path: Path, key: bytearray) -> None:
    """Attach a compartment by its raw key, with our durability; raises DamagedFile.

    The driver takes the key as bytes `x'…'`, so no string of it is ever made.
    """
    literal = bytearray(b"x'" + bytes(key).hex().encode() + b"'")
    try:
        connection.execute(f"ATTACH ? AS {compartment} KEY ?", (str(path), literal))
        connection.execute(f"SELECT count(*) FROM {compartment}.sqlite_master").fetchone()
        _set_up(connection, compartment)
    except DamagedContent as problem:
        raise DamagedFile(compartment) from problem
    finally:
        wipe(literal)


def _set_up(connection: Connection, compartment: Compartment) -> None:
    connection.execute(f"PRAGMA {compartment}.journal_mode = WAL")
    connection.execute(f"PRAGMA {compartment}.synchronous = FULL")
    connection.execute(f"PRAGMA {compartment}.secure_delete = ON")
    connection.execute(f"PRAGMA {compartment}.cache_size = -{CACHE_KIBIBYTES}")


def looks_whole(path: Path) -> bool:
    """Whether the file has the length of whole pages; a first look that touches nothing."""
    size = path.stat().st_size if path.exists() else 0
    return size >= PAGE_BYTES and size % PAGE_BYTES == 0


def integrity_findings(connection: Connection, compartment: Compartment) -> list[str]:
    """What SQLCipher and SQLite find wrong with a file; empty when it is sound.

    The page check reads the main file only, so the write-ahead log is folded in first.
    """
    connection.execute(f"PRAGMA {compartment}.wal_checkpoint(TRUNCATE)").fetchall()
    findings = [str(row[0]) for row in connection.execute(f"PRAGMA {compartment}.cipher_integrity_check")]
    if findings:
        return [f"{compartment}: {len(findings)}"]
    rows = connection.execute(f"PRAGMA {compartment}.quick_check").fetchall()
    return [f"{compartment}: {row[0]}" for row in rows if row[0] != "ok"]


def _plainly(problem: Exception) -> Exception:
    return plain_error(problem) or problem


def plain_error(problem: Exception) -> UserError | None:
    """The sentence for an error of the environment; None when it is our bug."""
    text = str(problem)
    if type(problem) is driver.DatabaseError or "not a database" in text:  # pages that do not open
        return DamagedContent()
    if not isinstance(problem, driver.OperationalError):
        return None
    return next((sentence() for words, sentence in _SENTENCES.items() if words in text), None)


def _no_answer() -> UserError:
    return UserError(_("The disk did not answer; nothing was saved."), _("Check the disk, then try again."))


def _held_elsewhere() -> UserError:
    return UserError(_("Another program holds the data files."), _("Close it, then try again."))


_SENTENCES: dict[str, Callable[[], UserError]] = {  # by words of the driver's own messages
    "full": disk_full,
    "readonly": not_writable,
    "read-only": not_writable,
    "unable to open": not_writable,
    "disk I/O": _no_answer,
    "locked": _held_elsewhere,
}


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing; raises PlaceTaken when the rules of the shelter refuse."""
    try:
        connection.execute("BEGIN")
        yield
        connection.execute("COMMIT")
    except BaseException as problem:
        _roll_back(connection)
        if isinstance(problem, driver.IntegrityError) and str(problem) in _TAKEN:
            raise PlaceTaken(str(problem)) from problem
        raise


def _roll_back(connection: Connection) -> None:
    try:
        connection.execute("ROLLBACK")
    except (driver.Error, UserError):
        pass  # the failed statement already rolled back


def close(connection: Connection, compartments: Iterable[Compartment]) -> None:
    """Fold each write-ahead log into its file and close; a full disk leaves the logs, which is safe."""
    for compartment in compartments:
        fold_log(connection, compartment)
    connection.close()


def fold_log(connection: Connection, compartment: Compartment) -> None:
    """Fold a write-ahead log into its file, so that no older page stays in it."""
    try:
        connection.execute(f"PRAGMA {compartment}.wal_checkpoint(TRUNCATE)").fetchall()
    except (driver.Error, UserError):
        pass  # the log stays beside the file and is read at the next start

"""The log: one hash-chained operation per write or access, from which everything else can be replayed.

The format is final. An operation names the device and its dense sequence number in this compartment,
the hybrid moment, the user, the entity, the fields written and the operations it replaces (the entity's
heads as the writer saw them). The chain runs over header ‖ SHA-256(salt ‖ body): erasing a body and its
salt later leaves the chain verifiable.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.roles import Compartment
from desktop.storage.entities import ENTITIES, Entity
from desktop.storage.ids import Moment

if TYPE_CHECKING:
    from desktop.storage.connection import Connection

Value = str | int | None | Sequence[str] | Mapping[str, str] | Sequence[Mapping[str, str | bool]]
Fields = Mapping[str, Value]

BODY_VERSION = 1
GENESIS = bytes(32)
SALT_BYTES = 16
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_COLUMNS = (
    "id, device, seq, milliseconds, counter, user, kind, entity, entity_id, version, replaces,"
    " salt, body, digest, previous, hash"
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of a compartment's log. `salt` and `body` are None once erased."""

    id: str
    device: str
    seq: int
    moment: Moment
    user: str
    kind: str
    entity: str
    entity_id: str
    replaces: tuple[str, ...]
    salt: bytes | None
    body: str | None
    digest: bytes
    previous: bytes
    version: int = BODY_VERSION

    @property
    def fields(self) -> dict[str, Value]:
        """What was written; empty once erased."""
        return json.loads(self.body) if self.body is not None else {}

    @property
    def hash(self) -> bytes:
        """SHA-256 over the previous hash, the header and the digest of the salted body."""
        header = [
            self.id,
            self.device,
            self.seq,
            self.moment.milliseconds,
            self.moment.counter,
            self.user,
        ]
        header += [
            self.kind,
            self.entity,
            self.entity_id,
            self.version,
            list(self.replaces),
        ]
        return hashlib.sha256(self.previous + canonical(header).encode() + self.digest).digest()


@dataclass(frozen=True, slots=True)
class FeedHead:
    """Where one device's feed of one compartment stands."""

    seq: int = 0
    hash: bytes = GENESIS


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: the same value gives the same bytes."""
    return _CANONICAL.encode(value)


def digest_of(salt: bytes, body: str) -> bytes:
    """SHA-256 over salt ‖ body."""
    return hashlib.sha256(salt + body.encode()).digest()


def append(connection: Connection, compartment: Compartment, operation: Operation) -> FeedHead:
    """Add an operation to the log and move the stored head; within the caller's transaction."""
    head = FeedHead(operation.seq, operation.hash)
    connection.execute(
        f"INSERT INTO {compartment}.operation ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(operation.id, operation.device, operation.seq),
            *(operation.moment.milliseconds, operation.moment.counter),
            *(
                operation.user,
                operation.kind,
                operation.entity,
                operation.entity_id,
                operation.version,
            ),
            *(canonical(list(operation.replaces)), operation.salt, operation.body),
            *(operation.digest, operation.previous, head.hash),
        ),
    )
    connection.execute(
        f"INSERT INTO {compartment}.log_head VALUES (?, ?, ?)"
        " ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        (operation.device, head.seq, head.hash),
    )
    return head


def apply(connection: Connection, operation: Operation, written: Fields) -> None:
    """Bring one write into its table: the same for a save, a replay and, later, another PC's feed.

    `written` are the operation's fields; a save has them in hand and need not read its own body again.
    """
    entity = ENTITIES[operation.entity]
    fields = {name: _to_column(value) for name, value in written.items()}
    if not set(fields) <= set(entity.fields):
        raise ValueError(f"unknown fields for {entity.name}")
    names = ["head", *fields]
    values = [operation.id, *fields.values()]
    if operation.replaces:
        assignments = ", ".join(f"{name} = ?" for name in names)
        connection.execute(
            f"UPDATE {entity.table} SET {assignments} WHERE id = ?",
            (*values, operation.entity_id),
        )
    else:
        marks = ", ".join("?" * (len(names) + 1))
        connection.execute(
            f"INSERT INTO {entity.table} (id, {', '.join(names)}) VALUES ({marks})",
            (operation.entity_id, *values),
        )


def erase(connection: Connection, compartment: Compartment, operation: Operation) -> None:
    """Carry out an erasure: the entity goes, and of the operations it names only the chain stays.

    The same for a save and, later, another PC's feed; where it was done before, there is nothing left to do.
    """
    entity = ENTITIES[operation.entity]
    connection.execute(f"DELETE FROM {entity.table} WHERE id = ?", (operation.entity_id,))
    connection.executemany(
        f"UPDATE {compartment}.operation SET salt = NULL, body = NULL WHERE id = ? AND entity_id = ?",
        [(erased, operation.entity_id) for erased in erased_by(operation)],
    )


def erased_by(operation: Operation) -> tuple[str, ...]:
    """The operations whose bodies an erasure took away."""
    named = operation.fields.get("erased", ())
    return tuple(str(item) for item in named) if isinstance(named, list) else ()


def head_of(connection: Connection, entity: Entity, entity_id: str) -> tuple[str, ...]:
    """The operations a new write of this entity replaces: none when it is new."""
    row = connection.execute(f"SELECT head FROM {entity.table} WHERE id = ?", (entity_id,)).fetchone()
    return (row[0],) if row else ()


def read_log(connection: Connection, compartment: Compartment, *, entity_id: str = "") -> Iterator[Operation]:
    """The operations in the order they were recorded here, of one entity if asked."""
    where, parameters = ("WHERE entity_id = ?", (entity_id,)) if entity_id else ("", ())
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {compartment}.operation {where} ORDER BY rowid",
        parameters,
    )
    for row in rows:
        yield _from_row(row)


def feed_head(connection: Connection, compartment: Compartment, device: str) -> FeedHead:
    """The stored head of a device's feed."""
    row = connection.execute(
        f"SELECT seq, hash FROM {compartment}.log_head WHERE device = ?", (device,)
    ).fetchone()
    return FeedHead(*row) if row else FeedHead()


def last_moment(connection: Connection, compartment: Compartment) -> Moment:
    """The latest moment in the log."""
    row = connection.execute(
        f"SELECT milliseconds, counter FROM {compartment}.operation ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    return Moment(*row) if row else Moment(0)


def broken_links(connection: Connection, compartment: Compartment) -> list[str]:
    """What is wrong with the chain: a sentence part per finding, naming sequence numbers, never content."""
    heads: dict[str, FeedHead] = {}
    findings = []
    emptied: dict[str, int] = {}
    erased: set[str] = set()
    rows = connection.execute(f"SELECT {_COLUMNS} FROM {compartment}.operation ORDER BY device, seq")
    for row in rows:
        operation, stored = _from_row(row), row[-1]
        before = heads.get(operation.device, FeedHead())
        if operation.seq != before.seq + 1 or operation.previous != before.hash:
            findings.append(f"{compartment} {operation.seq}: does not follow the entry before")
        if operation.hash != stored or not _body_matches(operation):
            findings.append(f"{compartment} {operation.seq}: altered")
        if operation.body is None:
            emptied[operation.id] = operation.seq
        if operation.kind == "erase":
            erased.update(erased_by(operation))
        heads[operation.device] = FeedHead(operation.seq, stored)
    unexplained = (seq for op_id, seq in emptied.items() if op_id not in erased)
    findings += [f"{compartment} {seq}: emptied without an erasure" for seq in unexplained]
    stored_heads = dict(_stored_heads(connection, compartment))
    if stored_heads != heads:
        findings.append(f"{compartment}: the log does not end where it should")
    return findings


def _stored_heads(connection: Connection, compartment: Compartment) -> Iterator[tuple[str, FeedHead]]:
    for device, seq, digest in connection.execute(f"SELECT device, seq, hash FROM {compartment}.log_head"):
        yield device, FeedHead(seq, digest)


def _body_matches(operation: Operation) -> bool:
    if operation.salt is None or operation.body is None:
        return operation.salt is None and operation.body is None
    return digest_of(operation.salt, operation.body) == operation.digest


def _to_column(value: Value) -> str | int | None:
    return value if isinstance(value, str | int) or value is None else canonical(value)


def _from_row(row: tuple[Any, ...]) -> Operation:
    (
        op_id,
        device,
        seq,
        milliseconds,
        counter,
        user,
        kind,
        entity,
        entity_id,
        version,
        replaces,
    ) = row[:11]
    salt, body, digest, previous, _ = row[11:]
    return Operation(
        id=op_id,
        device=device,
        seq=seq,
        moment=Moment(milliseconds, counter),
        user=user,
        kind=kind,
        entity=entity,
        entity_id=entity_id,
        replaces=tuple(json.loads(replaces)),
        salt=salt,
        body=body,
        digest=digest,
        previous=previous,
        version=version,
    )

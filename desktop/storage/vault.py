"""The open vault: what this person holds, and the one door for writes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from desktop.clock import Clock, SystemClock
from desktop.domain.roles import Compartment
from desktop.domain.users import User
from desktop.errors import NotAllowed
from desktop.i18n import gettext as _
from desktop.storage import operations
from desktop.storage.connection import Connection, close, fold_log, transaction
from desktop.storage.entities import ENTITIES
from desktop.storage.identity import Identity
from desktop.storage.ids import HybridClock, Moment, Randomness, SystemRandomness
from desktop.storage.keyring import Keyring
from desktop.storage.operations import FeedHead, Fields, Operation, Value
from desktop.storage.secrets import BoxKeys, wipe

ACCESS_MILLISECONDS = 15 * 60 * 1000


class DamagedDevice(Exception):
    """The file with this PC's id is missing or unreadable."""


@dataclass(slots=True)
class Vault:
    """An unlocked vault. Belongs to the thread that opened it; one connection, one thread.

    `keys` are the compartment key pairs this person holds; what is not there cannot be read. `let_in` is
    `storage.access`'s own: for which files it was answered lately that this person may open them.
    """

    folder: Path
    keyring: Keyring
    user: User
    identity: Identity = field(repr=False)
    keys: dict[Compartment, BoxKeys] = field(repr=False)
    connection: Connection
    device: str
    clock: Clock
    hybrid: HybridClock
    randomness: Randomness
    _feeds: dict[Compartment, FeedHead]
    let_in: dict[str, object] = field(default_factory=dict, repr=False)
    _depth: int = 0

    @property
    def holds(self) -> frozenset[Compartment]:
        """The compartments this person can read and write."""
        return frozenset(self.keys)

    def need(self, *compartments: Compartment) -> None:
        """Refuse kindly when a compartment is not held."""
        if not self.holds.issuperset(compartments):
            raise NotAllowed(
                _("Your role does not open this part of the files."),
                _("Ask your coordinator if you need it."),
            )

    def new_id(self) -> str:
        """A fresh UUIDv7."""
        return self.hybrid.new_id()

    @contextmanager
    def save(self, compartment: Compartment) -> Iterator[Transaction]:
        """One save: one transaction in one compartment, with its operations; all or nothing."""
        self.need(compartment)
        before = self._feeds[compartment]
        try:
            with self._atomic():
                yield Transaction(self, compartment)
        except BaseException:
            self._feeds[compartment] = before
            raise

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Many saves in one commit, for filling an empty vault only: a crash loses them all."""
        feeds = dict(self._feeds)
        try:
            with transaction(self.connection):
                self._depth += 1
                yield
        except BaseException:
            self._feeds = feeds
            raise
        finally:
            self._depth -= 1

    def forget(self, compartment: Compartment) -> None:
        """After an erasure: fold the write-ahead log in, whose older pages still hold what was erased."""
        fold_log(self.connection, compartment)

    def _atomic(self) -> AbstractContextManager[None]:
        return nullcontext() if self._depth else transaction(self.connection)

    def append(self, compartment: Compartment, operation: Operation) -> None:
        """Log an operation and remember where the feed stands."""
        self._feeds[compartment] = operations.append(self.connection, compartment, operation)

    def feed(self, compartment: Compartment) -> FeedHead:
        """Where this device's feed of the compartment stands."""
        return self._feeds[compartment]

    def close(self) -> None:
        """Fold the logs in, close the files, overwrite the keys."""
        close(self.connection, self.holds)
        self.identity.wipe()
        for keys in self.keys.values():
            wipe(keys.private)


@dataclass(frozen=True, slots=True)
class Transaction:
    """What is written to one compartment in one save."""

    vault: Vault
    compartment: Compartment

    def write(self, entity_name: str, entity_id: str, /, **fields: Value) -> str:
        """Write fields of one entity and log it; returns the operation's id.

        New when the id is unknown, else a change that replaces what this device saw last.
        """
        entity = ENTITIES[entity_name]
        if entity.compartment is not self.compartment:
            raise ValueError(f"{entity_name} does not live in {self.compartment}")
        replaces = operations.head_of(self.vault.connection, entity, entity_id)
        operation = self._operation("write", entity_name, entity_id, fields, replaces)
        operations.apply(self.vault.connection, operation, fields)
        self.vault.append(self.compartment, operation)
        return operation.id

    def erase(self, entity_name: str, entity_id: str, /) -> None:
        """Take an entity and the bodies of all its writes away; the chain over their digests stays."""
        connection = self.vault.connection
        written = operations.read_log(connection, self.compartment, entity_id=entity_id)
        erased = [item.id for item in written if item.entity == entity_name and item.body is not None]
        operation = self._operation("erase", entity_name, entity_id, {"erased": erased}, ())
        operations.erase(connection, self.compartment, operation)
        self.vault.append(self.compartment, operation)

    def access(self, entity_name: str, entity_id: str, /, **what: Value) -> None:
        """Log that someone read, printed or exported; chained, but skipped by replay."""
        operation = self._operation("access", entity_name, entity_id, what, ())
        self.vault.append(self.compartment, operation)

    def _operation(
        self,
        kind: str,
        entity_name: str,
        entity_id: str,
        fields: Fields,
        replaces: tuple[str, ...],
    ) -> Operation:
        vault, moment = self.vault, self.vault.hybrid.tick()
        head = vault.feed(self.compartment)
        salt = vault.randomness.getrandbits(8 * operations.SALT_BYTES).to_bytes(operations.SALT_BYTES)
        body = operations.canonical(dict(fields))
        return Operation(
            id=vault.hybrid.new_id(moment),
            device=vault.device,
            seq=head.seq + 1,
            moment=moment,
            user=vault.user.id,
            kind=kind,
            entity=entity_name,
            entity_id=entity_id,
            replaces=replaces,
            salt=salt,
            body=body,
            digest=operations.digest_of(salt, body),
            previous=head.hash,
        )


def log_access(vault: Vault, compartment: Compartment, entity: str, entity_id: str, *, act: str) -> None:
    """Log a read, print or export: reads once per file, user and 15 minutes, the others every time."""
    if act == "read" and _seen_lately(vault, compartment, entity_id):
        return
    with vault.save(compartment) as save:
        save.access(entity, entity_id, act=act)


def _seen_lately(vault: Vault, compartment: Compartment, entity_id: str) -> bool:
    since = int(vault.clock.now().timestamp() * 1000) - ACCESS_MILLISECONDS
    row = vault.connection.execute(
        f"SELECT 1 FROM {compartment}.operation WHERE entity_id = ? AND kind = 'access'"
        " AND user = ? AND milliseconds > ? LIMIT 1",
        (entity_id, vault.user.id, since),
    ).fetchone()
    return row is not None


def assemble(
    folder: Path,
    *,
    keyring: Keyring,
    user: User,
    identity: Identity,
    keys: Mapping[Compartment, BoxKeys],
    connection: Connection,
    clock: Clock | None = None,
    randomness: Randomness | None = None,
) -> Vault:
    """Put an open vault together from attached compartments: this device's feeds and the clock go on."""
    clock, randomness = clock or SystemClock(), randomness or SystemRandomness()
    device = device_id(folder)
    latest = [operations.last_moment(connection, compartment) for compartment in keys]
    return Vault(
        folder=folder,
        keyring=keyring,
        user=user,
        identity=identity,
        keys=dict(keys),
        connection=connection,
        device=device,
        clock=clock,
        hybrid=HybridClock(clock, last=max(latest, default=Moment(0)), randomness=randomness),
        randomness=randomness,
        _feeds={item: operations.feed_head(connection, item, device) for item in keys},
    )


def device_id(folder: Path) -> str:
    """This PC's id in this vault, written once at creation; raises DamagedDevice."""
    try:
        return str(json.loads((folder / "device").read_bytes())["id"])
    except (OSError, ValueError, LookupError, TypeError) as problem:
        raise DamagedDevice from problem

"""After a lock nothing is left in memory, shown again and again: `python -m tests.e2e.lock_cycles 50`.

A cycle is a person's: type the passphrase, unlock, see the list and a file, lock. Before the lock a control scan must
find what is looked for; after it, in the process that stands in the old one's place, there must be no copy of any.
"""

from __future__ import annotations

import random
import secrets
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.clients import ClientDetails, Name
from desktop.domain.support import Domain, NoteDraft
from desktop.services import clients, notes, session as sessions, setup
from desktop.services.session import Session
from desktop.storage.seals import database_key
from tests.e2e.person import Person, at_work, display, until
from tests.helpers.memory_scan import CannotScan, Needle, key_needles, scan, text_needles

STRINGS = 200
STEM = "Qzvk"  # in every seeded string, so that a piece of one is found as well
_LETTERS = "bcdfghjklmnpqrstvwxz"


@dataclass(frozen=True, slots=True)
class Seeded:
    """A vault and everything that must not outlive a lock."""

    folder: Path
    passphrase: str
    keys: tuple[Needle, ...]
    typed: tuple[Needle, ...]
    strings: tuple[Needle, ...]

    @property
    def everything(self) -> tuple[Needle, ...]:
        return self.keys + self.typed + self.strings


def seeded_vault(folder: Path) -> Seeded:
    """A vault with the real key derivation, a random passphrase and 200 strings in names and notes."""
    passphrase = "".join(secrets.choice(_LETTERS + "23456789") for _ in range(24))
    setup.create(
        folder, centre="PAG-ASA", name="An Peeters", login="an", passphrase=bytearray(passphrase.encode())
    )
    session = sessions.unlock(folder, "an", bytearray(passphrase.encode()))
    words = [f"{STEM}{''.join(random.choices(_LETTERS, k=10))}" for _ in range(STRINGS)]
    with session.vault.in_bulk():
        for latin, note in zip(words[: STRINGS // 2], words[STRINGS // 2 :], strict=True):
            client = clients.add_client(session, ClientDetails(names=(Name(latin),)))
            notes.record(session, client.id, NoteDraft(Domain.LEGAL, f"Gesprek {note}", session.clock.now()))
    seeded = Seeded(
        folder=folder,
        passphrase=passphrase,
        keys=_keys(session),
        typed=(*text_needles("passphrase", passphrase), *text_needles("its first 5", passphrase[:5])),
        strings=(
            *(needle for word in words for needle in text_needles(word, word)),
            *text_needles("a piece of a client's text", STEM),
            *text_needles("the same in small letters", STEM.lower()),
        ),
    )
    session.close()
    return seeded


def _keys(session: Session) -> tuple[Needle, ...]:
    vault = session.vault
    found = [*key_needles("user's key", vault.identity.box.private)]
    found += key_needles("signing key", vault.identity.signing.seed)
    for compartment, pair in vault.keys.items():
        epoch = vault.keyring.compartments[compartment].epoch
        found += key_needles(f"{compartment} key", pair.private)
        found += key_needles(f"{compartment} file key", database_key(pair, compartment, epoch))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Cycle:
    """What one cycle found: copies while typing, while open, and after the lock."""

    typing: Mapping[str, int]
    opened: Mapping[str, int]
    locked: Mapping[str, int]


def run(seeded: Seeded, cycles: int, *, home: Path, told: Callable[[int, Cycle], None]) -> None:
    """Work and lock so many times in one program, telling of each cycle; raises CannotScan when not root."""
    with display() as screen, at_work(seeded.folder, display=screen, home=home) as person:
        for number in range(1, cycles + 1):
            told(number, _cycle(seeded, person))


def _cycle(seeded: Seeded, person: Person) -> Cycle:
    pid = person.process.pid
    person.fill("unlock_passphrase_field", seeded.passphrase)
    until(
        lambda: scan(pid, seeded.typed)["passphrase (UTF-8)"] or None,
        what="the passphrase in the memory of the program",
    )
    typing = scan(pid, seeded.typed)
    person.press("Return")
    _read_files(person)
    opened = scan(pid, seeded.everything)
    person.press("ctrl+l")
    person.wait_for("unlock_passphrase_field")
    return Cycle(typing, opened, scan(pid, seeded.everything))


def _read_files(person: Person) -> None:
    """The list of clients, and one file with its notes."""
    person.click("rail_clients_button")
    person.click_line("clients_table", STEM)
    person.press("Return")
    person.wait_for("client_file_page")


def faults(cycle: Cycle) -> list[str]:
    """What a cycle shows that must not be, by name and number, never the secret itself."""
    found = [f"after the lock: {count} x {name}" for name, count in cycle.locked.items() if count]
    if not cycle.typing["passphrase (UTF-8)"]:
        found.append("control: the typed passphrase was not found")
    if not any(count for name, count in cycle.opened.items() if "key (raw)" in name):
        found.append("control: no key was found in the open program")
    if sum(1 for name, count in cycle.opened.items() if name.startswith(STEM) and count) < STRINGS // 4:
        found.append("control: hardly any client's text was found in the open program")
    return found


def main() -> int:
    cycles = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    broken: list[str] = []

    def tell(number: int, cycle: Cycle) -> None:
        wrong = faults(cycle)
        broken.extend(wrong)
        before, after = sum(cycle.opened.values()), sum(cycle.locked.values())
        print(
            f"{number:3}: {before} copies before the lock, {after} after", *wrong, sep="\n     ", flush=True
        )

    with tempfile.TemporaryDirectory() as place:
        try:
            run(seeded_vault(Path(place) / "vault"), cycles, home=Path(place) / "home", told=tell)
        except CannotScan as problem:
            print(problem)
            return 1
    print(f"{cycles} cycles, {len(broken)} faults")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

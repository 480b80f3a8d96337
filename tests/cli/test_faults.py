"""Everything that can be wrong with the files: exit 1, one sentence with the next step, and not a byte changed."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.domain.clients import ClientDetails, Name
from desktop.domain.roles import Compartment, Role
from desktop.errors import UserError
from desktop.services import clients, session as sessions
from desktop.services.session import Session
from desktop.storage import identity, opening, secrets
from desktop.storage.connection import attach, open_connection
from desktop.storage.identity import open_identity
from desktop.storage.keyring import read_keyring
from desktop.storage.seals import database_key, open_seal
from desktop.storage.secrets import KeyDerivation
from tests.helpers.programs import Baken, contents
from tests.helpers.vaults import CHEAP, PASSPHRASE, MakeSession

PAGE = 4096
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_root = pytest.mark.skipif(not AS_ROOT, reason="only root can mount a file system")

Harm = Callable[[Path], None]


def truncate(name: str, size: Callable[[int], int]) -> Harm:
    def harm(folder: Path) -> None:
        file = folder / name
        os.truncate(file, size(file.stat().st_size))

    return harm


def overwrite(name: str, content: Callable[[bytes], bytes]) -> Harm:
    def harm(folder: Path) -> None:
        for file in folder.glob(name):
            file.write_bytes(content(file.read_bytes()))

    return harm


def remove(name: str) -> Harm:
    def harm(folder: Path) -> None:
        for file in folder.glob(name):
            file.unlink()

    return harm


def swap(first: str, second: str) -> Harm:
    def harm(folder: Path) -> None:
        one, other = (folder / name for name in (first, second))
        one.rename(folder / "aside")
        other.rename(one)
        (folder / "aside").rename(other)

    return harm


def swap_seals(folder: Path) -> None:
    casework, _counselling, _house, registry = sorted(str(file) for file in folder.glob("seals/*"))
    swap(casework, registry)(folder)


def newer_keyring(folder: Path) -> None:
    signed = json.loads((folder / "keyring").read_text())
    body = json.loads(signed["body"])
    signed["body"] = json.dumps({**body, "format": 2})
    (folder / "keyring").write_text(json.dumps(signed))


def newer_file(folder: Path) -> None:
    """As a later Baken would leave it: the file's own version is higher, everything else is as it was."""
    keyring = read_keyring(folder)
    founder = open_identity(folder, keyring.members[0], bytearray(PASSPHRASE), floor=CHEAP)
    keys = open_seal(folder, Compartment.REGISTRY, keyring, founder)
    assert keys is not None
    connection = open_connection()
    key = database_key(keys, Compartment.REGISTRY, 1)
    attach(connection, Compartment.REGISTRY, folder / "registry.db", key)
    connection.execute("PRAGMA registry.user_version = 99")
    connection.close()


def rubbish(content: bytes) -> bytes:
    return random.Random(7).randbytes(len(content))


FAULTS: dict[str, tuple[Harm, str]] = {
    "house cut to nothing": (truncate("house.db", lambda size: 0), "house.db"),
    "registry cut in a page": (truncate("registry.db", lambda size: size - 1), "registry.db"),
    "casework cut to one page": (truncate("casework.db", lambda size: PAGE), "casework.db"),
    "counselling cut by a page": (truncate("counselling.db", lambda size: size - PAGE), "counselling.db"),
    "registry full of rubbish": (overwrite("registry.db", rubbish), "registry.db"),
    "registry full of zeros": (overwrite("registry.db", lambda was: bytes(len(was))), "registry.db"),
    "registry a plain database": (
        overwrite("registry.db", lambda was: b"SQLite format 3\0" + bytes(PAGE * 4 - 16)),
        "registry.db",
    ),
    "registry gone": (remove("registry.db"), "registry.db"),
    "compartments swapped": (swap("house.db", "casework.db"), "house.db"),
    "seals swapped": (swap_seals, "seal"),
    "seal altered": (overwrite("seals/registry-*", lambda was: was[:-1] + b"x"), "seal registry"),
    "seal missing": (remove("seals/registry-*"), "role does not open"),
    "key file gone": (remove("users/*"), "users"),
    "key file rubbish": (overwrite("users/*", rubbish), "users"),
    "device file gone": (remove("device"), "device"),
    "device file rubbish": (overwrite("device", lambda was: b"\xff[1]"), "device"),
    "keyring rubbish": (overwrite("keyring", rubbish), "keyring"),
    "keyring altered": (
        overwrite("keyring", lambda was: was.replace(b"An Peeters", b"An Peeterz")),
        "keyring",
    ),
    "keyring newer": (newer_keyring, "newer Baken"),
    "file newer": (newer_file, "newer Baken"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_sentence_and_changes_nothing(baken: Baken, name: str) -> None:
    harm, told = FAULTS[name]
    harm(baken.folder)
    before = contents(baken.folder)
    assert told in baken("clients", "list", "--json").refused()
    assert contents(baken.folder) == before


@pytest.mark.parametrize("compartment", Compartment)
def test_a_file_cut_at_any_length_never_opens(vault_folder: Path, compartment: Compartment) -> None:
    file = vault_folder / f"{compartment}.db"
    whole = file.read_bytes()
    sizes = {0, 1, 100, PAGE - 1, PAGE, PAGE + 1, len(whole) - 1, *range(0, len(whole), PAGE)}
    for size in sorted(sizes):
        file.write_bytes(whole[:size])
        before = contents(vault_folder)
        with pytest.raises(UserError, match=file.name):
            opening.open_vault(vault_folder, "an", bytearray(PASSPHRASE), floor=CHEAP)
        assert contents(vault_folder) == before


def test_any_page_altered_is_told_wherever_it_is_met(session: Session) -> None:
    """Each page holds its own seal: reading gives the content, or the sentence; never something else."""
    for number in range(30):
        clients.add_client(session, ClientDetails(names=(Name(f"Sara {number}"),)))
    folder, shown = session.folder, clients.list_clients(session)
    session.close()
    file = folder / "registry.db"
    whole = file.read_bytes()
    refused = 0
    for page in range(len(whole) // PAGE):
        altered = bytearray(whole)
        altered[page * PAGE + (page * 97) % PAGE] ^= 1 << page % 8
        file.write_bytes(altered)
        try:
            opened = sessions.unlock(folder, "an", bytearray(PASSPHRASE), floor=CHEAP)
        except UserError:
            refused += 1
            continue
        refused += _reads_right_or_says_so(opened, shown)
        opened.close()
    assert refused > 5


def _reads_right_or_says_so(opened: Session, shown: object) -> bool:
    from desktop.services import checking

    assert checking.check(opened).findings
    try:
        assert clients.list_clients(opened) == shown
        clients.list_clients(opened, search="sara")
        clients.add_client(opened, ClientDetails())
    except UserError as problem:
        return "damaged" in problem.message
    return False


# Names and passphrases


def test_a_wrong_passphrase_and_an_unknown_name_are_told_alike(baken: Baken) -> None:
    before = contents(baken.folder)
    wrong = baken("clients", "list", BAKEN_PASSPHRASE="not it").refused()
    unknown = baken("clients", "list", "--user", "nobody").refused()
    assert wrong == unknown
    assert "nobody" not in unknown
    assert contents(baken.folder) == before


@pytest.mark.parametrize("login", ["an", "nobody", ""])
def test_a_wrong_passphrase_and_an_unknown_name_cost_the_same(
    vault_folder: Path, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    costs: list[KeyDerivation] = []
    real = secrets.derive

    def derive(passphrase: bytearray, salt: bytes, cost: KeyDerivation) -> bytearray:
        costs.append(cost)
        return real(passphrase, salt, cost)

    monkeypatch.setattr(identity, "derive", derive)
    with pytest.raises(UserError, match="name or the passphrase"):
        opening.open_vault(vault_folder, login, bytearray(b"not it"), floor=CHEAP)
    assert costs == [CHEAP]


@pytest.mark.parametrize("passphrase", [b"", b"\xff\xfe", b"a b c d e", b"A B C D E F", b"a b c d e f "])
def test_a_passphrase_is_exact(vault_folder: Path, passphrase: bytes) -> None:
    with pytest.raises(UserError, match="name or the passphrase"):
        sessions.unlock(vault_folder, "an", bytearray(passphrase), floor=CHEAP)


def test_the_passphrase_is_wiped_whether_it_was_right_or_not(vault_folder: Path) -> None:
    right, wrong = bytearray(PASSPHRASE), bytearray(b"not it")
    sessions.unlock(vault_folder, "an", right, floor=CHEAP).close()
    with pytest.raises(UserError):
        sessions.unlock(vault_folder, "an", wrong, floor=CHEAP)
    assert set(right) == set(wrong) == {0}


def test_who_is_suspended_is_not_known_any_more(session: Session, make_session: MakeSession) -> None:
    from desktop.services import users

    eva = make_session(roles=[Role.CASEWORKER], login="eva")
    users.suspend(session, eva.user.id)
    with pytest.raises(UserError, match="name or the passphrase"):
        sessions.unlock(session.folder, "eva", bytearray(PASSPHRASE), floor=CHEAP)


# Folders


@pytest.mark.parametrize("kind", ["missing", "empty", "other files", "a file"])
@pytest.mark.parametrize("user", [(), ("--user", "an")])
def test_what_is_not_a_vault_is_left_alone(
    baken: Baken, tmp_path: Path, kind: str, user: tuple[str, ...]
) -> None:
    folder = tmp_path / "elsewhere"
    if kind == "a file":
        folder.write_text("shopping list")
    elif kind != "missing":
        folder.mkdir()
    if kind == "other files":
        (folder / "letter.txt").write_text("Dear Sara")
    before = sorted(tmp_path.rglob("*"))
    assert "no Baken files" in baken("clients", "list", *user, BAKEN_DATA_DIR=str(folder)).refused()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_made_read_only_is_refused(baken: Baken) -> None:
    before = contents(baken.folder)
    baken.folder.chmod(0o500)
    try:
        assert "read-only" in baken("clients", "list").refused()
    finally:
        baken.folder.chmod(0o700)
    assert contents(baken.folder) == before


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    subprocess.run(["mount", *options, str(folder)], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def can_mount(folder: Path) -> bool:
    probe = folder / "probe"
    probe.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(probe)], check=False, capture_output=True)
    if done.returncode == 0:
        subprocess.run(["umount", str(probe)], check=True)
    return done.returncode == 0


@needs_root
def test_a_read_only_disk_is_refused(baken: Baken, tmp_path: Path) -> None:
    if not can_mount(tmp_path):
        pytest.skip("this container may not mount")
    before = contents(baken.folder)
    with mounted(baken.folder, "--bind", str(baken.folder)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(baken.folder)], check=True)
        assert "read-only" in baken("clients", "list").refused()
        inside = baken.folder / "new"
        answer = baken(
            *("vault", "create", "--centre", "pag-asa", "--name", "X", "--data-dir", str(inside)),
            BAKEN_PASSPHRASE="kasseien vlinder accordeon",
        )
        assert "cannot be written" in answer.refused()
    assert contents(baken.folder) == before


@needs_root
def test_a_full_disk_says_so_and_loses_nothing(baken: Baken, tmp_path: Path) -> None:
    if not can_mount(tmp_path):
        pytest.skip("this container may not mount")
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=3m", "tmpfs"):
        folder = disk / "vault"
        shutil.copytree(baken.folder, folder)
        names = fill(baken, folder)
        assert names
        (disk / "ballast").unlink()
        shown = baken("clients", "list", "--json", BAKEN_DATA_DIR=str(folder))
        assert {row["name"] for row in shown.rows} == names
        assert baken("vault", "check", BAKEN_DATA_DIR=str(folder)).code == 0


def fill(baken: Baken, folder: Path) -> set[str]:
    """Add clients while less and less of the disk is free; returns the names that were said to be saved."""
    saved: set[str] = set()
    for left in (500, 200, 140, 100, 60, 30, 12, 4, 0):
        leave_free(folder.parent, kilobytes=left)
        answer = baken("clients", "add", "--name", f"Sara {left}", "--json", BAKEN_DATA_DIR=str(folder))
        if answer.code == 0:
            saved.add(f"Sara {left}")
        else:
            assert "disk" in answer.refused() or "written" in answer.err
    assert "Sara 0" not in saved
    return saved


def leave_free(disk: Path, *, kilobytes: int) -> None:
    free = os.statvfs(disk)
    with (disk / "ballast").open("ab", buffering=0) as ballast:
        ballast.write(bytes(max(0, free.f_bavail * free.f_frsize - kilobytes * 1024)))


def test_a_second_program_is_told_kindly(baken: Baken) -> None:
    lock = sessions.lock_folder(baken.folder)
    before = contents(baken.folder)
    try:
        assert "already open" in baken("clients", "list").refused()
    finally:
        lock.release()
    assert contents(baken.folder) == before
    assert baken("clients", "list").code == 0


def test_what_vault_check_finds_is_listed_and_exits_1(baken: Baken) -> None:
    session = sessions.unlock(baken.folder, "an", bytearray(PASSPHRASE), floor=CHEAP)
    clients.add_client(session, ClientDetails(names=(Name("Sara"),)))
    session.vault.connection.execute("UPDATE registry.operation SET user = 'nobody' WHERE seq = 1")
    session.vault.connection.execute("UPDATE registry.log_head SET seq = seq + 1")
    session.close()
    answer = baken("vault", "check")
    assert "2 things are wrong" in answer.refused()
    assert len(answer.out.splitlines()) == 2
    assert "Sara" not in answer.out

"""Call slips: whoever writes one cannot read it back; whoever takes one loses nothing to a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.roles import Role
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.services import checking, slips
from desktop.services.session import Session
from desktop.storage.secrets import WrongKey
from tests.helpers.vaults import MakeSession

TEXT = "Caller says: 'two women, Antwerp' \u202e\0 🙂; DROP TABLE slip;--"


def files(session: Session) -> list[Path]:
    return sorted((session.folder / "slips").glob("*"))


def rows(session: Session) -> list[tuple[str, str]]:
    return session.vault.connection.execute("SELECT text, caller FROM casework.slip").fetchall()


@pytest.fixture
def night_worker(make_session: MakeSession) -> Session:
    return make_session(roles=[Role.SHELTER_WORKER], login="night")


def test_a_slip_goes_from_the_night_to_casework(session: Session, night_worker: Session) -> None:
    slips.write(night_worker, text=f" {TEXT} ", caller="police", urgency="now")
    assert slips.waiting(night_worker) == ()
    (slip,) = slips.waiting(session)
    assert (slip.text, slip.caller, slip.urgency, slip.written_by) == (
        TEXT,
        "police",
        "now",
        night_worker.user.id,
    )
    assert slips.take(session, slip.id) == slip
    assert rows(session) == [(TEXT, "police")]
    assert slips.waiting(session) == ()
    assert files(session) == []


def test_its_writer_cannot_open_it(night_worker: Session) -> None:
    slip = slips.write(night_worker, text=TEXT)
    (file,) = files(night_worker)
    for pair in (*night_worker.vault.keys.values(), night_worker.vault.identity.box):
        with pytest.raises(WrongKey):
            pair.unseal(file.read_bytes())
    assert TEXT.encode() not in file.read_bytes()
    with pytest.raises(NotAllowed):
        slips.take(night_worker, slip.id)


def test_its_length_tells_little(night_worker: Session) -> None:
    for text in ("a", "a" * 500):
        slips.write(night_worker, text=text)
    assert len({file.stat().st_size for file in files(night_worker)}) == 1


def test_a_crash_between_saving_and_removing_is_harmless(
    session: Session, night_worker: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = slips.write(night_worker, text=TEXT)
    with monkeypatch.context() as patched:
        patched.setattr("desktop.storage.slips.remove", _crash)
        with pytest.raises(KeyboardInterrupt):
            slips.take(session, slip.id)
    assert rows(session) == [(TEXT, "")]
    assert [item.id for item in slips.waiting(session)] == [slip.id]
    slips.take(session, slip.id)
    assert rows(session) == [(TEXT, "")]
    assert slips.waiting(session) == ()
    assert checking.check(session).findings == ()


def _crash(*_arguments: object) -> None:
    raise KeyboardInterrupt


def test_a_slip_is_taken_once(session: Session, night_worker: Session) -> None:
    slip = slips.write(night_worker, text=TEXT)
    slips.take(session, slip.id)
    with pytest.raises(UserError, match="already"):
        slips.take(session, slip.id)
    with pytest.raises(UserError, match="already"):
        slips.take(session, "../keyring")


@pytest.mark.parametrize("content", [b"", b"rubbish", b"x" * 5000])
def test_a_file_that_is_no_slip_is_left_where_it_is(session: Session, content: bytes) -> None:
    slips.write(session, text=TEXT)
    (session.folder / "slips" / "odd.slip").write_bytes(content)
    assert [slip.text for slip in slips.waiting(session)] == [TEXT]
    assert len(files(session)) == 2


@pytest.mark.parametrize("content", [b"[]", b"5", b"{}", b"[" * 100_000, b'{"written": "now"}', b"\xff"])
def test_something_else_sealed_for_casework_is_no_slip(session: Session, content: bytes) -> None:
    from desktop.domain.roles import Compartment
    from desktop.storage.secrets import seal

    (session.folder / "slips").mkdir()
    public = session.vault.keyring.compartments[Compartment.CASEWORK].public
    (session.folder / "slips" / "odd.slip").write_bytes(seal(content, public))
    assert slips.waiting(session) == ()


def test_an_empty_slip_is_refused(session: Session) -> None:
    with pytest.raises(InvalidField):
        slips.write(session, text="  ")
    assert files(session) == []


def test_a_slip_whose_file_cannot_be_removed_is_taken_all_the_same(
    session: Session, night_worker: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program, a virus scanner say, may hold the file for a moment."""
    slip = slips.write(night_worker, text=TEXT)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", _held)
        assert slips.take(session, slip.id) == slip
    assert rows(session) == [(TEXT, "")]
    slips.take(session, slip.id)
    assert slips.waiting(session) == ()


def _held(*_arguments: object, **_options: object) -> None:
    raise PermissionError

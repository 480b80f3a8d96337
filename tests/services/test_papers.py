"""Papers of a client: kept encrypted, opened by who may, moved under another key, copied out on purpose only."""

from __future__ import annotations

import hashlib
import io
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.clock import FixedClock
from desktop.domain.clients import ClientDetails, Name
from desktop.domain.paper_files import MOST_BYTES, PDF, TEXT, UNKNOWN, PaperDraft, media_of, suffix_of
from desktop.domain.roles import Role
from desktop.errors import Cancelled, InvalidField, NotAllowed, UserError
from desktop.progress import Progress
from desktop.services import checking, clients, deadlines, history, papers, session as sessions
from desktop.services.session import Session
from desktop.storage import blobs
from tests.helpers.canaries import found_in, hatch
from tests.helpers.vaults import CHEAP, MOMENT, PASSPHRASE, MakeSession

CONTENT = b"%PDF-1.7\n" + os.urandom(150_000)
LETTER = PaperDraft(
    kind="letter_dvz", title="Annex", source="dvz", dated=date(2026, 10, 1), expires_on=date(2027, 1, 1)
)
MEDICAL = PaperDraft(kind="medical", title="Report")


@pytest.fixture
def client_id(session: Session) -> str:
    return clients.add_client(session, ClientDetails(names=(Name("Amina Diallo"),))).id


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A file somewhere on this PC."""
    file = tmp_path / "elsewhere" / "Amina Diallo scan.pdf"
    file.parent.mkdir()
    file.write_bytes(CONTENT)
    return file


def seal(session: Session, content: bytes = CONTENT) -> papers.SealedPaper:
    return papers.seal_bytes(session.folder, content, Progress())


def keep(session: Session, client_id: str, draft: PaperDraft = LETTER, content: bytes = CONTENT) -> str:
    return papers.add(session, client_id, draft, seal(session, content)).id


def read(session: Session, paper_id: str) -> bytes:
    return b"".join(papers.open_paper(session, paper_id).pieces())


def files(session: Session) -> list[Path]:
    folder = session.folder / "papers"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_file_is_kept_with_what_is_said_of_it_and_stays_where_it_was(
    session: Session, client_id: str, scan: Path
) -> None:
    sealed = papers.seal_file(session.folder, scan, Progress())
    paper = papers.add(session, client_id, LETTER, sealed)
    assert papers.of_client(session, client_id) == (paper,)
    assert (paper.draft, paper.media, paper.size) == (LETTER, PDF, len(CONTENT))
    assert (paper.added_by, paper.added) == (session.user.id, MOMENT)
    assert read(session, paper.id) == CONTENT == scan.read_bytes()


def test_it_is_there_after_unlocking_again(session: Session, client_id: str, clock: FixedClock) -> None:
    paper_id = keep(session, client_id)
    again = sessions.unlock(session.folder, "an", bytearray(PASSPHRASE), clock=clock, floor=CHEAP)
    assert read(again, paper_id) == CONTENT
    assert checking.check(again).sound
    again.close()


def test_the_newest_paper_comes_first_by_its_own_date(session: Session, client_id: str) -> None:
    old = keep(session, client_id, PaperDraft("photo", dated=date(2020, 1, 1)))
    undated = keep(session, client_id, PaperDraft("photo"))
    middle = keep(session, client_id, PaperDraft("photo", dated=date(2025, 1, 1)))
    assert [paper.id for paper in papers.of_client(session, client_id)] == [undated, middle, old]


def test_what_is_said_of_it_can_be_changed_and_the_history_tells_who(
    session: Session, client_id: str, make_session: MakeSession
) -> None:
    paper_id = keep(session, client_id)
    colleague = make_session(roles=[Role.CASEWORKER])
    changed = papers.change(colleague, paper_id, PaperDraft("judgment", title=" Verdict \n of 2026 "))
    assert changed.draft == PaperDraft("judgment", title="Verdict of 2026")
    assert changed.added_by == session.user.id
    entries = [each for each in history.of_client(session, client_id) if each.entity == "file_document"]
    assert {each.user for each in entries} == {"An Peeters", "User0"}


def test_removing_and_undoing_it(session: Session, client_id: str) -> None:
    paper_id = keep(session, client_id)
    papers.remove(session, paper_id)
    assert papers.of_client(session, client_id) == ()
    papers.restore(session, paper_id)
    assert [paper.id for paper in papers.of_client(session, client_id)] == [paper_id]
    assert read(session, paper_id) == CONTENT


def test_opening_is_logged_as_a_read_and_a_copy_as_an_export(
    session: Session, client_id: str, tmp_path: Path
) -> None:
    paper_id = keep(session, client_id)
    papers.open_paper(session, paper_id)
    papers.open_paper(session, paper_id)  # again within a quarter of an hour
    content = papers.open_for_copy(session, paper_id)
    papers.save_copy(content, tmp_path / "copy.pdf", Progress(), vault_folder=session.folder)
    assert (tmp_path / "copy.pdf").read_bytes() == CONTENT
    logged = [each for each in history.of_client(session, client_id) if each.entity == "file_document"]
    acts = [dict(each.fields)["act"] for each in logged if each.kind == "access"]
    assert acts == ["export", "read"]


def test_its_end_is_a_deadline_until_it_is_removed(session: Session, client_id: str) -> None:
    paper_id = keep(session, client_id)
    keep(session, client_id, PaperDraft("medical", expires_on=date(2027, 2, 1)))  # known to counselling only

    def ends() -> list[date]:
        return [view.deadline.due for view in deadlines.of_client(session, client_id)]

    assert ends() == [date(2027, 1, 1)]
    papers.change(session, paper_id, replace(LETTER, expires_on=date(2027, 3, 1)))
    assert ends() == [date(2027, 3, 1)]
    papers.remove(session, paper_id)
    assert ends() == []
    papers.restore(session, paper_id)
    assert ends() == [date(2027, 3, 1)]


# Who may


def test_a_medical_paper_is_absent_without_the_counselling_key(
    session: Session, client_id: str, make_session: MakeSession
) -> None:
    letter, report = keep(session, client_id), keep(session, client_id, MEDICAL)
    colleague = make_session(roles=[Role.CASEWORKER])
    counsellor = make_session(roles=[Role.COUNSELLOR])
    assert {paper.id for paper in papers.of_client(counsellor, client_id)} == {letter, report}
    assert [paper.id for paper in papers.of_client(colleague, client_id)] == [letter]
    for refused in (papers.open_paper, papers.open_for_copy, papers.remove, papers.restore):
        with pytest.raises(UserError, match="no such document"):
            refused(colleague, report)
    with pytest.raises(NotAllowed):
        papers.add(colleague, client_id, MEDICAL, seal(colleague))
    assert not any(each.entity == "care_document" for each in history.of_client(colleague, client_id))


def test_without_the_casework_key_there_is_nothing(
    session: Session, client_id: str, make_session: MakeSession
) -> None:
    paper_id = keep(session, client_id)
    shelter = make_session(roles=[Role.SHELTER_WORKER])
    with pytest.raises(NotAllowed):
        papers.of_client(shelter, client_id)
    with pytest.raises(NotAllowed):
        papers.open_paper(shelter, paper_id)


def test_a_temporary_worker_saves_no_copies(
    session: Session, client_id: str, make_session: MakeSession
) -> None:
    paper_id = keep(session, client_id)
    with pytest.raises(NotAllowed):
        papers.open_for_copy(make_session(roles=[Role.TEMPORARY_SHELTER_WORKER]), paper_id)


def test_becoming_medical_takes_it_away_with_its_old_key(
    session: Session, client_id: str, make_session: MakeSession
) -> None:
    paper_id = keep(session, client_id)
    before = papers.open_paper(session, paper_id)
    moved = papers.change(session, paper_id, MEDICAL)
    assert read(session, moved.id) == CONTENT
    assert len(files(session)) == 1
    with pytest.raises(UserError, match="missing"):
        b"".join(before.pieces())  # who kept the old key finds nothing it opens
    assert papers.of_client(make_session(roles=[Role.CASEWORKER]), client_id) == ()
    with pytest.raises(UserError, match="no such document"):
        papers.restore(session, paper_id)
    back = papers.change(session, moved.id, LETTER)
    assert [paper.id for paper in papers.of_client(session, client_id)] == [back.id]
    assert read(session, back.id) == CONTENT
    assert checking.check(session).sound


def test_a_colleague_without_the_key_cannot_make_it_medical(
    session: Session, client_id: str, make_session: MakeSession
) -> None:
    paper_id = keep(session, client_id)
    colleague = make_session(roles=[Role.CASEWORKER])
    with pytest.raises(NotAllowed):
        papers.change(colleague, paper_id, MEDICAL)
    assert read(colleague, paper_id) == CONTENT


# What is refused


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "no such kind"}, "kind"),
        ({"title": "z" * 201}, "title"),
        ({"dated": MOMENT.date() + timedelta(days=1)}, "dated"),
        ({"dated": date(2026, 1, 2), "expires_on": date(2026, 1, 1)}, "expires_on"),
    ],
)
def test_a_value_that_cannot_be_is_told_beside_its_field(
    session: Session, client_id: str, wrong: dict[str, Any], field: str
) -> None:
    sealed = seal(session)
    with pytest.raises(InvalidField) as problem:
        papers.add(session, client_id, PaperDraft(**{"kind": "photo", **wrong}), sealed)
    assert problem.value.field == field
    paper = papers.add(session, client_id, LETTER, sealed)  # the sealed file waited
    assert read(session, paper.id) == CONTENT


def test_nothing_and_too_much_are_refused(session: Session, tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    large.touch()
    os.truncate(large, MOST_BYTES + 1)
    with pytest.raises(UserError, match="larger than 50 MB"):
        papers.seal_file(session.folder, large, Progress())
    with pytest.raises(UserError, match="empty"):
        seal(session, b"")
    assert files(session) == []


def test_what_was_sealed_and_is_not_wanted_goes(session: Session) -> None:
    papers.forget(session.folder, seal(session))
    assert files(session) == []


# What can go wrong with the files


def test_the_check_finds_missing_damaged_and_stray_files(session: Session, client_id: str) -> None:
    keep(session, client_id)
    assert checking.check(session).sound
    (kept,) = files(session)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert checking.check(session).findings == ("casework.file_document: 1 damaged",)
    kept.rename(kept.with_name("0" * 32))
    assert checking.check(session).findings == (
        "casework.file_document: 1 missing",
        "papers: 1 without a document",
    )


def test_a_removed_paper_is_still_checked(session: Session, client_id: str) -> None:
    papers.remove(session, keep(session, client_id))
    files(session)[0].unlink()
    assert not checking.check(session).sound


def test_who_does_not_hold_counselling_calls_no_medical_file_stray(
    session: Session, client_id: str, make_session: MakeSession
) -> None:
    keep(session, client_id, MEDICAL)
    assert checking.check(make_session(roles=[Role.CASEWORKER])).sound


def test_a_damaged_file_is_a_sentence_and_no_copy_is_left(
    session: Session, client_id: str, tmp_path: Path
) -> None:
    paper_id = keep(session, client_id)
    (kept,) = files(session)
    kept.write_bytes(kept.read_bytes()[:-1])
    content = papers.open_for_copy(session, paper_id)
    target = tmp_path / "out" / "copy.pdf"
    target.parent.mkdir()
    target.write_bytes(b"an older copy")
    with pytest.raises(UserError, match="damaged") as problem:
        papers.save_copy(content, target, Progress(), vault_folder=session.folder)
    assert problem.value.next_step
    assert [path.name for path in target.parent.iterdir()] == ["copy.pdf"]
    assert target.read_bytes() == b"an older copy"


def test_a_copy_that_is_cancelled_leaves_nothing(session: Session, client_id: str, tmp_path: Path) -> None:
    content = papers.open_for_copy(session, keep(session, client_id))
    progress = Progress()
    progress.cancel()
    (tmp_path / "out").mkdir()
    with pytest.raises(Cancelled):
        papers.save_copy(content, tmp_path / "out" / "copy.pdf", progress, vault_folder=session.folder)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_copy_never_lands_among_bakens_own_files(session: Session, client_id: str) -> None:
    content = papers.open_for_copy(session, keep(session, client_id))
    before = (session.folder / "keyring").read_bytes()
    with pytest.raises(UserError, match="own files"):
        papers.save_copy(content, session.folder / "keyring", Progress(), vault_folder=session.folder)
    assert (session.folder / "keyring").read_bytes() == before


def test_nothing_readable_is_on_disk(session: Session, client_id: str, tmp_path: Path) -> None:
    canaries = hatch()
    content = "\n".join(canaries.texts()).encode() * 5_000
    keep(session, client_id, PaperDraft("other", title=canaries.name), content)
    keep(session, client_id, PaperDraft("medical", note=canaries.note), content)
    assert found_in(canaries, [tmp_path, Path(os.environ["HOME"])]) == []


# What a file is


@pytest.mark.parametrize(
    ("beginning", "name", "media"),
    [
        (b"%PDF-1.4", "", PDF),
        (b"junk before %PDF-1.4", "a.txt", PDF),
        (b"\x89PNG\r\n\x1a\n....", "a.pdf", "image/png"),
        (b"\xff\xd8\xff\xe0", "", "image/jpeg"),
        (b"II*\0", "", "image/tiff"),
        (b"RIFF....WEBP", "", "image/webp"),
        (b"PK\x03\x04", "a.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"MZ\0\0", "a.docx", UNKNOWN),
        (b"PK\x03\x04", "a.exe", UNKNOWN),
        ("Beste mevrouw, één brief".encode(), "a.pdf", TEXT),
        ("Beste mevrouw, één brief".encode("cp1252"), "", TEXT),
        ("ሰላም".encode("utf-16"), "", TEXT),
        (b"a\0b", "a.txt", UNKNOWN),
        (b"", "a.txt", UNKNOWN),
    ],
)
def test_a_file_is_what_its_content_says(beginning: bytes, name: str, media: str) -> None:
    assert media_of(beginning, name) == media
    assert suffix_of(media).isalnum()


# Large


@pytest.mark.slow
def test_twenty_megabytes_in_and_out_are_the_same_bytes(
    session: Session, client_id: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    content = _large_pdf(20 * 1024 * 1024)
    scan = tmp_path / "large.pdf"
    scan.write_bytes(content)
    began = time.perf_counter()
    paper = papers.add(session, client_id, LETTER, papers.seal_file(session.folder, scan, Progress()))
    inside = time.perf_counter()
    copy = papers.save_copy(
        papers.open_for_copy(session, paper.id), tmp_path / "out.pdf", Progress(), vault_folder=session.folder
    )
    print(f"20 MB in {inside - began:.2f} s, out {time.perf_counter() - inside:.2f} s")
    assert hashlib.sha256(copy.read_bytes()).digest() == hashlib.sha256(content).digest()
    assert blobs.names(session.folder)


def _large_pdf(size: int) -> bytes:
    """A real PDF of one page, with as much beside it as it takes."""
    from reportlab.pdfgen.canvas import Canvas

    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.drawString(100, 700, "Baken")
    canvas.showPage()
    canvas.save()
    head, tail = made.getvalue().split(b"\n", 1)
    return head + b"\n%" + os.urandom(size).hex().encode()[:size] + b"\n" + tail

"""What a stranger made is looked at in a process of its own: it shows, or it cannot be shown; nothing else happens."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from desktop.documents import viewer_words as words
from desktop.documents.viewing import AsksPassword, CannotShow, ShownPage, Viewing, started, viewer_command
from desktop.domain.paper_files import PDF, PICTURES, TEXT
from desktop.errors import UserError
from tests.helpers import hostile
from tests.helpers.programs import ROOT

WIDTH = 600
PATIENCE = 30.0  # of a busy machine; the program's own is shorter
PAPERS = hostile.papers()
CORPUS = {**PAPERS, **hostile.pictures()}
ON_LINUX = sys.platform == "linux"


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Callable[..., Viewing]:
    """A viewing that is closed when the test ends: `look(media, content)`."""

    def make(media: str, content: bytes, **options: object) -> Viewing:
        options.setdefault("seconds", PATIENCE)
        viewing = Viewing(media, lambda: [content], size=len(content), **options)  # type: ignore[arg-type]
        request.addfinalizer(viewing.close)
        return viewing

    return make


Look = Callable[..., Viewing]


def inked(page: ShownPage) -> bool:
    return page.pixels.count(page.pixels[:4]) * 4 != len(page.pixels) or page.pixels[:3] != b"\xff\xff\xff"


def in_memory(pid: int) -> int:
    """Bytes of memory a process holds now, in kB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


def look_through(viewing: Viewing) -> None:
    for number in range(viewing.open()):
        viewing.page(number, width=WIDTH)


# What is well shows


def test_a_pdf_shows_page_by_page_with_its_words(look: Look) -> None:
    viewing = look(PDF, hostile.well_formed(3))
    assert viewing.open() == 3
    for number in range(3):
        page = viewing.page(number, width=WIDTH)
        assert page.width == 600
        assert abs(page.height - 849) <= 1
        assert inked(page)
        assert hostile.WORD in page.text


def test_ten_thousand_pages_are_no_more_work_than_one(look: Look) -> None:
    viewing = look(PDF, hostile.well_formed(10_000))
    assert viewing.open() == 10_000
    assert hostile.WORD in viewing.page(9_999, width=WIDTH).text


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP", "MPO"])
def test_every_kind_of_picture_shows(look: Look, kind: str) -> None:
    made = io.BytesIO()
    Image.new("RGB", (800, 400), (200, 30, 30)).save(made, kind)
    page = look("image/png", made.getvalue()).page(0, width=400)
    assert (page.width, page.height) == (400, 200)
    red, green, blue = page.pixels[:3]
    assert red > 150
    assert max(green, blue) < 100


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
def test_every_way_to_write_colours_shows(look: Look, mode: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (64, 32)).save(made, "TIFF" if mode in ("CMYK", "F", "I;16", "1") else "PNG")
    assert look("image/tiff", made.getvalue()).page(0, width=64).width == 64


def test_a_scan_of_several_pages_shows_each(look: Look) -> None:
    made = io.BytesIO()
    first, *others = (Image.new("1", (100 + number, 50)) for number in range(4))
    first.save(made, "TIFF", save_all=True, append_images=others, compression="group4")
    viewing = look("image/tiff", made.getvalue())
    assert viewing.open() == 4
    assert [viewing.page(number, width=1000).width for number in (3, 0, 2)] == [103, 100, 102]


def test_a_photograph_stands_upright(look: Look) -> None:
    made, turned = io.BytesIO(), Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (80, 40)).save(made, "JPEG", exif=turned)
    page = look("image/jpeg", made.getvalue()).page(0, width=40)
    assert (page.width, page.height) == (40, 80)


def test_what_lets_through_stands_on_white(look: Look) -> None:
    made = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(made, "PNG")
    assert look("image/png", made.getvalue()).page(0, width=4).pixels[:3] == b"\xff\xff\xff"


def test_what_was_filled_in_on_a_form_is_drawn(look: Look) -> None:
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (x) /Rect [0 0 595 842] /F 4 /AP << /N 6 0 R >> >>"
    drawn = hostile.stream(b"0 0 0 rg 0 0 595 842 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    paper = hostile.one_page(
        field,
        drawn,
        catalog=b"/AcroForm << /Fields [5 0 R] >>",
        page=b"/Annots [5 0 R]",
        content=hostile.stream(b" "),
    )
    page = look(PDF, paper).page(0, width=100)
    assert page.pixels[:3] == b"\0\0\0"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_whatever_wrote_it(look: Look, encoding: str) -> None:
    page = look(TEXT, "één brief\r\nmet een café\x1b[31m".encode(encoding)).page(0, width=WIDTH)
    assert page.text == "één brief\nmet een café[31m"
    assert not page.pixels


@given(text=st.text(max_size=2_000), line=st.integers(1, 200))
@settings(max_examples=15)
def test_the_pages_of_a_text_leave_nothing_out(text: str, line: int) -> None:
    from desktop.documents.viewer import _page_starts

    long = (text + "\n") * line
    starts = _page_starts(long)
    assert "".join(long[begin:end] for begin, end in pairwise(starts)) == long
    assert all(0 < end - begin <= 5_000 for begin, end in pairwise(starts))


def test_pixels_asked_for_without_measure_are_capped(look: Look) -> None:
    page = look(PDF, hostile.well_formed()).page(0, width=2**31)
    assert page.width * page.height <= words.MOST_PIXELS


# What is broken or hostile


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_paper_shows_or_cannot_be_shown(look: Look, name: str) -> None:
    """Within its time, within its memory, and the process is well or gone afterwards."""
    viewing = look(PDF if name in PAPERS else "image/png", CORPUS[name], seconds=10.0)
    began = time.perf_counter()
    with suppress(CannotShow, AsksPassword):
        viewing.open()
        page = viewing.page(0, width=WIDTH)
        assert page.width * page.height <= words.MOST_PIXELS
        if ON_LINUX and viewing._process:
            assert in_memory(viewing._process.pid) < 1024 * 1024
    assert time.perf_counter() - began < 25


def test_a_locked_paper_says_that_it_asks_for_a_password(look: Look) -> None:
    with pytest.raises(AsksPassword):
        look(PDF, CORPUS["locked"]).open()


@given(
    content=st.binary(max_size=3_000),
    start=st.sampled_from([b"", b"%PDF-1.7\n", b"II*\0", b"\x89PNG\r\n\x1a\n"]),
)
@settings(max_examples=25)
def test_noise_never_ends_the_program(content: bytes, start: bytes) -> None:
    for media in (PDF, "image/png"):
        viewing = Viewing(media, lambda: [start + content], size=len(start + content), seconds=PATIENCE)
        try:
            viewing.open()
            viewing.page(0, width=50)
        except CannotShow:
            pass
        finally:
            viewing.close()


@given(st.data())
@settings(max_examples=25)
def test_a_paper_with_flipped_bytes_never_ends_the_program(data: st.DataObject) -> None:
    paper = bytearray(hostile.that_acts("http://localhost"))
    for _ in range(data.draw(st.integers(1, 30))):
        paper[data.draw(st.integers(0, len(paper) - 1))] = data.draw(st.integers(0, 255))
    viewing = Viewing(PDF, lambda: [bytes(paper)], size=len(paper), seconds=PATIENCE)
    try:
        viewing.open()
        viewing.page(0, width=50)
    except UserError:
        pass
    finally:
        viewing.close()


@pytest.fixture
def knocks() -> Iterator[tuple[str, list[object]]]:
    """An address on this machine, and who knocked there."""
    heard: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    heard.append(server.accept())
                except OSError:
                    return

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", heard
        server.shutdown(socket.SHUT_RDWR)


def test_nothing_that_a_paper_asks_for_is_done(look: Look, knocks: tuple[str, list[object]]) -> None:
    address, heard = knocks
    viewing = look(PDF, hostile.that_acts(address))
    assert viewing.open() == 1
    assert hostile.WORD in viewing.page(0, width=WIDTH).text
    assert viewing._process is not None
    assert viewing._process.poll() is None  # no script ran for ever
    children = Path(f"/proc/{viewing._process.pid}/task/{viewing._process.pid}/children")
    if children.exists():
        assert not children.read_text()
    assert heard == []


def test_pdfium_is_built_without_scripts_and_without_xfa() -> None:
    import pypdfium2.version

    assert not {"V8", "XFA"} & set(pypdfium2.version.PDFIUM_INFO.flags)


# A process that ends, hangs or lies


def served_by(code: str) -> tuple[str, ...]:
    """A viewer that takes the paper, then does this."""
    taking = (
        f"import os, sys, struct, time, signal; sys.path.append({str(ROOT)!r})\n"
        "from desktop.documents import viewer, viewer_words as words\n"
        "kind, size = words.OPEN.unpack(viewer._take(words.OPEN.size)); viewer._take(size)\n"
    )
    return (sys.executable, "-I", "-c", taking + code)


OPENED = "viewer._give(words.OPENED.pack(0, 3)); viewer._take(words.ASK.size)\n"
LIES = {
    "segfaults at once": "os.kill(os.getpid(), signal.SIGSEGV)",
    "segfaults at a page": OPENED + "os.kill(os.getpid(), signal.SIGSEGV)",
    "ends politely": "sys.exit(0)",
    "says nothing": "time.sleep(600)",
    "says nothing at a page": OPENED + "time.sleep(600)",
    "loops": "while True: pass",
    "says half": "viewer._give(b'\\0'); time.sleep(600)",
    "has no pages": "viewer._give(words.OPENED.pack(0, 0)); time.sleep(600)",
    "has too many pages": "viewer._give(words.OPENED.pack(0, 2**32 - 1)); time.sleep(600)",
    "answers what is no answer": "viewer._give(words.OPENED.pack(77, 1)); time.sleep(600)",
    "sends a picture as large as the world": OPENED
    + "viewer._give(words.PAGE.pack(0, 2**32 - 1, 2**32 - 1, 0)); viewer._give(bytes(1 << 20)); time.sleep(600)",
    "sends words without end": OPENED + "viewer._give(words.PAGE.pack(0, 0, 0, 2**32 - 1)); time.sleep(600)",
    "sends less than it says": OPENED
    + "viewer._give(words.PAGE.pack(0, 100, 100, 0) + bytes(10)); sys.exit(0)",
    "ends before it took anything": None,
}


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("lie", LIES)
def test_a_process_that_ends_hangs_or_lies_is_ended_in_time(look: Look, lie: str) -> None:
    code = LIES[lie]
    command = served_by(code) if code else (sys.executable, "-c", "")
    viewing = look(PDF, bytes(3_000_000), seconds=2.0, command=command)
    began = time.perf_counter()
    with pytest.raises(CannotShow):
        look_through(viewing)
    assert time.perf_counter() - began < 10
    assert viewing._process is None


def test_after_a_crash_the_other_pages_still_show(look: Look) -> None:
    viewing = look(PDF, hostile.well_formed(3))
    viewing.open()
    assert viewing._process is not None
    viewing._process.kill()
    viewing._process.wait()
    assert hostile.WORD in viewing.page(1, width=WIDTH).text


def test_a_page_that_cannot_be_drawn_leaves_the_others(look: Look) -> None:
    viewing = look(PDF, hostile.well_formed(2))
    viewing.open()
    with pytest.raises(CannotShow):
        viewing.page(99, width=WIDTH)
    assert inked(viewing.page(1, width=WIDTH))


def test_closing_ends_whatever_it_is_doing_at_once(look: Look) -> None:
    viewing = look(PDF, b"x", seconds=600, command=served_by("time.sleep(600)"))
    ended: list[Exception] = []

    def wait() -> None:
        try:
            viewing.open()
        except UserError as problem:
            ended.append(problem)

    waiting = threading.Thread(target=wait)
    waiting.start()
    while viewing._process is None:
        time.sleep(0.005)
    process = viewing._process
    viewing.close()
    waiting.join(10)
    assert ended
    assert process.poll() is not None
    with pytest.raises(CannotShow):
        viewing.open()


def test_a_paper_that_is_damaged_on_the_way_is_told_as_such(look: Look) -> None:
    class Damaged(UserError):
        pass

    def pieces() -> Iterator[bytes]:
        yield b"%PDF"
        raise Damaged("damaged")

    viewing = Viewing(PDF, pieces, size=1000)
    with pytest.raises(Damaged):
        viewing.open()
    assert viewing._process is None


def test_what_is_not_shown_starts_no_process(look: Look) -> None:
    viewing = look("application/octet-stream", b"MZ")
    with pytest.raises(CannotShow):
        viewing.open()
    assert viewing._process is None
    assert set(PICTURES) == {f"image/{kind}" for kind in ("png", "jpeg", "tiff", "webp", "gif", "bmp")}


# Shut in

TRIES = """
import os, socket, subprocess, sys, ctypes
sys.path.append(sys.argv[1])
from desktop.documents.confinement import shut_in
shut_in()
def tried(what):
    try: what()
    except (OSError, MemoryError): return b"refused "
    return b"DONE "
libc = ctypes.CDLL(None, use_errno=True)
def libc_call(name, *given):
    def call():
        if getattr(libc, name)(*given) < 0: raise OSError
    return call
tries = [lambda: open("/etc/passwd"), lambda: open("/tmp/left-behind", "w"), lambda: socket.socket(), os.fork,
    lambda: bytearray(2 << 30), libc_call("open", b"/etc/passwd", 0), libc_call("socket", 2, 1, 0),
    libc_call("execve", b"/bin/true", None, None), libc_call("unlink", b"/tmp/nothing"),
    libc_call("kill", os.getppid(), 0)]
os.write(1, b"".join(tried(each) for each in tries[: int(sys.argv[2])]))
"""


@pytest.mark.skipif(not ON_LINUX, reason="the walls of Linux")
def test_who_takes_the_process_over_reaches_nothing() -> None:
    process = subprocess.run(
        [sys.executable, "-I", "-c", TRIES, str(ROOT), "10"], capture_output=True, check=False, timeout=60
    )
    assert process.stdout.split() == [b"refused"] * 10, process.stderr


@pytest.mark.skipif(not ON_LINUX, reason="the walls of Linux")
def test_the_limits_alone_already_close_files_and_network() -> None:
    """Where the kernel has no list of calls."""
    only_limits = TRIES.replace("import shut_in", "import _limit as shut_in").replace("os.fork,", "")
    process = subprocess.run(
        [sys.executable, "-I", "-c", only_limits, str(ROOT), "6"],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert process.stdout.split() == [b"refused"] * 6, process.stderr


@pytest.mark.skipif(not ON_LINUX, reason="read from /proc")
def test_the_real_viewer_is_shut_in_and_carries_no_secret(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAKEN_PASSPHRASE", "kanarie in de omgeving")
    viewing = look(PDF, hostile.well_formed())
    viewing.open()
    viewing.page(0, width=WIDTH)
    assert viewing._process is not None
    place = Path(f"/proc/{viewing._process.pid}")
    limits = (place / "limits").read_text()
    status = (place / "status").read_text()
    assert "Max open files            3 " in limits
    assert "Max file size             0 " in limits
    assert "Max core file size        0 " in limits
    assert "Seccomp:\t2" in status
    assert "NoNewPrivs:\t1" in status
    assert b"kanarie" not in (place / "environ").read_bytes()
    assert sorted(path.name for path in (place / "fd").iterdir()) == ["0", "1", "2"]


PARENT = """
import os, signal, sys, time
sys.path.append(sys.argv[1])
from desktop.documents.viewing import Viewing
viewing = Viewing("application/pdf", lambda: [sys.stdin.buffer.read()], size=int(sys.argv[2]))
viewing.open()
print(viewing._process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL) if sys.argv[3] == "kill" else os.execv("/bin/sleep", ["sleep", "1"])
"""


@pytest.mark.skipif(not ON_LINUX, reason="asked of Linux only")
@pytest.mark.parametrize("end", ["kill", "replace"])
def test_it_never_outlives_the_program(end: str) -> None:
    """Neither a kill nor the new process that follows a lock."""
    paper = hostile.well_formed()
    run = subprocess.run(
        [sys.executable, "-c", PARENT, str(ROOT), str(len(paper)), end],
        input=paper,
        capture_output=True,
        check=False,
        timeout=60,
    )
    pid = int(run.stdout)
    until = time.monotonic() + 10
    while Path(f"/proc/{pid}/exe").exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}/exe").exists()


def test_it_starts_from_anywhere_and_reads_nothing_of_the_folder_it_is_started_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look: Look
) -> None:
    (tmp_path / "desktop").mkdir()
    (tmp_path / "desktop" / "__init__.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert look(PDF, hostile.well_formed()).open() == 1


def test_a_bundled_program_has_its_viewer_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(Path("/opt/baken/baken")))
    assert viewer_command() == (str(Path("/opt/baken/baken-viewer")),)


def test_a_viewer_that_cannot_be_started_is_told_as_a_paper_that_cannot_be_shown(look: Look) -> None:
    with pytest.raises(CannotShow):
        look(PDF, hostile.well_formed(), command=("/nowhere/viewer",)).open()


def test_ending_twice_is_ending_once() -> None:
    from desktop.documents.viewing import end

    process = started(viewer_command())
    end(process)
    end(process)
    assert process.returncode == -signal.SIGKILL if os.name == "posix" else process.returncode is not None

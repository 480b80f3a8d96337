"""The real program under a real display, from the first run to a power cut, by keys and mouse; and no word leaks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.person import ROOT, Person, at_work, display, needs_a_screen, until

PASSPHRASE = "tulp fiets regen kwibus"
NAME = "Mirabel Ostergwaan"
NOTE = "Zij vertelde van de zilverreiger bij het kanaal."
DRAFT = "Morgen opnieuw bellen over de ooievaar"
CANARIES = ("Mirabel", "Ostergwaan", "zilverreiger", "ooievaar", PASSPHRASE, "kwibus")


@pytest.fixture
def screen() -> Iterator[str]:
    with display() as name:
        yield name


@pytest.fixture
def home(isolated_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a folder for temporary files of this test's own, so that all that is written is found again."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    return isolated_home


@needs_a_screen
@pytest.mark.slow
def test_set_up_work_lock_and_survive_a_power_cut(tmp_path: Path, home: Path, screen: str) -> None:
    vault, paper = tmp_path / "vault", tmp_path / "paper" / "sheet.pdf"
    paper.parent.mkdir()
    with at_work(vault, display=screen, home=home) as person:
        set_up(person)
        add_client(person)
        record_note(person)
        place_in_room(person)
        save_sheet(person, paper)
        assert not seen_from_outside(person)
        lock_with_a_draft(person)
        assert_only_one_at_a_time(vault)
        assert not person.complaints()
    assert not leaks(tmp_path, but=paper)

    with at_work(vault, display=screen, home=home) as person:
        person.unlock(PASSPHRASE)
        all_is_there(person)
        person.press("F12")  # the panic key: locked and out of sight
        until(lambda: not shown(person) or None, what="the window to go")
    assert not leaks(tmp_path, but=paper)
    assert paper.read_bytes().startswith(b"%PDF")


def set_up(person: Person) -> None:
    person.click("wizard_language_en_radio")
    person.click("wizard_next_button")
    person.click("wizard_centre_pag_asa_radio")
    person.click("wizard_next_button")
    person.fill("wizard_name_line", "An Peeters")
    person.press("Return")
    person.fill("wizard_passphrase_field", PASSPHRASE)
    person.fill("wizard_repeat_field", PASSPHRASE)
    person.press("Return")
    person.wait_for("frame_lock_button")


def add_client(person: Person) -> None:
    person.click("rail_clients_button")
    person.click("clients_new_button")
    person.fill("new_client_name0_latin_field", NAME)
    person.fill("new_client_birth_year_field", "1998")
    person.press("ctrl+Return")
    person.wait_for("file_name_label")
    person.reads(NAME)


def record_note(person: Person) -> None:
    person.press("ctrl+r")
    person.fill("note_text_field", NOTE)
    person.press("ctrl+Return")
    until(
        lambda: ((field := person.sees("note_text_field")) and not field.text) or None,
        what="the note to be recorded and its form to be empty",
    )
    person.reads(NOTE)


def place_in_room(person: Person) -> None:
    person.click("rail_shelter_button")
    person.click("shelter_first_rooms_button")
    person.fill("rooms_house_combo", "Huis")
    person.fill("rooms_names_edit", "1-3")
    person.click("rooms_act_button")
    person.reads("3 of 3 places free")
    person.click(card(person))
    person.fill("place_person_edit", NAME.split(maxsplit=1)[0])
    person.click_line("place_person_list", NAME)
    person.click("place_act_button")
    person.reads("2 of 3 places free")


def card(person: Person) -> str:
    """The first place on the board."""
    return until(
        lambda: next((thing.name for thing in person.look() if thing.name.endswith("_card")), None),
        what="a place on the board",
    )


def save_sheet(person: Person, paper: Path) -> None:
    person.click("rail_sheets_button")
    person.click_line("sheets_language_list", "Arabic")
    person.click("sheets_save_button")
    person.wait_for("fileNameEdit")
    person.press("ctrl+a")
    person.type(str(paper))
    person.press("Return")
    until(lambda: paper.exists() or None, what="the sheet")


def lock_with_a_draft(person: Person) -> None:
    """What is half written when the window locks is there again after it."""
    process = person.process.pid
    open_file(person)
    person.press("ctrl+r")
    person.fill("note_text_field", DRAFT)
    person.press("ctrl+l")
    person.wait_for("unlock_passphrase_field")
    assert person.process.pid == process, "locking replaces the process in its place"
    person.unlock(PASSPHRASE)
    open_file(person)
    person.press("ctrl+r")
    until(
        lambda: ((field := person.sees("note_text_field")) and DRAFT in field.text) or None, what="the draft"
    )


def open_file(person: Person) -> None:
    person.click("rail_clients_button")
    person.click_line("clients_table", NAME)
    person.press("Return")
    person.wait_for("file_name_label")


def all_is_there(person: Person) -> None:
    person.click("rail_shelter_button")
    person.reads("2 of 3 places free")
    open_file(person)
    person.press("ctrl+r")
    person.reads(NOTE)


def shown(person: Person) -> bool:
    return person.sees("main_window") is not None


def assert_only_one_at_a_time(vault: Path) -> None:
    """Beside the open window a command is refused with one sentence."""
    command = [sys.executable, "-m", "desktop", "clients", "list", "--data-dir", str(vault)]
    run = subprocess.run(
        [*command, "--passphrase-file", "/dev/null"], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert len(run.stderr.strip().splitlines()) == 1


def seen_from_outside(person: Person) -> list[str]:
    """Canaries that a passer-by or `ps` could read."""
    outside = person.arguments_and_environment().decode(errors="replace") + "\n".join(person.titles())
    assert "Baken" in person.titles()
    return [word for word in CANARIES if word in outside]


def leaks(place: Path, *, but: Path) -> list[str]:
    """Files that hold a canary in any spelling; the sheet one asked for is excepted."""
    spellings = {
        form.encode(encoding)
        for word in CANARIES
        for form in (word, word.lower(), word.upper())
        for encoding in ("utf-8", "utf-16-le")
    }
    files = [path for path in place.rglob("*") if path.is_file() and path != but]
    assert len(files) > 8, "the vault at least must be among what was looked through"
    return [str(path) for path in files if any(word in path.read_bytes() for word in spellings)]

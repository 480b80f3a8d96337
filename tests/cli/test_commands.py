"""Every documented command: what it prints, what it leaves, how it exits."""

from __future__ import annotations

import json
import os
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from tests.helpers.programs import CHEAP_PROGRAM, ROOT, Baken

STRONG = "kasseien vlinder accordeon"
CLIENT_KEYS = {
    "id", "name", "native_name", "number", "birth", "gender", "nationalities", "languages", "outcome", "opened_on",
}  # fmt: skip
USER_KEYS = {"id", "name", "login", "roles", "active", "opens", "waiting_for"}
HOSTILE = {
    "sql": "Robert'); DROP TABLE client;--",
    "quotes": "'\"`\\\"\"''",
    "fts": 'a" OR words:* NEAR(',
    "emoji": "🙂👩‍👩‍👧 Sara",
    "right to left": "\u202eسارة\u202c תסְפַי",
    "combining": "e\u0301\u0302\u0303 Zalgo\u0334\u0335",
    "format": "%s %d {name} {0} $HOME `id`",
    "dashes": "--json",
    "spaces": "  Sara \t Tesfay  ",
    "astral": "𐍈𝔰𝔞𝔯𝔞",
    "markup": "<script>&amp;</script>",
}


# Setting up


def test_a_vault_from_the_real_program_from_nothing_to_a_client(tmp_path: Path, isolated_home: Path) -> None:
    """No lowered floor here: this is the program as it is shipped."""
    folder = tmp_path / "Données d'été"
    secret = tmp_path / "secret"
    secret.write_text(STRONG)
    baken = Baken(folder, {"BAKEN_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}, cheap=False)
    created = baken(
        *("vault", "create", "--centre", "Sürya", "--name", "An Peeters"), "--passphrase-file", secret
    )
    assert (created.code, created.err) == (0, "")
    assert "an.peeters" in created.out
    assert folder.stat().st_mode & 0o077 == 0
    added = baken("clients", "add", "--name", "Sara", "--json", "--passphrase-file", secret)
    assert added.rows[0]["name"] == "Sara"
    listed = baken("clients", "list", "--json", BAKEN_PASSPHRASE=STRONG, BAKEN_USER="An Peeters")
    assert listed.rows == added.rows
    assert "not right" in baken("clients", "list", BAKEN_PASSPHRASE=STRONG.upper()).refused()
    assert (
        "not empty"
        in baken(
            *("vault", "create", "--centre", "surya", "--name", "Eve"), "--passphrase-file", secret
        ).refused()
    )


@pytest.mark.parametrize("centre", ["Antwerp", "", "'; --"])
def test_a_centre_that_does_not_exist_is_refused(tmp_path: Path, baken: Baken, centre: str) -> None:
    answer = baken(
        *("vault", "create", "--data-dir", str(tmp_path / "x"), "--centre", centre, "--name", "An"),
        BAKEN_PASSPHRASE=STRONG,
    )
    assert "PAG-ASA" in answer.refused()
    assert not (tmp_path / "x").exists()


def test_a_weak_passphrase_is_refused_and_leaves_nothing(tmp_path: Path, baken: Baken) -> None:
    answer = baken(
        *("vault", "create", "--data-dir", str(tmp_path / "x"), "--centre", "payoke", "--name", "An Peeters"),
        BAKEN_PASSPHRASE="an peeters an peeters",
    )
    assert "too weak" in answer.refused()
    assert not (tmp_path / "x").exists()


def test_a_sound_vault_says_what_was_checked(baken: Baken) -> None:
    answer = baken("vault", "check")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Everything is sound")


# Clients


def test_a_client_added_in_full_is_listed_and_found(baken: Baken) -> None:
    added = baken(
        *("clients", "add", "--name", "Selam Tesfay", "--native", "ሰላም ተስፋይ", "--birth", "~1998"),
        *(
            "--gender",
            "f",
            "--nationality",
            "er",
            "--nationality",
            "ET",
            "--language",
            "ti",
            "--language",
            "am",
        ),
        "--json",
    )
    (row,) = added.rows
    assert set(row) == CLIENT_KEYS
    assert (row["name"], row["native_name"], row["birth"], row["gender"]) == (
        "Selam Tesfay", "ሰላም ተስፋይ", "~1998", "f",
    )  # fmt: skip
    assert (row["nationalities"], row["languages"], row["outcome"]) == (["ER", "ET"], ["ti", "am"], "")
    assert baken("clients", "list", "--json").rows == [row]
    for text in ("selam", "TESF", "ሰላ", "tesfay selam", row["number"]):
        assert baken("clients", "search", text, "--json").rows == [row]
    for text in ("", "nobody", '"'):
        assert baken("clients", "search", text, "--json").rows == ([row] if not text else [])
    plain = baken("clients", "list").out
    assert row["id"] in plain
    assert "Selam Tesfay" in plain


def test_a_name_is_enough(baken: Baken) -> None:
    assert baken("clients", "add", "--name", "Sara").code == 0
    assert baken("clients", "list", "--json").rows[0]["birth"] == ""


def test_a_hostile_name_is_only_a_name(baken: Baken) -> None:
    added = []
    for text in HOSTILE.values():
        (row,) = baken("clients", "add", f"--name={text}", f"--native={text}", "--json").rows
        assert row["name"] == row["native_name"] == " ".join(text.split())
        added.append(row)
    assert baken("clients", "list", "--json").rows == added[::-1]
    assert added[0] in baken("clients", "search", "--json", "--", HOSTILE["sql"]).rows
    assert baken("vault", "check").code == 0


def test_a_name_that_is_no_text_or_too_long_is_refused(baken: Baken) -> None:
    assert "200" in baken("clients", "add", "--name", "x" * 100_000).refused()
    assert baken("clients", "add", "--name", os.fsdecode(b"Sar\xe1")).refused()
    assert baken("clients", "search", os.fsdecode(b"Sar\xe1")).refused()
    assert baken("clients", "list", "--json").rows == []


@pytest.mark.parametrize("birth", ["14/03/1998", "1998-02-30", "2999", "1800", "tomorrow"])
def test_a_birth_date_that_cannot_be_is_refused(baken: Baken, birth: str) -> None:
    baken("clients", "add", "--name", "Sara", "--birth", birth).refused()
    assert baken("clients", "list", "--json").rows == []


# People


def test_people_are_added_and_listed_with_what_they_open(baken: Baken, tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.write_text(STRONG)
    added = baken(
        *("users", "add", "--name", "Eva Maes", "--role", "caseworker", "--role", "shelter-worker"),
        *("--counselling", "--new-passphrase-file", str(first), "--json"),
    )
    (row,) = added.rows
    assert set(row) == USER_KEYS
    assert (row["login"], row["roles"]) == ("eva.maes", ["caseworker", "shelter_worker"])
    assert row["opens"] == ["casework", "counselling", "house", "registry"]
    assert row["waiting_for"] == []
    assert {item["name"] for item in baken("users", "list", "--json", "--user", "an").rows} == {
        "An Peeters", "Eva Maes",
    }  # fmt: skip
    assert "Several people" in baken("users", "list").refused()
    as_eva = {"BAKEN_USER": "eva.maes", "BAKEN_PASSPHRASE": STRONG}
    assert baken("clients", "list", "--json", **as_eva).rows == []
    another = baken(
        *("users", "add", "--name", "X", "--role", "counsellor", "--new-passphrase-file", str(first)),
        **as_eva,
    )
    assert "administrator" in another.refused()
    assert (
        "already called"
        in baken(
            *("users", "add", "--user", "an", "--name", "Eva Maes", "--role", "caseworker"),
            *("--new-passphrase-file", str(first)),
        ).refused()
    )


def test_a_role_that_does_not_exist_is_refused(baken: Baken, tmp_path: Path) -> None:
    answer = baken(
        "users", "add", "--name", "X", "--role", "king", "--new-passphrase-file", str(tmp_path / "f")
    )
    assert "caseworker" in answer.refused()


# Sheets


def test_a_sheet_is_printed_and_handed_over(baken: Baken, tmp_path: Path) -> None:
    listed = baken("sheet", "list", "--json")
    welcome = next(row for row in listed.rows if row["id"] == "welcome")
    assert set(welcome) == {"id", "name", "version", "languages"}
    (client,) = baken("clients", "add", "--name", "Sara", "--json").rows
    paper = tmp_path / "welkom.pdf"
    arguments = ("sheet", "print", "welcome", "--language", "ar", "--beside", "nl", "-o", str(paper))
    assert baken(*arguments, "--client", client["id"]).code == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert sorted(tmp_path.glob("welkom*")) == [paper]
    assert "no such file" in baken(*arguments, "--client", "nobody").refused()
    without_vault = baken(*arguments, BAKEN_DATA_DIR=str(tmp_path / "nowhere"), BAKEN_PASSPHRASE=None)
    assert without_vault.code == 0
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("sheet", "print", "unknown", "--language", "nl", "-o", "x.pdf"),
        ("sheet", "print", "../welcome", "--language", "nl", "-o", "x.pdf"),
        ("sheet", "print", "welcome", "--language", "xx", "-o", "x.pdf"),
        ("sheet", "print", "welcome", "--language", "nl", "-o", "/nowhere/x.pdf"),
        ("sheet", "print", "welcome", "--language", "nl", "--centre", "x", "-o", "x.pdf"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(baken: Baken, arguments: tuple[str, ...]) -> None:
    baken(*arguments).refused()
    assert not (ROOT / "x.pdf").exists()


# Passphrases and surroundings


@pytest.mark.parametrize(
    "content",
    [
        "pässwörd", "pässwörd\n", "pässwörd\r\n", "pässwörd\nsecond line", "\ufeffpässwörd\r\n",
        unicodedata.normalize("NFD", "pässwörd"), unicodedata.normalize("NFD", "pässwörd") + "\r\n",
    ],
)  # fmt: skip
def test_a_passphrase_file_is_read_however_it_was_saved(baken: Baken, tmp_path: Path, content: str) -> None:
    folder, file = tmp_path / "second", tmp_path / "file"
    _create(folder, "pässwörd")
    file.write_bytes(content.encode())
    answer = baken(
        "clients", "list", "--data-dir", folder, "--passphrase-file", file, BAKEN_PASSPHRASE="wrong"
    )
    assert (answer.code, answer.err) == (0, "")


def _create(folder: Path, passphrase: str) -> None:
    from desktop.services import setup
    from tests.helpers.vaults import CHEAP

    setup.create(
        folder,
        centre="payoke",
        name="An",
        passphrase=bytearray(passphrase.encode()),
        cost=CHEAP,
        accept_any_passphrase=True,
    )


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfea\0b\0", b"\xe9t\xe9"])
def test_a_passphrase_file_that_is_wrong_is_one_sentence(
    baken: Baken, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "file").write_bytes(content)
    assert "not right" in baken("clients", "list", "--passphrase-file", tmp_path / "file").refused()
    answer = baken(
        *("vault", "create", "--data-dir", str(tmp_path / "x"), "--centre", "payoke", "--name", "An"),
        *("--passphrase-file", str(tmp_path / "file")),
    )
    answer.refused()
    assert not (tmp_path / "x").exists()


def test_no_passphrase_or_no_file_is_one_sentence(baken: Baken, tmp_path: Path) -> None:
    assert "No passphrase" in baken("clients", "list", BAKEN_PASSPHRASE=None).refused()
    assert "cannot be read" in baken("clients", "list", "--passphrase-file", tmp_path / "none").refused()


def test_options_rule_over_the_environment(baken: Baken) -> None:
    other = {"BAKEN_DATA_DIR": "/nowhere", "BAKEN_USER": "nobody"}
    assert baken("--data-dir", baken.folder, "--user", "an", "clients", "list", **other).code == 0
    assert baken("clients", "list", "--data-dir", baken.folder, "--user", "AN", **other).code == 0
    assert "/nowhere" in baken("clients", "list", **other).refused()


@pytest.mark.parametrize(
    "arguments",
    [
        ("clients",), ("vault",), ("clients", "add"), ("clients", "search"), ("nonsense",), ("clients", "nonsense"),
        ("clients", "list", "--nonsense"), ("clients", "add", "--name", "x", "--gender", "q"), ("users", "add"),
        ("sheet", "print", "welcome"), ("demo", "--as-of", "yesterday"), ("demo", "--clients", "many"),
        ("clients", "list", "--passphrase", "secret"), ("vault", "create"),
    ],
)  # fmt: skip
def test_wrong_usage_exits_2_and_touches_nothing(baken: Baken, arguments: tuple[str, ...]) -> None:
    answer = baken(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "usage: baken" in answer.err


def test_help_and_version_work_without_anything(baken: Baken) -> None:
    assert re.fullmatch(r"baken \d+\.\d+.*\n", baken("--version").out)
    for arguments in (("--help",), ("clients", "add", "--help"), ("users", "--help")):
        answer = baken(*arguments, BAKEN_DATA_DIR="/nowhere")
        assert (answer.code, answer.err) == (0, "")


def test_output_is_utf_8_whatever_the_terminal(baken: Baken) -> None:
    baken("clients", "add", "--name", "Selam", "--native", "ሰላም")
    shown = baken("clients", "list", "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert shown.rows[0]["native_name"] == "ሰላም"


def test_a_reader_that_goes_away_is_no_error_to_tell(baken: Baken) -> None:
    baken("clients", "add", "--name", "Sara")
    environment = {**os.environ, **baken.environment}
    command = subprocess.Popen(
        [*CHEAP_PROGRAM, "clients", "list"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdout is not None
    command.stdout.close()
    _out, told = command.communicate(timeout=60)
    assert (command.returncode, told) == (1, b"")


def test_no_passphrase_is_ever_among_the_arguments() -> None:
    from desktop.cli.arguments import parser

    options = re.findall(r"--[a-z-]*passphrase[a-z-]*", json.dumps(_all_help(parser())))
    assert set(options) == {"--passphrase-file", "--new-passphrase-file"}


def _all_help(parser: object) -> list[str]:
    texts = [parser.format_help()]  # type: ignore[attr-defined]
    for action in parser._actions:  # type: ignore[attr-defined]
        for inner in getattr(action, "choices", None) or ():
            if isinstance(action.choices, dict):
                texts += _all_help(action.choices[inner])
    return texts


def test_the_document_names_every_command() -> None:
    from desktop.cli.commands import _COMMANDS

    told = (ROOT / "docs" / "command-line.md").read_text()
    for command, action in _COMMANDS:
        assert f"baken {command} {action}" if action else f"baken {command}" in told

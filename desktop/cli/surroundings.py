"""Where a command works, as whom, and where its passphrase comes from.

The window asks for the folder here too, so whatever opens a vault is imported where it is used.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import paths, settings
from desktop.errors import UserError
from desktop.i18n import gettext as _, preferred_language, set_language

if TYPE_CHECKING:
    from desktop.services.session import Session

DEMO_LOGIN = "demo"


def data_folder(options: Namespace) -> Path:
    """`--data-dir`, else BAKEN_DATA_DIR, else this PC's own folder (the demo's with `--demo`)."""
    given = getattr(options, "data_dir", None) or os.environ.get("BAKEN_DATA_DIR")
    if given:
        return Path(given).expanduser().absolute()
    return paths.demo_data_dir() if getattr(options, "demo", False) else paths.default_data_dir()


def speak(folder: Path) -> None:
    """Use the language this PC was set to, else the system's."""
    chosen = settings.load(folder).language if (folder / "settings.json").exists() else preferred_language()
    set_language(chosen)


def need_screen() -> None:
    """Refuse kindly where no window can be opened: Qt would end the program as if it had crashed."""
    told = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    by_session = os.environ.get("XDG_SESSION_TYPE") == "wayland"
    if sys.platform == "linux" and not by_session and not any(os.environ.get(name) for name in told):
        raise UserError(
            _("There is no screen here to open a window on."),
            _("Start Baken on a desktop, or give it a command; baken --help lists them."),
        )


@contextmanager
def unlocked(options: Namespace) -> Iterator[Session]:
    """An open session for one command; the folder is taken for that long."""
    from desktop.services import session as sessions

    folder = data_folder(options)
    login = _login(options, folder)
    lock = sessions.lock_folder(folder)
    try:
        session = sessions.unlock(folder, login, passphrase(options, folder=folder))
        try:
            yield session
        finally:
            session.close()
    finally:
        lock.release()


def passphrase(options: Namespace, *, folder: Path | None = None, repeat: bool = False) -> bytearray:
    """From `--passphrase-file`, BAKEN_PASSPHRASE or a prompt; the fictitious centre's is known."""
    file = getattr(options, "passphrase_file", None)
    if file is not None:
        return read_passphrase(file)
    if "BAKEN_PASSPHRASE" in os.environ:
        return bytearray(os.environ["BAKEN_PASSPHRASE"].encode("utf-8", "surrogateescape"))
    if folder is not None and _is_fictitious(folder):
        return bytearray(DEMO_LOGIN.encode())
    if not sys.stdin.isatty():
        raise UserError(_("No passphrase was given."), _("Use --passphrase-file or BAKEN_PASSPHRASE."))
    return _prompt(repeat=repeat)


def _is_fictitious(folder: Path) -> bool:
    from desktop.services import session as sessions

    return sessions.is_fictitious(folder)


def read_passphrase(file: Path) -> bytearray:
    """The first line of a file, without its end of line or the mark that some editors put in front."""
    try:
        return bytearray(file.read_bytes().removeprefix(BOM_UTF8).split(b"\n", 1)[0].rstrip(b"\r"))
    except OSError as problem:
        raise UserError(
            _("The passphrase file {file} cannot be read.").format(file=file), _("Check its name and rights.")
        ) from problem


def _prompt(*, repeat: bool) -> bytearray:
    import getpass

    typed = bytearray(getpass.getpass(_("Passphrase: ")).encode())
    if repeat and bytearray(getpass.getpass(_("The same again: ")).encode()) != typed:
        raise UserError(_("The two passphrases differ; nothing was changed."), _("Start again."))
    return typed


def _login(options: Namespace, folder: Path) -> str:
    from desktop.services import session as sessions

    people = sessions.people(folder)  # first of all: a folder without a vault gets no lock file
    given = getattr(options, "user", None) or os.environ.get("BAKEN_USER")
    if given:
        return str(given)
    if sessions.is_fictitious(folder):
        return DEMO_LOGIN
    if len(people) == 1:
        return people[0].login
    raise UserError(
        _("Several people work with these files."), _("Say who you are with --user or BAKEN_USER.")
    )

"""First run: creating a centre's vault."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from desktop.clock import Clock, SystemClock
from desktop.domain.users import User
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.paths import resources
from desktop.services.passphrases import Strength, insist, strength
from desktop.storage.creation import create_vault
from desktop.storage.opening import load_keyring
from desktop.storage.secrets import FLOOR, KeyDerivation, wipe

__all__ = ["Strength", "centres", "create", "login_from", "strength"]


def centres() -> tuple[tuple[str, str, dict[str, str]], ...]:
    """The centres: code, name, and the city's name by language."""
    with (resources() / "codelists.json").open(encoding="utf-8") as handle:
        found = json.load(handle)["centres"]
    return tuple((item["code"], item["name"], dict(item["city"])) for item in found)


def centre_code(typed: str) -> str:
    """The code of a centre however it is spelled (`pag-asa`, `Sürya`); raises UserError."""
    for code, name, _city in centres():
        if _plain(typed) in (_plain(code), _plain(name)):
            return code
    raise UserError(
        _("There is no centre called {name}.").format(name=typed),
        _("Choose one of: {names}.").format(names=", ".join(code for code, _name, _city in centres())),
    )


def create(
    folder: Path,
    *,
    centre: str,
    name: str,
    passphrase: bytearray,
    login: str = "",
    cost: KeyDerivation = FLOOR,
    clock: Clock | None = None,
    accept_any_passphrase: bool = False,
) -> User:
    """Create the vault and its first person, who holds every key; the passphrase is wiped.

    `accept_any_passphrase` is for tests and the fictitious centre only.
    """
    try:
        if not name.strip():
            raise InvalidField("name", _("Type your name."))
        code = centre_code(centre)
        if not accept_any_passphrase:
            insist(passphrase, context=(name, login))
        create_vault(
            folder,
            centre=code,
            login=login or login_from(name),
            name=name.strip(),
            passphrase=passphrase,
            clock=clock or SystemClock(),
            cost=cost,
        )
    finally:
        wipe(passphrase)
    return load_keyring(folder).members[0].user


def login_from(name: str) -> str:
    """A short name for the command line: `An Peeters` gives `an.peeters`."""
    return re.sub(r"[^a-z0-9]+", ".", _plain(name)).strip(".") or "user"


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))

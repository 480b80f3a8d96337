"""Whom a sheet tells people to call: the centres' public offices and the lines that answer day and night."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from desktop import paths
from desktop.errors import UserError
from desktop.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone line; `always_open` only where a source says that it answers day and night."""

    code: str
    phone: str
    always_open: bool


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre's public office. The address of a shelter is nowhere in the program's resources."""

    code: str
    name: str
    phone: str
    email: str
    office_address: str
    always_open: bool


@lru_cache(maxsize=1)
def known_centres() -> tuple[Centre, ...]:
    return tuple(
        Centre(
            code=entry["code"],
            name=entry["name"],
            phone=entry["phone"],
            email=entry["email"],
            office_address=entry["office_address"],
            always_open=entry["always_open"],
        )
        for entry in _listed()["centres"]
    )


@lru_cache(maxsize=1)
def known_lines() -> dict[str, Line]:
    """The lines all centres share, by code: helpline, police, emergency."""
    return {
        entry["code"]: Line(entry["code"], entry["phone"], entry["always_open"])
        for entry in _listed()["lines"]
    }


def find_centre(code: str) -> Centre:
    """The centre with this code, whatever its case. Raises UserError naming those that exist."""
    for centre in known_centres():
        if code.casefold() in (centre.code.casefold(), centre.name.casefold()):
            return centre
    raise UserError(
        _("There is no centre called {name}.").format(name=code),
        _("Choose one of these: {names}.").format(names=", ".join(c.code for c in known_centres())),
    )


@lru_cache(maxsize=1)
def _listed() -> dict[str, list[dict[str, Any]]]:
    listed: dict[str, list[dict[str, Any]]] = json.loads(
        (paths.resources() / "centres.json").read_text("utf-8")
    )
    return listed

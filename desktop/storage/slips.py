"""Sealed slips: files anyone may write into a compartment, and only its holders can open."""

from __future__ import annotations

import json
from pathlib import Path

from desktop.clock import from_text, to_text
from desktop.domain.roles import Compartment
from desktop.domain.support import Slip
from desktop.storage.files import replace_file
from desktop.storage.secrets import WrongKey, seal
from desktop.storage.vault import Vault

FOLDER = "slips"
SUFFIX = ".slip"
_PADDING = 1024


def put(vault: Vault, slip: Slip) -> None:
    """Seal a slip into casework; padded, so that its length tells little."""
    folder = vault.folder / FOLDER
    content = json.dumps(
        {
            "written": to_text(slip.written),
            "written_by": slip.written_by,
            "text": slip.text,
            "caller": slip.caller,
            "urgency": slip.urgency,
        },
        ensure_ascii=False,
    ).encode()
    content += b" " * (-len(content) % _PADDING)
    replace_file(
        folder / f"{slip.id}{SUFFIX}", seal(content, vault.keyring.compartments[Compartment.CASEWORK].public)
    )


def waiting(vault: Vault) -> tuple[Slip, ...]:
    """The slips nobody has taken yet, oldest first; one that does not open is left where it is."""
    if Compartment.CASEWORK not in vault.keys or not (vault.folder / FOLDER).is_dir():
        return ()
    found = (_open(vault, path) for path in sorted((vault.folder / FOLDER).glob(f"*{SUFFIX}")))
    return tuple(slip for slip in found if slip is not None)


def remove(vault: Vault, slip_id: str) -> None:
    """Drop a slip's file once its content is in casework."""
    path = vault.folder / FOLDER / f"{slip_id}{SUFFIX}"
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass  # it is in casework; the file is shown, and taken, once more


def _open(vault: Vault, path: Path) -> Slip | None:
    try:
        content = json.loads(vault.keys[Compartment.CASEWORK].unseal(path.read_bytes()))
        return Slip(
            id=path.name.removesuffix(SUFFIX),
            written=from_text(content["written"]),
            written_by=content["written_by"],
            text=content["text"],
            caller=content["caller"],
            urgency=content["urgency"],
        )
    except (OSError, WrongKey, ValueError, LookupError, TypeError, RecursionError):
        return None

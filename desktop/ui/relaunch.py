"""Locking replaces the process: nothing that was in memory is in the memory of the new one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

MINIMISED = "BAKEN_START_MINIMISED"  # set by the panic key: the new window stays out of sight
_SECRETS = "BAKEN_PASSPHRASE"


def replace_process(*, minimised: bool = False) -> NoReturn:
    """Start again as if just launched, in this process's place. The instance lock must have been released."""
    arguments = launch_arguments()
    environment = clean_environment(os.environ, minimised=minimised)
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(arguments, env=environment, close_fds=True)  # noqa: S603 - our own command line
        os._exit(0)
    os.execve(arguments[0], arguments, environment)  # noqa: S606 - our own command line


def launch_arguments(
    original: Sequence[str] | None = None, *, executable: str = sys.executable, frozen: bool | None = None
) -> list[str]:
    """The command that started this process; a bundled program is its own executable."""
    bundled = getattr(sys, "frozen", False) if frozen is None else frozen
    given = list(original if original is not None else (sys.argv if bundled else sys.orig_argv))
    return [executable, *given[1:]]


def clean_environment(environment: Mapping[str, str], *, minimised: bool) -> dict[str, str]:
    """The environment without passphrases, and with the word that keeps the new window small."""
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith(_SECRETS) and name != MINIMISED
    }
    return kept | ({MINIMISED: "1"} if minimised else {})


def starts_minimised() -> bool:
    """Whether this process was started by the panic key; asked once."""
    return os.environ.pop(MINIMISED, "") == "1"

"""Checking the vault: is every file whole, every chain unbroken, every reference kept?"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.roles import Compartment
from desktop.errors import NotAllowed
from desktop.i18n import gettext as _
from desktop.progress import Progress
from desktop.services.session import Session
from desktop.storage.checking import findings


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was checked and what was found; no finding names any content."""

    checked: tuple[Compartment, ...]
    findings: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.findings


def check(session: Session, progress: Progress | None = None) -> CheckReport:
    """Check every compartment this person holds; raises NotAllowed when there is none."""
    progress = progress or Progress()
    held = tuple(compartment for compartment in Compartment if compartment in session.holds)
    if not held:
        raise NotAllowed(
            _("Your role opens no part of the files, so nothing was checked."),
            _("Ask a colleague who works with client files to check them."),
        )
    found: list[str] = []
    for number, compartment in enumerate(held):
        progress.step(number, len(held))
        found += findings(session.vault, compartment)
    return CheckReport(held, tuple(found))

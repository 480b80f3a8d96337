"""Drafts: what was typed survives a lock, a crash and a change of page, encrypted in the vault."""

from __future__ import annotations

from desktop.domain.roles import Compartment
from desktop.services.session import Session
from desktop.storage import drafts

_PREFERRED = (Compartment.CASEWORK, Compartment.REGISTRY, Compartment.HOUSE)
COUNSELLING_PREFIX = "counselling:"


def keep(session: Session, key: str, text: str) -> None:
    """Keep a draft; a key that begins with `counselling:` stays in that compartment."""
    compartment = _compartment(session, key)
    if compartment is not None:
        drafts.keep(session.vault, compartment, key, text)


def recall(session: Session, key: str) -> str:
    """The draft under a key, or an empty text."""
    compartment = _compartment(session, key)
    return drafts.recall(session.vault, compartment, key) if compartment is not None else ""


def discard(session: Session, key: str) -> None:
    """Drop a draft once its content is recorded."""
    compartment = _compartment(session, key)
    if compartment is not None:
        drafts.discard(session.vault, compartment, key)


def _compartment(session: Session, key: str) -> Compartment | None:
    if key.startswith(COUNSELLING_PREFIX):
        return Compartment.COUNSELLING if Compartment.COUNSELLING in session.holds else None
    return next((item for item in _PREFERRED if item in session.holds), None)

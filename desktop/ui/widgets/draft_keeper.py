"""What is typed in a form is kept in the vault until it is recorded: a lock or a crash loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from desktop.services import drafts
from desktop.services.session import Session
from desktop.ui.workplace import Workplace

KEPT_AFTER_MS = 1500


class DraftSource(Protocol):
    """What a form offers: its text to keep (empty when there is nothing worth keeping) and the way back."""

    def draft(self) -> str: ...
    def restore(self, draft: str) -> None: ...


class DraftKeeper(QObject):
    """Keeps one form's draft under one key; `touch` after each change, `flush` before a lock."""

    def __init__(self, workplace: Workplace, source: DraftSource, *, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._source = source
        self._key = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_AFTER_MS)
        self._timer.timeout.connect(self._keep_typed)

    def follow(self, *keys: str, restored: Callable[[bool], None] = lambda found: None) -> None:
        """Work under the first of these keys that has a draft, and bring it back; else under the first.

        `restored` is told whether there was one, after the form shows it.
        """
        self.flush()
        self._key = keys[0]
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: _first_kept(session, keys),
            parent=self,
            done=lambda kept: self._bring_back(keys, kept, restored),
        )

    def move(self, key: str) -> None:
        """Work under another key: what was kept under the old one goes."""
        if key != self._key:
            self._keep("")
            self._key = key

    @property
    def key(self) -> str:
        """Under which key the form's draft is kept now."""
        return self._key

    def put_back(self, key: str, text: str) -> None:
        """Keep a draft that was thrown away, be it under a key of before."""
        session = self._workplace.session
        self._workplace.jobs.start(lambda: drafts.keep(session, key, text), parent=self)

    def touch(self) -> None:
        """Something was typed: keep it soon, whether or not the person pauses; who types on must not lose more."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep now what was not kept yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep_typed()

    def discard(self) -> None:
        """It is recorded, or was thrown away: the draft goes."""
        self._timer.stop()
        self._keep("")

    def _bring_back(
        self, keys: tuple[str, ...], kept: tuple[str, str], restored: Callable[[bool], None]
    ) -> None:
        if self._key != keys[0] or self._timer.isActive():
            return  # another file by now, or the person types already
        self._key, text = kept
        if text:
            self._source.restore(text)
            self._timer.stop()
        restored(bool(text))

    def _keep_typed(self) -> None:
        self._keep(self._source.draft())

    def _keep(self, text: str) -> None:
        session, key = self._workplace.session, self._key
        if not key:
            return
        if text:
            self._workplace.jobs.start(lambda: drafts.keep(session, key, text), parent=self)
        else:
            self._workplace.jobs.start(lambda: drafts.discard(session, key), parent=self)


def _first_kept(session: Session, keys: tuple[str, ...]) -> tuple[str, str]:
    for key in keys:
        if text := drafts.recall(session, key):
            return key, text
    return keys[0], ""

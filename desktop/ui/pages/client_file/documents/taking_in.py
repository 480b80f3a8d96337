"""Files on their way in: chosen, dropped or pasted, encrypted in the background before anyone says what they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from desktop.domain.paper_files import PDF, PICTURES, TEXT, suffix_of
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.progress import Progress
from desktop.services import papers
from desktop.services.papers import SealedPaper
from desktop.ui.files import choose_files_to_add
from desktop.ui.pages.client_file.documents.paper_form import AddedFile
from desktop.ui.workplace import Workplace

_MOST_AT_ONCE = 50


class TakingIn(QObject):
    """`taken(AddedFile)` for each file that is sealed; what cannot be kept is told and leaves the others alone."""

    taken = Signal(object)

    def __init__(self, workplace: Workplace, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._page = parent
        self._turn = 0

    def choose(self) -> None:
        """Ask which files."""
        suffixes = tuple(suffix_of(media) for media in (PDF, *PICTURES, TEXT))
        self.take_paths(choose_files_to_add(self._page, kind=_("Documents and pictures"), suffixes=suffixes))

    def paste(self) -> None:
        """What lies on the clipboard: files, or a picture."""
        content = QGuiApplication.clipboard().mimeData()
        if not self.take(content):
            self._workplace.messages.fail(
                UserError(
                    _("There is no picture and no file on the clipboard."),
                    _("Copy one first, then paste it here."),
                )
            )

    def take(self, content: QMimeData) -> bool:
        """Take what was dropped or pasted; whether there was something."""
        paths = files_in(content)
        if paths:
            self.take_paths(paths)
        elif content.hasImage():
            image = QImage(content.imageData())
            self._start(_("Pasted picture"), lambda folder, progress: _seal_image(folder, image, progress))
        return bool(paths) or content.hasImage()

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Take these files, one after the other; the files themselves stay where they are."""
        if len(paths) > _MOST_AT_ONCE:
            self._workplace.messages.fail(
                UserError(
                    _("These are more than {count} files at once; nothing was added.").format(
                        count=_MOST_AT_ONCE
                    ),
                    _("Add them in parts."),
                )
            )
            return
        for path in paths:
            self._start(path.name, _sealing(path), path=path)

    def give_up(self) -> None:
        """Another client's file is open: what is still on its way is not for it."""
        self._turn += 1

    def _start(
        self, called: str, seal: Callable[[Path, Progress], SealedPaper], *, path: Path | None = None
    ) -> None:
        folder, turn = self._workplace.session.folder, self._turn
        self._workplace.jobs.start(
            lambda progress: seal(folder, progress),
            parent=self,
            done=lambda sealed: self._tell(turn, AddedFile(called, sealed, path)),
            failed=lambda problem: self._refuse(called, problem),
            title=_("Encrypting the document…"),
            vault=False,
        )

    def _tell(self, turn: int, added: AddedFile) -> None:
        if turn == self._turn:
            self.taken.emit(added)
            return
        folder = self._workplace.session.folder
        self._workplace.jobs.start(lambda: papers.forget(folder, added.sealed), parent=self, vault=False)

    def _refuse(self, called: str, problem: UserError) -> None:
        told = _("{name}: {problem}").format(name=called, problem=problem.message)
        self._workplace.messages.fail(UserError(told, problem.next_step))


def files_in(content: QMimeData) -> list[Path]:
    """The files of this PC in what is dragged or pasted; addresses of the web are none."""
    return [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]


def _sealing(path: Path) -> Callable[[Path, Progress], SealedPaper]:
    return lambda folder, progress: papers.seal_file(folder, path, progress)


def _seal_image(folder: Path, image: QImage, progress: Progress) -> SealedPaper:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know file names only
    return papers.seal_bytes(folder, bytes(buffer.data().data()), progress)

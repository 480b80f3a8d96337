"""What is asked of the Immigration Office, and which items of its package are in hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.domain import codelists
from desktop.domain.procedure import Request, RequestDraft
from desktop.i18n import current_language, gettext as _
from desktop.services import requests
from desktop.ui import wording
from desktop.ui.pages.client_file.procedure.plain_form import PlainForm
from desktop.ui.widgets.naming import named
from desktop.ui.workplace import Workplace


class RequestForm(PlainForm):
    """The package follows what is asked."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="procedure_request")
        self._client_id = self._track_id = self._request_id = ""
        self._requests: tuple[Request, ...] = ()
        self._kind = self.choice("kind", _("What is asked"), wording.choices("request_kinds", day=self.today))
        self._package = PackageField(day=self.today, name="procedure_request_package")
        self._package.changed.connect(self.touched)
        self.remember("package", self._package.value, self._package.set_value)
        self.add_row("package", _("In hand for the package"), self._package)
        self._note = self.line("note", _("Note"))
        self._kind.currentIndexChanged.connect(lambda: self._package.show_kind(self._kind.code()))
        self.remember("request", lambda: self._request_id, self._set_request)
        self.finish(_("Start request"), leave=_("Cancel"))
        self.setFocusProxy(self._kind)

    @property
    def before(self) -> Request | None:
        """The request as it was, of one that is being changed."""
        return next((item for item in self._requests if item.id == self._request_id), None)

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.begin(None)
        self.keeper.follow(f"request:{client_id}", restored=restored)

    def know(self, requests: Sequence[Request], *, track_id: str) -> None:
        """The requests there are, and the track a new one is made on; what is typed stays."""
        self._requests, self._track_id = tuple(requests), track_id

    def begin(self, request: Request | None, *, kind: str = "") -> None:
        """A new request, or one to change."""
        self._request_id = request.id if request else ""
        draft = request.draft if request else RequestDraft(kind, self._track_id)
        with self.filling():
            self._kind.set_code(draft.kind)
            self._package.show_kind(self._kind.code(), ticked=draft.package)
            self._package.set_value(list(draft.package))
            self._note.setText(draft.note)
        self.set_act(_("Record change") if request else _("Start request"))
        self.start_clean()

    def prepare(self) -> Callable[[], object]:
        before = self.before
        track_id = before.draft.track_id if before else self._track_id
        draft = RequestDraft(
            self._kind.code(), track_id, tuple(self._package.value()), self._note.text().strip()
        )
        session, client_id = self.workplace.session, self._client_id
        if before is not None:
            return lambda: requests.change(session, before.id, draft)
        return lambda: requests.start(session, client_id, draft)

    def _set_request(self, request_id: str) -> None:
        self._request_id = request_id
        self.set_act(_("Record change") if request_id else _("Start request"))


class PackageField(QWidget):
    """A box for each item that belongs to what is asked."""

    changed = Signal()

    def __init__(self, *, day: date, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._day = day
        self._boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def value(self) -> list[str]:
        """The items in hand."""
        return [code for code, box in self._boxes.items() if box.isChecked()]

    def set_value(self, items: list[str]) -> None:
        """Tick these and no others."""
        for code, box in self._boxes.items():
            box.setChecked(code in items)

    def show_kind(self, kind: str, *, ticked: Collection[str] = ()) -> None:
        """Offer the items of this kind of request; what was ticked stays ticked."""
        kept = [*self.value(), *ticked]
        while (item := self._column.takeAt(0)) is not None:
            box = item.widget()
            if box is not None:
                box.hide()
                box.deleteLater()
        offered = package_of(kind, day=self._day, keep=kept)
        self._boxes = {code: self._box(code, label) for code, label in offered}
        self.set_value(kept)

    def _box(self, code: str, label: str) -> QCheckBox:
        box = named(QCheckBox(label), f"{self.objectName()}_{code}_check")
        box.toggled.connect(self.changed)
        self._column.addWidget(box)
        return box


def package_of(kind: str, *, day: date, keep: Collection[str] = ()) -> list[tuple[str, str]]:
    """The items that a kind of request needs on a day, with their words; `keep` stays though its dates are over."""
    language = current_language()
    return [
        (entry.code, entry.label(language))
        for entry in codelists.entries("request_items")
        if (entry.valid_on(day) or entry.code in keep)
        and kind in (entry.facts.get("kinds") or (kind,))  # one the centre added is for every kind
    ]

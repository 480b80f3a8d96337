"""The deadlines of this file; one is silenced in its own row, and only with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from desktop.i18n import gettext as _
from desktop.services.procedure import DeadlineView
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.pages.client_file.procedure.acts import ProcedureActs
from desktop.ui.pages.client_file.procedure.deadline_rows import DeadlineRow, SilenceForm
from desktop.ui.pages.client_file.procedure.shown import Shown
from desktop.ui.pages.client_file.section import Section
from desktop.ui.workplace import Workplace


class DeadlinesSection(Section):
    """Those that can still be met first, by day; silenced ones last."""

    def __init__(self, workplace: Workplace, acts: ProcedureActs) -> None:
        super().__init__(_("Deadlines"), name="procedure_deadlines_section")
        self.form = SilenceForm(workplace)
        self._acts = acts
        self._rows_by_key: dict[str, DeadlineRow] = {}
        self.form.hide()
        self.form.setParent(self)
        self.form.left.connect(self._close)
        self.form.recorded.connect(lambda _result: self._close())
        self.form.taken_back.connect(self._open_again)

    def watch(self, shown: Shown) -> None:
        """Turn to a client; a reason that was begun there comes back into its row."""
        self._close()
        self.form.watch(shown.client_id, lambda found: self._open_again() if found else None)

    def show_file(self, shown: Shown) -> None:
        """Fill the rows; a reason that is being typed stays where it is."""
        open_key, is_typing = ("", False) if self.form.isHidden() else (self.form.key, self._has_focus())
        self._close()
        ordered = sorted(shown.file.deadlines, key=lambda view: view.silenced is not None)
        rows = [self._row(view, shown, number) for number, view in enumerate(ordered)]
        self._rows_by_key = {row.view.deadline.key: row for row in rows}
        self.fill(rows, empty=_("No deadline runs now."))
        if open_key:
            self._open(open_key)
        if is_typing:
            self.form.setFocus()

    def _row(self, view: DeadlineView, shown: Shown, number: int) -> DeadlineRow:
        key = view.deadline.key
        decision = view.silenced
        return DeadlineRow(
            view,
            today=shown.today,
            about=_about(view, shown),
            who=shown.contents.staff_name(decision.author) if decision else "",
            name=f"procedure_deadline{number}",
            silence=lambda: self._begin(key),
            unsilence=lambda: self._acts.unsilence(shown.client_id, key, decision.reason if decision else ""),
        )

    def _begin(self, key: str) -> None:
        if self.form.key != key:
            self._close()
            self.form.begin(key)
        self._open(key)
        self.form.setFocus()

    def _open(self, key: str) -> None:
        row = self._rows_by_key.get(key)
        if row is not None:
            row.take_in(self.form)
            self.form.show()

    def _open_again(self) -> None:
        self._open(self.form.key)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.form.isAncestorOf(focused)

    def _close(self) -> None:
        """Take the form out of its row, which may be about to go."""
        row = self._rows_by_key.get(self.form.key)
        had_focus = self._has_focus()
        self.form.hide()
        self.form.setParent(self)
        if row is not None:
            row.act_button.show()
            if had_focus:
                row.act_button.setFocus()


def _about(view: DeadlineView, shown: Shown) -> str:
    """Which record a deadline is about, where several could be meant."""
    subject = view.deadline.subject
    request = next((item for item in shown.file.requests if item.id == subject), None)
    if request is not None:
        return words.request_label(request.draft.kind)
    document = next((item for item in shown.file.documents if item.id == subject), None)
    if document is not None and view.deadline.rule in {"D6", "D8", "D18"}:
        return words.document_label(document.draft.kind)
    return ""

"""Before the agenda leaves: what will be in the file and what not, and who can read it then."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.domain.agenda import AgendaItem
from desktop.i18n import format_number, gettext as _, ngettext
from desktop.services import calendar_file
from desktop.ui import files
from desktop.ui.dialogs.act_dialog import ActDialog
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.workplace import Workplace

_NEUTRAL_NAME = "baken.ics"


class ExportDialog(ActDialog):
    """`acted` carries how many entries were written."""

    def __init__(self, workplace: Workplace, items: Sequence[AgendaItem], *, parent: QWidget) -> None:
        super().__init__(
            workplace,
            name="calendar_export",
            title=_("Export calendar"),
            verb=_("Choose where to save…"),
            parent=parent,
        )
        self._items = items
        count = sum(bool(item.client_number) for item in items)
        told = ngettext(
            "{count} entry, as the list shows now.", "{count} entries, as the list shows now.", count
        )
        self.form.add_widget(text_label(told.format(count=format_number(count))))
        self.form.add_widget(
            text_label(
                _("In the file: days, times and file numbers. Not in it: names, initials, places, kinds.")
            )
        )
        self.form.add_widget(
            hint(
                _(
                    "Whoever can see the calendar it is put in can read it, and Baken cannot take it back."
                    " The export is logged."
                )
            )
        )
        self.verb_button.setEnabled(count > 0)

    def act(self) -> None:
        """Ask where, then write it there."""
        path = files.choose_where_to_save(self, suggested=_NEUTRAL_NAME, kind=_("Calendar"), suffix="ics")
        if path is None:
            return
        session, items = self.workplace.session, self._items
        self.run(lambda: calendar_file.save(session, items, path))

"""Who may open this file, why, and the form in which that is decided."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.access import Group, Restriction
from desktop.i18n import gettext as _, join_sorted
from desktop.services.access import FileAccess
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.form_section import FormSection
from desktop.ui.pages.client_file.people.contents import PeopleContents
from desktop.ui.pages.client_file.people.restriction_form import RestrictionForm, everyone, group_label
from desktop.ui.pages.client_file.people.undoable import UndoableActs
from desktop.ui.pages.client_file.section import line, readable
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.widgets.labels import Chip, hint
from desktop.ui.workplace import Workplace


class AccessSection(FormSection):
    """Everyone who opens the file reads this; a coordinator or the caseworker changes it."""

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        self.access_form = RestrictionForm(workplace)
        super().__init__(
            _("Who may open this file"),
            name="people_access_section",
            form=self.access_form,
            button=secondary_button(_("Change"), name="people_access_button", icon="lock"),
            begin=self.access_form.begin,
        )
        self._acts = UndoableActs(workplace, parent=self)
        self._acts.changed.connect(self.changed)
        self.access_form.recorded.connect(self._tell_recorded)

    def watch(self, people: PeopleContents, contents: FileContents) -> None:
        """Turn to a client; a draft found opens the form."""
        self.close_form()
        self.access_form.watch(contents.client.id, people.access, contents.staff, self.show_form)

    def show_people(self, people: PeopleContents, contents: FileContents) -> None:
        """Say who opens it."""
        self.access_form.know(people.access, contents.staff)
        self.offer_act(people.access.may_change)
        self.fill(_words(people.access, contents), empty="")

    def _tell_recorded(self, recorded: Restriction) -> None:
        said = _("Only the people named open this file now.") if recorded.restricted else _("Opened to all.")
        self._acts.tell(said, self.access_form.undoing())


def _words(found: FileAccess, contents: FileContents) -> list[QWidget]:
    restriction = found.restriction
    if restriction is None or not restriction.restricted:
        words: list[QWidget] = [readable(everyone())]
        if restriction is not None and restriction.reason:
            words.append(hint(_("Decided because: {reason}").format(reason=restriction.reason)))
        return words
    named = [group_label(group) for group in Group if group in restriction.readers]
    named += [contents.staff[reader] for reader in restriction.readers if reader in contents.staff]
    words = [line(Chip(_("Restricted"), Tone.ACCENT), readable(join_sorted(named)), stretch_last=True)]
    if found.grew_up:
        told = readable(_("Restricted because a minor; the client is 18 now. Decide anew."))
        words.append(line(Chip(_("18 by now"), Tone.SOON), told, stretch_last=True))
    elif restriction.is_default:
        words.append(hint(_("A minor's file is restricted from the start, until someone decides otherwise.")))
    else:
        words.append(hint(_("Decided because: {reason}").format(reason=restriction.reason)))
    words.append(hint(_("For everyone else this file is not there: in no list, no count and no search.")))
    return words

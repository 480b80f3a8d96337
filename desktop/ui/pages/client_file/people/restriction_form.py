"""Who opens this file: everyone whose role does, or only the people named, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.domain.access import Group, Restriction
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.access import FileAccess
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.many_choice import ManyChoice
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.workplace import Workplace

EVERYONE, NAMED = "everyone", "named"


class RestrictionForm(RecordForm):
    """Whoever decides stays among the readers; the reason is asked every time and stays in the history."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="restriction")
        self._client_id = ""
        self._before: Restriction | None = None
        choices = [(NAMED, _("Only the people named here")), (EVERYONE, everyone())]
        self._who = ChoiceBox(choices, name="restriction_who_choice")
        self._readers = ManyChoice((), name="restriction_readers", placeholder=_("Type a name"))
        self._reason = text_field("restriction_reason_field", lines=2)
        self.add_row("who", _("Who opens this file"), self._who)
        self._readers.name_line(_("People named"))
        self.add_row("readers", _("People named"), self._readers, told=_("You stay among them."))
        self.add_row("reason", _("Why"), self._reason)
        self._who.currentIndexChanged.connect(self._show_readers)
        self._who.currentIndexChanged.connect(self.touched)
        self._readers.changed.connect(self.touched)
        self._reason.textChanged.connect(self.touched)
        self.finish(_("Record decision"), leave=_("Cancel"))
        self.setFocusProxy(self._who)

    def watch(
        self, client_id: str, found: FileAccess, staff: Mapping[str, str], restored: Callable[[bool], None]
    ) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.know(found, staff)
        self.begin()
        self.keeper.follow(f"restriction:{client_id}", restored=restored)

    def know(self, found: FileAccess, staff: Mapping[str, str]) -> None:
        """Learn what stands now and whom one can name."""
        self._before = found.restriction
        me = self.workplace.session.user.id
        people = [(user.id, staff.get(user.id, user.name)) for user in found.people if user.id != me]
        self._readers.set_choices([*((group.value, group_label(group)) for group in Group), *people])

    def begin(self) -> None:
        """What stands now, without its reason: a decision needs a new one."""
        before = self._before
        readers = before.readers if before and before.restricted else (Group.CASEWORKER, Group.COORDINATORS)
        with self.filling():
            self._who.set_code(NAMED)
            self._readers.set_value([(str(reader), True) for reader in readers if self._is_known(reader)])
            self._reason.clear()
            self._show_readers()
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "who": self._who.code(),
            "readers": [code for code, _marked in self._readers.value()],
            "reason": self._reason.toPlainText(),
        }

    def set_typed(self, content: Typed) -> None:
        self._who.set_code(content["who"])
        self._readers.set_value([(code, True) for code in content["readers"]])
        self._reason.setPlainText(content["reason"])
        self._show_readers()

    def prepare(self) -> Callable[[], object]:
        typed, session, client_id = self.typed(), self.workplace.session, self._client_id
        if not typed["reason"].strip():
            raise InvalidField("reason", _("Write why: it stays in the history of the file."))
        if typed["who"] == EVERYONE:
            return lambda: access.lift(session, client_id, reason=typed["reason"])
        return lambda: access.restrict(session, client_id, typed["readers"], reason=typed["reason"])

    def undoing(self) -> Callable[[], object]:
        """The work that brings back what stood before."""
        session, client_id, before = self.workplace.session, self._client_id, self._before
        return lambda: access.put_back(session, client_id, before)

    def _is_known(self, reader: str) -> bool:
        return reader != self.workplace.session.user.id

    def _show_readers(self) -> None:
        self.rows["readers"].setVisible(self._who.code() == NAMED)


def everyone() -> str:
    """Who opens a file that nobody restricted."""
    return _("Everyone whose role opens client files")


def group_label(group: Group) -> str:
    """A group of readers in words."""
    return {
        Group.CASEWORKER: _("Whoever accompanies the client"),
        Group.COORDINATORS: _("The coordinators"),
    }[group]

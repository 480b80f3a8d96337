"""Who works here, what each may open, and who still waits for a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.domain.users import User, UserAccess
from desktop.i18n import format_date, gettext as _, isolated, join_sorted, ngettext
from desktop.services import users
from desktop.services.session import Session
from desktop.ui.dialogs.user_dialog import AddUserDialog, RolesDialog
from desktop.ui.pages.centre.part import Part
from desktop.ui.theme import GRID, Tone
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.labels import Chip, hint, text_label
from desktop.ui.workplace import Workplace


class PeopleSection(Part):
    """A line per person; only an administrator sees the acts, any holder of a key may give it."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(_("People"), parent)
        self._workplace = workplace
        self._administers = workplace.session.user.is_administrator
        self._shown: list[_PersonLine] = []
        self._lines = QWidget()
        self._people = QVBoxLayout(self._lines)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(GRID)
        self._give = secondary_button(
            _("Give the waiting access"),
            name="centre_give_access_button",
            clicked=self._give_access,
            icon="lock",
        )
        self._give.setToolTip(_("Hands the keys you hold to everyone whose role opens them."))
        self._give.hide()
        self.add(self._lines)
        self.add(self._buttons())

    def refresh(self) -> None:
        """Read who there is."""
        session = self._workplace.session
        self._workplace.jobs.start(lambda: users.list_users(session), parent=self, done=self._show)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        if self._administers:
            row.addWidget(
                secondary_button(
                    _("Add a person…"), name="centre_add_user_button", clicked=self._add, icon="add"
                )
            )
        row.addWidget(self._give)
        row.addStretch(1)
        return holder

    def _show(self, rows: tuple[UserAccess, ...]) -> None:
        for line in self._shown:
            self._people.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = [_PersonLine(row, menu=self._menu if self._administers else None) for row in rows]
        for line in self._shown:
            self._people.addWidget(line)
        holds = self._workplace.session.holds
        self._give.setVisible(any(row.user.active and row.waiting & holds for row in rows))

    def _menu(self, user: User, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.setObjectName("centre_person_menu")
        menu.addAction(_("Change the roles…"), lambda: self._change_roles(user))
        if user.active:
            menu.addAction(_("Suspend"), lambda: self._suspend(user))
        else:
            menu.addAction(_("Let back in"), lambda: self._reinstate(user.id))
        return menu

    def _add(self) -> None:
        dialog = AddUserDialog(self._workplace, parent=self)
        dialog.acted.connect(
            lambda user: self._tell(_("{name} can unlock now.").format(name=isolated(user.name)))
        )
        dialog.open()

    def _change_roles(self, user: User) -> None:
        dialog = RolesDialog(self._workplace, user, parent=self)
        dialog.acted.connect(lambda _user: self._tell(_("The roles are changed.")))
        dialog.open()

    def _suspend(self, user: User) -> None:
        session = self._workplace.session
        told = _("{name} can no longer unlock.").format(name=isolated(user.name))
        self._workplace.jobs.start(
            lambda: users.suspend(session, user.id),
            parent=self,
            done=lambda _nothing: self._tell(told, undo=lambda: self._reinstate(user.id)),
        )

    def _reinstate(self, user_id: str) -> None:
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: _let_back_in(session, user_id),
            parent=self,
            done=lambda _nothing: self._tell(_("Access is given back.")),
        )

    def _give_access(self) -> None:
        session = self._workplace.session
        self._workplace.jobs.start(lambda: users.give_waiting_access(session), parent=self, done=self._given)

    def _given(self, count: int) -> None:
        told = ngettext("{count} person has access now.", "{count} people have access now.", count)
        self._tell(told.format(count=count))

    def _tell(self, told: str, *, undo: Callable[[], None] | None = None) -> None:
        self._workplace.messages.say(told, undo=undo)
        self.refresh()


class _PersonLine(QWidget):
    """Name, roles, and in chips what is out of the ordinary."""

    def __init__(self, row: UserAccess, *, menu: Callable[[User, QWidget], QMenu] | None) -> None:
        super().__init__()
        user = row.user
        words = QVBoxLayout()
        words.setSpacing(2)
        name = QHBoxLayout()
        name.setSpacing(GRID)
        name.addWidget(text_label(user.name))
        for chip in _chips(row):
            name.addWidget(chip)
        name.addStretch(1)
        words.addLayout(name)
        words.addWidget(hint(join_sorted(users.role_label(role) for role in user.roles)))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(words, 1)
        if menu is not None:
            button = quiet_button(_("Change"), name=f"centre_person_{user.login}_button")
            button.setAccessibleName(_("Change {name}").format(name=user.name))
            button.setMenu(menu(user, button))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


def _chips(row: UserAccess) -> list[Chip]:
    chips = []
    if not row.user.active:
        return [Chip(_("Suspended"), Tone.NEUTRAL)]
    if row.user.until is not None:
        chips.append(Chip(_("Until {day}").format(day=format_date(row.user.until.date())), Tone.SOON))
    if row.waiting:
        parts = join_sorted(users.compartment_label(part) for part in row.waiting)
        chips.append(Chip(_("Waits for: {parts}").format(parts=parts), Tone.SOON))
    return chips


def _let_back_in(session: Session, user_id: str) -> None:
    users.reinstate(session, user_id)
    users.give_waiting_access(session)

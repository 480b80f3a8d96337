"""People who work here: adding one, and changing what one may open, in plain words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop.clock import BRUSSELS, NOON, at_brussels, today
from desktop.domain.roles import GRANTABLE_COUNSELLING, Role
from desktop.domain.users import User
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import users
from desktop.ui.dialogs.act_dialog import ActDialog, day_in
from desktop.ui.dialogs.new_passphrase import NewPassphrase
from desktop.ui.theme import GRID
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.labels import hint
from desktop.ui.workplace import Workplace

USUAL_DAYS = 30


class RolesField(QWidget):
    """A box per role, each with what it opens; counselling appears where it can be granted by name."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[Role, QCheckBox] = {}
        self.counselling = QCheckBox(_("Counselling notes are granted to this person by name"))
        self.counselling.setObjectName("user_counselling_check")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for role in Role:
            column.addWidget(self._box(role))
            explained = hint(users.role_explanation(role))
            explained.setContentsMargins(28, 0, 0, GRID // 2)
            column.addWidget(explained)
        column.addWidget(self.counselling)
        self.setFocusProxy(self._boxes[Role.SHELTER_WORKER])
        self._show_counselling()

    def _box(self, role: Role) -> QCheckBox:
        box = QCheckBox(users.role_label(role))
        box.setObjectName(f"user_role_{role}_check")
        box.setAccessibleDescription(users.role_explanation(role))
        box.toggled.connect(self._show_counselling)
        self._boxes[role] = box
        return box

    def roles(self) -> tuple[Role, ...]:
        """The roles ticked."""
        return tuple(role for role, box in self._boxes.items() if box.isChecked())

    def set_roles(self, roles: Collection[Role]) -> None:
        """Tick these and no others."""
        for role, box in self._boxes.items():
            box.setChecked(role in roles)

    @property
    def granted(self) -> bool:
        """Whether counselling is granted, and can be."""
        return self._grantable and self.counselling.isChecked()

    @property
    def _grantable(self) -> bool:
        return bool(GRANTABLE_COUNSELLING.intersection(self.roles()))

    def _show_counselling(self) -> None:
        self.counselling.setVisible(self._grantable)
        self.changed.emit()


class AccessDialog(ActDialog):
    """What the two dialogs share: the roles, and until when a temporary worker may come in."""

    def add_access(self, user: User | None) -> None:
        """The rows of roles and end, filled with those of `user`."""
        self.roles = RolesField()
        self.form.add_row("roles", _("Roles"), self.roles)
        day = today(self.workplace.session.clock)
        known = (
            user.until.astimezone(BRUSSELS).date()
            if user and user.until
            else day + timedelta(days=USUAL_DAYS)
        )
        self._until = DateField(known, today=day)
        self._until.setObjectName("user_until_edit")
        told = _("From noon that day this person can no longer unlock.")
        self._until_row = self.form.add_row("until", _("Temporary until"), self._until, told=told)
        if user is not None:
            self.roles.set_roles(user.roles)
            self.roles.counselling.setChecked(user.counselling_granted)
        self.roles.changed.connect(self._show_until)
        self._show_until()

    def until(self) -> datetime | None:
        """The end of a temporary access in UTC; raises InvalidField when it is no day."""
        if not self._temporary:
            return None
        return at_brussels(day_in(self._until, called="until"), NOON)

    @property
    def _temporary(self) -> bool:
        return Role.TEMPORARY_SHELTER_WORKER in self.roles.roles()

    def _show_until(self) -> None:
        self._until_row.setVisible(self._temporary)
        if self.isVisible():
            self.fit()


class AddUserDialog(AccessDialog):
    """A new person; `acted` carries the `User`."""

    def __init__(self, workplace: Workplace, *, parent: QWidget) -> None:
        title, verb = _("Add a person"), _("Add")
        super().__init__(workplace, name="user", title=title, verb=verb, parent=parent)
        self._person = QLineEdit()
        self._person.setObjectName("user_name_edit")
        self.form.add_row("name", _("Name"), self._person)
        self.add_access(None)
        self._passphrase = NewPassphrase(workplace, self.form, name="user", parent=self)
        self._passphrase.second.submitted.connect(self.act)
        self._person.setFocus()

    def act(self) -> None:
        session, name, roles = self.workplace.session, self._person.text(), self.roles.roles()
        granted = self.roles.granted
        try:
            if not roles:
                raise InvalidField("roles", _("Choose at least one role."))
            until, passphrase = self.until(), self._passphrase.take()
        except InvalidField as problem:
            self.refuse(problem)
            return
        self.run(
            lambda: users.add_user(
                session,
                name=name,
                roles=roles,
                passphrase=passphrase,
                counselling_granted=granted,
                until=until,
            )
        )


class RolesDialog(AccessDialog):
    """Other roles for somebody; `acted` carries the changed `User`."""

    def __init__(self, workplace: Workplace, user: User, *, parent: QWidget) -> None:
        title = _("What may {name} open?").format(name=user.name)
        super().__init__(workplace, name="user", title=title, verb=_("Change the roles"), parent=parent)
        self._user = user
        self.add_access(user)

    def act(self) -> None:
        session, user_id, roles = self.workplace.session, self._user.id, self.roles.roles()
        granted = self.roles.granted
        try:
            until = self.until()
        except InvalidField as problem:
            self.refuse(problem)
            return
        self.run(
            lambda: users.change_roles(
                session, user_id, roles=roles, counselling_granted=granted, until=until
            )
        )

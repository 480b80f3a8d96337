"""The head of a file, which stays whatever tab is open: who this is, and what must not be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import gettext as _, is_right_to_left
from desktop.services.deadlines import DeadlineView
from desktop.ui import theme, wording
from desktop.ui.pages.client_file.contents import Casework, FileContents
from desktop.ui.pages.client_file.deadlines import deadline_words, phase_label, rule_label
from desktop.ui.privacy import Privacy
from desktop.ui.theme import GRID, Size, Tone
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.labels import Chip, LongTitle, text_label
from desktop.ui.widgets.script_line import ScriptLabel


class FileHeader(QWidget):
    """Name in both scripts, the facts in one line, and chips: alerts in words, outcome, phase, the next deadline.

    `names` is the title of the page: the frame sets it on its own first line, which leaves the file more room.
    """

    def __init__(self, privacy: Privacy, *, back: Callable[[], None]) -> None:
        super().__init__()
        self._privacy = privacy
        self._back = icon_button(
            "chevron_right" if is_right_to_left() else "chevron_left",
            _("All clients"),
            name="file_back_button",
            clicked=back,
        )
        self._name = LongTitle(name="file_name_label")
        self._native = ScriptLabel()
        self._native.setObjectName("file_native_name_label")
        self._native.setProperty("muted", "true")
        self._native.hide()
        self.names = QWidget()
        self._facts = text_label(muted=True, name="file_facts_label")
        self._chips = QWidget()
        self._flow = wrapping(self._chips)
        self._lay_out()

    def show_contents(self, contents: FileContents) -> None:
        """Fill the head from a file."""
        details = contents.client.details
        shown = details.display_name
        native = details.native_name if not self._privacy.on and details.native_name != shown else ""
        self._name.setText(self._privacy.shown(shown) if shown else _("No name yet"))
        self._native.setText(native)
        self._native.setVisible(bool(native))
        self._native.setFont(theme.font(Size.HEADING))
        self._facts.setText(" · ".join(_facts(contents)))
        self._show_chips(_chips(contents))

    def _show_chips(self, chips: list[Chip]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for chip in chips:
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(chips))
        self._chips.updateGeometry()

    def _lay_out(self) -> None:
        names = QHBoxLayout(self.names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(GRID)
        names.addWidget(self._back)
        names.addWidget(self._name)
        names.addWidget(self._native)
        names.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.names)
        column.addWidget(self._facts)
        column.addSpacing(GRID // 2)
        column.addWidget(self._chips)


def _facts(contents: FileContents) -> list[str]:
    client = contents.client
    details = client.details
    facts = [
        client.number,
        wording.age_label(details.birth, contents.today) if details.birth else _("age unknown"),
        wording.gender_label(details.gender) if details.gender != "unknown" else "",
        ", ".join(wording.nationality_label(code) for code in details.nationalities),
        wording.spoken_label(details.languages),
        _accompanied(contents),
    ]
    return [fact for fact in facts if fact]


def _accompanied(contents: FileContents) -> str:
    name = contents.staff_name(contents.client.details.caseworker)
    return _("accompanied by {name}").format(name=name) if name else _("accompanied by nobody yet")


def _chips(contents: FileContents) -> list[Chip]:
    chips = [
        Chip(
            _("⚠ {kind}: {text}").format(kind=wording.alert_kind_label(alert.kind), text=alert.text),
            Tone.SOON,
        )
        for alert in contents.client.details.alerts
    ]
    if contents.casework is not None:
        chips += _casework_chips(contents.casework, contents.today)
    return chips


def _casework_chips(casework: Casework, today: date) -> list[Chip]:
    """The outcome of the last referral, the phase of the leading track, and the next deadline."""
    chips: list[Chip] = []
    if casework.referrals:
        outcome = casework.referrals[0].details.outcome
        chips.append(Chip(wording.outcome_label(outcome), wording.outcome_tone(outcome)))
    if casework.standing is not None:
        chips.append(Chip(phase_label(casework.standing), Tone.ACCENT))
    if casework.deadlines:
        chips.append(_deadline_chip(casework.deadlines[0], today))
    return chips


def _deadline_chip(view: DeadlineView, today: date) -> Chip:
    when, tone = deadline_words(view.urgency, view.deadline.due, today)
    return Chip(_("{deadline}: {when}").format(deadline=rule_label(view.label), when=when), tone)

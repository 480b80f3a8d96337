"""Referral and intake: how they came, who this is, what points to exploitation, in the order of the conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.domain.clients import Client
from desktop.domain.incidents import Incident
from desktop.domain.roles import Compartment
from desktop.domain.support import Outcome, Referral
from desktop.i18n import gettext as _
from desktop.services import identifiers, incidents
from desktop.services.session import Session
from desktop.ui import wording
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.form_section import FormSection
from desktop.ui.pages.client_file.identity_form import IdentityForm
from desktop.ui.pages.client_file.intake_facts import identity_facts, incident_link, referral_facts
from desktop.ui.pages.client_file.referral_form import ReferralForm
from desktop.ui.pages.client_file.section import line, stacked
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.labels import Chip
from desktop.ui.workplace import Workplace

_WIDTH = 120 * GRID


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is read beside the file: the incidents of its referrals, and numbers that stand in other files too."""

    incidents: dict[str, Incident] = field(default_factory=dict)
    doubles: tuple[str, ...] = ()


class IntakeTab(FileTab):
    """Referrals, identity, indicators, exploitation; Alt and a digit goes to each, so that an interview flows."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._contents: FileContents | None = None
        self._beside = _Beside()
        self._reads_casework = Compartment.CASEWORK in workplace.session.holds
        self._referral_form = ReferralForm(workplace)
        self._identity_form = IdentityForm(workplace, name="identity")
        self._referrals = self._referral_section()
        self._identity = self._identity_section()
        self._others = self._casework_sections()
        self._stops: list[
            tuple[str, str, QWidget]
        ] = []  # what Alt and a digit goes to: its name, words and place
        self._lay_out()

    def show_contents(self, contents: FileContents) -> None:
        """Fill the sections; turning to another client brings back what was begun there."""
        other = self._contents is None or self._contents.client.id != contents.client.id
        self._contents = contents
        if other:
            self._beside = _Beside()
        self._show()
        self._read_beside(contents.client)
        for section in self._others:
            section.show_contents(contents)
        if other:
            self._watch(contents)

    def flush_drafts(self) -> None:
        """Keep what is being typed."""
        self._referral_form.keeper.flush()
        self._identity_form.keeper.flush()
        for section in self._others:
            section.flush_drafts()

    def start_at(self, stop: QWidget) -> None:
        """By its key: with the identity one types at once."""
        self.go_to(stop)
        if stop is self._identity:
            self._identity.start()

    def go_to(self, stop: QWidget) -> None:
        """Bring a part to the top and put the cursor where one goes on."""
        area = self.findChild(QScrollArea)
        if area is not None and (body := area.widget()) is not None:
            area.verticalScrollBar().setValue(stop.mapTo(body, stop.rect().topLeft()).y())
        if isinstance(stop, FormSection):
            stop.go_on()
        elif isinstance(stop, FileTab):
            stop.start()

    def _watch(self, contents: FileContents) -> None:
        for section in (self._referrals, self._identity):
            section.close_form()
        self._identity_form.watch(contents.client, contents.colleagues, self._identity.show_form)
        if self._reads_casework:
            self._referral_form.watch(contents.client.id, self._referrals.show_form)

    def _read_beside(self, client: Client) -> None:
        if self._reads_casework:
            session = self._workplace.session
            self._workplace.jobs.start(
                lambda: _read_beside(session, client), parent=self, done=partial(self._take_beside, client)
            )

    def _take_beside(self, client: Client, found: _Beside) -> None:
        if self._contents is not None and self._contents.client.id == client.id and found != self._beside:
            self._beside = found
            self._show()

    def _show(self) -> None:
        contents = self._contents
        if contents is None:
            return
        self._identity.fill(
            [identity_facts(contents, self._workplace, doubles=self._beside.doubles)], empty=""
        )
        if contents.casework is not None:
            self._referrals.fill(
                [
                    self._referral(referral, number)
                    for number, referral in enumerate(contents.casework.referrals)
                ],
                empty=_("No referral was recorded yet. Add how this person came to you."),
            )

    def _referral(self, referral: Referral, number: int) -> QWidget:
        outcome = referral.details.outcome
        chip = Chip(wording.outcome_label(outcome), wording.outcome_tone(outcome))
        change = quiet_button(
            _("Change"),
            name=f"referral{number}_change_button",
            icon="edit",
            clicked=lambda: self._open_referral(referral, decide=False),
        )
        decide = quiet_button(
            _("Decide"),
            name=f"referral{number}_decide_button",
            icon="check",
            clicked=lambda: self._open_referral(referral, decide=True),
        )
        top = line(chip, *([decide] if outcome is Outcome.PENDING else []), change)
        parts = [top, referral_facts(referral)]
        incident = self._beside.incidents.get(referral.details.incident_id)
        if incident is not None:
            opened = partial(self._workplace.open_incident, incident.id)
            parts.insert(1, incident_link(incident, number, opened))
        return stacked(*parts, spacing=GRID)

    def _open_referral(self, referral: Referral, *, decide: bool) -> None:
        self._referrals.open_form(lambda: self._referral_form.begin(referral, decide=decide))

    def _referral_section(self) -> FormSection:
        form = self._referral_form
        form.recorded.connect(lambda _result: self.changed.emit(_("Referral recorded.")))
        return FormSection(
            _("Referral"),
            name="intake_referral_section",
            form=form,
            button=secondary_button(_("Add referral"), name="intake_referral_button", icon="add"),
            begin=lambda: form.begin(None),
            replaces_rows=True,
        )

    def _identity_section(self) -> FormSection:
        form = self._identity_form
        form.recorded.connect(lambda _result: self.changed.emit(_("Identity recorded.")))
        return FormSection(
            _("Identity"),
            name="intake_identity_section",
            form=form,
            button=secondary_button(_("Change"), name="intake_identity_button", icon="edit"),
            begin=lambda: form.begin(self._contents.client if self._contents else None),
            replaces_rows=True,
        )

    def _casework_sections(self) -> tuple[FileTab, ...]:
        """Indicators and exploitation, for those whose keys open them."""
        if not self._reads_casework:
            return ()
        from desktop.ui.pages.client_file.exploitation_section import ExploitationSection
        from desktop.ui.pages.client_file.indicators_section import IndicatorsSection

        sections = IndicatorsSection(self._workplace), ExploitationSection(self._workplace)
        for section in sections:
            section.changed.connect(self.changed)
        return sections

    def _lay_out(self) -> None:
        parts: list[tuple[str, str, QWidget]] = [("identity", _("Identity"), self._identity)]
        if self._reads_casework:
            parts.insert(0, ("referral", _("Referral"), self._referrals))
            names = (("indicators", _("Indicators")), ("exploitation", _("Exploitation")))
            parts += [(*words, section) for words, section in zip(names, self._others, strict=True)]
        else:
            self._referrals.hide()
        self._stops = parts
        places = [part for _name, _words, part in parts]
        for part in places:
            part.setMaximumWidth(_WIDTH)
        fill_tab(self, self._jump_bar(), *([] if self._reads_casework else [self._referrals]), *places)

    def _jump_bar(self) -> QWidget:
        """What is on this page, each a key away; and the way to the papers, which have a page of their own."""
        bar = QWidget()
        flow = wrapping(bar)
        for number, (name, words, place) in enumerate(self._stops, start=1):
            flow.addWidget(self._jump(name, words, partial(self.go_to, place), keys=f"Alt+{number}"))
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(partial(self.start_at, place))
        if self._reads_casework:
            flow.addWidget(self._jump("procedure", _("Procedure"), self._to_procedure, icon="link"))
        return bar

    def _jump(
        self, name: str, words: str, act: Callable[[], None], *, keys: str = "", icon: str = ""
    ) -> QWidget:
        button = quiet_button(words, name=f"intake_to_{name}_button", clicked=act, icon=icon)
        button.setToolTip(keys)
        return button

    def _to_procedure(self) -> None:
        if self._contents is not None:
            self._workplace.open_client_at(self._contents.client.id, "procedure")


def _read_beside(session: Session, client: Client) -> _Beside:
    return _Beside(
        incidents=incidents.of_client(session, client.id),
        doubles=identifiers.also_in(session, client.details.identifiers, client_id=client.id),
    )

"""An incident: what happened, everyone it brought, and what can be given to all of them at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.clock import today
from desktop.domain.incidents import Done, IncidentFile
from desktop.i18n import format_date, gettext as _, is_right_to_left, ngettext
from desktop.services import incidents
from desktop.ui import wording
from desktop.ui.pages.client_file.form_section import FormSection
from desktop.ui.pages.client_file.section import Facts, Section
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.pages.referral.for_all_forms import DocumentForAll, ForAllForm, OutcomeForAll
from desktop.ui.pages.referral.incident_persons import IncidentPersons, IncidentPersonsModel, is_undecided
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.buttons import icon_button, quiet_button, secondary_button
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.labels import hint, text_label
from desktop.ui.workplace import Workplace


class IncidentView(QWidget):
    """`show_incident(id)` reads it; `add(id)` is asked for when more persons belong to it."""

    def __init__(self, workplace: Workplace, *, add: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("incident_view")
        self._workplace = workplace
        self._add = add
        self.incident_id = ""
        self._label = text_label(size=Size.TITLE, name="incident_view_label")
        self._about = Section(_("What happened"), name="incident_about_section")
        self._model = IncidentPersonsModel(
            today=today(workplace.session.clock), shown=workplace.privacy.shown, parent=self
        )
        self._table = IncidentPersons(self._model, name="incident_view_table")
        self._count = hint("", name="incident_view_count_label")
        self._document = DocumentForAll(workplace, lambda: self._model.chosen)
        self._outcome = OutcomeForAll(workplace, lambda: self._model.chosen)
        self._documents = self._section(
            _("One document for all"), self._document, _("Give one document date"), name="incident_document"
        )
        self._outcomes = self._section(
            _("One outcome for all"), self._outcome, _("Give one outcome"), name="incident_outcome"
        )
        self._lay_out()
        self._model.ticked.connect(self._show_count)
        self._table.client_opened.connect(workplace.open_client)

    def show_incident(self, incident_id: str) -> None:
        """Turn to an incident; a form that was begun on it and never recorded opens by itself."""
        if incident_id != self.incident_id:
            self.incident_id = incident_id
            for section, form in ((self._documents, self._document), (self._outcomes, self._outcome)):
                section.close_form()
                form.watch(incident_id, section.show_form)
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        session, incident_id = self._workplace.session, self.incident_id
        if incident_id:
            self._workplace.jobs.start(
                lambda: incidents.load(session, incident_id), parent=self, done=self._show
            )

    def flush_drafts(self) -> None:
        """Keep what is being typed."""
        self._document.keeper.flush()
        self._outcome.keeper.flush()

    def _show(self, found: IncidentFile) -> None:
        if found.incident.id != self.incident_id:
            return  # another one was opened meanwhile
        self._label.setText(found.incident.details.label)
        self._about.fill([_facts(found)], empty="")
        self._model.replace(found.persons)
        if not self._documents.is_open and not self._outcomes.is_open:
            self._table.setFocus()

    def _show_count(self) -> None:
        ticked, count = len(self._model.chosen), self._model.count
        told = ngettext("{ticked} of {count} person ticked", "{ticked} of {count} persons ticked", count)
        self._count.setText(told.format(ticked=ticked, count=count))

    def _recorded(self, done: Done) -> None:
        told = ngettext("Recorded for {count} person.", "Recorded for {count} persons.", done.done)
        self._workplace.messages.say(told.format(count=done.done))
        self.refresh()

    def _section(self, heading: str, form: ForAllForm, act: str, *, name: str) -> FormSection:
        form.recorded.connect(self._recorded)
        button = secondary_button(act, name=f"{name}_button", icon="add")
        section = FormSection(heading, name=f"{name}_section", form=form, button=button, begin=form.begin)
        section.fill([], empty=_("For everyone ticked in the list; it can be stopped and taken up again."))
        return section

    def _lay_out(self) -> None:
        fill_tab(
            self,
            self._head(),
            self._about,
            self._persons_head(),
            self._table,
            self._documents,
            self._outcomes,
        )

    def _head(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(
            icon_button(
                "chevron_right" if is_right_to_left() else "chevron_left",
                _("All clients"),
                name="incident_back_button",
                clicked=lambda: self._workplace.show_page("clients"),
            )
        )
        row.addWidget(self._label, stretch=1)
        row.addWidget(
            secondary_button(
                _("Add persons"),
                name="incident_add_button",
                clicked=lambda: self._add(self.incident_id),
                icon="add",
            )
        )
        return holder

    def _persons_head(self) -> QWidget:
        holder = QWidget()
        flow = wrapping(holder)
        flow.addWidget(self._count)
        self._count.setWordWrap(False)
        ticks = (
            (_("Tick all"), "all", lambda: self._model.tick_all(on=True)),
            (_("Tick none"), "none", lambda: self._model.tick_all(on=False)),
            (
                _("Tick those not decided yet"),
                "undecided",
                lambda: self._model.tick_all(on=True, only=is_undecided),
            ),
        )
        for told, kind, act in ticks:
            button = quiet_button(told, name=f"incident_tick_{kind}_button", clicked=act)
            self._count.setMinimumHeight(button.sizeHint().height())  # its words on the line of theirs
            flow.addWidget(button)
        return holder


def _facts(found: IncidentFile) -> Facts:
    details = found.incident.details
    shared = found.shared
    facts = (
        (_("On which day"), format_date(details.happened) if details.happened else ""),
        (_("Where"), details.place),
        (_("Referred by"), wording.listed("referral_sources", details.source)),
        (_("Caller"), details.referred_by),
        (_("What is alleged"), shared.alleged if shared else ""),
        (_("What was agreed"), shared.agreed if shared else ""),
    )
    return Facts((label, value) for label, value in facts if value)

"""Referral and intake: who this is, how they came, what was decided, which papers they hold."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.clients import Client
from desktop.domain.procedure import ResidenceDocument
from desktop.domain.roles import Compartment
from desktop.domain.support import Referral
from desktop.i18n import format_date, format_moment, gettext as _
from desktop.ui import wording
from desktop.ui.pages.client_file.contents import Casework, FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.form_section import FormSection
from desktop.ui.pages.client_file.identity_form import IdentityForm
from desktop.ui.pages.client_file.referral_form import ReferralForm
from desktop.ui.pages.client_file.rows import document_row
from desktop.ui.pages.client_file.section import Facts, line, readable, short, stacked
from desktop.ui.pages.client_file.short_forms import DocumentForm
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.labels import Chip
from desktop.ui.widgets.record_form import RecordForm
from desktop.ui.widgets.script_line import ScriptLabel
from desktop.ui.workplace import Workplace


class IntakeTab(FileTab):
    """Identity, referrals and residence documents; `changed(said)` comes when something was recorded."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._client: Client | None = None
        self._identity_form = IdentityForm(workplace, name="identity")
        self._referral_form = ReferralForm(workplace)
        self._document_form = DocumentForm(workplace)
        self._identity = self._section(
            _("Identity"), "identity", self._identity_form, act=_("Change"), icon="edit", replaces_rows=True
        )
        self._referrals = self._section(
            _("Referral"),
            "referral",
            self._referral_form,
            act=_("Add referral"),
            icon="add",
            replaces_rows=True,
        )
        self._documents = self._section(
            _("Residence documents"), "document", self._document_form, act=_("Add document"), icon="add"
        )
        self._lay_out()

    def show_contents(self, contents: FileContents) -> None:
        """Fill the sections; turning to another client brings back what was begun there."""
        other = self._client is None or self._client.id != contents.client.id
        self._client = contents.client
        self._identity.fill([identity_facts(contents, self._workplace)], empty="")
        if contents.casework is not None:
            self._show_casework(contents, contents.casework)
        if other:
            self._watch(contents)

    def flush_drafts(self) -> None:
        """Keep what is being typed."""
        for form in self._forms():
            form.keeper.flush()

    def _watch(self, contents: FileContents) -> None:
        for section in (self._identity, self._referrals, self._documents):
            section.close_form()
        self._identity_form.watch(contents.client, contents.colleagues, self._identity.show_form)
        if contents.casework is not None:
            self._referral_form.watch(contents.client.id, self._referrals.show_form)
            self._document_form.watch(contents.client.id, self._documents.show_form)

    def _show_casework(self, contents: FileContents, casework: Casework) -> None:
        self._referrals.fill(
            [self._referral(referral, number) for number, referral in enumerate(casework.referrals)],
            empty=_("No referral was recorded yet. Add how this person came to you."),
        )
        self._documents.fill(
            [self._document(item, contents, number) for number, item in enumerate(casework.documents)],
            empty=_("No residence document was recorded yet."),
        )

    def _referral(self, referral: Referral, number: int) -> QWidget:
        change = quiet_button(
            _("Change"),
            name=f"referral{number}_change_button",
            icon="edit",
            clicked=lambda: self._referrals.open_form(lambda: self._referral_form.begin(referral)),
        )
        outcome = referral.details.outcome
        chip = Chip(wording.outcome_label(outcome), wording.outcome_tone(outcome))
        return stacked(line(chip, change), referral_facts(referral), spacing=GRID)

    def _document(self, document: ResidenceDocument, contents: FileContents, number: int) -> QWidget:
        change = quiet_button(
            _("Change"),
            name=f"document{number}_change_button",
            clicked=lambda: self._documents.open_form(lambda: self._document_form.begin(document)),
        )
        row = line(document_row(document, contents.today), stretch_last=True)
        layout = row.layout()
        if layout is not None:
            layout.addWidget(change)
        return row

    def _section(
        self, heading: str, kind: str, form: RecordForm, *, act: str, icon: str, replaces_rows: bool = False
    ) -> FormSection:
        said = {
            "identity": _("Identity recorded."),
            "referral": _("Referral recorded."),
            "document": _("Document recorded."),
        }[kind]
        begin = {
            "identity": lambda: self._identity_form.begin(self._client),
            "referral": lambda: self._referral_form.begin(None),
            "document": lambda: self._document_form.begin(None),
        }[kind]
        form.recorded.connect(lambda _result: self.changed.emit(said))
        return FormSection(
            heading,
            name=f"intake_{kind}_section",
            form=form,
            button=secondary_button(act, name=f"intake_{kind}_button", icon=icon),
            begin=begin,
            replaces_rows=replaces_rows,
        )

    def _forms(self) -> tuple[RecordForm, ...]:
        return self._identity_form, self._referral_form, self._document_form

    def _lay_out(self) -> None:
        columns = Columns(main_share=6, side_share=5)
        columns.main.addWidget(self._identity)
        columns.side.addWidget(self._referrals)
        columns.side.addWidget(self._documents)
        reads_casework = Compartment.CASEWORK in self._workplace.session.holds
        self._referrals.setVisible(reads_casework)
        self._documents.setVisible(reads_casework)
        fill_tab(self, columns)


def identity_facts(contents: FileContents, workplace: Workplace) -> QWidget:
    """What is known of who this is; what is unknown says so."""
    details, unknown = contents.client.details, _("unknown")
    birth = details.birth
    facts: list[tuple[str, str | QWidget]] = [
        (wording.name_kind_label(name.kind), _name(name.latin, name.native, workplace))
        for name in details.names
    ]
    facts += [
        (_("Birth date"), wording.birth_label(birth) if birth else unknown),
        (_("Gender"), wording.gender_label(details.gender)),
        (_("Nationalities"), ", ".join(map(wording.nationality_label, details.nationalities)) or unknown),
        (_("Languages"), wording.spoken_label(details.languages) or unknown),
        (_("Safety alerts"), "\n".join(alert.text for alert in details.alerts) or _("none")),
        (_("Accompanied by"), contents.staff_name(details.caseworker) or _("nobody yet")),
        (_("File opened on"), format_date(contents.client.opened_on)),
    ]
    return Facts(facts)


def referral_facts(referral: Referral) -> QWidget:
    """A referral as it was taken; what was not filled in is left out."""
    details = referral.details
    facts: list[tuple[str, str | QWidget]] = [
        (_("Received"), f"{format_moment(details.received)} · {wording.channel_label(details.channel)}"),
        (_("Referred by"), wording.listed("referral_sources", details.source)),
        (_("Caller"), details.referred_by),
        (_("Urgency"), wording.urgency_label(details.urgency)),
        (_("What is alleged"), details.alleged),
        (_("Form of exploitation"), wording.listed("exploitation_forms", details.exploitation)),
        (_("What was agreed"), details.agreed),
        (_("Reason"), wording.listed("intake_no_support_reasons", details.reason) if details.reason else ""),
        (_("Decided on"), format_date(details.decided_on) if details.decided_on else ""),
    ]
    return Facts((label, value) for label, value in facts if value)


def _name(latin: str, native: str, workplace: Workplace) -> QWidget:
    shown = workplace.privacy.shown(latin)
    if not native or workplace.privacy.on:
        return readable(shown)
    own = ScriptLabel(native)
    if not shown:
        return line(own)
    holder = QWidget()
    flow = wrapping(holder)
    for part in (short(shown), own):
        part.setTextInteractionFlags(readable("").textInteractionFlags())
        flow.addWidget(part)
    return holder

"""Documents, requests and events of the procedure: each list with the form that adds to it, in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain import law
from desktop.domain.case_facts import Urgency
from desktop.domain.papers import paper_end, succeeded_ids
from desktop.domain.procedure import PaperRole, ProcedureEvent, Request, RequestStep, ResidenceDocument
from desktop.i18n import format_date, gettext as _, ngettext
from desktop.ui.pages.client_file.form_section import FormSection
from desktop.ui.pages.client_file.procedure.acts import ProcedureActs
from desktop.ui.pages.client_file.procedure.computed_end import computed_end
from desktop.ui.pages.client_file.procedure.document_form import ResidenceForm
from desktop.ui.pages.client_file.procedure.event_form import EventForm
from desktop.ui.pages.client_file.procedure.event_list import SLICE, EventList
from desktop.ui.pages.client_file.procedure.request_card import RequestCard
from desktop.ui.pages.client_file.procedure.request_form import RequestForm
from desktop.ui.pages.client_file.procedure.shown import Shown, is_over
from desktop.ui.pages.client_file.procedure.step_rows import document_row
from desktop.ui.pages.client_file.section import line
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.workplace import Workplace

_LATEST = 5
_PAPER_OF_REQUEST = {
    "annex15": "annex15",
    "ai": "ai",
    "ai_extension": "ai",
    "a_card": "a_card",
    "a_renewal": "a_card",
    "unlimited": "b_card",
    "uam_document": "uam_doc",
}


class DocumentsSection(FormSection):
    """The residence documents, the latest first."""

    def __init__(self, workplace: Workplace, acts: ProcedureActs) -> None:
        self.form = ResidenceForm(workplace)
        self._acts = acts
        self._file: Shown | None = None
        self._shown_count = _LATEST
        super().__init__(
            _("Residence documents"),
            name="procedure_documents_section",
            form=self.form,
            button=_add(_("Record document"), "document", keys="Ctrl+Shift+D"),
            begin=lambda: self.form.begin(None),
        )

    def watch(self, shown: Shown) -> None:
        """Turn to a client; what was begun there comes back."""
        self.close_form()
        self._shown_count = _LATEST
        self.form.watch(shown.client_id, _own(shown), self.show_form, track_id=shown.leading_track)

    def show_file(self, shown: Shown) -> None:
        """Fill the list."""
        self._file, documents = shown, _own(shown)
        self.form.know(documents, track_id=shown.leading_track)
        ends = {item.id: paper_end(item, law.rules()) for item in documents}
        succeeded = succeeded_ids(documents, ends)
        rows = [
            self._row(item, shown, number, succeeded=item.id in succeeded)
            for number, item in enumerate(sorted(documents, key=_day_of, reverse=True)[: self._shown_count])
        ]
        if (left := len(documents) - self._shown_count) > 0:
            told = ngettext("Show {count} earlier document", "Show {count} earlier documents", left)
            rows.append(_more("documents", told.format(count=left), self._show_all))
        self.fill(rows, empty=_("No residence document was recorded yet."))

    def _show_all(self) -> None:
        self._shown_count = len(self._file.file.documents) if self._file else SLICE
        if self._file is not None:
            self.show_file(self._file)

    def begin_from(self, request: Request) -> None:
        """Record what came of a request: its kind, and what it extends, stand ready."""
        kind = _PAPER_OF_REQUEST.get(request.draft.kind, "")
        role = PaperRole.REFLECTION if kind == "annex15" else ""
        extends = self._last_certificate if request.draft.kind == "ai_extension" else ""
        self.open_form(
            lambda: self.form.begin(None, kind=kind, role=role, extends=extends, request_id=request.id)
        )

    @property
    def _last_certificate(self) -> str:
        return self.form.last_of_kind("ai")

    def _row(self, document: ResidenceDocument, shown: Shown, number: int, *, succeeded: bool) -> QWidget:
        computed = computed_end(document.draft, _own(shown))
        printed = document.draft.expires_on
        differs = computed is not None and printed is not None and computed != printed
        warns = _("The rule gives {day}.").format(day=format_date(computed)) if differs and computed else ""
        return document_row(
            document,
            today=shown.today,
            succeeded=succeeded,
            warns=warns,
            change=lambda: self.open_form(lambda: self.form.begin(document)),
            withdraw=lambda: self._acts.withdraw_document(document),
            name=f"procedure_document{number}",
        )


class RequestsSection(FormSection):
    """Requests to the Immigration Office: open ones first, each with its steps."""

    def __init__(
        self, workplace: Workplace, acts: ProcedureActs, *, record_document: Callable[[Request], None]
    ) -> None:
        self.form = RequestForm(workplace)
        self._acts = acts
        self._record_document = record_document
        self._stepped = ""
        self.went_on = False  # whether the last filling moved the focus on to the next step
        self._cards: dict[str, RequestCard] = {}
        super().__init__(
            _("Requests"),
            name="procedure_requests_section",
            form=self.form,
            button=_add(_("Start request"), "request", keys="Ctrl+Shift+R"),
            begin=lambda: self.form.begin(None),
        )

    def watch(self, shown: Shown) -> None:
        """Turn to a client; what was begun there comes back."""
        self.close_form()
        self.form.know(shown.file.requests, track_id=shown.leading_track)
        self.form.watch(shown.client_id, self.show_form)

    def show_file(self, shown: Shown) -> None:
        """Fill the cards, and go on where a step was just recorded."""
        self.form.know(shown.file.requests, track_id=shown.leading_track)
        ordered = sorted(shown.file.requests, key=_standing, reverse=True)
        self._cards = {item.id: self._card(item, shown, number) for number, item in enumerate(ordered)}
        self.fill(self._cards.values(), empty=_("No request to the Immigration Office is under way."))
        stepped, self._stepped = self._cards.get(self._stepped), ""
        self.went_on = stepped is not None and stepped.focus_next()

    def go_to(self, kind: str) -> None:
        """To the open request of a kind."""
        for card in self._cards.values():
            if card.request.draft.kind == kind and not is_over(card.request):
                card.focus_next()
                return

    def _card(self, request: Request, shown: Shown, number: int) -> RequestCard:
        alarm = shown.deadline_about(request.id, "D19")
        rings = alarm is not None and alarm.urgency in {Urgency.OVERDUE, Urgency.NOW, Urgency.SOON}
        card = RequestCard(
            request,
            today=shown.today,
            silent_since=request.last_reaction if rings else None,
            documented=shown.has_document(request.document_id),
            name=f"procedure_request{number}",
        )
        card.stepped.connect(lambda step, day: self._step(request, step, day))
        card.packed.connect(lambda items: self._acts.pack(request, items))
        card.cancelled.connect(lambda: self._acts.cancel(request))
        card.changing.connect(lambda: self.open_form(lambda: self.form.begin(request)))
        card.wants_document.connect(lambda: self._record_document(request))
        return card

    def _step(self, request: Request, step: RequestStep, day: object) -> None:
        self._stepped = request.id
        self._acts.step(request, step, day)  # type: ignore[arg-type]
        if step is RequestStep.COLLECTED and day is not None and not request.document_id:
            self._stepped = ""
            self._record_document(request)


class EventsSection(FormSection):
    """What happened, the latest first; of a long file the latest thirty, the others one key away."""

    def __init__(self, workplace: Workplace, acts: ProcedureActs) -> None:
        self.form = EventForm(workplace)
        self._acts = acts
        self._shown_count = SLICE
        self._file: Shown | None = None
        super().__init__(
            _("Events"),
            name="procedure_events_section",
            form=self.form,
            button=_add(_("Record event"), "event", keys="Ctrl+Shift+E"),
            begin=self.form.begin,
        )
        self._list = EventList()
        self._list.withdrawal_wanted.connect(acts.withdraw_event)
        self._list.more_wanted.connect(self._show_more)
        self._column.addWidget(self._list)  # below the form, and never replaced: the cursor stays where it is

    def watch(self, shown: Shown) -> None:
        """Turn to a client; what was begun there comes back."""
        self.close_form()
        self._shown_count = SLICE
        self.form.watch(shown.client_id, self.show_form, track_id=shown.leading_track)

    def show_file(self, shown: Shown) -> None:
        """Fill the list."""
        self._file = shown
        self.form.know(track_id=shown.leading_track)
        events = sorted((item for item in shown.file.events if not item.withdrawn), key=_moment, reverse=True)
        self._list.show_events(events, self._shown_count, shown)

    def _show_more(self) -> None:
        self._shown_count += SLICE
        if self._file is not None:
            self.show_file(self._file)


def _more(what: str, told: str, clicked: Callable[[], None]) -> QWidget:
    return line(quiet_button(told, name=f"procedure_{what}_more_button", clicked=clicked))


def _add(act: str, what: str, *, keys: str) -> QPushButton:
    button = secondary_button(act, name=f"procedure_{what}_button", icon="add")
    button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
    return button


def _own(shown: Shown) -> Sequence[ResidenceDocument]:
    """The client's own documents that stand; those of accompanying children are on the tab of the family."""
    return [item for item in shown.file.documents if not item.withdrawn and not item.draft.holder]


def _day_of(document: ResidenceDocument) -> str:
    return str(document.draft.issued_on or document.draft.expires_on or "")


def _moment(event: ProcedureEvent) -> tuple[str, str, str]:
    return event.draft.happened.isoformat(), event.draft.at, str(event.recorded or "")


def _standing(request: Request) -> tuple[bool, str]:
    return not is_over(request), str(request.last_reaction or "9999")

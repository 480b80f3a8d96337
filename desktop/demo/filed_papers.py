"""The papers that lie in a handful of files: letters and a scan, each saying that nobody in it exists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.demo import pools
from desktop.demo.agenda import Papers, is_active
from desktop.demo.cases import Case
from desktop.demo.dice import Dice, workday
from desktop.demo.story import DEMO, Entry, Fields, Page, recorded
from desktop.domain.paper_files import PaperDraft
from desktop.progress import Progress
from desktop.services import papers as kept
from desktop.services.session import Session
from desktop.storage.papers import entity_of, paper_fields

if TYPE_CHECKING:
    from desktop.documents.specimen import Letter

_SETS = (
    ("agreement", "statement", "letter_dvz", "residence", "payslip", "medical", "identity"),
    ("agreement", "statement", "payslip"),
    ("agreement", "letter_dvz", "medical"),
    ("statement", "residence"),
    ("agreement", "letter_dvz", "identity"),
    ("agreement", "payslip"),
    ("statement", "medical"),
    ("agreement", "residence", "letter_dvz"),
)
_OWN = 5  # of the demo user's files; then those of colleagues
_ENOUGH_DOCUMENTS, _LONG_ENOUGH = 3, timedelta(days=75)


def entries(dice: Dice, files: Sequence[tuple[Case, Papers]], *, as_of: date) -> Iterator[Entry]:
    """The papers of the files that have much to show; the first set goes to who needs a new document soonest."""
    for (case, _), kinds in zip(_rich(files, as_of), _SETS, strict=False):
        for kind in kinds:
            yield _paper(dice, case, kind, as_of)


def file_page(session: Session, client_id: str, page: Page) -> str:
    """Make the paper and put it in the file as anyone would; returns its id. Its key is always new."""
    from desktop.documents.specimen import letter, scan  # ReportLab: only while a centre is being made

    content = scan(page.letter) if page.scanned else letter(page.letter)
    sealed = kept.seal_bytes(session.folder, content, Progress())
    return kept.add(session, client_id, page.draft, sealed).id


def _rich(files: Sequence[tuple[Case, Papers]], as_of: date) -> list[tuple[Case, Papers]]:
    """Supports that go on, some months old, with documents that end: the demo user's own first."""

    def ends(documents: Papers) -> date:
        return documents[-1].expires_on or date.max

    chosen = [
        (case, documents)
        for case, documents in files
        if is_active(case, as_of)
        and len(documents) >= _ENOUGH_DOCUMENTS
        and case.started <= as_of - _LONG_ENOUGH
        and as_of <= ends(documents) < date.max
    ]
    chosen.sort(key=lambda item: (ends(item[1]), item[0].number))
    own = [item for item in chosen if item[0].caseworker == DEMO][:_OWN]
    return own + [item for item in chosen if item[0].caseworker != DEMO]


def _paper(dice: Dice, case: Case, kind: str, as_of: date) -> Entry:
    about: dict[str, Any] = pools.papers()[kind]
    dated = workday(case.started + timedelta(days=about["days"]))
    ends = as_of + timedelta(days=about["ends"]) if about["ends"] else None
    words = about[case.language]
    draft = PaperDraft(kind, words["title"], about["source"], dated, ends)
    fields: Fields = {**paper_fields(draft), "client_id": case.client}
    page = Page(draft, _letter(case, words, dated), scanned=about["scanned"])
    came_in = max(case.started, dated) + timedelta(days=dice.between(0, 6))
    moment = recorded(dice, case.after_the_call(dice.office_moment(came_in)), as_of)
    return Entry(moment, case.caseworker, entity_of(draft), f"{case.key}/file:{kind}", fields, page)


def _letter(case: Case, words: dict[str, Any], dated: date) -> Letter:
    from desktop.documents.specimen import Letter

    name = case.identity.details.display_name or case.number
    slots = {"name": name, "number": case.number, "date": f"{dated:%d/%m/%Y}"}
    lines = tuple(text.format(**slots) for text in words["lines"])
    return Letter(case.language, words["sender"], words["title"], lines)

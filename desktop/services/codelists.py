"""The coordinator's edits of the code lists: dated, never deleted, in force at once on this PC."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from desktop.clock import today
from desktop.domain import codelists
from desktop.domain.codelists import LANGUAGES, SPACING, Code, ListInfo, OwnCode
from desktop.domain.roles import Compartment, Role
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.i18n import gettext as _, sort_key
from desktop.services.session import Session
from desktop.storage import codes as rows

ARTICLES = "legal_articles"
PARENTS = {
    "exploitation_subforms": "exploitation_forms",
    "sectors": "sectors",
    "indicators": "indicator_themes",
    ARTICLES: "legal_references",
}
_A_DAY = timedelta(days=1)
_LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """What the form of an entry holds; without a `code` one is made from its label."""

    labels: dict[str, str] = field(default_factory=dict)
    code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    report_column: str = ""
    parent: str = ""
    source: str = ""


def may_edit(session: Session) -> bool:
    """Only a coordinator who opens the registry changes a list; the others read it."""
    return Role.COORDINATOR in session.user.roles and Compartment.REGISTRY in session.holds


def draft_of(entry: Code) -> CodeDraft:
    """An entry as its form shows it."""
    return CodeDraft(
        labels=dict(entry.labels),
        code=entry.code,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        report_column=entry.report_column,
        parent=entry.parent,
        source=entry.source,
    )


def add(session: Session, list_name: str, draft: CodeDraft) -> Code:
    """Add an entry at the end of an open list; raises InvalidField."""
    about = _editable(session, list_name)
    _insist_open(about)
    draft = _checked(list_name, draft, known_as="")
    code = _free_code(list_name, draft)
    position = max((entry.position for entry in codelists.entries(list_name)), default=0) + SPACING
    return _write(session, [_own(list_name, code, draft, position=position)])


def change(session: Session, list_name: str, code: str, draft: CodeDraft) -> Code:
    """Change the words, and in an open list the dates and where it is counted; raises InvalidField."""
    about, entry = _editable(session, list_name), _entry(list_name, code)
    draft = _checked(list_name, draft, known_as=code)
    if not about.may_retire(entry) and replace(draft, labels={}, source="") != _without_words(entry):
        raise InvalidField("valid_to", _("Baken calculates with this entry."), _("Change its words only."))
    return _write(session, [_own(list_name, code, draft, position=entry.position)])


def retire(session: Session, list_name: str, code: str, last_day: date | None = None) -> Code:
    """From the day after `last_day` (yesterday when none is given) nobody chooses it anew."""
    last_day = last_day or today(session.clock) - _A_DAY
    return _redate(session, list_name, code, last_day)


def bring_back(session: Session, list_name: str, code: str) -> Code:
    """It can be chosen again, without an end."""
    return _redate(session, list_name, code, None)


def move(session: Session, list_name: str, code: str, *, by: int) -> None:
    """Move an entry up (-1) or down (1) among its neighbours; at the end of the list nothing happens."""
    _editable(session, list_name)
    order = list(codelists.entries(list_name))
    at = order.index(_entry(list_name, code))
    to = at + by
    if not 0 <= to < len(order):
        return
    order.insert(to, order.pop(at))
    _write(session, _places(list_name, order, to))


def move_start_of_law(session: Session, *, old: date, new: date) -> int:
    """Let every article that begins on `old` begin on `new`, and what it replaces end the day before; how many.

    The day the new Code came into force rests on one source: a centre that finds another moves it in one act.
    """
    _insist_open(_editable(session, ARTICLES))
    moved = []
    for entry in codelists.entries(ARTICLES):
        since = new if entry.valid_from == old else entry.valid_from
        until = new - _A_DAY if entry.valid_to == old - _A_DAY else entry.valid_to
        if since and until and until < since:
            raise InvalidField("start", _("An article would end before it begins."), _("Choose a later day."))
        if (since, until) != (entry.valid_from, entry.valid_to):
            moved.append(_as_own(ARTICLES, replace(entry, valid_from=since, valid_to=until)))
    if moved:
        _write(session, moved)
    return len(moved)


def starts_of_law() -> tuple[date, ...]:
    """The days on which one article takes over from another, latest first."""
    entries = codelists.entries(ARTICLES)
    ends = {entry.valid_to + _A_DAY for entry in entries if entry.valid_to}
    return tuple(sorted(ends & {entry.valid_from for entry in entries if entry.valid_from}, reverse=True))


def _editable(session: Session, list_name: str) -> ListInfo:
    session.vault.need(Compartment.REGISTRY)
    if not may_edit(session):
        raise NotAllowed(_("Only a coordinator changes the lists."), _("Ask your coordinator."))
    found = next((about for about in codelists.lists() if about.name == list_name), None)
    if found is None:
        raise UserError(_("There is no such list."), _("Choose one of the lists."))
    return found


def _insist_open(about: ListInfo) -> None:
    if not about.open:
        raise UserError(_("Baken calculates with this list."), _("Change its words only."))


def _entry(list_name: str, code: str) -> Code:
    found = codelists.find(list_name, code)
    if found is None:
        raise UserError(_("There is no such entry."), _("Look again in the list."))
    return found


def _without_words(entry: Code) -> CodeDraft:
    return replace(draft_of(entry), labels={}, source="")


def _checked(list_name: str, draft: CodeDraft, *, known_as: str) -> CodeDraft:
    labels = {key: draft.labels.get(key, "").strip() for key in LANGUAGES}
    if not any(labels.values()):
        raise InvalidField("nl", _("Say what it is called, in one language at least."))
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from - _A_DAY:
        raise InvalidField("valid_to", _("It ends before it begins."), _("Check both dates."))
    for other in codelists.entries(list_name):
        same = next((key for key in LANGUAGES if labels[key] and _reads_as(other, key, labels[key])), "")
        if same and other.code != known_as and other.parent == draft.parent:
            raise InvalidField(
                same, _("Another entry of this list is called so."), _("Give it another name.")
            )
    return replace(draft, labels=labels)


def _reads_as(entry: Code, language: str, text: str) -> bool:
    return sort_key(entry.labels.get(language, ""))[0] == sort_key(text)[0]


def _free_code(list_name: str, draft: CodeDraft) -> str:
    """The code typed, or one made from the first label; the one typed must be free, the made one is made so."""
    taken = {entry.code for entry in codelists.entries(list_name)}
    if typed := draft.code.strip():
        if typed in taken:
            raise InvalidField("code", _("This code is taken."), _("Choose another, or leave it empty."))
        return typed
    made = _plain(next(text for text in draft.labels.values() if text))
    numbered = (made if number == 1 else f"{made}_{number}" for number in range(1, len(taken) + 2))
    return next(code for code in numbered if code not in taken)


def _plain(text: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "_", sort_key(text)[0]).strip("_")
    return words[:_LONGEST_CODE].strip("_") or "own"


def _redate(session: Session, list_name: str, code: str, last_day: date | None) -> Code:
    about, entry = _editable(session, list_name), _entry(list_name, code)
    if not about.may_retire(entry):
        raise UserError(_("Baken calculates with this entry."), _("Change its words only."))
    return _write(session, [_as_own(list_name, replace(entry, valid_to=last_day))])


def _places(list_name: str, order: list[Code], moved: int) -> list[OwnCode]:
    """The moved entry between its new neighbours; when there is no room, all of them anew."""
    before = order[moved - 1].position if moved else 0
    after = order[moved + 1].position if moved + 1 < len(order) else before + 2 * SPACING
    if after - before > 1:
        return [_as_own(list_name, replace(order[moved], position=(before + after) // 2))]
    spaced = enumerate(order, start=1)
    return [_as_own(list_name, replace(entry, position=SPACING * number)) for number, entry in spaced]


def _own(list_name: str, code: str, draft: CodeDraft, *, position: int) -> OwnCode:
    return OwnCode(
        list_name=list_name,
        code=code,
        labels={key: text for key, text in draft.labels.items() if text},
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        report_column=draft.report_column.strip(),
        parent=draft.parent,
        source=draft.source.strip(),
        position=position,
    )


def _as_own(list_name: str, entry: Code) -> OwnCode:
    return _own(list_name, entry.code, draft_of(entry), position=entry.position)


def _write(session: Session, entries: Iterable[OwnCode]) -> Code:
    """Record them in one save, and let every list on screen know from now on; returns the first."""
    vault, entries = session.vault, tuple(entries)
    with vault.save(Compartment.REGISTRY) as save:
        for entry in entries:
            row = rows.code_id(vault, entry.list_name, entry.code) or vault.new_id()
            save.write("code", row, **rows.code_fields(entry))
    codelists.set_overlay(rows.own_codes(vault))
    return _entry(entries[0].list_name, entries[0].code)

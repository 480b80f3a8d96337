"""The deadlines that stand open over all files: a table worked out from the records, neither logged nor replicated.

Each save that touches them works those of its file out anew. A file written in any other way carries a mark, set by
the database itself; an identity written since is seen in the registry's log; and the table carries a stamp of the rules
it was worked out by. So nothing can be written past it: what is pending is worked out when the deadlines are asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Protocol, TypeVar

from desktop.domain import law
from desktop.domain.case_facts import CaseFacts, Deadline, ExpiringPaper, Rule
from desktop.domain.clients import BirthDate
from desktop.domain.deadlines import deadlines_of
from desktop.domain.roles import Compartment
from desktop.errors import UserError
from desktop.paths import resources
from desktop.progress import Progress
from desktop.storage import procedure
from desktop.storage.clients import display_names
from desktop.storage.columns import Row
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

REMINDER_DAYS = "reminder_days"
_CODE = 2  # to be raised with any change in the code of the rules
_STALE, _STAMP, _SEEN = "stale", "stamp", "seen"
_NEVER = "~"  # sorts after every day
_UNSEEN = 1000  # operations of the registry to look through before noting where we are
_OPEN = "casework.open_deadline"
# An 18th birthday in a file in which nothing runs any more: every referral decided, no track open, no support going on.
# It stands in the file and rings nowhere else.
AT_REST = """(open.rule = 'D7'
    AND EXISTS (SELECT 1 FROM casework.referral WHERE client_id = open.client_id)
    AND NOT EXISTS (SELECT 1 FROM casework.referral WHERE client_id = open.client_id AND outcome = 'pending')
    AND NOT EXISTS (SELECT 1 FROM casework.track WHERE client_id = open.client_id AND ends IS NULL)
    AND NOT EXISTS (SELECT 1 FROM casework.support WHERE client_id = open.client_id AND ends IS NULL AND NOT removed)
    AND (EXISTS (SELECT 1 FROM casework.support WHERE client_id = open.client_id)
        OR NOT EXISTS (SELECT 1 FROM casework.referral
            WHERE client_id = open.client_id AND outcome = 'support_started')))"""
_NONE, _YES = "-", "printed"
_STEP = 500
_NEEDED = frozenset({Compartment.CASEWORK, Compartment.REGISTRY})
_PAPER = (
    "SELECT client_id, id, title, expires_on, holder FROM casework.file_document"
    " WHERE expires_on IS NOT NULL AND NOT removed"
)
_CLIENT = "SELECT id, opened_on, birth, age_status FROM registry.client"


class _OfClient(Protocol):
    @property
    def client_id(self) -> str: ...


_Record = TypeVar("_Record", bound=_OfClient)


def facts_of(vault: Vault, client_id: str) -> CaseFacts | None:
    """What the deadlines of one file depend on, but its stays; None when there is no such file."""
    row = vault.connection.execute(f"{_CLIENT} WHERE id = ?", (client_id,)).fetchone()
    if row is None:
        return None
    papers = vault.connection.execute(f"{_PAPER} AND client_id = ?", (client_id,))
    return replace(
        _identity(row),
        tracks=procedure.tracks_of(vault, client_id),
        documents=procedure.documents_of(vault, client_id),
        events=procedure.plain_events_of(vault, client_id),
        requests=procedure.requests_of(vault, client_id),
        papers=tuple(_paper(paper) for paper in papers),
    )


@dataclass(frozen=True, slots=True)
class OpenFile:
    """The little of a file that a list of deadlines says of it."""

    number: str
    name: str
    caseworker: str


def files_of(vault: Vault, client_ids: Iterable[str]) -> dict[str, OpenFile]:
    """The number, the name shown and the caseworker of some files."""
    wanted = list(dict.fromkeys(client_ids))
    names = display_names(vault, wanted)
    rows = vault.connection.execute(
        f"SELECT id, number, caseworker FROM registry.client WHERE id IN ({', '.join('?' * len(wanted))})",
        wanted,
    )
    return {client_id: OpenFile(number, names[client_id], who) for client_id, number, who in rows}


def rules(vault: Vault) -> Mapping[str, Rule]:
    """The rules with this centre's own reminder days in place of those of the data."""
    days = reminder_days(vault)
    found = law.rules()
    if days is None:
        return found
    return {key: replace(rule, reminders=days) if rule.reminders else rule for key, rule in found.items()}


def reminder_days(vault: Vault) -> tuple[int, ...] | None:
    """How many days before a deadline this centre reminds itself; None where it chose none."""
    row = vault.connection.execute(
        "SELECT value FROM casework.setting WHERE id = ?", (REMINDER_DAYS,)
    ).fetchone()
    return tuple(json.loads(row[0])) if row and row[0] else None


def setting_value(days: Iterable[int]) -> Value:
    """Reminder days as the log keeps them."""
    return json.dumps(sorted(days, reverse=True))


def refresh(vault: Vault, client_id: str) -> None:
    """Work one file's deadlines out anew, within the caller's save; without the identities they stay marked."""
    if not vault.holds >= _NEEDED:
        return
    facts = facts_of(vault, client_id)
    vault.connection.execute(
        f"DELETE FROM {_OPEN} WHERE client_id = ? AND key NOT IN (?, ?)", (client_id, _STAMP, _SEEN)
    )
    if facts is not None:
        _insert(vault, client_id, deadlines_of(facts, rules(vault)))


def bring_up_to_date(vault: Vault, progress: Progress | None = None) -> None:
    """Work out what is pending; everything when the rules are no longer those it was worked out by."""
    if _note(vault, _STAMP) != _stamp_now(vault):
        rebuild(vault, progress or Progress())
        return
    pending, last = _pending(vault), _last_operation(vault)
    if pending or last - _seen(vault) > _UNSEEN:
        with vault.save(Compartment.CASEWORK):
            for client_id in pending:
                refresh(vault, client_id)
            _take_note(vault, _SEEN, str(last))


def rebuild(vault: Vault, progress: Progress) -> None:
    """Work the deadlines of every file out anew."""
    with vault.save(Compartment.CASEWORK):
        vault.connection.execute(f"DELETE FROM {_OPEN}")
        for client_id, deadlines in _worked_out(vault, progress):
            _insert(vault, client_id, deadlines)
        _take_note(vault, _STAMP, _stamp_now(vault))
        _take_note(vault, _SEEN, str(_last_operation(vault)))


def _pending(vault: Vault) -> set[str]:
    """The files to be worked out anew: marked by a write, or with an identity written since we last looked."""
    marked = vault.connection.execute(
        f"SELECT client_id FROM {_OPEN} WHERE due = ? AND key = ?", (_NEVER, _STALE)
    ).fetchall()
    written = vault.connection.execute(
        "SELECT entity_id FROM registry.operation WHERE rowid > ? AND entity = 'client' AND kind <> 'access'",
        (_seen(vault),),
    ).fetchall()
    return {row[0] for row in (*marked, *written)}


def _last_operation(vault: Vault) -> int:
    row = vault.connection.execute("SELECT max(rowid) FROM registry.operation").fetchone()
    return int(row[0] or 0) if row else 0


def _seen(vault: Vault) -> int:
    return int(_note(vault, _SEEN) or 0)


def listed(vault: Vault, until: date, *, caseworker: str = "") -> list[tuple[str, Deadline]]:
    """The open deadlines due on or before a day with the client's id, by due day; of a caseworker's files if named."""
    try:
        bring_up_to_date(vault)
    except UserError:  # the disk takes no writes just now; reading goes on
        return _listed_from_records(vault, until, caseworker)
    mine = " AND client_id IN (SELECT id FROM registry.client WHERE caseworker = ?)" if caseworker else ""
    rows = vault.connection.execute(
        f"SELECT client_id, key, rule, due, attention, body FROM {_OPEN} WHERE due <= ?{mine} ORDER BY due, key",
        (until.isoformat(), *([caseworker] if caseworker else [])),
    ).fetchall()
    return [(row[0], _deadline(row[1:])) for row in rows]


def at_rest(vault: Vault) -> frozenset[tuple[str, str]]:
    """Client and key of the deadlines that ring in no list, see `AT_REST`."""
    rows = vault.connection.execute(f"SELECT client_id, key FROM {_OPEN} AS open WHERE {AT_REST}")
    return frozenset((row[0], row[1]) for row in rows)


def _listed_from_records(vault: Vault, until: date, caseworker: str) -> list[tuple[str, Deadline]]:
    mine = {
        row[0]
        for row in vault.connection.execute(
            "SELECT id FROM registry.client WHERE ? IN ('', caseworker)", (caseworker,)
        )
    }
    found = [
        (client_id, deadline)
        for client_id, deadlines in _worked_out(vault, Progress())
        for deadline in deadlines
        if client_id in mine and deadline.due <= until
    ]
    return sorted(found, key=lambda item: (item[1].due, item[1].key))


def findings(vault: Vault) -> Iterator[str]:
    """Files whose open deadlines are not those their records give, apart from what is pending."""
    if not vault.holds >= _NEEDED or _note(vault, _STAMP) != _stamp_now(vault):
        return
    kept: dict[str, set[Row]] = defaultdict(set)
    for row in vault.connection.execute(f"SELECT client_id, key, rule, due, attention, body FROM {_OPEN}"):
        kept[row[0]].add(row)
    given = {
        client_id: {_row(client_id, deadline) for deadline in deadlines}
        for client_id, deadlines in _worked_out(vault, Progress())
    }
    files = (kept.keys() | given.keys()) - _pending(vault) - {""}
    wrong = [client_id for client_id in files if kept.get(client_id, set()) != given.get(client_id, set())]
    if wrong:
        yield f"{_OPEN}: {len(wrong)} files differ from their records"


def _deadline(row: Row) -> Deadline:
    """A deadline from its key, rule, due day, first day of attention and body; thousands are read for one list."""
    key, rule, due, attention, body = row
    start, computed, printed, due_at, subject, holder, *reminders = body.split()
    return Deadline(
        rule=rule,
        key=key,
        due=date.fromisoformat(due),
        start=date.fromisoformat(start),
        attention=date.fromisoformat(attention),
        computed=date.fromisoformat(computed) if computed != _NONE else None,
        printed=printed == _YES,
        due_at=datetime.fromisoformat(due_at) if due_at != _NONE else None,
        subject=subject if subject != _NONE else "",
        holder=holder if holder != _NONE else "",
        reminders=tuple(map(date.fromisoformat, reminders)),
    )


def _insert(vault: Vault, client_id: str, deadlines: Iterable[Deadline]) -> None:
    vault.connection.executemany(
        f"INSERT INTO {_OPEN} VALUES (?, ?, ?, ?, ?, ?)", [_row(client_id, item) for item in deadlines]
    )


def _row(client_id: str, deadline: Deadline) -> Row:
    due, attention = deadline.due.isoformat(), deadline.attention.isoformat()
    return client_id, deadline.key, deadline.rule, due, attention, _body(deadline)


def _body(deadline: Deadline) -> str:
    """The rest of a deadline in words apart: days, ids and moments, of which none holds a space."""
    words = (
        deadline.start.isoformat(),
        deadline.computed.isoformat() if deadline.computed else _NONE,
        _YES if deadline.printed else _NONE,
        deadline.due_at.isoformat() if deadline.due_at else _NONE,
        deadline.subject or _NONE,
        deadline.holder or _NONE,
    )
    return " ".join((*words, *(day.isoformat() for day in deadline.reminders)))


def _worked_out(vault: Vault, progress: Progress) -> Iterator[tuple[str, tuple[Deadline, ...]]]:
    """The deadlines of every file, read table by table and not file by file."""
    by_rules, clients = rules(vault), vault.connection.execute(_CLIENT).fetchall()
    tracks, events = _by_client(procedure.all_tracks(vault)), _by_client(procedure.all_events(vault))
    requests, documents = (
        _by_client(procedure.all_requests(vault)),
        _by_client(procedure.all_documents(vault)),
    )
    papers: dict[str, list[ExpiringPaper]] = defaultdict(list)
    for row in vault.connection.execute(_PAPER):
        papers[row[0]].append(_paper(row))
    for done, row in enumerate(clients):
        if done % _STEP == 0:
            progress.step(done, len(clients))
        facts = replace(
            _identity(row),
            tracks=tuple(tracks[row[0]]),
            documents=tuple(documents[row[0]]),
            events=tuple(events[row[0]]),
            requests=tuple(requests[row[0]]),
            papers=tuple(papers[row[0]]),
        )
        yield row[0], deadlines_of(facts, by_rules)
    progress.step(len(clients), len(clients))


def _by_client(records: Iterable[_Record]) -> defaultdict[str, list[_Record]]:
    grouped: defaultdict[str, list[_Record]] = defaultdict(list)
    for record in records:
        grouped[record.client_id].append(record)
    return grouped


def _identity(row: Row) -> CaseFacts:
    _, opened_on, birth, age_status = row
    return CaseFacts(date.fromisoformat(opened_on), BirthDate.parse(birth) if birth else None, age_status)


def _paper(row: Row) -> ExpiringPaper:
    return ExpiringPaper(row[1], row[2], date.fromisoformat(row[3]), row[4])


def _note(vault: Vault, key: str) -> str:
    """What the table remembers about itself, on rows without a client."""
    row = vault.connection.execute(
        f"SELECT body FROM {_OPEN} WHERE client_id = '' AND key = ?", (key,)
    ).fetchone()
    return str(row[0]) if row else ""


def _take_note(vault: Vault, key: str, body: str) -> None:
    vault.connection.execute(
        f"INSERT OR REPLACE INTO {_OPEN} VALUES ('', ?, '', ?, ?, ?)", (key, _NEVER, _NEVER, body)
    )


def _stamp_now(vault: Vault) -> str:
    return f"{_CODE}/{_digest_of_rules()}/{reminder_days(vault)}"


@cache
def _digest_of_rules() -> str:
    return hashlib.sha256((resources() / "deadline_rules.json").read_bytes()).hexdigest()[:16]

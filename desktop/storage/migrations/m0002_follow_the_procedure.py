"""What a client file needs beside a referral and notes: the procedure, support plans, papers, people, code lists.

Every new field of an old entity may be absent from an operation, so operations of version 1 still apply as they are.
"""

from __future__ import annotations

from desktop.domain.roles import Compartment


def _columns(table: str, *columns: str) -> tuple[str, ...]:
    return tuple(f"ALTER TABLE {{schema}}.{table} ADD COLUMN {column}" for column in columns)


def _table(name: str, *columns: str) -> str:
    return f"CREATE TABLE {{schema}}.{name} (id TEXT PRIMARY KEY, head TEXT NOT NULL, {', '.join(columns)})"


def _index(name: str, on: str) -> str:
    return f"CREATE INDEX {{schema}}.{name} ON {on}"


def _text(*names: str) -> tuple[str, ...]:
    return tuple(f"{name} TEXT NOT NULL DEFAULT ''" for name in names)


def _day(*names: str) -> tuple[str, ...]:
    return tuple(f"{name} TEXT" for name in names)


def _list(*names: str) -> tuple[str, ...]:
    return tuple(f"{name} TEXT NOT NULL DEFAULT '[]'" for name in names)


def _facts(*names: str) -> tuple[str, ...]:
    return tuple(f"{name} TEXT NOT NULL DEFAULT '{{{{}}}}'" for name in names)


def _flag(*names: str) -> tuple[str, ...]:
    return tuple(f"{name} INTEGER NOT NULL DEFAULT 0" for name in names)


def _marks_stale(*tables: str) -> tuple[str, ...]:
    """Triggers that note that a client's deadlines must be worked out anew; the mark sorts after every day."""
    mark = "INSERT OR IGNORE INTO open_deadline VALUES ({row}.client_id, 'stale', '', '~', '~', '');"
    return tuple(
        f"CREATE TRIGGER {{schema}}.deadlines_after_{act}_of_{table} AFTER {act} ON {table} BEGIN"
        f" {' '.join(mark.format(row=row) for row in rows)} END"
        for table in tables
        for act, rows in (("insert", ["NEW"]), ("update", ["OLD", "NEW"]), ("delete", ["OLD"]))
    )


_CLIENT = "client_id TEXT NOT NULL"
_CLIENT_HERE = "client_id TEXT NOT NULL REFERENCES client (id)"
_NOTE_COLUMNS = (*_list("actions"), *_text("interpreter", "goal_id", "written_by"))
_WITHDRAWN = (
    _CLIENT,
    *_text("note_id", "domain", "happened", "author", "reason", "moved_to"),
    *_facts("sealed"),
)
_FILE = (
    *(_CLIENT, *_text("kind", "title", "source"), *_day("dated", "expires_on"), *_text("holder", "note")),
    *(*_text("blob", "key", "media", "digest"), *_flag("size", "removed")),
)

_HOUSE = (
    _table("instruction", _CLIENT, *_text("kind", "text"), *_day("begins", "ends"), *_flag("removed")),
    _index("instruction_of_client", "instruction (client_id)"),
)

_REGISTRY = (
    *_columns("client", *_text("age_status", "age_note"), *_day("age_decided_on")),
    *_columns("appointment", *_text("kind", "contact_id", "interpreter"), *_flag("minutes")),
    _table("identifier", _CLIENT_HERE, *_text("kind", "value", "note"), *_flag("removed")),
    _index("identifier_of_client", "identifier (client_id)"),
    _table(
        "relative",
        *(_CLIENT_HERE, *_text("relation", "name", "native", "birth", "gender", "note")),
        *_flag("accompanies", "removed"),
    ),
    _index("relative_of_client", "relative (client_id)"),
    _table(
        "contact",
        *_text("kind", "name", "organisation", "phone", "email", "address", "note"),
        *(*_list("languages"), *_flag("removed")),
    ),
    _table(
        "contact_link",
        *("contact_id TEXT NOT NULL REFERENCES contact (id)", _CLIENT_HERE),
        *(*_text("role", "note"), *_day("begins", "ends"), *_flag("removed")),
    ),
    _index("contact_link_of_client", "contact_link (client_id)"),
    _index("contact_link_to_contact", "contact_link (contact_id)"),
    _table("restriction", _CLIENT_HERE, *_flag("restricted"), *_list("readers"), *_text("reason")),
    _index("restriction_of_client", "restriction (client_id)"),
    _table(
        "code",
        *(*_text("list", "code"), *_facts("labels"), *_day("valid_from", "valid_to")),
        *(*_text("report_column", "parent", "source"), *_flag("position")),
    ),
)

_CASEWORK = (
    *_columns("referral", *_text("phone", "incident_id")),
    *_columns("note", *_NOTE_COLUMNS),
    *_columns("task", *_text("action", "goal_id", "deadline"), *_flag("removed")),
    *_columns(
        "residence_document",
        *_text("track_id", "role", "holder", "extends", "override_reason", "note"),
        *_flag("withdrawn"),
    ),
    _table(
        "incident",
        *(*_text("label"), *_day("happened"), *_text("place", "source", "referred_by", "note")),
        *_flag("removed"),
    ),
    _index("referral_of_incident", "referral (incident_id) WHERE incident_id <> ''"),
    _table("indicator", _CLIENT, *_text("code", "answer", "note"), *_day("answered_on")),
    _index("indicator_of_client", "indicator (client_id)"),
    _table(
        "exploitation",
        *(_CLIENT, *_text("form"), *_list("subforms", "sectors"), *_text("places", "facts_from", "facts_to")),
        *(*_list("recruitment", "means", "aggravating"), *_text("note"), *_flag("removed")),
    ),
    _index("exploitation_of_client", "exploitation (client_id)"),
    _table(
        "support",
        *(_CLIENT, *_day("begins"), *_text("basis", "main_form", "form_reason"), *_day("ends")),
        *(*_text("end_reason", "end_note"), *_list("reopenings"), *_flag("removed")),
    ),
    _index("support_of_client", "support (client_id)"),
    _table(
        "goal",
        *(_CLIENT, *_text("domain", "words"), *_day("agreed_on", "review_on")),
        *(*_text("state", "result"), *_day("closed_on"), *_flag("removed")),
    ),
    _index("goal_of_client", "goal (client_id)"),
    _table("withdrawn_note", *_WITHDRAWN),
    _index("withdrawn_note_of_client", "withdrawn_note (client_id)"),
    _table(
        "track",
        *(_CLIENT, *_text("kind"), *_flag("leading"), *_day("begins", "ends")),
        *(*_text("end_phase", "end_ground", "note"), *_facts("link")),
    ),
    _index("track_of_client", "track (client_id)"),
    _table(
        "procedure_event",
        *(_CLIENT, *_text("track_id", "kind"), *_day("happened"), *_text("at", "note")),
        *(*_facts("details"), *_flag("withdrawn")),
    ),
    _index("procedure_event_of_client", "procedure_event (client_id, happened)"),
    _table(
        "request",
        *(_CLIENT, *_text("track_id", "kind", "note", "document_id"), *_list("package"), *_flag("cancelled")),
        *_day("sent_on", "acknowledged_on", "instructed_on", "summoned_on", "collected_on", "refused_on"),
    ),
    _index("request_of_client", "request (client_id)"),
    _table(
        "deadline_decision",
        *(_CLIENT, *_text("key"), *_day("due"), *_text("act", "reason"), *_flag("withdrawn")),
    ),
    _index("deadline_decision_of_client", "deadline_decision (client_id)"),
    _table("file_document", *_FILE),
    _index("file_document_of_client", "file_document (client_id)"),
    _table(
        "suspect", _CLIENT, *_text("name", "aliases", "description", "relation", "note"), *_flag("removed")
    ),
    _index("suspect_of_client", "suspect (client_id)"),
    _table("setting", *_text("value")),
    # The deadlines that stand open now, over all files; derived from the tables above, neither logged nor replicated.
    """CREATE TABLE {schema}.open_deadline (
        client_id TEXT NOT NULL, key TEXT NOT NULL, rule TEXT NOT NULL, due TEXT NOT NULL,
        attention TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (client_id, key)
    ) WITHOUT ROWID""",
    _index("open_deadline_by_attention", "open_deadline (attention)"),
    _index("open_deadline_by_due", "open_deadline (due)"),
    # Whoever writes what a deadline comes from leaves a mark, so that no way of writing can let one pass unseen.
    *_marks_stale("track", "procedure_event", "residence_document", "request", "file_document"),
)

_COUNSELLING = (
    *_columns("session_note", *_NOTE_COLUMNS),
    _table("withdrawn_session_note", *_WITHDRAWN),
    _index("withdrawn_session_note_of_client", "withdrawn_session_note (client_id)"),
    _table("care_document", *_FILE),
    _index("care_document_of_client", "care_document (client_id)"),
)

_CHANGES = {
    Compartment.HOUSE: _HOUSE,
    Compartment.REGISTRY: _REGISTRY,
    Compartment.CASEWORK: _CASEWORK,
    Compartment.COUNSELLING: _COUNSELLING,
}


def statements(compartment: Compartment) -> tuple[str, ...]:
    """The statements that bring a file of version 1 to version 2."""
    return _CHANGES[compartment]

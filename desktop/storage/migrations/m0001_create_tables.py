"""The first tables: the log every compartment has, and what lives in each."""

from __future__ import annotations

from desktop.domain.roles import Compartment

_COMMON = (
    "CREATE TABLE {schema}.meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE {schema}.operation (
        id TEXT NOT NULL UNIQUE,
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        milliseconds INTEGER NOT NULL,
        counter INTEGER NOT NULL,
        user TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('write', 'access', 'erase')),
        entity TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        replaces TEXT NOT NULL,
        salt BLOB,
        body TEXT,
        digest BLOB NOT NULL,
        previous BLOB NOT NULL,
        hash BLOB NOT NULL,
        UNIQUE (device, seq)
    )""",
    "CREATE INDEX {schema}.operation_of_entity ON operation (entity_id)",
    """CREATE TABLE {schema}.log_head (
        device TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE {schema}.draft (
        user TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (user, key)
    ) WITHOUT ROWID""",
)

_OVERLAP = """CREATE TRIGGER {{schema}}.stay_{what}_on_{act} BEFORE {act} ON stay
    WHEN NEW.state <> 'cancelled'
    BEGIN
        SELECT RAISE(ABORT, '{what} taken') FROM stay
        WHERE {same} AND id <> NEW.id AND state <> 'cancelled'
            AND begins < coalesce(NEW.ends, '9999') AND coalesce(ends, '9999') > NEW.begins;
    END"""
_SAME_PLACE = "place_id = NEW.place_id"
_SAME_PERSON = "client_id = NEW.client_id AND NEW.client_id <> ''"

_HOUSE = (
    "CREATE TABLE {schema}.house (id TEXT PRIMARY KEY, head TEXT NOT NULL, name TEXT NOT NULL)",
    """CREATE TABLE {schema}.room (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, house_id TEXT NOT NULL REFERENCES house (id),
        name TEXT NOT NULL, kind TEXT NOT NULL DEFAULT 'single'
    )""",
    """CREATE TABLE {schema}.place (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, room_id TEXT NOT NULL REFERENCES room (id),
        label TEXT NOT NULL
    )""",
    """CREATE TABLE {schema}.stay (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, place_id TEXT NOT NULL REFERENCES place (id),
        client_id TEXT NOT NULL DEFAULT '', call_name TEXT NOT NULL, gender TEXT NOT NULL DEFAULT 'unknown',
        age_band TEXT NOT NULL DEFAULT '', children INTEGER NOT NULL DEFAULT 0,
        languages TEXT NOT NULL DEFAULT '[]', diet TEXT NOT NULL DEFAULT '',
        begins TEXT NOT NULL, ends TEXT,
        state TEXT NOT NULL CHECK (state IN ('reserved', 'housed', 'left', 'cancelled')),
        ready_to_leave INTEGER NOT NULL DEFAULT 0, destination TEXT NOT NULL DEFAULT '',
        CHECK (ends IS NULL OR ends > begins)
    )""",
    "CREATE INDEX {schema}.stay_in_place ON stay (place_id, begins)",
    "CREATE INDEX {schema}.stay_of_client ON stay (client_id)",
    _OVERLAP.format(what="place", act="INSERT", same=_SAME_PLACE),
    _OVERLAP.format(what="place", act="UPDATE", same=_SAME_PLACE),
    _OVERLAP.format(what="person", act="INSERT", same=_SAME_PERSON),
    _OVERLAP.format(what="person", act="UPDATE", same=_SAME_PERSON),
)

_REGISTRY = (
    """CREATE TABLE {schema}.client (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, number TEXT NOT NULL UNIQUE, opened_on TEXT NOT NULL,
        birth TEXT NOT NULL DEFAULT '', gender TEXT NOT NULL DEFAULT 'unknown',
        nationalities TEXT NOT NULL DEFAULT '[]', languages TEXT NOT NULL DEFAULT '[]',
        caseworker TEXT NOT NULL DEFAULT ''
    )""",
    """CREATE TABLE {schema}.client_name (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, client_id TEXT NOT NULL REFERENCES client (id),
        kind TEXT NOT NULL, latin TEXT NOT NULL DEFAULT '', native TEXT NOT NULL DEFAULT '',
        removed INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX {schema}.name_of_client ON client_name (client_id)",
    """CREATE TABLE {schema}.alert (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, client_id TEXT NOT NULL REFERENCES client (id),
        kind TEXT NOT NULL, text TEXT NOT NULL, removed INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX {schema}.alert_of_client ON alert (client_id)",
    """CREATE TABLE {schema}.appointment (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, client_id TEXT NOT NULL REFERENCES client (id),
        at TEXT NOT NULL, what TEXT NOT NULL, place TEXT NOT NULL DEFAULT '',
        with_user TEXT NOT NULL DEFAULT '', cancelled INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX {schema}.appointment_at ON appointment (at)",
    "CREATE INDEX {schema}.appointment_of_client ON appointment (client_id)",
    """CREATE TABLE {schema}.handed_over (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, client_id TEXT NOT NULL REFERENCES client (id),
        sheet TEXT NOT NULL, version TEXT NOT NULL, language TEXT NOT NULL, beside TEXT NOT NULL DEFAULT '',
        given_on TEXT NOT NULL, given_by TEXT NOT NULL, interpreter TEXT NOT NULL DEFAULT '',
        reviewed INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX {schema}.handed_over_to_client ON handed_over (client_id)",
    # An index to find clients by; derived from the tables above, neither logged nor replicated.
    """CREATE VIRTUAL TABLE {schema}.name_index USING fts5(
        client_id UNINDEXED, words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    )""",
    "INSERT INTO {schema}.name_index (name_index, rank) VALUES ('secure-delete', 1)",
)

_NOTE = """CREATE TABLE {{schema}}.{table} (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, client_id TEXT NOT NULL, domain TEXT NOT NULL,
        kind TEXT NOT NULL DEFAULT 'note', text TEXT NOT NULL, happened TEXT NOT NULL,
        minutes INTEGER NOT NULL DEFAULT 0, next_step TEXT NOT NULL DEFAULT '',
        corrects TEXT NOT NULL DEFAULT ''
    )"""
_NOTE_INDEX = "CREATE INDEX {{schema}}.{table}_of_client ON {table} (client_id, happened)"

_CASEWORK = (
    """CREATE TABLE {schema}.referral (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, client_id TEXT NOT NULL, received TEXT NOT NULL,
        source TEXT NOT NULL DEFAULT 'unknown', channel TEXT NOT NULL DEFAULT 'phone',
        referred_by TEXT NOT NULL DEFAULT '', alleged TEXT NOT NULL DEFAULT '',
        agreed TEXT NOT NULL DEFAULT '', urgency TEXT NOT NULL DEFAULT 'normal',
        exploitation TEXT NOT NULL DEFAULT 'unknown', outcome TEXT NOT NULL DEFAULT 'pending',
        reason TEXT NOT NULL DEFAULT '', decided_on TEXT
    )""",
    "CREATE INDEX {schema}.referral_of_client ON referral (client_id)",
    _NOTE.format(table="note"),
    _NOTE_INDEX.format(table="note"),
    """CREATE TABLE {schema}.task (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, client_id TEXT NOT NULL DEFAULT '', title TEXT NOT NULL,
        owner TEXT NOT NULL, due TEXT, domain TEXT NOT NULL DEFAULT 'administrative', done_on TEXT
    )""",
    "CREATE INDEX {schema}.task_of_client ON task (client_id)",
    "CREATE INDEX {schema}.task_open ON task (owner, due) WHERE done_on IS NULL",
    """CREATE TABLE {schema}.residence_document (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, client_id TEXT NOT NULL, kind TEXT NOT NULL,
        issued_on TEXT, expires_on TEXT
    )""",
    "CREATE INDEX {schema}.residence_document_of_client ON residence_document (client_id)",
    "CREATE INDEX {schema}.residence_document_expiry ON residence_document (expires_on)",
    """CREATE TABLE {schema}.slip (
        id TEXT PRIMARY KEY, head TEXT NOT NULL, written TEXT NOT NULL, written_by TEXT NOT NULL,
        text TEXT NOT NULL, caller TEXT NOT NULL DEFAULT '', urgency TEXT NOT NULL DEFAULT 'normal',
        handled INTEGER NOT NULL DEFAULT 0
    )""",
)

_COUNSELLING = (
    _NOTE.format(table="session_note"),
    _NOTE_INDEX.format(table="session_note"),
)

_TABLES = {
    Compartment.HOUSE: _HOUSE,
    Compartment.REGISTRY: _REGISTRY,
    Compartment.CASEWORK: _CASEWORK,
    Compartment.COUNSELLING: _COUNSELLING,
}


def statements(compartment: Compartment) -> tuple[str, ...]:
    """The statements that bring an empty file to version 1."""
    return _COMMON + _TABLES[compartment]

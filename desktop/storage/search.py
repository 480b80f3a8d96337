"""Finding clients by what people type: any script, any accents, the start of any word."""

from __future__ import annotations

from anyascii import anyascii

from desktop.domain.identifiers import Identifier, search_words
from desktop.storage.connection import Connection


def reindex(connection: Connection, client_id: str) -> None:
    """Rebuild one client's line in the index from the tables; within the caller's transaction."""
    connection.execute("DELETE FROM registry.name_index WHERE client_id = ?", (client_id,))
    number = connection.execute("SELECT number FROM registry.client WHERE id = ?", (client_id,)).fetchone()
    names = connection.execute(
        "SELECT latin, native FROM registry.client_name WHERE client_id = ? AND NOT removed", (client_id,)
    )
    words = [number[0] if number else ""]
    for latin, native in names:
        words += [latin, native, anyascii(native), anyascii(latin)]
    identifiers = connection.execute(
        "SELECT kind, value FROM registry.identifier WHERE client_id = ? AND NOT removed", (client_id,)
    )
    for kind, value in identifiers:
        words += search_words(Identifier(kind, value))
    connection.execute(
        "INSERT INTO registry.name_index (client_id, words) VALUES (?, ?)",
        (client_id, " ".join(dict.fromkeys(word for word in words if word))),
    )


def match_expression(typed: str) -> str:
    """What a person typed as an FTS5 query: every word is the start of a word; '' when nothing is left.

    Quoted word by word, so that no character typed is ever query syntax.
    """
    words = "".join(letter if letter.isalnum() else " " for letter in typed).split()
    return " ".join(f'"{word}"*' for word in words)

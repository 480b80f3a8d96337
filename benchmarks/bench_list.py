"""From unlocked files to the list of clients, and the pages that read the most, beside plain sqlite3."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.filled_vault import Filled, as_vault, fill, plain_twin
from benchmarks.measuring import Line, at_most, in_turns, milliseconds, show
from desktop.services import clients, shelter, today
from desktop.services.session import Session
from desktop.storage import clients as rows

ROUNDS = 15
EVERYONE = 1_000_000
FIRST_PAGE = 200


def measure(count: int) -> Iterator[Line]:
    """Lists, a search, Today and the board with so many clients; the list's bar leaves room to paint it."""
    with tempfile.TemporaryDirectory() as folder:
        filled = fill(Path(folder) / "vault", count)
        yield _opening(filled, count)
        session = filled.unlock()
        with plain_twin(session, Path(folder) / "plain") as plain:
            for what, limit, limit_ms in (("first page", FIRST_PAGE, 50), ("whole list", EVERYONE, 1000)):
                ours, peer = in_turns(
                    lambda limit=limit: clients.list_clients(session, limit=limit),
                    lambda limit=limit: rows.page(as_vault(plain), search="", limit=limit, offset=0),
                    rounds=ROUNDS,
                )
                yield at_most(f"{what} of {count} clients", ours, peer, limit=limit_ms)
            ours, peer = in_turns(
                lambda: clients.list_clients(session, search="ba"),
                lambda: rows.page(as_vault(plain), search="ba", limit=200, offset=0),
                rounds=ROUNDS,
            )
            yield at_most(f"what was typed found among {count} clients", ours, peer, limit=50)
        yield from _pages(session, count)
        session.close()


def _opening(filled: Filled, count: int) -> Line:
    """Unlock with a derivation that costs nothing, then the first page: cold caches, as in real life."""

    def unlock_and_list() -> None:
        session = filled.unlock()
        clients.list_clients(session, limit=FIRST_PAGE)
        opened.append(session)

    opened: list[Session] = []
    taken = []
    for _ in range(ROUNDS):
        taken.append(milliseconds(unlock_and_list))
        opened.pop().close()
    return at_most(
        f"unlock (without Argon2) and first page of {count}", sorted(taken)[ROUNDS // 2], None, limit=100
    )


def _pages(session: Session, count: int) -> Iterator[Line]:
    for what, act in (("Today", today.today), ("tonight's board", shelter.board)):
        taken = sorted(milliseconds(lambda act=act: act(session)) for _ in range(ROUNDS))
        yield at_most(f"{what} with {count} clients", taken[ROUNDS // 2], None, limit=50)


if __name__ == "__main__":
    for size in (500, 10_000):
        show(*measure(size))

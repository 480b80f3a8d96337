"""A fictitious centre in a folder: a real vault, signed as fictitious, filled from a seed and a date."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from desktop.clock import FixedClock
from desktop.demo import pools
from desktop.demo.dice import Dice
from desktop.demo.filed_papers import file_page
from desktop.demo.story import (
    COLLEAGUES,
    DEMO,
    FIRST_NAMES,
    JORIS,
    Entry,
    Ref,
    end_of_story,
    opening_moment,
    staff,
)
from desktop.demo.telling import tell
from desktop.domain.roles import Compartment
from desktop.domain.support import Slip
from desktop.domain.users import User
from desktop.errors import UserError
from desktop.i18n import gettext as _
from desktop.progress import Progress
from desktop.services import session as sessions
from desktop.services.session import Session
from desktop.storage import blobs, slips
from desktop.storage.creation import add_member, create_vault
from desktop.storage.entities import ENTITIES
from desktop.storage.files import replace_file
from desktop.storage.ids import Randomness, seeded
from desktop.storage.open_deadlines import bring_up_to_date
from desktop.storage.opening import open_vault
from desktop.storage.operations import Value
from desktop.storage.search import reindex
from desktop.storage.secrets import FLOOR, KeyDerivation
from desktop.storage.vault import Vault

CENTRE = "PAG-ASA"
LOGIN = PASSPHRASE = DEMO
USUAL_CLIENTS, USUAL_SEED = 500, 1
FRESH_DAYS = 7
NOTE_NAME = "demo.json"
_KEYRING = "keyring"
_STEP = 250
_STAYS_BEHIND = frozenset({"lock", "settings.json"})


def build(
    folder: Path,
    *,
    clients: int,
    seed: int,
    as_of: date,
    progress: Progress,
    cost: KeyDerivation = FLOOR,
) -> None:
    """Create the centre in an empty folder; user `demo`, passphrase `demo`, `as_of` is its today.

    The same seed, number and date give the same ids and content; keys are always new. Cancelling leaves the
    folder empty. Raises UserError when the folder is not empty or cannot be written. `cost` is for tests.
    """
    clock, randomness = FixedClock(opening_moment(as_of)), seeded(seed)
    progress.step(0)
    create_vault(
        folder,
        centre=CENTRE,
        login=LOGIN,
        name=FIRST_NAMES[DEMO],
        passphrase=_passphrase(),
        clock=clock,
        fictitious=True,
        cost=cost,
        randomness=randomness,
    )
    try:
        story = tell(Dice(f"{seed}/{clients}/{as_of}"), clients, as_of=as_of)
        _fill(folder, story, clock=clock, randomness=randomness, as_of=as_of, progress=progress, cost=cost)
    except BaseException:
        clear(folder)
        raise
    about = {"as_of": as_of.isoformat(), "clients": clients, "seed": seed}
    replace_file(folder / NOTE_NAME, json.dumps(about).encode())


def is_current(folder: Path, as_of: date) -> bool:
    """Whether the folder holds a fictitious centre, whole, told at most a week before `as_of`."""
    try:
        told = date.fromisoformat(json.loads((folder / NOTE_NAME).read_text("utf-8"))["as_of"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    fresh = timedelta(0) <= as_of - told <= timedelta(days=FRESH_DAYS)
    return fresh and sessions.is_set_up(folder) and sessions.is_fictitious(folder)


def prepare(
    folder: Path,
    *,
    as_of: date,
    progress: Progress,
    clients: int = USUAL_CLIENTS,
    seed: int = USUAL_SEED,
    cost: KeyDerivation = FLOOR,
) -> bool:
    """Have a fictitious centre in the folder: keep the one that is current, else build this one anew.

    Returns whether it was built. Only a folder whose signed keyring says fictitious is ever emptied; any other
    that is not empty is refused with a UserError. The caller must not hold the folder's lock.
    """
    if is_current(folder, as_of):
        return False
    if sessions.is_set_up(folder):
        lock = sessions.lock_folder(folder)
        try:
            clear(folder)
        finally:
            lock.release()
    build(folder, clients=clients, seed=seed, as_of=as_of, progress=progress, cost=cost)
    return True


def clear(folder: Path) -> None:
    """Remove a fictitious centre and nothing else; the keyring goes last, so that a crash can be gone on with."""
    found = [entry for entry in folder.iterdir() if entry.name not in _STAYS_BEHIND]
    if not sessions.is_fictitious(folder) or any(not _is_ours(entry.name) for entry in found):
        raise UserError(
            _("The folder {folder} holds more than a fictitious centre; nothing was changed.").format(
                folder=folder
            ),
            _("Choose an empty or a new folder."),
        )
    for entry in sorted(found, key=lambda entry: entry.name == _KEYRING):
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _is_ours(name: str) -> bool:
    folders = {"users", "seals", "slips", blobs.FOLDER}
    whole = {"device", _KEYRING, f"{_KEYRING}.new", NOTE_NAME, ".creating"} | folders
    return name in whole or any(name.startswith(f"{item}.db") for item in Compartment)


def _passphrase() -> bytearray:
    return bytearray(PASSPHRASE.encode())


def _fill(
    folder: Path,
    story: Sequence[Entry],
    *,
    clock: FixedClock,
    randomness: Randomness,
    as_of: date,
    progress: Progress,
    cost: KeyDerivation,
) -> None:
    vault = open_vault(folder, LOGIN, _passphrase(), clock=clock, floor=cost, randomness=randomness)
    try:
        team = _team(vault, cost)
        _write(vault, story, team=team, clock=clock, progress=progress)
        _leave_a_slip(vault, team[JORIS], clock=clock, as_of=as_of)
    finally:
        vault.close()


def _team(vault: Vault, cost: KeyDerivation) -> dict[str, User]:
    """The colleagues by login; everyone's passphrase is the demo's."""
    team = {LOGIN: vault.user}
    for colleague in COLLEAGUES:
        user = User(vault.new_id(), colleague.login, colleague.name, colleague.roles)
        add_member(vault, user, _passphrase(), cost=cost)
        team[colleague.login] = user
    return team


def _write(
    vault: Vault, story: Sequence[Entry], *, team: dict[str, User], clock: FixedClock, progress: Progress
) -> None:
    """Write the story as if each had recorded their part at its moment."""
    ids = {staff(login).key: user.id for login, user in team.items()}
    founder = vault.user
    with vault.in_bulk():
        for done, entry in enumerate(story):
            if done % _STEP == 0:
                progress.step(done, len(story))
            clock.moment, vault.user = entry.moment, team[entry.author]
            fields = {name: _resolved(value, ids) for name, value in entry.fields.items()}
            if entry.page is not None:
                file_page(Session(vault), str(fields["client_id"]), entry.page)
                continue
            entity_id = ids.setdefault(entry.key, "") or vault.new_id()
            ids[entry.key] = entity_id
            with vault.save(ENTITIES[entry.entity].compartment) as save:
                save.write(entry.entity, entity_id, **fields)
        for entry in story:
            if entry.entity == "client":
                reindex(vault.connection, ids[entry.key])
        bring_up_to_date(vault)
    vault.user = founder
    progress.step(len(story), len(story))


def _resolved(value: Value | Ref, ids: dict[str, str]) -> Value:
    return ids[value.key] if isinstance(value, Ref) else value


def _leave_a_slip(vault: Vault, writer: User, *, clock: FixedClock, as_of: date) -> None:
    """Last night's call, waiting for a caseworker."""
    clock.moment = end_of_story(as_of) - timedelta(minutes=40)
    texts = pools.referral_texts("nl")["slip"]
    slip = Slip(vault.new_id(), clock.now(), writer.id, texts["text"], texts["caller"], "soon")
    slips.put(vault, slip)

"""The headless commands, one function each; they print results and leave errors to the caller."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.cli.surroundings import data_folder, passphrase, read_passphrase, unlocked
from desktop.clock import NOON, SystemClock, at_brussels, today
from desktop.domain.clients import BirthDate, ClientDetails, ClientSummary, Name, SpokenLanguage
from desktop.domain.roles import Role
from desktop.domain.users import UserAccess
from desktop.errors import UserError
from desktop.i18n import gettext as _, ngettext
from desktop.services import checking, clients, session as sessions, setup, users

EVERYTHING = -1


def run(options: Namespace) -> int:
    """Run the command asked for; returns the exit code."""
    key = (options.command, getattr(options, "action", None))
    return _COMMANDS[key](options)


def demo(options: Namespace) -> int:
    """`baken demo`: a fictitious centre in an empty folder."""
    from desktop.demo.centre import build
    from desktop.progress import Progress

    folder = data_folder(options)
    as_of = getattr(options, "as_of", None) or today(SystemClock())
    build(folder, clients=options.clients, seed=options.seed, as_of=as_of, progress=Progress())
    print(_("The fictitious centre is in {folder}. User: demo, passphrase: demo.").format(folder=folder))
    return 0


def vault_create(options: Namespace) -> int:
    """`baken vault create`."""
    folder = data_folder(options)
    user = setup.create(
        folder,
        centre=options.centre,
        name=options.name,
        login=options.login,
        passphrase=passphrase(options, repeat=True),
    )
    print(_("Created in {folder}. Your login is {login}.").format(folder=folder, login=user.login))
    return 0


def vault_check(options: Namespace) -> int:
    """`baken vault check`: exit 1 when anything is wrong."""
    with unlocked(options) as session:
        report = checking.check(session)
    for finding in report.findings:
        print(finding)
    names = ", ".join(users.compartment_label(item) for item in report.checked)
    if not report.sound:
        raise UserError(
            ngettext(
                "{count} thing is wrong in these files.",
                "{count} things are wrong in these files.",
                len(report.findings),
            ).format(count=len(report.findings)),
            _("Do not work on; restore the last backup, or ask whoever looks after the PC."),
        )
    print(_("Everything is sound: {parts}.").format(parts=names))
    return 0


def users_list(options: Namespace) -> int:
    """`baken users list`."""
    with unlocked(options) as session:
        _show(options, [_user_object(row) for row in users.list_users(session)])
    return 0


def users_add(options: Namespace) -> int:
    """`baken users add`."""
    roles = tuple(_role(name) for name in options.role)
    with unlocked(options) as session:
        user = users.add_user(
            session,
            name=options.name,
            login=options.login,
            roles=roles,
            passphrase=read_passphrase(options.new_passphrase_file),
            counselling_granted=options.counselling,
            until=at_brussels(options.until, NOON) if options.until else None,
        )
        rows = [_user_object(row) for row in users.list_users(session) if row.user.id == user.id]
        _show(options, rows)
    return 0


def clients_add(options: Namespace) -> int:
    """`baken clients add`."""
    try:
        birth = BirthDate.parse(options.birth) if options.birth else None
    except ValueError as problem:
        raise UserError(
            _("{text} is not a birth date.").format(text=options.birth),
            _("Write 1998-03-14, 1998-03, 1998 or ~1998."),
        ) from problem
    details = ClientDetails(
        names=(Name(options.name, options.native),),
        birth=birth,
        gender=options.gender,
        nationalities=tuple(code.upper() for code in options.nationality),
        languages=tuple(SpokenLanguage(tag) for tag in options.language),
    )
    with unlocked(options) as session:
        client = clients.add_client(session, details)
        found = clients.list_clients(session, search=client.number, limit=EVERYTHING).rows
    _show(options, [_client_object(row) for row in found if row.id == client.id])
    return 0


def clients_list(options: Namespace) -> int:
    """`baken clients list` and `baken clients search TEXT`."""
    with unlocked(options) as session:
        page = clients.list_clients(session, search=getattr(options, "text", ""), limit=EVERYTHING)
    _show(options, [_client_object(row) for row in page.rows])
    return 0


def sheet_list(options: Namespace) -> int:
    """`baken sheet list`."""
    from desktop.i18n import current_language
    from desktop.services import sheets

    rows = [
        {
            "id": sheet.id,
            "name": sheet.title(current_language()),
            "version": sheet.version,
            "languages": list(sheet.languages),
        }
        for sheet in sheets.list_sheets()
    ]
    _show(options, rows)
    return 0


def sheet_print(options: Namespace) -> int:
    """`baken sheet print`: write the PDF; with `--client`, record it as handed over."""
    from desktop.services import sheets

    sheet = sheets.render(options.sheet, options.language, beside=options.beside, centre=_centre(options))
    if options.client:
        with unlocked(options) as session:
            client = clients.open_client(session, options.client)
            _write(options.output, sheet.pdf)
            sheets.hand_over(session, client.id, sheet, interpreter=options.interpreter)
            sheets.log_print(session, sheet, client_id=client.id, act="export")
    else:
        _write(options.output, sheet.pdf)
    return 0


def _centre(options: Namespace) -> str:
    if options.centre:
        return setup.centre_code(options.centre)
    folder = data_folder(options)
    return sessions.centre_of(folder) if sessions.is_set_up(folder) else "PAG-ASA"


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_name(path.name + ".part")
    try:
        with fresh.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        fresh.replace(path)
    except OSError as problem:
        fresh.unlink(missing_ok=True)
        raise UserError(
            _("{file} cannot be written.").format(file=path), _("Choose another place for it.")
        ) from problem


def _role(name: str) -> Role:
    try:
        return Role(name.replace("-", "_"))
    except ValueError as problem:
        raise UserError(
            _("There is no role called {name}.").format(name=name),
            _("Choose one of: {names}.").format(names=", ".join(Role)),
        ) from problem


def _client_object(row: ClientSummary) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "native_name": row.native_name,
        "number": row.number,
        "birth": row.birth,
        "gender": row.gender,
        "nationalities": list(row.nationalities),
        "languages": list(row.languages),
        "outcome": row.outcome,
        "opened_on": row.opened_on,
    }


def _user_object(row: UserAccess) -> dict[str, Any]:
    return {
        "id": row.user.id,
        "name": row.user.name,
        "login": row.user.login,
        "roles": list(row.user.roles),
        "active": row.user.active,
        "opens": sorted(row.user.opens),
        "waiting_for": sorted(row.waiting),
    }


def _show(options: Namespace, rows: list[dict[str, Any]]) -> None:
    if getattr(options, "json", False):
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        print("  ".join(str(row[key]) for key in ("number", "login", "name", "id") if row.get(key)))


_COMMANDS: dict[tuple[str, str | None], Callable[[Namespace], int]] = {
    ("demo", None): demo,
    ("vault", "create"): vault_create,
    ("vault", "check"): vault_check,
    ("users", "list"): users_list,
    ("users", "add"): users_add,
    ("clients", "add"): clients_add,
    ("clients", "list"): clients_list,
    ("clients", "search"): clients_list,
    ("sheet", "list"): sheet_list,
    ("sheet", "print"): sheet_print,
}

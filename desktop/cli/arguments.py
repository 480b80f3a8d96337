"""What can be typed after `baken`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import __version__

if TYPE_CHECKING:
    from datetime import date


class _Parser(argparse.ArgumentParser):
    """Takes options in full only: `--passphrase secret` must never be read as the name of a file and told back."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)


def parser() -> argparse.ArgumentParser:
    """The parser of every command; wrong usage exits 2."""
    top = _Parser(prog="baken", description="Without a command: opens the program.")
    top.add_argument("--version", action="version", version=f"baken {__version__}")
    top.add_argument("--demo", action="store_true", help="open the program on a fictitious centre")
    top.add_argument("--as-of", type=_day, metavar="DATE", help="the demo's today (default: today)")
    top.add_argument(
        "--headless-tour", type=Path, metavar="FOLDER", help="no window: leave pictures and a sheet"
    )
    _common(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _demo(commands.add_parser("demo", help="create a fictitious centre"))
    _vault(commands.add_parser("vault", help="create or check a vault"))
    _users(commands.add_parser("users", help="list or add people"))
    _clients(commands.add_parser("clients", help="add, list or search clients"))
    _sheet(commands.add_parser("sheet", help="list or print information sheets"))
    return top


def _common(parser: argparse.ArgumentParser) -> None:
    """Options every command takes; given again after the command they rule."""
    parser.add_argument("--data-dir", type=Path, default=argparse.SUPPRESS, help="or BAKEN_DATA_DIR")
    parser.add_argument("--user", default=argparse.SUPPRESS, help="login or name; or BAKEN_USER")
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        default=argparse.SUPPRESS,
        help="or BAKEN_PASSPHRASE, or a prompt; never an argument",
    )


_Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def _actions(parser: argparse.ArgumentParser) -> _Commands[argparse.ArgumentParser]:
    return parser.add_subparsers(dest="action", metavar="ACTION", required=True)


def _action(
    actions: _Commands[argparse.ArgumentParser], name: str, *, told: str, json: bool = False
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=told)
    _common(parser)
    if json:
        parser.add_argument("--json", action="store_true", help="one JSON array of objects")
    return parser


def _demo(parser: argparse.ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--clients", type=_count, default=500, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--as-of", type=_day, metavar="DATE", default=argparse.SUPPRESS)


def _vault(parser: argparse.ArgumentParser) -> None:
    actions = _actions(parser)
    create = _action(actions, "create", told="create a vault with its first person")
    create.add_argument("--centre", required=True, help="pag-asa, payoke or surya")
    create.add_argument("--name", required=True, help="the first administrator's name")
    create.add_argument("--login", default="", help="short name; made from the name by default")
    _action(actions, "check", told="check files, log and references")


def _users(parser: argparse.ArgumentParser) -> None:
    actions = _actions(parser)
    _action(actions, "list", told="who works here, and what each opens", json=True)
    add = _action(actions, "add", told="add a person (administrators)", json=True)
    add.add_argument("--name", required=True)
    add.add_argument("--login", default="")
    add.add_argument("--role", action="append", required=True, help="may be given several times")
    add.add_argument("--counselling", action="store_true", help="grant counselling by name")
    add.add_argument("--until", type=_day, metavar="DATE", help="end of a temporary access, at noon")
    add.add_argument(
        "--new-passphrase-file", type=Path, required=True, help="the new person's first passphrase"
    )


def _clients(parser: argparse.ArgumentParser) -> None:
    actions = _actions(parser)
    add = _action(actions, "add", told="open a file", json=True)
    add.add_argument("--name", required=True)
    add.add_argument("--native", default="", help="the name in the person's own script")
    add.add_argument("--birth", default="", help="1998-03-14, 1998-03, 1998 or ~1998")
    add.add_argument("--gender", default="unknown", choices=("f", "m", "x", "unknown"))
    add.add_argument("--nationality", action="append", default=[], metavar="CODE", help="ISO 3166, e.g. ER")
    add.add_argument("--language", action="append", default=[], metavar="TAG", help="BCP 47, e.g. ti")
    _action(actions, "list", told="all clients, newest file first", json=True)
    search = _action(actions, "search", told="clients whose names or number match", json=True)
    search.add_argument("text")


def _sheet(parser: argparse.ArgumentParser) -> None:
    actions = _actions(parser)
    _action(actions, "list", told="the sheets and their languages", json=True)
    out = _action(actions, "print", told="write a sheet as PDF")
    out.add_argument("sheet", metavar="SHEET", help="e.g. welcome")
    out.add_argument("--language", required=True, metavar="TAG")
    out.add_argument("--beside", default=None, metavar="TAG", help="a second language in the other column")
    out.add_argument("--client", default="", metavar="ID", help="also record it as handed over")
    out.add_argument("--interpreter", default="", help="who interpreted; recorded with --client")
    out.add_argument("--centre", default="", help="whose contact details; the vault's own by default")
    out.add_argument("--format", default="a4", choices=("a4",))
    out.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _day(text: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError("a day is written 2026-11-01") from problem


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100_000:
        raise argparse.ArgumentTypeError("between 1 and 100000")
    return number

"""The command line: the program with no command, headless commands with one."""

from __future__ import annotations

import gc

from desktop.hardening import harden

harden()  # before anything else is loaded
gc.disable()  # nothing made on the way to the first picture is garbage; collecting costs a tenth of that time

import io  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import TYPE_CHECKING, cast  # noqa: E402

from desktop.cli.start import window_options  # noqa: E402
from desktop.errors import Cancelled, UserError  # noqa: E402

if TYPE_CHECKING:
    from argparse import Namespace


def main(argv: list[str] | None = None) -> int:
    """Run what was asked for. 0 done, 1 refused or failed with one sentence, 2 wrong usage."""
    words = sys.argv[1:] if argv is None else argv
    _speak_utf_8()
    options = _options(words)
    try:
        _refuse_what_is_no_text(words)
        return _flushed(_run(options))
    except UserError as problem:
        _tell(str(problem))
    except (Cancelled, KeyboardInterrupt):
        pass
    except BrokenPipeError:
        _let_output_go()
    except Exception as problem:  # noqa: BLE001 - our bug: one sentence, never a traceback to a user
        _tell(_our_bug(problem))
    return 1


def _options(words: list[str]) -> Namespace:
    usual = window_options(words)
    if usual is not None:
        return cast("Namespace", usual)
    from desktop.cli.arguments import parser

    return parser().parse_args(words)


def _run(options: Namespace) -> int:
    from desktop.cli.surroundings import data_folder, speak

    folder = data_folder(options)
    speak(folder)
    if options.command:
        from desktop.cli.commands import run

        gc.enable()
        return run(options)
    return _open_window(options, folder)


def _open_window(options: Namespace, folder: Path) -> int:
    if options.headless_tour is not None:
        return _take_tour(options, folder)
    from desktop.cli.surroundings import need_screen

    need_screen()
    from desktop import app

    return app.run_app(folder, demo=options.demo, as_of=options.as_of)


def _take_tour(options: Namespace, folder: Path) -> int:
    from desktop import app
    from desktop.cli.main_job import work_headless

    work_headless(folder, options.headless_tour, demo=options.demo, as_of=options.as_of)
    return app.run_tour(folder, options.headless_tour, as_of=options.as_of)


def _speak_utf_8() -> None:
    """Scripts read the same bytes on every system, whatever its terminal is set to."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _refuse_what_is_no_text(arguments: list[str]) -> None:
    """Bytes that are no UTF-8 could not be kept, and would come back as something else."""
    try:
        "".join(arguments).encode()
    except UnicodeEncodeError as problem:
        from desktop.i18n import gettext as _

        raise UserError(
            _("What was typed after the command is not readable text."),
            _("Set the terminal to UTF-8, then type it again."),
        ) from problem


def _flushed(code: int) -> int:
    """Here a reader that has gone can still be dealt with; without a terminal there is nothing to flush."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.flush()
    return code


def _let_output_go() -> None:
    """Whoever read our output has gone; nothing to tell them, now or when Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _our_bug(problem: Exception) -> str:
    """Where it went wrong, without any value that could be a client's."""
    import traceback

    from desktop.i18n import gettext as _

    frames = traceback.extract_tb(problem.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return _("Baken made a mistake ({kind} at {where}); please report it.").format(
        kind=type(problem).__name__, where=where
    )


if __name__ == "__main__":
    sys.exit(main())

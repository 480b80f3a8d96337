"""The command line: the program with no command, headless commands with one."""

from __future__ import annotations

import gc

from desktop.hardening import harden

harden()  # before anything else is loaded
gc.disable()  # nothing made on the way to the first picture is garbage; collecting costs a tenth of that time

import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import TYPE_CHECKING, cast  # noqa: E402

from desktop.cli.start import window_options  # noqa: E402
from desktop.errors import Cancelled, UserError  # noqa: E402

if TYPE_CHECKING:
    from argparse import Namespace


def main(argv: list[str] | None = None) -> int:
    """Run what was asked for. 0 done, 1 refused or failed with one sentence, 2 wrong usage."""
    options = _options(sys.argv[1:] if argv is None else argv)
    try:
        return _run(options)
    except UserError as problem:
        _tell(str(problem))
    except (Cancelled, KeyboardInterrupt):
        pass
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; nothing to tell them
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
    from desktop import app

    if options.headless_tour is not None:
        return app.run_tour(folder, options.headless_tour, demo=options.demo, as_of=options.as_of)
    return app.run_app(folder, demo=options.demo, as_of=options.as_of)


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

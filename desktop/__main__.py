"""The command line: the program with no command, headless commands with one."""

from __future__ import annotations

from desktop.hardening import harden

harden()  # before anything else is loaded

import sys  # noqa: E402
import traceback  # noqa: E402
from argparse import Namespace  # noqa: E402
from pathlib import Path  # noqa: E402

from desktop.cli.arguments import parser  # noqa: E402
from desktop.errors import Cancelled, UserError  # noqa: E402


def main(argv: list[str] | None = None) -> int:
    """Run what was asked for. 0 done, 1 refused or failed with one sentence, 2 wrong usage."""
    options = parser().parse_args(argv)
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


def _run(options: Namespace) -> int:
    from desktop.cli.surroundings import data_folder, speak

    folder = data_folder(options)
    speak(folder)
    if options.command:
        from desktop.cli.commands import run

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
    from desktop.i18n import gettext as _

    frames = traceback.extract_tb(problem.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return _("Baken made a mistake ({kind} at {where}); please report it.").format(
        kind=type(problem).__name__, where=where
    )


if __name__ == "__main__":
    sys.exit(main())

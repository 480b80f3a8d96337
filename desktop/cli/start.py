"""How the window is usually started, read without argparse: loading it would cost a twentieth of the start."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace


def window_options(words: Iterable[str]) -> SimpleNamespace | None:
    """The options when there are none but --demo and --data-dir; None for anything argparse must judge."""
    options = SimpleNamespace(command=None, demo=False, as_of=None, headless_tour=None)
    rest = iter(words)
    for word in rest:
        if word == "--demo":
            options.demo = True
        elif word == "--data-dir" and (folder := next(rest, "-"))[:1] != "-":
            options.data_dir = folder
        else:
            return None
    return options

"""The window's own few options are read as argparse would read them; everything else is left to it."""

from __future__ import annotations

import pytest

from desktop.cli.arguments import parser
from desktop.cli.start import window_options


@pytest.mark.parametrize("words", [[], ["--demo"], ["--data-dir", "D"], ["--data-dir", "D", "--demo"]])
def test_read_without_argparse_as_argparse_would(words: list[str]) -> None:
    read, judged = window_options(words), vars(parser().parse_args(words))
    assert read is not None
    assert {name: str(value) for name, value in vars(read).items()} == {
        name: str(value) for name, value in judged.items()
    }


@pytest.mark.parametrize(
    "words", [["clients", "list"], ["--help"], ["--data-dir"], ["--data-dir", "--demo"], ["x"]]
)
def test_everything_else_is_for_argparse_to_judge(words: list[str]) -> None:
    assert window_options(words) is None

"""The only place that knows where things lie: what travels with the program, and where a person's data goes."""

from __future__ import annotations

from pathlib import Path

APPLICATION_NAME = "Baken"  # all that a passer-by, a folder list or a log ever shows
_PACKAGE = Path(__file__).parent


def resources() -> Path:
    """Code lists, sheet sources, fonts and icons, read only."""
    return _travelling_with_the_program("resources")


def translations() -> Path:
    """The gettext catalogs of the interface and of the sheets, read only."""
    return _travelling_with_the_program("translations")


def default_data_dir() -> Path:
    """Where the vault lies unless told otherwise: this PC's own folder, never one that roams to a server."""
    return _local_folder() / "Vault"


def demo_data_dir() -> Path:
    """The fictitious centre's own folder, so that it can never be taken for, or mixed with, real files."""
    return _local_folder() / "Demo"


def _travelling_with_the_program(name: str) -> Path:
    """Inside the package when installed from a wheel or bundled, beside it in the source tree."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def _local_folder() -> Path:
    # Imported late: it costs a few milliseconds that most tests and commands do not need.
    from platformdirs import user_data_path

    return user_data_path(APPLICATION_NAME, appauthor=False, roaming=False)

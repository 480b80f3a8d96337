"""What every test stands on: no real display, no real home folder, no time limit that a busy machine could break.

Set before anything of Qt or of Baken is imported. Fixtures by subject live in `tests/helpers/` and are found by
themselves. Available everywhere from here:

- `isolated_home`   a fresh home of its own for each test that asks; the session has one in any case
- `in_language`     speak another interface language during one test: `in_language("fr")`
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

_HOME = Path(tempfile.mkdtemp(prefix="baken-test-home-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)


def _home_variables(home: Path) -> dict[str, str]:
    """Everything by which a program finds a person's folders, on Linux and on Windows."""
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "LOCALAPPDATA": home / "AppData/Local",
        "APPDATA": home / "AppData/Roaming",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_STATE_HOME": home / ".local/state",
        "XDG_RUNTIME_DIR": home / ".run",
    }
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    folders["XDG_RUNTIME_DIR"].chmod(0o700)  # Qt refuses to use one that others can read
    return {name: str(folder) for name, folder in folders.items()}


os.environ.update(_home_variables(_HOME))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
for name in [name for name in os.environ if name.startswith("BAKEN_")]:
    del os.environ[name]  # a developer's own data folder or passphrase has no business here

import pytest  # noqa: E402 - the environment above comes first
from hypothesis import HealthCheck, settings  # noqa: E402

from desktop import i18n  # noqa: E402

settings.register_profile(
    "baken",
    deadline=None,  # a busy machine is not a bug
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("baken")

_HELPERS = Path(__file__).parent / "helpers"
pytest_plugins = [f"tests.helpers.{path.stem}" for path in sorted(_HELPERS.glob("[!_]*.py"))]


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    """No test leaves another language, or its listeners, behind."""
    yield
    i18n.set_language("en")


@pytest.fixture
def in_language() -> Callable[[str], None]:
    """Speak this interface language until the test ends."""
    return i18n.set_language


@pytest.fixture
def isolated_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder of this test's own, which programs it starts see too."""
    home = tmp_path / "home"
    for variable, folder in _home_variables(home).items():
        monkeypatch.setenv(variable, folder)
    return home


def pytest_report_header() -> str:
    return f"home: {_HOME}; Qt platform: {os.environ['QT_QPA_PLATFORM']}; Python {sys.version.split()[0]}"

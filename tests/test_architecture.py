"""The layers hold, each library stays where it belongs, and what must never be used is not.

Read from the source by its syntax, so imports inside functions count as well. Each rule carries its reason, which is
what the failing test prints.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "desktop"

LEAVES = frozenset({"clock", "errors", "hardening", "i18n", "paths", "progress", "pseudolocale", "settings"})
LAYERS = {  # each with the layers it may use beside the leaves, and why no others
    "domain": ("", "what the centres know depends on nothing, so that it outlives every library"),
    "storage": ("domain", "the vault must open without a window, a service or a page"),
    "documents": ("domain", "paper is made from what it is handed; it never reads the vault"),
    "services": ("domain storage documents", "an act works the same from a window and a script"),
    "demo": ("domain storage documents services", "a fictitious centre is made as a real one is"),
    "ui": ("domain services", "rights and logging live in the services; no page goes around them"),
    "cli": ("domain services demo", "rights and logging live in the services; no command goes around them"),
    "app": ("domain storage documents services demo ui", "objects are wired together here only"),
    "__main__": ("domain services demo cli app", "the command line is a thin front of the services"),
}
LEAF_REASON = "a leaf is used by every layer, so it may use only other leaves"

LIBRARIES = {  # each with the parts that may import it, and why no others
    "PySide6": ("ui app", "everything below the window runs without Qt"),
    "shiboken6": ("ui app", "everything below the window runs without Qt"),
    "sqlcipher3": ("storage", "one place knows how a file is keyed, committed and closed"),
    "sqlite3": ("", "a plain file keeps nothing secret"),
    "nacl": ("storage", "one place handles keys, and wipes them"),
    "reportlab": ("documents", "one place puts text on paper; ReportLab's own order is wrong for Arabic"),
    "uharfbuzz": ("documents", "one place puts text on paper"),
    "PIL": ("documents", "pictures that strangers made are decoded in the viewer process only"),
    "pypdfium2": ("documents", "papers that strangers made are drawn in the viewer process only"),
    "bidi": ("documents", "one place decides the direction of text"),
    "babel": ("i18n", "it costs a tenth of the start-up time; one module imports it, and late"),
    "platformdirs": ("paths", "one module knows where things lie"),
    "icalendar": ("services", "one service decides what may leave for another calendar"),
    "gettext": ("i18n pseudolocale documents", "the interface's texts come through desktop.i18n"),
}

BANNED_NAMES = {
    "processEvents": "it re-enters the event loop in the middle of our own work; use ui/jobs.py",
    "QtPdf": "a stub in PySide6-Essentials; pypdfium2 shows pages",
    "QtPdfWidgets": "a stub in PySide6-Essentials; pypdfium2 shows pages",
    "QtCharts": "not in PySide6-Essentials, and GPL",
    "executescript": "sqlcipher3's commits an open transaction behind one's back",
    "setEchoMode": "a QLineEdit keeps the passphrase in memory after it is gone; use our own passphrase field",
    "EchoMode": "a QLineEdit keeps the passphrase in memory after it is gone; use our own passphrase field",
    "QSettings": "it leaves traces outside the data folder; use desktop.settings",
    "QFileSystemModel": "it remembers and watches folders that are none of our business",
    "QSystemTrayIcon": "its notifications can be read by a passer-by",
    "QLockFile": "it refuses the re-executed process that follows a lock; use storage/instance_lock.py",
}
EXCEPTIONS = {("ui/files.py", "QSettings"): "it makes Qt forget the folders that its file dialog remembers"}
TERMINAL = frozenset({"__main__", "cli"})
VAGUE_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|base|common|misc|stuff|tools?)(_|$)")
LONGEST_FILE = 500
TRANSLATORS = frozenset({"_", "gettext", "ngettext", "pgettext"})


@dataclass(frozen=True, slots=True)
class Module:
    """One source file of the program, read."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def part(self) -> str:
        """The layer or leaf it belongs to: the first name below the package."""
        return self.path.relative_to(PACKAGE).with_suffix("").parts[0]


@cache
def modules() -> tuple[Module, ...]:
    paths = sorted(PACKAGE.rglob("*.py"))
    texts = [path.read_text("utf-8") for path in paths]
    return tuple(Module(path, text, ast.parse(text)) for path, text in zip(paths, texts, strict=True))


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Every imported name in full, with its line: `from desktop import paths` gives `desktop.paths`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, (
                f"{module.name}:{node.lineno}: import by the full name, so that layers can be read"
            )
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def layer_breaches(module: Module) -> Iterator[str]:
    below, reason = LAYERS.get(module.part, ("", LEAF_REASON))
    allowed = {*below.split(), *LEAVES, module.part, "", "__version__"}
    for line, name in imports(module):
        package, _, rest = name.partition(".")
        part = rest.partition(".")[0]
        if package == "desktop" and part not in allowed:
            yield f"{module.name}:{line}: {module.part} imports {name}: {reason}"


def library_breaches(module: Module) -> Iterator[str]:
    for line, name in imports(module):
        allowed, reason = LIBRARIES.get(name.partition(".")[0], (module.part, ""))
        if module.part not in allowed.split():
            yield f"{module.name}:{line}: imports {name}: {reason}"


def domain_breaches(module: Module) -> Iterator[str]:
    for line, name in imports(module):
        package = name.partition(".")[0]
        if package not in sys.stdlib_module_names | {"desktop"}:
            yield f"{module.name}:{line}: imports {name}: the domain needs nothing but the standard library"


def banned_uses(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        names: tuple[str, ...] = ()
        if isinstance(node, ast.Attribute):
            names = (node.attr,)
        elif isinstance(node, ast.Name):
            names = (node.id,)
        elif isinstance(node, ast.alias):
            names = tuple(node.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            names = tuple((node.module or "").split("."))
        for name in BANNED_NAMES.keys() & set(names):
            if (module.path.relative_to(PACKAGE).as_posix(), name) in EXCEPTIONS:
                continue
            yield f"{module.name}:{getattr(node, 'lineno', '?')}: {name}: {BANNED_NAMES[name]}"


def prints(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"{module.name}:{node.lineno}: print(): only the command line speaks to a terminal"


def evaluated_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            defaults = [
                *child.args.defaults,
                *(each for each in child.args.kw_defaults if each),
                *child.decorator_list,
            ]
            for default in defaults:
                yield default
                yield from evaluated_at_import(default)
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from evaluated_at_import(child)


def early_translations(module: Module) -> Iterator[str]:
    for node in evaluated_at_import(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATORS:
            yield f"{module.name}:{node.lineno}: translated at import: the text would keep the language of the start"


def test_the_source_was_found() -> None:
    assert {"domain", "storage", "documents"} <= {module.part for module in modules()}


def test_each_part_of_the_package_has_its_rule() -> None:
    parts = {module.part for module in modules()} - {"__init__"}
    assert parts <= LAYERS.keys() | LEAVES, "give the new part its place in LAYERS or LEAVES"


@pytest.mark.parametrize(
    "rule",
    [layer_breaches, library_breaches, banned_uses, early_translations],
    ids=lambda rule: rule.__name__,
)
def test_every_module_keeps(rule: object) -> None:
    assert callable(rule)
    breaches = [breach for module in modules() for breach in rule(module)]
    assert not breaches, "\n".join(breaches)


def test_the_domain_needs_the_standard_library_only() -> None:
    breaches = [each for module in modules() if module.part == "domain" for each in domain_breaches(module)]
    assert not breaches, "\n".join(breaches)


def test_only_the_command_line_prints() -> None:
    breaches = [each for module in modules() if module.part not in TERMINAL for each in prints(module)]
    assert not breaches, "\n".join(breaches)


def test_every_file_can_be_held_in_a_head() -> None:
    long = [
        f"{module.name}: {length}"
        for module in modules()
        if (length := module.text.count("\n")) > LONGEST_FILE
    ]
    assert not long, f"split what is longer than {LONGEST_FILE} lines: {long}"


def test_every_file_has_a_name_that_says_what_it_is() -> None:
    names = {part for module in modules() for part in module.path.relative_to(PACKAGE).with_suffix("").parts}
    vague = sorted(name for name in names if VAGUE_NAMES.search(name))
    assert not vague, f"name what it does, in the words of the field: {vague}"


def test_every_module_says_why_it_exists() -> None:
    silent = [
        module.name for module in modules() if module.text.strip() and not ast.get_docstring(module.tree)
    ]
    assert not silent, f"begin with one line on why the module exists: {silent}"


@pytest.mark.parametrize("package", ["domain", "storage", "services", "documents"])
def test_nothing_below_the_window_brings_in_qt(package: str) -> None:
    names = [
        ".".join(module.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for module in modules()
        if module.part == package
    ]
    code = f"import sys\nfor name in {names!r}: __import__(name)\nsys.exit('PySide6' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr or "Qt was imported"


@pytest.mark.parametrize("start", ["desktop.__main__", "desktop.app"])
def test_the_start_waits_for_nothing_that_a_later_page_needs(start: str) -> None:
    """Start-up time is measured against a bare window; each of these costs a visible part of it."""
    late = {"babel", "reportlab", "uharfbuzz", "pypdfium2", "rapidfuzz", "zxcvbn", "PIL"}
    code = f"import sys, {start}; print(*{late!r}.intersection(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert not run.stdout.split(), "import it inside the function that first needs it"


WRONG = {
    layer_breaches: ("domain/wrong.py", "from desktop.storage import vault"),
    library_breaches: ("services/wrong.py", "def late():\n    from PySide6.QtCore import QObject"),
    domain_breaches: ("domain/wrong.py", "import requests"),
    banned_uses: ("ui/wrong.py", "def f(app):\n    app.processEvents()"),
    prints: ("storage/wrong.py", "def f():\n    print('a name')"),
    early_translations: ("ui/wrong.py", "class Page:\n    title = _('Clients')\n\ndef f(label=_('x')): ..."),
}


@pytest.mark.parametrize("rule", WRONG, ids=lambda rule: rule.__name__)
def test_the_rule_itself_finds_a_breach(rule: object) -> None:
    assert callable(rule)
    place, text = WRONG[rule]
    assert list(rule(Module(PACKAGE / place, text, ast.parse(text))))

"""What the documents point to exists: files, headings, make targets and commands."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"^```.*?^```\s*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"(?<![\w-])make ([a-z][a-z-]*)(?![\w-])")
BAKEN = re.compile(r"^\s*(?:\$ )?baken ([a-z]+)(?: ([a-z]+)(?![\w./-]))?", re.MULTILINE)
COMMANDS_WITHOUT_SUBCOMMAND = frozenset({"demo", "import", "export", "statistics", "sync"})


def documents() -> list[Path]:
    folders = ("docs", "resources", "translations", "benchmarks", "installer", "tests")
    nested = [path for folder in folders for path in (ROOT / folder).rglob("*.md")]
    return sorted([*ROOT.glob("*.md"), *nested])


def anchor(heading: str) -> str:
    """The fragment under which a heading can be linked to."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")


@cache
def anchors(document: Path) -> frozenset[str]:
    prose = re.sub(r"^```.*?^```\s*$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return frozenset(anchor(heading) for heading in re.findall(r"^#+\s+(.+)$", prose, re.MULTILINE))


def problem_with(link: str, document: Path) -> str | None:
    if re.match(r"[a-z]+:", link):
        return None  # the web is not asked: tests run without a network
    path, _, fragment = unquote(link).partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.exists():
        return f"{document.relative_to(ROOT)}: {link} does not exist"
    if fragment and target.suffix == ".md" and fragment not in anchors(target):
        return f"{document.relative_to(ROOT)}: {link} has no such heading"
    return None


@cache
def make_targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def code_of(document: Path) -> str:
    return "\n".join(piece.strip("`") for piece in CODE.findall(document.read_text("utf-8")))


@cache
def answers(*command: str) -> bool:
    """Whether the program knows the command: asked for help, it does not call it wrong usage."""
    run = subprocess.run(
        [sys.executable, "-m", "desktop", *command, "--help"], cwd=ROOT, capture_output=True, check=False
    )
    return run.returncode == 0


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
class TestEachDocument:
    def test_links_lead_somewhere(self, document: Path) -> None:
        prose = CODE.sub("", document.read_text("utf-8"))
        problems = [problem_with(match["target"], document) for match in LINK.finditer(prose)]
        assert not [problem for problem in problems if problem]

    def test_make_targets_exist(self, document: Path) -> None:
        named = set(MAKE.findall(code_of(document)))
        assert named <= make_targets(), f"not in the Makefile: {sorted(named - make_targets())}"


def commands_in(document: Path) -> set[tuple[str, ...]]:
    found = set()
    for command, subcommand in BAKEN.findall(code_of(document)):
        single = not subcommand or command in COMMANDS_WITHOUT_SUBCOMMAND
        found.add((command,) if single else (command, subcommand))
    return found


def test_the_readme_names_the_two_commands() -> None:
    assert {"run", "test"} <= set(MAKE.findall(code_of(ROOT / "README.md")))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/command-line.md"])
def test_the_commands_named_exist(name: str) -> None:
    unknown = sorted(command for command in commands_in(ROOT / name) if not answers(*command))
    assert not unknown


def test_every_make_target_is_explained() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    declared = {
        name for names in re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE) for name in names.split()
    }
    explained = set(re.findall(r"^([a-z][a-z-]*):.*## ", text, re.MULTILINE))
    assert declared - explained <= {"system-run", "system-test"}

"""What a sheet says, before any language: its blocks of English texts, its version and its sources."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from desktop import paths

BlockKind = Literal["lead", "note", "heading", "paragraph", "bullets", "steps", "contacts"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a sheet: one text, or several for a list, as English message ids."""

    kind: BlockKind
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetSource:
    """A sheet's structure; `law_as_of` is the date up to which the law behind it was read."""

    id: str
    title: str
    version: str
    dated: date
    law_as_of: date
    values: Mapping[str, str]
    blocks: tuple[Block, ...]


def sheet_ids() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (paths.resources() / "sheets").glob("*.json")))


@lru_cache(maxsize=64)
def read_sheet(sheet_id: str) -> SheetSource:
    """The sheet with this id; it must exist (see `sheet_ids`)."""
    stored = json.loads((paths.resources() / "sheets" / f"{sheet_id}.json").read_text("utf-8"))
    return SheetSource(
        id=stored["id"],
        title=stored["title"],
        version=stored["version"],
        dated=date.fromisoformat(stored["dated"]),
        law_as_of=date.fromisoformat(stored["law_as_of"]),
        values=stored["values"],
        blocks=tuple(_block(entry) for entry in stored["blocks"]),
    )


def _block(entry: Mapping[str, Any]) -> Block:
    items = entry.get("items", [entry] if "text" in entry else [])
    return Block(entry["kind"], tuple(item["text"] for item in items))

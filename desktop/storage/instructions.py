"""SQL for instructions to the house: in the house's own compartment, so that the night shift reads them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from desktop.domain.family import Instruction, InstructionDraft
from desktop.storage.columns import Row, day_of, iso
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

_INSTRUCTION = "SELECT id, client_id, kind, text, begins, ends FROM house.instruction WHERE NOT removed"
_GRAVEST_FIRST = "ORDER BY kind <> 'do_not_place', coalesce(begins, ''), id"


def instruction_fields(draft: InstructionDraft) -> dict[str, Value]:
    """An instruction as the log keeps it."""
    return {
        "kind": draft.kind,
        "text": draft.text,
        "begins": iso(draft.begins),
        "ends": iso(draft.ends),
    }


def instructions_of(vault: Vault, client_id: str) -> tuple[Instruction, ...]:
    """Every instruction for a person, past ones too, the gravest first."""
    rows = vault.connection.execute(f"{_INSTRUCTION} AND client_id = ? {_GRAVEST_FIRST}", (client_id,))
    return tuple(_instruction(row) for row in rows)


def instructions_between(vault: Vault, first: date, last: date) -> tuple[Instruction, ...]:
    """Every instruction that counts on any day of a span, the gravest first."""
    rows = vault.connection.execute(
        f"{_INSTRUCTION} AND coalesce(begins, '') <= ? AND coalesce(ends, '9999') >= ? {_GRAVEST_FIRST}",
        (last.isoformat(), first.isoformat()),
    )
    return tuple(_instruction(row) for row in rows)


def people_called(vault: Vault, call_name: str) -> Collection[str]:
    """The clients who stayed or were expected under a call-name: all the house knows to tell someone by."""
    wanted = call_name.strip().casefold()
    rows = vault.connection.execute(
        "SELECT DISTINCT client_id, call_name FROM house.stay WHERE client_id <> ''"
        " AND client_id IN (SELECT client_id FROM house.instruction WHERE NOT removed)"
    )
    return {client_id for client_id, name in rows if name.strip().casefold() == wanted}


def file_of_instruction(vault: Vault, instruction_id: str) -> str:
    """Whom an instruction is about; empty when there is no such instruction."""
    row = vault.connection.execute(
        "SELECT client_id FROM house.instruction WHERE id = ?", (instruction_id,)
    ).fetchone()
    return str(row[0]) if row else ""


def _instruction(row: Row) -> Instruction:
    return Instruction(row[0], row[1], InstructionDraft(row[2], row[3], day_of(row[4]), day_of(row[5])))

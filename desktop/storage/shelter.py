"""SQL for houses, rooms, places and stays."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from desktop.clock import from_text, to_text
from desktop.domain.shelter import House, Place, Resident, Room, Stay, StayState
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

_STAY = (
    "SELECT id, place_id, client_id, call_name, gender, age_band, children, languages, diet,"
    " begins, ends, state, ready_to_leave, destination FROM house.stay"
)


def houses(vault: Vault) -> tuple[House, ...]:
    """Every house by name."""
    rows = vault.connection.execute("SELECT id, name FROM house.house ORDER BY name")
    return tuple(House(*row) for row in rows)


def places(vault: Vault) -> tuple[tuple[Place, Room, House], ...]:
    """Every place with its room and house, in the order people walk the house."""
    rows = vault.connection.execute(
        "SELECT place.id, place.label, room.id, room.name, room.kind, house.id, house.name"
        " FROM house.place JOIN house.room ON room.id = place.room_id JOIN house.house ON house.id = room.house_id"
        " ORDER BY house.name, length(room.name), room.name, place.label"
    )
    return tuple(
        (Place(row[0], row[2], row[1]), Room(row[2], row[5], row[3], row[4]), House(row[5], row[6]))
        for row in rows
    )


def stay(vault: Vault, stay_id: str) -> Stay | None:
    """One stay, or None."""
    row = vault.connection.execute(f"{_STAY} WHERE id = ?", (stay_id,)).fetchone()
    return _stay(row) if row else None


def stays_touching(vault: Vault, begins: datetime, ends: datetime) -> tuple[Stay, ...]:
    """Stays, not cancelled, that touch the span, and open or overdue ones that began before its end."""
    rows = vault.connection.execute(
        f"{_STAY} WHERE state <> 'cancelled' AND begins < ?"
        " AND (ends IS NULL OR ends > ? OR state = 'housed') ORDER BY begins",
        (to_text(ends), to_text(begins)),
    )
    return tuple(_stay(row) for row in rows)


def stays_after(vault: Vault, moment: datetime) -> tuple[Stay, ...]:
    """Reservations that begin after a moment, the nearest first."""
    rows = vault.connection.execute(
        f"{_STAY} WHERE state = 'reserved' AND begins >= ? ORDER BY begins", (to_text(moment),)
    )
    return tuple(_stay(row) for row in rows)


def stays_of(vault: Vault, client_id: str) -> tuple[Stay, ...]:
    """A client's stays, newest first."""
    rows = vault.connection.execute(f"{_STAY} WHERE client_id = ? ORDER BY begins DESC", (client_id,))
    return tuple(_stay(row) for row in rows)


def stays_of_those_housed(vault: Vault) -> dict[str, list[Stay]]:
    """All stays, earlier ones too, of those who are in the shelter now and have a file, by client."""
    found: dict[str, list[Stay]] = {}
    for row in vault.connection.execute(
        f"{_STAY} WHERE client_id IN"
        " (SELECT client_id FROM house.stay WHERE state = 'housed' AND client_id <> '') ORDER BY begins"
    ):
        found.setdefault(row[2], []).append(_stay(row))
    return found


def taken_place_ids(
    vault: Vault, begins: datetime, ends: datetime | None, *, now: datetime
) -> frozenset[str]:
    """Places that someone has at any time of [begins, ends); `ends` None means for good.

    Whoever should have left and has not still has the place now, whatever comes later.
    """
    first, last = to_text(begins), to_text(ends) if ends else "9999"
    rows = vault.connection.execute(
        "SELECT DISTINCT place_id FROM house.stay WHERE state <> 'cancelled' AND begins < ?"
        " AND (coalesce(ends, '9999') > ? OR state = 'housed' AND ? <= ?)",
        (last, first, first, to_text(now)),
    )
    return frozenset(row[0] for row in rows)


def stay_fields(stay: Stay) -> dict[str, Value]:
    """A stay as the log keeps it."""
    resident = stay.resident
    return {
        "place_id": stay.place_id,
        "client_id": resident.client_id,
        "call_name": resident.call_name,
        "gender": resident.gender,
        "age_band": resident.age_band,
        "children": resident.children,
        "languages": list(resident.languages),
        "diet": resident.diet,
        "begins": to_text(stay.begins),
        "ends": to_text(stay.ends) if stay.ends else None,
        "state": stay.state.value,
        "ready_to_leave": int(stay.ready_to_leave),
        "destination": stay.destination,
    }


def _stay(row: tuple[Any, ...]) -> Stay:
    resident = Resident(
        call_name=row[3],
        gender=row[4],
        age_band=row[5],
        children=row[6],
        languages=tuple(json.loads(row[7])),
        diet=row[8],
        client_id=row[2],
    )
    return Stay(
        id=row[0],
        place_id=row[1],
        resident=resident,
        begins=from_text(row[9]),
        ends=from_text(row[10]) if row[10] else None,
        state=StayState(row[11]),
        ready_to_leave=bool(row[12]),
        destination=row[13],
    )

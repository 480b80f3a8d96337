"""Every change of the tables, in order; one module each, `mNNNN_verb_noun.py`.

A module offers `statements(compartment)`: one SQL statement per string, tables named `{schema}.table`
(sqlcipher3's `executescript` commits an open transaction behind one's back, so it is never used).
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.roles import Compartment
from desktop.storage.migrations import m0001_create_tables, m0002_follow_the_procedure

Migration = Callable[[Compartment], tuple[str, ...]]

MIGRATIONS: tuple[Migration, ...] = (m0001_create_tables.statements, m0002_follow_the_procedure.statements)

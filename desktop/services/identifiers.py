"""Identifiers as they may be recorded: a mistyped number would find nobody, or somebody else."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.identifiers import Flaw, FlawedNumber, Identifier, shown, tidy
from desktop.domain.roles import Compartment
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import identifiers as rows

LONGEST_VALUE = 100


def checked(identifiers: tuple[Identifier, ...]) -> tuple[Identifier, ...]:
    """The identifiers tidied, empty ones left out; raises InvalidField for one that cannot be."""
    tidied = (_tidy(identifier) for identifier in identifiers)
    return tuple(dict.fromkeys(identifier for identifier in tidied if identifier.value))


def wrong(kind: str, typed: str) -> str:
    """What is wrong with a number as typed, in a sentence; empty when all is well."""
    try:
        tidy(kind, typed)
    except FlawedNumber as flawed:
        return _sentence(kind, flawed.flaw)
    return ""


def also_in(session: Session, identifiers: tuple[Identifier, ...], *, client_id: str) -> tuple[str, ...]:
    """A sentence for each number that stands in another file too: perhaps it is the same person."""
    access.check(session, client_id)
    session.vault.need(Compartment.REGISTRY)
    told = _("{number} also stands in file {files}.")
    unseen = {client_id, *access.hidden(session)}
    found = ((each, rows.others_with(session.vault, each, but=unseen)) for each in identifiers)
    return tuple(
        told.format(number=shown(each.kind, each.value), files=", ".join(files))
        for each, files in found
        if files
    )


def _tidy(identifier: Identifier) -> Identifier:
    sentence = wrong(identifier.kind, identifier.value)
    if sentence:
        raise InvalidField("identifiers", sentence, _("Check it digit by digit."))
    value, note = tidy(identifier.kind, identifier.value), identifier.note.strip()
    if len(value) > LONGEST_VALUE:
        raise InvalidField("identifiers", _("This number is too long."), _("Put the rest beside it."))
    return replace(identifier, value=value, note=note)


def _sentence(kind: str, flaw: Flaw) -> str:
    if flaw is Flaw.LENGTH and kind == "dvz":
        return _("A number of the Immigration Office has 7 digits.")
    return {
        Flaw.DIGITS: _("This number has digits only."),
        Flaw.LENGTH: _("A national or bis number has 11 digits."),
        Flaw.CHECK: _("This number fails its own check: a digit is wrong."),
        Flaw.BIRTH: _("No birth date fits the first six digits."),
        Flaw.IS_BIS: _("This is a bis number: choose that kind."),
        Flaw.IS_NATIONAL: _("This is a national number: choose that kind."),
    }[flaw]

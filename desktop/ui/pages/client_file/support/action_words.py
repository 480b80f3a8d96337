"""Which actions a domain of support offers, from the dated lists, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop.domain import codelists
from desktop.domain.support import Domain
from desktop.i18n import current_language
from desktop.ui import wording
from desktop.ui.widgets.suggest_line import Choice

_CROSS = "support_actions.cross"
_LISTS = {
    Domain.PSYCHOSOCIAL: "support_actions.psychosocial_medical",
    Domain.COUNSELLING: "support_actions.psychosocial_medical",
    Domain.LEGAL: "support_actions.legal",
    Domain.ADMINISTRATIVE: "support_actions.administrative",
}


def action_choices(domain: Domain, *, day: date) -> tuple[Choice, ...]:
    """What can be done in a domain, and after it what belongs to all."""
    own = wording.choices(_LISTS[domain], day=day)
    codes = {code for code, _label in own}
    return (*own, *(choice for choice in wording.choices(_CROSS, day=day) if choice[0] not in codes))


def action_label(domain: Domain, code: str) -> str:
    """What an action is called; one recorded in another domain, or by another release, is found too."""
    for name in (_LISTS[domain], _CROSS, *_LISTS.values()):
        for entry in codelists.entries(name):
            if entry.code == code:
                return entry.label(current_language())
    return code


def action_labels(domain: Domain, codes: Iterable[str]) -> str:
    """Several actions in one line."""
    return ", ".join(action_label(domain, code) for code in codes)

"""What is known of who this is and how they came, as it is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.domain.clients import AGE_UNKNOWN, AgeStatus
from desktop.domain.identifiers import Identifier, shown
from desktop.domain.incidents import Incident
from desktop.domain.support import Referral
from desktop.i18n import format_date, format_moment, gettext as _, isolated, ngettext
from desktop.ui import wording
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.section import Facts, line, readable, short, stacked
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.flow_layout import wrapping
from desktop.ui.widgets.labels import Chip
from desktop.ui.widgets.script_line import ScriptLabel
from desktop.ui.workplace import Workplace


def identity_facts(contents: FileContents, workplace: Workplace, *, doubles: tuple[str, ...] = ()) -> QWidget:
    """What is known of who this is; what is unknown says so, and `doubles` what stands in another file too."""
    details, unknown = contents.client.details, _("unknown")
    birth = details.birth
    facts: list[tuple[str, str | QWidget]] = [
        (wording.name_kind_label(name.kind), _name(name.latin, name.native, workplace))
        for name in details.names
    ]
    facts += [
        (_("Birth date"), wording.birth_label(birth) if birth else unknown),
        *([(_("How sure the age is"), age_words(details.age))] if details.age.code != AGE_UNKNOWN else []),
        (_("Gender"), wording.gender_label(details.gender)),
        (_("Nationalities"), ", ".join(map(wording.nationality_label, details.nationalities)) or unknown),
        (_("Languages"), wording.spoken_label(details.languages) or unknown),
        *_numbers(details.identifiers, doubles),
        (_("Safety alerts"), "\n".join(alert.text for alert in details.alerts) or _("none")),
        (_("Accompanied by"), contents.staff_name(details.caseworker) or _("nobody yet")),
        (_("File opened on"), format_date(contents.client.opened_on)),
    ]
    return Facts(facts)


def age_words(age: AgeStatus) -> str:
    """How sure the age is, by whom and since when."""
    facts = (
        wording.listed("age_statuses", age.code),
        format_date(age.decided_on) if age.decided_on else "",
        age.note,
    )
    return " · ".join(fact for fact in facts if fact)


def referral_facts(referral: Referral) -> QWidget:
    """A referral as it was taken; what was not filled in is left out."""
    details = referral.details
    caller = " · ".join(part for part in (details.referred_by, details.phone) if part)
    facts: list[tuple[str, str | QWidget]] = [
        (_("Received"), f"{format_moment(details.received)} · {wording.channel_label(details.channel)}"),
        (_("Referred by"), wording.listed("referral_sources", details.source)),
        (_("Caller"), caller),
        (_("Urgency"), wording.urgency_label(details.urgency)),
        (_("What is alleged"), details.alleged),
        (_("Form of exploitation"), wording.listed("exploitation_forms", details.exploitation)),
        (_("What was agreed"), details.agreed),
        (_("Reason"), wording.listed("intake_no_support_reasons", details.reason) if details.reason else ""),
        (_("Decided on"), format_date(details.decided_on) if details.decided_on else ""),
    ]
    return Facts((label, value) for label, value in facts if value)


def incident_link(incident: Incident, number: int, opened: Callable[[], None]) -> QWidget:
    """The incident a referral came of, with how many persons; pressing it shows them."""
    told = ngettext("{label}: {count} person", "{label}: {count} persons", incident.persons)
    button = quiet_button(
        told.format(label=isolated(incident.details.label), count=incident.persons),
        name=f"referral{number}_incident_button",
        clicked=opened,
        icon="users",
    )
    return line(button)


def _numbers(
    identifiers: tuple[Identifier, ...], doubles: tuple[str, ...]
) -> list[tuple[str, str | QWidget]]:
    facts: list[tuple[str, str | QWidget]] = [
        (
            wording.listed("identifier_kinds", each.kind),
            " · ".join(part for part in (shown(each.kind, each.value), each.note) if part),
        )
        for each in identifiers
    ]
    if doubles:
        facts.append(("", stacked(*(Chip(f"⚠ {sentence}", Tone.SOON) for sentence in doubles))))
    return facts


def _name(latin: str, native: str, workplace: Workplace) -> QWidget:
    told = workplace.privacy.shown(latin)
    if not native or workplace.privacy.on:
        return readable(told)
    own = ScriptLabel(native)
    if not told:
        return line(own)
    holder = QWidget()
    flow = wrapping(holder)
    for part in (short(told), own):
        part.setTextInteractionFlags(readable("").textInteractionFlags())
        flow.addWidget(part)
    return holder

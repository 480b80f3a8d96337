"""What the codes of the domain are called on screen, in the interface language of the moment."""

from __future__ import annotations

from datetime import date

from desktop.domain import codelists
from desktop.domain.clients import BirthDate, NameKind, SpokenLanguage
from desktop.domain.shelter import StayState
from desktop.domain.support import Domain, Outcome
from desktop.domain.world import STATELESS, UNKNOWN_NATIONALITY
from desktop.i18n import (
    country_name,
    current_language,
    format_date,
    gettext as _,
    language_name,
    ngettext,
    pgettext,
)
from desktop.ui.theme import Tone


def outcome_label(outcome: str) -> str:
    """The outcome of a referral; empty for a client without a referral."""
    return (
        {
            Outcome.PENDING: _("Not decided yet"),
            Outcome.SUPPORT_STARTED: _("Support started"),
            Outcome.NOT_VICTIM: _("Not a victim"),
            Outcome.VICTIM_NO_SUPPORT: _("Victim, without support"),
            Outcome.TRANSFERRED: _("Transferred"),
        }.get(Outcome(outcome), "")
        if outcome
        else ""
    )


def domain_label(domain: Domain) -> str:
    """The domain of support a note or task belongs to."""
    return {
        Domain.PSYCHOSOCIAL: _("Psychosocial"),
        Domain.LEGAL: _("Legal"),
        Domain.ADMINISTRATIVE: _("Administrative"),
        Domain.COUNSELLING: _("Counselling"),
    }[domain]


def note_kind_label(kind: str) -> str:
    """How a contact took place."""
    labels = {
        "note": pgettext("kind of contact", "Note"),
        "visit": pgettext("kind of contact", "Visit"),
        "call": pgettext("kind of contact", "Phone call"),
        "meeting": pgettext("kind of contact", "Meeting"),
        "accompaniment": pgettext("kind of contact", "Accompaniment"),
        "message": pgettext("kind of contact", "Message"),
    }
    return labels.get(kind, kind)


def channel_label(channel: str) -> str:
    """How a referral reached the centre."""
    labels = {
        "phone": pgettext("channel", "By phone"),
        "visit": pgettext("channel", "In person"),
        "email": pgettext("channel", "By e-mail"),
        "outreach": pgettext("channel", "During an inspection"),
        "letter": pgettext("channel", "By letter"),
        "other": pgettext("channel", "Otherwise"),
    }
    return labels.get(channel, channel)


def urgency_label(urgency: str) -> str:
    """How soon the centre has to act."""
    labels = {
        "now": pgettext("urgency", "Now"),
        "soon": pgettext("urgency", "In the next days"),
        "normal": pgettext("urgency", "Not urgent"),
    }
    return labels.get(urgency, urgency)


def gender_label(gender: str) -> str:
    """The gender as recorded; X is a recorded answer, unknown is none."""
    labels = {
        "f": _("Woman"),
        "m": _("Man"),
        "x": pgettext("gender", "X"),
        "unknown": pgettext("gender", "Unknown"),
    }
    return labels.get(gender, gender)


def nationality_label(code: str) -> str:
    """A country by its ISO code, or what a person without one has instead."""
    without = {STATELESS: _("Stateless"), UNKNOWN_NATIONALITY: _("Nationality unknown")}
    return without.get(code) or country_name(code)


def language_label(tag: str) -> str:
    """A language by its tag, with the two that the tables of CLDR leave out."""
    missing = {"kmr": _("Kurdish (Kurmanji)"), "pa-Arab": _("Punjabi (Shahmukhi)")}
    return missing.get(tag) or language_name(tag)


def spoken_label(languages: tuple[SpokenLanguage, ...]) -> str:
    """Languages as spoken; one that is not read says so, because a sheet in it makes no sense."""
    unread = _("{language} (does not read it)")
    return ", ".join(
        language_label(spoken.tag) if spoken.reads else unread.format(language=language_label(spoken.tag))
        for spoken in languages
    )


def name_kind_label(kind: NameKind) -> str:
    """What a name is to its bearer."""
    return {
        NameKind.LEGAL: pgettext("kind of name", "Legal name"),
        NameKind.ALIAS: pgettext("kind of name", "Alias"),
        NameKind.CALL: pgettext("kind of name", "Call-name"),
    }[kind]


def alert_kind_label(kind: str) -> str:
    """What a safety alert is about."""
    labels = {
        "safety": pgettext("alert", "Safety"),
        "health": pgettext("alert", "Health"),
        "contact": pgettext("alert", "Contact"),
        "minor": pgettext("alert", "Minor"),
        "other": pgettext("alert", "Other"),
    }
    return labels.get(kind, kind)


def listed(list_name: str, code: str) -> str:
    """A code of a dated list in the interface language."""
    return codelists.label(list_name, code, current_language())


def choices(list_name: str, *, day: date, keep: str = "") -> tuple[tuple[str, str], ...]:
    """What can be chosen from a dated list on a day; `keep` stays offered though its dates are over."""
    language = current_language()
    offered = tuple(
        (entry.code, entry.label(language))
        for entry in codelists.entries(list_name)
        if entry.valid_on(day) or entry.code == keep
    )
    unknown = (
        keep and codelists.find(list_name, keep) is None
    )  # of an old or foreign file: never lost by a change
    return (*offered, (keep, keep)) if unknown else offered


def birth_label(birth: BirthDate) -> str:
    """A birth date as well as it is known: 14 Mar 1998, 03/1998, 1998 or about 1998."""
    if birth.about:
        return _("about {year}").format(year=birth.year)
    if birth.month is None:
        return str(birth.year)
    if birth.day is None:
        return f"{birth.month:02d}/{birth.year}"
    return format_date(date(birth.year, birth.month, birth.day))


def age_label(birth: BirthDate, day: date) -> str:
    """The age in completed years, or months for a baby; said to be about when the date is."""
    years = birth.age_on(day)
    if years < 1:
        return _("under 1 year")
    words = ngettext("{count} year", "{count} years", years).format(count=years)
    return words if not birth.about else _("about {age}").format(age=words)


def minutes_label(minutes: int) -> str:
    """How long a contact took."""
    if minutes < 60 or minutes % 60:
        return _("{count} min").format(count=minutes)
    return _("{count} h").format(count=minutes // 60)


def listed_short(list_name: str, code: str) -> str:
    """A code of a dated list without what its label explains in brackets."""
    return listed(list_name, code).split(" (")[0]


def outcome_tone(outcome: str) -> Tone:
    """An undecided referral waits for someone; the others are simply so."""
    return {Outcome.PENDING.value: Tone.SOON, Outcome.SUPPORT_STARTED.value: Tone.FINE}.get(
        str(outcome), Tone.NEUTRAL
    )


def stay_state_label(state: str) -> str:
    """Where a stay stands."""
    labels = {
        StayState.RESERVED: _("Expected"),
        StayState.HOUSED: _("Housed"),
        StayState.LEFT: _("Left"),
        StayState.CANCELLED: _("Cancelled"),
    }
    return labels[StayState(state)]


def sheet_title(sheet: str) -> str:
    """What a sheet is called; its id where it is one of a later release."""
    return {"welcome": _("Welcome sheet")}.get(sheet, sheet)

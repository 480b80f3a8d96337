"""Notes as they fill a file over the months: in three domains, in the caseworker's language, some corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from desktop.clock import at_brussels, to_text
from desktop.demo import pools
from desktop.demo.cases import Case
from desktop.demo.dice import SATURDAY, Dice, workday
from desktop.demo.story import CASEWORKERS, COLLEAGUES, DEMO, HELENE, Entry, Ref, end_of_story, recorded
from desktop.demo.voices import fitting, situation, voice_of, writes
from desktop.demo.wording import Template, Voice, write
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.support import Domain, NoteDraft
from desktop.storage.notes import note_fields, note_place

FEWEST, MOST = 5, 25
FIRST_DAYS, LATE_AFTER = 10, 300
_DOMAINS = {Domain.PSYCHOSOCIAL: 50.0, Domain.ADMINISTRATIVE: 29.0, Domain.LEGAL: 21.0}
_MINUTES = {"call": (5, 25), "visit": (30, 75), "meeting": (30, 75), "accompaniment": (60, 210)}
_CORRECTED, _IN_COUNSELLING = 4, 35  # of 100


@dataclass(slots=True)
class _File:
    """What a caseworker has in mind while writing in one file; nothing is written twice the same."""

    dice: Dice
    case: Case
    papers: tuple[ResidenceDocumentDraft, ...]
    as_of: date
    used: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)

    def holds_on(self, day: date) -> frozenset[str]:
        """What is true of the client on a day."""
        return situation(self.case, self.papers, day) | self.facts


def entries(
    dice: Dice, case: Case, papers: tuple[ResidenceDocumentDraft, ...], *, as_of: date
) -> Iterator[Entry]:
    """A supported client's notes, and the counselling notes of some."""
    file = _File(dice, case, papers, as_of)
    for number, moment in enumerate(_moments(file)):
        yield from _note(file, number, moment)
    if dice.chance(_IN_COUNSELLING):
        yield from _counselling(file)


def _moments(file: _File) -> list[datetime]:
    """When there was contact: often at first, then less."""
    dice, case = file.dice, file.case
    span = (case.until - case.started).days
    wanted = FEWEST + span // 28 + dice.between(-1, 5)
    count = min(max(FEWEST, wanted), MOST, 2 * span + 1)
    days = {case.started + timedelta(days=round(span * dice.share() ** 1.5)) for _ in range(count)}
    days |= (
        {case.started, case.until}
        if span > FIRST_DAYS and case.until > file.as_of - timedelta(days=8)
        else {case.started}
    )
    return [dice.office_moment(_contact_day(dice, case, day), last=18) for day in sorted(days)]


def _contact_day(dice: Dice, case: Case, day: date) -> date:
    at_work = workday(day) if day.weekday() >= SATURDAY and dice.chance(85) else day
    return max(at_work, case.started)


def _note(file: _File, number: int, moment: datetime) -> Iterator[Entry]:
    dice, case, day = file.dice, file.case, moment.date()
    domain = dice.weighted(_DOMAINS)
    template = _template(file, domain, day)
    if template is None:
        return
    key, author = f"{case.key}/note:{number}", _author(dice, case, domain)
    voice = voice_of(dice, case, author=author)
    draft = _draft(dice, template, voice, domain, moment)
    entry = _entry(file, key, author, draft)
    yield entry
    if dice.chance(_CORRECTED):
        yield from _correction(file, entry, draft, voice)


def _template(file: _File, domain: Domain, day: date) -> Template | None:
    """One that fits the day and was not used in this file yet."""
    texts, held = pools.notes(file.case.language), file.holds_on(day)
    for phase in _phases(file, day):
        unused = [
            item for item in fitting(texts.get((domain.value, phase), ()), held) if item.text not in file.used
        ]
        if unused:
            chosen = file.dice.pick(unused)
            file.used.add(chosen.text)
            file.facts |= chosen.makes
            return chosen
    return None


def _phases(file: _File, day: date) -> tuple[str, ...]:
    since = (day - file.case.started).days
    if since <= FIRST_DAYS:
        return ("start", "any")
    return ("late", "any") if since > LATE_AFTER and file.dice.chance(35) else ("any",)


def _author(dice: Dice, case: Case, domain: Domain) -> str:
    """The caseworker as a rule; the lawyer for the law; now and then a colleague of the same language."""
    if domain is Domain.LEGAL and dice.chance(75):
        return HELENE
    languages = {item.login: item.language for item in COLLEAGUES}
    if dice.chance(12):
        standing_in = [login for login in CASEWORKERS if languages.get(login, "") in ("", case.language)]
        return dice.pick(standing_in)
    return case.caseworker


def _draft(dice: Dice, template: Template, voice: Voice, domain: Domain, moment: datetime) -> NoteDraft:
    shortest, longest = _MINUTES.get(template.kind, (0, 0))
    day = moment.date()
    return NoteDraft(
        domain=domain,
        text=write(template.text, voice, dice, day=day),
        happened=moment,
        kind=template.kind,
        minutes=5 * (dice.between(shortest, longest) // 5),
        next_step=write(template.next_step, voice, dice, day=day),
    )


def _entry(file: _File, key: str, author: str, draft: NoteDraft) -> Entry:
    _, entity = note_place(draft.domain)
    fields = {**note_fields("", draft), "client_id": file.case.client}
    return Entry(recorded(file.dice, draft.happened, file.as_of), author, entity, key, fields)


def _correction(file: _File, entry: Entry, draft: NoteDraft, voice: Voice) -> Iterator[Entry]:
    """The same note set right some days later; the first one stays."""
    moment = recorded(file.dice, entry.moment + timedelta(days=file.dice.between(0, 3)), file.as_of)
    if moment <= entry.moment or moment >= end_of_story(file.as_of):
        return
    openings = pools.support_list(file.case.language, "correction")
    opening = file.dice.pick(openings)
    happened = draft.happened - timedelta(days=1) if opening == openings[0] else draft.happened
    text = write(opening, voice, file.dice, day=happened.date()) + draft.text
    fields = {**entry.fields, "text": text, "happened": to_text(happened), "corrects": Ref(entry.key)}
    yield Entry(moment, entry.author, entry.entity, f"{entry.key}/correction", fields)


def _counselling(file: _File) -> Iterator[Entry]:
    """Sessions with the psychologist, which only the counselling key opens."""
    dice, case = file.dice, file.case
    first = case.started + timedelta(days=dice.between(15, 60))
    for number in range(dice.between(2, 6)):
        day = workday(first + timedelta(days=14 * number))
        if day > case.until:
            return
        template = _template(file, Domain.COUNSELLING, day)
        if template is None:
            return
        voice = voice_of(dice, case, author=DEMO)
        moment = at_brussels(day, time(dice.between(10, 16), 0))
        draft = _draft(dice, template, voice, Domain.COUNSELLING, moment)
        yield _entry(file, f"{case.key}/session:{number}", DEMO, draft)


def opening_call(dice: Dice, case: Case, *, as_of: date) -> Iterator[Entry]:
    """One line after a referral that led no further: somebody called back."""
    if case.decided is None or not dice.chance(30):
        return
    text = dice.pick(pools.support_list(case.language, "called_back"))
    draft = NoteDraft(
        domain=Domain.PSYCHOSOCIAL,
        text=writes(dice, case, text, day=case.decided),
        happened=case.after_the_call(dice.office_moment(case.decided)),
        kind="call",
        minutes=10,
    )
    file = _File(dice, case, (), as_of)
    yield _entry(file, f"{case.key}/called_back", case.caseworker, draft)

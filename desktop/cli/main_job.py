"""The main job without a display: a client comes in, gets a file, a bed and a sheet; a summary tells what was done."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

from desktop.clock import Clock, FixedClock, SystemClock, at_brussels, today as day_today
from desktop.domain.clients import BirthDate, ClientDetails, Name, SpokenLanguage
from desktop.domain.roles import Compartment
from desktop.domain.support import Domain, NoteDraft, Outcome, ReferralDetails
from desktop.errors import UserError
from desktop.i18n import format_date, gettext as _, language_name
from desktop.progress import Progress
from desktop.services import (
    checking,
    clients,
    notes,
    referrals,
    session as sessions,
    sheets,
    shelter,
    today,
)
from desktop.services.session import Session

DEMO = "demo"
TEN_O_CLOCK = time(10)
LANGUAGE, BESIDE = "ti", "nl"
NEWCOMER = ClientDetails(
    names=(Name("Senait Gebremariam", "ሰናይት ገብረማርያም"),),
    birth=BirthDate(1999, about=True),
    gender="f",
    nationalities=("ER",),
    languages=(SpokenLanguage(LANGUAGE), SpokenLanguage("ar", reads=False)),
)


def work_headless(folder: Path, output: Path, *, demo: bool, as_of: date | None) -> None:
    """Do the main job in a fictitious centre and say where the results lie: sheets, pictures, `summary.txt`.

    With `demo` the centre is made first where there is none. Raises UserError, also for a real centre.
    """
    clock = SystemClock() if as_of is None else FixedClock(at_brussels(as_of, TEN_O_CLOCK))
    if demo:
        from desktop.demo.centre import prepare

        prepare(folder, as_of=day_today(clock), progress=Progress())
    if not sessions.is_fictitious(folder):
        raise UserError(
            _("These are real files; no pictures are made of them."),
            _("Use the folder of a fictitious centre."),
        )
    output.mkdir(parents=True, exist_ok=True)
    lines = _do_main_job(folder, output, clock)
    (output / "summary.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    print(_("Sheets, pictures of every page and this summary are in {folder}.").format(folder=output))


def _do_main_job(folder: Path, output: Path, clock: Clock) -> list[str]:
    lock = sessions.lock_folder(folder)
    try:
        session = sessions.unlock(folder, DEMO, bytearray(DEMO.encode()), clock=clock)
        try:
            return [*_take_in(session), *_sheets(session, output), *_state(session)]
        finally:
            session.close()
    finally:
        lock.release()


def _take_in(session: Session) -> list[str]:
    """Open a file, take the referral, note the contact, give a bed, hand over the sheet; once a day."""
    now = session.clock.now()
    known = clients.list_clients(session, search=NEWCOMER.display_name, limit=1).rows
    if known and known[0].opened_on == day_today(session.clock).isoformat():
        return [_("File {number} was opened earlier today.").format(number=known[0].number)]
    client = clients.add_client(session, NEWCOMER)
    referral = ReferralDetails(
        received=now - timedelta(hours=1), source="police_federal", outcome=Outcome.SUPPORT_STARTED
    )
    referrals.record(session, client.id, referral)
    contact = NoteDraft(Domain.PSYCHOSOCIAL, "Eerste gesprek met tolk Tigrinya.", now, minutes=40)
    notes.record(session, client.id, contact)
    lines = [
        _("Opened file {number}, took the referral, recorded the first contact.").format(number=client.number)
    ]
    free = [card for card in shelter.board(session).places if card.free and card.next_stay is None]
    if free:
        shelter.place(session, free[0].place.id, shelter.resident_of(session, client.id))
        lines.append(_("Placed in room {room} tonight.").format(room=free[0].room.name))
    else:
        lines.append(_("No place is free tonight."))
    sheet = sheets.render("welcome", LANGUAGE, beside=BESIDE, centre=session.centre)
    sheets.hand_over(session, client.id, sheet)
    sheets.log_print(session, sheet, client_id=client.id, act="export")
    return lines


def _sheets(session: Session, output: Path) -> list[str]:
    """The welcome sheet in every language it has, beside Dutch."""
    lines = []
    for language in sheets.sheet_languages():
        beside = BESIDE if language.tag != BESIDE else None
        sheet = sheets.render("welcome", language.tag, beside=beside, centre=session.centre)
        path = output / f"welcome-{language.tag}.pdf"
        path.write_bytes(sheet.pdf)
        lines.append(
            _("{file}: {language}, {count} pages.").format(
                file=path.name, language=language_name(language.tag), count=sheet.pages
            )
        )
    return lines


def _state(session: Session) -> list[str]:
    """How the centre stands, and whether its files are sound."""
    found, total = today.today(session), clients.list_clients(session, limit=1).total
    report = checking.check(session)
    return [
        _("{day}: {clients} client files, {free} of {places} places free tonight.").format(
            day=format_date(found.day), clients=total, free=found.free_places, places=found.places
        ),
        _("Checked {count} of {all} parts of the files: sound.").format(
            count=len(report.checked), all=len(Compartment)
        )
        if report.sound
        else _("The check found: {findings}.").format(findings="; ".join(report.findings)),
    ]

"""The network around this client: lawyer, interpreter, guardian; a minor without a guardian says so."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.network import GUARDIAN, Contact, Link, guardian
from desktop.i18n import format_date, gettext as _, isolated
from desktop.services import network
from desktop.ui import wording
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.people.contents import PeopleContents
from desktop.ui.pages.client_file.people.entry_section import EntrySection, flowing
from desktop.ui.pages.client_file.people.link_form import LinkForm
from desktop.ui.pages.client_file.section import line, readable, short
from desktop.ui.theme import Tone
from desktop.ui.widgets.labels import Chip, hint, text_label
from desktop.ui.workplace import Workplace


class LinksSection(EntrySection[Link]):
    """A row per helper with how to reach them; who has ended stands last."""

    def __init__(self, workplace: Workplace) -> None:
        form = LinkForm(workplace)
        super().__init__(
            workplace,
            form,
            heading=_("Guardian and network"),
            name="helper",
            add=_("Add helper"),
            said=_("Helper recorded."),
        )
        self._workplace = workplace
        self._link_form = form

    def show_people(self, people: PeopleContents, contents: FileContents) -> None:
        """Fill the rows."""
        self._link_form.offer(people.contacts)
        self.entry_form.know(people.links)
        rows = [self._row(number, link, contents) for number, link in enumerate(people.links)]
        if people.access.minor and guardian(people.links, contents.today) is None:
            told = text_label(_("Add the guardian when one is appointed."))
            missing = line(Chip(_("No guardian recorded"), Tone.LATE), told, stretch_last=True)
            rows.insert(0, missing)
        self.fill(rows, empty=_("No lawyer, interpreter or other helper was recorded yet."))

    def _row(self, number: int, link: Link, contents: FileContents) -> QWidget:
        role = Chip(
            wording.listed_short("contact_kinds", link.draft.role),
            Tone.ACCENT if link.draft.role == GUARDIAN else Tone.NEUTRAL,
        )
        name: list[QWidget] = [short(_called(link.contact)), role]
        if not link.stands_on(contents.today):
            name.append(Chip(_("Ended") if _has_ended(link, contents) else _("Not yet")))
        words: list[QWidget] = [flowing(*name)]
        words += [readable(told) for told in (_reached(link.contact), link.draft.note) if told]
        if told := _span(link):
            words.append(hint(told))
        return self.row(
            number, link, *words, called=link.contact.called, take_out=lambda: self._take_out(link)
        )

    def _take_out(self, link: Link) -> None:
        session = self._workplace.session
        self.acts.do(
            lambda: network.unlink(session, link.id),
            said=_("{name} is taken out of this file; the network keeps the contact.").format(
                name=isolated(link.contact.called)
            ),
            undo=lambda: network.relink(session, link.id),
        )


def _has_ended(link: Link, contents: FileContents) -> bool:
    return link.draft.ends is not None and link.draft.ends < contents.today


def _called(contact: Contact) -> str:
    """Name and organisation, each in its own direction."""
    draft = contact.draft
    return " · ".join(isolated(part) for part in (draft.name, draft.organisation) if part)


def _reached(contact: Contact) -> str:
    draft = contact.draft
    languages = ", ".join(wording.language_label(tag) for tag in draft.languages)
    phone = f"\u2066{draft.phone}\u2069" if draft.phone else ""  # its groups keep their order in Arabic too
    return " · ".join(part for part in (phone, draft.email, languages) if part)


def _span(link: Link) -> str:
    begins, ends = link.draft.begins, link.draft.ends
    if begins and ends:
        return _("{begins} to {ends}").format(begins=format_date(begins), ends=format_date(ends))
    if begins:
        return _("since {day}").format(day=format_date(begins))
    return _("until {day}").format(day=format_date(ends)) if ends else ""

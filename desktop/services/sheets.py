"""Information sheets: which there are, setting them, and what was handed to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.clock import today
from desktop.domain.roles import Compartment, may_print_and_search
from desktop.domain.support import HandedOver
from desktop.errors import NotAllowed
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import handed_over as rows
from desktop.storage.vault import log_access

if TYPE_CHECKING:
    from desktop.documents.languages import Language
    from desktop.documents.preview import PageImage
    from desktop.documents.sheets import RenderedSheet, SheetInfo

__all__ = [
    "Language",
    "PageImage",
    "RenderedSheet",
    "SheetInfo",
    "hand_over",
    "handed_over",
    "list_sheets",
    "log_print",
    "pictures",
    "render",
    "sheet_languages",
]


def list_sheets() -> tuple[SheetInfo, ...]:
    """Every sheet with its version and the status of each translation."""
    from desktop.documents import sheets  # the text engine costs a fifth of a second to import

    return sheets.list_sheets()


def sheet_languages() -> tuple[Language, ...]:
    """The languages sheets exist in."""
    from desktop.documents import sheets

    return sheets.sheet_languages()


def render(
    sheet_id: str, language: str, *, beside: str | None = None, centre: str = "PAG-ASA"
) -> RenderedSheet:
    """Set a sheet as a PDF in memory; no vault needed. Raises UserError for an unknown sheet or language."""
    from desktop.documents import sheets

    return sheets.render_sheet(sheet_id, language, beside=beside, centre=centre)


def pictures(sheet: RenderedSheet, *, dpi: int) -> list[PageImage]:
    """The pages as pixels, for the preview on screen; nothing is written to disk."""
    return pdf_pictures(sheet.pdf, dpi=dpi)


def pdf_pictures(pdf: bytes, *, dpi: int) -> list[PageImage]:
    """The same of any PDF of ours, for printers that take no PDF."""
    from desktop.documents.preview import page_images

    return page_images(pdf, dpi=dpi)


def hand_over(session: Session, client_id: str, sheet: RenderedSheet, *, interpreter: str = "") -> HandedOver:
    """Put in the client's file what was handed over, in which language and version."""
    access.check(session, client_id)
    session.vault.need(Compartment.REGISTRY)
    given = HandedOver(
        id=session.vault.new_id(),
        sheet=sheet.sheet_id,
        version=sheet.version,
        language=sheet.language,
        beside=sheet.beside or "",
        given_on=today(session.clock),
        given_by=session.user.id,
        interpreter=interpreter.strip(),
        reviewed=sheet.reviewed,
    )
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write(
            "handed_over",
            given.id,
            client_id=client_id,
            sheet=given.sheet,
            version=given.version,
            language=given.language,
            beside=given.beside,
            given_on=given.given_on.isoformat(),
            given_by=given.given_by,
            interpreter=given.interpreter,
            reviewed=int(given.reviewed),
        )
    return given


def handed_over(session: Session, client_id: str) -> tuple[HandedOver, ...]:
    """What a client was given, newest first."""
    access.check(session, client_id)
    session.vault.need(Compartment.REGISTRY)
    return rows.handed_over_to(session.vault, client_id)


def log_print(session: Session, sheet: RenderedSheet, *, client_id: str = "", act: str = "print") -> None:
    """Log that a sheet was printed (or saved: act `export`), with the client when there is one.

    Raises NotAllowed for a role that does not print; ask before printing.
    """
    access.check(session, client_id)
    if not may_print_and_search(session.user.roles):
        raise NotAllowed(_("Your role does not print."), _("Ask the coordinator on call."))
    compartment = next(
        (item for item in (Compartment.REGISTRY, Compartment.HOUSE) if item in session.holds), None
    )
    if compartment is not None:
        log_access(session.vault, compartment, f"sheet {sheet.sheet_id}", client_id, act=act)

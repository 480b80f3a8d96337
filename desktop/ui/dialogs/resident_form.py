"""What the house may know of a person: a call-name and what the kitchen and the night shift need."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.domain.clients import GENDERS
from desktop.domain.shelter import Resident
from desktop.i18n import gettext as _, language_name
from desktop.services.shelter import AGE_BANDS, OLDEST_BAND
from desktop.ui import wording
from desktop.ui.pages.shelter.words import age_word
from desktop.ui.theme import GRID
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.form import FieldRow, Form
from desktop.ui.widgets.many_choice import ManyChoice

MOST_CHILDREN = 12
# What people in the shelters speak, until the language list of the documents is at hand here too.
SPOKEN = (
    "nl", "fr", "de", "en", "ar", "ti", "am", "es", "pt", "pt-BR", "ro", "bg", "hu", "pl", "ru", "uk", "sq", "sr",
    "tr", "fa", "prs", "ps", "ur", "hi", "pa", "bn", "ne", "vi", "zh", "th", "tl", "ha", "yo", "ig", "so", "sw",
    "ln", "wo", "ff", "bm", "kmr", "ckb",
)  # fmt: skip


class ResidentForm:
    """The rows of a `Resident` in a form; with `from_file` only what a client's file does not tell."""

    def __init__(self, form: Form, *, from_file: bool) -> None:
        self.call_name = QLineEdit()
        self.call_name.setObjectName("place_call_name_edit")
        self.gender = ChoiceBox(
            [(code, wording.gender_label(code)) for code in GENDERS], name="place_gender_choice"
        )
        self.gender.set_code("unknown")
        bands = [band for _highest, band in AGE_BANDS] + [OLDEST_BAND]
        known = [(band, age_word(band)) for band in bands]
        self.age_band = ChoiceBox([("", _("Unknown")), *known], name="place_age_choice")
        self.languages = ManyChoice(
            [(tag, language_name(tag)) for tag in SPOKEN],
            name="place_languages",
            placeholder=_("Type a language"),
        )
        counts = [(str(count), str(count)) for count in range(1, MOST_CHILDREN + 1)]
        self.children = ChoiceBox([("", _("None")), *counts], name="place_children_choice")
        self.diet = QLineEdit()
        self.diet.setObjectName("place_diet_edit")
        self.diet.setPlaceholderText(_("For example: halal, no nuts"))
        self._add_rows(form, from_file=from_file)

    def _add_rows(self, form: Form, *, from_file: bool) -> None:
        if not from_file:
            told = _("What the house calls this person; never the legal name.")
            form.add_row("call_name", _("Call-name"), self.call_name, told=told)
            form.add_widget(side_by_side((_("Gender"), self.gender), (_("Age"), self.age_band)))
            self.languages.name_line(_("Languages"))
            form.add_row("languages", _("Languages"), self.languages)
        form.add_widget(side_by_side((_("Children along"), self.children), (_("Diet"), self.diet)))

    def value(self) -> Resident:
        """The resident as typed."""
        return Resident(
            call_name=self.call_name.text().strip(),
            gender=self.gender.code(),
            age_band=self.age_band.code(),
            children=int(self.children.code() or 0),
            languages=tuple(tag for tag, _marked in self.languages.value()),
            diet=self.diet.text().strip(),
        )


def side_by_side(*fields: tuple[str, QWidget]) -> QWidget:
    """Short fields that belong together in one row."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * GRID)
    for label, field in fields:
        row.addWidget(FieldRow(label, field), 1, Qt.AlignmentFlag.AlignTop)
    return holder

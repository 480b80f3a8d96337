"""A language that nobody speaks: makes every translated text recognisable and long, to find those that are not."""

from __future__ import annotations

import gettext
import re

_NOT_PROSE = re.compile(
    r"(\{[^{}]*\}|<[^<>]+>|&\w+;|&\w)"
)  # fields, tags, entities and shortcuts stay as they are
_ACCENTED = str.maketrans("AEIOUYCDGLNRSTZaeiouycdglnrstz", "ÅÉÎÖÛÝÇÐĜĻÑŔŠŢŽåéîöûýçðĝļñŕšţž")
_GROWTH = 0.4  # German and French run up to this much longer than English
_FROM_RIGHT, _END = "\u202e", "\u202c"


class PseudoTexts(gettext.NullTranslations):
    """Accented and 40 % longer, in brackets that show where a text is cut off; `mirrored` from right to left."""

    def __init__(self, *, mirrored: bool) -> None:
        super().__init__()
        self._mirrored = mirrored

    def gettext(self, message: str) -> str:
        pieces = _NOT_PROSE.split(message)
        shown = [piece if number % 2 else self._disguise(piece) for number, piece in enumerate(pieces)]
        return "[" + "".join(shown) + "~" * round(_GROWTH * len(message)) + "]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(super().ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def _disguise(self, prose: str) -> str:
        accented = prose.translate(_ACCENTED)
        return f"{_FROM_RIGHT}{accented}{_END}" if self._mirrored and accented.strip() else accented

"""The Unicode bidirectional algorithm (UAX #9), whole, because a phone number printed backwards helps nobody.

python-bidi's levels know neither isolates nor paired brackets, and its fast half gives no levels at all; see
`docs/decisions/0003-text-on-paper.md`. Checked against GNU FriBidi in `tests/documents/test_bidi.py`.
Rule names (X5a, W1, N0 ...) are those of the standard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from unicodedata import bidirectional

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
MAX_DEPTH = 125
MAX_OPEN_BRACKETS = 63

INITIATORS = frozenset({"LRI", "RLI", "FSI"})
EMBEDDINGS = {"RLE": (1, ""), "LRE": (0, ""), "RLO": (1, "R"), "LRO": (0, "L")}
REMOVED = frozenset({*EMBEDDINGS, "PDF", "BN"})
NEUTRAL = frozenset({"B", "S", "WS", "ON", "PDI", *INITIATORS})

# Unicode's BidiBrackets.txt: opening and closing brackets in turn.
_PAIRS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u2329\u232a"
    "\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6\u27e7\u27e8"
    "\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298a\u298b\u298c\u298d\u2990"
    "\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd\u2e22\u2e23\u2e24"
    "\u2e25\u2e26\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009\u300a\u300b\u300c\u300d"
    "\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e\uff08"
    "\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
CLOSING_OF = {
    _CANONICAL.get(o, o): _CANONICAL.get(c, c) for o, c in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)
}
CLOSINGS = frozenset(CLOSING_OF.values())


def resolve_levels(text: str, base: int) -> list[int]:
    """The embedding level of every character of one paragraph; `base` is 0 (left to right) or 1.

    Odd levels run right to left. Levels of control characters carry no meaning: nothing is drawn for them.
    """
    paragraph = _Paragraph(text, base)
    for sequence in list(paragraph.sequences()):  # all found before the first changes a level
        sequence.resolve()
    return paragraph.levels


def reset_line_end(text: str, levels: Sequence[int], base: int) -> list[int]:
    """Rule L1 for one line: separators, and white space before them or at the end, fall to `base`."""
    result = list(levels)
    resetting = True
    for index in range(len(text) - 1, -1, -1):
        kind = bidirectional(text[index])
        if kind in ("B", "S"):
            resetting = True
        elif kind not in ("WS", "PDI") and kind not in INITIATORS and kind not in REMOVED:
            resetting = False
        if resetting:
            result[index] = base
    return result


def visual_order(levels: Sequence[int]) -> list[int]:
    """Rule L2: the indices of `levels` from left to right as they stand on the line."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    if not odd:
        return order
    for threshold in range(max(levels), min(odd) - 1, -1):
        for start, end in _stretches(levels, order, threshold):
            order[start:end] = order[start:end][::-1]
    return order


def _stretches(levels: Sequence[int], order: Sequence[int], threshold: int) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for position, index in enumerate(order):
        inside = levels[index] >= threshold
        if inside and start is None:
            start = position
        elif not inside and start is not None:
            yield start, position
            start = None
    if start is not None:
        yield start, len(order)


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"


def _as_strong(kind: str) -> str:
    """How a resolved type counts beside neutrals: numbers count as right-to-left (rules N0 to N2)."""
    if kind in ("R", "EN", "AN"):
        return "R"
    return "L" if kind == "L" else ""


class _DirectionalStates:
    """The stack of rules X1 to X7: level, override, and whether an isolate opened it."""

    def __init__(self, base: int) -> None:
        self._stack: list[tuple[int, str, bool]] = [(base, "", False)]
        self._refused_isolates = self._refused_embeddings = 0

    @property
    def current(self) -> tuple[int, str, bool]:
        return self._stack[-1]

    def push(self, parity: int, override: str, *, isolate: bool) -> None:
        level = self.current[0]
        new_level = level + 1 if (level + 1) % 2 == parity else level + 2
        if new_level <= MAX_DEPTH and not self._refused_isolates and not self._refused_embeddings:
            self._stack.append((new_level, override, isolate))
        elif isolate:
            self._refused_isolates += 1
        elif not self._refused_isolates:
            self._refused_embeddings += 1

    def pop_isolate(self) -> None:
        if self._refused_isolates:
            self._refused_isolates -= 1
        elif any(isolate for _level, _override, isolate in self._stack):
            self._refused_embeddings = 0
            while not self._stack.pop()[2]:
                pass

    def pop_embedding(self) -> None:
        if self._refused_isolates:
            return
        if self._refused_embeddings:
            self._refused_embeddings -= 1
        elif len(self._stack) > 1 and not self.current[2]:
            self._stack.pop()


class _Paragraph:
    """Explicit levels (rules X1 to X8) and the isolating run sequences (X10) of one paragraph."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.kinds = [bidirectional(character) or "L" for character in text]
        self.original = tuple(self.kinds)
        self.levels = [base] * len(text)
        self.closer_of = self._match_isolates()
        self._set_explicit_levels()

    def _match_isolates(self) -> dict[int, int]:
        """Rule BD9: each isolate initiator's closing PDI."""
        matches: dict[int, int] = {}
        waiting: list[int] = []
        for index, kind in enumerate(self.kinds):
            if kind in INITIATORS:
                waiting.append(index)
            elif kind == "PDI" and waiting:
                matches[waiting.pop()] = index
        return matches

    def _first_strong(self, start: int, end: int) -> int:
        """Rules P2 and P3 between an FSI and its PDI, skipping isolates inside."""
        index = start
        while index < end:
            kind = self.kinds[index]
            if kind in ("L", "R", "AL"):
                return 0 if kind == "L" else 1
            index = self.closer_of.get(index, end) if kind in INITIATORS else index
            index += 1
        return 0

    def _set_explicit_levels(self) -> None:
        states = _DirectionalStates(self.base)
        for index, kind in enumerate(self.original):
            if kind in EMBEDDINGS or kind in INITIATORS:
                self._place(index, states, overrides=kind in INITIATORS)
                states.push(*self._requested(index, kind), isolate=kind in INITIATORS)
            elif kind == "PDF":
                self._place(index, states, overrides=False)
                states.pop_embedding()
            else:
                if kind == "PDI":
                    states.pop_isolate()
                self._place(index, states, overrides=kind not in ("B", "BN"))
            if kind == "B":
                self.levels[index] = self.base

    def _requested(self, index: int, kind: str) -> tuple[int, str]:
        """The parity of the new level, and the override, that an embedding or isolate asks for."""
        if kind in EMBEDDINGS:
            return EMBEDDINGS[kind]
        if kind == "FSI":
            return self._first_strong(index + 1, self.closer_of.get(index, len(self.kinds))), ""
        return int(kind == "RLI"), ""

    def _place(self, index: int, states: _DirectionalStates, *, overrides: bool) -> None:
        self.levels[index], override, _isolate = states.current
        if override and overrides:
            self.kinds[index] = override

    def sequences(self) -> Iterator[_Sequence]:
        """Rules BD13 and X10: level runs joined across isolates, with the strong types on either side."""
        runs = self._level_runs()
        run_starting = {run[0]: run for run in runs}
        closers = set(self.closer_of.values())
        for run in runs:
            if run[0] in closers:
                continue
            indices = list(run)
            while indices[-1] in self.closer_of:
                indices += run_starting[self.closer_of[indices[-1]]]
            yield _Sequence(self, indices, *self._outer_types(indices))

    def _level_runs(self) -> list[list[int]]:
        runs: list[list[int]] = []
        for index, kind in enumerate(self.original):
            if kind in REMOVED:
                continue
            if (
                runs
                and self.levels[runs[-1][-1]] == self.levels[index]
                and not self._breaks(runs[-1][-1], index)
            ):
                runs[-1].append(index)
            else:
                runs.append([index])
        return runs

    def _breaks(self, before: int, after: int) -> bool:
        """An empty isolate keeps one level on both sides; its halves are still met again through the match."""
        return self.closer_of.get(before) == after

    def _outer_types(self, indices: Sequence[int]) -> tuple[str, str]:
        level = self.levels[indices[0]]
        before = self._neighbour(range(indices[0] - 1, -1, -1))
        last = indices[-1]
        open_ended = self.original[last] in INITIATORS
        after = self.base if open_ended else self._neighbour(range(last + 1, len(self.kinds)))
        return _direction(max(level, before)), _direction(max(level, after))

    def _neighbour(self, indices: range) -> int:
        return next((self.levels[i] for i in indices if self.original[i] not in REMOVED), self.base)


class _Sequence:
    """One isolating run sequence: rules W1 to W7, N0 to N2, I1 and I2."""

    def __init__(self, paragraph: _Paragraph, indices: Sequence[int], before: str, after: str) -> None:
        self.paragraph = paragraph
        self.indices = indices
        self.kinds = [paragraph.kinds[index] for index in indices]
        self.before = before
        self.after = after
        self.level = paragraph.levels[indices[0]]
        self.embedding = _direction(self.level)

    def resolve(self) -> None:
        for rule in (self._w1, self._w2_w3, self._w4, self._w5_w6, self._w7, self._n0, self._n1_n2):
            rule()
        self._set_implicit_levels()

    def _w1(self) -> None:
        """A mark takes the type of what it stands on."""
        previous = self.before
        for position, kind in enumerate(self.kinds):
            if kind == "NSM":
                self.kinds[position] = "ON" if previous in INITIATORS or previous == "PDI" else previous
            previous = self.kinds[position]

    def _w2_w3(self) -> None:
        """A European number after an Arabic letter is an Arabic number; Arabic letters are right-to-left."""
        strong = self.before
        for position, kind in enumerate(self.kinds):
            if kind in ("L", "R", "AL"):
                strong = kind
            if kind == "EN" and strong == "AL":
                self.kinds[position] = "AN"
            elif kind == "AL":
                self.kinds[position] = "R"

    def _w4(self) -> None:
        """One separator between two numbers of a kind joins them."""
        for position in range(1, len(self.kinds) - 1):
            previous, kind, following = self.kinds[position - 1 : position + 2]
            joins = previous == "EN" if kind == "ES" else kind == "CS" and previous in ("EN", "AN")
            if joins and previous == following:
                self.kinds[position] = previous

    def _w5_w6(self) -> None:
        """Terminators beside European numbers join them; all other separators and terminators are neutral."""
        for start, end in self._spans(lambda kind: kind == "ET"):
            beside = {
                self.kinds[start - 1] if start else "",
                self.kinds[end] if end < len(self.kinds) else "",
            }
            if "EN" in beside:
                self.kinds[start:end] = ["EN"] * (end - start)
        self.kinds = ["ON" if kind in ("ET", "ES", "CS") else kind for kind in self.kinds]

    def _w7(self) -> None:
        """European numbers after a left-to-right letter are left-to-right."""
        strong = self.before
        for position, kind in enumerate(self.kinds):
            if kind in ("L", "R"):
                strong = kind
            elif kind == "EN" and strong == "L":
                self.kinds[position] = "L"

    def _n0(self) -> None:
        """A pair of brackets takes one direction: the embedding's if found inside, else that of the context."""
        for opening, closing in self._bracket_pairs():
            inside = {_as_strong(kind) for kind in self.kinds[opening + 1 : closing]} - {""}
            if self.embedding in inside:
                self._set_bracket_pair(opening, closing, self.embedding)
            elif inside:
                opposite = "L" if self.embedding == "R" else "R"
                context = self._strong_before(opening)
                self._set_bracket_pair(opening, closing, opposite if context == opposite else self.embedding)

    def _bracket_pairs(self) -> list[tuple[int, int]]:
        """Rule BD16: matching brackets in the order of their openings."""
        pairs: list[tuple[int, int]] = []
        waiting: list[tuple[str, int]] = []
        for position, index in enumerate(self.indices):
            if self.kinds[position] != "ON":
                continue
            character = self.paragraph.text[index]
            character = _CANONICAL.get(character, character)
            if character in CLOSING_OF:
                if len(waiting) == MAX_OPEN_BRACKETS:
                    return []
                waiting.append((CLOSING_OF[character], position))
            elif character in CLOSINGS:
                match = next((i for i in range(len(waiting) - 1, -1, -1) if waiting[i][0] == character), None)
                if match is not None:
                    pairs.append((waiting[match][1], position))
                    del waiting[match:]
        return sorted(pairs)

    def _strong_before(self, position: int) -> str:
        earlier = (_as_strong(kind) for kind in reversed(self.kinds[:position]))
        return next((strong for strong in earlier if strong), self.before)

    def _set_bracket_pair(self, opening: int, closing: int, direction: str) -> None:
        for position in (opening, closing):
            self.kinds[position] = direction
            following = position + 1
            while following < len(self.indices) and self.paragraph.original[self.indices[following]] == "NSM":
                self.kinds[following] = direction
                following += 1

    def _n1_n2(self) -> None:
        """Neutrals between two equal directions follow them; all others follow the embedding."""
        for start, end in self._spans(NEUTRAL.__contains__):
            before = _as_strong(self.kinds[start - 1]) if start else self.before
            after = _as_strong(self.kinds[end]) if end < len(self.kinds) else self.after
            self.kinds[start:end] = [before if before == after else self.embedding] * (end - start)

    def _spans(self, wanted: Callable[[str], bool]) -> list[tuple[int, int]]:
        flags = [int(wanted(kind)) for kind in self.kinds]
        return list(_stretches(flags, range(len(flags)), 1))

    def _set_implicit_levels(self) -> None:
        for index, kind in zip(self.indices, self.kinds, strict=True):
            if self.embedding == "R":
                rise = int(kind != "R")
            else:
                rise = {"L": 0, "R": 1}.get(kind, 2)
            self.paragraph.levels[index] = self.level + rise

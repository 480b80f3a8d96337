"""Every text of the interface is translated into every language, with the same fields, and none is left over."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message

from desktop import i18n
from installer import catalogs

TRANSLATING = {"_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2}  # and how many texts each begins with
REMEDY = "run `make catalogs`, then translate what is empty"


@cache
def template() -> Catalog:
    return catalogs.extract()


@cache
def catalog(language: str) -> Catalog:
    return catalogs.read(catalogs.catalog_path(language))


def keys(of: Catalog) -> set[tuple[str, str | None]]:
    return {(forms(message.id)[0], message.context) for message in of if message.id}


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def fields(text: str) -> set[str]:
    """The names in `{braces}`, attributes and formats included, as they must appear in every language."""
    return {
        f"{name}!{conversion}:{spec}"
        for _, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    }


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalog(language) if message.id)


def test_the_translated_languages_are_those_of_the_interface() -> None:
    assert {*catalogs.TRANSLATED, "en"} == set(i18n.LANGUAGES)
    found = {path.parent.parent.name for path in catalogs.INTERFACE.rglob("*.po")}
    assert found == set(catalogs.TRANSLATED)


def test_the_extraction_finds_the_texts_of_the_code() -> None:
    assert ("in {count} day", None) in keys(template())


@pytest.mark.parametrize("language", catalogs.TRANSLATED)
class TestEachLanguage:
    def test_has_exactly_the_texts_of_the_code(self, language: str) -> None:
        missing, left_over = (
            keys(template()) - keys(catalog(language)),
            keys(catalog(language)) - keys(template()),
        )
        assert not missing, f"{REMEDY}; missing: {sorted(missing, key=str)[:10]}"
        assert not left_over, f"{REMEDY}; no longer in the code: {sorted(left_over, key=str)[:10]}"

    def test_translates_every_text(self, language: str) -> None:
        empty = [message.id for message in messages(language) if not all(forms(message.string) or [""])]
        assert not empty, f"{len(empty)} untranslated, first of them: {empty[:10]}"

    def test_marks_no_text_as_unsure(self, language: str) -> None:
        assert not [message.id for message in messages(language) if message.fuzzy]

    def test_has_every_plural_form(self, language: str) -> None:
        count = catalog(language).num_plurals
        wrong = [m.id for m in messages(language) if m.pluralizable and len(forms(m.string)) != count]
        assert not wrong

    def test_keeps_the_fields(self, language: str) -> None:
        """A singular may leave the number out ("one place"); nothing may add a field that is not filled in."""
        wrong = []
        for message in messages(language):
            wanted = [fields(form) for form in forms(message.id)]
            for number, form in enumerate(text for text in forms(message.string) if text):
                required = wanted[min(number, len(wanted) - 1)]
                allowed = set.union(*wanted)
                if not (required - {"count!None:"} <= fields(form) <= allowed):
                    wrong.append((message.id, form))
        assert not wrong

    def test_keeps_what_is_not_prose(self, language: str) -> None:
        """Dots, colons and spaces at the ends, and tags, carry meaning on screen."""
        wrong = [
            (source, target)
            for message in messages(language)
            for source, target in zip(forms(message.id), forms(message.string), strict=False)
            if target and ends(source) != ends(target)
        ]
        assert not wrong


def ends(text: str) -> tuple[bool, bool, bool, bool, int]:
    last = text.rstrip()[-1:]
    return (text[:1].isspace(), text[-1:].isspace(), last == ":", last in {"…", "."}, text.count("<"))


def test_no_text_is_put_together_before_it_is_translated() -> None:
    """A formatted or joined text cannot be found in a catalog, and its order cannot be changed."""
    wrong = []
    for path in sorted((catalogs.ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATING
            ):
                continue
            texts = node.args[: TRANSLATING[node.func.id]]
            if any(isinstance(text, ast.JoinedStr | ast.BinOp | ast.Call) for text in texts):
                wrong.append(f"{path.relative_to(catalogs.ROOT)}:{node.lineno}")
    assert not wrong, wrong

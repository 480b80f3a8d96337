"""A form for one entry of a file, a new one or one to change; what it recorded can be undone."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.workplace import Workplace


class Entry(Protocol):
    """Anything recorded under an id."""

    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=Entry)


class EntryForm(RecordForm, Generic[E]):
    """A subclass shows an entry in its fields and reads them; this knows which entry it is, in drafts too."""

    def __init__(self, workplace: Workplace, *, name: str) -> None:
        super().__init__(workplace, name=name)
        self._form_name = name
        self._client_id = ""
        self._entries: Sequence[E] = ()
        self._entry: E | None = None

    @abstractmethod
    def show_entry(self, entry: E | None) -> None:
        """Fill the fields; with the usual answers for a new entry."""

    @abstractmethod
    def fields(self) -> Typed:
        """What stands in the fields, ready for JSON."""

    @abstractmethod
    def set_fields(self, content: Typed) -> None:
        """Bring back what `fields` gave."""

    @abstractmethod
    def undoing(self, recorded: E, before: E | None) -> Callable[[], object]:
        """The work that takes back what was just recorded."""

    def know(self, entries: Iterable[E]) -> None:
        """Learn what is recorded by now, so that a draft finds the entry it changes."""
        self._entries = tuple(entries)

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.begin(None)
        self.keeper.follow(f"{self._form_name}:{client_id}", restored=restored)

    def begin(self, entry: E | None) -> None:
        """A new entry, or one to change."""
        self._entry = entry
        with self.filling():
            self.show_entry(entry)
        self.start_clean()

    @property
    def client_id(self) -> str:
        """Whose file it writes to."""
        return self._client_id

    @property
    def entry(self) -> E | None:
        """What is being changed; None for something new."""
        return self._entry

    @property
    def entry_id(self) -> str:
        """The id of what is being changed; empty for something new."""
        return self._entry.id if self._entry else ""

    def typed(self) -> Typed:
        return {"entry": self.entry_id, **self.fields()}

    def set_typed(self, content: Typed) -> None:
        self._entry = next((each for each in self._entries if each.id == content["entry"]), None)
        self.set_fields(content)

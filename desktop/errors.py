"""The errors a person may see, kept apart from our own bugs."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can act on: one plain sentence, and what to do next.

    Both texts are already in the user's language. Anything that is not a `UserError`
    (or `Cancelled`) is our bug and never shown as if it were the user's.
    """

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()


class InvalidField(UserError):
    """A value that cannot be recorded; `field` says beside which field to show the sentence."""

    def __init__(self, field: str, message: str, next_step: str = "") -> None:
        super().__init__(message, next_step)
        self.field = field


class NotAllowed(UserError):
    """The person's role does not open this; the keys would refuse it too."""


class Cancelled(Exception):
    """The person cancelled; silent everywhere."""

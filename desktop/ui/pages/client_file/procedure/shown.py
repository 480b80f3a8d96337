"""What the tab shows: the procedure as it was read, beside the head of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.procedure import Request, RequestStep
from desktop.services.procedure import DeadlineView, ProcedureFile
from desktop.ui.pages.client_file.contents import FileContents


def is_over(request: Request) -> bool:
    """Whether a request was collected or refused."""
    return bool({RequestStep.COLLECTED, RequestStep.REFUSED}.intersection(request.steps))


@dataclass(frozen=True, slots=True)
class Shown:
    """One client's procedure, with the names of the staff."""

    contents: FileContents
    file: ProcedureFile

    @property
    def client_id(self) -> str:
        """Whose it is."""
        return self.contents.client.id

    @property
    def today(self) -> date:
        """The day everything is seen from."""
        return self.file.today

    @property
    def leading_track(self) -> str:
        """On which track new records are made; empty while none is open."""
        open_tracks = [standing.track for standing in self.file.standings if standing.track.end is None]
        return open_tracks[0].id if open_tracks else ""

    def prepares(self, kind: str) -> bool:
        """Whether a request of this kind is under way or being prepared."""
        return any(item.draft.kind == kind and not is_over(item) for item in self.file.requests)

    def has_document(self, document_id: str) -> bool:
        """Whether a document stands."""
        return any(item.id == document_id for item in self.file.documents)

    def deadline_about(self, subject: str, rule: str) -> DeadlineView | None:
        """The deadline of a rule about one record."""
        return next(
            (
                view
                for view in self.file.deadlines
                if view.deadline.rule == rule and view.deadline.subject == subject
            ),
            None,
        )

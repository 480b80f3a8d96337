"""What a page is given to work with, in one value instead of globals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.ui.device_settings import DeviceSettings
from desktop.ui.jobs import Jobs
from desktop.ui.messages import Messages
from desktop.ui.privacy import Privacy

if TYPE_CHECKING:
    from desktop.services.session import Session

__all__ = ["DeviceSettings", "Workplace"]


@dataclass(frozen=True, slots=True, repr=False)  # a printed session would show keys
class Workplace:
    """The unlocked desk of one person.

    `open_client(id)` shows a client's file, `open_client_at(id, tab)` one of its tabs, `show_page(name)` a place of
    the rail (today, agenda, clients, shelter, sheets, centre), `show_sheets_for(id)` the sheets with a client chosen,
    `new_referral(slip id)` the form for a referral, of a call slip unless the id is empty, `open_incident(id)` an
    incident, `show_undecided()` the clients whose referral waits for its outcome;
    `session` is only touched inside jobs, except for its plain facts (user, holds, centre, fictitious).
    """

    session: Session
    jobs: Jobs
    messages: Messages
    settings: DeviceSettings
    privacy: Privacy
    open_client: Callable[[str], None]
    show_page: Callable[[str], None]
    show_sheets_for: Callable[[str], None] = lambda _client_id: None
    open_client_at: Callable[[str, str], None] = lambda _client_id, _tab: None
    new_referral: Callable[[str], None] = lambda _slip_id: None
    open_incident: Callable[[str], None] = lambda _incident_id: None
    show_undecided: Callable[[], None] = lambda: None

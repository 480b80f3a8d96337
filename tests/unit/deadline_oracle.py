"""The deadlines a second time, written from docs/deadlines.md alone and dully: the law's numbers in plain sight.

It counts months by walking over a calendar and decides succession pair by pair. Slow and obvious on purpose.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desktop.domain.deadlines import CaseFacts
from desktop.domain.procedure import ProcedureEvent, RequestStep, ResidenceDocument

BRUSSELS = ZoneInfo("Europe/Brussels")
NEVER_SUCCEED = {"passport", "laissez_passer", "otl", "otl45", "annex38", "none", "none_be"}
STAYS = {
    *("annex15", "ai", "a_card", "b_card", "uam_doc", "uam_permit", "eu_doc", "ip_doc", "a_card_other"),
}
SURVIVE_A_TRACK = {"D7", "D10", "D10u", "D12", "D13", "D15", "D16", "D17", "D18", "D20"}
AT_ONCE = {"D10", "D10u", "D11", "D13", "D16", "D17", "D18"}
Found = dict[str, dict[str, object]]


def months_later(day: date, months: int) -> date:
    """Walk month by month; the day of the month is the first one's, as far as the month has it."""
    year, month = day.year, day.month
    for _step in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def end_of(document: ResidenceDocument) -> date | None:
    draft = document.draft
    if draft.expires_on is not None:
        return draft.expires_on
    return default_end(document)


def default_end(document: ResidenceDocument) -> date | None:
    draft = document.draft
    if draft.issued_on is None:
        return None
    if draft.kind == "annex15":
        return draft.issued_on + timedelta(days=45) if draft.role in {"reflection", ""} else None
    months = {"ai": 3, "a_card": 6, "uam_doc": 6, "uam_permit": 12}.get(draft.kind)
    return months_later(draft.issued_on, months) if months else None


def comes_after(later: ResidenceDocument, earlier: ResidenceDocument) -> bool:
    """Whether the later one takes the earlier one's place."""
    a, b = earlier.draft, later.draft
    if later.id == earlier.id or a.holder != b.holder:
        return False
    if a.kind in NEVER_SUCCEED or b.kind in NEVER_SUCCEED:
        return False
    if a.issued_on is None or b.issued_on is None:
        return False
    lasts = {"b_card", "eu_doc"}
    a_end = end_of(earlier) or (date.max if a.kind in lasts else None)
    b_end = end_of(later) or (date.max if b.kind in lasts else None)
    if a_end is None or b_end is None:
        return False
    if a_end == b_end == date.max:
        return b.issued_on > a.issued_on
    return b_end > a_end and b.issued_on >= a.issued_on


class Oracle:
    """One file's deadlines, gathered rule by rule."""

    def __init__(self, facts: CaseFacts) -> None:
        self.facts = facts
        self.ended = {track.id for track in facts.tracks if track.end is not None}
        self.documents = [item for item in facts.documents if not item.withdrawn]
        self.events = [item for item in facts.events if not item.withdrawn]
        self.requests = [item for item in facts.requests if not item.cancelled]
        self.found: Found = {}

    def happened(self, *kinds: str, since: date | None = None, until: date | None = None) -> bool:
        return any(
            event.draft.kind in kinds
            and (since is None or event.draft.happened >= since)
            and (until is None or event.draft.happened <= until)
            for event in self.events
        )

    def succeeded(self, document: ResidenceDocument) -> bool:
        return any(comes_after(other, document) for other in self.documents)

    def asked_unlimited(self, since: date = date.min) -> bool:
        sent = [
            item.steps[RequestStep.SENT]
            for item in self.requests
            if item.draft.kind == "unlimited" and RequestStep.SENT in item.steps
        ]
        return self.happened("unlimited_requested", since=since) or any(day >= since for day in sent)

    def has_b_card(self) -> bool:
        return any(item.draft.kind == "b_card" and not item.draft.holder for item in self.documents)

    def add(self, rule: str, key: str, due: date, start: date, *, track: str = "", **more: object) -> None:
        survives = rule in SURVIVE_A_TRACK or more.pop("survives", False)
        if track in self.ended and track and not survives:
            return
        attention = start if rule in AT_ONCE else max(start, due - timedelta(days=45))
        self.found[key] = {"due": due, "start": start, "attention": attention, **more}

    def from_event(self, rule: str, event: ProcedureEvent, due: date, **more: object) -> None:
        draft = event.draft
        self.add(rule, f"{rule}:{event.id}", due, draft.happened, track=draft.track_id, **more)

    def all(self) -> Found:
        for document in self.documents:
            self.of_document(document)
        self.of_permits()
        for event in self.events:
            self.of_event(event)
        self.of_charge()
        self.of_birth()
        self.of_stays()
        self.of_requests()
        for paper in self.facts.papers:
            self.add("D6", f"D6:{paper.id}", paper.expires_on, self.facts.opened_on, printed=True)
        return self.found

    def of_document(self, document: ResidenceDocument) -> None:  # noqa: C901, PLR0912 - one branch per rule
        draft = document.draft
        start, end = draft.issued_on or self.facts.opened_on, end_of(document)
        base = {"printed": draft.expires_on is not None, "computed": default_end(document)}

        def add(rule: str, due: date, **more: object) -> None:
            self.add(rule, f"{rule}:{document.id}", due, start, track=draft.track_id, **more)

        if draft.kind in {"otl", "otl45"}:
            if not draft.holder and draft.expires_on is not None and not self.gone_or_staying(start):
                add("D18", draft.expires_on)
            return
        if draft.kind == "ai" and draft.extends and not draft.holder:
            self.of_extension(document, start)
            return
        if end is None:
            return
        main = "" if draft.holder else draft.kind
        if main == "annex15" and draft.role in {"reflection", ""}:
            stated = self.happened("statement_or_complaint", until=end)
            further = any(
                other.draft.kind in {"ai", "a_card", "b_card", "uam_doc", "uam_permit"}
                and other.draft.holder == draft.holder
                and other.draft.issued_on is not None
                and other.draft.issued_on >= start
                for other in self.documents
            )
            if not (further or self.succeeded(document)):
                add("D6" if stated else "D1", end, **base)
        elif main == "ai":
            if not self.succeeded(document):
                add("D6" if self.happened("prosecutor_answer", since=start) else "D2", end, **base)
        elif main == "a_card":
            if self.succeeded(document):
                return
            add("D4", end, **base)
            renewed = any(
                item.draft.kind in {"a_renewal", "unlimited"}
                and item.steps.get(RequestStep.SENT, date.min) >= start
                for item in self.requests
            )
            if not renewed:
                add("D5", end - timedelta(days=30))
                if f"D5:{document.id}" in self.found:
                    self.found[f"D5:{document.id}"]["attention"] = max(start, end - timedelta(days=45))
        else:
            self.of_other(document, start, end, base)

    def of_extension(self, document: ResidenceDocument, start: date) -> None:
        draft = document.draft
        first = next((item for item in self.documents if item.id == draft.extends), None)
        first_end = end_of(first) if first is not None else None
        if first_end is not None:
            computed: date | None = months_later(first_end, 3)
        else:
            computed = months_later(draft.issued_on, 3) if draft.issued_on else None
        due = draft.expires_on or computed
        if due is None or self.succeeded(document):
            return
        rule = "D6" if self.happened("prosecutor_answer", since=start) else "D3"
        self.add(
            rule,
            f"{rule}:{document.id}",
            due,
            start,
            track=draft.track_id,
            computed=computed,
            printed=draft.expires_on is not None,
        )

    def of_other(self, document: ResidenceDocument, start: date, end: date, base: dict[str, object]) -> None:
        draft = document.draft
        travel = draft.kind in {"passport", "laissez_passer"}
        if travel:
            replaced = any(
                other.id != document.id
                and (other.draft.kind, other.draft.holder) == (draft.kind, draft.holder)
                and (end_of(other) or date.min) > end
                for other in self.documents
            )
        else:
            replaced = self.succeeded(document)
        if not replaced:
            key = f"D6:{document.id}"
            self.add("D6", key, end, start, track=draft.track_id, survives=travel, **base)
        evidence = self.happened("uam_evidence_filed", since=start) or self.succeeded(document)
        if draft.kind in {"uam_doc", "uam_permit"} and not draft.holder and not evidence:
            self.add("D8", f"D8:{document.id}", months_later(end, -1), start, track=draft.track_id)

    def of_permits(self) -> None:
        permits = [
            (item.draft.issued_on, item.id, item)
            for item in self.documents
            if item.draft.kind == "uam_permit" and not item.draft.holder and item.draft.issued_on is not None
        ]
        if permits:
            issued, _id, first = min(permits)
            if not (self.has_b_card() or self.asked_unlimited(since=issued)):
                self.add("D9", f"D9:{first.id}", months_later(issued, 36), issued, track=first.draft.track_id)

    def of_event(self, event: ProcedureEvent) -> None:
        kind, day, details = event.draft.kind, event.draft.happened, event.draft.details
        if kind in {"dvz_refusal", "stay_ended_by_dvz", "order_to_leave"} and not self.happened(
            "cce_appeal", since=day
        ):
            self.from_event("D10", event, day + timedelta(days=30))
            if details.get("urgent") in {"5", "10"}:
                self.from_event("D10u", event, day + timedelta(days=int(details["urgent"])))
        if kind == "access_request_received" and not self.happened("access_request_answered", since=day):
            self.from_event("D12", event, months_later(day, 1))
        if kind == "data_breach_noticed" and not self.happened("data_breach_reported", since=day):
            noticed = datetime.combine(day, time.fromisoformat(event.draft.at or "00:00"), BRUSSELS)
            ends = noticed.astimezone(UTC) + timedelta(hours=72)
            self.from_event("D13", event, ends.astimezone(BRUSSELS).date(), due_at=ends)
        if kind == "final_judgment" and not self.happened("compensation_requested", since=day):
            self.from_event("D15", event, months_later(day, 36))
        judged = kind in {"conviction_first_instance", "acquittal_first_instance"}
        if judged and not self.happened("appeal", "final_judgment", since=day):
            self.from_event("D16", event, day + timedelta(days=30))
        against = {"judgment_by_default": "opposition", "appeal_judgment": "cassation"}.get(kind)
        if against and not self.happened(against, "final_judgment", since=day):
            self.from_event("D17", event, day + timedelta(days=15))
        if (
            kind in {"departure_term", "order_to_leave"}
            and details.get("until")
            and not self.gone_or_staying(day)
        ):
            self.from_event("D18", event, date.fromisoformat(details["until"]))

        if kind == "hearing_adjourned" and details.get("until"):
            self.of_hearing(event, date.fromisoformat(details["until"]))

    def of_hearing(self, event: ProcedureEvent, until: date) -> None:
        held = self.happened(
            *("trial", "hearing_adjourned", "council_chamber", "requisitions_with_thb_charge"),
            *("conviction_first_instance", "acquittal_first_instance", "judgment_by_default"),
            *("appeal_judgment", "cassation"),
            since=until,
        )
        the_next_day = event.draft.happened + timedelta(days=1)
        over = self.happened("hearing_adjourned", "dismissal", "final_judgment", since=the_next_day)
        if not held and not over:
            self.from_event("D20", event, until, printed=True, computed=None)

    def gone_or_staying(self, since: date) -> bool:
        stays = any(
            item.draft.kind in STAYS
            and not item.draft.holder
            and item.draft.issued_on is not None
            and item.draft.issued_on > since
            for item in self.documents
        )
        return stays or self.happened("left_country", "reopened", since=since)

    def of_charge(self) -> None:
        kinds = {"requisitions_with_thb_charge", "conviction_first_instance"}
        charges = [(item.draft.happened, item.id, item) for item in self.events if item.draft.kind in kinds]
        if charges and not (self.asked_unlimited() or self.has_b_card()):
            day, _id, event = min(charges)
            self.from_event("D11", event, day + timedelta(days=14))

    def of_birth(self) -> None:
        birth, opened = self.facts.birth, self.facts.opened_on
        if birth is None or self.facts.age_status == "decided_adult" or self.happened("turned_18"):
            return
        month, day = birth.month or 7, birth.day or 1
        year = birth.year + 18
        if (month, day) == (2, 29) and not calendar.isleap(year):
            month, day = 3, 1
        adult = date(year, month, day)
        if opened < adult:
            self.add("D7", "D7:birth", adult, opened)
            self.found["D7:birth"]["attention"] = max(opened, months_later(adult, -6))

    def of_stays(self) -> None:
        for stay in self.facts.stays:
            if stay.ends is not None:
                continue
            for months in (3, 6, 9):
                due = months_later(stay.begins, months)
                if not self.happened("stay_review", since=due - timedelta(days=30)):
                    self.add("D14", f"D14:{stay.id}:{months}", due, stay.begins)
                    break

    def of_requests(self) -> None:
        ends = [
            end
            for item in self.documents
            if not item.draft.holder and item.draft.kind not in NEVER_SUCCEED and not self.succeeded(item)
            if (end := end_of(item)) is not None
        ]
        for request in self.requests:
            done = {RequestStep.COLLECTED, RequestStep.REFUSED} & set(request.steps)
            if RequestStep.SENT not in request.steps or done or not ends:
                continue
            latest, last = max(ends), max(request.steps.values())
            if latest > request.steps[RequestStep.SENT]:
                due = max(
                    last + timedelta(days=1), min(last + timedelta(days=14), latest - timedelta(days=7))
                )
                self.add("D19", f"D19:{request.id}", due, last, track=request.draft.track_id)
                if f"D19:{request.id}" in self.found:
                    self.found[f"D19:{request.id}"]["attention"] = due


def expected(facts: CaseFacts) -> Found:
    """Every deadline by its key, with what the document says about it."""
    return Oracle(facts).all()

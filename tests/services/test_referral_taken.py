"""A referral taken while the caller waits, a night's slip completed in the morning, a raid with dozens: once each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.clock import FixedClock
from desktop.domain import codelists
from desktop.domain.clients import AgeStatus, BirthDate, ClientDetails, Name
from desktop.domain.codelists import OwnCode
from desktop.domain.identifiers import Identifier
from desktop.domain.incidents import Done, IncidentDetails, Newcomer
from desktop.domain.procedure import ResidenceDocumentDraft
from desktop.domain.roles import Role
from desktop.domain.support import Outcome, ReferralDetails
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.progress import Progress
from desktop.services import checking, clients, deadlines, incidents, night_calls, referrals, residence, slips
from desktop.services.session import Session
from tests.helpers.vaults import MOMENT, MakeSession

CALL = ReferralDetails(received=MOMENT, source="police_local", alleged="Works 14 hours a day", phone="0470 1")
AMINA = Newcomer("Amina Diallo", "أمينة", BirthDate(2001, about=True), "f", "GN", "ff")


def count(session: Session, table: str) -> int:
    return int(session.vault.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_call_opens_a_file_with_a_referral_that_waits(session: Session) -> None:
    client_id = referrals.take_in(session, AMINA, CALL)
    client = clients.open_client(session, client_id)
    (referral,) = referrals.of_client(session, client_id)
    assert client.details.names[0].latin == "Amina Diallo"
    assert client.details.languages[0].tag == "ff"
    assert client.details.caseworker == session.user.id
    assert referral.details == CALL
    assert referrals.undecided(session) == 1


def test_nobody_need_have_a_name(session: Session) -> None:
    client_id = referrals.take_in(session, Newcomer(), CALL)
    assert clients.open_client(session, client_id).details.names == ()


def test_a_second_try_doubles_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    (reserved,) = referrals.reserve(session, 1)
    with monkeypatch.context() as patched:
        patched.setattr("desktop.services.referrals.attach", _crash)
        with pytest.raises(KeyboardInterrupt):
            referrals.take_in(session, AMINA, CALL, reserved=reserved)
    for _again in range(2):
        assert referrals.take_in(session, AMINA, CALL, reserved=reserved) == reserved.client_id
    assert count(session, "registry.client") == count(session, "casework.referral") == 1
    assert checking.check(session).findings == ()


def _crash(*_arguments: object, **_options: object) -> None:
    raise KeyboardInterrupt


def test_a_slip_is_taken_only_with_its_referral(session: Session, make_session: MakeSession) -> None:
    night = make_session(roles=[Role.SHELTER_WORKER], login="night")
    slip = slips.write(night, text="Two women", caller="Hospital", urgency="now")
    (reserved,) = referrals.reserve(session, 1)
    wrong = replace(CALL, received=MOMENT + timedelta(days=1))
    with pytest.raises(InvalidField):
        night_calls.complete(session, slip.id, AMINA, wrong, reserved=reserved)
    assert [waiting.id for waiting in slips.waiting(session)] == [slip.id]
    draft = night_calls.as_referral(night_calls.slip(session, slip.id))
    assert (draft.alleged, draft.referred_by, draft.urgency) == ("Two women", "Hospital", "now")
    client_id = night_calls.complete(session, slip.id, AMINA, draft, reserved=reserved)
    assert slips.waiting(session) == ()
    with pytest.raises(UserError, match="already"):
        night_calls.complete(session, slip.id, AMINA, draft, reserved=reserved)
    assert [each.details.alleged for each in referrals.of_client(session, client_id)] == ["Two women"]


def test_a_slip_about_somebody_we_know(session: Session) -> None:
    known = clients.add_client(session, ClientDetails(names=(Name("Amina Diallo"),)))
    slip = slips.write(session, text="She called again")
    (reserved,) = referrals.reserve(session, 1)
    night_calls.complete(session, slip.id, Newcomer(), CALL, reserved=reserved, client_id=known.id)
    assert count(session, "registry.client") == 1
    assert len(referrals.of_client(session, known.id)) == 1


@pytest.mark.parametrize(
    ("outcome", "reason", "fits"),
    [
        (Outcome.NOT_VICTIM, "not_thb", True),
        (Outcome.NOT_VICTIM, "refuses_support", False),
        (Outcome.NOT_VICTIM, "", False),
        (Outcome.NOT_VICTIM, "never_heard_of", False),
        (Outcome.VICTIM_NO_SUPPORT, "refuses_support", True),
        (Outcome.VICTIM_NO_SUPPORT, "no_place", True),
        (Outcome.TRANSFERRED, "transfer_centre", True),
        (Outcome.VICTIM_NO_SUPPORT, "transfer_centre", False),
    ],
)
def test_the_reason_fits_the_outcome(session: Session, outcome: Outcome, reason: str, *, fits: bool) -> None:
    client_id = referrals.take_in(session, AMINA, CALL)
    (referral,) = referrals.of_client(session, client_id)
    decided = replace(CALL, outcome=outcome, reason=reason)
    if not fits:
        with pytest.raises(InvalidField):
            referrals.record(session, client_id, decided, referral_id=referral.id)
        assert referrals.undecided(session) == 1
        return
    recorded = referrals.record(session, client_id, decided, referral_id=referral.id)
    assert recorded.details.decided_on == date(2026, 11, 2)
    assert referrals.undecided(session) == 0


def test_a_retired_reason_stays_where_it_was_chosen(session: Session, clock: FixedClock) -> None:
    client_id = referrals.take_in(session, AMINA, CALL)
    (referral,) = referrals.of_client(session, client_id)
    decided = replace(CALL, outcome=Outcome.NOT_VICTIM, reason="not_thb")
    referrals.record(session, client_id, decided, referral_id=referral.id)
    try:
        codelists.set_overlay(
            [OwnCode("intake_no_support_reasons", "not_thb", {}, valid_to=date(2026, 11, 1))]
        )
        later = replace(decided, agreed="Told the police", decided_on=date(2026, 11, 2))
        referrals.record(session, client_id, later, referral_id=referral.id)
        assert referrals.of_client(session, client_id)[0].details.reason == "not_thb"
        other = referrals.take_in(session, AMINA, CALL)
        waiting = referrals.of_client(session, other)[0]
        with pytest.raises(InvalidField):
            referrals.record(session, other, decided, referral_id=waiting.id)
    finally:
        codelists.set_overlay([])


def test_a_change_writes_only_what_changed(session: Session) -> None:
    client_id = referrals.take_in(session, AMINA, CALL)
    (referral,) = referrals.of_client(session, client_id)
    before = count(session, "casework.operation")
    referrals.record(session, client_id, referral.details, referral_id=referral.id)
    assert count(session, "casework.operation") == before


def test_a_raid_stopped_halfway_goes_on_where_it_stopped(session: Session) -> None:
    incident = incidents.record(session, IncidentDetails("Raid, nail studio", date(2026, 11, 1), "Antwerp"))
    people = [Newcomer(f"Person {number}") for number in range(30)]
    persons = list(zip(people, referrals.reserve(session, 30), strict=True))
    progress = Progress()
    progress.report = lambda done, _total: progress.cancel() if done == 11 else None
    assert incidents.take_in(session, incident.id, persons, CALL, progress=progress) == Done(12, 30)
    found = incidents.load(session, incident.id)
    assert len(found.persons) == found.incident.persons == 12
    assert checking.check(session).findings == ()
    assert incidents.take_in(session, incident.id, persons, CALL).is_whole
    found = incidents.load(session, incident.id)
    assert [person.name for person in found.persons] == [person.name for person in people]
    assert found.shared is not None
    assert found.shared.alleged == CALL.alleged
    assert referrals.undecided(session) == 30
    assert incidents.of_client(session, found.persons[7].client_id)[incident.id].persons == 30
    assert incidents.latest(session)[0].details.label == "Raid, nail studio"


def test_one_date_and_one_outcome_for_all(session: Session) -> None:
    incident = incidents.record(session, IncidentDetails("Raid"))
    persons = [
        (Newcomer(f"Person {number}"), reserved)
        for number, reserved in enumerate(referrals.reserve(session, 4))
    ]
    incidents.take_in(session, incident.id, persons, CALL)
    found = incidents.load(session, incident.id).persons
    draft = ResidenceDocumentDraft("annex15", date(2026, 11, 2), date(2026, 12, 17), role="reflection")
    for _again in range(2):
        assert incidents.give_document(session, found, draft) == Done(4, 4)
    for person in found:
        (document,) = residence.of_client(session, person.client_id)
        assert document.draft.expires_on == date(2026, 12, 17)
    incidents.give_outcome(session, found[:3], outcome=Outcome.SUPPORT_STARTED)
    outcomes = [person.referral.details.outcome for person in incidents.load(session, incident.id).persons]
    assert outcomes == [*[Outcome.SUPPORT_STARTED] * 3, Outcome.PENDING]
    with pytest.raises(InvalidField):
        incidents.give_outcome(session, found, outcome=Outcome.NOT_VICTIM)
    with pytest.raises(InvalidField):
        incidents.give_document(session, found, replace(draft, issued_on=None))


def test_an_incident_needs_its_words_and_a_day_that_was(session: Session) -> None:
    for details in (IncidentDetails("  "), IncidentDetails("Raid", date(2026, 11, 3))):
        with pytest.raises(InvalidField):
            incidents.record(session, details)


def test_the_house_takes_no_referral(make_session: MakeSession) -> None:
    night = make_session(roles=[Role.SHELTER_WORKER])
    with pytest.raises(NotAllowed):
        referrals.take_in(night, AMINA, CALL)
    with pytest.raises(NotAllowed):
        incidents.record(night, IncidentDetails("Raid"))


@pytest.mark.parametrize("typed", ["8123456", "8.123.456", "8 123", "812"])
def test_a_number_finds_its_file(session: Session, typed: str) -> None:
    details = ClientDetails(identifiers=(Identifier("dvz", "8 123 456"), Identifier("lawyer", " ")))
    client = clients.add_client(session, details)
    clients.add_client(session, ClientDetails(identifiers=(Identifier("dvz", "9999999"),)))
    assert [row.id for row in clients.list_clients(session, search=typed).rows] == [client.id]
    assert [(each.kind, each.value) for each in client.details.identifiers] == [("dvz", "8123456")]


def test_a_number_taken_away_finds_nobody(session: Session) -> None:
    client = clients.add_client(session, ClientDetails(identifiers=(Identifier("dvz", "8123456"),)))
    clients.change_client(session, client.id, replace(client.details, identifiers=()))
    assert clients.list_clients(session, search="8123456").rows == ()


def test_a_wrong_number_is_refused_with_its_sentence(session: Session) -> None:
    for kind, value in (("dvz", "12"), ("national", "85073003327"), ("bis", "85073003328")):
        with pytest.raises(InvalidField) as refused:
            clients.add_client(session, ClientDetails(identifiers=(Identifier(kind, value),)))
        assert refused.value.field == "identifiers"


def test_an_age_is_decided_on_a_day(session: Session) -> None:
    decided = AgeStatus("decided_minor", "Guardianship Service", date(2026, 10, 20))
    client = clients.add_client(session, ClientDetails(age=decided))
    assert clients.open_client(session, client.id).details.age == decided
    doubted = replace(client.details, age=replace(decided, code="doubted"))
    assert clients.change_client(session, client.id, doubted).details.age.decided_on is None
    for wrong in (replace(decided, decided_on=date(2026, 11, 3)), AgeStatus("guessed")):
        with pytest.raises(InvalidField):
            clients.change_client(session, client.id, replace(client.details, age=wrong))


def test_who_waits_for_a_decision_is_listed_apart(session: Session) -> None:
    waiting = referrals.take_in(session, AMINA, CALL)
    clients.add_client(session, ClientDetails(names=(Name("Amina Bah"),)))
    assert [row.id for row in clients.list_clients(session, undecided=True).rows] == [waiting]
    assert clients.list_clients(session, undecided=True, search="bah").total == 0
    assert clients.list_clients(session, search="amina").total == 2


def test_an_eighteenth_birthday_is_watched_from_the_first_call(session: Session) -> None:
    born = BirthDate(2009, 1, 20)
    client_id = referrals.take_in(session, Newcomer("Mimi", birth=born), CALL)
    assert "D7" in {
        due.view.deadline.rule for due in deadlines.due(session, until=date(2027, 2, 1), mine=False)
    }
    client = clients.open_client(session, client_id)
    clients.change_client(session, client_id, replace(client.details, birth=BirthDate(1990)))
    assert deadlines.of_client(session, client_id) == ()

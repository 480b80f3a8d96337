"""SQL for referrals."""

from __future__ import annotations

from collections.abc import Collection

from desktop.clock import from_text, to_text
from desktop.domain.support import (
    Outcome,
    Referral,
    ReferralDetails,
)
from desktop.storage.access import without
from desktop.storage.columns import Row, day_of, iso
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

REFERRAL_COLUMNS = (
    *("id", "client_id", "received", "source", "channel", "referred_by", "alleged", "agreed", "urgency"),
    *("exploitation", "phone", "incident_id", "outcome", "reason", "decided_on"),
)
_REFERRAL = f"SELECT {', '.join(REFERRAL_COLUMNS)} FROM casework.referral"


def referral_fields(details: ReferralDetails) -> dict[str, Value]:
    """A referral as the log keeps it."""
    return {
        "received": to_text(details.received),
        "source": details.source,
        "channel": details.channel,
        "referred_by": details.referred_by,
        "alleged": details.alleged,
        "agreed": details.agreed,
        "urgency": details.urgency,
        "exploitation": details.exploitation,
        "outcome": details.outcome.value,
        "reason": details.reason,
        "decided_on": iso(details.decided_on),
        "phone": details.phone,
        "incident_id": details.incident_id,
    }


def referrals_of(vault: Vault, client_id: str) -> tuple[Referral, ...]:
    """A client's referrals, newest first."""
    rows = vault.connection.execute(f"{_REFERRAL} WHERE client_id = ? ORDER BY received DESC", (client_id,))
    return tuple(referral_of(row) for row in rows)


def referral(vault: Vault, referral_id: str) -> Referral | None:
    """One referral, or None when the id is unknown."""
    row = vault.connection.execute(f"{_REFERRAL} WHERE id = ?", (referral_id,)).fetchone()
    return referral_of(row) if row else None


def pending_referrals(vault: Vault, *, hidden: Collection[str] = ()) -> int:
    """How many referrals still miss their outcome, those of hidden files left out."""
    leave_out, parameters = without("client_id", hidden)
    condition = f"outcome = 'pending'{f' AND {leave_out}' if leave_out else ''}"
    row = vault.connection.execute(
        f"SELECT count(*) FROM casework.referral WHERE {condition}", parameters
    ).fetchone()
    return int(row[0]) if row else 0


def referral_of(row: Row) -> Referral:
    """A referral from its `REFERRAL_COLUMNS`."""
    referral_id, client_id, received, *texts, outcome, reason, decided_on = row
    source, channel, referred_by, alleged, agreed, urgency, exploitation, phone, incident_id = texts
    details = ReferralDetails(
        received=from_text(received),
        source=source,
        channel=channel,
        referred_by=referred_by,
        alleged=alleged,
        agreed=agreed,
        urgency=urgency,
        exploitation=exploitation,
        outcome=Outcome(outcome),
        reason=reason,
        decided_on=day_of(decided_on),
        phone=phone,
        incident_id=incident_id,
    )
    return Referral(referral_id, client_id, details)

"""A crash report, a log or a debugger shows the repr of what it meets: no key may stand in one."""

from __future__ import annotations

import pytest

from desktop.services.session import Session
from desktop.storage.identity import Identity
from desktop.storage.secrets import BoxKeys, SigningKeys


def spellings(secret: bytes | bytearray) -> tuple[str, ...]:
    """How a key could show in a text: as Python writes it (with either quote), and in hexadecimal."""
    return repr(bytes(secret))[2:-1], repr(bytearray(secret))[12:-2], secret.hex()


def secrets_of(identity: Identity) -> tuple[bytearray, bytearray]:
    return identity.box.private, identity.signing.seed


def tells(text: str, *secrets: bytearray) -> bool:
    return any(spelling in text for secret in secrets for spelling in spellings(secret))


def test_a_pair_of_keys_shows_its_public_half_only() -> None:
    box, signing = BoxKeys.generate(), SigningKeys.generate()
    assert not tells(repr(box), box.private)
    assert not tells(repr(signing), signing.seed)
    assert repr(box.public) in repr(box)


def test_an_identity_says_whose_it_is_and_nothing_else() -> None:
    identity = Identity.generate("someone")
    assert repr(identity) == "Identity(user_id='someone')"


@pytest.mark.parametrize("shown", [repr, str, "{!r:}".format])
def test_an_open_session_shows_no_key(session: Session, shown: type[str]) -> None:
    vault = session.vault
    keys = [*secrets_of(vault.identity), *(pair.private for pair in vault.keys.values())]
    assert len(keys) > 2
    assert not tells(shown(session), *keys)
    assert not tells(shown(vault), *keys)

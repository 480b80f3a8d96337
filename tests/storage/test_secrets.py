"""Composing libsodium: what goes in comes out, and whatever was altered stays shut."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.storage.secrets import (
    FLOOR,
    KEY_BYTES,
    BoxKeys,
    KeyDerivation,
    SigningKeys,
    WrongKey,
    decrypt,
    derive,
    encrypt,
    file_key,
    from_base64,
    normalised,
    random_bytes,
    seal,
    signature_holds,
    to_base64,
    wipe,
)
from tests.helpers.vaults import CHEAP

KEY, BOX, SIGNING = bytes(range(32)), BoxKeys.generate(), SigningKeys.generate()
CONTENT = st.binary(max_size=300)
SALT = bytes(16)


def flipped(content: bytes, position: int) -> bytes:
    """The content with one bit of it turned; any position is taken modulo its length."""
    altered = bytearray(content)
    altered[(position // 8) % len(altered)] ^= 1 << position % 8
    return bytes(altered)


@given(CONTENT)
def test_encryption_and_seals_give_back_what_went_in(content: bytes) -> None:
    assert decrypt(encrypt(content, KEY), KEY) == content
    assert BOX.unseal(seal(content, BOX.public)) == content
    assert encrypt(content, KEY) != encrypt(content, KEY)


@given(CONTENT, st.integers(0, 10_000))
def test_any_bit_turned_is_refused(content: bytes, position: int) -> None:
    with pytest.raises(WrongKey):
        decrypt(flipped(encrypt(content, KEY), position), KEY)
    with pytest.raises(WrongKey):
        BOX.unseal(flipped(seal(content, BOX.public), position))
    signature = SIGNING.sign(content)
    assert not signature_holds(content, flipped(signature, position), SIGNING.public)
    if content:
        assert not signature_holds(flipped(content, position), signature, SIGNING.public)


@given(CONTENT)
def test_another_key_opens_nothing(content: bytes) -> None:
    other, stranger = BoxKeys.generate(), SigningKeys.generate()
    with pytest.raises(WrongKey):
        decrypt(encrypt(content, KEY), other.private)
    with pytest.raises(WrongKey):
        other.unseal(seal(content, BOX.public))
    assert signature_holds(content, SIGNING.sign(content), SIGNING.public)
    assert not signature_holds(content, SIGNING.sign(content), stranger.public)


@given(st.binary(max_size=100))
def test_rubbish_opens_nothing(rubbish: bytes) -> None:
    with pytest.raises(WrongKey):
        decrypt(rubbish, KEY)
    with pytest.raises(WrongKey):
        BOX.unseal(rubbish)
    assert not signature_holds(b"", rubbish, SIGNING.public)


def test_the_floor_is_what_was_promised_and_holds_both_ways() -> None:
    assert (FLOOR.operations, FLOOR.memory) == (3, 256 * 1024 * 1024)
    assert KeyDerivation(2, FLOOR.memory).below(FLOOR)
    assert KeyDerivation(3, FLOOR.memory - 1).below(FLOOR)
    assert not KeyDerivation(4, FLOOR.memory).below(FLOOR)


def test_a_passphrase_is_the_same_however_its_accents_are_typed() -> None:
    composed, decomposed = bytearray("é".encode()), bytearray("e\u0301".encode())
    assert normalised(decomposed) == composed
    assert derive(composed, SALT, CHEAP) == derive(decomposed, SALT, CHEAP)
    assert derive(composed, SALT, CHEAP) != derive(bytearray(b"e"), SALT, CHEAP)


@pytest.mark.parametrize("passphrase", [b"", b" ", b"\0", b"a\0b", b"a" * 100_000, "🙂".encode()])
def test_every_passphrase_is_taken_whole(passphrase: bytes) -> None:
    key = derive(bytearray(passphrase), SALT, CHEAP)
    assert len(key) == KEY_BYTES
    assert key != derive(bytearray(passphrase + b"x"), SALT, CHEAP)
    assert key != derive(bytearray(passphrase), b"1" * 16, CHEAP)


def test_each_compartment_and_epoch_has_its_own_file_key() -> None:
    purposes = [f"baken file {name} {epoch}" for name in ("house", "registry") for epoch in (1, 2)]
    assert len({bytes(file_key(BOX.private, purpose)) for purpose in purposes}) == 4
    assert file_key(BOX.private, purposes[0]) != file_key(random_bytes(), purposes[0])


def test_wiping_overwrites_in_place() -> None:
    secret = bytearray(b"secret")
    wipe(secret)
    assert secret == bytes(6)
    wipe(bytearray())


@given(st.binary(max_size=80))
def test_base64_has_one_spelling_only(content: bytes) -> None:
    text = to_base64(content)
    assert from_base64(text) == content
    for other in (text + "=", text + "\n", " " + text, text + "!", text.rstrip("=") + "==="):
        with pytest.raises(ValueError, match=r".*"):
            from_base64(other)


def test_the_unused_bits_of_base64_are_not_a_place_to_hide() -> None:
    assert to_base64(b"a") == "YQ=="
    for other in ("YR==", "YS==", "YX=="):
        with pytest.raises(ValueError, match=r".*"):
            from_base64(other)

"""Composing libsodium: passphrase to key, sealed boxes, signatures, and wiping what was secret."""

from __future__ import annotations

import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

import nacl.bindings as sodium
from nacl._sodium import ffi, lib  # type: ignore[import-not-found]  # sodium_memzero has no public binding
from nacl.exceptions import CryptoError

KEY_BYTES = 32
SALT_BYTES = sodium.crypto_pwhash_SALTBYTES
SIGNATURE_BYTES = sodium.crypto_sign_BYTES


class WrongKey(Exception):
    """A box did not open: wrong passphrase, or the file was altered."""


@dataclass(frozen=True, slots=True)
class KeyDerivation:
    """Argon2id cost: `operations` passes over `memory` bytes. The default is the floor for real vaults.

    Only tests construct a cheaper one; neither environment nor command line can.
    """

    operations: int = 3
    memory: int = 256 * 1024 * 1024

    def below(self, floor: KeyDerivation) -> bool:
        return self.operations < floor.operations or self.memory < floor.memory


FLOOR = KeyDerivation()


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in place."""
    if secret:
        lib.sodium_memzero(ffi.from_buffer(secret), len(secret))


def normalised(passphrase: bytearray) -> bytearray:
    """The passphrase in Unicode NFC, so that `é` typed with a dead key is the same everywhere."""
    return bytearray(unicodedata.normalize("NFC", passphrase.decode("utf-8")).encode("utf-8"))


def derive(passphrase: bytearray, salt: bytes, cost: KeyDerivation) -> bytearray:
    """Argon2id over the normalised passphrase: 32 bytes. Takes about half a second at the default cost."""
    exact = normalised(passphrase)
    try:
        return bytearray(
            sodium.crypto_pwhash_alg(
                KEY_BYTES,
                bytes(exact),
                salt,
                cost.operations,
                cost.memory,
                sodium.crypto_pwhash_ALG_ARGON2ID13,
            )
        )
    finally:
        wipe(exact)


def random_bytes(count: int = KEY_BYTES) -> bytearray:
    """Bytes from the operating system's generator."""
    return bytearray(sodium.randombytes(count))


@dataclass(frozen=True, slots=True)
class BoxKeys:
    """An X25519 pair: anyone seals to `public`, only `private` opens."""

    public: bytes
    private: bytearray = field(repr=False)

    @classmethod
    def generate(cls) -> BoxKeys:
        public, private = sodium.crypto_box_keypair()
        return cls(public, bytearray(private))

    @classmethod
    def of_private(cls, private: bytearray) -> BoxKeys:
        return cls(sodium.crypto_scalarmult_base(bytes(private)), private)

    def unseal(self, sealed: bytes) -> bytearray:
        """Open what was sealed to `public`; raises WrongKey."""
        try:
            return bytearray(sodium.crypto_box_seal_open(sealed, self.public, bytes(self.private)))
        except (CryptoError, ValueError, TypeError) as problem:
            raise WrongKey from problem


def seal(content: bytes | bytearray, public: bytes) -> bytes:
    """Seal to a public key; the sender cannot open it again."""
    return sodium.crypto_box_seal(bytes(content), public)


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """An Ed25519 pair, made from a 32-byte seed."""

    public: bytes
    seed: bytearray = field(repr=False)

    @classmethod
    def generate(cls) -> SigningKeys:
        return cls.of_seed(random_bytes())

    @classmethod
    def of_seed(cls, seed: bytearray) -> SigningKeys:
        public, _ = sodium.crypto_sign_seed_keypair(bytes(seed))
        return cls(public, seed)

    def sign(self, content: bytes) -> bytes:
        """A detached signature of 64 bytes."""
        _, secret = sodium.crypto_sign_seed_keypair(bytes(self.seed))
        return sodium.crypto_sign(content, secret)[:SIGNATURE_BYTES]


def signature_holds(content: bytes, signature: bytes, public: bytes) -> bool:
    """Whether `signature` over `content` was made with the private half of `public`."""
    try:
        sodium.crypto_sign_open(signature + content, public)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def encrypt(content: bytes | bytearray, key: bytes | bytearray) -> bytes:
    """XChaCha20-Poly1305 with a random nonce in front."""
    nonce = sodium.randombytes(sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    return nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(content), None, nonce, bytes(key))


def decrypt(content: bytes, key: bytes | bytearray) -> bytearray:
    """The inverse of `encrypt`; raises WrongKey for another key or an altered content."""
    size = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
    try:
        return bytearray(
            sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
                content[size:], None, content[:size], bytes(key)
            )
        )
    except (CryptoError, ValueError, TypeError) as problem:
        raise WrongKey from problem


def file_key(private: bytes | bytearray, purpose: str) -> bytearray:
    """BLAKE2b-256 keyed with a compartment's private key: the raw key of its file.

    Bound to the private key, whose public half the administrators sign, so nobody can pass off
    another file and key as the compartment.
    """
    return bytearray(
        sodium.crypto_generichash_blake2b_salt_personal(purpose.encode(), KEY_BYTES, key=bytes(private))
    )


def to_base64(content: bytes | bytearray) -> str:
    """Bytes as text, for the signed files."""
    return b64encode(content).decode()


def from_base64(text: str) -> bytes:
    """The inverse of `to_base64`; raises ValueError for any other spelling of the same bytes."""
    content = b64decode(text, validate=True)
    if to_base64(content) != text:
        raise ValueError("not the one spelling")
    return content

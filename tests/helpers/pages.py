"""The pages of a compartment's file as they are under the encryption, the freed ones too."""

from __future__ import annotations

import ctypes
import ctypes.util
from pathlib import Path

import pytest

from desktop.domain.roles import Compartment
from desktop.services.session import Session
from desktop.storage.connection import PAGE_BYTES
from desktop.storage.seals import database_key

_RESERVED = 80  # SQLCipher 4: the vector of the page (16 bytes) and its authentication code
_VECTOR = 16
_SALT = 16  # the first page begins with it, unencrypted


def decrypted(session: Session, compartment: Compartment) -> bytes:
    """All pages of the file and of the write-ahead log beside it; the test is skipped without libcrypto."""
    key = bytes(database_key(session.vault.keys[compartment], compartment, 1))
    path = session.folder / f"{compartment}.db"
    content = path.read_bytes()
    pages = [content[place : place + PAGE_BYTES] for place in range(0, len(content), PAGE_BYTES)]
    plain = [_page(page, key, skip=0 if number else _SALT) for number, page in enumerate(pages)]
    return b"".join([*plain, *_of_log(path.with_name(path.name + "-wal"), key)])


def _of_log(path: Path, key: bytes) -> list[bytes]:
    content = path.read_bytes() if path.exists() else b""
    frames = range(32, len(content), 24 + PAGE_BYTES)
    found = []
    for place in frames:
        number = int.from_bytes(content[place : place + 4])
        page = content[place + 24 : place + 24 + PAGE_BYTES]
        found.append(_page(page, key, skip=_SALT if number == 1 else 0))
    return found


def _page(page: bytes, key: bytes, *, skip: int) -> bytes:
    end = PAGE_BYTES - _RESERVED
    return _aes_cbc(page[skip:end], key, page[end : end + _VECTOR])


def _aes_cbc(content: bytes, key: bytes, vector: bytes) -> bytes:
    crypto = _libcrypto()
    context = crypto.EVP_CIPHER_CTX_new()
    out, length = ctypes.create_string_buffer(len(content) + 32), ctypes.c_int(0)
    assert crypto.EVP_DecryptInit_ex(context, crypto.EVP_aes_256_cbc(), None, key, vector)
    crypto.EVP_CIPHER_CTX_set_padding(context, 0)
    assert crypto.EVP_DecryptUpdate(context, out, ctypes.byref(length), content, len(content))
    crypto.EVP_CIPHER_CTX_free(context)
    return out.raw[: length.value]


def _libcrypto() -> ctypes.CDLL:
    name = ctypes.util.find_library("crypto")
    if name is None:
        pytest.skip("no libcrypto here to look under the encryption with")
    crypto = ctypes.CDLL(name)
    crypto.EVP_CIPHER_CTX_new.restype = ctypes.c_void_p
    crypto.EVP_aes_256_cbc.restype = ctypes.c_void_p
    crypto.EVP_CIPHER_CTX_free.argtypes = [ctypes.c_void_p]
    crypto.EVP_CIPHER_CTX_set_padding.argtypes = [ctypes.c_void_p, ctypes.c_int]
    crypto.EVP_DecryptInit_ex.argtypes = [ctypes.c_void_p] * 3 + [ctypes.c_char_p] * 2
    crypto.EVP_DecryptUpdate.argtypes = [
        *(ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)),
        *(ctypes.c_char_p, ctypes.c_int),
    ]
    return crypto

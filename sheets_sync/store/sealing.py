"""Encrypted backups: AES-256-GCM in pieces, so that a file of any size takes little memory.

Each piece is sealed for its place and for whether it is the last (STREAM: Hoang, Reyhanitabar, Rogaway and
Vizár, 2015): pieces that are lost, doubled, exchanged or cut off are found out.
"""

import os
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from sheets_sync.disk import remedy, write_new
from sheets_sync.errors import StoreError
from sheets_sync.store.private import owners_alone

#: Begins every encrypted backup, before the key's mark and the nonce's first part.
SEALED = b"sheets-sync sealed backup 1\n"
#: Ends the name of one.
SUFFIX = ".sealed"
KEY, MARK, PREFIX = 32, 8, 7
#: Bytes of a piece before it is sealed, and what sealing adds to it.
PIECE, TAG = 1 << 20, 16


def make_key(file: Path) -> None:
    """A new key in a file that its owner alone reads. Raises StoreError where there is one already."""
    try:
        write_new(file, b64encode(os.urandom(KEY)) + b"\n")
    except FileExistsError:
        text = f"{file} is there already: backups sealed with it could not be opened with another."
        raise StoreError(text) from None
    except OSError as error:
        raise StoreError(f"The key cannot be written to {file}: {error.strerror}. {remedy(error)}") from error


def read_key(file: Path) -> bytes:
    """The key in a file. Raises StoreError, saying how to get one."""
    try:
        key = b64decode(file.read_bytes().strip(), validate=True)
    except FileNotFoundError:
        raise StoreError(
            f"There is no key {file}, which store.backup_key_file names: bring it back from where its copy is"
            " kept, or make the first one with `sheets-sync store key`."
        ) from None
    except OSError as error:
        raise StoreError(f"The key {file} cannot be read: {error.strerror}.") from error
    except NoBase64:
        key = b""
    if len(key) != KEY:
        raise StoreError(f"{file} holds no key of ours: bring its copy back.")
    return key


def mark_of(key: bytes) -> str:
    """Tells one key from another, and nothing about it."""
    return sha256(SEALED + key).hexdigest()[: 2 * MARK]


def is_sealed(file: Path) -> bool:
    """Whether a file is an encrypted backup. Raises StoreError when it cannot be read."""
    with _told(file, "read"), file.open("rb") as opened:
        return opened.read(len(SEALED)) == SEALED


def seal(plain: Path, sealed: Path, key: bytes) -> None:
    """Write a file's content encrypted into a new one. Raises StoreError."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    prefix = os.urandom(PREFIX)
    with (
        _told(sealed, "written"),
        plain.open("rb") as source,
        open(sealed, "xb", opener=owners_alone) as target,
    ):
        target.write(SEALED + bytes.fromhex(mark_of(key)) + prefix)
        cipher = AESGCM(key)
        for nonce, piece in _pieces(source, prefix, PIECE):
            target.write(cipher.encrypt(nonce, piece, SEALED))
        target.flush()
        os.fsync(target.fileno())


def unseal(sealed: Path, plain: Path, key: bytes | None) -> None:
    """Write the content of an encrypted backup into a new file.

    Raises StoreError without its key, and for a file that is damaged or was changed: nothing of it is used.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    with (
        _told(sealed, "read"),
        sealed.open("rb") as source,
        open(plain, "xb", opener=owners_alone) as target,
    ):
        source.seek(len(SEALED))
        mark = source.read(MARK).hex()
        if key is None or mark != mark_of(key):
            raise StoreError(_without_key(sealed, mark, key))
        prefix, cipher = source.read(PREFIX), AESGCM(key)
        try:
            for nonce, piece in _pieces(source, prefix, PIECE + TAG):
                target.write(cipher.decrypt(nonce, piece, SEALED))
        except InvalidTag:
            raise StoreError(f"{sealed} is damaged or was changed. Take an older backup.") from None


def _without_key(sealed: Path, mark: str, key: bytes | None) -> str:
    if key is None:
        given = "store.backup_key_file names none"
    else:
        given = f"the one that store.backup_key_file names is {mark_of(key)}"
    return (
        f"{sealed} is encrypted with the key {mark}; {given}. Bring that key back from where its copy is kept"
        " and name it in store.backup_key_file: without it nobody can read this backup."
    )


def _pieces(source: BinaryIO, prefix: bytes, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Each piece with its nonce: prefix, number, and 1 for the last one; a file of nothing is one piece."""
    number, piece = 0, source.read(size)
    while True:
        following = source.read(size)
        yield prefix + number.to_bytes(4, "big") + bytes([not following]), piece
        if not following:
            return
        number, piece = number + 1, following


@contextmanager
def _told(file: Path, done: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"The backup {file} cannot be {done}: {error.strerror}. {remedy(error)}") from error

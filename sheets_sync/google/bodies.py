"""The body of an answer: read whole but never without bounds, and checked against its shape."""

import re
from collections.abc import Callable
from typing import TypeVar

import requests
from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from sheets_sync.google.waits import COMPUTER, Time
from sheets_sync.limits import BYTES_OF_ANSWER, SECONDS_OF_ANSWER

#: Bytes that are unpacked at a time: each may become a thousand.
PIECE = 2**14
Shape = TypeVar("Shape")
#: In JSON: an escaped backslash, a character in two halves, or half a character.
_HALVES = re.compile(
    rb"(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)


class NotUnderstood(requests.exceptions.ContentDecodingError):
    """A success that cannot be what Google says."""


def whole(response: requests.Response, time: Time = COMPUTER, most: int = BYTES_OF_ANSWER.most) -> bytes:
    """The body, unpacked. Raises NotUnderstood for one that is too long or comes too slowly."""
    begun, size, pieces = time.now(), 0, []
    for piece in response.iter_content(PIECE):
        size += len(piece)
        if size > most:
            response.close()
            raise NotUnderstood(f"the answer is longer than {most:,} bytes")
        if time.now() - begun > SECONDS_OF_ANSWER.most:
            response.close()
            raise NotUnderstood(f"the answer does not end within {SECONDS_OF_ANSWER.most} seconds")
        pieces.append(piece)
    return b"".join(pieces)


def _without_halves(body: bytes) -> bytes:
    """Half a character, which JSON can write and no text can hold, as �: one cell stops no workbook."""
    if b"\\ud" not in body and b"\\uD" not in body:
        return body
    return _HALVES.sub(lambda found: found[1] or b"\\ufffd", body)


def any_json(body: bytes) -> None:
    """Accepts JSON of any shape, and nothing at all. Raises NotUnderstood for what was cut off."""
    try:
        if body:
            from_json(_without_halves(body))
    except ValueError as error:
        raise NotUnderstood(f"no JSON: {error}") from None


def reader(shape: TypeAdapter[Shape], into: list[Shape]) -> Callable[[bytes], None]:
    """Puts what a body says into a list. Raises NotUnderstood."""

    def read(body: bytes) -> None:
        try:
            into[:] = [shape.validate_json(_without_halves(body))]
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(map(str, first["loc"])) or "the answer"
            raise NotUnderstood(f"{place}: {first['msg']}") from None

    return read

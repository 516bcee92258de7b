"""The body of an answer: read whole but never without bounds, and checked against its shape."""

from collections.abc import Callable
from typing import TypeVar

import requests
from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from sheets_sync.google.waits import COMPUTER, Time

#: Bytes of an answer once it is unpacked. Ten million cells, Google's limit, are far more than a ward has;
#: 50,000 rows of 20 columns are about 100 MB.
MOST_BYTES = 256 * 2**20
#: Seconds in which an answer must have come whole: Google ends a request after 180.
MOST_SECONDS = 600.0
#: Bytes that are unpacked at a time: each may become a thousand.
PIECE = 2**14
Shape = TypeVar("Shape")


class NotUnderstood(requests.exceptions.ContentDecodingError):
    """A success that cannot be what Google says."""


def whole(response: requests.Response, time: Time = COMPUTER, most: int = MOST_BYTES) -> bytes:
    """The body, unpacked. Raises NotUnderstood for one that is too long or comes too slowly."""
    begun, size, pieces = time.now(), 0, []
    for piece in response.iter_content(PIECE):
        size += len(piece)
        if size > most:
            response.close()
            raise NotUnderstood(f"the answer is longer than {most:,} bytes")
        if time.now() - begun > MOST_SECONDS:
            response.close()
            raise NotUnderstood(f"the answer does not end within {MOST_SECONDS:.0f} seconds")
        pieces.append(piece)
    return b"".join(pieces)


def any_json(body: bytes) -> None:
    """Accepts JSON of any shape, and nothing at all. Raises NotUnderstood for what was cut off."""
    try:
        if body:
            from_json(body)
    except ValueError as error:
        raise NotUnderstood(f"no JSON: {error}") from None


def reader(shape: TypeAdapter[Shape], into: list[Shape]) -> Callable[[bytes], None]:
    """Puts what a body says into a list. Raises NotUnderstood."""

    def read(body: bytes) -> None:
        try:
            into[:] = [shape.validate_json(body)]
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(map(str, first["loc"])) or "the answer"
            raise NotUnderstood(f"{place}: {first['msg']}") from None

    return read

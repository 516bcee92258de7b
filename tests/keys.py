"""Few keys for all service accounts of a process: to make one takes longer than most tests that need one."""

from itertools import count
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

#: No test has so many accounts whose keys must not be the same.
FEW = 4
_make = rsa.generate_private_key
_made: dict[tuple[int, int, int], rsa.RSAPrivateKey] = {}
_turns = count()


def _one_of_few(public_exponent: int, key_size: int, backend: Any = None) -> rsa.RSAPrivateKey:
    place = (next(_turns) % FEW, public_exponent, key_size)
    if place not in _made:
        _made[place] = _make(public_exponent, key_size)
    return _made[place]


def share_keys() -> None:
    """From now on, in this process and those that are forked from it."""
    rsa.generate_private_key = _one_of_few

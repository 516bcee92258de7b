"""What becomes of each request and method of Google's: computed, stored only, or refused, and why."""

import re
from dataclasses import dataclass

from sheets_sync.emulator.requests.refused import REFUSED as REFUSED_REQUESTS
from sheets_sync.emulator.requests.registry import HANDLERS, STORED
from sheets_sync.emulator.routes_drive import ROUTES as DRIVE_ROUTES
from sheets_sync.emulator.routes_refused import REFUSED as REFUSED_METHODS
from sheets_sync.emulator.routes_sheets import ROUTES as SHEETS_ROUTES

COMPUTED, STORED_ONLY, REFUSED = "computed", "stored only", "refused"
PARAMETER = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Answer:
    """How the local server answers; `why` is empty where nothing is left out."""

    kind: str
    why: str = ""


def of_request(kind: str) -> Answer | None:
    """The answer to a kind of request of batchUpdate; None for one that nobody thought of."""
    if kind in REFUSED_REQUESTS:
        return Answer(REFUSED, REFUSED_REQUESTS[kind])
    if kind in STORED:
        return Answer(STORED_ONLY, STORED[kind])
    return Answer(COMPUTED) if kind in HANDLERS else None


def of_method(verb: str, path: str) -> Answer | None:
    """The answer to a method, by its verb and the path in the discovery document; None for an unknown one."""
    wanted = verb, _bare(path)
    for known_verb, known, why in REFUSED_METHODS:
        if (known_verb, _bare(known)) == wanted:
            return Answer(REFUSED, why)
    known_routes = {(known_verb, _bare(known)) for known_verb, known, *_ in (*SHEETS_ROUTES, *DRIVE_ROUTES)}
    return Answer(COMPUTED) if wanted in known_routes else None


def _bare(path: str) -> str:
    """A path without the names of its parameters."""
    return PARAMETER.sub("{}", path)

"""Who may do what with a file: permissions, inherited ones included."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
RANKS = {"reader": 1, "commenter": 2, "writer": 3, "fileOrganizer": 4, "organizer": 5, "owner": 6}
READER, WRITER = RANKS["reader"], RANKS["writer"]
#: Folders within folders that are followed upwards.
DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    email: str
    #: Whether it is a service account.
    service: bool = False
    #: Whether a person at the page asks, whose changes can be taken back.
    at_page: bool = False

    @property
    def anonymous(self) -> bool:
        """Whether only an API key came along, which stands for nobody."""
        return not self.email

    @property
    def domain(self) -> str:
        """What follows the @."""
        return self.email.rpartition("@")[2]


def permission_id(email: str) -> str:
    """The id that Drive gives to the permission of an address, always the same."""
    return str(int(hashlib.sha256(email.casefold().encode()).hexdigest()[:16], 16)).zfill(20)


def root_id(email: str) -> str:
    """The id of a person's My Drive, always the same."""
    return f"0A{hashlib.sha256(email.casefold().encode()).hexdigest()[:14]}PVA"


def permission(kind: str, role: str, email: str = "", domain: str = "", **more: Any) -> Json:
    """A permission as it is kept."""
    made: Json = {"type": kind, "role": role, **more}
    if kind in ("user", "group"):
        made |= {"id": permission_id(email), "emailAddress": email, "displayName": email.partition("@")[0]}
    elif kind == "domain":
        made |= {"id": permission_id(domain)[:-1] + "k", "domain": domain, "displayName": domain}
    else:
        made["id"] = "anyoneWithLink"
    return made


def _rank(found: Json, caller: Caller, *, listed: bool) -> int:
    kind = found["type"]
    if kind in ("user", "group"):
        applies = found["emailAddress"].casefold() == caller.email.casefold()
    elif kind == "domain":
        applies = found["domain"].casefold() == caller.domain.casefold() and not listed
    else:
        # What anyone with the link may open is not listed to everyone.
        applies = not listed
    return RANKS[found["role"]] if applies else 0


def rank(
    files: Mapping[str, Json], drives: Mapping[str, Json], file: Json, caller: Caller, *, listed: bool = False
) -> int:
    """The strongest role of the caller on a file, as a rank; 0 is none."""
    best = 0
    for _ in range(DEEPEST):
        best = max([best, *(_rank(found, caller, listed=listed) for found in file.get("permissions", []))])
        drive = drives.get(file.get("driveId", ""))
        if drive:
            best = max([best, *(_rank(found, caller, listed=listed) for found in drive["permissions"])])
        parent = files.get(next(iter(file.get("parents", [])), ""))
        if parent is None:
            return best
        file = parent
    return best


def owner_of(file: Json) -> str:
    """The owner's address; empty in a shared drive, where files have none."""
    return next(
        (found["emailAddress"] for found in file.get("permissions", []) if found["role"] == "owner"), ""
    )

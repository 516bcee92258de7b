"""Where a person's sign-in is kept: one file beside campaign.toml, for its owner only."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from google.oauth2.credentials import Credentials

from sheets_sync.disk import PRIVATE, remedy, write_whole
from sheets_sync.errors import NotSignedIn

#: What a sign-in is made of.
NEEDED = ("refresh_token", "client_id", "client_secret", "token_uri")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What is kept of a person's sign-in."""

    #: Address of the person; empty when Google did not tell.
    account: str
    scopes: tuple[str, ...]
    #: When it was made.
    at: datetime
    #: When Google ends it, as it does after seven days for an app in “Testing”; None when it stays.
    ends: datetime | None
    #: Others on this computer may read the file.
    exposed: bool


def write(file: Path, content: dict[str, Any]) -> None:
    """Put it in place whole, readable by its owner only. Raises NotSignedIn."""
    try:
        write_whole(file, json.dumps(content).encode(), PRIVATE)
    except OSError as error:
        text = f"The sign-in cannot be kept in {file}: {error.strerror}. {remedy(error)}"
        raise NotSignedIn(text) from error


def read(file: Path) -> Credentials:
    """The credentials that were kept. Raises NotSignedIn when there are none."""
    content = kept(file)
    if not all(isinstance(content.get(name), str) and content[name] for name in NEEDED):
        raise NotSignedIn(f"{file} holds no sign-in: run `sheets-sync login` again.")
    # Not by the library's own reader: that one forgets where the token comes from.
    found: Credentials = Credentials(  # type: ignore[no-untyped-call]
        None,
        **{name: content[name] for name in NEEDED},
        scopes=content.get("scopes"),
        account=str(content.get("account") or ""),
    )
    return found


def look(file: Path) -> SignedIn:
    """Whose sign-in is kept, since when and for how long. Raises NotSignedIn."""
    found = kept(file)
    ends = found.get("ends")
    return SignedIn(
        account=str(found.get("account") or ""),
        scopes=tuple(found.get("scopes") or ()),
        at=datetime.fromisoformat(found["signed_in"]) if found.get("signed_in") else datetime.now(UTC),
        ends=datetime.fromisoformat(ends) if ends else None,
        exposed=bool(file.stat().st_mode & 0o077),
    )


def name_owner(file: Path, account: str) -> None:
    """Note whose sign-in it is, once Google has told."""
    write(file, {**kept(file), "account": account})


def kept(file: Path) -> dict[str, Any]:
    """What the file holds. Raises NotSignedIn when it is not there or holds something else."""
    try:
        found: Any = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotSignedIn(f"Nobody is signed in ({file} is not there): run `sheets-sync login`.") from None
    except (OSError, ValueError) as error:
        told = type(error).__name__
        raise NotSignedIn(f"{file} cannot be read ({told}): run `sheets-sync login` again.") from error
    if not isinstance(found, dict):
        raise NotSignedIn(f"{file} holds no sign-in: run `sheets-sync login` again.")
    return found

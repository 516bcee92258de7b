"""How a local Google behaves; every value can be chosen at start."""

from dataclasses import dataclass
from typing import Literal

from sheets_sync.emulator.quota import Limits

#: As Google has them (Sheets API, "Usage limits").
GOOGLES = Limits()


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one server."""

    #: Who owns what is made with a token that names nobody.
    owner: str = "owner@example.com"
    #: Milliseconds that every answer of the APIs is held back.
    latency_ms: int = 0
    #: `google` enforces Google's calls per minute.
    quota: Literal["google", "off"] = "off"
    #: How many calls those are.
    limits: Limits = GOOGLES
    #: Seconds until a change shows in changes.list.
    drive_lag_s: float = 0
    #: Seconds until a write shows in reads.
    read_lag_s: float = 0
    #: Workbooks kept in memory at once.
    workbooks_in_memory: int = 256
    #: Whether service accounts may own files; Google refuses them storage outside of shared drives.
    service_accounts_own_files: bool = False
    #: Whether a call needs a token that this server knows (a service account's, or `user:mail`).
    require_token: bool = False
    #: What the controls ask for in the header X-Local-Google-Token; empty: nothing, as tests have it.
    token: str = ""
    #: Names under which the server is reached, beside its addresses and `localhost`.
    names: tuple[str, ...] = ()

"""What the door to Google needs to know."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Auth = Literal["service-account", "adc", "anonymous"]
#: What the account is going to do; each purpose asks for the smallest scopes.
Purpose = Literal["sync", "provision"]


@dataclass(frozen=True, slots=True)
class GoogleSettings:
    """How to reach Google and how hard to try."""

    #: Another server that answers as Google does; None is Google itself.
    api_base_url: str | None = None
    auth: Auth = "service-account"
    #: Key of the service account; needed for `service-account` only.
    credentials_file: Path | None = None
    #: Google's quota per minute and account (Sheets API, "Usage limits"); 0 means no limit.
    reads_per_minute: int = 60
    writes_per_minute: int = 60
    #: Tries of one call, the first included.
    attempts: int = 6
    #: Seconds before the first retry; each further wait doubles, up to 64, with jitter.
    first_wait: float = 1.0
    #: Shared drive or folder in which workbooks are made.
    folder: str | None = None

"""The shape of campaign.toml's [google]."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from sheets_sync.config.mail import THIS_MACHINE
from sheets_sync.config.section import Email, Section


class GoogleSection(Section):
    """How Google is reached; see sheets_sync.google.settings for the meaning."""

    #: Another server that answers as Google does; none is Google itself.
    api_base_url: Annotated[str, Field(pattern=r"^https?://")] | None = None
    #: Who signs in: the account of a key, a person (`sheets-sync login`), application default
    #: credentials, nobody (local Google).
    auth: Literal["service-account", "user", "adc", "anonymous"] = "service-account"
    #: Where `sheets-sync login` keeps the person's sign-in.
    token_file: Path = Path("google-token.json")
    #: Service account that the person, or the machine with `adc`, stands in for: no key is needed.
    impersonate: Email | None = None
    #: Key of the service account; needed for `service-account`.
    credentials_file: Path | None = None
    #: Address of the account that syncs, where another one provisions: it may edit every workbook.
    sync_account: Email | None = None
    #: Whether Google sends a mail of its own when it shares: what addresses without an account need.
    invite: Literal["when needed", "never", "always"] = "when needed"
    #: Google's quota of the account; 0 means no limit.
    reads_per_minute: Annotated[int, Field(ge=0)] = 60
    #: Google's quota of the account; 0 means no limit.
    writes_per_minute: Annotated[int, Field(ge=0)] = 60
    #: Google's quota of the project, for all its accounts together; 0 means no limit.
    project_reads_per_minute: Annotated[int, Field(ge=0)] = 300
    #: Google's quota of the project, for all its accounts together; 0 means no limit.
    project_writes_per_minute: Annotated[int, Field(ge=0)] = 300
    #: Folder in which all processes count their calls; campaigns of one Google project share it.
    quota_folder: Path = Path("quota")
    #: Seconds at least between two calls for one workbook; Google advises one.
    workbook_seconds: Annotated[float, Field(ge=0)] = 1.0
    #: Person whom the service account acts for (domain-wide delegation); none: for itself.
    act_as: Email | None = None
    #: Tries of one call, the first included.
    attempts: Annotated[int, Field(ge=1, le=20)] = 6
    #: Seconds: bound of the first wait; it doubles with each further attempt.
    first_wait: Annotated[float, Field(gt=0, le=60)] = 4.0
    #: Seconds that one file is waited for in a run, all its calls together; then others go on. 0: no limit.
    file_seconds: Annotated[float, Field(ge=0)] = 120.0
    #: Id of the shared drive that holds the workbooks; its own list tells what changed.
    shared_drive: str | None = None
    #: Id of the folder in which workbooks are made.
    folder: str | None = None
    #: Workbooks read at the same time.
    threads: Annotated[int, Field(ge=1, le=64)] = 8

    @model_validator(mode="after")
    def _key_is_given(self) -> "GoogleSection":
        if self.auth == "service-account" and self.credentials_file is None:
            raise ValueError("auth = service-account needs credentials_file, the path of the account's key")
        parts = urlsplit(self.api_base_url or "")
        if self.auth != "anonymous" and parts.scheme == "http" and parts.hostname not in THIS_MACHINE:
            raise ValueError(
                "api_base_url = http:// would show to everybody on the way what signs in: use https://, or "
                "auth = anonymous"
            )
        return self

"""What the door to Google needs to know."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Auth = Literal["service-account", "user", "adc", "anonymous"]
#: What the account is going to do; each purpose asks for the smallest scopes.
Purpose = Literal["sync", "provision", "gmail", "smtp"]


@dataclass(frozen=True, slots=True)
class GoogleSettings:
    """How to reach Google and how hard to try."""

    #: Another server that answers as Google does; None is Google itself.
    api_base_url: str | None = None
    auth: Auth = "service-account"
    #: Key of the service account; needed for `service-account` only.
    credentials_file: Path | None = None
    #: Where a person's sign-in is kept, for `user`.
    token_file: Path | None = None
    #: Service account that whoever is signed in stands in for, without its key; None: for nobody.
    impersonate: str | None = None
    #: Person that the service account acts for (domain-wide delegation); None acts as itself.
    act_as: str | None = None
    #: Google's quota per minute and account (Sheets API, "Usage limits"); 0 means no limit.
    reads_per_minute: int = 60
    writes_per_minute: int = 60
    #: The same for all accounts of the project together; without limit where the account has none.
    project_reads_per_minute: int = 300
    project_writes_per_minute: int = 300
    #: The calls are about single units, and leave some of the quota to the runs of the account.
    beside_runs: bool = False
    #: Folder in which all processes count their calls; None counts those of this process only.
    quota_folder: Path | None = None
    #: PostgreSQL database in which all machines count their calls, in place of the folder.
    quota_database: str | None = None
    #: Seconds at least between two calls for one workbook (Google advises one a second).
    workbook_seconds: float = 1.0
    #: Calls in a row without an answer after which Google is not asked for `cool_down` seconds; 0: never.
    circuit_failures: int = 8
    cool_down: float = 60.0
    #: Tries of one call, the first included.
    attempts: int = 6
    #: Seconds: bound of the first wait; the bound doubles with each further attempt up to `longest_wait`.
    #: Six attempts wait about a minute on average, the time in which Google's quotas refill.
    first_wait: float = 4.0
    longest_wait: float = 64.0
    #: Seconds at most between the attempts at one file, all its calls together; 0: no limit.
    file_seconds: float = 120.0
    #: Seconds to connect, and to wait for more of an answer: Google ends a request after 180.
    timeout: tuple[float, float] = (10.0, 190.0)
    #: Id of the shared drive that holds the workbooks.
    shared_drive: str | None = None
    #: Id of the folder in which workbooks are made; None is the top of the shared drive or of My Drive.
    folder: str | None = None

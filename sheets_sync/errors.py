"""Everything that can go wrong on our side, as one tree; a unit's mistake is a Finding, never one of these.

SheetsSyncError
├── ConfigError            the configuration or the roster is wrong; lists every problem at once   (exit 2)
├── GoogleError            Google did not do what was asked                                        (exit 3)
│   ├── AccessDenied       403: not shared with this account, or not enough rights
│   ├── NotFound           404: deleted, or never shared with this account
│   ├── QuotaExceeded      429 after every permitted attempt
│   ├── GoogleUnavailable  5xx, timeouts and broken connections after every permitted attempt
│   └── RequestRefused     400: the request itself is wrong, a defect of ours
├── FormError              code of a form of the campaign's own failed while it was used          (exit 2)
├── NotProvisioned         the campaign's workbooks, or its store, were never made                 (exit 2)
├── RunInProgress          another run of the same campaign holds the lock                         (exit 1)
├── Stopped                the process was told to end; what was begun is done by the next run     (exit 143)
├── FilesDiffer            a worker has other files of a campaign than whoever asks it             (exit 1)
├── StoreError             the store cannot be read or written                                     (exit 1)
├── MailError              the mail transport did not take a message; it is tried again later      (exit 1)
│   ├── MailUnavailable    it takes none at all now: out of reach, no sign-in, our sender is refused
│   └── MailUnsure         it had the whole message and hung up: nobody knows
├── ReportError            the report cannot be written: a template, a font or a program is missing (exit 1)
└── NotSigned              something speaks against signing that nobody confirmed; lists everything (exit 2)

Caught once, at the command line, where `exit_code` becomes the process's exit code.
"""

import os
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

#: What Python says where the system lends it no memory for another thread.
NO_THREAD = "can't start new thread"
NO_MEMORY = "This computer, or the limit that was set for this program, has too little memory."
MORE_MEMORY = "Close other programs, or give it more (512 MB are enough for a ward), then run it again."


class SheetsSyncError(Exception):
    """Root of the tree; its text says what happened and what to do about it."""

    exit_code: ClassVar[int] = 1
    #: What helps with any error of the class, in one English sentence or two.
    remedy: ClassVar[str] = "Read the message; `sheets-sync doctor` looks for what else is wrong."


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of a configuration."""

    #: File that holds the mistake.
    file: Path
    #: Where in the file, e.g. `period[0].deadline` or `row 12, email`.
    key: str
    #: What stands there now, shortened; empty when nothing does.
    value: str
    #: What is wrong and how to mend it, as one English sentence or two.
    remedy: str

    def __str__(self) -> str:
        where = self.key + (f" = {self.value}" if self.value else "")
        return ": ".join(part for part in (str(self.file), where, self.remedy) if part)


class ConfigError(SheetsSyncError):
    """Every mistake found in the configuration, the roster and the catalogue, all at once."""

    exit_code = 2
    remedy = "Mend each of `problems` where it stands, then run the command again."

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class GoogleError(SheetsSyncError):
    """Google refused or failed; `status` is the HTTP status, 0 when no answer came."""

    exit_code = 3
    remedy = "See “What Google may say” in docs/operate.md; `sheets-sync doctor` tells which part fails."

    def __init__(self, message: str, status: int = 0, *, refusal: str = "", said: str = "") -> None:
        """`refusal` is the line of the catalogue (docs/refusals.md), `said` Google's innermost words."""
        self.status = status
        self.refusal = refusal
        self.said = said
        super().__init__(message)

    def told_more(self, text: str) -> Self:
        """The same error with one more sentence."""
        return type(self)(f"{self} {text}", self.status, refusal=self.refusal, said=self.said)


class AccessDenied(GoogleError):
    """403: the file is not shared with this account, or the account has too few rights."""

    remedy = "Share the file with the account of the service as Editor; `sheets-sync doctor` names both."


class NotSignedIn(AccessDenied):
    """There is nothing to sign in with, or it cannot be read; the text says what."""

    exit_code = 2
    remedy = "Check the key, or sign in with `sheets-sync login`; `sheets-sync doctor` tries what is there."


class NotFound(GoogleError):
    """404: the file is gone or was never shared with this account."""

    remedy = "Bring the file back from Drive's bin, or share it again with the account of the service."


class QuotaExceeded(GoogleError):
    """429 still, after every permitted attempt."""

    remedy = "It passes by itself: run again later, or lower google.reads_per_minute and writes_per_minute."


class GoogleUnavailable(GoogleError):
    """5xx, a timeout or a broken connection still, after every permitted attempt."""

    remedy = "It passes by itself: check the network and run again later."


class RequestRefused(GoogleError):
    """400: what was asked is malformed or impossible; a defect of ours, or a sheet nobody foresaw."""

    remedy = (
        "Where the message names a setting, mend it; otherwise it is a defect: report it with the message."
    )


class FormError(SheetsSyncError):
    """A form's own code failed; the text says which form, and what Python said."""

    exit_code = 2


class NotProvisioned(SheetsSyncError):
    """The campaign's workbooks were never made, or there is no store: its disk may be missing."""

    exit_code = 2
    remedy = "Run `sheets-sync provision` first."


class RunInProgress(SheetsSyncError):
    """Another run of the same campaign is going on; the text says who holds the lock."""

    remedy = "Wait for the other run to end."


class Stopped(SheetsSyncError):
    """The process was told to end (SIGTERM, SIGINT); what was begun is done by the next run."""

    #: What a shell reports of a process that SIGTERM ended.
    exit_code = 143
    remedy = "Nothing: the next run does the rest."


class FilesDiffer(SheetsSyncError):
    """A campaign's files on this machine are others than where its run goes on, or cannot be read."""

    remedy = "Bring the same files, and the same version of the program, to every machine."


class StoreError(SheetsSyncError):
    """The store cannot be read or written."""

    remedy = "Check the disk, its rights and store.url; after damage `sheets-sync store restore` a backup."


class MailError(SheetsSyncError):
    """The mail transport did not take a message, or nobody knows whether it did."""

    remedy = "Mails wait in the outbox: mend what the message names, then `sheets-sync mail send`."


class MailUnavailable(MailError):
    """The mail transport takes no message at the moment: each would be refused in the same way."""

    def __init__(self, message: str, answer: str = "") -> None:
        """`answer` is the line of the table of answers (docs/mail-answers.md)."""
        self.answer = answer
        super().__init__(message)


class MailUnsure(MailError):
    """The mail server had the whole message and hung up: nobody knows whether it arrived."""


class ReportError(SheetsSyncError):
    """The report cannot be written; the text says what is missing or mistaken."""

    remedy = "Mend what the message names, then run the command again."


class NotSigned(SheetsSyncError):
    """Something speaks against signing a report; nothing was written and nothing kept."""

    exit_code = 2
    remedy = "Mend what is listed; what may stand is confirmed one by one with --confirm CODE."


@dataclass(frozen=True, slots=True)
class Defect:
    """What went wrong in our own code, and what to do about it."""

    message: str
    remedy: str

    @classmethod
    def of(cls, error: Exception) -> "Defect":
        """Leaves the details in a file, where one can be written.

        What the computer did not let happen, for want of memory, is none.
        """
        if isinstance(error, MemoryError) or NO_THREAD in str(error):
            return cls(NO_MEMORY, MORE_MEMORY)
        message = (
            f"This is a defect of sheets-sync, not a mistake of yours ({type(error).__name__}: {error})."
        )
        # No other error needs it, and errors are known to every command.
        import tempfile

        try:
            number, file = tempfile.mkstemp(prefix="sheets-sync-", suffix=".log")
            with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as opened:
                opened.writelines(traceback.format_exception(error))
        except OSError as unwritten:
            return cls(message, f"Report it; the details could not be written ({unwritten.strerror}).")
        return cls(message, f"Report it with the details in {file}.")

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"

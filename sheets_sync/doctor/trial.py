"""Before the first night: a file is made where the workbooks will lie, shared, protected, and thrown away."""

from sheets_sync.config.loading import Config
from sheets_sync.doctor.check import Check, doubtful, failed, good
from sheets_sync.errors import GoogleError, SheetsSyncError
from sheets_sync.google import Google, GoogleSettings
from sheets_sync.google.trial import steps, trial_file

NAME = "trial"
NEEDS_MAIL = "share-needs-mail"


def examine_trial(config: Config, settings: GoogleSettings) -> Check:
    """Six calls at most; what is refused is told by name, and the rest tried nevertheless."""
    person = config.office.emails[0]
    try:
        with Google(settings, "provision") as google, trial_file(google) as file:
            refused: dict[str, GoogleError] = {}
            for name, step in steps(google, file, person):
                try:
                    step()
                except GoogleError as error:
                    refused[name] = error
    except SheetsSyncError as error:
        return failed(
            NAME, f"No file can be made: {error}", "See “Where the workbooks live” in docs/operate.md."
        )
    return _told(refused, person)


def _told(refused: dict[str, GoogleError], person: str) -> Check:
    if not refused:
        return good(NAME, f"A file was made, read, protected, shared with {person}, and put into the bin.")
    told = " ".join(f"Cannot {name}: {error}" for name, error in refused.items())
    remedy = "See “Addresses without a Google account” and “When a file is refused” in docs/operate.md."
    mail_only = all(error.refusal == NEEDS_MAIL for error in refused.values())
    return doubtful(NAME, told, remedy) if mail_only else failed(NAME, told, remedy)

"""The person's sign-in as it is kept: whose, since when, for how long, readable by whom."""

from datetime import datetime, timedelta

from sheets_sync.doctor.check import Check, doubtful, failed, good
from sheets_sync.errors import SheetsSyncError
from sheets_sync.google import GoogleSettings
from sheets_sync.google.token_file import look

NAME = "key file"
#: The end of a sign-in is told as a mistake when it is nearer than this.
SOON = timedelta(days=2)
PUBLISH = "Publish the OAuth app (Google Auth Platform, Audience), then `sheets-sync login` once more."


def examine_person(settings: GoogleSettings, at: datetime) -> Check:
    """Without any call."""
    file = settings.token_file
    if file is None:
        return failed(NAME, "google.token_file is not set.", "Run `sheets-sync login`.")
    try:
        found = look(file)
    except SheetsSyncError as error:
        return failed(NAME, str(error), "Run `sheets-sync login`.")
    scopes = ", ".join(scope.rpartition("/")[2] for scope in found.scopes)
    who, days = found.account or "Somebody", (at - found.at).days
    told = f"{who} signed in {days} days ago for {scopes}; kept in {file}."
    if found.exposed:
        return doubtful(NAME, f"Others on this computer may read {file}. {told}", f"chmod 600 {file}")
    if found.ends is None:
        return good(NAME, told)
    left = found.ends - at
    told = f"{told} Google ends it on {found.ends:%Y-%m-%d}, because the OAuth app is in “Testing”."
    return failed(NAME, told, PUBLISH) if left < SOON else doubtful(NAME, told, PUBLISH)

"""What Google says: reachable, clock, sign-in, APIs, quota, where workbooks live and who may write them."""

import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sheets_sync.doctor.check import Check, Verdict, asked, doubtful, failed, good
from sheets_sync.doctor.person import examine_person
from sheets_sync.errors import GoogleError, SheetsSyncError
from sheets_sync.google import Google, GoogleSettings
from sheets_sync.google.diagnosis import clock

#: Google refuses signatures that are further from its own time.
SKEW = timedelta(minutes=5)
#: Of that much the computer's clock is not kept right by anybody.
DRIFT = timedelta(seconds=30)
#: Google's quota unless it has granted more (Sheets API, "Usage limits").
OF_ACCOUNT, OF_PROJECT = 60, 300
#: Who examines does not want to wait out a dead Google.
ATTEMPTS, FIRST_WAIT = 2, 0.5
#: Share of the storage from which somebody should look.
FULL = 0.9
DEPENDENT = ("sign-in", "Sheets API", "storage", "workbooks")


def patient(settings: GoogleSettings) -> GoogleSettings:
    """The same settings, for one who does not wait out a dead Google."""
    return replace(settings, attempts=ATTEMPTS, first_wait=FIRST_WAIT)


def examine_google(settings: GoogleSettings, books: Mapping[str, str], at: datetime) -> Iterator[Check]:
    """A handful of calls, however many workbooks there are; `books`: id to whose it is."""
    settings = patient(settings)
    yield _quota(settings)
    yield examine_person(settings, at) if settings.auth == "user" else _key(settings)
    try:
        yield _clock(clock(settings), at)
    except GoogleError as error:
        yield failed("Google", str(error), "Mend the network, then ask again.")
        yield from _skipped(DEPENDENT, "Google cannot be reached")
        return
    try:
        google = Google(settings)
    except SheetsSyncError as error:
        yield failed("sign-in", str(error), "See “Going to real Google” in docs/operate.md.")
        yield from _skipped(DEPENDENT[1:], "nobody can sign in")
        return
    with google:
        yield from _signed_in(google, books)


def _signed_in(google: Google, books: Mapping[str, str]) -> Iterator[Check]:
    remedy = "See “What Google may say” in docs/operate.md."
    sign_in = asked("sign-in", lambda: _sign_in(google), remedy)
    yield sign_in
    if sign_in.verdict is Verdict.FAILED:
        yield from _skipped(DEPENDENT[1:], "nobody can sign in")
        return
    yield asked("Sheets API", lambda: _sheets(google), remedy)
    yield asked("storage", lambda: _storage(google, books), remedy)
    yield asked("workbooks", lambda: _workbooks(google, books), remedy)


def _skipped(names: Iterable[str], why: str) -> Iterator[Check]:
    for name in names:
        yield Check(name, Verdict.SKIPPED, f"Not looked at: {why}.")


def _quota(settings: GoogleSettings) -> Check:
    limits = (settings.reads_per_minute, settings.writes_per_minute)
    of_project = (settings.project_reads_per_minute, settings.project_writes_per_minute)
    told = "{} reads and {} writes a minute, {} and {} of the project.".format(*limits, *of_project)
    if settings.api_base_url is None and 0 in limits:
        remedy = (
            "0 means no limit, and Google will refuse calls: set `google.reads_per_minute` and the others."
        )
        return failed("quota", told, remedy)
    if max(limits) > OF_ACCOUNT or max(of_project) > OF_PROJECT:
        remedy = f"More than {OF_ACCOUNT} and {OF_PROJECT} only if Google's console shows a larger quota."
        return doubtful("quota", told, remedy)
    return good("quota", told)


def _key(settings: GoogleSettings) -> Check:
    file = settings.credentials_file
    if settings.auth != "service-account" or file is None:
        return good("key file", f"None is needed to sign in with `{settings.auth}`.")
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        file.read_bytes()
    except OSError as error:
        remedy = "Put the account's JSON key there, or set `google.credentials_file` to where it is."
        return failed("key file", f"{file}: {error.strerror}.", remedy)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        return doubtful("key file", f"Others on this computer may read {file}.", f"chmod 600 {file}")
    return good("key file", f"{file} is there, for its owner only.")


def _clock(theirs: datetime, at: datetime) -> Check:
    off = at - theirs
    side = "ahead of" if off > timedelta() else "behind"
    told = f"This computer's clock is {abs(off).total_seconds():.0f} seconds {side} Google's."
    remedy = "Let it be set by the network: `timedatectl set-ntp true`, or the like."
    if abs(off) > SKEW:
        return failed(
            "Google", f"It answers, but: {told} It refuses sign-ins that are five minutes off.", remedy
        )
    return doubtful("Google", told, remedy) if abs(off) > DRIFT else good("Google", f"It answers. {told}")


def _sign_in(google: Google) -> Check:
    who = google.who()
    return good("sign-in", f"Signed in as {who.email or google.account}; the Drive API lets it in.")


def _sheets(google: Google) -> Check:
    google.try_sheets()
    return good("Sheets API", "It lets the account in.")


def _storage(google: Google, books: Mapping[str, str]) -> Check:
    """Which of the ways to own workbooks is taken (Drive API: service accounts own no files)."""
    drive = google.settings.shared_drive
    if drive is not None:
        remedy = f"Add {google.account} to it as Content manager, or correct `google.shared_drive`."
        return asked("storage", lambda: _in_drive(google.settings, drive), remedy)
    who = google.who()
    if who.storage == 0:
        return _without_storage(google, books)
    if who.storage and who.used >= FULL * who.storage:
        told = f"{who.email} has used {who.used / 1e9:.1f} of {who.storage / 1e9:.1f} GB."
        remedy = "Free some, or buy more: once it is full, nobody can write the workbooks that it owns."
        return (failed if who.used >= who.storage else doubtful)("storage", told, remedy)
    if google.settings.act_as:
        return good("storage", f"(c) Workbooks belong to {who.email}, whom the service account acts for.")
    return good("storage", f"(b) Workbooks belong to {who.email}, who is signed in.")


def _in_drive(settings: GoogleSettings, drive: str) -> Check:
    with Google(settings, "provision") as google:
        return good("storage", f"(a) Workbooks lie in the shared drive {google.name_of_drive(drive)}.")


def _without_storage(google: Google, books: Mapping[str, str]) -> Check:
    if books:
        told = "(d) Workbooks belong to the account that made them; this one owns no storage and only syncs."
        return good("storage", told)
    remedy = (
        "Choose: (a) Google Workspace: make a shared drive, add the account as Content manager, set "
        '`google.shared_drive`; (b) no Workspace: a person signs in, `google.auth = "user"` and '
        "`sheets-sync login`; (c) an administrator grants domain-wide delegation: set `google.act_as` to a "
        "person; (d) a person "
        f'provisions once, with `google.sync_account = "{google.account}"`, and this account syncs.'
    )
    return failed("storage", "The service account owns no storage, so it cannot make workbooks.", remedy)


def _workbooks(google: Google, books: Mapping[str, str]) -> Check:
    if not books:
        return doubtful("workbooks", "None has been made.", "Run `sheets-sync provision`.")
    found = google.editable(google.settings.shared_drive)
    gone = [whose for book, whose in books.items() if book not in found]
    closed = [whose for book, whose in books.items() if found.get(book) is False]
    if not gone and not closed:
        return good("workbooks", f"All {len(books)} may be written.")
    told = [f"Not there, in the bin or not shared: {', '.join(gone)}."] if gone else []
    told += [f"Only to be read: {', '.join(closed)}."] if closed else []
    remedy = (
        f"Share each with {google.account} as Editor, or take it out of the bin; for a deleted one "
        "`sheets-sync provision --replace CODE`."
    )
    return failed("workbooks", " ".join(told), remedy)

"""All files of a server: what is known of each, workbooks loaded on demand, every change on disk at once."""

import secrets
import sqlite3
import string
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sheets_sync.emulator.access import READER, WRITER, Caller, owner_of, permission, rank
from sheets_sync.emulator.clock import Clock, timestamp
from sheets_sync.emulator.defaults import FOLDER_TYPE, SPREADSHEET_TYPE
from sheets_sync.emulator.errors import DriveError, FailedPrecondition, forbidden, no_file, not_found
from sheets_sync.emulator.history import Histories
from sheets_sync.emulator.keeping import Effort, load, unsaved
from sheets_sync.emulator.settings import Settings
from sheets_sync.emulator.storage import Content, Storage
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
LETTERS = string.ascii_letters + string.digits + "-_"


def new_file_id() -> str:
    """44 characters that begin with 1, as Google's."""
    return "1" + "".join(secrets.choice(LETTERS) for _ in range(43))


class Library:
    """The files. Metadata is in memory; a workbook is guarded by a lock of its own."""

    def __init__(self, storage: Storage, settings: Settings, clock: Clock) -> None:
        self.storage = storage
        self.settings = settings
        self.clock = clock
        self._lock = threading.RLock()
        self._locks: dict[str, threading.RLock] = {}
        self._workbooks: OrderedDict[str, Workbook] = OrderedDict()
        #: When a workbook was last written and what it was before; only kept when reads lag.
        self._former: dict[str, tuple[datetime, Workbook]] = {}
        #: What writes have cost.
        self.effort = Effort()
        self._kept: sqlite3.Connection | None = None
        self.histories = Histories()
        self._load_known()

    def _load_known(self) -> None:
        loaded = self.storage.load()
        self.files = loaded.files
        self.changes = loaded.changes
        self.drives = loaded.drives
        self.accounts = loaded.accounts
        self._number = int(loaded.state.get("changes", "0"))

    @property
    def last_change(self) -> int:
        """Number of the latest change."""
        return self._number

    def rank(self, file: Json, caller: Caller, *, listed: bool = False) -> int:
        """The strongest role of the caller on a file."""
        return rank(self.files, self.drives, file, caller, listed=listed)

    def file(self, file_id: str, caller: Caller, needed: int = READER) -> Json:
        """What is known of a file; errors of the Drive API."""
        file = self.files.get(file_id)
        held = 0 if file is None else self.rank(file, caller)
        if file is None or held < READER:
            raise no_file(file_id)
        if held < needed:
            raise DriveError(
                403,
                "insufficientFilePermissions",
                "The user does not have sufficient permissions for this file.",
            )
        return file

    def snapshot(self) -> list[Json]:
        """All files, in the order they were made."""
        with self._lock:
            return list(self.files.values())

    def _lock_of(self, file_id: str) -> threading.RLock:
        with self._lock:
            return self._locks.setdefault(file_id, threading.RLock())

    def _spreadsheet(self, file_id: str, caller: Caller, needed: int) -> Json:
        file = self.files.get(file_id)
        if file is None:
            raise not_found()
        if self.rank(file, caller) < needed:
            raise forbidden()
        if file["mimeType"] != SPREADSHEET_TYPE:
            raise FailedPrecondition
        return file

    @contextmanager
    def reading(self, file_id: str, caller: Caller) -> Iterator[Workbook]:
        """A workbook to read from; errors of the Sheets API."""
        with self._lock_of(file_id):
            self._spreadsheet(file_id, caller, READER)
            yield self._stale(file_id) or self._load(file_id)

    def _stale(self, file_id: str) -> Workbook | None:
        """The workbook as it was before its last write, while the read lag hides that write."""
        former = self._former.get(file_id)
        if former is None:
            return None
        if self.clock.now() - former[0] > timedelta(seconds=self.settings.read_lag_s):
            del self._former[file_id]
            return None
        return former[1]

    @contextmanager
    def writing(self, file_id: str, caller: Caller, meta: Json | None = None) -> Iterator[Workbook]:
        """A workbook to change: kept when the block ends well, forgotten when it raises.

        `meta` is what is to be known of its file from then on, apart from its name.
        """
        with self._lock_of(file_id):
            self._spreadsheet(file_id, caller, WRITER)
            workbook = self._load(file_id)
            before = workbook.copied(file_id) if self.settings.read_lag_s else None
            try:
                yield workbook
                self._save(workbook, caller, meta or self.files[file_id])
            except BaseException:
                workbook.undo()
                raise
            if before:
                self._former[file_id] = self.clock.now(), before

    def _load(self, file_id: str) -> Workbook:
        with self._lock:
            workbook = self._workbooks.get(file_id)
            if workbook is not None:
                self._workbooks.move_to_end(file_id)
                return workbook
        workbook = load(self.storage, file_id)
        if workbook is None:
            raise not_found()
        self._remember(workbook)
        return workbook

    def _remember(self, workbook: Workbook) -> None:
        with self._lock:
            self._workbooks[workbook.id] = workbook
            while len(self._workbooks) > self.settings.workbooks_in_memory:
                self._workbooks.popitem(last=False)

    def _save(self, workbook: Workbook, caller: Caller, meta: Json) -> None:
        frame = workbook.frame()
        content = unsaved(workbook, frame, self.effort)
        self.keep({**meta, "name": workbook.properties["title"]}, caller, content)
        self.histories.note(workbook, caller, frame)
        workbook.saved(frame)

    def keep(
        self,
        file: Json,
        caller: Caller,
        content: Content | None = None,
        *,
        touched: bool = True,
        lost: str = "",
    ) -> Json:
        """Write a new or changed file with the next change number; the file as it is now known.

        `touched` tells whether its content or name changed, `lost` who can no longer see it.
        """
        with self._lock:
            moment = timestamp(self.clock.now())
            file = {**file, "version": file.get("version", 0) + 1}
            if touched:
                file |= {"modifiedTime": moment, "lastModifyingUser": caller.email}
            number = self._number + 1
            entry = {"fileId": file["id"], "number": number, "time": moment, "removed": False}
            entry["lost"] = [*self.changes.get(file["id"], {}).get("lost", []), *([lost] if lost else [])]
            with self.storage.transaction() as transaction:
                transaction.file(file)
                if content is not None:
                    transaction.content(file["id"], content)
                transaction.change(entry)
                transaction.set_state("changes", str(number))
            self._number = number
            self.files[file["id"]] = file
            self.changes[file["id"]] = entry
            return file

    def create(self, given: Json, caller: Caller, content: Content | None = None) -> Json:
        """A new file, owned by the caller unless it lies in a shared drive."""
        moment = timestamp(self.clock.now())
        file = {
            **given,
            "id": given.get("id") or new_file_id(),
            "createdTime": given.get("createdTime", moment),
        }
        drive = self._drive_of(file)
        if drive:
            file["driveId"] = drive
            file["permissions"] = []
        else:
            if caller.service and not self.settings.service_accounts_own_files:
                raise DriveError(
                    403,
                    "storageQuotaExceeded",
                    "Service Accounts do not have storage quota. Leverage shared drives, or use OAuth "
                    "delegation instead.",
                    domain="usageLimits",
                )
            file["permissions"] = [permission("user", "owner", caller.email)]
        file.setdefault("parents", ["root"])
        return self.keep(file, caller, content)

    def _drive_of(self, file: Json) -> str:
        parent = next(iter(file.get("parents", [])), "")
        if parent in self.drives:
            return str(parent)
        return str(self.files.get(parent, {}).get("driveId", ""))

    def remove(self, file_id: str) -> None:
        """Delete a file, and all that lies in a folder; those who could see them learn of it."""
        doomed = [file_id]
        for parent in doomed:
            inside = [file["id"] for file in self.snapshot() if parent in file.get("parents", ())]
            doomed.extend(found for found in inside if found not in doomed)
        for doomed_id in doomed:
            # The file's own lock comes first everywhere, so that two calls never wait for each other.
            with self._lock_of(doomed_id), self._lock:
                self._remove(doomed_id)

    def _remove(self, file_id: str) -> None:
        file = self.files.pop(file_id, None)
        if file is None:
            return
        self._workbooks.pop(file_id, None)
        self._locks.pop(file_id, None)
        number = self._number + 1
        entry = {
            "fileId": file_id,
            "number": number,
            "time": timestamp(self.clock.now()),
            "removed": True,
            "readers": [found.get("emailAddress", "*") for found in file["permissions"]],
            "driveId": file.get("driveId", ""),
        }
        with self.storage.transaction() as transaction:
            transaction.remove(file_id)
            transaction.change(entry)
            transaction.set_state("changes", str(number))
        self._number = number
        self.changes[file_id] = entry

    def new_workbook(self, file: Json, workbook: Workbook, caller: Caller) -> Json:
        """A new spreadsheet file with that content."""
        frame = workbook.frame()
        content = unsaved(workbook, frame, self.effort)
        kept = self.create({**file, "id": workbook.id, "mimeType": SPREADSHEET_TYPE}, caller, content)
        workbook.saved(frame)
        self._remember(workbook)
        return kept

    @contextmanager
    def holding(self, file_id: str) -> Iterator[None]:
        """Nobody else changes the file meanwhile."""
        with self._lock_of(file_id):
            yield

    def is_folder(self, file_id: str) -> bool:
        """Whether the id is a folder's, a shared drive's, or the root's."""
        if file_id == "root" or file_id in self.drives:
            return True
        return bool(self.files.get(file_id, {}).get("mimeType") == FOLDER_TYPE)

    def lies_in(self, file_id: str, folder: str) -> bool:
        """Whether a file is the folder, or lies in it however deep."""
        seen: set[str] = set()
        while file_id and file_id not in seen:
            if file_id == folder:
                return True
            seen.add(file_id)
            file_id = next(iter(self.files.get(file_id, {}).get("parents", [])), "")
        return False

    def owns(self, file_id: str, caller: Caller) -> bool:
        """Whether the caller owns the file."""
        return owner_of(self.files[file_id]).casefold() == caller.email.casefold()

    def add_drive(self, drive: Json) -> None:
        """A new shared drive."""
        with self._lock, self.storage.transaction() as transaction:
            transaction.drive(drive)
            self.drives[drive["id"]] = drive

    def forget_drive(self, drive_id: str) -> None:
        """A shared drive no more."""
        with self._lock, self.storage.transaction() as transaction:
            transaction.forget_drive(drive_id)
            del self.drives[drive_id]

    def add_account(self, email: str, public_key: str) -> None:
        """A service account with the key that its tokens are signed by."""
        with self._lock, self.storage.transaction() as transaction:
            transaction.account(email, public_key)
            self.accounts[email] = public_key

    def clear(self) -> None:
        """Forget all files, changes and drives."""
        with self._lock:
            with self.storage.transaction() as transaction:
                transaction.clear()
            for known in (self.files, self.changes, self.drives):
                known.clear()
            self._workbooks.clear()
            self.histories.clear()

    def checkpoint(self) -> None:
        """Keep everything as it is, in place of what was kept before; `rewind` brings it back."""
        with self._lock:
            self._kept = self.storage.copy()

    def rewind(self) -> bool:
        """Everything as it was at the checkpoint; False when there is none."""
        with self._lock:
            if self._kept is None:
                return False
            self.storage.replace(self._kept)
            self._load_known()
            self.histories.clear()
            self._workbooks.clear()
            self._former.clear()
            return True

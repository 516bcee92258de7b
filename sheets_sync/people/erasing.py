"""The order of an erasure: sheets, mails, then the store, whose files lose the bytes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sheets_sync.config.loading import Config
from sheets_sync.errors import GoogleError
from sheets_sync.forms.form import form_for
from sheets_sync.forms.roles import Proposals
from sheets_sync.judging.council import NUMBER
from sheets_sync.mail.sending.transports import FolderTransport
from sheets_sync.model import RecordKey
from sheets_sync.people.masking import Masking
from sheets_sync.people.of_messages import masked_message
from sheets_sync.people.of_sheets import Book, masked_workbook, rows_in
from sheets_sync.people.of_store import mask_store, tells_of
from sheets_sync.store import Store
from sheets_sync.store.workbooks import MASTER
from sheets_sync.vietnamese.mentions import Sought

if TYPE_CHECKING:
    from sheets_sync.google import Google

Awarded = frozenset[tuple[str, RecordKey]]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Where a campaign keeps what it knows."""

    config: Config
    #: Of all periods.
    store: Store
    google: "Google"


@dataclass(frozen=True, slots=True)
class Went:
    """What became of an erasure."""

    #: Cells, files and rows of tables that were changed, by where they were.
    changed: Mapping[str, int] = field(default_factory=dict)
    #: Unit or master to why its workbook could not be changed: the next run tries again.
    failed: Mapping[str, str] = field(default_factory=dict)
    #: What stays of it in the database's files for a while; empty for nothing.
    remains: str = ""


def awarded(config: Config, store: Store) -> Awarded:
    """Period and record of who has a decision on a commendation, where their names are to stay."""
    found = form_for(config.forms, Proposals)
    if found is None or not config.settings.people.keep_awards:
        return frozenset()
    return frozenset(
        (period, replace(record, form=found[0].code)) for period, record in store.reviews.beside(NUMBER)
    )


def take_out(
    holdings: Holdings,
    masking: Masking,
    periods: Collection[str] | None = None,
    owners: Collection[str] | None = None,
) -> Went:
    """Take what goes out of every workbook, mail and table of these periods, None for all.

    `owners`: whose workbooks are looked into, None for all. A workbook that Google refuses stops nothing.
    Each is one read, and one write where something stands. Raises StoreError.
    """
    changed: dict[str, int] = {}
    failed: dict[str, str] = {}
    for period, unit, workbook in workbooks_of(holdings.store, masking.unit, periods):
        if owners is not None and unit not in owners:
            continue
        try:
            book = Book(period, unit, holdings.google.read(workbook))
            masking = masking.learnt(rows_in(book, holdings.config.forms))
            plan = masked_workbook(book, holdings.config.forms, masking)
            holdings.google.apply(plan)
        except GoogleError as error:
            failed[unit or "master"] = str(error)
        else:
            if plan:
                changed[book.content.title] = len(plan.requests)
    if files := sum(_masked_file(one, masking.sought) for one in mail_files(holdings, periods)):
        changed["mail files"] = files
    if failed and masking.is_known_from_store:
        # Whom to look for there is learnt from the store: it goes last.
        return Went(changed, failed)
    changed |= mask_store(holdings.store, holdings.config.forms, masking, periods)
    return Went(changed, failed, holdings.store.database.shred())


def workbooks_of(store: Store, unit: str, periods: Collection[str] | None) -> Iterator[tuple[str, str, str]]:
    """Period, owner and id of the workbooks in which rows of a unit, or of all, may stand."""
    for period, owner, workbook in store.workbooks.of_all_periods():
        if (periods is None or period in periods) and (not unit or owner in {MASTER, unit}):
            yield period, owner, workbook


def mail_files(holdings: Holdings, periods: Collection[str] | None = None) -> Iterator[Path]:
    """The mails of these periods, None for all, that were written into a folder instead of being sent."""
    folder = FolderTransport(holdings.config.path(holdings.config.settings.mail.folder))
    if periods is None:
        yield from sorted(folder.folder.glob("*.eml"))
        return
    for mail in holdings.store.outbox.all():
        if tells_of(mail.tells, periods) and (file := folder.path(mail.key)).exists():
            yield file


def _masked_file(file: Path, sought: Sought) -> bool:
    raw = file.read_bytes()
    without = masked_message(raw, sought)
    if without == raw:
        return False
    made = file.with_suffix(".tmp")
    made.write_bytes(without)
    made.chmod(file.stat().st_mode)
    made.replace(file)
    return True

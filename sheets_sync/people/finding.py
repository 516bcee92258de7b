"""Where somebody is named: in sheets, the store, files and backups; each place with its link."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from sheets_sync.errors import GoogleError, StoreError
from sheets_sync.model import SHORTENED, Grid, Workbook
from sheets_sync.people.erasing import Holdings
from sheets_sync.people.files import texts_of_files
from sheets_sync.people.masking import FormRow, OfPerson
from sheets_sync.people.of_messages import texts_in
from sheets_sync.people.of_sheets import Book, form_rows, text_in
from sheets_sync.people.of_store import strings
from sheets_sync.sheets.addresses import Web, address
from sheets_sync.store import Store
from sheets_sync.store.backups import PATTERN, made_at
from sheets_sync.store.codec import load
from sheets_sync.store.copying import opened_backup
from sheets_sync.store.derived import DERIVED
from sheets_sync.store.schema import metadata
from sheets_sync.vietnamese.letters import one_line
from sheets_sync.vietnamese.mentions import NAME, Mention, Sought, needle
from sheets_sync.vietnamese.name_parts import NameParts

#: Letters told before and after a mention.
AROUND = 60
#: Tables of the store that never hold words of people.
WITHOUT = frozenset({"erasures", "requests", "unidentified", "locks", "tokens", "row_ids", "places"})


class Where(StrEnum):
    """What kind of place it is."""

    SHEET = "sheet"
    STORE = "store"
    FILE = "file"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Spotted:
    """One place where somebody is named."""

    where: Where
    #: Workbook, tab and cell; table and row; file.
    place: str
    link: str
    #: The words around it.
    text: str
    #: Else it may be somebody else: other diacritics, parts of the name, or of a longer one.
    sure: bool
    #: The name or number as it is written there.
    spelt: str


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of a form that is the person's own, or holds a number of this one's."""

    place: str
    link: str
    #: Title of the column to what stands in it.
    texts: Mapping[str, str]
    #: Else it is another one's, which holds a number that is looked for: of a family, say.
    own: bool = True


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """All that is known of somebody."""

    places: tuple[Spotted, ...]
    rows: tuple[OwnRow, ...]
    #: Files and workbooks in which nobody could look, and why.
    unsearched: Mapping[str, str] = field(default_factory=dict)
    #: Rows of others that hold a number which is looked for: an erasure takes it there too.
    shared: tuple[OwnRow, ...] = ()

    @property
    def sure(self) -> tuple[Spotted, ...]:
        """The places that name the person for sure."""
        return tuple(one for one in self.places if one.sure)

    @property
    def possible(self) -> tuple[Spotted, ...]:
        """The places that may name somebody else: an erasure leaves them as they are."""
        return tuple(one for one in self.places if not one.sure)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is looked for, and by which parts of the name this one may be meant too."""

    sought: Sought
    parts: tuple[NameParts, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str], key: bytes) -> "Wanted":
        """By names and numbers. Raises ValueError, in English, for a text that would mean many."""
        needles = {text: needle(text, key) for text in texts}
        names = (NameParts.of(text) for text, one in needles.items() if one.kind == NAME)
        return cls(Sought(tuple(needles.values()), key), tuple(one for one in names if one is not None))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Where the person is named, or may be meant; mentions do not overlap."""
        told = list(self.sought.mentions(text))
        for part in self.parts:
            told += [
                one
                for one in part.mentions(text)
                if all(one.end <= other.start or other.end <= one.start for other in told)
            ]
        return tuple(sorted(told, key=lambda mention: mention.start))


def find(holdings: Holdings, wanted: Wanted, web: Web, key: bytes | None = None) -> FoundPlaces:
    """Look everywhere: one read for each workbook. `key` opens encrypted backups. Raises StoreError."""
    places: list[Spotted] = []
    rows: list[OwnRow] = []
    unsearched: dict[str, str] = {}
    for period, unit, workbook in holdings.store.workbooks.of_all_periods():
        try:
            content = holdings.google.read(workbook)
        except GoogleError as error:
            unsearched[web.link(workbook)] = str(error)
            continue
        places += _in_workbook(content, wanted, web)
        rows += _own_rows(Book(period, unit, content), holdings, wanted, web)
    places += _in_store(holdings.store, wanted)
    places += _in_files(holdings, wanted, unsearched)
    places += _in_backups(holdings, wanted, key, unsearched)
    own = tuple(row for row in rows if row.own)
    return FoundPlaces(tuple(places), own, unsearched, tuple(row for row in rows if not row.own))


def _in_workbook(content: Workbook, wanted: Wanted, web: Web) -> Iterator[Spotted]:
    for mention in wanted.mentions(content.title):
        yield _spotted(Where.SHEET, content.title, web.link(content.id), content.title, mention)
    for grid in content.grids:
        for cell, text in _cells(grid):
            link = web.link(content.id, grid.sheet_id, cell)
            for mention in wanted.mentions(text):
                yield _spotted(Where.SHEET, f"{content.title} › {grid.title} › {cell}", link, text, mention)


def _cells(grid: Grid) -> Iterator[tuple[str, str]]:
    """Address and text of whatever holds one: the tab's title, cells and their notes."""
    yield "", grid.title
    for row, cells in enumerate(grid.rows):
        for column, held in enumerate(cells):
            for text in (text_in(held), held.note):
                if text:
                    yield address(row, column), text


def _own_rows(book: Book, holdings: Holdings, wanted: Wanted, web: Web) -> Iterator[OwnRow]:
    masking, forms = OfPerson(wanted.sought), holdings.config.forms
    for grid in book.content.grids:
        for number, _, row in form_rows(book, grid, forms):
            is_own = masking.is_about(row)
            if is_own or _has_number(row, wanted.sought):
                titles = {name: row.form.column(name).heading.title for name in row.texts}
                yield OwnRow(
                    f"{book.content.title} › {grid.title} › {number + 1}",
                    web.link(book.content.id, grid.sheet_id, str(number + 1)),
                    {titles[name]: text for name, text in row.texts.items()},
                    is_own,
                )


def _has_number(row: FormRow, sought: Sought) -> bool:
    return any(how in SHORTENED and sought.names(row.texts[name]) for name, how in row.filled())


def _in_store(
    store: Store, wanted: Wanted, where: Where = Where.STORE, prefix: str = ""
) -> Iterator[Spotted]:
    with store.database.reading() as db:
        for table in metadata.sorted_tables:
            # What is computed from others says nothing that does not stand there.
            if table.name in WITHOUT or table in DERIVED:
                continue
            for row in db.execute(sa.select(table)).mappings():
                for text in _texts_of_row(table, row):
                    for mention in wanted.mentions(text):
                        yield _spotted(where, f"{prefix}{table.name} {_named(row)}", "", text, mention)


def _texts_of_row(table: sa.Table, row: sa.RowMapping) -> Iterator[str]:
    for column in table.c:
        value = row[column.name]
        if isinstance(value, bytes):
            yield from texts_in(value)
        elif isinstance(value, str):
            yield from _texts_in(value)


def _texts_in(value: str) -> Iterator[str]:
    if value.startswith(("{", "[")):
        try:
            yield from strings(load(value))
        except StoreError:
            yield value
    else:
        yield value


def _named(row: sa.RowMapping) -> str:
    """Which row of a table it is, in the words of the store's own codes."""
    told = (row.get(name) for name in ("period", "unit", "form", "key", "number"))
    at = next((row[name] for name in ("at", "queued", "begun", "first_seen") if row.get(name)), None)
    when = f"{at:%Y-%m-%d %H:%M}" if isinstance(at, datetime) else ""
    return " ".join(str(one) for one in (*told, when) if one not in (None, ""))


def _in_files(holdings: Holdings, wanted: Wanted, unsearched: dict[str, str]) -> Iterator[Spotted]:
    folder = holdings.config.file.parent
    for found in texts_of_files(folder, _left_out(holdings)):
        if found.unsearched:
            unsearched[str(found.file)] = found.unsearched
        # A name may go on in the next line.
        for mention in wanted.mentions(found.text):
            line = found.text.count("\n", 0, mention.start) + 1
            yield _spotted(Where.FILE, f"{found.file}:{line}", found.file.as_uri(), found.text, mention)


def _left_out(holdings: Holdings) -> frozenset[Path]:
    """What is looked through otherwise, or holds nothing about people."""
    config = holdings.config
    inside = {config.path(one) for one in (config.store.backups, config.settings.google.quota_folder)}
    store = sa.make_url(config.store_url).database or ""
    files = {Path(store + end) for end in ("", "-wal", "-shm", "-journal")} if store else set()
    return frozenset(inside | files)


def _in_backups(
    holdings: Holdings, wanted: Wanted, key: bytes | None, unsearched: dict[str, str]
) -> Iterator[Spotted]:
    config = holdings.config
    for file in sorted(config.path(config.store.backups).glob(PATTERN)):
        made = made_at(file)
        until = "" if made is None else f"{made + timedelta(days=config.store.backup_days):%Y-%m-%d}"
        try:
            with opened_backup(file, key) as kept:
                named = list(_in_store(kept, wanted, Where.BACKUP))
        except StoreError as error:
            unsearched[str(file)] = str(error)
            continue
        if named:
            best = max(named, key=lambda one: one.sure)
            place = f"{file.name}, which goes on {until}"
            yield Spotted(Where.BACKUP, place, file.as_uri(), "", best.sure, best.spelt)


def _spotted(where: Where, place: str, link: str, text: str, mention: Mention) -> Spotted:
    around = text[max(0, mention.start - AROUND) : mention.end + AROUND]
    return Spotted(
        where,
        place,
        link,
        one_line(around),
        mention.sure,
        " ".join(text[mention.start : mention.end].split()),
    )

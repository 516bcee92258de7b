"""One tab of one unit: grid in, records and findings out. Pure; never raises for what a unit typed."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process

from sheets_sync.findings import INCOMPLETE, place
from sheets_sync.findings.rows import DIGITS
from sheets_sync.forms.form import Form, Report
from sheets_sync.forms.roles import Indicators, nowhere
from sheets_sync.model import Doubt, Finding, Grid, Record, Unit
from sheets_sync.reading import identities
from sheets_sync.reading.binding import Binding, bind
from sheets_sync.reading.bounds import bounded
from sheets_sync.reading.measuring import judged, measures
from sheets_sync.reading.rows import ReadRow, Terms, by_hand, entered, read_rows, reported, reported_columns
from sheets_sync.reading.shaped import Shape, ShapedRow
from sheets_sync.reading.shapes import shapes
from sheets_sync.reading.titles import mistitled
from sheets_sync.reading.whole_tab import doubts_of_columns, doubts_of_shapes, totals
from sheets_sync.sheets.addresses import RowAddresses, column_letters
from sheets_sync.vietnamese.erased import ERASED


@dataclass(frozen=True, slots=True)
class Validated:
    """What a tab holds."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    #: The header could be bound: `records` is all there is.
    sound: bool
    #: The unit entered something, or said that it has nothing to report.
    reported: bool


@dataclass(frozen=True)
class _Tab:
    grid: Grid
    form: Form
    unit: Unit
    binding: Binding
    #: Keys of the rows that we wrote there; None where nobody knows: all.
    given: Collection[str] | None = None

    def finding(self, cell: str, label: str, doubt: Doubt) -> Finding:
        return place(
            doubt,
            unit=self.unit.code,
            form=self.form.code,
            tab=self.grid.title,
            sheet_id=self.grid.sheet_id,
            cell=cell,
            label=label,
            about=self.form.quoted(self.fields.get(cell.rstrip(DIGITS), "")),
        )

    @cached_property
    def reported(self) -> tuple[str, ...]:
        """The fields that are the unit's report."""
        return tuple(column.field for column in reported_columns(self.form))

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """Letters of a column to its field."""
        return {letters: field for field, letters in self.letters.items()}

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """Field to the letters of its column."""
        return {field: column_letters(column) for field, column in self.binding.positions.items()}

    def cell_of(self, row: int, field: str) -> str:
        """Address of a field in a row; the row alone for a field without column."""
        return f"{self.letters.get(field, '')}{row + 1}"


def validate(
    grid: Grid | None,
    form: Form,
    unit: Unit,
    terms: Terms,
    *,
    previous: Sequence[Record] = (),
    issue: identities.Issue,
    earlier: identities.Earlier = identities.nothing_earlier,
    given: Collection[str] | None = None,
    erasing: bool = False,
) -> Validated:
    """Read `form` from `grid`, None when the workbook has no such tab.

    `previous` are the records of the last good submission, `earlier` gives those of the ones before;
    `issue` gives new row identities. `given` are the keys of the rows that the template wrote, None for all:
    only those can be missing by the unit's doing. `erasing` tells that somebody was erased in the campaign:
    then the mark of it may stand in rows that were never read before.
    """
    if grid is None:
        missing = place(Doubt("tab-missing"), unit=unit.code, form=form.code, tab=form.title, sheet_id=None)
        return Validated((), (missing,), sound=False, reported=False)
    binding = bind(grid, form)
    within, left_out = bounded(grid, form, binding)
    tab = _Tab(within, form, unit, binding, given)
    header = [
        *(tab.finding("", "", doubt) for doubt in left_out),
        *(tab.finding(cell, "", doubt) for cell, doubt in binding.doubts),
    ]
    if not tab.binding.sound:
        return Validated((), tuple(header), sound=False, reported=False)

    def identify(rows: Sequence[ReadRow]) -> identities.Keys:
        return identities.assign(rows, previous, issue, form.names_row, earlier=earlier)

    erased = None if erasing else {record.key: record.erased for record in previous if record.erased}
    return _validate_rows(tab, header, terms, identify, erased)


def _validate_rows(
    tab: _Tab,
    header: list[Finding],
    terms: Terms,
    identify: Callable[[Sequence[ReadRow]], identities.Keys],
    erased: Mapping[str, Collection[str]] | None,
) -> Validated:
    shaped = shapes(tab.grid, tab.form, tab.binding)
    read = list(_data_rows(tab, shaped, terms))
    others = [row for row in shaped if row.shape is not Shape.RECORD]
    said = measures(tab.grid, tab.form, tab.binding, others)
    titled, mixed = mistitled(read, tab.form, tab.unit, terms.indicators)
    rows, asked = judged(titled, tab.form, tab.binding, said, terms.indicators)
    asked += [(tab.cell_of(number, str(tab.form.key)), doubt) for number, doubt in mixed]
    if tab.form.key is None:
        keys = identify(rows)
        accepted, doubts = rows, list(_doubts_of_identities(tab, keys))
    else:
        accepted, doubts = _by_natural_key(tab, rows, terms)
        keys = identities.Keys({row.number: row.text(tab.form.key) for row in accepted}, {}, {})
    if erased is not None:
        accepted = [_known(row, erased.get(keys.by_row[row.number], ())) for row in accepted]
    records = tuple(_record(tab, row, keys.by_row[row.number], terms) for row in accepted)
    says_nothing = any(row.shape is Shape.NOTHING for row in others)
    is_reported = says_nothing or any(reported(row, tab.reported) for row in rows)
    findings = [
        *header,
        *(tab.finding(cell, "", doubt) for cell, doubt in (*doubts, *asked, *doubts_of_shapes(shaped))),
        *_findings_of_rows(tab, accepted, terms),
        *_findings_of_tab(tab, others, accepted, records, terms),
    ]
    return Validated(
        records,
        # An untouched template is not told that it is empty: that is what the deadline is for.
        tuple(
            sorted((one for one in findings if is_reported or one.code not in INCOMPLETE), key=reading_order)
        ),
        sound=True,
        reported=is_reported,
    )


def _data_rows(tab: _Tab, shaped: Sequence[ShapedRow], terms: Terms) -> Iterable[ReadRow]:
    """Every row that is a report by its shape, read."""
    rows = [(row.number, row.cells) for row in shaped if row.shape is Shape.RECORD]
    for read in read_rows(rows, tab.binding.positions, tab.form, terms, tab.grid.locale):
        key = read.text(tab.form.key) if tab.form.key else ""
        # The template's row of an indicator that was switched off since is no mistake of the unit.
        if key not in terms.disabled and (key or entered(read, tab.reported)):
            yield read


def _doubts_of_identities(tab: _Tab, keys: identities.Keys) -> Iterable[tuple[str, Doubt]]:
    for number, original in keys.clones.items():
        yield tab.cell_of(number, "row_id"), Doubt("key-cloned", {"first": tab.cell_of(original, "row_id")})
    for number, missing in keys.unsure.items():
        yield tab.cell_of(number, "row_id"), Doubt("key-unsure", {"missing": " hoặc ".join(missing)})


def _by_natural_key(
    tab: _Tab, rows: list[ReadRow], terms: Terms
) -> tuple[list[ReadRow], list[tuple[str, Doubt]]]:
    field = str(tab.form.key)
    known = tab.form.known_keys(terms.indicators)
    owed = {row[field]: row for row in tab.form.prefilled(tab.unit, terms.indicators)}
    first: dict[str, ReadRow] = {}
    doubts: list[tuple[str, Doubt]] = []
    for row in rows:
        key, cell = row.text(field), tab.cell_of(row.number, field)
        if not key:
            doubts.append((str(row.number + 1), Doubt("key-missing")))
        elif key not in known:
            doubts.append((cell, Doubt("key-unknown", {"typed": key, "suggestion": _suggestion(key, known)})))
        elif key in first:
            original = tab.cell_of(first[key].number, field)
            doubts.append((cell, Doubt("key-duplicate", {"typed": key, "first": original})))
        else:
            first[key] = row
            if key not in owed and entered(row, tab.reported):
                doubts.append((cell, Doubt("row-not-owed", {"typed": key})))
    for key in (key for key in owed if key not in first and (tab.given is None or key in tab.given)):
        title = next((text for name, text in owed[key].items() if name != field), "")
        doubts.append(("", Doubt("row-missing", {"typed": key, "title": title})))
    kept = [row for key, row in first.items() if key in owed or entered(row, tab.reported)]
    return kept, doubts


def _suggestion(typed: str, known: Iterable[str]) -> str:
    best = process.extractOne(typed.upper(), list(known), score_cutoff=60)
    if best is None:
        return "Đề nghị dùng mã trong biểu mẫu."
    return f"Có phải “{best[0]}” không? Đề nghị sửa theo biểu mẫu."


def _known(row: ReadRow, erased: Collection[str]) -> ReadRow:
    """The mark counts where the service itself erased something; elsewhere somebody typed it."""
    typed = [name for name in row.erased if name not in erased]
    if not typed:
        return row
    doubts = ((name, by_hand(row.text(name) or ERASED)) for name in typed)
    kept = tuple(name for name in row.erased if name in erased)
    return row._replace(doubts=(*row.doubts, *doubts), erased=kept)


def _record(tab: _Tab, row: ReadRow, key: str, terms: Terms) -> Record:
    given = tab.form.key is not None or row.values["row_id"] == key
    values = row.values if given else {**row.values, "row_id": key}
    return Record(
        tab.unit.code,
        tab.form.code,
        terms.period.code,
        key,
        values,
        row.rejected,
        RowAddresses(tab.letters, row.number),
        row.number,
        row.in_words,
        tuple(sorted(row.erased)) if row.erased else (),
    )


def _findings_of_rows(tab: _Tab, rows: Iterable[ReadRow], terms: Terms) -> Iterable[Finding]:
    for row in rows:
        for field, doubt in row.doubts:
            yield tab.finding(
                tab.cell_of(row.number, field), tab.form.label(field, row.values, terms.indicators), doubt
            )


def _findings_of_tab(
    tab: _Tab, others: Sequence[ShapedRow], rows: Sequence[ReadRow], records: Sequence[Record], terms: Terms
) -> Iterable[Finding]:
    def label(record: Record, field: str) -> str:
        return tab.form.label(field, record.values, terms.indicators)

    role = tab.form.role if isinstance(tab.form.role, Indicators) else nowhere(Indicators)
    report = Report({record.key: record for record in records}, terms.indicators, terms.limits, role)
    for key, field, doubt in tab.form.broken(report):
        record = report.records[key]
        yield tab.finding(record.cells.get(field, str(record.row + 1)), label(record, field), doubt)
    for cell, subject, doubt in doubts_of_columns(tab.grid, tab.form, tab.binding, rows, terms.indicators):
        yield tab.finding(cell, subject, doubt)
    for cell, doubt in totals(tab.grid, tab.form, tab.binding, others, rows, terms.indicators):
        yield tab.finding(cell, "Tổng cộng", doubt)


def reading_order(finding: Finding) -> tuple[int, str, str]:
    """Sorts the findings of a tab: as a whole first, then by row and column."""
    letters = finding.cell.rstrip(DIGITS)
    digits = finding.cell[len(letters) :]
    return (int(digits or 0), letters.rjust(3), finding.code)

"""What the office wrote and decided in the master, judged and kept before anything is written at Google."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from sheets_sync.forms.form import Form
from sheets_sync.judging.decisions import judge
from sheets_sync.judging.fitness import Fitness
from sheets_sync.master import publishing
from sheets_sync.master.tables import matrix, today
from sheets_sync.master.tables.wording import DECISION, STATE, UNIT_TITLE
from sheets_sync.model import UNSEEN, Decision, RecordKey, Remarks, Review, Submission, Table, Value, Workbook
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.deciding import answered, choices, decided
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.row_contents import NOTHING, ContentOfRows, ContentOfTables, Contents
from sheets_sync.pipeline.snapshot import AllRemarks, Snapshot
from sheets_sync.pipeline.tabulating import remark_codes
from sheets_sync.reading import lastgood
from sheets_sync.reading.rows import reported_columns
from sheets_sync.store import Publication, Removal


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The office's columns of the master."""

    #: What stands there.
    written: AllRemarks
    #: What is to stand there.
    wanted: AllRemarks
    #: The store as it is since.
    snapshot: Snapshot
    #: What the master showed of records when it was read, and what it is to show.
    seen: Contents = field(default_factory=dict)
    now: Contents = field(default_factory=dict)

    def beside(self, form: str) -> dict[str, Remarks]:
        """What is to stand beside the rows of one table, by row key."""
        return _by_row(self.wanted, form)

    def stood(self, form: str) -> dict[str, Remarks]:
        """What stood there when it was read, by row key."""
        return _by_row(self.written, form)


def _by_row(texts: AllRemarks, form: str) -> dict[str, Remarks]:
    return {record.row: own for record, own in texts.items() if record.form == form}


@dataclass(frozen=True, slots=True)
class _Tab:
    """One tab in which the office writes, as it is to be and as it was read."""

    code: str
    table: Table
    #: What the master shows; of every row that it has.
    seen: Contents
    #: What the rows are to show.
    now: Contents
    written: AllRemarks


def review(
    project: Project,
    found: Consolidated,
    tables: Iterable[Table],
    current: Workbook,
    at: datetime,
    by: str,
    decided_on: Contents = NOTHING,
    typed: AllRemarks = MappingProxyType({}),
) -> Reviewed:
    """Judge the decision about each record of `tables` and keep what the office wrote.

    `by` is who changed the master last; `decided_on` is what it showed of records when the office decided
    about them, where it shows something else by now, and nobody knows it of records in doubt; `typed` is what
    counts as written beside rows of tabs that are on their way into another workbook. What stood beside a
    record that comes back, or whose row the office deleted, is wanted again. Raises StoreError.
    """
    snapshot, last = found.snapshot, found.snapshot.publication
    tabs = _tabs(project, tables, current, {**_in_doubt(project, last), **decided_on}, typed)
    forms = {form.code for form in project.forms}
    written = {one: texts for tab in tabs for one, texts in tab.written.items()}
    chosen, carried = choices(written), dict[RecordKey, Remarks]()
    wanted: dict[RecordKey, Remarks] = {}
    with project.store.transaction():
        removed = {one.record: one.remarks for _, one in snapshot.removed}
        gone = [one for tab in tabs for one in _keep_removed(project, tab, current, last, removed, at)]
        reviews = dict(snapshot.reviews)
        for tab in tabs:
            _keep_history(project, tab, last, snapshot.reviews, at, by)
            texts = _with_those_back(tab, {**removed, **_shown_last(tab, last)})
            if tab.code in forms:
                sure = {one: held for one, held in tab.seen.items() if one not in last.doubtful}
                own = decided(chosen, sure, tab.now, texts, found.fit)
                _keep_carried(project, own, texts, at, by)
                carried |= own
                texts |= {one: {**texts.get(one, {}), **more} for one, more in own.items()}
                judged, texts = _reviewed(tab, texts, snapshot.reviews, found.fit)
                reviews |= judged
            wanted |= texts
        project.store.reviews.save(
            {one: new for one, new in reviews.items() if new != snapshot.reviews.get(one)}
        )
        of_units = _decided(wanted)
        accepted = _accepted(project, snapshot, {one.unit for one in of_units}, at)
        wanted |= of_units | answered(written, carried)
    known, latest = replace(last, remarks=wanted), snapshot.latest.having(accepted)
    gone = [*snapshot.removed, *gone]
    since = replace(snapshot, latest=latest, publication=known, reviews=reviews, removed=tuple(gone))
    return _told(written, wanted, since, [tab for tab in tabs if tab.code in forms])


def _told(written: AllRemarks, wanted: AllRemarks, since: Snapshot, of_records: Sequence[_Tab]) -> Reviewed:
    seen = {one: held for tab in of_records for one, held in tab.seen.items()}
    return Reviewed(written, wanted, since, seen, ContentOfTables({tab.code: tab.now for tab in of_records}))


def _tabs(
    project: Project, tables: Iterable[Table], current: Workbook, decided_on: Contents, typed: AllRemarks
) -> list[_Tab]:
    codes, forms = remark_codes(project), {form.code: form for form in project.forms}
    found = [
        _read(codes[one.sheet_id], one, current, forms, decided_on) for one in tables if one.sheet_id in codes
    ]
    return [
        replace(tab, written={**tab.written, **{one: typed[one] for one in typed if one.form == tab.code}})
        for tab in found
    ]


def _in_doubt(project: Project, last: Publication) -> Contents:
    """Records of which a row changed, or may have, before or after the office decided about it.

    One that was new stood nowhere before: who decided about its row saw it.
    """
    tabs = {code: str(tab) for tab, code in remark_codes(project).items()}
    return {one: UNSEEN for one in last.doubtful if one.row in last.rows.get(tabs.get(one.form, ""), {})}


def _with_those_back(tab: _Tab, lost: AllRemarks) -> dict[RecordKey, Remarks]:
    """What stands beside the rows, and what stood beside those that come back."""
    back = {one: kept for one in tab.now if one not in tab.seen and (kept := lost.get(one))}
    return {**tab.written, **back}


def _read(
    code: str, table: Table, current: Workbook, forms: Mapping[str, Form], decided_on: Contents
) -> _Tab:
    fields = [column.field for column in reported_columns(forms[code])] if code in forms else []

    def of_form(found: Mapping[str, Mapping[str, Value]]) -> Contents:
        return {
            RecordKey.of_row(code, row): {name: held[name] for name in fields if name in held}
            for row, held in found.items()
        }

    return _Tab(
        code,
        table,
        seen={
            one: decided_on.get(one, held)
            for one, held in of_form(publishing.contents(table, current)).items()
        },
        now=ContentOfRows(code, table, fields),
        written={
            RecordKey.of_row(code, row): texts for row, texts in publishing.remarks(table, current).items()
        },
    )


def _reviewed(
    tab: _Tab, texts: AllRemarks, known: Mapping[RecordKey, Review], fit: Mapping[RecordKey, Fitness]
) -> tuple[dict[RecordKey, Review], dict[RecordKey, Remarks]]:
    """The decision about each record, where there is or was one; the texts with the states to stand there."""
    nothing = Review("", "", {})
    reviews = {
        one: judged
        for one, now in tab.now.items()
        if (
            judged := _judged(
                one, texts, known, tab.seen.get(one), now, usable=fit.get(one) is not Fitness.FAULTY
            )
        )
        != nothing
        or one in known
    }
    # What was decided about records that go now: they may come back holding something else.
    leaving = {
        one: _judged(one, texts, known, content, content)
        for one, content in tab.seen.items()
        if one not in tab.now
    }
    found = {one: new for one, new in {**reviews, **leaving}.items() if one in known or new != nothing}
    states = {one: {STATE: found.state} for one, found in reviews.items() if found.state}
    return found, {one: {**texts.get(one, {}), **states.get(one, {})} for one in {**texts, **states}}


def _judged(
    one: RecordKey,
    texts: AllRemarks,
    known: Mapping[RecordKey, Review],
    seen: Mapping[str, Value] | None,
    now: Mapping[str, Value],
    *,
    usable: bool = True,
) -> Review:
    return judge(texts.get(one, {}).get(STATE, ""), known.get(one), seen, now, usable=usable)


def _shown_last(tab: _Tab, last: Publication) -> AllRemarks:
    """What stood beside each row that the master showed last."""
    rows = last.rows.get(str(tab.table.sheet_id), {}).keys() - {publishing.WHOLE_TAB}
    return {(one := RecordKey.of_row(tab.code, row)): last.remarks.get(one, {}) for row in rows}


def _keep_removed(
    project: Project,
    tab: _Tab,
    current: Workbook,
    last: Publication,
    removed: AllRemarks,
    at: datetime,
) -> Iterable[tuple[datetime, Removal]]:
    """Before a row is deleted, what it held goes into the store, and from there to “Đã gỡ”.

    Of a row that only tells about records or units, nothing is lost unless the office wrote beside it.
    """
    is_of_records = tab.code in {form.code for form in project.forms}
    for row in (*publishing.removed_rows(tab.table, current), *_deleted_rows(tab, last, removed)):
        texts = {column: text for column, text in row.remarks.items() if column != today.CHOICE}
        if not is_of_records and not texts:
            continue
        record = RecordKey.of_row(tab.code, row.key)
        unit = project.units.get(record.unit)
        # A unit that left the roster is named as its row names it.
        name = row.own.get(UNIT_TITLE, row.key) if unit is None else unit.name
        removal = Removal(record, name, dict(row.own), texts)
        if kept := project.store.publications.remove(removal, at):
            yield at, kept


def _deleted_rows(tab: _Tab, last: Publication, removed: AllRemarks) -> Iterable[publishing.RemovedRow]:
    """Rows that the office deleted while their records went: of them only what it had written is known.

    What a run that died had kept before it deleted the row itself is kept once.
    """
    for one, texts in sorted(_shown_last(tab, last).items(), key=lambda pair: pair[0]):
        is_there = one in tab.now or one in tab.seen
        if texts and not is_there and not texts.items() <= removed.get(one, {}).items():
            yield publishing.RemovedRow(one.row, {"Nội dung": "văn phòng đã xóa dòng này"}, texts)


def _keep_history(
    project: Project,
    tab: _Tab,
    last: Publication,
    known: Mapping[RecordKey, Review],
    at: datetime,
    by: str,
) -> None:
    """Keep what differs; neither the states that the sync itself has written, nor what went with its row."""
    before = {one: texts for one, texts in last.remarks.items() if one in tab.seen}
    for one in sorted({*tab.written, *before}):
        was, found, judged = before.get(one, {}), tab.written.get(one, {}), known.get(one)
        for column in sorted({*was, *found}):
            text = found.get(column, "")
            is_ours = column == STATE and judged is not None and judged.before and text == judged.state
            if was.get(column, "") != text and not is_ours:
                project.store.reviews.remarked(one, column, text, at, by)


def _keep_carried(project: Project, carried: AllRemarks, texts: AllRemarks, at: datetime, by: str) -> None:
    """What was decided about a whole form counts as written beside each of its records."""
    for one, more in sorted(carried.items()):
        for column, text in more.items():
            if texts.get(one, {}).get(column, "") != text:
                project.store.reviews.remarked(one, column, text, at, by)


def _decided(wanted: AllRemarks) -> dict[RecordKey, Remarks]:
    """Where the office accepts what was held back: a decision is used once and then cleared."""
    return {
        one: {**texts, DECISION: ""}
        for one, texts in wanted.items()
        if one.form == matrix.CODE and texts.get(DECISION) == Decision.ACCEPT_NEW
    }


def _accepted(
    project: Project, snapshot: Snapshot, units: Collection[str], at: datetime
) -> dict[tuple[str, str], Submission]:
    """Let what was held back of these units count."""
    found = {
        (unit, form.code): lastgood.accepted(submission, at)
        for unit in sorted(units)
        for form in project.forms
        if (submission := snapshot.latest.get((unit, form.code))) is not None
    }
    for submission in found.values():
        project.store.submissions.save(submission, at)
    return found

"""The ledger: what followed the last time from each unit's reports, so that a run looks at what changed only.

It holds under the terms and until the moment that its head names, and for the submissions that there were. A
run that reads anything forgets it first and writes it anew at its end: killed between, the next one looks at
everything that the store holds.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from sheets_sync.forms.form import Form
from sheets_sync.judging.crosscheck import mark_of
from sheets_sync.master.tables.summary import Total
from sheets_sync.model import Coverage, Record, State, Submission, Table
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.resting import Rest
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.stances import Stance, read, read_coverage, written, written_coverage
from sheets_sync.store import KnownWorkbook
from sheets_sync.store.codec import dump, load
from sheets_sync.store.ledger import Comparison, Head, Kept
from sheets_sync.store.workbooks import APART, is_office

if TYPE_CHECKING:
    from sheets_sync.pipeline.publishing_master import Draft

#: Changes with what is kept, and with what of it means something else.
FORMAT = 2


@dataclass(frozen=True)
class Ledger:
    """What followed from everybody's reports."""

    project: Project
    overall: Overall

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, list[str]]]:
        """By unit and tab, the keys of its rows in the master. Raises StoreError."""
        return {unit: json.loads(one) for unit, one in self.project.store.ledger.rows().items()}


def terms_of(project: Project, books: Mapping[str, KnownWorkbook], rest: Rest) -> str:
    """Changes when something else may follow from the same reports."""
    before, of_the_office = project.period_before, project.store.workbooks.with_office()
    names = [(unit.code, unit.name, unit.departed) for unit in project.units.values()]
    kept = (
        FORMAT,
        rest.mark,
        names,
        sorted((unit, book.id, book.ready) for unit, book in books.items()),
        sorted((code, book.id, book.ready) for code, book in of_the_office.items() if is_office(code)),
        None if before is None else (before.code, project.store.ledger.last_submission(before.code)),
    )
    return sha256(repr(kept).encode()).hexdigest()


def known(project: Project, books: Mapping[str, KnownWorkbook], rest: Rest) -> Ledger | None:
    """What followed, where it still follows; None where only a look at everything can tell."""
    head = project.store.ledger.head()
    # What is about people and stands apart tells about all units together: everything is looked at.
    if (
        project.config.settings.people.apart
        or APART in project.store.workbooks.with_office()
        or head is None
        # The same moments lie before and after.
        or head.until != rest.until
        or head.mark != terms_of(project, books, rest)
    ):
        return None
    if project.store.ledger.last_submission(project.period.code) != head.number:
        return None
    texts = project.store.ledger.stances()
    if texts.keys() != project.units.keys():
        return None
    stances = {unit: read(texts[unit], project, unit) for unit in project.units}
    totals, before = _read_body(project, head.body)
    return Ledger(project, Overall(project, stances, totals, before))


def keep_all(project: Project, draft: "Draft", rest: Rest, books: Mapping[str, KnownWorkbook]) -> None:
    """Write down what follows from the reports of all units. Raises StoreError."""
    overall, rows = draft.overall, rows_by_unit(project, draft.tables)
    kept = {unit: _kept(stance, rows.get(unit, {})) for unit, stance in overall.stances.items()}
    found = [one for held in draft.consolidated.submissions for one in comparisons(project, held)]
    project.store.ledger.keep_all(head_of(project, overall, rest, books), kept, found)


def keep(
    project: Project, draft: "Draft", rest: Rest, books: Mapping[str, KnownWorkbook], units: Iterable[str]
) -> None:
    """Write down what follows from the reports of these units, and from all together. Raises StoreError."""
    overall, rows = draft.overall, rows_by_unit(project, draft.tables)
    kept = {unit: _kept(overall.stances[unit], rows.get(unit, {})) for unit in units}
    found = [one for held in draft.consolidated.submissions for one in comparisons(project, held)]
    project.store.ledger.keep(head_of(project, overall, rest, books), kept, found)


def head_of(project: Project, overall: Overall, rest: Rest, books: Mapping[str, KnownWorkbook]) -> Head:
    """Under which terms it holds."""
    number = project.store.ledger.last_submission(project.period.code)
    return Head(terms_of(project, books, rest), rest.until, number, _body(overall.totals, overall.before))


def _kept(stance: Stance, rows: Mapping[str, list[str]]) -> Kept:
    return Kept(written(stance), json.dumps(rows, ensure_ascii=False, separators=(",", ":")))


def rows_by_unit(scope: Scope, tables: Iterable[Table]) -> Mapping[str, Mapping[str, list[str]]]:
    """By unit and tab, the keys of the rows that belong to it."""
    # Only who keeps the ledger has tables.
    from sheets_sync.pipeline.tabulating import of_units

    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    own = of_units(scope)
    for table in tables:
        if table.sheet_id in own:
            tab = str(table.sheet_id)
            for row in table.rows:
                found[row.key.partition("/")[0]].setdefault(tab, []).append(row.key)
    return found


def comparisons(scope: Scope, submission: Submission) -> Iterable[Comparison]:
    """The records of a report that are compared with others', by mark."""
    form = next(one for one in scope.forms if one.code == submission.form)
    for mark, records in by_mark(form, submission.records).items():
        body = [submission.tab, submission.sheet_id, submission.arrived, records]
        yield Comparison(form.code, mark, submission.unit, dump(body))


def by_mark(form: Form, records: Iterable[Record]) -> Mapping[str, list[Record]]:
    """Records by the mark under which they are compared; without those that are compared with none."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if mark := mark_of(form, record):
            found[mark].append(record)
    return found


def submission_of(scope: Scope, kept: Comparison) -> Submission:
    """As much of a report as is compared under a mark."""
    tab, sheet_id, arrived, records = load(kept.body)
    own = tuple(Record(**record) for record in records)
    period = scope.period.code
    return Submission(kept.unit, kept.form, period, State.CURRENT, own, (), arrived, None, tab, sheet_id)


def _body(totals: Iterable[Total], before: Iterable[Coverage]) -> str:
    summed = [
        [
            one.indicator.code,
            *(one.plan, one.actual, one.same_period),
            one.rate,
            one.against_same_period,
            one.reported,
        ]
        for one in totals
    ]
    return dump([summed, written_coverage(before)])


def _read_body(scope: Scope, body: str) -> tuple[tuple[Total, ...], tuple[Coverage, ...]]:
    summed, before = load(body)
    last = scope.period_before
    # Who is in charge is looked up where a total is told with it.
    totals = (
        Total(scope.config.indicators[code], plan, actual, same, rate, against, (), reported)
        for code, plan, actual, same, rate, against, reported in summed
    )
    return tuple(totals), read_coverage(before, "" if last is None else last.code)

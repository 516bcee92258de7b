"""Forms whose tab outgrows the master: told before it comes to that, by what the last runs counted. No call.

Google's editor becomes slow long before a spreadsheet is full, so such a tab becomes a workbook of its own.
It stays one, however few its rows become: the office would look for it in two places.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sheets_sync.model import Table
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.scope import Scope
from sheets_sync.store.workbooks import own_book

#: Key of a run's summary: form code to rows in the master.
ROWS = "rows"
#: A run that could not publish counted nothing: the one before did.
LOOKED_AT = 20
#: From this share of the limit on it is told.
SOON = 0.8


@dataclass(frozen=True, slots=True)
class Size:
    """How large a form's tab is."""

    form: str
    title: str
    rows: int
    most: int
    #: It has a workbook of its own.
    is_made: bool

    @property
    def is_over(self) -> bool:
        """Whether it waits for one."""
        return not self.is_made and self.rows > self.most

    @property
    def is_own(self) -> bool:
        """Whether it has, or is to have, a workbook of its own."""
        return self.is_made or self.is_over

    @property
    def is_soon(self) -> bool:
        """Whether it is about to get one."""
        return not self.is_own and self.rows > SOON * self.most


def rows_of(scope: Scope, tables: Iterable[Table]) -> dict[str, int]:
    """How many rows each form has, for a run's summary."""
    codes = {form.sheet_id: form.code for form in scope.forms}
    return {codes[one.sheet_id]: len(one.rows) for one in tables if one.sheet_id in codes}


def sizes(project: Project) -> tuple[Size, ...]:
    """Of every form, as the last run counted. Raises StoreError."""
    told = (run.summary.get(ROWS) for run in project.store.runs.latest(LOOKED_AT))
    counted: Mapping[str, int] = next(filter(None, told), {})
    made, most = project.store.workbooks.with_office(), project.config.settings.master.rows_of_tab
    return tuple(
        Size(form.code, form.title, rows, most, is_made=own_book(form.code) in made)
        for form in project.forms
        if (rows := counted.get(form.code, 0)) or own_book(form.code) in made
    )


def own_books(project: Project) -> tuple[str, ...]:
    """Codes of the workbooks that are to stand beside the master for their size. Raises StoreError."""
    return tuple(own_book(one.form) for one in sizes(project) if one.is_own)

"""In which order a form's columns stand in the master, so that a reviewer sees what is decided beside it.

What names the row stays in sight, then come the figures, as many as fit beside the decision on a screen of
1,280 pixels; everything else stands right of the decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from sheets_sync.forms.form import Column, ColumnKind, Form
from sheets_sync.forms.people import looks_like
from sheets_sync.master.tables.wording import (
    CHANGE_TITLE,
    CHECK_TITLE,
    COMMENT_TITLE,
    DATE_PATTERN,
    REVIEW_TITLE,
    SOURCE_TITLE,
    UNIT_TITLE,
)
from sheets_sync.model import SHORTENED, Personal, TableColumn
from sheets_sync.vietnamese.shortening import discreet, shortened

#: Pixels between what names the row and the decision, and of one column there.
MAIN_ROOM, MAIN_WIDTH = 540, 200
#: Of what names the row; frozen together with the unit, it leaves room on a telephone.
NAME_WIDTH, CODE_WIDTH = 115, 55
FIGURES = frozenset(
    {
        ColumnKind.INTEGER,
        ColumnKind.DECIMAL,
        ColumnKind.PERCENT,
        ColumnKind.FIGURE,
        ColumnKind.RATE,
        ColumnKind.DATE,
    }
)
#: 125.000.000.000 has room: what has none is shown as ###.
FIGURE_WIDTH = 110
#: The master's own titles, which no column of a form has there.
OWN_TITLES = frozenset({UNIT_TITLE, REVIEW_TITLE, COMMENT_TITLE, SOURCE_TITLE, CHECK_TITLE, CHANGE_TITLE})


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one form, each in one of three groups and there in the form's order."""

    #: Code and name: tell which row it is.
    naming: tuple[Column, ...]
    main: tuple[Column, ...]
    rest: tuple[Column, ...]
    #: Field to title.
    titles: dict[str, str]
    #: The fields that are about people, and how.
    people: Mapping[str, Personal]

    @classmethod
    def of(cls, form: Form) -> Self:
        """The columns that the master shows: all but the row's identity."""
        columns = [column for column in form.columns if column.kind is not ColumnKind.ROW_ID]
        naming = [column for column in columns if column.field in (form.key, form.names_row)]
        others = [column for column in columns if column not in naming]
        room, chosen = MAIN_ROOM, []
        # Figures first; where there is room left, other columns.
        for column in sorted(others, key=lambda column: column.kind not in FIGURES):
            if (width := _width(column, MAIN_WIDTH)) <= room:
                room -= width
                chosen.append(column)
        return cls(
            tuple(naming),
            tuple(column for column in others if column in chosen),
            tuple(column for column in others if column not in chosen),
            titles_of(columns),
            form.people,
        )

    def shown(self, columns: Sequence[Column], widest: int = 400) -> tuple[TableColumn, ...]:
        """Some of them as the master has them."""
        return tuple(
            TableColumn(
                self.titles[column.field],
                _width(column, widest),
                DATE_PATTERN if column.kind is ColumnKind.DATE else "",
                code=column.field,
                days=column.kind is ColumnKind.DATE,
                personal=self.people.get(column.field, Personal.NOBODY),
            )
            for column in columns
        )


def briefly(form: Form, row: Mapping[str, str]) -> dict[str, str]:
    """What a row showed, by the titles of then, without where and which one somebody is."""
    fields = {title: field for field, title in titles_of(form.columns).items()}
    return {
        title: form.brief(fields[title], text)
        if title in fields
        else (shortened(text) if looks_like(title) in SHORTENED else discreet(text))
        for title, text in row.items()
    }


def titles_of(columns: Sequence[Column]) -> dict[str, str]:
    """The titles of a form's columns in the master by field, distinct from its own and from each other."""
    taken = set(OWN_TITLES)
    titles = {}
    for column in columns:
        title, number = column.heading.title, 1
        while title in taken:
            number += 1
            title = (
                f"{column.heading.title} (biểu mẫu)" if number == 2 else f"{column.heading.title} ({number})"
            )
        taken.add(title)
        titles[column.field] = title
    return titles


def _width(column: Column, widest: int) -> int:
    if column.kind is ColumnKind.CODE:
        return CODE_WIDTH
    return min(column.heading.width, FIGURE_WIDTH if column.kind in FIGURES else widest)

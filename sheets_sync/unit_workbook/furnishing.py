"""What a workbook is to have of ours, as data to compare with what it was given. Pure."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Self

from pydantic import BaseModel, ConfigDict

from sheets_sync.forms.form import Form
from sheets_sync.model import Indicator, Unit
from sheets_sync.unit_workbook.guide import GuideLine, Welcome, guide_lines
from sheets_sync.unit_workbook.template import choices_of, header_note

#: Letters of a campaign's title that stand in the name of a file.
LONGEST = 60


class Piece(BaseModel):
    """A piece of a furnishing: kept as JSON, never changed."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ColumnGiven(Piece):
    """One column of a tab."""

    title: str
    note: str
    choices: tuple[str, ...] = ()


class TabGiven(Piece):
    """The tab of one form."""

    title: str
    #: By field, in the order of the columns.
    columns: Mapping[str, ColumnGiven]
    #: Key to field to text, of the rows that we write.
    rows: Mapping[str, Mapping[str, str]]
    #: Key to what its main field offers.
    choices: Mapping[str, tuple[str, ...]]


class Owner(Piece):
    """The unit as it was then: what it reported is told by it when the roster has it no more."""

    name: str
    kind: str
    forms: tuple[str, ...]
    indicators: tuple[str, ...]


class Furnishing(Piece):
    """What a workbook has of ours."""

    #: Name of the file.
    title: str
    locale: str
    time_zone: str
    #: Text and form's code, line by line.
    guide: tuple[tuple[str, str], ...] = ()
    #: By the form's code.
    tabs: Mapping[str, TabGiven] = {}
    #: Of forms that are no longer owed: hidden and protected.
    put_away: Mapping[str, TabGiven] = {}
    #: Who may write beside the account itself where units may not.
    editors: tuple[str, ...] = ()
    #: None of the master.
    owner: Owner | None = None

    @property
    def text(self) -> str:
        """As it is kept."""
        return self.model_dump_json()

    @property
    def fingerprint(self) -> str:
        """Changes when, and only when, it does."""
        return sha256(self.text.encode()).hexdigest()

    @classmethod
    def read(cls, text: str) -> Self | None:
        """As it was kept; None of a workbook of which nothing is known."""
        return cls.model_validate_json(text) if text else None

    @property
    def lines(self) -> tuple[GuideLine, ...]:
        """The lines of the guide."""
        return tuple(GuideLine(text, form) for text, form in self.guide)


def file_name(who: str, welcome: Welcome) -> str:
    """`Tổ dân phố số 1 – Báo cáo tháng 12/2026 – Thi đua … – Phường Kim Liên`."""
    campaign = welcome.campaign
    short = campaign if len(campaign) <= LONGEST else campaign[:LONGEST].rsplit(" ", 1)[0] + "…"
    return " – ".join(dict.fromkeys((who, welcome.period.title, short, welcome.ward)))


def of_master(who: str, welcome: Welcome) -> Furnishing:
    """What the master is given beside its tables."""
    return Furnishing(
        title=file_name(who, welcome),
        locale=welcome.locale,
        time_zone=welcome.time_zone,
        editors=welcome.editors,
    )


def of_unit(
    unit: Unit,
    forms: Sequence[Form],
    indicators: Mapping[str, Indicator],
    welcome: Welcome,
    took_over: Sequence[str] = (),
    called: str = "",
) -> Furnishing:
    """What the workbook of a unit is to have; `took_over` as in the guide.

    `called` is the unit's plain name, where the other tells what became of it.
    """
    lines = guide_lines(unit, forms, welcome, took_over)
    return Furnishing(
        title=file_name(unit.name, welcome),
        locale=welcome.locale,
        time_zone=welcome.time_zone,
        guide=tuple((line.text, line.form) for line in lines),
        tabs={form.code: _tab(form, unit, indicators) for form in forms},
        editors=welcome.editors,
        owner=Owner(
            name=called or unit.name,
            kind=unit.kind,
            forms=unit.forms,
            indicators=tuple(sorted(unit.indicators)),
        ),
    )


def _tab(form: Form, unit: Unit, indicators: Mapping[str, Indicator]) -> TabGiven:
    rows = {row[form.key]: dict(row) for row in form.prefilled(unit, indicators)} if form.key else {}
    offered = {key: indicators[key].choices for key in rows} if form.holds_indicators else {}
    return TabGiven(
        title=form.title,
        columns={
            column.field: ColumnGiven(
                title=column.heading.title, note=header_note(form, column), choices=choices_of(column)
            )
            for column in form.columns
        },
        rows=rows,
        choices={key: choices for key, choices in offered.items() if choices},
    )


def with_put_away(wanted: Furnishing, before: Furnishing | None) -> Furnishing:
    """Tabs that the workbook was given for forms that are no longer owed stay, out of sight."""
    if before is None:
        return wanted
    given = {**before.put_away, **before.tabs}
    gone = {code: tab for code, tab in given.items() if code not in wanted.tabs}
    return wanted.model_copy(update={"put_away": gone})

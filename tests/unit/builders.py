"""Tabs, records and submissions of a small ward, as the tests of the pure modules build them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sheets_sync.demo
from schemas import FORMS as SHIPPED
from sheets_sync.config.loading import load
from sheets_sync.findings import place
from sheets_sync.forms.form import Form
from sheets_sync.model import (
    EMPTY_CELL,
    Area,
    Cell,
    CellKind,
    Doubt,
    Finding,
    Flag,
    Grid,
    Indicator,
    Measurement,
    Period,
    Record,
    State,
    Submission,
    Unit,
    Value,
)
from sheets_sync.reading.rows import Terms
from sheets_sync.reading.validation import Validated, validate
from sheets_sync.sheets.addresses import address

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DEADLINE = datetime(2024, 8, 17, 17, tzinfo=ZONE)
PERIOD = Period("dot-thi-dua", "Đợt thi đua", date(2024, 8, 5), date(2024, 8, 15), DEADLINE)
ARRIVED = datetime(2024, 8, 14, 20, tzinfo=ZONE)
DEMO = load(Path(sheets_sync.demo.__file__).parent / "campaign" / "campaign.toml", SHIPPED)
#: The shipped forms as the demo's campaign binds them: with its areas and the relations of its catalogue.
FORMS, AREAS, INDICATORS = DEMO.forms, DEMO.areas, DEMO.indicators
FORM = {form.code: form for form in FORMS}
#: A tab's row of titles is its first row, so the first row of data is row 2.
HEADER_ROWS = 1


def unit(
    code: str = "TDP01",
    name: str = "",
    kind: str = "TDP",
    forms: Sequence[str] = tuple(FORM),
    indicators: Sequence[str] = (),
    **given: Any,
) -> Unit:
    rest = {"parent": None, "emails": (), "valid_from": date(2019, 5, 1), "valid_to": None, "successor": None}
    return Unit(
        code, name or code, kind, **{**rest, **given}, forms=tuple(forms), indicators=frozenset(indicators)
    )


def indicator(code: str = "VX01", **given: Any) -> Indicator:
    """A count of households without bounds that everybody of kind TDP is in charge of."""
    plain: dict[str, Any] = {
        "form": "culture_society",
        "title": "Tổng số hộ",
        "measure": "hộ",
        "measurement": Measurement.INTEGER,
        "has_plan": True,
        "has_same_period": False,
        "lower_is_better": False,
        "minimum": None,
        "maximum": None,
        "choices": (),
        "in_charge": ("TDP",),
    }
    return Indicator(code=code, **{**plain, **given})


def terms(indicators: Mapping[str, Indicator] = INDICATORS, tdp: int = 14) -> Terms:
    return Terms(PERIOD, PERIOD.start, PERIOD.cut_off, indicators, {"tdp": Decimal(tdp)})


def cell(
    value: Any = None, note: str = "", *, kind: CellKind | None = None, shown: str | None = None
) -> Cell:
    """A cell as it is read after `value` was typed into it."""
    if isinstance(value, Cell):
        return value
    if value is None:
        return Cell(CellKind.EMPTY, None, "", note) if note else EMPTY_CELL
    kinds = {str: CellKind.TEXT, bool: CellKind.BOOLEAN}
    return Cell(
        kind or kinds.get(type(value), CellKind.NUMBER), value, str(value) if shown is None else shown, note
    )


def percent(value: float) -> Cell:
    return cell(value, kind=CellKind.PERCENT, shown=f"{value * 100:g}%".replace(".", ","))


def day(serial: float, shown: str) -> Cell:
    return cell(serial, kind=CellKind.DATE, shown=shown)


def grid(
    *rows: Sequence[Any],
    sheet_id: int = 7,
    title: str = "Trang",
    merges: Sequence[Area] = (),
    flags: Sequence[Flag] = (),
    locale: str = "vi_VN",
) -> Grid:
    cells = tuple(tuple(map(cell, row)) for row in rows)
    width = max(map(len, cells), default=0)
    return Grid(sheet_id, title, cells, tuple(merges), len(cells), width, tuple(flags), locale)


def titles(form: Form) -> list[str]:
    return [column.heading.title for column in form.columns]


def tab(form: Form, *rows: Mapping[str, Any] | Sequence[Any], **given: Any) -> Grid:
    """A form's tab: its titles, then rows as field to value, or as they stand for other rows."""
    fields = [column.field for column in form.columns]
    lines = [[row.get(name) for name in fields] if isinstance(row, Mapping) else row for row in rows]
    return grid(titles(form), *lines, sheet_id=form.sheet_id, title=form.title, **given)


def issuer(prefix: str = "mới") -> Any:
    """Issues identities that were never given before."""
    numbers = count(1)
    return lambda wanted: [f"{prefix}{next(numbers)}" for _ in range(wanted)]


def read(
    form: Form,
    *rows: Mapping[str, Any] | Sequence[Any],
    owed: Sequence[str] = (),
    indicators: Mapping[str, Indicator] = INDICATORS,
    previous: Sequence[Record] = (),
    tdp: int = 14,
    **given: Any,
) -> Validated:
    """What validation makes of a tab; the unit owes the indicators `owed`."""
    owner = unit(indicators=owed)
    under = terms(indicators, tdp)
    return validate(tab(form, *rows, **given), form, owner, under, previous=previous, issue=issuer())


def found(validated: Validated) -> list[tuple[str, str]]:
    """Cell and code of each finding, in reading order."""
    return [(one.cell, one.code) for one in validated.findings]


def finding(code: str = "value-missing", cell: str = "E2", unit: str = "TDP01", **given: Any) -> Finding:
    placed = {"form": "culture_society", "tab": "2. Văn hóa - Xã hội", "sheet_id": 7, "label": "", **given}
    params = placed.pop("params", {})
    return place(Doubt(code, params), unit=unit, cell=cell, **placed)


def record(
    unit: str = "TDP01",
    key: str = "VX01",
    form: str = "culture_society",
    row: int = 1,
    rejected: Mapping[str, str] | None = None,
    **values: Value,
) -> Record:
    """A record on a row of its tab, its cells where the form's columns stand."""
    cells = {column.field: address(row, place) for place, column in enumerate(FORM[form].columns)}
    natural = {} if FORM[form].key is None else {str(FORM[form].key): key}
    return Record(unit, form, PERIOD.code, key, {**natural, **values}, rejected or {}, cells, row)


def submission(*records: Record, unit: str = "", form: str = "", **given: Any) -> Submission:
    """What a unit holds; `unit` and `form` are those of the first record unless given."""
    first = records[0] if records else None
    own: dict[str, Any] = {"unit": unit or (first.unit if first else "TDP01")}
    own["form"] = form or (first.form if first else "culture_society")
    known: dict[str, Any] = {"state": State.CURRENT, "findings": (), "arrived": ARRIVED, "changed": ARRIVED}
    known |= {"tab": FORM[own["form"]].title, "sheet_id": FORM[own["form"]].sheet_id}
    return Submission(**own, period=PERIOD.code, records=records, **{**known, **given})

"""Inputs that people complained about, typed into a ward's workbooks and read by one sync.

Each case tells what its row or cell must end as: the value that the master holds, or the one question asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.model import Finding, Record
from sheets_sync.sheets.addresses import parse
from tests.ward import SMALL_INDICATORS, Ward, ward

#: Unit to its forms and indicators: each tab is the scene of what must not disturb the others.
SCENES = {
    "VIEC": ("works", ""),
    "GHICHU": ("works", ""),
    "COTSO": ("works", ""),
    "DONVI": ("works", ""),
    "TIEUDE": ("works", ""),
    "CONGTHUC": ("works", ""),
    "KHEN": ("commendation", ""),
    "OCHON": ("commendation", ""),
    "GUONG": ("exemplar", ""),
    "KHONG1": ("exemplar", ""),
    "KHONG2": ("exemplar", ""),
    "TCKT": ("economy", "KT03"),
    "DCXD": ("economy", "KT04"),
    "SAPXEP": ("culture_society", "VX01 VX02 VX04 VX05"),
    "SOLE": ("culture_society", "VX01"),
    "LUYKE": ("culture_society", "VX01"),
    "SAOCHEP": ("culture_society", "VX01"),
}
UNITS = "code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators\n" + "".join(
    f"{code},Đơn vị {code},TDP,,{code.lower()}@phuong.example,2019-05-01,,,{form},{indicators}\n"
    for code, (form, indicators) in SCENES.items()
)
INDICATORS = (
    SMALL_INDICATORS.splitlines()[0]
    + """
KT03,economy,Giải ngân đầu tư công,triệu đồng,decimal,yes,no,no,0,,,TCKT,yes
KT04,economy,"Đường làm mới, nâng cấp",m,decimal,yes,no,no,0,20000,,DCXD,yes
VX01,culture_society,Tổng số hộ,hộ,integer,no,no,no,20,15000,,SAPXEP SOLE LUYKE SAOCHEP,yes
VX02,culture_society,Hộ đạt Gia đình văn hóa,hộ,integer,yes,no,no,0,15000,,SAPXEP,yes
VX04,culture_society,Hộ nghèo,hộ,integer,yes,no,yes,0,,,SAPXEP,yes
VX05,culture_society,Hộ cận nghèo,hộ,integer,yes,no,yes,0,,,SAPXEP,yes
"""
)
BOX = {"condition": {"type": "BOOLEAN"}}
DATE, SCIENTIFIC, PERCENT = "dd/mm/yyyy", "0.00E+00", "0%"
TYPES = {DATE: "DATE", SCIENTIFIC: "SCIENTIFIC", PERCENT: "PERCENT"}


@dataclass(frozen=True)
class F:
    """A number as stored, with the format that shows it otherwise."""

    value: float
    pattern: str


def row(number: int, **cells: Any) -> dict[str, Any]:
    """What is typed into one row: column to a text, a number, or a number with its format."""
    return {f"{letter}{number}": given for letter, given in cells.items()}


def person(number: int, **cells: Any) -> dict[str, Any]:
    named = {"B": "Cá nhân", "C": f"Lê Văn {chr(63 + number)}", "L": "Hiến 200 m² đất", "P": "Có"}
    return row(number, **named, **cells)


def rows(*parts: Mapping[str, Any]) -> dict[str, Any]:
    return {place: given for part in parts for place, given in part.items()}


#: Unit to A1 address to what stands there.
TYPED: Mapping[str, Mapping[str, Any]] = {
    "VIEC": rows(
        row(2, B="I. Làm đường bê tông", D=50),
        row(3, B="II. Lắp đèn đường", E="Kết hợp"),
        row(4, B="F1", D=F(150_000_000, "#,##0,,")),
        row(5, B="M2", D=150_000_000),
        row(6, B="F2", H=F(95, PERCENT)),
        row(7, B="F3", H=150),
        row(8, B="D1", F="2024-08-05T17:30:00Z"),
        row(9, B="D3", F="05/8/2024 14:30"),
        row(10, B="W1", D="5tr5"),
        row(11, B="W1", D="2 tỷ 5"),
        row(12, B="W1", D="5 tỷ 570"),
        row(13, B="W2", D="10-15"),
        row(14, B="W2", D="10 đến 15"),
        row(15, B="W2", D="150±5"),
        row(16, B="W3", D="1,5E+06"),
        row(17, B="F1, khác", D=F(150, '0" nghìn"')),
        row(18, B="F1, ẩn", D=F(150, '"Đạt"')),
        row(19, B="Đúng", D=F(1234.5, "#,##0"), F=F(45509, DATE), H=F(0.95, PERCENT)),
    ),
    "GHICHU": rows(
        row(2, B="Đường hoa"),
        row(3, B="Ghi chú: các việc dưới đây do đoàn viên làm"),
        row(4, B="Vệ sinh"),
        row(5, B="Trồng cây"),
    ),
    "COTSO": rows(row(2, A=-1, B=-2, C=-3, D=-4, E=-5, F=-6, G=-7, H=-8), row(3, B="Đường hoa", D=50)),
    "DONVI": rows(row(2, D="(nghìn đồng)"), row(3, B="Đường hoa", D=150_000)),
    "TIEUDE": rows(
        row(2, B="Đường hoa", D=50),
        row(8, A="Mã dòng", B="Tên công trình, phần việc", C="Địa điểm", D="Kinh phí (triệu đồng)"),
        row(9, B="Đèn đường", D=20),
    ),
    "CONGTHUC": rows(row(2, B="Đường hoa", D=50), *(row(n, D=f"=J{n}*K{n}") for n in range(3, 21))),
    "KHEN": rows(
        person(2, G=F(912345678, SCIENTIFIC), D=F(1985, DATE)),
        person(3, G="9.12346E+08", D=F(1985, "#,##0")),
        person(4, G=F(912345678, "#,##0.00"), D=31268),
        person(5, G="O912345678", D="1985"),
        person(6, G="091234567"),
        person(7, G="0912345678"),
    ),
    "OCHON": rows(*(row(n, P=False) for n in range(3, 42))),
    "GUONG": row(3, B="C. Nguyễn Thị Hoa", F="Hiến 200 m² đất"),
    "KHONG1": row(2, B="Không đề nghị ai"),
    "KHONG2": row(5, B="Không có gương điển hình trong kỳ này"),
    "TCKT": row(2, C="đồng", D=1_234_000_000, E=1_200_000_000),
    "DCXD": row(2, D="3000 mm", E="500 mẫu"),
    "SAPXEP": rows(
        row(2, B="Hộ cận nghèo", E=5),
        row(3, B="Hộ nghèo", E=3),
        row(4, B="Hộ đạt Gia đình văn hóa", E=198),
        row(5, B="Tổng số hộ", E=210),
    ),
    "SOLE": row(2, E=F(210.4, "0")),
    "LUYKE": rows(row(1, E="Lũy kế"), row(2, E=209, F=210)),
    "SAOCHEP": row(2, E=205),
}


@dataclass(frozen=True)
class Read:
    """What one sync made of it all."""

    one: Ward
    findings: tuple[Finding, ...]
    records: Mapping[str, tuple[Record, ...]]

    def asked(self, unit: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for finding in self.findings:
            if finding.unit == unit and finding.code not in ("text-missing", "value-missing", "row-missing"):
                found.setdefault(finding.cell, []).append(finding.code)
        return found

    def text(self, unit: str, cell: str) -> str:
        return next(one.text for one in self.findings if (one.unit, one.cell) == (unit, cell))

    def value(self, unit: str, row: int, field: str) -> Any:
        return next(one.values[field] for one in self.records[unit] if one.row == row - 1)


def put(one: Ward, unit: str, cells: Mapping[str, Any]) -> None:
    form = next(form for form in one.project.forms if form.code == SCENES[unit][0])
    one.change(unit, *(_written(form.sheet_id, place, given) for place, given in cells.items()))


def _written(sheet: int, place: str, given: Any) -> dict[str, Any]:
    row, column = parse(place)
    data: dict[str, Any] = {"userEnteredValue": _value(given.value if isinstance(given, F) else given)}
    if isinstance(given, F):
        data["userEnteredFormat"] = {
            "numberFormat": {"type": TYPES.get(given.pattern, "NUMBER"), "pattern": given.pattern}
        }
    if isinstance(given, bool):
        data["dataValidation"] = BOX
    start = {"sheetId": sheet, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"rows": [{"values": [data]}], "start": start, "fields": ",".join(data)}}


def _value(given: Any) -> dict[str, Any]:
    if isinstance(given, str):
        return {"formulaValue" if given.startswith("=") else "stringValue": given}
    return {"boolValue" if isinstance(given, bool) else "numberValue": given}


def copied(one: Ward) -> None:
    """The old tab renamed, a copy of it under the form's title, and the copy filled in."""
    form = next(form for form in one.project.forms if form.code == "culture_society")
    renamed = {"sheetId": form.sheet_id, "title": f"{form.title} (cũ)"}
    double = {"sourceSheetId": form.sheet_id, "newSheetId": 77, "newSheetName": form.title}
    one.change(
        "SAOCHEP",
        {"updateSheetProperties": {"properties": renamed, "fields": "title"}},
        {"duplicateSheet": double},
        _written(77, "E2", 333),
    )


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    with (
        pytest.MonkeyPatch.context() as patch,
        ward(tmp_path_factory.mktemp("inputs"), patch, units=UNITS, indicators=INDICATORS) as one,
    ):
        inserted = {
            "sheetId": one.project.forms[1].sheet_id,
            "dimension": "COLUMNS",
            "startIndex": 4,
            "endIndex": 5,
        }
        one.change("LUYKE", {"insertDimension": {"range": inserted, "inheritFromBefore": True}})
        for unit, cells in TYPED.items():
            put(one, unit, cells)
        copied(one)
        outcome = one.sync()
        assert outcome.failed == {}
        held = one.project.store.submissions.latest(one.project.period.code)
        yield Read(
            one, tuple(outcome.findings), {key[0]: held[key].records for key in held if key[0] in SCENES}
        )


@pytest.mark.parametrize(
    ("case", "unit", "row", "field", "value"),
    [
        ("L1", "VIEC", 2, "cost", Decimal(50)),
        ("L2", "VIEC", 3, "source", "Kết hợp"),
        ("L3", "GUONG", 3, "name", "C. Nguyễn Thị Hoa"),
        ("L7", "GHICHU", 4, "name", "Vệ sinh"),
        ("L7", "GHICHU", 5, "name", "Trồng cây"),
        ("P1", "KHEN", 2, "phone", "912345678"),
        ("P2", "KHEN", 3, "phone", None),
        ("P3", "KHEN", 4, "phone", "912345678"),
        ("Y1", "KHEN", 2, "born", "1985"),
        ("Y2", "KHEN", 3, "born", "1985"),
        ("Y3", "KHEN", 4, "born", None),
        ("C1", "LUYKE", 2, "actual", Decimal(210)),
        ("T1", "SAOCHEP", 2, "actual", Decimal(205)),
        ("D1", "VIEC", 8, "started", date(2024, 8, 6)),
        ("D3", "VIEC", 9, "started", date(2024, 8, 5)),
        ("U1", "DCXD", 2, "plan", Decimal(3)),
        ("U1", "DCXD", 2, "actual", None),
        ("M1", "TCKT", 2, "actual", None),
        ("M5", "SAPXEP", 2, "actual", None),
        ("N1", "COTSO", 3, "cost", Decimal(50)),
        ("good", "VIEC", 19, "cost", Decimal("1234.5")),
        ("good", "VIEC", 19, "progress", Decimal(95)),
    ],
)
def test_the_record_holds_what_is_right(
    read: Read, case: str, unit: str, row: int, field: str, value: Any
) -> None:
    assert read.value(unit, row, field) == value, case


@pytest.mark.parametrize(
    ("case", "unit", "cell", "code", "named"),
    [
        ("M1", "TCKT", "C2", "measure-differs", "→ 1.200"),
        ("M2", "VIEC", "D5", "measure-slip", "150 triệu đồng"),
        ("M5", "SAPXEP", "A2", "title-of-another", "VX05"),
        ("M5", "SAPXEP", "A5", "title-of-another", "VX01"),
        ("F1", "VIEC", "D4", "shown-differs", "150.000.000"),
        ("F1", "VIEC", "D17", "shown-differs", "150 nghìn"),
        ("F1", "VIEC", "D18", "shown-differs", "“Đạt”"),
        ("F2", "VIEC", "H6", "percent-hundredfold", "95"),
        ("F3", "VIEC", "H7", "percent-above-100", "150"),
        ("F4", "SOLE", "E2", "number-not-integer", "210,4"),
        ("P1", "KHEN", "G2", "lost-leading-zero", "0912345678"),
        ("P2", "KHEN", "G3", "digits-lost", "9.12346E+08"),
        ("P3", "KHEN", "G4", "lost-leading-zero", "0912345678"),
        ("P4", "KHEN", "G5", "digits-and-letters", "0912345678"),
        ("P5", "KHEN", "G6", "phone-digits", "9 chữ số"),
        ("Y3", "KHEN", "D4", "born-serial", "09/8/1985"),
        ("N5", "DONVI", "D", "measure-differs", "→ 150"),
        ("C1", "LUYKE", "E", "header-twice", "cột F"),
        ("T1", "SAOCHEP", "", "tab-twice", "2. Văn hóa - Xã hội"),
        ("W1", "VIEC", "D10", "number-unfinished", "5,5"),
        ("W1", "VIEC", "D11", "number-ambiguous", "2.500 hoặc 2.005"),
        ("W1", "VIEC", "D12", "number-unfinished", "5.570"),
        ("W2", "VIEC", "D13", "number-range", "một khoảng"),
        ("W2", "VIEC", "D14", "number-range", "một khoảng"),
        ("W2", "VIEC", "D15", "number-range", "một khoảng"),
        ("W3", "VIEC", "D16", "number-scientific", "1.500.000"),
        ("U1", "DCXD", "D2", "number-as-words", "nhập 3 "),
        ("U1", "DCXD", "E2", "number-unreadable", "500 mẫu"),
    ],
)
def test_the_unit_gets_one_question(
    read: Read, case: str, unit: str, cell: str, code: str, named: str
) -> None:
    assert read.asked(unit).get(cell) == [code], case
    assert named in read.text(unit, cell)


@pytest.mark.parametrize(
    ("case", "unit", "records"),
    [
        ("L7", "GHICHU", 3),
        ("G1", "OCHON", 0),
        ("G2", "CONGTHUC", 1),
        ("N1", "COTSO", 1),
        ("N4", "TIEUDE", 2),
        ("N5", "DONVI", 1),
        ("Z1", "KHONG1", 0),
        ("Z2", "KHONG2", 0),
        ("L1-W3", "VIEC", 18),
    ],
)
def test_no_record_is_made_up_and_none_vanishes(read: Read, case: str, unit: str, records: int) -> None:
    assert len(read.records[unit]) == records, case


@pytest.mark.parametrize(
    "unit", ["GHICHU", "COTSO", "TIEUDE", "CONGTHUC", "OCHON", "GUONG", "KHONG1", "KHONG2"]
)
def test_nothing_is_asked_about_what_is_clear(read: Read, unit: str) -> None:
    assert read.asked(unit) == {}


def test_the_masters_titles_are_distinct(read: Read) -> None:
    for form in read.one.project.forms:
        header, *_ = read.one.values("", form.title)
        assert len(set(header)) == len(header)

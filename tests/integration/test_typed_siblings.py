"""Siblings of the inputs that people complained about, a workbook each, through one sync.

`typed_siblings.csv` has what is typed, how many records it makes, values by field and row, and what is asked
by cell. With NIGHTLY=1 all of them, else those of every sixth line.
"""

import csv
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.model import Value
from tests.integration.test_typed_inputs import F, _written
from tests.ward import SMALL_INDICATORS, Ward, ward

FILE = Path(__file__).with_name("typed_siblings.csv")
EVERY = 1 if os.environ.get("NIGHTLY") else 6
with FILE.open(encoding="utf-8", newline="") as opened:
    SIBLINGS = {f"U{place:03d}": line for place, line in enumerate(csv.DictReader(opened))}
TRIED = dict(list(SIBLINGS.items())[::EVERY])
#: What stands in the file for a form and the indicators that are owed in it.
OWED = {
    "w": ("works", ""),
    "k": ("commendation", ""),
    "g": ("exemplar", ""),
    "e": ("economy", "KT03"),
    "m": ("economy", "KT04"),
    "l": ("economy", "KT06"),
    "v": ("culture_society", "VX01 VX02 VX04 VX05"),
    "c": ("culture_society", "VX01"),
}
UNIT = "{0},Đơn vị {0},TDP,,{0}@phuong.example,2019-05-01,,,{1},{2}\n"
#: In charge of everything, and silent: the sums of the others are not looked at.
CHUNG = UNIT.format("CHUNG", "economy culture_society", "KT03 KT04 KT06 VX01 VX02 VX04 VX05")
INDICATORS = (
    SMALL_INDICATORS.splitlines()[0]
    + """
KT03,economy,Giải ngân đầu tư công,triệu đồng,decimal,yes,no,no,0,,,CHUNG,yes,
KT04,economy,"Đường làm mới, nâng cấp",m,decimal,yes,no,no,0,20000,,CHUNG,yes,
KT06,economy,Năng suất lúa,tạ/ha,decimal,yes,no,no,40,75,,CHUNG,yes,
VX01,culture_society,Tổng số hộ,hộ,integer,no,no,no,20,15000,,CHUNG,yes,
VX02,culture_society,Hộ đạt Gia đình văn hóa,hộ,integer,yes,no,no,0,15000,,CHUNG,yes,
VX04,culture_society,Hộ nghèo,hộ,integer,yes,no,yes,0,,,CHUNG,yes,
VX05,culture_society,Hộ cận nghèo,hộ,integer,yes,no,yes,0,,,CHUNG,yes,
"""
)
#: What is not there yet, and what is about two units at once.
NOT_LOOKED_AT = ("text-missing", "value-missing", "row-missing", "nominee-duplicate")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ward, Any]]:
    units = "code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators\n" + CHUNG
    units += "".join(UNIT.format(code, *OWED[line["form"]]) for code, line in TRIED.items())
    with (
        pytest.MonkeyPatch.context() as patch,
        ward(tmp_path_factory.mktemp("siblings"), patch, units=units, indicators=INDICATORS) as one,
    ):
        for code, line in TRIED.items():
            type_in(one, code, line)
        yield one, one.sync()


def type_in(one: Ward, code: str, line: dict[str, str]) -> None:
    form = next(form for form in one.project.forms if form.code == OWED[line["form"]][0])
    more = {"sheetId": form.sheet_id, "dimension": "COLUMNS", "length": 2}
    cells = json.loads(line["cells"])
    if any(place.startswith("I") for place in cells) and line["form"] == "c":
        one.change(code, {"appendDimension": more})
    given = {place: F(**cell) if isinstance(cell, dict) else cell for place, cell in cells.items()}
    one.change(code, *(_written(form.sheet_id, place, cell) for place, cell in given.items()))


def test_every_kind_has_at_least_ten_siblings() -> None:
    kinds = [int(line["kind"]) for line in SIBLINGS.values()]
    assert all(kinds.count(kind) >= 10 for kind in range(1, 11))


@pytest.mark.parametrize("code", TRIED)
def test_a_sibling_ends_as_what_is_right_or_as_its_question(read: tuple[Ward, Any], code: str) -> None:
    one, outcome = read
    line = TRIED[code]
    held = one.project.store.submissions.latest(one.project.period.code)
    records = held[code, OWED[line["form"]][0]].records
    if line["records"]:
        assert len(records) == int(line["records"])
    for place, value in json.loads(line["values"]).items():
        field, _, row = place.partition("@")
        assert told(next(record for record in records if record.row + 1 == int(row)).values[field]) == value
    asked: dict[str, list[str]] = {}
    for finding in outcome.findings:
        if finding.unit == code and finding.code not in NOT_LOOKED_AT:
            asked.setdefault(finding.cell, []).append(finding.code)
    if line["asked"]:
        assert asked == {cell: [kind] for cell, kind in json.loads(line["asked"]).items()}


def told(value: Value) -> str | None:
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)

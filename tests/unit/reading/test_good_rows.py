"""Two thousand good rows, typed and formatted in every accepted style, give records and no finding."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.vietnamese import names, sentences
from sheets_sync.model import CellKind
from sheets_sync.vietnamese.dates import format_date, to_serial
from sheets_sync.vietnamese.numbers import format_number
from tests.unit.builders import FORM, INDICATORS, cell, day, found, read

WORKS, PEOPLE, MODELS = FORM["works"], FORM["commendation"], FORM["exemplar"]
ROWS, TABS = 2000, 20
NAMES, SENTENCES = tuple(names()), tuple(sentences())
WORKS_NAMED = (
    *(
        "Đường hoa tổ 3",
        "Không gian xanh",
        "Tuyến phố không rác",
        "Vườn thuốc nam",
        "I-ốt và sức khỏe",
        "Cổng làng số 2",
    ),
    *(
        "Tổng vệ sinh môi trường",
        "Cộng đồng dân cư xanh",
        "Công trình măng non",
        "Xây nhà tình nghĩa",
        "Camera an ninh",
    ),
    *(
        "Ghi danh liệt sĩ",
        "Lắp 12 đèn đường",
        "Vẽ tranh tường",
        "C.trình thanh niên",
        "Đổi giấy lấy cây",
        "Dân vận khéo",
    ),
)
PHONES = ("0912345678", "0912.345.678", "+84 912 345 678", "(0221) 394-3123", "0987 654 321", "", "không có")
BORN: tuple[Any, ...] = ("1985", 1978, cell(1985.0, shown="1.985"), "05/8/1990", day(31268, "09/08/1985"), "")


def amount(chance: Random) -> Any:
    value = chance.choice((chance.randrange(1, 20_000), chance.randrange(10, 99_999) / 10, 0.5))
    vietnamese = format_number(value)
    styles: tuple[Callable[[], Any], ...] = (
        lambda: value,
        lambda: cell(float(value), shown=vietnamese),
        lambda: cell(float(value), shown=f"{value:,.2f}"),
        lambda: cell(float(value), shown=f"{format_number(round(value))}"),
        lambda: cell(float(value), shown=f"{vietnamese} ₫"),
        lambda: format_number(value, grouped=False),
    )
    return chance.choice(styles)()


def share(chance: Random) -> Any:
    value = chance.randrange(2, 101)
    return chance.choice(
        (value, f"{value}%", cell(value / 100, kind=CellKind.PERCENT, shown=f"{value}%"), "")
    )


def moment(chance: Random) -> Any:
    one = date(2024, 8, 5) + timedelta(days=chance.randrange(11))
    return chance.choice(
        (
            day(to_serial(one), f"{one:%d/%m/%Y}"),
            day(to_serial(one) + 0.6, f"{one:%d/%m/%Y} 14:24"),
            format_date(one),
            f"{one:%d-%m-%Y}",
            f"ngày {one.day} tháng {one.month} năm {one.year}",
            f"{one:%Y-%m-%d}T08:30:00+07:00",
            f"14h30 {one:%d/%m/%Y}",
        )
    )


def work(chance: Random) -> dict[str, Any]:
    began = moment(chance)
    return {
        "name": f"{chance.choice(WORKS_NAMED)} {chance.randrange(1000)}",
        "location": chance.choice(("Tổ dân phố số 3", "TDP 5", "", "Thôn Hà Xá (đầu làng)")),
        "cost": amount(chance),
        "source": chance.choice(("Ngân sách nhà nước", "Xã hội hóa", "xã hội hoá", "KẾT HỢP", "")),
        "started": began,
        "completed": began,
        "progress": share(chance),
    }


def person(chance: Random) -> dict[str, Any]:
    return {
        "subject": chance.choice(("Cá nhân", "cá nhân")),
        "name": chance.choice(NAMES),
        "born": chance.choice(BORN),
        "gender": chance.choice(("Nam", "Nữ", "")),
        "phone": chance.choice(PHONES),
        "achievement": chance.choice(SENTENCES),
        "achieved": moment(chance),
        "votes": chance.choice((12, "12", 15)),
        "attendance": 15,
        "undisciplined": chance.choice(("Có", "có", True)),
    }


def model(chance: Random) -> dict[str, Any]:
    return {
        "name": chance.choice(NAMES).upper() if chance.random() < 0.2 else chance.choice(NAMES),
        "place": chance.choice(("Tổ dân phố số 1", "Hội Nông dân", "")),
        "phone": chance.choice(PHONES),
        "deed": chance.choice(SENTENCES),
        "outcome": chance.choice(("Thu nhập 180 triệu đồng một năm.", "Được bà con tin yêu.", "")),
        "consent": chance.choice(("Có", "Không", True, False)),
    }


def test_two_thousand_good_rows_give_no_finding() -> None:
    chance = Random(13)  # noqa: S311 -- the same rows in every run
    makers = ((WORKS, work), (PEOPLE, person), (MODELS, model))
    count = 0
    for number in range(TABS):
        form, make = makers[number % len(makers)]
        rows = [make(chance) for _ in range(ROWS // TABS)]
        made = read(form, *rows)
        count += len(made.records)
        assert [
            (one.text, rows[int("0" + "".join(filter(str.isdigit, one.cell))) - 2]) for one in made.findings
        ] == []
    assert count == ROWS


def test_good_figures_of_every_indicator_give_no_finding() -> None:
    chance = Random(13)  # noqa: S311 -- the same rows in every run
    for code, one in INDICATORS.items():
        low, high = one.minimum or Decimal(0), one.maximum or Decimal(500)
        for _ in range(10):
            actual = round(float(low) + (float(high) - float(low)) * (0.3 + 0.6 * chance.random()))
            row = {
                "code": code,
                "title": one.title,
                "measure": one.measure,
                "plan": actual if one.has_plan else None,
                "actual": chance.choice((actual, format_number(actual, grouped=False), f"{actual} ")),
                "same_period": actual if one.has_same_period else None,
            }
            if not one.choices:
                asked = [
                    f
                    for f in found(read(FORM[one.form], row, owed=(code,), tdp=1000))
                    if f[1] != "share-out-of-range"
                ]
                assert asked == [], row

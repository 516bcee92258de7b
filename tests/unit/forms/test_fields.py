"""What a cell becomes under each type of field, and what a model's own constraints refuse."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from annotated_types import Le

from sheets_sync.forms.fields import (
    Amount,
    Choice,
    Count,
    Day,
    Link,
    Percent,
    Phone,
    Prose,
    Rate,
    Text,
    YesNo,
)
from sheets_sync.forms.form import Form, Heading, Row
from sheets_sync.model import CellKind
from tests.unit.builders import INDICATORS, cell, day, found, percent, read


class EveryRow(Row):
    """One field of each type."""

    text: Annotated[Text, Heading("Tên")] = None
    count: Annotated[Count, Heading("Số hộ", measure="hộ"), Le(100)] = None
    amount: Annotated[Amount, Heading("Kinh phí", measure="triệu đồng")] = None
    share: Annotated[Percent, Heading("Tiến độ", measure="%")] = None
    rate: Annotated[Rate, Heading("Tỷ lệ")] = None
    day: Annotated[Day, Heading("Ngày")] = None
    choice: Annotated[Choice, Heading("Nguồn vốn", choices=("Ngân sách", "Xã hội hóa"))] = None
    agreed: Annotated[YesNo, Heading("Đồng ý")] = None
    link: Annotated[Link, Heading("Minh chứng")] = None
    phone: Annotated[Phone, Heading("Điện thoại")] = None
    prose: Annotated[Prose, Heading("Kết quả")] = None


EVERY = Form("every", "Mọi kiểu", EveryRow)
LEGACY = "kÕ ho¹ch"


def read_cell(field: str, typed: Any) -> tuple[Any, list[str]]:
    made = read(EVERY, {"row_id": "r1", "text": "Trồng cây", field: typed})
    [record] = made.records
    return record.values[field], [code for _, code in found(made)]


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("text", "  Tổ\u00a0dân phố  số 1 ", "Tổ dân phố số 1"),
        ("text", "ho\u0323c", "học"),
        ("text", 2024, "2024"),
        ("count", 12, Decimal(12)),
        ("count", "không phát sinh", Decimal(0)),
        ("amount", "1.234,5", Decimal("1234.5")),
        ("share", percent(0.95), Decimal(95)),
        ("share", "95%", Decimal(95)),
        ("rate", 0.95, Decimal("0.95")),
        ("day", day(45509, "05/08/2024"), date(2024, 8, 5)),
        ("day", "ngày 14/8/2024", date(2024, 8, 14)),
        ("choice", "xã hội hoá", "Xã hội hóa"),
        ("choice", " NGÂN SÁCH", "Ngân sách"),
        ("agreed", True, True),
        ("agreed", "không", False),
        ("link", "https://phuong.example/anh", "https://phuong.example/anh"),
        ("phone", "0912 345 678", "0912 345 678"),
        ("prose", "Đã trồng 120 cây.", "Đã trồng 120 cây."),
    ],
)
def test_what_is_typed_well_is_read_without_doubt(field: str, typed: Any, value: Any) -> None:
    assert read_cell(field, typed) == (value, [])


@pytest.mark.parametrize(
    ("field", "typed", "value", "code"),
    [
        ("text", LEGACY, None, "legacy-encoding"),
        ("count", LEGACY, None, "legacy-encoding"),
        ("choice", LEGACY, None, "legacy-encoding"),
        ("day", LEGACY, None, "legacy-encoding"),
        ("phone", LEGACY, None, "legacy-encoding"),
        ("link", LEGACY, None, "legacy-encoding"),
        ("count", "đang tổng hợp", None, "value-not-yet"),
        ("count", "x", None, "value-placeholder"),
        ("count", "12 hộ", Decimal(12), "number-as-words"),
        ("amount", "5 tỷ 570 triệu", Decimal(5570), "number-as-words"),
        ("amount", "1.234", None, "number-ambiguous"),
        ("amount", "gần 4 tỷ", Decimal(4000), "number-approximate"),
        ("amount", "không có", None, "zero-in-words"),
        ("amount", day(45416, "4/5/2024"), None, "number-is-date"),
        ("share", 0.95, Decimal("0.95"), "percent-fraction"),
        ("day", "5/8", date(2024, 8, 5), "date-no-year"),
        ("day", day(45420, "08/05/2024"), None, "date-flipped"),
        ("day", "sau ngày lễ", None, "date-unreadable"),
        ("choice", "Vay ngân hàng", None, "choice-unknown"),
        ("choice", "Ngân sách\ufffd", None, "choice-unknown"),
        ("agreed", "Có \ufffd", None, "choice-unknown"),
        ("day", "\ufffd", None, "date-unreadable"),
        ("phone", "\ufffd", "\ufffd", "digits-expected"),
        ("agreed", "chắc vậy", None, "choice-unknown"),
        ("link", "ảnh ở Zalo", "ảnh ở Zalo", "link-unreadable"),
        ("phone", 912345678, "912345678", "lost-leading-zero"),
        ("prose", cell("#NAME?", kind=CellKind.FAULT), None, "cell-fault"),
    ],
)
def test_what_is_doubtful_is_said_once_and_guessed_never(
    field: str, typed: Any, value: Any, code: str
) -> None:
    assert read_cell(field, typed) == (value, [code])


@pytest.mark.parametrize("typed", ["  ", "\u00a0", "\u200b"])
def test_invisible_letters_are_an_empty_cell(typed: str) -> None:
    made = read(EVERY, {"row_id": "r1", "text": "Trồng cây", "choice": typed, "count": typed, "prose": typed})
    values = made.records[0].values
    assert (values["choice"], values["count"], values["prose"], found(made)) == (None, None, None, [])


def test_a_value_that_the_model_refuses_is_doubted_and_the_others_stay() -> None:
    made = read(EVERY, {"row_id": "r1", "count": 101, "amount": "5 tỷ", "text": "Trồng cây"})
    assert found(made) == [("C2", "value-refused"), ("D2", "number-as-words")]
    [record] = made.records
    assert (record.values["count"], record.values["amount"]) == (None, Decimal(5000))
    assert record.rejected == {"count": "101"}


def test_a_value_that_the_model_accepts_is_kept() -> None:
    assert read_cell("count", 100) == (Decimal(100), [])


def test_a_form_of_its_own_gets_a_column_for_identities_first() -> None:
    assert [column.field for column in EVERY.columns] == ["row_id", *EveryRow.model_fields]
    assert EVERY.known_keys(INDICATORS) == frozenset()
    with pytest.raises(KeyError):
        EVERY.column("actual")

"""What the station may read: with consent, in the unit's own words, 150 to 300 of them, once."""

from datetime import date
from typing import Any

from sheets_sync.model import Record
from sheets_sync.report.content.broadcasting import Broadcasts, broadcast_list, broadcasts, shortened
from sheets_sync.report.content.model import Table
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.unit.builders import unit
from tests.unit.reports import held, lines, material, row

UNITS = (unit("TDP01", "Tổ dân phố số 1", forms=("exemplar",)),)
FRIDAY = date(2024, 8, 23)


def exemplar(place: int, length: int = 160, **values: Any) -> Record:
    deed = " ".join(f"từ{number}" for number in range(length))
    given = {"name": f"Gương {place}", "deed": deed, "consent": True, "place": "Tổ 1"}
    return row("TDP01", "exemplar", f"X{place}", place, **{**given, **values})


def planned(*records: Record, aired: dict[tuple[str, str], str] | None = None, **given: Any) -> Broadcasts:
    return broadcasts(material(held(*records), UNITS, **given), aired or {}, FRIDAY)


def test_one_is_read_each_working_day() -> None:
    found = planned(*(exemplar(place) for place in range(1, 4)))
    assert [one.day for one in found.items] == [FRIDAY, date(2024, 8, 26), date(2024, 8, 27)]


def test_the_text_stands_below_its_title_word_for_word() -> None:
    one = material(held(exemplar(1)), UNITS)
    told = lines(broadcast_list(one, {}, FRIDAY, Wording(templates("report"))))
    start = told.index("1. Gương 1 (Tổ 1)")
    assert told[start + 1] == " ".join(f"từ{number}" for number in range(160)) + "."


def test_those_who_did_not_agree_are_counted_and_never_named() -> None:
    records = (
        exemplar(1),
        exemplar(2, name="Bà Kín", consent=False),
        exemplar(3, name="Ông Lặng", consent=None),
    )
    one = material(held(*records), UNITS)
    told = "\n".join(lines(broadcast_list(one, {}, FRIDAY, Wording(templates("report")))))
    assert "Còn 02 gương chưa có sự đồng ý" in told
    assert "Bà Kín" not in told
    assert "Ông Lặng" not in told


def test_what_the_office_did_not_approve_is_not_read() -> None:
    found = planned(exemplar(1), exemplar(2), approved={exemplar(2).identity})
    assert [one.name for one in found.items] == ["Gương 2"]


def test_what_is_too_short_goes_back_to_the_unit_and_gets_no_day() -> None:
    one = material(held(exemplar(1, 30), exemplar(2)), UNITS)
    assert [item.day for item in broadcasts(one, {}, FRIDAY).items] == [None, FRIDAY]
    told = "\n".join(lines(broadcast_list(one, {}, FRIDAY, Wording(templates("report")))))
    assert "Bài có 30 từ, cần từ 150 đến 300 từ: đề nghị Tổ dân phố số 1 bổ sung" in told


def test_what_was_aired_is_not_planned_again() -> None:
    found = planned(exemplar(1), exemplar(2), aired={("TDP01", "X1"): "20/8/2024"})
    assert [(one.aired, one.day) for one in found.items] == [("20/8/2024", None), ("", FRIDAY)]
    made = broadcast_list(
        material(held(exemplar(1), exemplar(2)), UNITS),
        {("TDP01", "X1"): "20/8/2024"},
        FRIDAY,
        Wording(templates("report")),
    )
    [table] = [block for block in made.body if isinstance(block, Table)]
    assert [str(line.cells[4][0]) for line in table.rows] == ["đã phát", "23 tháng 8 năm 2024"]
    assert not any(line.startswith("1. Gương 1") for line in lines(made))


def test_a_long_text_keeps_whole_sentences_of_the_unit() -> None:
    sentences = [" ".join(["chữ"] * 99) + f" câu{number}." for number in range(4)]
    kept = shortened(" ".join(sentences))
    assert kept == " ".join(sentences[:3])
    assert len(kept.split()) == 300
    assert shortened("từ " * 400).split() == ["từ"] * 400


def test_without_exemplars_the_list_says_so() -> None:
    told = lines(broadcast_list(material(units=UNITS), {}, FRIDAY, Wording(templates("report"))))
    assert told[0] == "Gương điển hình đồng ý phát thanh: chưa có số liệu được duyệt."

"""What the station may read: with consent, in the unit's own words, 150 to 300 of them, once."""

from datetime import date
from typing import Any

from sheets_sync.model import Record
from sheets_sync.report.content.broadcasting import (
    Broadcasts,
    broadcast_hints,
    broadcast_letter,
    broadcasts,
    shortened,
)
from sheets_sync.report.content.model import Arrangement, Paragraph, Report
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.unit.builders import unit
from tests.unit.reports import cells, held, lines, material, row

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


def letter(*records: Record, aired: dict[tuple[str, str], str] | None = None) -> Report:
    one = material(held(*records), UNITS)
    made = broadcast_letter(one, aired or {}, FRIDAY, Wording(templates("report")))
    assert made is not None
    return made


def texts(made: Report) -> list[str]:
    """The lines that are read, of Phụ lục II."""
    [found] = [one for one in made.appendices if one.number == "II"]
    return ["".join(map(str, block.line)) for block in found.blocks if isinstance(block, Paragraph)]


def hints(made: Report) -> str:
    return "\n".join(one.text for one in made.hints)


def test_it_is_a_letter_with_the_list_as_an_appendix_and_no_document_of_a_kind_that_does_not_exist() -> None:
    made = letter(exemplar(1))
    assert (made.head.kind, made.head.symbol, made.head.arrangement) == ("", "UBND-VP", Arrangement.LETTER)
    assert made.head.subject.startswith("V/v phát thanh gương điển hình tiên tiến trong đợt thi đua")
    assert made.recipients[0] == "Như trên"
    assert lines(made)[-1].endswith("./.")


def test_the_text_stands_below_its_title_word_for_word() -> None:
    told = texts(letter(exemplar(1)))
    start = told.index("1. Gương 1 (Tổ 1)")
    assert told[start + 1] == " ".join(f"từ{number}" for number in range(160)) + "."


def test_those_who_did_not_agree_are_counted_for_the_office_and_never_named() -> None:
    made = letter(
        exemplar(1),
        exemplar(2, name="Bà Kín", consent=False),
        exemplar(3, name="Ông Lặng", consent=None),
    )
    assert "02 gương chưa có sự đồng ý" in hints(made)
    told = "\n".join((*lines(made), *texts(made), hints(made), str(cells(made, "I"))))
    assert "Bà Kín" not in told
    assert "Ông Lặng" not in told


def test_what_the_office_did_not_approve_is_not_read() -> None:
    found = planned(exemplar(1), exemplar(2), approved={exemplar(2).identity})
    assert [one.name for one in found.items] == ["Gương 2"]


def test_what_is_too_short_goes_back_to_the_unit_and_gets_no_day() -> None:
    records = (exemplar(1, 30), exemplar(2))
    assert [item.day for item in planned(*records).items] == [None, FRIDAY]
    made = letter(*records)
    assert "bài có 30 từ, cần từ 150 đến 300 từ; đề nghị Tổ dân phố số 1 bổ sung" in hints(made)
    assert "giới thiệu 01 gương" in lines(made)[0]
    assert [line[1] for line in cells(made, "I")] == ["Gương 2"]


def test_what_was_aired_is_not_planned_again() -> None:
    aired = {("TDP01", "X1"): "20/8/2024"}
    found = planned(exemplar(1), exemplar(2), aired=aired)
    assert [(one.aired, one.day) for one in found.items] == [("20/8/2024", None), ("", FRIDAY)]
    made = letter(exemplar(1), exemplar(2), aired=aired)
    assert [line[1::3] for line in cells(made, "I")] == [["Gương 2", "23 tháng 8 năm 2024"]]
    assert not any("Gương 1" in line for line in texts(made))


def test_a_long_text_keeps_whole_sentences_of_the_unit() -> None:
    sentences = [" ".join(["chữ"] * 99) + f" câu{number}." for number in range(4)]
    kept = shortened(" ".join(sentences))
    assert kept == " ".join(sentences[:3])
    assert len(kept.split()) == 300
    assert shortened("từ " * 400).split() == ["từ"] * 400


def test_without_anything_to_read_there_is_no_letter_and_the_office_is_told_why() -> None:
    one = material(held(exemplar(1, 30)), UNITS)
    assert broadcast_letter(one, {}, FRIDAY, Wording(templates("report"))) is None
    told = [hint.text for hint in broadcast_hints(one, broadcasts(one, {}, FRIDAY))]
    assert told[0].startswith("Chưa xếp lịch Gương 1: bài có 30 từ")


def test_where_somebody_is_reached_is_not_read_out() -> None:
    told = "Cô Hoa, điện thoại 0912 345 678, giúp 12 hộ, quyên góp 1.250.000.000 đồng"
    (one,) = planned(exemplar(1, deed=told, outcome="Thư về hoa.le@gmail.com")).items
    assert one.text == (
        "Cô Hoa, điện thoại 09…678, giúp 12 hộ, quyên góp 1.250.000.000 đồng. Thư về ho…@gmail.com."
    )

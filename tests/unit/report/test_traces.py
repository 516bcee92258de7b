"""No figure without a source: each is found again in the records, and all others are words of somebody."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.report.content.content import build
from sheets_sync.report.content.model import How, Kind, Paragraph, Source, StatedFigure
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.report_trace import untraced_numbers, wrong_figures, wrong_sums
from tests.unit.builders import unit
from tests.unit.reports import cells, groups, held, material, row, typed

FIGURES = st.decimals(0, 100_000, places=1) | st.integers(0, 9).map(Decimal)
WORDING = Wording(templates("report"))
MAYBE = st.none() | FIGURES
UNITS = (
    *groups(3),
    unit("CAP", "Công an phường", "CONG-AN", forms=("defence_security",), indicators=("QP03", "QP06")),
)
OWED = (
    *((code, f"TDP{place:02d}") for code in ("VX01", "VX02", "VX04") for place in (1, 2, 3)),
    ("QP03", "CAP"),
    ("QP06", "CAP"),
)


@settings(max_examples=60, deadline=None)
@given(
    figures=st.lists(st.tuples(MAYBE, MAYBE, MAYBE), min_size=len(OWED), max_size=len(OWED)),
    approved=st.sets(st.integers(0, len(OWED) - 1)),
    unreviewed=st.booleans(),
)
def test_every_figure_follows_from_the_records_whatever_the_units_enter(
    figures: list[tuple[Decimal | None, Decimal | None, Decimal | None]],
    approved: set[int],
    unreviewed: bool,
) -> None:
    records = [
        typed(code, owner, plan=plan, actual=actual, same_period=same)
        for (code, owner), (plan, actual, same) in zip(OWED, figures, strict=True)
    ]
    keys = [one.identity for place, one in enumerate(records) if place in approved]
    held_by_all = material(held(*records), UNITS, approved=keys, include_unreviewed=unreviewed)
    made = build(held_by_all, WORDING)
    assert wrong_figures(held_by_all, made) == []
    assert untraced_numbers(held_by_all, made) == []
    assert wrong_sums(made) == []


def test_a_figure_that_no_record_gives_would_be_found() -> None:
    one = material(held(typed("VX01", "TDP01", actual=205)))
    made = build(one, Wording(templates("report")))
    source = Source("Tổ dân phố số 1", "2. Văn hóa - Xã hội", "E2", "205")
    invented = StatedFigure(Decimal(206), "206", "Tổng số hộ", How.SUM, (source,))
    line = Paragraph(Kind.TEXT, ("Có 17 hộ và ", invented))
    doctored = replace(made, body=(*made.body, line))
    assert len(wrong_figures(one, doctored)) == 1
    assert untraced_numbers(one, doctored) == ["Có 17 hộ và "]


def test_the_table_of_sources_names_unit_tab_and_cell_of_each_figure() -> None:
    one = material(
        held(
            typed("VX02", "TDP01", plan=190, actual=198),
            typed("VX02", "TDP02", plan=170, actual=176),
            row("TDP01", "works", "1", name="Đường hoa", cost=100),
        ),
        with_sources=True,
    )
    told = cells(build(one, Wording(templates("report"))), "IV")
    first = next(place for place, line in enumerate(told) if line[1] == "Hộ đạt Gia đình văn hóa – Thực hiện")
    assert told[first][2:] == [
        "374",
        "cộng số liệu của các đơn vị",
        "Tổ dân phố số 1",
        "2. Văn hóa - Xã hội",
        "E3",
        "198",
    ]
    assert told[first + 1][4:] == ["Tổ dân phố số 2", "2. Văn hóa - Xã hội", "E3", "176"]
    rate = next(line for line in told if line[1] == "Hộ đạt Gia đình văn hóa – Tỷ lệ")
    assert rate[3] == "số thứ nhất : số thứ hai × 100"
    assert rate[5] == "Hộ đạt Gia đình văn hóa – Thực hiện: 374 và Hộ đạt Gia đình văn hóa – Kế hoạch: 360"
    cost = next(line for line in told if line[1] == "Công trình, phần việc – Kinh phí")
    assert cost[4:] == ["Tổ dân phố số 1", "7. Công trình, phần việc", "D2", "100"]


def test_without_being_asked_for_there_is_no_table_of_sources() -> None:
    assert len(build(material(), Wording(templates("report"))).appendices) == 3

"""The council's tab in the master: what the office writes there stays beside its proposal, and is used."""

from pathlib import Path

import pytest

from sheets_sync.master.tables import council
from sheets_sync.pipeline.reporting import material_of, money_on
from sheets_sync.report.content.commending import petition
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.meeting import minutes
from sheets_sync.report.content.model import Report
from sheets_sync.report.content.rewards import Money
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.integration.test_master import remark, sheet_id
from tests.unit.reports import cells, lines
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, SMALL_INDICATORS, SMALL_UNITS, Ward, ward

COUNCIL, PROPOSALS = "Hội đồng", "8. Đề nghị khen thưởng"
QUESTIONS = "Cần xem lại"


def propose(one: Ward, unit: str, row: int, name: str, voted: str) -> None:
    typed = {"B": "Cá nhân", "C": name, "K": "Giấy khen", "L": "Vận động 35 hộ", "M": "12/8/2024"}
    typed |= {"N": voted, "O": "20", "P": "Có"}
    one.type(unit, "commendation", {f"{column}{row}": text for column, text in typed.items()})


def key_of(one: Ward, name: str) -> str:
    return next(key for key, row in one.records(COUNCIL).items() if row["Họ và tên / Tên tập thể"] == name)


def test_the_councils_decisions_stay_with_their_proposals_and_reach_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as small:
        propose(small, "TDP01", 2, "Lê Thị Hoa", "18")
        propose(small, "TDP01", 3, "Trần Văn An", "15")
        propose(small, "TDP02", 2, "Phạm Văn Bình", "21")
        small.sync()
        hoa, an, binh = (key_of(small, name) for name in ("Lê Thị Hoa", "Trần Văn An", "Phạm Văn Bình"))
        assert small.records(COUNCIL)[binh]["Điều kiện"] == "Không đủ điều kiện"
        for key in (hoa, an, binh):
            remark(small, PROPOSALS, key, "Trạng thái xử lý", "Đã duyệt")
        small.sync(NEXT_EVENING)
        # Nothing was concluded: there is nothing to ask for yet.
        assert petition(*_given(small), Wording(templates("report"))) is None

        for title, text in {
            "Số phiếu đồng ý": "9",
            "Số người dự họp": "8",
            "Kết luận": "Đề nghị khen",
        }.items():
            remark(small, COUNCIL, hoa, title, text)
        remark(small, COUNCIL, an, "Ghi chú", "Chờ xác minh")
        area = {"sheetId": council.SHEET_ID, "startRowIndex": 1, "endRowIndex": 4}
        order = [{"dimensionIndex": 2, "sortOrder": "DESCENDING"}]
        small.change("", {"sortRange": {"range": area, "sortSpecs": order}})
        row = {
            "sheetId": sheet_id(small, "commendation"),
            "dimension": "ROWS",
            "startIndex": 2,
            "endIndex": 3,
        }
        small.change("TDP01", {"deleteDimension": {"range": row}})
        small.sync(OVERDUE_EVENING)
        shown = small.records(COUNCIL)
        assert list(shown) == [binh, hoa]
        assert (
            shown[hoa][QUESTIONS] == "Số phiếu đồng ý (9) lớn hơn số người dự họp (8). Đề nghị kiểm tra lại."
        )
        assert ("Hội đồng", "Ghi chú: Chờ xác minh") in [
            (row[2], row[5]) for row in small.values("", "Đã gỡ")
        ]

        remark(small, COUNCIL, hoa, "Số phiếu đồng ý", "8")
        small.sync(OVERDUE_EVENING)
        assert small.records(COUNCIL)[hoa][QUESTIONS] == ""
        assert small.sync(OVERDUE_EVENING).plans == ()
        assert [row[1] for row in cells(_petition(small), "I")] == ["Lê Thị Hoa"]
        made = minutes(_given(small)[0], Wording(templates("report")))
        assert made is not None
        assert "- Đề nghị khen: 01 trường hợp." in lines(made)


def _given(one: Ward) -> tuple[Material, Money]:
    at = OVERDUE_EVENING
    return material_of(one.project, at), money_on(one.project.config, at.date())


def _petition(one: Ward) -> Report:
    made = petition(*_given(one), Wording(templates("report")))
    assert made is not None
    return made

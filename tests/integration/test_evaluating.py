"""The tab “Đánh giá”: points with their arithmetic, beside which the office's adjustments stay."""

from pathlib import Path

import pytest

from sheets_sync.master.tables import evaluation
from sheets_sync.pipeline.reporting import material_of
from sheets_sync.report.content.content import build
from sheets_sync.report.content.scores import EVALUATED
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.integration.test_master import CULTURE, remark
from tests.report_trace import untraced_numbers, wrong_figures
from tests.unit.reports import cells
from tests.ward import OVERDUE_EVENING, SMALL_INDICATORS, SMALL_UNITS, ward

TAB = "Đánh giá"


def test_points_follow_what_the_office_approves_and_its_adjustments_stay_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as small:
        small.type("TDP01", "culture_society", {"E2": "210", "D3": "200", "E3": "50"})
        small.type("TDP01", "commendation", {"C2": "Không có"})
        small.type("TDP02", "culture_society", {"E2": "185", "D3": "170", "E3": "một trăm bảy"})
        small.sync()
        # Who has not reported yet is still in time.
        assert list(small.records(TAB)) == ["TDP01", "TDP02"]
        small.sync(OVERDUE_EVENING)
        shown = small.records(TAB)
        assert list(shown) == ["TDP01", "TDP02", "TCKT"]
        # A quarter of the plan is a question: it waits, and its row is not without questions.
        assert shown["TDP01"]["Chờ xác nhận"] == "VX02 Hộ đạt Gia đình văn hóa: còn câu hỏi chưa trả lời"
        assert "1/2 dòng không còn lỗi" in shown["TDP01"]["Cách tính"]
        assert "VX02 0: 0/100 × 30 = 0,0" in shown["TDP02"]["Cách tính"]

        remark(small, TAB, "TDP01", "Điểm điều chỉnh", "90")
        remark(small, TAB, "TDP01", "Lý do", "Giúp đơn vị bạn")
        remark(small, CULTURE, "TDP01/VX02", "Trạng thái xử lý", "Đã duyệt")
        area = {"sheetId": evaluation.SHEET_ID, "startRowIndex": 1, "endRowIndex": 4}
        order = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
        small.change("", {"sortRange": {"range": area, "sortSpecs": order}})
        small.sync(OVERDUE_EVENING)
        decided = small.records(TAB)
        assert list(decided) == ["TDP02", "TDP01", "TCKT"]
        assert decided["TDP01"]["Lý do"] == "Giúp đơn vị bạn"
        assert decided["TDP01"]["Chờ xác nhận"] == ""
        assert "VX02 25: 25/100 × 30 = 7,5" in decided["TDP01"]["Cách tính"]
        assert small.sync(OVERDUE_EVENING).plans == ()

        material = material_of(small.project, OVERDUE_EVENING)
        made = build(material, Wording(templates("report")))
        [appendix] = [one for one in made.appendices if one.title == EVALUATED]
        row = cells(made, appendix.number)[1]
        assert row[1] == "Tổ dân phố số 1"
        assert (row[4], row[-1]) == ("7,5", "90: Giúp đơn vị bạn")
        assert wrong_figures(material, made) == []
        assert untraced_numbers(material, made, "90", *material.office.bases) == []

"""Files in the bin, files deleted for good, and what people take away from a workbook."""

import requests

from schemas import FORMS
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import load
from sheets_sync.pipeline import provision
from sheets_sync.pipeline.run import run
from sheets_sync.store.workbooks import MASTER
from tests.acceptance.hostile import CULTURE, FIGURES, WORKS, comments, figures, remark
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward


def trash(ward: Ward, unit: str, *, trashed: bool) -> None:
    url = f"{ward.base_url}/drive/v3/files/{ward.book(unit)}"
    assert requests.patch(url, json={"trashed": trashed}).ok


def delete(ward: Ward, unit: str) -> None:
    assert requests.delete(f"{ward.base_url}/drive/v3/files/{ward.book(unit)}").ok


def test_a_workbook_in_the_bin_is_told_every_night_until_it_is_restored(small: Ward) -> None:
    small.sync(EVENING)
    trash(small, "TDP01", trashed=True)
    for at in (NEXT_EVENING, OVERDUE_EVENING):
        outcome = small.sync(at)
        assert "bin" in outcome.failed["TDP01"]
        assert any("thùng rác" in finding.message for finding in outcome.findings)
    assert figures(small) == FIGURES
    trash(small, "TDP01", trashed=False)
    assert small.sync(OVERDUE_EVENING).failed == {}


def test_a_master_in_the_bin_is_told(small: Ward) -> None:
    small.sync(EVENING)
    trash(small, "", trashed=True)
    assert "bin" in small.sync(NEXT_EVENING).failed[""]


def test_a_new_master_takes_the_place_of_a_deleted_one_with_all_that_the_office_wrote(small: Ward) -> None:
    small.sync(EVENING)
    remark(small, CULTURE, "TDP01/VX02", "Ý kiến văn phòng", "Đã gọi điện")
    remark(small, CULTURE, "TDP01/VX01", "Trạng thái xử lý", "Đã duyệt")
    small.sync(EVENING)
    before = small.book("")
    delete(small, "")
    assert list(small.sync(NEXT_EVENING).failed) == [MASTER]
    assert provision(small.project).created == ()
    assert provision(small.project, replace=[""]).created == ("",)
    assert small.book("") != before
    small.sync(NEXT_EVENING)
    assert figures(small) == FIGURES
    assert comments(small) == {"TDP01/VX02": "Đã gọi điện"}
    assert small.records(CULTURE)["TDP01/VX01"]["Trạng thái xử lý"] == "Đã duyệt"
    assert small.sync(NEXT_EVENING).plans == ()


def test_a_unit_whose_file_was_deleted_for_good_gets_a_new_one(small: Ward) -> None:
    small.sync(EVENING)
    delete(small, "TDP01")
    outcome = small.sync(NEXT_EVENING)
    assert list(outcome.failed) == ["TDP01"]
    assert figures(small) == FIGURES
    provision(small.project, replace=["TDP01"])
    small.type("TDP01", "culture_society", {"E2": "211", "D3": "190", "E3": "199"})
    assert small.sync(OVERDUE_EVENING).failed == {}
    assert figures(small)["TDP01/VX01"] == 211


def test_a_row_identity_that_was_typed_over_is_restored_before_it_is_missed(small: Ward) -> None:
    small.type("TCKT", "works", {"B2": "Đường hoa", "D2": "100"})
    small.sync(EVENING)
    key, before = small.values("TCKT", WORKS)[1][0], set(small.records(WORKS))
    small.type("TCKT", "works", {"A2": "1"})
    small.sync(NEXT_EVENING)
    assert small.values("TCKT", WORKS)[1][0] == key
    small.type("TCKT", "works", {"B2": "Đường hoa khu 2"})
    small.sync(OVERDUE_EVENING)
    assert set(small.records(WORKS)) == before
    assert small.records(WORKS)[f"TCKT/{key}"]["Tên công trình, phần việc"] == "Đường hoa khu 2"


def test_a_check_tab_that_was_deleted_comes_back_although_nothing_new_is_wrong(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E2": "hai trăm"})
    small.sync(EVENING)
    books = small.get(f"/v4/spreadsheets/{small.book('TDP01')}")["sheets"]
    check = next(one["properties"] for one in books if one["properties"]["title"] == "Kết quả kiểm tra")
    small.change("TDP01", {"deleteSheet": {"sheetId": check["sheetId"]}})
    small.sync(NEXT_EVENING)
    assert any("hai trăm" in str(row) for row in small.values("TDP01", "Kết quả kiểm tra"))


def test_a_cell_with_a_fault_is_looked_at_again_every_night(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E2": "=1/0"})
    small.sync(EVENING)
    assert "TDP01" in small.sync(NEXT_EVENING).units_read
    small.type("TDP01", "culture_society", {"E2": "210"})
    small.sync(NEXT_EVENING)
    assert "TDP01" not in small.sync(OVERDUE_EVENING).units_read


def test_indicators_that_are_switched_off_together_are_no_loss_of_the_unit(small: Ward) -> None:
    file = small.project.config.file.parent / "indicators.csv"
    codes = [f"VX{number:02d}" for number in range(10, 18)]
    line = "{},culture_society,Chỉ tiêu {},hộ,integer,no,no,no,0,15000,,TDP,{}\n"
    text = file.read_text(encoding="utf-8")
    roster = small.project.config.file.parent / "units.csv"
    units = roster.read_text(encoding="utf-8").replace("VX01 VX02", "VX01 VX02 " + " ".join(codes))
    roster.write_text(units, encoding="utf-8")
    for enabled in ("yes", "no"):
        lines = "".join(line.format(code, code, enabled) for code in codes)
        file.write_text(text + lines, encoding="utf-8")
        config = load(small.project.config.file, FORMS)
        with opened_config(config, "provision") as project:
            if enabled == "yes":
                rows = {f"A{row}": code for row, code in enumerate(codes, start=4)}
                rows |= {f"E{row}": "5" for row in range(4, 12)}
                small.type("TDP01", "culture_society", rows)
            outcome = run(project, EVENING if enabled == "yes" else NEXT_EVENING)
            assert "rows-shrunk" not in {finding.code for finding in outcome.findings}
    assert set(figures(small)) == set(FIGURES)

"""Making workbooks: complete, resumable, never twice."""

from pathlib import Path
from typing import Any

import pytest

from sheets_sync.pipeline import provision
from tests.ward import SMALL_INDICATORS, SMALL_UNITS, Ward, ward


def files(one: Ward) -> list[str]:
    return sorted(file["name"] for file in one.get("/drive/v3/files", pageSize=100)["files"])


def tab(one: Ward, unit: str, title: str) -> Any:
    found = one.get(f"/v4/spreadsheets/{one.book(unit)}", ranges=f"'{title}'", includeGridData="true")
    return found["sheets"][0]


def test_provisioning_again_makes_no_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
        one.forget_calls()
        assert provision(one.project).created == ()
        assert one.calls() == []


def test_a_lost_store_finds_the_workbooks_again_instead_of_doubling_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
        before = {unit: book.id for unit, book in one.project.store.workbooks.known().items()}
        names = files(one)
        for unit in before:
            one.project.store.workbooks.remember(unit, f"lost-{unit}")
        provision(one.project)
        assert {unit: book.id for unit, book in one.project.store.workbooks.known().items()} == before
        assert files(one) == names


def test_an_interrupted_provision_resumes_without_doubles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
        names = files(one)
        for file in one.get("/drive/v3/files", pageSize=100)["files"]:
            one.people.session.delete(f"{one.base_url}/drive/v3/files/{file['id']}")
        for unit in one.project.store.workbooks.known():
            one.project.store.workbooks.remember(unit, f"gone-{unit}")
        for skipped in (0, 1, 2, 1, 2):
            fault = {"kind": "500", "method": "POST", "route": "^/(v4|drive)", "skip": skipped}
            one.people._post("", "/_emulator/faults", [fault])
            assert provision(one.project).failed
            one.people.session.delete(f"{one.base_url}/_emulator/faults")
        provision(one.project)
        assert files(one) == names


def test_a_units_workbook_has_its_tabs_headers_dropdowns_and_protections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch) as one:
        found = one.get(f"/v4/spreadsheets/{one.book('DTN')}")
        assert found["properties"]["locale"] == "vi_VN"
        assert found["properties"]["timeZone"] == "Asia/Ho_Chi_Minh"
        titles = [sheet["properties"]["title"] for sheet in found["sheets"]]
        assert titles == [
            "Hướng dẫn",
            "4. Hệ thống chính trị",
            "6. Thuyết minh",
            "7. Công trình, phần việc",
            "8. Đề nghị khen thưởng",
            "9. Gương điển hình",
            "Kết quả kiểm tra",
        ]
        politics = tab(one, "DTN", "4. Hệ thống chính trị")
        rows = politics["data"][0]["rowData"]
        assert [cell["formattedValue"] for cell in rows[0]["values"]][:5] == [
            "Mã",
            "Chỉ tiêu",
            "Đơn vị tính",
            "Kế hoạch",
            "Thực hiện",
        ]
        assert rows[0]["values"][4]["note"].startswith("Chỉ nhập một số")
        assert rows[2]["values"][0]["formattedValue"] == "CT07"
        choices = rows[2]["values"][4]["dataValidation"]["condition"]["values"]
        assert choices[0] == {"userEnteredValue": "Xuất sắc"}
        assert politics["properties"]["gridProperties"]["frozenRowCount"] == 1
        protected = politics["protectedRanges"]
        assert {bool(area.get("warningOnly")) for area in protected} == {True, False}
        shared = one.get(
            f"/drive/v3/files/{one.book('DTN')}/permissions", fields="permissions(emailAddress,role)"
        )
        assert {"emailAddress": "doantn@phungchikien.example", "role": "writer"} in shared["permissions"]


def test_a_unit_cannot_change_a_header_but_can_sort_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
        with pytest.raises(RuntimeError, match=r"400|403"):
            one.type("TCKT", "economy", {"E1": "Kết quả"})
        form = next(form for form in one.project.forms if form.code == "economy")
        area = {"sheetId": form.sheet_id, "startRowIndex": 1, "endRowIndex": 3}
        order = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
        email = one.project.units["TCKT"].emails[0]
        one.people.change(email, one.book("TCKT"), [{"sortRange": {"range": area, "sortSpecs": order}}])
        assert [row[0] for row in one.values("TCKT", form.title)] == ["Mã", "KT02", "KT01"]

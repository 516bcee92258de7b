"""“Việc hôm nay”: what the office has to do, and its decisions about whole forms."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_sync.master.tables.today import REASON_NEEDED, REASON_TITLE, SHEET_ID, TITLE
from sheets_sync.model import Handling, OfficeColumn, RecordKey
from tests.integration.test_master import CULTURE, WORKS, remark, sheet_id
from tests.integration.test_review import CHANGE, COMMENT, STATE
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, SMALL_UNITS, Ward

TASK, CHOICE = "Việc cần làm", "Quyết định"
VALID, DOUBTFUL, RETURN = "Duyệt các dòng hợp lệ", "Duyệt cả dòng cần giải trình", "Trả lại cả biểu"
OF_TDP01 = "TDP01/culture_society"
UNITS = "\n".join(
    line + (",contact,phone" if not number else ",Ông Nguyễn Văn An,0912 345 678")
    for number, line in enumerate(SMALL_UNITS.splitlines())
)


def synced(one: Ward) -> None:
    """A valid row and a doubtful one; a valid one and a faulty one; two valid ones."""
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "khoảng 198"})
    one.type("TDP02", "culture_society", {"E2": "185", "D3": "170", "E3": "nhiều"})
    one.type("TCKT", "works", {"B2": "Đường hoa", "D2": "100", "B3": "Nhà văn hóa", "D3": "200"})
    one.sync()


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced, units=UNITS) as one:
        yield one


def states(small: Ward, form: str = CULTURE) -> dict[str, str]:
    return {key: row[STATE] for key, row in small.records(form).items()}


def tasks(small: Ward) -> dict[str, str]:
    return {key: row[TASK] for key, row in small.records(TITLE).items()}


def choose(small: Ward, choice: str, row: str = OF_TDP01, reason: str = "") -> None:
    remark(small, TITLE, row, CHOICE, choice)
    if reason:
        remark(small, TITLE, row, REASON_TITLE, reason)


def test_the_first_tab_tells_totals_whom_to_call_and_what_waits(small: Ward) -> None:
    found = small.get(f"/v4/spreadsheets/{small.book('')}", fields="sheets(properties(sheetId))")
    assert found["sheets"][0]["properties"]["sheetId"] == SHEET_ID
    told = tasks(small)
    assert list(told) == [
        "totals",
        "TDP02/@call",
        "TCKT/works",
        OF_TDP01,
        "TDP02/culture_society",
    ]
    assert "Còn thiếu: 3 biểu · Quá hạn: 0 biểu · Lỗi: 1 ô · Chờ duyệt: 6 dòng" in told["totals"]
    whom = small.project.units["TDP02"].whom_to_call
    assert whom.replace("\N{NO-BREAK SPACE}", " ") == "Ông Nguyễn Văn An, 0912 345 678"
    assert told["TDP02/@call"] == f"Gọi Tổ dân phố số 2\n{whom}\nCần sửa: 1 ô"
    assert told[OF_TDP01] == f"Duyệt Tổ dân phố số 1: {CULTURE}\n1 hợp lệ · 1 cần giải trình · 0 lỗi"


def test_units_that_are_overdue_come_first_and_go_once_they_reported(small: Ward) -> None:
    small.sync(OVERDUE_EVENING)
    assert "Quá hạn: 1 biểu" in tasks(small)["TDP01/@call"]
    small.type("TDP01", "commendation", {"B2": "Không có"})
    small.sync(OVERDUE_EVENING)
    assert "TDP01/@call" not in tasks(small)


def test_each_task_opens_the_rows_that_it_is_about(small: Ward) -> None:
    cells = small.cells("", TITLE)
    links = {row[0]["formattedValue"]: row[1].get("hyperlink", "") for row in cells[1:] if row[0]}
    rows = [line[0] for line in small.values("", CULTURE)]
    first, last = rows.index("TDP02/VX01") + 1, rows.index("TDP02/VX02") + 1
    place = f"#gid={sheet_id(small, 'culture_society')}&range=B{first}:B{last}"
    assert links["TDP02/culture_society"].endswith(place)
    assert links["TDP02/@call"].endswith(f"#gid={sheet_id(small, 'culture_society')}&range=E3")


def test_one_choice_approves_what_is_valid_and_nothing_else(small: Ward) -> None:
    for row in (OF_TDP01, "TDP02/culture_society", "TCKT/works"):
        choose(small, VALID, row)
    small.sync(NEXT_EVENING)
    assert states(small) == {
        "TDP01/VX01": "Đã duyệt",
        "TDP01/VX02": "",
        "TDP02/VX01": "Đã duyệt",
        "TDP02/VX02": "",
    }
    assert set(states(small, WORKS).values()) == {"Đã duyệt"}
    told = tasks(small)
    assert "TCKT/works" not in told
    assert told[OF_TDP01].endswith("0 hợp lệ · 1 cần giải trình · 0 lỗi")
    assert small.records(TITLE)[OF_TDP01][CHOICE] == ""
    assert small.sync(NEXT_EVENING).plans == ()
    choose(small, DOUBTFUL)
    choose(small, DOUBTFUL, "TDP02/culture_society")
    small.sync(OVERDUE_EVENING)
    assert states(small)["TDP01/VX02"] == "Đã duyệt"
    assert states(small)["TDP02/VX02"] == ""


def test_a_row_that_changed_since_the_task_was_shown_still_waits(small: Ward) -> None:
    choose(small, DOUBTFUL)
    small.type("TDP01", "culture_society", {"E2": "206", "E4": ""})
    small.sync(NEXT_EVENING)
    assert states(small) | {"TDP02/VX01": "", "TDP02/VX02": ""} == {
        "TDP01/VX01": "",
        "TDP01/VX02": "Đã duyệt",
        "TDP02/VX01": "",
        "TDP02/VX02": "",
    }


def test_what_the_unit_mended_meanwhile_was_not_part_of_the_choice(small: Ward) -> None:
    choose(small, VALID, "TDP02/culture_society")
    small.type("TDP02", "culture_society", {"E3": "176"})
    small.sync(NEXT_EVENING)
    assert (states(small)["TDP02/VX01"], states(small)["TDP02/VX02"]) == ("Đã duyệt", "")


def test_what_the_office_says_about_a_row_beats_what_it_says_about_the_form(small: Ward) -> None:
    remark(small, CULTURE, "TDP01/VX01", STATE, "Trả lại")
    remark(small, CULTURE, "TDP01/VX01", COMMENT, "Xem lại số hộ")
    choose(small, DOUBTFUL)
    small.sync(NEXT_EVENING)
    assert states(small)["TDP01/VX01"] == "Trả lại"
    assert states(small)["TDP01/VX02"] == "Đã duyệt"


def test_a_form_is_sent_back_with_its_reason_only(small: Ward) -> None:
    choose(small, RETURN)
    small.sync(NEXT_EVENING)
    assert set(states(small).values()) == {""}
    assert tasks(small)[OF_TDP01].endswith(REASON_NEEDED)
    assert small.records(TITLE)[OF_TDP01][CHOICE] == RETURN
    choose(small, RETURN, reason="Chưa khớp với Công an phường")
    outcome = small.sync(OVERDUE_EVENING)
    row = small.records(CULTURE)["TDP01/VX02"]
    assert (row[STATE], row[COMMENT]) == ("Trả lại", "Chưa khớp với Công an phường")
    assert any("Chưa khớp với Công an" in str(line) for line in small.values("TDP01", "Kết quả kiểm tra"))
    assert OF_TDP01 not in tasks(small)
    status = next(one for one in outcome.coverage if (one.unit, one.form) == ("TDP01", "culture_society"))
    assert status.handling is Handling.RETURNED
    small.type("TDP01", "culture_society", {"E3": "197"})
    small.sync(OVERDUE_EVENING)
    assert tasks(small)[OF_TDP01].endswith("1 nộp lại")


def test_it_is_kept_by_whose_choice_each_row_was_decided(small: Ward) -> None:
    choose(small, VALID)
    small.sync(NEXT_EVENING)
    office = small.project.config.office.emails[0]
    kept = [(one.record, one.column, one.text, one.by) for one in small.project.store.reviews.history()]
    assert kept == [
        (
            RecordKey("today", "TDP01", "culture_society"),
            OfficeColumn("form-decision"),
            "approve-valid",
            office,
        ),
        (RecordKey("culture_society", "TDP01", "VX01"), OfficeColumn("office-state"), "approved", office),
    ]


def test_an_approval_of_what_cannot_be_used_is_refused_with_the_reason_beside_it(small: Ward) -> None:
    remark(small, CULTURE, "TDP02/VX02", STATE, "Đã duyệt")
    small.sync(NEXT_EVENING)
    row = small.records(CULTURE)["TDP02/VX02"]
    assert row[STATE] == "Chờ duyệt"
    assert row[CHANGE].startswith("Chưa duyệt được. Ô E3")
    assert "1 sửa sau duyệt" not in tasks(small)["TDP02/culture_society"]
    assert small.sync(NEXT_EVENING).plans == ()
    small.type("TDP02", "culture_society", {"E3": "176"})
    small.sync(OVERDUE_EVENING)
    assert small.records(CULTURE)["TDP02/VX02"][CHANGE] == "Lỗi đã được sửa: có thể duyệt."
    remark(small, CULTURE, "TDP02/VX02", STATE, "Đã duyệt")
    small.sync(OVERDUE_EVENING)
    assert small.records(CULTURE)["TDP02/VX02"][STATE] == "Đã duyệt"

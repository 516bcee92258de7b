"""Files change, and one command brings Google into line with them; done again, it does nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.master.tables.today import TITLE as TODAY
from sheets_sync.pipeline import Provisioned, provision
from sheets_sync.pipeline.office_mails import office_mails
from sheets_sync.pipeline.planning import plan
from sheets_sync.pipeline.provisioning import Extent
from sheets_sync.pipeline.standing import standing
from tests.edited import edited, guide, names, people, sheet_of, tab
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, Ward

TASK = "Việc cần làm"
CULTURE = "2. Văn hóa - Xã hội"
OWED, LESS = "culture_society commendation,VX01 VX02", "commendation,"
#: A form that one unit owes no more.
WITHDRAWN = (f"tdp01@phuong.example,2019-05-01,,,{OWED}", f"tdp01@phuong.example,2019-05-01,,,{LESS}")


def nothing(_: Ward) -> None:
    """A ward whose workbooks were just made."""


@pytest.fixture
def made(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, nothing) as one:
        yield one


def lines(ward: Ward) -> dict[str, tuple[str, ...]]:
    return {one.code: one.lines for one in plan(ward.project)}


def counted(ward: Ward, act: Callable[[], Provisioned]) -> tuple[int, Provisioned]:
    ward.forget_calls()
    done = act()
    return len(ward.calls()), done


def brought_into_line(ward: Ward, **extent: Any) -> tuple[int, Provisioned]:
    """Calls and what was done; a second time costs nothing, unless something waits to be wanted."""
    calls, done = counted(ward, lambda: provision(ward.project, extent=Extent(**extent)))
    again, nothing_done = counted(ward, lambda: provision(ward.project, extent=Extent(**extent)))
    assert (again, nothing_done.changed, nothing_done.failed) == (0, {}, {})
    return calls, done


def test_a_plan_costs_no_call_and_changes_nothing(made: Ward) -> None:
    with edited(made, "units.csv", ("Tổ dân phố số 1", "Tổ dân phố Đông")) as one:
        before = names(one)
        one.forget_calls()
        told = lines(one)
        assert one.calls() == []
        assert names(one) == before
        assert list(told) == ["TDP01"]
        assert told["TDP01"][0].startswith("đổi tên tệp “Tổ dân phố số 1 – ")
        assert "Đơn vị báo cáo: Tổ dân phố Đông" in told["TDP01"][1]


def test_a_renamed_unit_finds_its_name_on_the_file_and_in_the_guide(made: Ward) -> None:
    with edited(made, "units.csv", ("Tổ dân phố số 1", "Tổ dân phố Đông")) as one:
        calls, done = brought_into_line(one)
        # A name, a read, a write.
        assert (calls, list(done.changed)) == (3, ["TDP01"])
        assert any(name.startswith("Tổ dân phố Đông – ") for name in names(one))
        assert "Tổ dân phố Đông" in guide(one, "TDP01")
        assert "Tổ dân phố số 1" not in guide(one, "TDP01")


def test_a_moved_deadline_and_an_extension_stand_in_the_guides(made: Ward) -> None:
    extension = '[[extension]]\nperiod = "dot-1"\nunit = "TDP02"\nuntil = 2024-08-20T17:00:00\n\n[ward]'
    moved = ("deadline = 2024-08-16T17:00:00", "deadline = 2024-08-17T11:00:00")
    with edited(made, "campaign.toml", moved, ("[ward]", extension)) as one:
        calls, done = brought_into_line(one)
        assert (calls, len(done.changed)) == (6, 3)
        assert "Hạn nộp: 11:00 ngày 17/8/2024" in guide(one, "TDP01")
        assert "Hạn nộp: 17:00 ngày 20/8/2024" in guide(one, "TDP02")


def test_a_new_indicator_is_a_new_row_that_nobody_is_told_to_lack(made: Ward) -> None:
    made.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198"})
    line = "VX03,culture_society,Hộ có nhà văn hóa,hộ,integer,no,no,no,0,15000,,TDP,yes,\n"
    path = made.project.config.file.parent / "indicators.csv"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    with edited(made, "units.csv", ("VX01 VX02", "VX01 VX02 VX03")) as one:
        before = one.sync(EVENING)
        assert "row-missing" not in {finding.code for finding in before.findings}
        _, done = brought_into_line(one)
        assert any("thêm dòng VX03 Hộ có nhà văn hóa" in line for line in done.changed["TDP01"])
        rows = one.values("TDP01", CULTURE)
        assert rows[3][:3] == ["VX03", "Hộ có nhà văn hóa", "hộ"]
        # What was typed stands where it stood.
        assert (rows[1][4], rows[2][3], rows[2][4]) == (205, 190, 198)
        one.type("TDP01", "culture_society", {"E4": "12"})
        one.sync(NEXT_EVENING)
        assert one.records(CULTURE)["TDP01/VX03"]["Thực hiện"] == 12


def test_a_renamed_indicator_is_renamed_in_the_units_rows_wherever_they_were_sorted(made: Ward) -> None:
    rows = {"range": {"sheetId": sheet_of(made, "culture_society"), "startRowIndex": 1, "endRowIndex": 3}}
    made.change(
        "TDP01", {"sortRange": {**rows, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}}
    )
    with edited(made, "indicators.csv", ("Tổng số hộ", "Tổng số hộ dân cư")) as one:
        brought_into_line(one)
        found = {row[0]: row[1] for row in one.values("TDP01", CULTURE)[1:]}
        assert found == {"VX01": "Tổng số hộ dân cư", "VX02": "Hộ đạt Gia đình văn hóa"}


def test_a_title_that_a_unit_wrote_itself_is_left_to_it(made: Ward) -> None:
    made.people.type_in("", made.book("TDP01"), {f"'{CULTURE}'!B2": "Số hộ của tổ"})
    with edited(made, "indicators.csv", ("Tổng số hộ", "Tổng số hộ dân cư")) as one:
        brought_into_line(one)
        assert one.values("TDP01", CULTURE)[1][1] == "Số hộ của tổ"
        assert one.values("TDP02", CULTURE)[1][1] == "Tổng số hộ dân cư"


def test_a_withdrawn_form_is_hidden_and_protected_with_all_that_was_entered_and_comes_back(
    made: Ward,
) -> None:
    made.type("TDP01", "culture_society", {"E2": "205"})
    sheet = sheet_of(made, "culture_society")
    with edited(made, "units.csv", WITHDRAWN) as one:
        _, done = brought_into_line(one)
        assert any("ẩn và khóa trang" in line for line in done.changed["TDP01"])
        hidden = tab(one, "TDP01", sheet)
        assert hidden["properties"]["hidden"] is True
        assert "Không còn phải báo cáo" in {area.get("description") for area in hidden["protectedRanges"]}
        assert one.values("TDP01", CULTURE)[1][4] == 205
        assert CULTURE not in guide(one, "TDP01")
    with edited(made, "units.csv", WITHDRAWN[::-1]) as one:
        brought_into_line(one)
        shown = tab(one, "TDP01", sheet)
        assert not shown["properties"].get("hidden")
        assert "Không còn phải báo cáo" not in {area.get("description") for area in shown["protectedRanges"]}
        one.type("TDP01", "culture_society", {"E3": "198"})
        assert one.values("TDP01", CULTURE)[1][4] == 205


def test_what_may_be_unwanted_waits_for_provision(made: Ward) -> None:
    with edited(made, "units.csv", WITHDRAWN) as one:
        _, done = brought_into_line(one, only_harmless=True)
        assert not tab(one, "TDP01", sheet_of(one, "culture_society"))["properties"].get("hidden")
        assert "ẩn và khóa trang" in done.waiting["TDP01"][0]
        assert CULTURE not in guide(one, "TDP01")
        one.sync(EVENING, mails=False)
        assert f"– Tổ dân phố số 1: {done.waiting['TDP01'][0]}" in one.records(TODAY)["@provision"][TASK]
        digest = next(mail for mail in office_mails(standing([one.project], EVENING), EVENING))
        assert done.waiting["TDP01"][0] in digest.text
        brought_into_line(one)
        one.sync(EVENING, mails=False)
        assert "@provision" not in one.records(TODAY)
        assert tab(one, "TDP01", sheet_of(one, "culture_society"))["properties"]["hidden"] is True


def test_a_changed_address_is_let_in_by_itself_and_the_former_one_goes_only_when_asked(made: Ward) -> None:
    with edited(made, "units.csv", ("tdp01@phuong.example", "moi@phuong.example")) as one:
        calls, done = counted(one, lambda: provision(one.project))
        assert calls == 2
        assert done.changed["TDP01"] == ("cấp quyền cho moi@phuong.example",)
        assert done.waiting["TDP01"] == ("thu hồi quyền của tdp01@phuong.example (cần --revoke)",)
        assert people(one, "TDP01") == {"tdp01@phuong.example", "moi@phuong.example"}
        calls, _ = brought_into_line(one, revoke=True)
        assert calls == 2
        assert people(one, "TDP01") == {"moi@phuong.example"}


def test_a_change_that_dies_between_two_calls_is_carried_on_by_the_next(made: Ward) -> None:
    change = ("Tổ dân phố số 1", "Tổ dân phố Đông")
    with edited(made, "units.csv", change, ("tdp01@", "moi@")) as one:
        for skipped in range(4):
            fault = {"kind": "403", "skip": skipped, "route": "^/(v4|drive)"}
            one.people._post("", "/_emulator/faults", [fault])
            provision(one.project)
            one.people.session.delete(f"{one.base_url}/_emulator/faults")
        brought_into_line(one)
        assert "Tổ dân phố Đông" in guide(one, "TDP01")
        assert "moi@phuong.example" in people(one, "TDP01")
        assert len(one.values("TDP01", CULTURE)) == 3


def test_a_renamed_ward_reaches_every_file(made: Ward) -> None:
    with edited(made, "campaign.toml", ('\nname = "Phường Phùng Chí Kiên"', '\nname = "Phường Mới"')) as one:
        _, done = brought_into_line(one)
        assert set(done.changed) == {"", "TCKT", "TDP01", "TDP02"}
        assert all(name.endswith("Phường Mới") for name in names(one))
        assert "Phường Mới kính đề nghị" in guide(one, "TCKT")


def test_a_workbook_of_which_nothing_is_known_is_looked_at_once(made: Ward) -> None:
    made.type("TDP01", "culture_society", {"E2": "205"})
    made.project.store.furnishings.forget("TDP01")
    made.change(
        "TDP01",
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "Đọc trước"}, "fields": "title"}},
    )
    calls, done = brought_into_line(made)
    assert (calls, list(done.changed)) == (3, ["TDP01"])
    assert len(made.values("TDP01", CULTURE)) == 3
    assert made.values("TDP01", CULTURE)[1][4] == 205


def test_the_files_of_periods_tell_which_period_they_are_of(made: Ward) -> None:
    period, ward = made.project.period.title, made.project.config.ward.name
    for name in names(made):
        assert period in name
        assert name.endswith(ward)

"""Units are renamed, merged, split and moved: what was reported stays, and everybody knows who owes what."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.model import Timeliness
from sheets_sync.pipeline import provision
from sheets_sync.pipeline.auditing import Standing, audit
from sheets_sync.pipeline.corresponding import correspond
from sheets_sync.pipeline.planning import plan
from sheets_sync.pipeline.provisioning import Extent
from tests.edited import edited, guide, people
from tests.office import APPROVED, STATE, approve
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward

CULTURE, SUMMARY, MATRIX = "2. Văn hóa - Xã hội", "Tổng hợp chỉ tiêu", "Tình hình nộp"
TDP01 = (
    "TDP01,Tổ dân phố số 1,TDP,,tdp01@phuong.example,2019-05-01,,,culture_society commendation,VX01 VX02\n"
)
GONE = TDP01.replace("2019-05-01,,,", "2019-05-01,2024-08-10,TDP02,")
COLUMNS = ("successor,forms,indicators\n", "successor,forms,indicators,was,from\n")
NEW = "{0},Tổ dân phố số {1},TDP,,{0}@phuong.example,2024-08-11,,,culture_society,VX01 VX02,,TDP01\n"


def approved(one: Ward) -> None:
    """Two units have reported, and the office has approved all of it."""
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198"})
    one.type("TDP02", "culture_society", {"E2": "100", "D3": "90", "E3": "95"})
    one.sync(EVENING)
    approve(one)
    one.sync(EVENING + timedelta(hours=1))


@pytest.fixture
def ward(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, approved) as one:
        yield one


def total(one: Ward, code: str) -> Any:
    return next(row[5] for row in one.values("", SUMMARY) if row[1:2] == [code])


def status(one: Ward, code: str) -> str:
    header, *rows = one.values("", MATRIX)
    place = header.index(CULTURE)
    return str(next(row[place] for row in rows if row[0] == code))


def test_a_changed_code_keeps_workbook_rows_remarks_and_approvals(ward: Ward) -> None:
    book, before = ward.book("TDP01"), ward.records(CULTURE)
    changed = TDP01.replace("TDP01,", "TDP1A,").replace("\n", ",TDP01,\n")
    with edited(ward, "units.csv", COLUMNS, (TDP01, changed)) as one:
        assert [step for step in plan(one.project) if step.code] == []
        assert provision(one.project).created == ()
        one.type("TDP01", "commendation", {"B2": "Bà Nguyễn Thị Lan"})
        one.sync(NEXT_EVENING)
        assert one.project.units["TDP01"].roster_code == "TDP1A"
        assert one.book("TDP01") == book
        assert one.records(CULTURE) == before
        assert {row[STATE] for row in one.records(CULTURE).values()} == {APPROVED}


def test_codes_may_be_exchanged(ward: Ward) -> None:
    second = TDP01.replace("TDP01", "TDP02").replace("số 1", "số 2").replace("tdp01", "tdp02")
    first = TDP01.replace("TDP01,", "TDP02,").replace("\n", ",TDP01,\n")
    other = second.replace("TDP02,", "TDP01,").replace("\n", ",TDP02,\n")
    with edited(ward, "units.csv", COLUMNS, (TDP01, first), (second, other)) as one:
        assert plan(one.project) == ()
        assert {code: unit.roster_code for code, unit in one.project.units.items()} == {
            "TCKT": "TCKT",
            "TDP01": "TDP02",
            "TDP02": "TDP01",
        }
        one.sync(NEXT_EVENING)
        assert total(one, "VX01") == 305


def test_a_unit_that_was_merged_leaves_what_it_reported_in_the_totals(ward: Ward) -> None:
    before = total(ward, "VX01")
    with edited(ward, "units.csv", (TDP01, GONE)) as one:
        done = provision(one.project)
        outcome = one.sync(NEXT_EVENING)
        assert total(one, "VX01") == before == 305
        row = one.records(CULTURE)["TDP01/VX01"]
        assert row["Đơn vị"] == "Tổ dân phố số 1 (đã chuyển giao cho Tổ dân phố số 2)"
        assert (row["Thực hiện"], row[STATE]) == (205, APPROVED)
        # Who left owes nothing, so no rate of the ward counts it.
        assert {one.timeliness for one in outcome.coverage if one.unit == "TDP01"} == {None}
        assert status(one, "TDP01") == "Giữ nguyên số liệu đã báo cáo"
        assert "Tiếp nhận từ Tổ dân phố số 1: đã báo cáo, giữ nguyên" in status(one, "TDP02")
        assert "tiếp nhận nhiệm vụ báo cáo của Tổ dân phố số 1" in guide(one, "TDP02")
        # The workbook is the successor's now; the former people go when the office says so.
        assert people(one, "TDP01") == {"tdp01@phuong.example", "tdp02@phuong.example"}
        assert any("thu hồi quyền của tdp01@" in line for line in done.waiting["TDP01"])
        provision(one.project, extent=Extent(revoke=True))
        assert people(one, "TDP01") == {"tdp02@phuong.example"}


def test_a_returned_row_of_a_merged_unit_is_written_about_to_its_successor(ward: Ward) -> None:
    with edited(ward, "units.csv", (TDP01, GONE)) as one:
        provision(one.project)
        place = next(n for n, row in enumerate(one.values("", CULTURE), 1) if row[0] == "TDP01/VX01")
        column = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[one.values("", CULTURE)[0].index(STATE)]
        office = one.project.config.office.emails[0]
        one.people.type_in(office, one.book(""), {f"'{CULTURE}'!{column}{place}": "Trả lại"})
        one.sync(NEXT_EVENING, mails=False)
        correspond([one.project], NEXT_EVENING, NEXT_EVENING)
        mail = [mail for mail in one.project.store.outbox.all() if mail.unit == "TDP01"][-1]
        head = mail.message.decode().replace("\r\n", "\n").split("\n\n")[0]
        assert "tdp02@phuong.example" in head
        assert "tdp01@phuong.example" not in head


def test_a_merged_unit_that_had_reported_nothing_leaves_its_part_to_the_successor(
    shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shared.ward(tmp_path, monkeypatch, fresh) as made, edited(made, "units.csv", (TDP01, GONE)) as one:
        provision(one.project)
        one.sync(NEXT_EVENING)
        assert status(one, "TDP01") == "Đơn vị tiếp nhận báo cáo"
        assert "Tiếp nhận từ Tổ dân phố số 1: báo cáo cả phần này" in status(one, "TDP02")
        # Nobody waits for what the unit does not owe any more.
        assert next(row[10] for row in one.values("", SUMMARY) if row[1:2] == ["VX01"]) == "0/1"


def fresh(_: Ward) -> None:
    """Workbooks were made, and nobody has typed."""


def test_the_parts_of_a_split_unit_have_workbooks_of_their_own_and_the_old_one_stays(ward: Ward) -> None:
    parts = "".join(NEW.format(code, number) for code, number in (("TDP03", "3"), ("TDP04", "4")))
    gone = GONE.replace("TDP02", "").replace("\n", ",,\n")
    with edited(ward, "units.csv", COLUMNS, (TDP01, gone + parts)) as one:
        assert set(provision(one.project).created) == {"TDP03", "TDP04"}
        one.sync(NEXT_EVENING)
        name = one.records(CULTURE)["TDP01/VX01"]["Đơn vị"]
        assert name == "Tổ dân phố số 1 (đã chuyển giao cho Tổ dân phố số 3, Tổ dân phố số 4)"
        assert total(one, "VX01") == 305
        assert people(one, "TDP01") >= {"tdp03@phuong.example", "tdp04@phuong.example"}
        one.type("TDP03", "culture_society", {"E2": "10"})
        one.sync(OVERDUE_EVENING)
        assert total(one, "VX01") == 315


def test_a_unit_that_leaves_later_reports_until_then(ward: Ward) -> None:
    later = GONE.replace("2024-08-10", "2024-08-14")
    with edited(ward, "units.csv", (TDP01, later), at=EVENING) as one:
        assert provision(one.project).waiting == {}
        assert people(one, "TDP01") == {"tdp01@phuong.example"}
        one.sync(EVENING + timedelta(hours=2))
        name = one.records(CULTURE)["TDP01/VX01"]["Đơn vị"]
        assert name == "Tổ dân phố số 1 (sẽ chuyển giao cho Tổ dân phố số 2)"


def test_a_deleted_line_takes_no_figure_out_of_the_totals_and_its_workbook_is_an_orphan(ward: Ward) -> None:
    with edited(ward, "units.csv", (TDP01, "")) as one:
        provision(one.project)
        one.sync(NEXT_EVENING)
        assert total(one, "VX01") == 305
        name = one.records(CULTURE)["TDP01/VX01"]["Đơn vị"]
        assert name == "Tổ dân phố số 1 (không còn trong danh sách đơn vị)"
        orphans = [access for access in audit(one.project) if access.standing is Standing.ORPHAN]
        assert [(access.unit, access.who) for access in orphans] == [
            ("TDP01", one.project.web.link(one.book("TDP01")))
        ]


def test_a_code_changed_without_its_former_one_is_pointed_out_before_a_workbook_is_made(ward: Ward) -> None:
    with edited(ward, "units.csv", (TDP01, TDP01.replace("TDP01,", "TDP1A,"))) as one:
        made = next(
            step for one_plan in plan(one.project) if one_plan.code == "TDP1A" for step in one_plan.steps
        )
        assert "nếu chỉ đổi mã, ghi TDP01 vào cột was" in made.text


def test_what_was_approved_in_a_form_that_is_taken_away_stays_in_the_totals(ward: Ward) -> None:
    less = TDP01.replace("culture_society commendation,VX01 VX02", "commendation,")
    with edited(ward, "units.csv", (TDP01, less)) as one:
        provision(one.project)
        one.sync(NEXT_EVENING)
        assert total(one, "VX01") == 305
        assert status(one, "TDP01") == "Giữ nguyên số liệu đã duyệt"
        assert one.records(CULTURE)["TDP01/VX01"][STATE] == APPROVED


def test_a_new_unit_in_an_open_period_gets_a_workbook_and_owes(ward: Ward) -> None:
    with edited(
        ward, "units.csv", COLUMNS, (TDP01, TDP01.replace("\n", ",,\n") + NEW.format("TDP03", "3"))
    ) as one:
        assert provision(one.project).created == ("TDP03",)
        outcome = one.sync(OVERDUE_EVENING)
        found = {one.timeliness for one in outcome.coverage if one.unit == "TDP03" and one.timeliness}
        assert found == {Timeliness.OVERDUE}

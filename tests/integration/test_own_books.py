"""A form whose tab outgrew the master stands in a workbook of its own: nothing is lost on the way."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas import FORMS
from sheets_sync.config.loading import load
from sheets_sync.config.master import MasterSettings
from sheets_sync.doctor.access import SIZE, examine_access
from sheets_sync.pipeline import provision
from sheets_sync.pipeline.auditing import audit
from sheets_sync.pipeline.large_forms import sizes
from sheets_sync.pipeline.planning import plan
from sheets_sync.store.workbooks import own_book
from tests.forked import sheets_sync
from tests.interruptions import Interruptions, Killed, Moment, watched
from tests.recomputed import differing, is_known
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

WORKS = "7. Công trình, phần việc"
OWN = own_book("works")
STATE, COMMENT, TITLE = "Trạng thái xử lý", "Ý kiến văn phòng", "Tên công trình, phần việc"
#: Beyond it the form's tab, of three rows, outgrows the master.
LIMIT = 2
AT = OVERDUE_EVENING


def reviewed(one: Ward) -> None:
    """Three works, and what the office wrote beside them."""
    one.type("TCKT", "works", {"B2": "Sửa đường", "B3": "Trồng cây", "B4": "Sơn cổng"})
    one.sync()
    for row, title, text in ((1, COMMENT, "Gọi lại"), (2, STATE, "Đã duyệt")):
        write(one, "", row, title, text)
    one.sync(NEXT_EVENING)


@pytest.fixture
def one(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, reviewed) as found:
        yield found


def limited(one: Ward, rows: int = LIMIT) -> Ward:
    config = one.project.config
    settings = config.settings.model_copy(update={"master": MasterSettings(rows_of_tab=rows)})
    config = replace(config, settings=settings, mark=f"{config.mark}{rows}")
    return replace(one, project=replace(one.project, config=config))


def moved(one: Ward) -> Ward:
    large = limited(one)
    assert OWN in provision(large.project).created
    large.sync(AT)
    return large


def id_of(one: Ward, book: str) -> str:
    return one.project.store.workbooks.with_office()[book].id


def rows_in(one: Ward, book: str, tab: str = WORKS) -> list[list[Any]]:
    """The rows of a tab; none where it does not stand there."""
    path = f"/v4/spreadsheets/{id_of(one, book)}"
    titles = [
        sheet["properties"]["title"]
        for sheet in one.get(path, fields="sheets(properties(title))").get("sheets", [])
    ]
    found: list[list[Any]] = one.get(f"{path}/values/'{tab}'").get("values", []) if tab in titles else []
    return found


def write(one: Ward, book: str, row: int, title: str, text: str) -> None:
    place = rows_in(one, book)[0].index(title)
    one.people.type_in(one.somebody, id_of(one, book), {f"'{WORKS}'!{chr(65 + place)}{row + 1}": text})


def beside(one: Ward, book: str) -> dict[str, tuple[str, str]]:
    """By work the office's state and words."""
    header, *rows = rows_in(one, book)
    padded = [row + [""] * (len(header) - len(row)) for row in rows]
    name, *places = (header.index(title) for title in (TITLE, STATE, COMMENT))
    return {row[name]: (row[places[0]], row[places[1]]) for row in padded if row[name]}


REMARKS = {"Sửa đường": ("", "Gọi lại"), "Trồng cây": ("Đã duyệt", ""), "Sơn cổng": ("", "")}


def test_it_moves_with_every_remark_and_the_master_leads_there(one: Ward) -> None:
    assert beside(one, "") == REMARKS
    large = moved(one)
    assert rows_in(large, "") == []
    assert beside(large, OWN) == REMARKS
    (book,) = rows_in(large, "", "Bảng tính riêng")[1:]
    assert (book[0], book[1], str(book[2])) == ("works", WORKS, "3")
    cells = large.cells("", "Bảng tính riêng")[1]
    link = cells[3]["userEnteredFormat"]["textFormat"]["link"]["uri"]
    assert id_of(large, OWN) in link
    assert large.sync(AT).plans == ()
    assert provision(large.project).changed == {}


def test_it_is_told_beforehand_and_stays_where_it_is_below_the_limit(one: Ward) -> None:
    roomy = limited(one, 3)
    (size,) = (found for found in sizes(roomy.project) if found.form == "works")
    assert (size.rows, size.is_soon, size.is_own) == (3, True, False)
    assert OWN not in {found.code for found in plan(roomy.project)}
    (step,) = (found.lines[0] for found in plan(limited(one).project) if found.code == OWN)
    assert "3 dòng" in step
    assert "2" in step


def test_the_office_works_there_as_in_the_master(one: Ward) -> None:
    large = moved(one)
    write(large, OWN, 3, STATE, "Trả lại")
    write(large, OWN, 3, COMMENT, "Ghi rõ địa điểm")
    sheet = next(form.sheet_id for form in large.project.forms if form.code == "works")
    area = {"sheetId": sheet, "startRowIndex": 1, "endRowIndex": 4}
    order = {"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 2, "sortOrder": "DESCENDING"}]}}
    large.people.change(large.somebody, id_of(large, OWN), [order])
    large.type("TCKT", "works", {"B5": "Lát hè", "B3": "Trồng cây xanh"})
    outcome = large.sync(AT + timedelta(minutes=20))
    assert "Ghi rõ địa điểm" in "".join(found.text for found in outcome.findings)
    found = beside(large, OWN)
    assert found.keys() == {"Sửa đường", "Trồng cây xanh", "Sơn cổng", "Lát hè"}
    assert found["Sửa đường"] == ("", "Gọi lại")
    assert found["Sơn cổng"] == ("Trả lại", "Ghi rõ địa điểm")
    # A change after an approval is shown and waits again.
    assert found["Trồng cây xanh"][0] == "Chờ duyệt"
    assert large.sync(AT + timedelta(minutes=40)).plans == ()


def test_it_stays_a_workbook_of_its_own_when_its_rows_become_few(one: Ward) -> None:
    large = moved(one)
    roomy = limited(large, 1_000)
    roomy.sync(AT)
    assert beside(roomy, OWN) == REMARKS
    assert rows_in(roomy, "") == []


def test_one_that_was_deleted_for_good_is_made_again_with_every_remark(one: Ward) -> None:
    large = moved(one)
    assert large.people.session.delete(f"{large.base_url}/drive/v3/files/{id_of(large, OWN)}").ok
    (told,) = large.sync(AT).failed.values()
    assert f"--replace {OWN}" in told
    assert provision(large.project, replace=(OWN,)).created == (OWN,)
    large.sync(AT)
    found = beside(large, OWN)
    assert found["Trồng cây"][0] == "Đã duyệt"
    assert "Gọi lại" in found["Sửa đường"][1]


def test_whoever_opens_the_master_opens_it_and_the_commands_know_it(one: Ward) -> None:
    large = moved(one)
    offices = large.project.config.office.emails
    found = {who.who: str(who.standing) for who in audit(large.project) if who.unit == OWN}
    assert {found[address] for address in offices} == {"agreed"}
    file = large.project.config.file
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\n[master]\nrows_of_tab = {LIMIT}\n", encoding="utf-8")
    done = sheets_sync("audit", folder=file.parent, environment=dict(os.environ))
    assert f"Bảng tổng hợp: {WORKS}" in done.stdout


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Interruptions]:
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    with watched(monkeypatch) as found:
        yield found


#: Calls of the run that moves; a test says when there are more.
CALLS = 7


def test_the_run_that_moves_makes_as_many_calls_as_are_tried(one: Ward, line: Interruptions) -> None:
    large = limited(one)
    provision(large.project)
    line.begin()
    large.sync(AT)
    assert line.calls == CALLS


@pytest.mark.parametrize("call", range(CALLS))
def test_killed_anywhere_on_the_way_it_ends_the_same_with_what_was_written_since(
    one: Ward, line: Interruptions, call: int
) -> None:
    large = limited(one)
    provision(large.project)
    line.begin()
    line.at[Moment(call, after=True)] = line.die
    with pytest.raises(Killed):
        large.sync(AT)
    line.begin()
    texts = []
    for book, row, text in (("", 2, "viết ở trang cũ"), (OWN, 3, "viết ở trang mới")):
        if rows_in(large, book):
            write(large, book, row, COMMENT, text)
            texts.append(text)
    assert texts
    at = AT + timedelta(minutes=11)
    large.sync(at)
    large.sync(at)
    assert rows_in(large, "") == []
    cells = [cell for row in rows_in(large, OWN) for cell in row]
    assert {text: cells.count(text) for text in texts} == dict.fromkeys(texts, 1)
    assert [cells.count(name) for name in REMARKS] == [1, 1, 1]
    found = beside(large, OWN)
    assert (found["Sửa đường"], found["Trồng cây"][0]) == (("", "Gọi lại"), "Đã duyệt")
    assert large.sync(at).plans == ()


def test_doctor_says_it_beforehand(one: Ward) -> None:
    file = one.project.config.file
    given = file.read_text(encoding="utf-8")
    for most, expected in ((3, True), (LIMIT, True), (1_000, False)):
        file.write_text(f"{given}\n[master]\nrows_of_tab = {most}\n", encoding="utf-8")
        found = [check.told for check in examine_access(load(file, FORMS), AT) if check.name == SIZE]
        assert bool(found) == expected
        assert all("has 3 rows" in text for text in found)


def spreadsheet_reads(one: Ward) -> list[tuple[str, bool]]:
    """By each read of one of the office's workbooks which it is, and whether some rows were asked for."""
    codes = {id_of(one, code): code for code in ("", OWN)}
    return [
        (codes[call["workbook"]], "ranges=" in call["path"])
        for call in one.calls()
        if call["method"] == "GET" and call["workbook"] in codes
    ]


def test_a_night_reads_there_only_the_rows_that_changed(one: Ward) -> None:
    large = moved(one)
    # What stands where is known once nothing moves.
    large.type("TCKT", "works", {"B2": "Sửa đường làng"})
    large.sync(AT + timedelta(minutes=20))
    at = AT + timedelta(minutes=40)
    large.type("TCKT", "works", {"B3": "Trồng cây xanh", "B5": "Lát hè"})
    assert is_known(large.project, at)
    large.forget_calls()
    large.sync(at)
    assert set(spreadsheet_reads(large)) == {(OWN, True), ("", True)}
    assert beside(large, OWN) == {
        "Sửa đường làng": ("", "Gọi lại"),
        "Trồng cây xanh": ("Chờ duyệt", ""),
        "Sơn cổng": ("", ""),
        "Lát hè": ("", ""),
    }
    assert str(rows_in(large, "", "Bảng tính riêng")[1][2]) == "4"
    assert list(differing(large.project, at)) == []
    assert large.sync(at + timedelta(minutes=20)).plans == ()


def test_a_sort_in_the_moment_of_such_a_night_moves_no_remark(one: Ward) -> None:
    large = moved(one)
    large.type("TCKT", "works", {"B2": "Sửa đường làng"})
    large.sync(AT + timedelta(minutes=20))
    large.type("TCKT", "works", {"B3": "Trồng cây xanh"})
    sheet = next(form.sheet_id for form in large.project.forms if form.code == "works")
    area = {"sheetId": sheet, "startRowIndex": 1, "endRowIndex": 4}
    order = {"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 2, "sortOrder": "ASCENDING"}]}}
    apply, waiting = large.project.google.apply, [order]

    def between(plan: Any, *echo: Any) -> Any:
        if plan.workbook == id_of(large, OWN) and waiting:
            large.people.change(large.somebody, id_of(large, OWN), [waiting.pop()])
        return apply(plan, *echo)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(large.project.google, "apply", between)
        assert is_known(large.project, AT + timedelta(minutes=40))
        large.sync(AT + timedelta(minutes=40))
    assert not waiting
    expected = {"Sửa đường làng": ("", "Gọi lại"), "Trồng cây xanh": ("Chờ duyệt", ""), "Sơn cổng": ("", "")}
    assert beside(large, OWN) == expected
    large.sync(AT + timedelta(minutes=60))
    assert large.sync(AT + timedelta(minutes=80)).plans == ()
    assert beside(large, OWN) == expected

"""What has been kept for long enough: rows of a closed period become unidentifiable, and its figures stay."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.model import Personal
from sheets_sync.people.keeping import counted, over
from sheets_sync.people.terms import counts_from
from sheets_sync.pipeline import close
from sheets_sync.pipeline.consolidating import as_last_seen
from sheets_sync.pipeline.hindrances import hindrances
from sheets_sync.pipeline.person import erase, forget_what_is_over
from sheets_sync.store.copying import back_up, restore
from sheets_sync.vietnamese.erased import ERASED
from tests.integration.test_erasing import HOA, PHONE, PROPOSALS, everything, proposed
from tests.integration.test_master import remark
from tests.shared import Shared
from tests.ward import OVERDUE_EVENING, SMALL_INDICATORS, SMALL_UNITS, Ward, ward
from tests.without_socket import running_here

AN = "Trần Văn Ân"
AFTER_ALL = OVERDUE_EVENING + timedelta(days=800)


def closed(one: Ward) -> None:
    proposed(one)
    # The same two are proposed by another unit too, one of them with a slip; one has got her award.
    cells = {"B2": "Cá nhân", "C2": "Nguyễn Thị Hoà", "L2": "Vận động hiến đất", "P2": "Có"}
    cells |= {"B3": "Cá nhân", "C3": AN, "G3": "'0911222333", "L3": f"{AN} dẫn đầu", "P3": "Có"}
    cells |= {"B4": "Tập thể", "C4": "Chi hội Phụ nữ tổ 2", "G4": "91122233", "L4": "Đạt giải", "P4": "Có"}
    one.type("TDP02", "commendation", cells)
    one.type("TDP02", "culture_society", {"E2": "310", "D3": "300", "E3": "290", "G3": f"{AN}, 0911222333"})
    one.sync(OVERDUE_EVENING)
    row = next(key for key, held in one.records(PROPOSALS).items() if AN in held.values())
    remark(one, "Hội đồng", row, "Số quyết định", "12/QĐ-UBND")
    one.sync(OVERDUE_EVENING)
    close(one.project, list(one.project.units), OVERDUE_EVENING)


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, closed) as one:
        yield one


def figures(one: Ward, at: datetime) -> dict[str, Any]:
    """All that reports add up, people aside."""
    seen = as_last_seen(one.project, at)
    return {
        "coverage": seen.coverage,
        "findings": [(it.code, it.severity, it.unit, it.form, it.cell) for it in seen.findings],
        "approved": seen.approved,
        "scores": seen.scores,
        "counts": {(it.unit, it.form): (len(it.records), it.changed) for it in seen.submissions},
        "figures": [
            (record.identity, {name: record.values[name] for name in record.values if name not in people})
            for it in seen.submissions
            for people in [next(form.people for form in one.project.forms if form.code == it.form)]
            for record in it.records
        ],
    }


def forget(one: Ward, at: datetime) -> None:
    found = over(one.project.config, one.project.store, at)
    _, failed = forget_what_is_over({one.project.period.code: one.project}, found, at)
    assert failed == {}


def test_figures_and_statuses_are_what_they_were_when_everybody_is_unidentifiable(small: Ward) -> None:
    before = figures(small, AFTER_ALL)
    assert "nominee-duplicate" in {code for code, *_ in before["findings"]}
    forget(small, AFTER_ALL)
    assert figures(small, AFTER_ALL) == before
    held = everything(small)
    for text in (HOA, "Nguyễn Thị Hoà", PHONE, "912345678", "40 hộ hiến đất", "0911222333", "Vận động"):
        assert text not in held, text
    # The register of awards: name, award and decision; and a collective is nobody.
    assert AN in held
    assert "12/QĐ-UBND" in held
    assert "Chi hội Phụ nữ tổ 2" in held
    # A sweep that reads every workbook again changes nothing either.
    small.sync(AFTER_ALL, full=True)
    assert figures(small, AFTER_ALL) == before
    assert over(small.project.config, small.project.store, AFTER_ALL) == ()


def test_a_directory_of_the_offices_own_is_about_nobodys_row(small: Ward) -> None:
    directory = [["Đơn vị", "Số điện thoại"], ["Công an phường", "02213 861 113"]]
    small.change("", {"addSheet": {"properties": {"title": "Danh bạ"}}})
    cells = {
        f"Danh bạ!{'AB'[x]}{y + 1}": text for y, row in enumerate(directory) for x, text in enumerate(row)
    }
    small.people.type_in("", small.book(""), cells)
    forget(small, AFTER_ALL)
    assert small.values("", "Danh bạ") == directory


def test_each_kind_goes_when_its_own_time_is_over(small: Ward) -> None:
    config, store = small.project.config, small.project.store
    closed_on = OVERDUE_EVENING
    assert over(config, store, closed_on + timedelta(days=89)) == ()
    (first,) = over(config, store, closed_on + timedelta(days=90))
    assert first.kinds == {Personal.CONTACT}
    assert counted(config, store, first) == {"TDP01": {"contact": 2}, "TDP02": {"contact": 2}}
    forget(small, closed_on + timedelta(days=90))
    row = next(held for held in small.records(PROPOSALS).values() if HOA in held.values())
    assert row["Số điện thoại"] == ERASED
    assert str(row["Năm sinh"]) == "1971"
    assert PHONE not in everything(small)
    (later,) = over(config, store, closed_on + timedelta(days=400))
    assert later.kinds == {Personal.IDENTITY, Personal.JUDGEMENT, Personal.PROSE}


def test_namesakes_of_two_years_are_two_still_when_their_births_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch, google=running_here) as one:
        for unit, rows in {"TDP01": ("1971", "1985"), "TDP02": ("02/09/1971", "1990")}.items():
            for row, born in enumerate(rows, 2):
                cells = {f"B{row}": "Cá nhân", f"C{row}": HOA, f"D{row}": born, f"P{row}": "Có"}
                one.type(unit, "commendation", cells)
        one.sync(OVERDUE_EVENING)
        before = figures(one, AFTER_ALL)["findings"]
        asked = [(it[2], it[4]) for it in before if it[0] == "nominee-duplicate"]
        assert asked == [("TDP01", "C2"), ("TDP02", "C2")]
        close(one.project, list(one.project.units), OVERDUE_EVENING)
        for days in (365, 800):
            forget(one, OVERDUE_EVENING + timedelta(days=days))
            one.sync(OVERDUE_EVENING + timedelta(days=days), full=True)
            assert figures(one, AFTER_ALL)["findings"] == before, days
        held = everything(one)
        assert not [born for born in ("1985", "1990", "1971", HOA) if born in held]


def test_a_period_that_nobody_closes_counts_as_closed_after_a_while_and_the_office_is_told_before(
    small: Ward,
) -> None:
    project = small.project
    config, store, counts = project.config, project.store, counts_from(project.config, project.period)
    store.closings.reopen("TDP01")
    assert counts == project.period.deadline + timedelta(days=180)
    contact = counts + timedelta(days=90)
    assert over(config, store, contact - timedelta(days=1)) == ()
    told = {days: _told(small, counts + timedelta(days=days)) for days in (-31, -30, 0, 89)}
    assert told[-31] == ""
    assert "được tính từ ngày 12/02/2025" in told[-30]
    assert "được xóa từ ngày 13/5/2025" in told[-30]
    assert told[-30] == told[0] == told[89]
    small.sync(counts)
    assert small.records("Việc hôm nay")["@unclosed"]["Việc cần làm"] == told[0]
    forget(small, contact)
    assert PHONE not in everything(small)
    assert HOA in everything(small)
    # Its reports are open still: what is typed there by now is not kept for ever either.
    small.type(
        "TDP01", "commendation", {"B5": "Cá nhân", "C5": "Vũ Thị Lan", "G5": "'0988777666", "P5": "Có"}
    )
    small.sync(contact + timedelta(days=1))
    assert "0988777666" in everything(small)
    (again,) = over(config, store, contact + timedelta(days=7))
    assert again.kinds == {Personal.CONTACT}
    forget(small, contact + timedelta(days=7))
    assert "0988777666" not in everything(small)
    assert over(config, store, contact + timedelta(days=7)) == ()


def _told(one: Ward, at: datetime) -> str:
    found = {it.key: it.text for it in hindrances(one.project, at).others}
    return found.get("@unclosed", "")


def test_nothing_is_told_of_a_period_that_the_office_closed(small: Ward) -> None:
    assert _told(small, counts_from(small.project.config, small.project.period)) == ""


def test_what_went_is_gone_again_after_an_older_backup_came_back(small: Ward, tmp_path: Path) -> None:
    store = small.project.store
    back_up(store, tmp_path / "before.db")
    forget(small, AFTER_ALL)
    restore(store, tmp_path / "before.db", tmp_path / "aside.db", lambda: None)
    assert HOA in everything(small)
    small.sync(AFTER_ALL + timedelta(hours=1))
    held = everything(small)
    assert HOA not in held
    assert PHONE not in held


@pytest.mark.parametrize(("refused", "opened"), [("TDP01", False), ("TDP01", True), ("TDP02", False)])
def test_a_workbook_that_google_refuses_is_made_up_for(small: Ward, refused: str, opened: bool) -> None:
    project, long_after = small.project, AFTER_ALL + timedelta(days=200)
    if opened:
        for unit in project.units:
            project.store.closings.reopen(unit)
        small.sync(long_after)
    before, found = figures(small, long_after), over(project.config, project.store, long_after)
    small.fail(refused, 403, count=3)
    _, failed = forget_what_is_over({project.period.code: project}, found, long_after)
    assert list(failed) == [refused]
    # The other ones are read meanwhile, with marks where names stood.
    assert refused in small.sync(long_after, full=True).failed
    small.sync(long_after, full=True)
    small.sync(long_after, full=True)
    held = everything(small)
    for text in (HOA, "Nguyễn Thị Hoà", PHONE, "91122233", "Vận động"):
        assert text not in held, text
    assert figures(small, long_after) == before


def test_who_comes_after_the_others_went_is_taken_for_none_of_them(small: Ward) -> None:
    forget(small, AFTER_ALL)
    for unit in ("TDP01", "TDP02"):
        small.project.store.closings.reopen(unit)
    small.sync(AFTER_ALL)
    for unit in ("TDP01", "TDP02"):
        cells = {"B5": "Cá nhân", "C5": "Vũ Thị Lan", "G5": "'0988777666", "P5": "Có"}
        small.type(unit, "commendation", cells)
    small.sync(AFTER_ALL)
    before = figures(small, AFTER_ALL)
    forget(small, AFTER_ALL)
    assert "Vũ Thị Lan" not in everything(small)
    small.sync(AFTER_ALL, full=True)
    assert figures(small, AFTER_ALL) == before


def test_a_row_of_somebody_erased_who_was_pasted_again_goes_and_its_question_stays_said(small: Ward) -> None:
    project, long_after = small.project, AFTER_ALL + timedelta(days=200)
    forget(small, long_after)
    project.store.closings.reopen("TDP01")
    assert erase([project], ["Vũ Thị Lan"], "theo yêu cầu", "", long_after) == {}
    small.type("TDP01", "commendation", {"B5": "Cá nhân", "C5": "Vũ Thị Lan", "G5": "'0988777666"})
    small.sync(long_after)
    before = figures(small, long_after)
    assert "person-erased" in {code for code, *_ in before["findings"]}
    assert "Vũ Thị Lan" in everything(small)
    forget(small, long_after)
    small.sync(long_after, full=True)
    assert "Vũ Thị Lan" not in everything(small)
    assert "0988777666" not in everything(small)
    assert figures(small, long_after) == before
    assert over(project.config, project.store, long_after) == ()


def test_what_a_closed_period_of_27_units_costs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [f"T{number:02d}" for number in range(1, 28)]
    roster = SMALL_UNITS.splitlines()[0] + "\n"
    for code in codes:
        kept = "2019-05-01,,,commendation culture_society,VX01"
        roster += f"{code},Tổ {code},TDP,,{code.lower()}@phuong.example,{kept}\n"
    indicators = "\n".join(SMALL_INDICATORS.splitlines()[place] for place in (0, 3)) + "\n"
    with ward(tmp_path, monkeypatch, units=roster, indicators=indicators, google=running_here) as one:
        for code in codes[:20]:
            cells = {"B2": "Cá nhân", "C2": f"Nguyễn {code} Hòa", "G2": "'0912345678", "P2": "Có"}
            one.type(code, "commendation", cells)
        one.sync(OVERDUE_EVENING)
        close(one.project, codes, OVERDUE_EVENING)
        one.forget_calls()
        forget(one, AFTER_ALL)
        calls = Counter(call["kind"] for call in one.calls())
        # A read of each workbook and a write where somebody stood; the master twice, the second time whole.
        assert calls == {"read": 27 + 2, "write": 20 + 2}
        one.forget_calls()
        forget(one, AFTER_ALL)
        assert one.calls() == []

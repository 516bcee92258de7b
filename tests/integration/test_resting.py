"""A night in which nobody touched anything ends after asking Drive; whatever could change wakes it."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.model import Timeliness
from sheets_sync.pipeline import Options, close, reopen
from sheets_sync.pipeline.run import SWEEP, run
from sheets_sync.store.submissions import Submissions
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward, opened_ward

HOUR = timedelta(hours=1)
CULTURE = "2. Văn hóa - Xã hội"


def synced(one: Ward) -> None:
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "khoảng 198"})
    one.sync(EVENING, mails=False)


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        yield one


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose reports were decoded."""
    seen: list[str] = []
    latest, latest_of = Submissions.latest, Submissions.latest_of

    def of_everybody(self: Submissions, period: str) -> Any:
        seen.append("everybody")
        return latest(self, period)

    def of_some(self: Submissions, period: str, units: Collection[str]) -> Any:
        seen.extend(units)
        return latest_of(self, period, units)

    monkeypatch.setattr(Submissions, "latest", of_everybody)
    monkeypatch.setattr(Submissions, "latest_of", of_some)
    return seen


def test_nothing_is_read_anywhere_and_yet_everything_can_be_asked_for(small: Ward, looks: list[str]) -> None:
    before = small.project.store.runs.latest(1)[0].summary
    small.forget_calls()
    night = small.sync(EVENING + HOUR, mails=False)
    assert [call["kind"] for call in small.calls()] == ["drive"]
    assert looks == []
    assert (night.units_read, night.plans, night.failed, night.exit_code) == ((), (), {}, 0)
    assert night.findings_count == before["findings_now"] == 1
    after = small.project.store.runs.latest(1)[0].summary
    assert (after["units_missing"], after["noteworthy"]) == (before["units_missing"], False)
    # A person who asks is told, from the store, by the reports in which something was found.
    assert [one.code for one in night.findings] == ["number-approximate"]
    assert looks == ["TDP01"]


def test_a_dry_run_of_such_a_night_tells_how_everybody_stands(small: Ward) -> None:
    night = small.sync(EVENING + HOUR, dry_run=True)
    assert [one.code for one in night.findings] == ["number-approximate"]
    assert [plan for plan in night.plans if plan] == []


def test_it_rests_for_as_many_nights_as_nobody_touches_anything(small: Ward, looks: list[str]) -> None:
    for hour in range(1, 4):
        small.sync(EVENING + hour * HOUR, mails=False)
    assert looks == []


def test_an_edit_of_a_unit_or_of_the_office_wakes_it(small: Ward) -> None:
    small.sync(EVENING + HOUR, mails=False)
    small.type("TDP02", "culture_society", {"E2": "185"})
    assert small.sync(EVENING + 2 * HOUR, mails=False).units_changed == ("TDP02",)
    small.sync(EVENING + 3 * HOUR, mails=False)
    small.people.type_in("", small.book(""), {f"'{CULTURE}'!A1": "Mã dòng của tôi"})
    assert small.sync(EVENING + 4 * HOUR, mails=False).plans


def test_a_deadline_that_passes_wakes_it(small: Ward) -> None:
    small.sync(EVENING + HOUR, mails=False)
    overdue = small.sync(OVERDUE_EVENING, mails=False)
    assert overdue.plans
    assert {one.timeliness for one in overdue.coverage if one.unit == "TDP02"} >= {Timeliness.OVERDUE}


def test_a_lock_and_an_exception_wake_it(small: Ward) -> None:
    small.sync(EVENING + HOUR, mails=False)
    closed = close(small.project, ["TDP01"], EVENING + 2 * HOUR)
    assert closed.standing().closed == {"TDP01"}
    reopen(small.project, ["TDP01"], EVENING + 3 * HOUR, until=NEXT_EVENING)
    small.sync(EVENING + 4 * HOUR, mails=False)
    assert small.sync(NEXT_EVENING + HOUR, mails=False).standing().closed == {"TDP01"}


def test_a_list_that_the_office_edits_wakes_it(small: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    small.sync(EVENING + HOUR, mails=False)
    folder = small.project.config.file.parent
    units = (folder / "units.csv").read_text(encoding="utf-8")
    (folder / "units.csv").write_text(units.replace("Tổ dân phố số 1", "Tổ dân phố 1"), encoding="utf-8")
    with opened_ward(folder, small.base_url, monkeypatch) as renamed:
        assert renamed.sync(EVENING + 2 * HOUR, mails=False).plans
        assert renamed.records(CULTURE)["TDP01/VX01"]["Đơn vị"] == "Tổ dân phố 1"


def test_what_was_refused_is_tried_again(small: Ward) -> None:
    small.type("TDP02", "culture_society", {"E2": "khoảng 185"})
    small.fail("TDP02", 403, method="POST")
    assert list(small.sync(EVENING + HOUR, mails=False).failed) == ["TDP02"]
    again = small.sync(EVENING + 2 * HOUR, mails=False)
    assert (again.failed, [plan.workbook for plan in again.plans]) == ({}, [small.book("TDP02")])


def test_one_units_sync_lets_the_others_wait_and_does_not_rest(small: Ward) -> None:
    small.type("TDP02", "culture_society", {"E2": "185"})
    assert small.sync(EVENING + HOUR, mails=False, unit="TDP01").units_read == ()
    assert small.sync(EVENING + 2 * HOUR, mails=False).units_changed == ("TDP02",)


def test_a_sweep_looks_at_everything(small: Ward) -> None:
    small.sync(EVENING + HOUR, mails=False)
    swept = run(small.project, EVENING + HOUR + SWEEP, Options(mails=False))
    assert len(swept.units_read) == 3

"""What goes wrong with one unit's workbook, by its content or by a defect of ours, is that unit's alone."""

import itertools
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.limits import SECONDS_OF_UNIT
from sheets_sync.model import Unit
from sheets_sync.pipeline import reading_units
from sheets_sync.pipeline.unit_reports import reports
from sheets_sync.unit_workbook import feedback
from tests.acceptance.conftest import reported
from tests.acceptance.hostile import FIGURES, WORKS, figures
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with shared.ward(tmp_path, monkeypatch, reported) as one:
        yield one


def test_a_unit_that_takes_too_long_keeps_the_forms_that_were_not_looked_at(
    small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.type("TCKT", "economy", {"E2": "5.600"})
    small.type("TCKT", "works", {"B4": "Cầu qua kênh"})
    # The first form begins at once, the second one when the time is over.
    clock = itertools.chain((0, 0), itertools.repeat(SECONDS_OF_UNIT.most + 1))
    monkeypatch.setattr(reading_units, "reports", partial(reports, clock=lambda: next(clock)))
    outcome = small.sync(NEXT_EVENING)
    assert [(one.unit, one.code, one.tab) for one in outcome.findings] == [
        ("TCKT", "reading-too-long", WORKS)
    ]
    assert figures(small)["TCKT/KT01"] == 5600
    assert len(small.records(WORKS)) == 2


def broken_for(unit: str) -> Any:
    def broken(*given: Any, **named: Any) -> Any:
        if any(isinstance(one, Unit) and one.code == unit for one in given):
            raise ZeroDivisionError("a defect")
        return reports(*given, **named)

    return broken


def test_a_defect_of_ours_in_reading_one_unit_stops_no_other_and_is_made_up_for(
    small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    small.type("TDP02", "culture_society", {"E3": "177"})
    with monkeypatch.context() as patched:
        patched.setattr(reading_units, "reports", broken_for("TDP01"))
        outcome = small.sync(NEXT_EVENING)
    assert list(outcome.failed) == ["TDP01"]
    assert "defect of sheets-sync" in outcome.failed["TDP01"]
    assert figures(small) == {**FIGURES, "TDP02/VX02": 177}
    assert small.sync(OVERDUE_EVENING).failed == {}
    assert figures(small) == {**FIGURES, "TDP01/VX02": 199, "TDP02/VX02": 177}


def test_a_defect_of_ours_in_answering_one_unit_stops_no_other_and_is_made_up_for(
    small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unit in ("TDP01", "TDP02"):
        small.type(unit, "culture_society", {"E3": "hai trăm"})
    real = feedback.plan

    def plan(workbook: Any, *given: Any) -> Any:
        if workbook.id == small.book("TDP01"):
            raise ZeroDivisionError("a defect")
        return real(workbook, *given)

    with monkeypatch.context() as patched:
        patched.setattr(feedback, "plan", plan)
        outcome = small.sync(NEXT_EVENING)
    assert list(outcome.failed) == ["TDP01"]
    checks = {unit: str(small.values(unit, "Kết quả kiểm tra")) for unit in ("TDP01", "TDP02")}
    assert ["hai trăm" in text for text in checks.values()] == [False, True]
    assert small.sync(OVERDUE_EVENING).failed == {}
    assert "hai trăm" in str(small.values("TDP01", "Kết quả kiểm tra"))


def test_too_little_memory_is_no_defect(small: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})

    def starved(*_given: Any, **_named: Any) -> Any:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(reading_units, "reports", starved)
        told = small.sync(NEXT_EVENING).failed["TDP01"]
    assert "too little memory" in told
    assert "defect" not in told
    small.sync(OVERDUE_EVENING)
    assert figures(small)["TDP01/VX02"] == 199

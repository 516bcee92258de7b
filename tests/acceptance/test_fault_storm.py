"""One call in five fails, in every way that Google has: nothing is lost, and it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from sheets_sync.errors import GoogleError
from tests.acceptance.test_calls import FORM, INDICATORS, roster
from tests.conftest import NIGHTLY
from tests.ward import EVENING, NEXT_EVENING, Ward, ward

#: By night as many as a ward has with its schools.
COUNT = 200 if NIGHTLY else 60
#: Of the units, those that change after the first storm.
CHANGED = COUNT // 5
WAYS: tuple[dict[str, Any], ...] = (
    {"kind": "429"},
    {"kind": "429", "retry_after": 1},
    {"kind": "500"},
    {"kind": "502"},
    {"kind": "503"},
    {"kind": "applied-then-503"},
    {"kind": "reset"},
    {"kind": "truncated"},
    {"kind": "timeout", "seconds": 0.05},
)
#: Of each way, so that one call in five fails: 1 - (1 - p)^9 = 0.2.
PROBABILITY = 0.0245
#: A call is tried six times, so one in some 16,000 fails for good; writes whose outcome is not known sooner.
#: What one run leaves, the next does.
RUNS = 4


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with ward(tmp_path, monkeypatch, units=roster(COUNT), indicators=INDICATORS) as one:
        yield one


@contextmanager
def storm(one: Ward) -> Iterator[None]:
    faults = f"{one.base_url}/_emulator/faults"
    requests.post(faults, json=[{**way, "probability": PROBABILITY} for way in WAYS])
    yield
    requests.delete(faults)


def run_until_done(one: Ward, at: Any) -> int:
    """Sync until a run does everything; how many runs it took."""
    for number in range(1, RUNS + 1):
        try:
            if not one.sync(at, mails=False).failed:
                return number
        except GoogleError:
            continue
    pytest.fail(f"not done after {RUNS} runs")


def figures(one: Ward) -> dict[str, Any]:
    rows = one.records("2. Văn hóa - Xã hội")
    return {key.partition("/")[0]: row["Thực hiện"] for key, row in rows.items()}


def test_a_sync_in_a_storm_of_faults_loses_nothing_and_ends(many: Ward) -> None:
    units = list(many.project.units)
    for number, unit in enumerate(units):
        many.type(unit, FORM, {"E2": str(100 + number)})
    many.forget_calls()
    with storm(many):
        runs = run_until_done(many, EVENING)
    calls = len(many.calls())
    assert figures(many) == {unit: 100 + number for number, unit in enumerate(units)}

    for number, unit in enumerate(units[:CHANGED]):
        many.type(unit, FORM, {"E2": "hai trăm" if number % 4 == 0 else str(300 + number)})
    with storm(many):
        run_until_done(many, NEXT_EVENING)
    faulty = {unit for number, unit in enumerate(units[:CHANGED]) if number % 4 == 0}
    found = figures(many)
    assert {unit: found[unit] for unit in units[:CHANGED] if unit not in faulty} == {
        unit: 300 + number for number, unit in enumerate(units[:CHANGED]) if unit not in faulty
    }
    assert {found[unit] for unit in faulty} == {"hai trăm"}
    assert {unit for unit in units if len(many.values(unit, "Kết quả kiểm tra")) > 4} == faulty
    assert many.sync(NEXT_EVENING, mails=False).plans == ()
    # Without a fault a read and a first answer for each unit, and three more; each is made 1.25 times on
    # average, unreadable answers read again.
    assert calls <= runs * (2 * COUNT + 3) * 2

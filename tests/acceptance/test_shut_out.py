"""A unit shuts us out in the middle of a run: all others go on, and what it left is made up for."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.acceptance.conftest import reported
from tests.acceptance.hostile import fault
from tests.conftest import NIGHTLY
from tests.interruptions import Interruptions, Moment, watched
from tests.kept import Kept
from tests.seen import differences, everything, tabs_of
from tests.shared import Shared
from tests.ward import NEXT_EVENING, Ward

PROTECTED = (
    "Invalid requests[0].updateCells: You are trying to edit a protected cell or object. Please contact the"
    " spreadsheet owner to remove protection if you need to edit."
)
#: What Google says from then on to calls about the unit's workbook.
SHUT: dict[str, dict[str, Any]] = {
    "sharing revoked": {"status": 403, "body": "The caller does not have permission"},
    "file deleted": {"status": 404, "body": "Requested entity was not found."},
    "tab protected": {"status": 400, "body": PROTECTED},
}
#: Before which call of the run; by night before each.
CALLS = range(40) if NIGHTLY else (1, 4, 7)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Interruptions]:
    with watched(monkeypatch) as one:
        yield one


@pytest.fixture
def there(
    line: Interruptions, shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ward]:
    # The n-th call is the same one each time only when one thread makes them.
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    with shared.ward(tmp_path, monkeypatch, reported, alone=True) as one:
        one.type("TDP01", "culture_society", {"E2": "211", "E3": "hai trăm"})
        one.type("TDP02", "culture_society", {"E2": "186", "E3": "rất nhiều"})
        one.type("TCKT", "works", {"B4": "Cầu qua kênh", "D4": "một trăm"})
        yield one


def shut(ward: Ward, how: str) -> None:
    said = SHUT[how]
    error = {"error": {"code": said["status"], "message": said["body"]}}
    route = f"{ward.book('TDP01')}"
    method = {"method": "POST"} if how == "tab protected" else {}
    fault(ward, kind="answer", route=route, answer={"status": said["status"], "body": error}, **method)


def let_in(ward: Ward) -> None:
    requests.delete(f"{ward.base_url}/_emulator/faults").raise_for_status()


def shown(ward: Ward) -> dict[str, Any]:
    """What the workbooks show and the store knows; mails also tell that a unit was out of reach."""
    found = everything(ward)
    store = {name: found["store"][name] for name in ("submissions", "books", "reviews", "remarked")}
    return {"master": found["master"], "units": found["units"], "store": store}


def told(ward: Ward) -> dict[str, Any]:
    """What the other units see in their workbooks."""
    return {unit: dict(tabs_of(ward, unit)) for unit in ("TCKT", "TDP02")}


@pytest.mark.parametrize("how", SHUT)
def test_a_unit_that_shuts_us_out_in_mid_run_hinders_nobody_and_is_made_up_for(
    line: Interruptions, there: Ward, how: str
) -> None:
    kept = Kept(there)
    there.sync(NEXT_EVENING)
    others, calls = told(there), line.calls
    there.sync(NEXT_EVENING)
    expected = shown(there)
    for call in (call for call in CALLS if call < calls):
        kept.bring_back()
        line.begin()
        line.at[Moment(call)] = partial(shut, there, how)
        assert set(there.sync(NEXT_EVENING).failed) <= {"TDP01"}
        # The run may have needed fewer calls.
        line.begin()
        let_in(there)
        assert told(there) == others, call
        there.sync(NEXT_EVENING)
        assert list(differences(shown(there), expected)) == [], call

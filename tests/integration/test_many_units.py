"""What it costs to bring 500 units into line: nothing when nothing differs, and little for one that does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_sync.pipeline import provision
from sheets_sync.pipeline.furnishing_workbooks import remember
from sheets_sync.pipeline.planning import plan
from sheets_sync.pipeline.provisioning import Extent
from sheets_sync.pipeline.sharing import wanted
from tests.edited import edited, people
from tests.shared import Shared
from tests.ward import SMALL_UNITS, Ward

COUNT = 500
LINE = (
    "T{0:03d},Tổ dân phố số {0},TDP,,t{0:03d}@phuong.example,2019-05-01,,,"
    "culture_society commendation,VX01 VX02\n"
)


def three(_: Ward) -> None:
    """The first units have workbooks at Google."""


@pytest.fixture
def many(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    """All the others are known to the store as if they had been made: of them Google is never asked."""
    with shared.ward(tmp_path, monkeypatch, three) as one:
        lines = "".join(LINE.format(number) for number in range(100, 97 + COUNT))
        with edited(one, "units.csv", (SMALL_UNITS, SMALL_UNITS + lines)) as ward:
            project = ward.project
            with project.store.transaction():
                for code in project.owing.keys() - project.store.workbooks.owners():
                    project.store.workbooks.remember(code, f"workbook-of-{code}")
                    project.store.workbooks.ready(code)
                    remember(project, code)
                    for email in wanted(project, code):
                        project.store.accesses.granted(code, email)
        with edited(one, "units.csv") as ward:
            ward.forget_calls()
            yield ward


def test_500_unchanged_units_cost_no_call(many: Ward) -> None:
    assert len(many.project.owing) == COUNT
    assert plan(many.project) == ()
    assert provision(many.project).changed == {}
    assert many.calls() == []


def test_one_changed_address_of_500_costs_two_calls_and_its_removal_two(many: Ward) -> None:
    with edited(many, "units.csv", ("tdp01@phuong.example", "moi@phuong.example")) as one:
        provision(one.project)
        assert len(one.calls()) == 2
        one.forget_calls()
        provision(one.project, extent=Extent(revoke=True))
        assert len(one.calls()) == 2
        assert people(one, "TDP01") == {"moi@phuong.example"}


def test_one_renamed_unit_of_500_costs_three_calls(many: Ward) -> None:
    with edited(many, "units.csv", ("Tổ dân phố số 1,", "Tổ dân phố Đông,")) as one:
        assert list(provision(one.project).changed) == ["TDP01"]
        assert len(one.calls()) == 3

"""A campaign of a ward on the local Google, driven as its people and its nightly sync drive it."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import sheets_sync.demo
from schemas import FORMS
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import load
from sheets_sync.demo.people import People
from sheets_sync.emulator import Settings
from sheets_sync.forms.form import Form
from sheets_sync.pipeline import Options, Outcome, Project, provision
from sheets_sync.pipeline.run import run
from sheets_sync.store import open_store
from tests.without_socket import running_for_all

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CAMPAIGN = Path(sheets_sync.demo.__file__).parent / "campaign"
#: The evening of the day before the campaign ends, and the evenings after.
EVENING = datetime(2024, 8, 14, 20, tzinfo=ZONE)
NEXT_EVENING = datetime(2024, 8, 15, 20, tzinfo=ZONE)
OVERDUE_EVENING = datetime(2024, 8, 18, 20, tzinfo=ZONE)

#: Three units that owe little: for tests that look at one thing.
SMALL_UNITS = """\
code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators
TCKT,Tài chính – Kế toán,CONG-CHUC,,taichinh@phuong.example,2019-05-01,,,economy works,KT01 KT02
TDP01,Tổ dân phố số 1,TDP,,tdp01@phuong.example,2019-05-01,,,culture_society commendation,VX01 VX02
TDP02,Tổ dân phố số 2,TDP,,tdp02@phuong.example,2019-05-01,,,culture_society commendation,VX01 VX02
"""
SMALL_INDICATORS = """\
code,form,title,measure,measurement,plan,same_period,lower_is_better,minimum,maximum,choices,in_charge,enabled,at_most
KT01,economy,Thu ngân sách trên địa bàn,triệu đồng,decimal,yes,no,no,100,200000,,TCKT,yes,
KT02,economy,– Trong đó: thuế đất,triệu đồng,decimal,yes,no,no,0,,,TCKT,yes,KT01
VX01,culture_society,Tổng số hộ,hộ,integer,no,no,no,20,15000,,TDP,yes,
VX02,culture_society,Hộ đạt Gia đình văn hóa,hộ,integer,yes,no,no,0,15000,,TDP,yes,VX01
"""


@dataclass
class Ward:
    """Everything that a test does or looks at."""

    base_url: str
    project: Project
    people: People
    #: Who looks and changes what no unit does; the service's own account when empty.
    somebody: str = ""

    def book(self, unit: str) -> str:
        return self.project.store.workbooks.known()[unit].id

    def sync(self, at: datetime = EVENING, **options: Any) -> Outcome:
        return run(self.project, at, Options(**options))

    def type(self, unit: str, form: str, cells: Mapping[str, str]) -> None:
        """Type into a unit's tab as the unit itself."""
        title = next(one.title for one in self.project.forms if one.code == form)
        email = self.project.units[unit].emails[0]
        self.people.type_in(
            email, self.book(unit), {f"'{title}'!{cell}": text for cell, text in cells.items()}
        )

    def change(self, unit: str, *changes: Mapping[str, Any]) -> None:
        """Change a workbook as its owner."""
        self.people.change(self.somebody, self.book(unit), changes)

    def get(self, path: str, **params: Any) -> Any:
        headers = {"Authorization": f"Bearer user:{self.somebody}"} if self.somebody else {}
        answer = self.people.session.get(self.base_url + path, params=params, headers=headers)
        assert answer.ok, answer.text
        return answer.json()

    def values(self, unit: str, tab: str) -> list[list[Any]]:
        """The values of a tab as the API shows them, trailing blanks left out."""
        found = self.get(
            f"/v4/spreadsheets/{self.book(unit)}/values/'{tab}'", valueRenderOption="UNFORMATTED_VALUE"
        )
        rows: list[list[Any]] = found.get("values", [])
        return rows

    def cells(self, unit: str, tab: str) -> list[list[dict[str, Any]]]:
        """The cells of a tab with notes and formats."""
        found = self.get(f"/v4/spreadsheets/{self.book(unit)}", ranges=f"'{tab}'", includeGridData="true")
        rows = found["sheets"][0]["data"][0].get("rowData", [])
        return [row.get("values", []) for row in rows]

    def records(self, form_title: str) -> dict[str, dict[str, Any]]:
        """The rows of a form's tab in the master: key to column title to value."""
        header, *rows = self.values("", form_title)
        padded = (row + [""] * (len(header) - len(row)) for row in rows)
        return {row[0]: dict(zip(header, row, strict=True)) for row in padded}

    def calls(self) -> list[dict[str, Any]]:
        """Calls that the server saw from the service, beside those of people."""
        found: list[dict[str, Any]] = self.get("/_emulator/calls")["calls"]
        return found

    def forget_calls(self) -> None:
        self.people.session.delete(f"{self.base_url}/_emulator/calls")

    def fail(self, unit: str, status: int | str, method: str = "GET", count: int = 1) -> None:
        """The next calls about a unit's workbook fail."""
        fault = {"status": status, "route": f"/v4/spreadsheets/{self.book(unit)}", "method": method}
        self.people.session.post(f"{self.base_url}/_emulator/faults", json=[{**fault, "count": count}])


@contextmanager
def ward(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    units: str = "",
    indicators: str = "",
    campaign: str = "",
    forms: tuple[Form, ...] = FORMS,
    settings: Settings | None = None,
    provisioned: bool = True,
    google: Callable[..., AbstractContextManager[str]] = running_for_all,
) -> Iterator[Ward]:
    """The demo's campaign, or one with other units, indicators and settings, its workbooks made and empty.

    `settings` are the local Google's, and `google` runs it; without `provisioned` no workbook is made.
    """
    files = written(folder, units, indicators, campaign)
    with (
        google(folder / "google", settings=settings) as base_url,
        opened_ward(files, base_url, monkeypatch, forms) as one,
    ):
        if provisioned:
            provision(one.project)
        yield one


def written(folder: Path, units: str, indicators: str, settings: str = "") -> Path:
    """The demo's files, or others where there are any; where they are."""
    campaign = folder / "campaign"
    shutil.copytree(CAMPAIGN, campaign)
    (campaign / "sheets-sync.db").write_bytes(empty_store())
    given = (("units.csv", units), ("indicators.csv", indicators), ("campaign.toml", settings))
    for name, text in given:
        if text:
            (campaign / name).write_text(text, encoding="utf-8")
    return campaign


@cache
def empty_store() -> bytes:
    """A store without anything: bringing it to the present schema takes longer than many a test."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sheets-sync.db"
        open_store(f"sqlite:///{file}").close()
        return file.read_bytes()


@contextmanager
def opened_ward(
    campaign: Path, base_url: str, monkeypatch: pytest.MonkeyPatch, forms: tuple[Form, ...] = FORMS
) -> Iterator[Ward]:
    """The ward of a campaign's files on a local Google that is there."""
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", base_url)
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__AUTH", "anonymous")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__FIRST_WAIT", "0.0001")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__READS_PER_MINUTE", "0")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS", "0")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__WRITES_PER_MINUTE", "0")
    config = load(campaign / "campaign.toml", forms)
    with People(base_url) as people, opened_config(config, "provision") as project:
        yield Ward(base_url, project, people)

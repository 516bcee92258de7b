"""A ward with regimes in place of a campaign's period, on the local Google, to live through a year."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sheets_sync.demo.people import People
from tests.ward import CAMPAIGN
from tests.without_socket import running_here

FORM = "culture_society"
HEADER = "code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators,head_emails,was,from\n"
INDICATORS = """\
code,form,title,measure,measurement,plan,same_period,lower_is_better,minimum,maximum,choices,in_charge,enabled
VX01,culture_society,Tổng số hộ,hộ,integer,no,no,no,20,15000,,TDP,yes
"""


def unit_line(
    code: str,
    name: str = "",
    *,
    since: str = "2019-05-01",
    until: str = "",
    successor: str = "",
    forms: str = FORM,
    heads: str = "",
    split_from: str = "",
) -> str:
    """A line of units.csv; the unit's address is its code's."""
    cells = (code, name or f"Tổ {code}", "TDP", "", f"{code.lower()}@phuong.example", since, until, successor)
    return ",".join((*cells, forms, "VX01", heads, "", split_from)) + "\n"


def written_year(folder: Path, units: str, regimes: str) -> Path:
    """The demo's campaign with these units and regimes, all of 2026; where its files are."""
    shutil.copytree(CAMPAIGN, folder)
    file = folder / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    # The law is that of the campaign's first day: nothing may still name 2024.
    for before, after in (
        ("start = 2024-08-05", "start = 2026-01-01"),
        ("end = 2024-08-15", "end = 2026-12-31"),
    ):
        assert before in text
        text = text.replace(before, after, 1)
    begin, end = text.index("[[period]]"), text.index("[[legal_basis]]")
    file.write_text(text[:begin] + text[end:] + regimes, encoding="utf-8")
    (folder / "units.csv").write_text(HEADER + units, encoding="utf-8")
    (folder / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    return file


@contextmanager
def living(folder: Path) -> Iterator[tuple[str, People]]:
    """The local Google, its address, and its people; whatever opens a campaign meanwhile reaches it."""
    with (
        pytest.MonkeyPatch.context() as patched,
        running_here(folder / "google") as base_url,
        People(base_url) as people,
    ):
        for name, value in (
            ("API_BASE_URL", base_url),
            ("AUTH", "anonymous"),
            ("READS_PER_MINUTE", "0"),
            ("WRITES_PER_MINUTE", "0"),
            ("WORKBOOK_SECONDS", "0"),
        ):
            patched.setenv(f"SHEETS_SYNC_GOOGLE__{name}", value)
        yield base_url, people

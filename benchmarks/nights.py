"""Nights of a campaign of many units: nothing, one unit and many changed; seconds of our processor alone.

The local Google runs as a process of its own. All units report two figures; a night is a process of
`sheets-sync sync`, from its start to its end.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from zoneinfo import ZoneInfo

import sheets_sync.demo
from benchmarks.holding import BASE, server
from schemas import FORMS
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import load
from sheets_sync.demo.people import People
from sheets_sync.pipeline import Project, provision

SIZES = (20, 50, 500, 2_000)
#: Nights of a kind, of which the middle one is told.
TIMES = 3
#: So many units change in the night of many.
CHANGED = 20
EVENING = datetime(2024, 8, 14, 20, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LATER = timedelta(minutes=20)
CULTURE = "2. Văn hóa - Xã hội"
ROSTER = "code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators\n"
UNIT = (
    "T{0:05d},Tổ dân phố số {0},TDP,,t{0:05d}@phuong.example,2019-05-01,,,"
    "culture_society works commendation,VX01 VX02\n"
)
INDICATORS = """\
code,form,title,measure,measurement,plan,same_period,lower_is_better,minimum,maximum,choices,in_charge,enabled,at_most
VX01,culture_society,Tổng số hộ,hộ,integer,no,no,no,20,15000,,TDP,yes,
VX02,culture_society,Hộ đạt Gia đình văn hóa,hộ,integer,yes,no,no,0,15000,,TDP,yes,VX01
"""
SETTINGS = {
    "API_BASE_URL": BASE,
    "AUTH": "anonymous",
    "READS_PER_MINUTE": "0",
    "WRITES_PER_MINUTE": "0",
    "WORKBOOK_SECONDS": "0",
}


def spent(config: Path, at: datetime) -> float:
    """Seconds of its processor that a night takes."""
    before = getrusage(RUSAGE_CHILDREN)
    words = ("sync", "-q", "--no-mail", "--as-of", at.isoformat(), "--config", str(config))
    subprocess.run([sys.executable, "-m", "sheets_sync", *words], check=True, capture_output=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@contextmanager
def campaign(units: int) -> Iterator[tuple[Project, People]]:
    """A provisioned campaign of so many units, without any report."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "campaign"
        shutil.copytree(Path(sheets_sync.demo.__file__).parent / "campaign", files)
        roster = ROSTER + "".join(UNIT.format(number) for number in range(1, units + 1))
        (files / "units.csv").write_text(roster, encoding="utf-8")
        (files / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
        os.environ.update({f"SHEETS_SYNC_GOOGLE__{name}": value for name, value in SETTINGS.items()})
        config = load(files / "campaign.toml", FORMS)
        with (
            server(Path(folder) / "google"),
            People(BASE) as people,
            opened_config(config, "provision") as project,
        ):
            provision(project)
            yield project, people


def nights(units: int) -> dict[str, float]:
    """Seconds of the first night and of each kind of later ones."""
    with campaign(units) as (project, people):
        books = {unit: book.id for unit, book in project.store.workbooks.known().items() if unit}

        def report(number: int, figure: int) -> None:
            unit = f"T{number:05d}"
            cells = {f"'{CULTURE}'!E2": "205", f"'{CULTURE}'!D3": "90", f"'{CULTURE}'!E3": str(figure)}
            people.type_in(project.units[unit].emails[0], books[unit], cells)

        at = EVENING

        def night() -> float:
            nonlocal at
            at += LATER
            return spent(project.config.file, at)

        figures = count(100)

        def changed(units: int) -> float:
            figure = next(figures)
            for number in range(1, units + 1):
                report(number, figure)
            return night()

        first = changed(units)
        # The first nights after it make what later ones find made.
        changed(1)
        night()
        kinds = {"0 changed": 0, "1 changed": 1, f"{CHANGED} changed": CHANGED}
        later = {name: median(changed(some) for _ in range(TIMES)) for name, some in kinds.items()}
        return {"first": first, **later}


def report() -> Iterator[tuple[str, float, str]]:
    """Name, milliseconds of processor, ratio to the smallest campaign."""
    base: dict[str, float] = {}
    for units in SIZES:
        for name, seconds in nights(units).items():
            ratio = seconds / base.setdefault(name, seconds)
            yield f"{units:,} units, {name}", seconds * 1_000, f"{ratio:.2f}"

"""A year in which everything changes once, in a random order.

No approved figure leaves its period, every current contact can open the workbook and nobody else, and the
guide tells today's deadline.

Three months in one order that is always the same; twelve months in many orders with NIGHTLY=1.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from schemas import FORMS
from sheets_sync.campaign import opened_periods
from sheets_sync.config.loading import load
from sheets_sync.demo.people import People
from sheets_sync.pipeline import Options, provision, turn
from sheets_sync.pipeline.planning import plan
from sheets_sync.pipeline.provisioning import Extent
from sheets_sync.pipeline.run import run
from sheets_sync.pipeline.sharing import wanted
from sheets_sync.store.workbooks import MASTER
from sheets_sync.vietnamese.dates import format_date
from tests.edited import guide, people
from tests.office import approve
from tests.ward import ZONE, Ward
from tests.year import FORM, living, unit_line, written_year

NIGHTLY = bool(os.environ.get("NIGHTLY"))
MONTHS = range(1, 13) if NIGHTLY else range(1, 4)
SUMMARY = "Tổng hợp chỉ tiêu"
UNITS = "".join(
    (
        unit_line("A01", "Tổ một", forms="culture_society works"),
        unit_line("A02", "Tổ hai", forms="culture_society works"),
        unit_line("A03", "Tổ ba"),
        unit_line("A04", "Tổ bốn"),
    )
)
REGIME = """
[[regime]]
code = "thang"
title = "Báo cáo tháng"
rhythm = "month"
first = 2026-01-01
last = 2026-12-31
opens_days = 10
closes_days = 12
"""


@dataclass
class Office:
    """Its files; it edits one line at a time."""

    folder: Path

    def edit(self, file: str, before: str, after: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert before in text, (file, before)
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    def lines(self, file: str) -> list[str]:
        return (self.folder / file).read_text(encoding="utf-8").splitlines()

    def add(self, file: str, line: str) -> None:
        path = self.folder / file
        path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")


Change = Callable[[Office, datetime], None]


def unit_is_renamed(office: Office, _: datetime) -> None:
    office.edit("units.csv", "Tổ một,", "Tổ dân phố Đông,")


def address_changes(office: Office, _: datetime) -> None:
    office.edit("units.csv", "a02@phuong.example", "moi@phuong.example")


def office_gets_a_colleague(office: Office, _: datetime) -> None:
    office.edit("campaign.toml", 'emails = ["vanphong@', 'emails = ["them@phungchikien.example", "vanphong@')


def deadlines_move(office: Office, _: datetime) -> None:
    office.edit("campaign.toml", "opens_days = 10", "opens_days = 10\ndeadline_days = 3")


def one_unit_gets_more_time(office: Office, at: datetime) -> None:
    until = f"{at + timedelta(days=5):%Y-%m-%d}T17:00:00"
    text = f'[[extension]]\nperiod = "thang-{at:%Y-%m}"\nunit = "A03"\nuntil = {until}\n\n[ward]'
    office.edit("campaign.toml", "[ward]", text)


def ward_is_renamed(office: Office, _: datetime) -> None:
    office.edit("campaign.toml", '\nname = "Phường Phùng Chí Kiên"', '\nname = "Phường Đường Hào"')


def contact_changes(office: Office, _: datetime) -> None:
    office.edit("campaign.toml", 'contact = "Công chức', 'contact = "Bà Hoa, công chức')


def indicator_is_renamed(office: Office, _: datetime) -> None:
    office.edit("indicators.csv", "Tổng số hộ,", "Tổng số hộ dân cư,")


def indicator_is_new(office: Office, _: datetime) -> None:
    office.add("indicators.csv", "VX02,culture_society,Hộ nghèo,hộ,integer,no,no,no,0,15000,,TDP,yes\n")
    office.edit("units.csv", "culture_society,VX01", "culture_society,VX01 VX02")


def form_is_withdrawn(office: Office, _: datetime) -> None:
    office.edit("units.csv", "culture_society works,", "culture_society,")


def code_changes(office: Office, _: datetime) -> None:
    text = (office.folder / "units.csv").read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith("A04,"))
    office.edit("units.csv", line, f"B04,{line[4:-1]}A04,")


def units_merge(office: Office, at: datetime) -> None:
    office.edit(
        "units.csv", "a03@phuong.example,2019-05-01,,,", f"a03@phuong.example,2019-05-01,{last(at)},A01,"
    )


def unit_splits(office: Office, at: datetime) -> None:
    before = "moi@phuong.example,2019-05-01,,,"
    text = (office.folder / "units.csv").read_text(encoding="utf-8")
    if before not in text:
        before = "a02@phuong.example,2019-05-01,,,"
    office.edit("units.csv", before, before.replace(",,,", f",{last(at)},,"))
    for code in ("C01", "C02"):
        office.add("units.csv", unit_line(code, since=at.date().isoformat(), split_from="A02"))


def last(at: datetime) -> str:
    """The day before."""
    return (at.date() - timedelta(days=1)).isoformat()


CHANGES: tuple[Change, ...] = (
    unit_is_renamed,
    address_changes,
    office_gets_a_colleague,
    deadlines_move,
    one_unit_gets_more_time,
    ward_is_renamed,
    contact_changes,
    indicator_is_renamed,
    indicator_is_new,
    form_is_withdrawn,
    code_changes,
    units_merge,
    unit_splits,
)


@dataclass
class Year:
    """What is lived through, and what the office approved in each period."""

    office: Office
    base_url: str
    people: People
    approved: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    @contextmanager
    def wards(self, at: datetime) -> Iterator[list[Ward]]:
        """The periods that have workbooks, as a command finds them that runs now."""
        self.people.set_clock(at)
        config = load(self.office.folder / "campaign.toml", FORMS)
        with opened_periods(config, config.periods, "provision", at=at, makes_store=True) as projects:
            assert not turn(projects, at).failed
        with opened_periods(config, config.periods, "provision", at=at, makes_store=True) as projects:
            yield [
                Ward(self.base_url, one, self.people)
                for one in projects
                if MASTER in one.store.workbooks.known()
            ]

    def report(self, at: datetime) -> None:
        """Every unit types its figure, and the office approves all of it."""
        with self.wards(at) as wards:
            for one in (ward for ward in wards if ward.project.period.is_open(at)):
                owing = [unit for unit in one.project.owing if FORM in one.project.owing[unit].forms]
                new = [unit for unit in owing if unit not in self.approved[one.project.period.code]]
                for place, unit in enumerate(new):
                    figure = 100 + 7 * place + at.month
                    one.type(unit, FORM, {"E2": str(figure)})
                    self.approved[one.project.period.code][unit] = figure
                run(one.project, at, Options(mails=False))
                approve(one)
                run(one.project, at + timedelta(minutes=5), Options(mails=False))

    def changed(self, change: Change, at: datetime) -> None:
        """The office edits, looks at the plan, lets it be done, and the night comes."""
        change(self.office, at)
        with self.wards(at) as wards:
            for one in (ward for ward in wards if ward.project.period.is_open(at)):
                assert provision(one.project, extent=Extent(revoke=True)).failed == {}
                assert plan(one.project) == ()
                run(one.project, at + timedelta(hours=1), Options(mails=False))
            self.hold(wards, at)

    def hold(self, wards: Sequence[Ward], at: datetime) -> None:
        """What is true whatever happened."""
        for one in wards:
            period = one.project.period
            row = next((row for row in one.values("", SUMMARY) if row[1:2] == ["VX01"]), None)
            expected = sum(self.approved[period.code].values())
            assert row is None or (row[5] or 0) == expected, (period.code, row, self.approved[period.code])
            if not period.is_open(at):
                continue
            for code in one.project.store.workbooks.known():
                assert people(one, code) == set(wanted(one.project, code)), (period.code, code)
            for code, unit in one.project.owing.items():
                due = period.deadline_of(unit)
                assert f"Hạn nộp: {due:%H:%M} ngày {format_date(due.date())}." in guide(one, code)


@contextmanager
def year() -> Iterator[Year]:
    with TemporaryDirectory() as made:
        file = written_year(Path(made) / "campaign", UNITS, REGIME)
        with living(Path(made)) as (base_url, people_):
            yield Year(Office(file.parent), base_url, people_)


#: One order, always the same, in which changes come before and after the approval.
ORDER = Random(14).sample(CHANGES, len(CHANGES))  # noqa: S311 (no secret depends on it)


@settings(
    max_examples=20,
    phases=[*Phase] if NIGHTLY else [Phase.explicit],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(order=st.permutations(CHANGES), before=st.lists(st.booleans(), min_size=13, max_size=13))
@example(order=ORDER, before=[place % 2 == 0 for place in range(13)])
def test_whatever_changes_in_a_year_nothing_approved_is_lost(order: list[Change], before: list[bool]) -> None:
    share = -(-len(order) // len(MONTHS))
    with year() as lived:
        for place, month in enumerate(MONTHS):
            own = list(zip(order, before, strict=True))[place * share : (place + 1) * share]
            for change, is_before in own:
                if is_before:
                    lived.changed(change, datetime(2026, month, 8, 9, tzinfo=ZONE))
            lived.report(datetime(2026, month, 9, 9, tzinfo=ZONE))
            for change, is_before in own:
                if not is_before:
                    lived.changed(change, datetime(2026, month, 11, 9, tzinfo=ZONE))
            lived.report(datetime(2026, month, 12, 9, tzinfo=ZONE))
            # By then the period is closed.
            with lived.wards(datetime(2026, month, 28, 9, tzinfo=ZONE)) as wards:
                lived.hold(wards, datetime(2026, month, 28, 9, tzinfo=ZONE))

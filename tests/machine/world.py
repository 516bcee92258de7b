"""A ward with two units, its office and its sync, in a world full of troubles, and what must hold."""

import gc
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from schemas import FORMS
from sheets_sync.emulator import Settings
from sheets_sync.errors import GoogleError
from sheets_sync.mail.sending.transports import Handed, Transport
from sheets_sync.master.publishing.layout import KEY_TITLE
from sheets_sync.reading.lastgood import SUDDEN_LOSS
from tests.interruptions import Interruptions, Killed, Moment, watched
from tests.kept import Kept
from tests.machine.keeper_at_work import Keeper
from tests.machine.office_at_work import COST_TITLE, NAME_TITLE, Office, Written
from tests.machine.unit_at_work import ECONOMY, Content, Unit, content
from tests.recomputed import differing
from tests.seen import mails
from tests.ward import SMALL_INDICATORS, ZONE, Ward, ward
from tests.without_socket import running_here

UNITS = """\
code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators
TCKT,Tài chính – Kế toán,CONG-CHUC,,taichinh@phuong.example,2019-05-01,,,economy works,KT01
TDP01,Tổ dân phố số 1,TDP,,tdp01@phuong.example,2019-05-01,,,works,
"""
INDICATORS = "\n".join(SMALL_INDICATORS.splitlines()[:2]) + "\n"
#: Unneeded forms would only make every reading of the master slower.
USED = tuple(form for form in FORMS if form.code in ("economy", "works"))
BEGIN = datetime(2024, 8, 6, 8, tzinfo=ZONE)
#: An edit is listed by Drive so much later; a sync comes long after, or at once.
LAG, LATER, AT_ONCE = timedelta(minutes=3), timedelta(minutes=11), timedelta(seconds=1)
CODES = ("TCKT", "TDP01")
#: Joins the campaign in some runs.
LATE = "TDP02"
#: May write everywhere; Google's troubles are the service's alone.
SERVICE, SOMEBODY = "owner@example.com", "can-bo@phuong.example"
#: Who does what, and two numbers by which the deed chooses.
Deed = tuple[str, str, int, int]
#: A call of a sync: its number, or method and whose workbook it is about.
Call = int | tuple[str, str]


#: The demo's campaign without what these units do not report.
CAMPAIGN = """
units = "units.csv"
indicators = "indicators.csv"
recipients = ["Lưu: VT"]

[kinds]
CONG-CHUC = "Công chức"
TDP = "Tổ dân phố"

[campaign]
code = "thi-dua-2024"
title = "Thi đua chào mừng ngày tái lập huyện"
theme = "Thi đua lập thành tích cao nhất"
start = 2024-08-05
end = 2024-08-15

[[area]]
code = "KT"
form = "economy"
title = "Phát triển kinh tế"

[[period]]
code = "dot-1"
title = "Tổng kết đợt thi đua"
start = 2024-08-05
cut_off = 2024-08-15
deadline = 2024-08-16T17:00:00

[ward]
name = "Phường Phùng Chí Kiên"
parent = "Thị xã Mỹ Hào"
province = "Tỉnh Hưng Yên"
place_name = "Phường Phùng Chí Kiên"
time_zone = "Asia/Ho_Chi_Minh"
locale = "vi_VN"

[roles]
office = "Công chức Văn phòng - Thống kê"
council = "Hội đồng Thi đua - Khen thưởng phường"
broadcaster = "Đài truyền thanh phường"
signer_authority = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]
signer_title = "PHÓ CHỦ TỊCH"
signer_name = "Nguyễn Thái Dương"

[report]
governing_body = "UBND thị xã"
symbol = "BC-UBND"
addressed_to = ["Ủy ban nhân dân thị xã"]

[office]
emails = ["vanphong@phungchikien.example"]
contact = "Văn phòng phường"

[mail]
transport = "folder"
folder = "outbox"
sender_name = "Văn phòng UBND phường"
sender_address = "baocao@phungchikien.example"

[google]
auth = "anonymous"

[store]
url = "sqlite:///sheets-sync.db"
"""


@dataclass
class Place(Ward):
    """A ward that remembers where workbooks lie: a store that went back may not know of all."""

    books: dict[str, str] = field(default_factory=dict)

    def book(self, unit: str) -> str:
        if unit not in self.books:
            self.books[unit] = super().book(unit)
        return self.books[unit]


class Counting:
    """A transport that counts what it hands over."""

    def __init__(self, real: Transport) -> None:
        self.real, self.sent = real, Counter[str]()

    def send(self, built: EmailMessage, key: str, recipients: Sequence[str]) -> Handed:
        self.sent[key] += 1
        return self.real.send(built, key, recipients)

    def close(self) -> None:
        self.real.close()


class World:
    """One campaign for all examples, each of which begins where it was kept."""

    def __init__(self, one: Ward, line: Interruptions) -> None:
        self.line = line
        self.steps = self.syncs = 0
        #: How often each kind of step was done.
        self.done = Counter[str]()
        self.post = Counting(one.project.transport)
        self.ward = Place(one.base_url, replace(one.project, transport=self.post), one.people, SOMEBODY)
        one.people.set_clock(BEGIN)
        for unit in ("TCKT", "TDP01"):
            one.type(
                unit, "works", {"B2": f"Công trình {unit}", "D2": "100", "B3": f"Nhà {unit}", "D3": "200"}
            )
        one.type("TCKT", "economy", {"D2": "6.000", "E2": "5.000"})
        one.sync(BEGIN)
        self.kept = Kept(one)
        self.keeper = Keeper(self.ward, self.post)
        self.begin()

    def begin(self) -> None:
        self.keeper.begin()
        self.kept.bring_back()
        self.ward.books.clear()
        self.line.begin()
        self.post.sent.clear()
        self.now, self.trouble = BEGIN, False
        self.ward.people.set_clock(BEGIN)
        self.names, form = itertools.count(1), next(form for form in USED if form.code == "works")
        self.units = [Unit(self.ward, code, form.sheet_id, self.names) for code in CODES]
        for unit in self.units:
            unit.note()
        self.office = Office(self.ward, form.sheet_id, itertools.count(1))
        self.figure: Any = 5000
        #: Of each backup, what it knows of the office.
        self.seen: list[frozenset[Written]] = []

    def back_up(self) -> None:
        """Keep a backup of the store."""
        self.steps += 1
        self.keeper.backup()
        self.seen.append(self.office.seen())

    def restore(self, where: int) -> None:
        """Bring any backup back."""
        self.steps += 1
        if self.seen:
            number = where % len(self.seen)
            self.seen.append(self.office.seen())
            self.keeper.restore(number)
            self.office.store_went_back(self.seen[number])
            # A unit may have joined since.
            self.provide()

    def provide(self) -> None:
        """Carry the roster out; a unit that has its workbook now begins to work."""
        self.steps += 1
        try:
            self.keeper.provide()
        except GoogleError:
            assert self.trouble, "Google refused without any trouble"
        books = self.ward.project.store.workbooks.known()
        if self.unit(LATE) is None and LATE in books and books[LATE].ready:
            self.units.append(Unit(self.ward, LATE, self.units[0].sheet_id, self.names))
            self.units[-1].note()

    def sync(self, wait: timedelta = LATER, wrong: timedelta = timedelta()) -> bool:
        """Sync a while later, by a clock that may be wrong; whether it came to its end."""
        self.steps, self.syncs = self.steps + 1, self.syncs + 1
        self.now += wait
        self.ward.people.set_clock(self.now)
        known = set(self.office.written.values())
        try:
            self.ward.sync(self.now + wrong)
        except Killed:
            ended = False
        except GoogleError:
            assert self.trouble, "Google refused without any trouble"
            ended = False
        else:
            ended = True
        self.line.begin()
        self.office.forgive({one for one in self.office.written.values() if one not in known})
        for unit in self.units:
            assert unit.entered_now() == unit.entered(), f"{unit.code}: entered cells changed"
        return ended

    def settle(self) -> None:
        """Syncs that nothing disturbs end where everybody's last word tells."""
        self.ward.people.session.delete(f"{self.ward.base_url}/_emulator/faults")
        self.trouble = False
        self.provide()
        expected = {unit.code: self.expected(unit) for unit in self.units}
        assert self.sync()
        assert self.sync()
        self.office.saw_a_sync()
        for unit in self.units:
            assert self.published(unit) == expected[unit.code]
        assert self.ward.records(ECONOMY)["TCKT/KT01"]["Thực hiện"] == self.figure
        wrong = [*self.office.misplaced(self.root), *self.office.approved_unseen()]
        # What runs kept of each other is what a look at everything gives.
        wrong += differing(self.ward.project, self.now)
        assert not wrong, "\n".join(wrong)
        assert not (shut_out := self.keeper.shut_out()), f"shut out: {shut_out}"
        assert [key for key, times in self.post.sent.items() if times > 1] == []
        found = mails(self.ward)
        # What another mail took the place of never left.
        replaced = [one for one in self.ward.project.store.outbox.all() if one.dropped]
        assert len(found["folder"]) == len(found["outbox"]) - len(replaced)
        self.ward.forget_calls()
        assert self.ward.sync(self.now + LATER).plans == ()
        assert [call for call in self.ward.calls() if call["kind"] == "write"] == []

    def expected(self, unit: Unit) -> Content:
        """What the sheet holds, or the last good where that would lose too much or the header is broken."""
        last = self.published_by_store(unit)
        assert last in unit.held, f"{unit.code}: made up: {last}, now {unit.content}"
        loses = len(last) - len(unit.content)
        emptied = bool(last) and not unit.content
        shrunk = loses >= SUDDEN_LOSS and 2 * len(unit.content) < len(last)
        return last if unit.header != unit.sound or emptied or shrunk else unit.content

    def published_by_store(self, unit: Unit) -> Content:
        latest = self.ward.project.store.submissions.latest(self.ward.project.period.code)
        found = latest.get((unit.code, "works"))
        records = () if found is None else found.records
        return content(
            (one.values["name"], one.rejected.get("cost", one.values.get("cost"))) for one in records
        )

    def unit(self, code: str) -> Unit | None:
        """The unit, if it takes part by now."""
        return next((unit for unit in self.units if unit.code == code), None)

    def published(self, unit: Unit) -> Content:
        rows = (row for _, row in self.office.records() if row[KEY_TITLE].startswith(f"{unit.code}/"))
        return content((row[NAME_TITLE], row[COST_TITLE]) for row in rows)

    def root(self, name: str) -> str:
        """The first name of a work."""
        for unit in self.units:
            while name in unit.renamed:
                name = unit.renamed[name]
        return name

    def edit_figure(self, figure: int) -> None:
        """A unit corrects what it reported."""
        self.figure = figure
        self.ward.type("TCKT", "economy", {"E2": str(figure)})

    def work(self, deed: Deed) -> None:
        """Somebody does something."""
        self.steps += 1
        who, name, where, what = deed
        worker = self.office if who == "office" else self.unit(who)
        if worker is not None:
            getattr(worker, name)(where, what)
        names = Counter(name for unit in self.units for name, _ in unit.content)
        # Of two copies of a row either may be the one that the office wrote about.
        self.office.bear_in_mind({name for name, times in names.items() if times == 1})

    def moment(self, call: Call, *, after: bool = False) -> Moment:
        if isinstance(call, int):
            return Moment(call, after)
        is_there = not call[1] or self.unit(call[1]) is not None
        return Moment((call[0], self.ward.book(call[1])) if is_there else 0, after)

    def meanwhile(self, call: Call, deed: Deed) -> None:
        """Somebody does something just before that call of the next sync."""
        self.line.at[self.moment(call)] = lambda: self.work(deed)

    def fail(self, unit: str, status: str, method: str, count: int | None) -> None:
        """Google fails a workbook's next calls, or all of them."""
        self.trouble = True
        fault: dict[str, Any] = {
            "status": status,
            "route": f"/v4/spreadsheets/{self.ward.book(unit)}",
            "method": method,
            "caller": SERVICE,
        }
        fault |= {} if count is None else {"count": count}
        self.ward.people.session.post(f"{self.ward.base_url}/_emulator/faults", json=[fault])


@contextmanager
def opened_world(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world of its own in a folder."""
    # Two threads would make the order of calls another one each time.
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__SYNC_ACCOUNT", SOMEBODY)
    with (
        watched(monkeypatch) as line,
        ward(
            folder,
            monkeypatch,
            units=UNITS,
            indicators=INDICATORS,
            campaign=CAMPAIGN,
            forms=USED,
            settings=Settings(drive_lag_s=LAG.total_seconds()),
            google=running_here,
        ) as one,
    ):
        world = World(one, line)
        # What is there by now stays: looking through it again and again is a fifth of all.
        gc.collect()
        gc.freeze()
        try:
            yield world
        finally:
            world.keeper.close()

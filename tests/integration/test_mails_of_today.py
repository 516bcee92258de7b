"""Mails are about today: through outages, limits and deaths, by the real pipeline on a server in memory."""

import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from shutil import copytree

import pytest

from schemas import FORMS
from sheets_sync.campaign import opened_offline
from sheets_sync.config.loading import load
from sheets_sync.mail.composing.message import message
from sheets_sync.mail.sending.delivery import DeliveryReport
from sheets_sync.mail.sending.turns import FRESH
from sheets_sync.model import Mail
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.corresponding import Whom, correspond
from sheets_sync.pipeline.hindrances import refused
from sheets_sync.pipeline.places import settle
from sheets_sync.store.workbooks import MASTER
from tests.line import MailServerInMemory
from tests.ward import CAMPAIGN, empty_store

HEADER = "code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators\n"
#: In the gate a town of a fifth, with a fifth of the limit of a day.
MANY, PER_DAY = (300, 500) if os.environ.get("NIGHTLY") else (60, 100)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def people_of(number: int) -> list[str]:
    """Two of three units have a second address."""
    first = f"t{number:03}@phuong.example"
    return [first, f"pho{number:03}@phuong.example"] if number % 3 else [first]


class Town:
    """A campaign of so many units that report nothing, without Google; its mail server and its clock."""

    def __init__(self, project: Project, server: MailServerInMemory) -> None:
        self.project, self.server = project, server
        #: The evening a working day before the deadline.
        self.now = project.period.deadline.replace(hour=20, minute=30) - DAY
        #: Address to when it got what.
        self.got: dict[str, list[datetime]] = defaultdict(list)
        self.waits = 0.0
        self._seen = 0

    def wait(self, seconds: float) -> None:
        self.look()
        self.waits += seconds
        self.now += timedelta(seconds=seconds)

    def look(self) -> None:
        for address, _ in self.server.taken[self._seen :]:
            self.got[address].append(self.now)
        self._seen = len(self.server.taken)

    def correspond(self, whom: Whom = "everybody") -> DeliveryReport:
        _, report = correspond([self.project], self.now, self.now, whom)
        self.look()
        return report

    def queue_plain(self, name: str) -> None:
        """A mail to the first unit that says nothing in particular."""
        one = Mail(
            f"dot/ky/T001/nightly/{name}", "T001", "nightly", (people_of(1)[0],), name, "a", "<p>a</p>"
        )
        written = message(one, self.project.sender, self.now).as_bytes()
        self.project.store.outbox.queue(one, written, self.now)

    def to_units(self) -> Counter[str]:
        return Counter(address for address, _ in self.server.taken if not address.startswith("vanphong"))


def opened_town(folder: Path, monkeypatch: pytest.MonkeyPatch, units: int, **mail: str) -> Iterator[Town]:
    copytree(CAMPAIGN, folder)
    (folder / "sheets-sync.db").write_bytes(empty_store())
    rows = [
        f"T{n:03},Tổ dân phố số {n},TDP,,{' '.join(people_of(n))},2019-05-01,,,works,\n"
        for n in range(1, units + 1)
    ]
    (folder / "units.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    indicators = folder / "indicators.csv"
    indicators.write_text(indicators.read_text(encoding="utf-8").splitlines(keepends=True)[0])
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__AUTH", "anonymous")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", "http://127.0.0.1:9")
    settings = {"transport": "smtp", "host": "mail.example", "security": "none", **mail}
    for name, value in settings.items():
        monkeypatch.setenv(f"SHEETS_SYNC_MAIL__{name}".upper(), value)
    server = MailServerInMemory()
    server.use(monkeypatch)
    config = load(folder / "campaign.toml", FORMS)
    with opened_offline(config, config.period) as project:
        with project.store.transaction():
            for code in (MASTER, *project.units):
                project.store.workbooks.remember(code, f"book-{code}")
        town = Town(project, server)
        monkeypatch.setattr(time, "sleep", town.wait)
        yield town


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    yield from opened_town(tmp_path / "c", monkeypatch, 5, per_day="0", per_minute="0")


# M4


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "554 5.7.1 Relay access denied",
        "421 4.7.0 Try again later, closing connection",
        "450 4.2.0 Greylisted",
        "550 5.4.5 Daily user sending quota exceeded",
    ],
)
def test_after_three_nights_without_a_way_each_gets_one_mail_and_it_is_tonights(
    town: Town, answer: str
) -> None:
    people = (*(person for n in range(1, 6) for person in people_of(n)), *town.project.config.office.emails)
    town.server.down, town.server.refuses = not answer, dict.fromkeys(people, answer) if answer else {}
    # A Tuesday: units owe on all four evenings.
    town.now -= 2 * DAY
    for _ in range(3):
        report = town.correspond()
        assert ("cannot be reached" in report.stopped) == (not answer)
        assert town.project.store.notices.known() == ()
        town.now += DAY
    town.server.down, town.server.refuses = False, {}
    report = town.correspond()
    assert (report.waiting, report.stopped) == (0, "")
    assert set(Counter(address for address, _ in town.server.taken).values()) == {1}
    dates = {message_from_bytes(raw, policy=SMTP)["Date"].datetime.date() for _, raw in town.server.taken}
    assert dates == {town.now.date()}
    dropped = [one for one in town.project.store.outbox.all() if one.dropped]
    assert len(dropped) == 3 * 6
    # And the next morning nobody is told the same again.
    town.now += 11 * HOUR
    before = len(town.server.taken)
    town.correspond("debtors")
    assert len(town.server.taken) == before


def test_what_waits_and_holds_no_longer_does_not_leave(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.server.down = True
    town.correspond()
    town.server.down = False
    # The reports were closed meanwhile: nobody is reminded any more.
    for code in town.project.units:
        town.project.store.closings.close(code, town.now)
    town.now += HOUR
    town.correspond("office")
    assert town.to_units() == Counter()
    assert {one.dropped for one in town.project.store.outbox.all() if one.unit} == {
        "replaced: nothing of it is to be told any more"
    }


def test_the_office_job_of_the_morning_renews_what_waits_for_units_since_the_evening(town: Town) -> None:
    town.server.down = True
    town.correspond("units")
    town.now += 11 * HOUR
    town.server.down = False
    town.correspond("office")
    dates = {message_from_bytes(raw, policy=SMTP)["Date"].datetime.date() for _, raw in town.server.taken}
    assert dates == {town.now.date()}
    town.now += 13 * HOUR
    town.correspond("units")
    assert set(town.to_units().values()) == {1}


# M8


def test_a_rehearsal_sends_everything_to_one_address_that_says_to_whom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for town in opened_town(tmp_path / "c", monkeypatch, 3, redirect="toi@phuong.example"):
        report = town.correspond()
        assert (report.sent, {address for address, _ in town.server.taken}) == (4, {"toi@phuong.example"})
        built = [message_from_bytes(raw, policy=SMTP) for _, raw in town.server.taken]
        named = {address for n in range(1, 4) for address in people_of(n)}
        said = " ".join(str(one["Subject"]) for one in built)
        assert all(address in said for address in named)
        for one in built:
            text, html = one.get_body(("plain",)), one.get_body(("html",))
            assert text is not None
            assert html is not None
            assert text.get_content().startswith("Thư thử: nếu gửi thật, thư này đến ")
            assert "Thư thử: nếu gửi thật" in html.get_content()
            assert one["Cc"] is None


def test_a_copied_campaign_asks_before_its_first_mail_to_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for town in opened_town(tmp_path / "first", monkeypatch, 2):
        town.correspond()
    sent = len(town.server.taken)
    copytree(tmp_path / "first", tmp_path / "copy")
    config = load(tmp_path / "copy" / "campaign.toml", FORMS)
    with opened_offline(config, config.period) as copy:
        at = town.now + 2 * DAY
        _, report = correspond([copy], at, at)
        assert "mail.redirect" in report.stopped
        assert "sheets-sync mail settle" in report.stopped
        assert len(town.server.taken) == sent
        settle(copy, at)
        _, report = correspond([copy], at, at)
        assert (report.stopped, len(town.server.taken) > sent) == ("", True)


# A week


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    limits = {"per_day": str(PER_DAY), "per_minute": "20", "reminder_steps": str(list(range(-9, 10)))}
    yield from opened_town(tmp_path / "c", monkeypatch, MANY, **limits)


def test_a_week_of_many_units_with_three_outages(many: Town) -> None:
    refused_units = range(25, MANY + 1, 50)
    bad = {person: "550 5.1.1 User unknown" for n in refused_units for person in people_of(n)}
    many.server.refuses = bad
    begin = many.now = many.now - timedelta(days=many.now.weekday())
    down = {1: (0, 1), 3: (2, 3), 4: (0, 0)}
    for day in range(7):
        # In the evening, and as the scheduler tries again: some minutes later; then the morning.
        for number, after in enumerate((0, 5, 81, 660)):
            many.now = max(many.now, begin + day * DAY + after * MINUTE)
            first, last = down.get(day, (9, 9))
            many.server.down = first <= number <= last
            many.correspond("units" if after != 660 else "debtors")
    stamps = sorted(moment for moments in many.got.values() for moment in moments)
    for index, moment in enumerate(stamps):
        assert len([one for one in stamps[index : index + PER_DAY + 1] if one < moment + DAY]) <= PER_DAY
        assert len([one for one in stamps[index : index + 21] if one < moment + MINUTE]) <= 20
    zone = many.project.config.zone
    for address, moments in many.got.items():
        days = [moment.astimezone(zone).date() for moment in moments]
        assert len(days) == len(set(days)), address
    assert set(many.got).isdisjoint(bad)
    units_told = {unit for _, unit, *_ in many.project.store.notices.known()}
    assert len(units_told) == MANY - len(refused_units)
    for queued in many.project.store.outbox.all():
        assert queued.sent is None or queued.sent - queued.made <= FRESH
    # The remainder is spread fairly: nobody got two more than another.
    counts = [
        len(many.got[person]) for n in range(1, MANY + 1) for person in people_of(n) if person not in bad
    ]
    assert max(counts) - min(counts) <= 1
    assert {one.address for one in refused(many.project, many.now)} == set(bad)


# Death


class Died(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("moment", range(20))
def test_killed_at_any_moment_nobody_gets_two_mails_and_everybody_one(town: Town, moment: int) -> None:
    """At twenty moments: before, between and after what is kept, queued, handed over and noted."""
    steps = iter(range(1_000))
    database = town.project.store.database
    real = type(database).transaction

    def dying(*args: object) -> object:
        if next(steps) == moment:
            raise Died
        return real(database)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "transaction", dying)
        with pytest.raises(Died):
            town.correspond()
    for minutes in (1, 30):
        town.now += minutes * MINUTE
        report = town.correspond()
    assert report.waiting == 0
    ids = Counter(
        (address, message_from_bytes(raw, policy=SMTP)["Message-ID"]) for address, raw in town.server.taken
    )
    assert len({address for address, _ in ids}) == len(ids) == sum(len(people_of(n)) for n in range(1, 6)) + 1
    # Only one mail can have been in flight.
    twice = [key for key, count in ids.items() if count > 1]
    assert len({key for _, key in twice}) <= 1

"""When our sender is refused, or an address, it is told by every way that is not mail."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from typer.testing import CliRunner

from jobs.heart import Heart
from jobs.mailing import send
from jobs.metrics import Metrics
from jobs.scheduler import untold
from jobs.work import Work
from sheets_sync.cli.app import app
from sheets_sync.errors import ConfigError, MailError
from sheets_sync.mail.sending.refused import refused_addresses
from sheets_sync.pipeline.office_mails import office_mails
from sheets_sync.pipeline.standing import standing
from sheets_sync.vietnamese.shortening import shortened
from tests.integration.test_mails_of_today import Town, opened_town, people_of

RELAY = "554 5.7.1 Relay access denied"
UNKNOWN = "550 5.1.1 User unknown"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    for town in opened_town(tmp_path / "c", monkeypatch, 5, per_day="0", per_minute="0"):
        # The last sync has just ended.
        town.project.store.runs.finish(town.project.store.runs.begin(town.now), town.now)
        yield town


def work(town: Town) -> Work:
    return Work(town.project.config, town.now, nullcontext)


def metrics(town: Town) -> dict[str, str]:
    registry = CollectorRegistry()
    registry.register(
        Metrics(town.project.config, town.project.store, Heart(Path("unused")), lambda: town.now)
    )
    lines = generate_latest(registry).decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def test_a_refused_sender_fails_the_job_with_the_servers_words_and_is_told_everywhere(town: Town) -> None:
    everybody = [person for n in range(1, 6) for person in people_of(n)]
    office = town.project.config.office.emails
    town.server.refuses = dict.fromkeys((*everybody, *office), RELAY)
    for whom in ("units", "office"):
        with pytest.raises(MailError, match=RELAY) as raised:
            send(work(town), whom)
        assert "mail.user" in str(raised.value)
    began = town.now
    town.now += timedelta(hours=2)
    found = metrics(town)
    assert found["sheets_sync_mail_barred"] == "1.0"
    assert found["sheets_sync_mail_barred_seconds"] == "7200.0"
    assert found["sheets_sync_mails_waiting"] == "6.0"
    (line,) = untold(town.project.config, town.project.store, town.now)
    assert RELAY in line
    assert f"{began.astimezone(UTC):%Y-%m-%d %H:%M}" in line
    # The file that a watchdog looks at has it in its second line.
    file = town.project.config.path(town.project.config.settings.jobs.heartbeat)
    heart = Heart(file)
    heart.told = (line,)
    heart.beat(town.now)
    assert RELAY in file.read_text(encoding="utf-8").splitlines()[1]
    # Mended, all of it is over.
    town.server.refuses = {}
    assert send(work(town), "everybody").told["sent"] == 6
    assert metrics(town)["sheets_sync_mail_barred"] == "0.0"
    assert untold(town.project.config, town.project.store, town.now) == ()


def test_a_refused_address_is_what_failed_in_the_job_and_named_with_its_days(town: Town) -> None:
    bad = people_of(3)[0]
    town.server.refuses = {bad: UNKNOWN}
    done = send(work(town), "units")
    assert (done.told["sent"], done.failed) == (4, {bad: UNKNOWN})
    town.now += timedelta(days=3)
    assert metrics(town)[f'sheets_sync_mail_refused_days{{address="{shortened(bad)}"}}'] == "3.0"
    (line,) = untold(town.project.config, town.project.store, town.now)
    assert line == f"No mail has reached {bad} for 3 days: {UNKNOWN}"
    local = town.now.astimezone(town.project.config.zone)
    seen = standing([town.project], town.now)
    (digest,) = (mail for mail in office_mails(seen, local) if mail.kind == "digest")
    assert f"{bad} (từ " in digest.text
    assert "không có hộp thư này" in digest.text
    assert "Tổ dân phố số 3 – " in digest.text
    assert "thư không đến hoặc chưa vào được bảng tính" in digest.text
    (one,) = refused_addresses(town.project.store, local, timedelta(days=4))
    assert (one.days, one.reason) == (3, UNKNOWN)


def test_commands_end_with_4_tell_what_waits_and_drop_it(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    file = ["--config", str(town.project.config.file)]

    def command(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, [*words, *file])
        # What the command line makes of our errors is tested elsewhere.
        code = done.exception.exit_code if isinstance(done.exception, ConfigError) else done.exit_code
        return code, done.output

    now = datetime.now(town.project.config.zone)
    town.server.refuses = dict.fromkeys((p for n in range(1, 6) for p in people_of(n)), RELAY)
    town.now = now
    town.project.store.outbox.drop([], "")
    with town.project.store.transaction():
        for key in ("a", "b", "c"):
            town.queue_plain(key)
    code, told = command("mail", "send")
    assert code == 4
    assert RELAY in told
    # Nothing new is to be sent, and it is still so.
    code, told = command("mail", "send")
    assert code == 4
    code, told = command("mail", "waiting", "--json")
    assert code == 0
    waiting = json.loads(told)
    assert [one["key"].rpartition("/")[2] for one in waiting["waiting"]] == ["a", "b", "c"]
    assert RELAY in waiting["stopped"]
    assert RELAY in command("status")[1]
    assert RELAY in json.loads(command("status", "--json")[1])["mails"]["stopped"]
    assert command("mail", "drop", "nonsense")[0] == 2
    assert command("mail", "drop")[0] == 2
    assert command("mail", "drop", waiting["waiting"][0]["key"])[0] == 0
    assert len(json.loads(command("mail", "drop", "--all", "--json")[1])["dropped"]) == 2
    assert json.loads(command("mail", "settle", "--json")[1])["place"].endswith("/c")

"""Each thing that a doctor finds, made wrong on purpose on the local Google."""

import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import AuthResult

from schemas import FORMS
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import load
from sheets_sync.doctor import Check, Verdict, examine, machine
from sheets_sync.doctor.at_google import examine_google
from sheets_sync.doctor.mailing import examine_mail
from sheets_sync.emulator import Settings, running
from sheets_sync.errors import ConfigError
from sheets_sync.google import GoogleSettings
from sheets_sync.model import Mail
from sheets_sync.pipeline import provision
from sheets_sync.store import open_store
from tests.forked import sheets_sync
from tests.post import post_office
from tests.ward import CAMPAIGN, SMALL_INDICATORS, SMALL_UNITS

from .conftest import LocalGoogle

GOOD = {"configuration", "people", "disk", "store", "mail", "scheduler", "jobs", "waiting mails", "key file"}
AT_GOOGLE = ("sign-in", "Sheets API", "storage", "workbooks")


@dataclass(frozen=True)
class Patient:
    """A campaign of three units, whose service account works in a shared drive."""

    folder: Path
    local: LocalGoogle
    account: str
    drive: str
    setenv: Callable[[str, str], None]

    def examined(self, skew: timedelta = timedelta()) -> dict[str, Check]:
        config = load(self.folder / "campaign.toml", FORMS)
        checks = list(examine(config, datetime.now(UTC) + skew))
        assert len({check.name for check in checks}) == len(checks)
        return {check.name: check for check in checks}

    def provision(self) -> dict[str, str]:
        """Make the workbooks; whose is which."""
        config = load(self.folder / "campaign.toml", FORMS)
        with opened_config(config, "provision") as project:
            provision(project)
            return {code: book.id for code, book in project.store.workbooks.known().items()}

    def store(self) -> Path:
        return self.folder / "sheets-sync.db"

    def command(self, *options: str, **env: str) -> CompletedProcess[str]:
        return sheets_sync(
            "doctor", *options, folder=self.folder, environment={**os.environ, **env}, columns=160
        )


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Patient]:
    folder = tmp_path / "campaign"
    shutil.copytree(CAMPAIGN, folder)
    (folder / "units.csv").write_text(SMALL_UNITS, encoding="utf-8")
    (folder / "indicators.csv").write_text(SMALL_INDICATORS, encoding="utf-8")
    with running(tmp_path / "google", settings=Settings()) as base_url:
        local = LocalGoogle(base_url)
        key = local.service_account("sync")
        (folder / "service-account.json").write_text(json.dumps(key), encoding="utf-8")
        (folder / "service-account.json").chmod(0o600)
        drive = local.call("POST", "/drive/v3/drives", {"name": "Phường"}, requestId="one")["id"]
        grant = {"type": "user", "role": "fileOrganizer", "emailAddress": key["client_email"]}
        local.call("POST", f"/drive/v3/files/{drive}/permissions", grant, supportsAllDrives="true")
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", base_url)
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__SHARED_DRIVE", drive)
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS", "0")
        yield Patient(folder, local, key["client_email"], drive, monkeypatch.setenv)


def failing(checks: Mapping[str, Check]) -> dict[str, Check]:
    found = {name: one for name, one in checks.items() if one.verdict is Verdict.FAILED}
    assert all(one.remedy for one in found.values())
    return found


def test_nothing_is_wrong_with_a_campaign_that_was_provisioned(patient: Patient) -> None:
    patient.provision()
    patient.local.forget_calls()
    checks = patient.examined()
    assert failing(checks) == {}
    assert {name for name, one in checks.items() if one.verdict is Verdict.GOOD} >= {*GOOD, *AT_GOOGLE}
    assert "shared drive" in checks["storage"].told
    assert patient.account in checks["sign-in"].told
    # However many workbooks there are.
    assert len(patient.local.calls()) <= 6


def test_the_command_shows_a_table_or_json_and_exits_with_1_when_something_fails(patient: Patient) -> None:
    patient.provision()
    well = patient.command()
    assert well.returncode == 0, well.stderr
    assert "Workbooks lie in the shared drive" in well.stdout
    (patient.folder / "service-account.json").unlink()
    ill = patient.command("--json")
    assert ill.returncode == 1
    found = {one["name"]: one for one in json.loads(ill.stdout)["checks"]}
    assert found["key file"]["verdict"] == "failed"
    assert "google.credentials_file" in found["key file"]["remedy"]
    assert found["workbooks"]["verdict"] == "skipped"


def test_every_mistake_of_the_configuration_has_its_remedy(patient: Patient) -> None:
    file = patient.folder / "campaign.toml"
    text = file.read_text(encoding="utf-8").replace("cut_off = ", "cutoff = ").replace("Asia/", "Asie/")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError):
        patient.examined()
    told = patient.command("--json")
    assert told.returncode == 1
    found = json.loads(told.stdout)["checks"]
    assert {one["name"] for one in found} == {"configuration"}
    assert any("Did you mean cut_off" in one["remedy"] for one in found)
    assert any("Asie/Ho_Chi_Minh" in one["told"] for one in found)
    assert "Asie/Ho_Chi_Minh" in patient.command().stdout


def test_a_list_that_states_no_relation_between_indicators_is_told(patient: Patient) -> None:
    indicators = patient.folder / "indicators.csv"
    plain = [line.rpartition(",")[0] for line in indicators.read_text(encoding="utf-8").splitlines()]
    indicators.write_text("\n".join(plain), encoding="utf-8")
    config = load(patient.folder / "campaign.toml", FORMS)
    [told] = [check for check in islice(examine(config, datetime.now(UTC)), 2) if check.name == "relations"]
    assert "at_most" in told.remedy


def test_another_time_zone_of_the_computer_matters_to_cron_only(patient: Patient) -> None:
    patient.provision()
    told = patient.command("--json", TZ="America/New_York")
    zone = next(one for one in json.loads(told.stdout)["checks"] if one["name"] == "time zone")
    assert zone["verdict"] == "doubtful"
    assert "CRON_TZ" in zone["remedy"]
    told = patient.command("--json", TZ="Asia/Bangkok")
    assert (
        next(one for one in json.loads(told.stdout)["checks"] if one["name"] == "time zone")["verdict"]
        == "good"
    )


def test_a_full_disk_is_seen(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LEAST_FREE", 10**18)
    assert "store.backups" in failing(patient.examined())["disk"].remedy


def test_a_folder_that_cannot_be_written_is_named(patient: Patient) -> None:
    (patient.folder / "outbox").write_text("a file in the place of the folder")
    found = failing(patient.examined())
    assert set(found) == {"disk", "mail"}
    assert "outbox" in found["disk"].told


def test_a_damaged_store_is_seen_and_the_rest_is_looked_at_nevertheless(patient: Patient) -> None:
    patient.provision()
    content = patient.store().read_bytes()
    patient.store().write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    found = failing(patient.examined())
    assert set(found) == {"store"}
    assert "restore" in found["store"].remedy


def test_an_index_that_lost_rows_is_damage(patient: Patient) -> None:
    """Everything opens and reads; only the integrity check sees it."""
    patient.provision()
    with open_store(f"sqlite:///{patient.store()}") as store, store.database.transaction() as db:
        store.jobs.passed_over("backup", datetime.now(UTC))
        root = db.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name='job_runs_due'").scalar_one()
        size = db.exec_driver_sql("PRAGMA page_size").scalar_one()
    with patient.store().open("r+b") as file:
        # An empty leaf in the place of the index (sqlite.org/fileformat.html, section 1.6).
        file.seek((int(root) - 1) * int(size))
        file.write(b"\x0a\x00\x00\x00\x00\x00\x00\x00" + b"\x00" * (int(size) - 8))
    assert "job_runs_due" in failing(patient.examined())["store"].told


def test_without_a_backup_of_late_somebody_should_look(patient: Patient) -> None:
    patient.provision()
    assert patient.examined()["backups"].verdict is Verdict.DOUBTFUL
    backup = patient.folder / "backups" / "sheets-sync.db"
    backup.parent.mkdir()
    backup.touch()
    assert patient.examined()["backups"].verdict is Verdict.GOOD
    old = time.time() - 30 * 86_400
    os.utime(backup, (old, old))
    assert patient.examined()["backups"].verdict is Verdict.DOUBTFUL


def test_a_failing_job_a_refused_mail_and_a_silent_scheduler_are_seen(patient: Patient) -> None:
    patient.provision()
    now = datetime.now(UTC)
    with open_store(f"sqlite:///{patient.store()}") as store:
        store.jobs.failed(store.jobs.begin("backup", now, now), now, "The disk is full.")
        store.outbox.queue(Mail("a/b/c/d/e", "TDP01", "validation", ("a@b.vn",), "", "", ""), b"x", now)
        store.outbox.failed("a/b/c/d/e", "The server said no.")
    heart = patient.folder / "heartbeat"
    heart.touch()
    assert patient.examined()["scheduler"].verdict is Verdict.GOOD
    os.utime(heart, (time.time() - 3600, time.time() - 3600))
    checks = patient.examined()
    assert set(failing(checks)) == {"jobs", "waiting mails"}
    assert checks["jobs"].told == "backup: The disk is full."
    assert "The server said no." in checks["waiting mails"].told
    assert checks["scheduler"].verdict is Verdict.DOUBTFUL


def test_a_key_that_others_may_read_or_that_is_none(patient: Patient) -> None:
    patient.provision()
    key = patient.folder / "service-account.json"
    key.chmod(0o644)
    assert "chmod 600" in patient.examined()["key file"].remedy
    key.chmod(0o600)
    key.write_text("{}")
    checks = patient.examined()
    assert set(failing(checks)) == {"sign-in"}
    assert [checks[name].verdict for name in AT_GOOGLE[1:]] == [Verdict.SKIPPED] * 3


def test_a_key_that_google_no_longer_knows(patient: Patient) -> None:
    patient.provision()
    other = patient.local.service_account("another")
    other["client_email"] = patient.account
    (patient.folder / "service-account.json").write_text(json.dumps(other), encoding="utf-8")
    checks = patient.examined()
    assert set(failing(checks)) == {"sign-in"}
    assert "make a new JSON key" in checks["sign-in"].told


def test_a_clock_that_is_off(patient: Patient) -> None:
    patient.provision()
    assert "timedatectl" in failing(patient.examined(timedelta(minutes=7)))["Google"].remedy
    assert "ahead" in patient.examined(timedelta(minutes=7))["Google"].told
    behind = patient.examined(timedelta(minutes=-2))["Google"]
    assert behind.verdict is Verdict.DOUBTFUL
    assert "behind" in behind.told


def test_google_out_of_reach(patient: Patient) -> None:
    patient.provision()
    patient.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", "http://127.0.0.1:9")
    checks = patient.examined()
    assert set(failing(checks)) == {"Google", "hosts"}
    assert [checks[name].verdict for name in AT_GOOGLE] == [Verdict.SKIPPED] * 4


def test_quota_settings_that_google_will_not_like(patient: Patient) -> None:
    patient.provision()
    patient.setenv("SHEETS_SYNC_GOOGLE__READS_PER_MINUTE", "600")
    assert patient.examined()["quota"].verdict is Verdict.DOUBTFUL
    patient.setenv("SHEETS_SYNC_GOOGLE__READS_PER_MINUTE", "0")
    assert patient.examined()["quota"].verdict is Verdict.GOOD
    # Google itself; nothing has been asked of it when the first check is told.
    unlimited = GoogleSettings(auth="anonymous", reads_per_minute=0)
    assert next(examine_google(unlimited, {}, datetime.now(UTC))).verdict is Verdict.FAILED


def test_an_account_that_is_no_member_of_the_shared_drive(patient: Patient) -> None:
    patient.provision()
    other = patient.local.call("POST", "/drive/v3/drives", {"name": "Khác"}, requestId="two")["id"]
    patient.setenv("SHEETS_SYNC_GOOGLE__SHARED_DRIVE", other)
    found = failing(patient.examined())
    assert "Content manager" in found["storage"].remedy
    assert patient.account in found["storage"].remedy


def test_a_service_account_without_storage_is_told_the_four_ways(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHEETS_SYNC_GOOGLE__SHARED_DRIVE")
    checks = patient.examined()
    remedy = failing(checks)["storage"].remedy
    assert [way for way in ("(a)", "(b)", "(c)", "(d)") if way not in remedy] == []
    assert f'google.sync_account = "{patient.account}"' in remedy
    assert "sheets-sync provision" in checks["workbooks"].remedy
    # A person makes them: then the account may well own nothing.
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__SYNC_ACCOUNT", patient.account)
    with monkeypatch.context() as as_person:
        as_person.setenv("SHEETS_SYNC_GOOGLE__AUTH", "anonymous")
        patient.provision()
        assert patient.examined()["storage"].told.startswith("(b)")
    checks = patient.examined()
    assert failing(checks) == {}
    assert checks["storage"].told.startswith("(d)")


def test_an_account_that_acts_for_a_person(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHEETS_SYNC_GOOGLE__SHARED_DRIVE")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__ACT_AS", "vanphong@phuong.example")
    told = patient.examined()["storage"].told
    assert told.startswith("(c)")
    assert "vanphong@phuong.example" in told


def test_workbooks_that_are_gone_in_the_bin_or_only_to_be_read(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHEETS_SYNC_GOOGLE__SHARED_DRIVE")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__SYNC_ACCOUNT", patient.account)
    with monkeypatch.context() as as_person:
        as_person.setenv("SHEETS_SYNC_GOOGLE__AUTH", "anonymous")
        books = patient.provision()
    patient.local.call("PATCH", f"/drive/v3/files/{books['TDP01']}", {"trashed": True})
    patient.local.call("DELETE", f"/drive/v3/files/{books['TCKT']}")
    grants = patient.local.call("GET", f"/drive/v3/files/{books['TDP02']}/permissions", fields="*")
    own = next(one["id"] for one in grants["permissions"] if one["emailAddress"] == patient.account)
    patient.local.call("PATCH", f"/drive/v3/files/{books['TDP02']}/permissions/{own}", {"role": "reader"})
    told = failing(patient.examined())["workbooks"].told
    gone, closed = told.split("Only to be read")
    assert "Tổ dân phố số 1" in gone
    assert "Tài chính – Kế toán" in gone
    assert "Tổ dân phố số 2" in closed


@contextmanager
def refusing(base_url: str, path: str, error: dict[str, Any]) -> Iterator[str]:
    """Google as `base_url` has it, but calls to a path are refused with 403 and this error."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            refused = self.path.startswith(path)
            body = json.dumps({"error": {"code": 403, **error}}).encode()
            self.send_response(403 if refused else 307)
            if not refused:
                self.send_header("Location", base_url + self.path)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "name"), [("/drive/v3/about", "sign-in"), ("/v4/spreadsheets/doctor", "Sheets API")]
)
@pytest.mark.parametrize(
    ("reason", "hint"),
    [("accessNotConfigured", "Enable the Sheets API"), ("insufficientPermissions", "with all scopes")],
)
def test_an_api_that_is_not_enabled_and_a_sign_in_that_grants_too_little(
    patient: Patient, path: str, name: str, reason: str, hint: str
) -> None:
    patient.provision()
    error = {"message": "Refused", "errors": [{"reason": reason}]}
    with refusing(patient.local.base_url, path, error) as base_url:
        patient.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", base_url)
        found = failing(patient.examined())
    assert hint in found[name].told


def only_anna(_server: object, _session: object, _envelope: object, _kind: str, data: Any) -> AuthResult:
    known = data.login == b"anna" and data.password == b"right"
    return AuthResult(success=known, handled=False)


def test_a_mail_server_that_lets_us_in_refuses_us_or_is_not_there(patient: Patient) -> None:
    patient.provision()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(Sink(), "127.0.0.1", port, authenticator=only_anna, auth_require_tls=False)
    server.start()
    try:
        for name, value in {
            "TRANSPORT": "smtp",
            "HOST": "127.0.0.1",
            "PORT": port,
            "SECURITY": "none",
            "USER": "anna",
            "PASSWORD": "right",
        }.items():
            patient.setenv(f"SHEETS_SYNC_MAIL__{name}", str(value))
        assert patient.examined()["mail"].told.startswith(f"127.0.0.1:{port} answers and lets us in.")
        patient.setenv("SHEETS_SYNC_MAIL__PASSWORD", "wrong")
        refused = failing(patient.examined())["mail"]
        assert "535" in refused.told
        assert "wrong" not in refused.told + refused.remedy
        patient.setenv("SHEETS_SYNC_MAIL__SECURITY", "starttls")
        assert "mail.security" in failing(patient.examined())["mail"].told
    finally:
        server.stop()
    assert "cannot be reached" in failing(patient.examined())["mail"].told


@pytest.mark.parametrize(
    ("who", "answer", "verdict", "remedy"),
    [
        ("*", "530 5.7.0 Must issue a STARTTLS command first", Verdict.FAILED, "mail.security"),
        ("*", "530 5.7.1 Authentication required", Verdict.FAILED, "mail.user"),
        (
            "*",
            "550 5.7.60 Client does not have permissions to send as this sender",
            Verdict.FAILED,
            "send as",
        ),
        ("+", "554 5.7.1 Relay access denied", Verdict.FAILED, "mail.host"),
        ("+", "550 5.7.26 DMARC", Verdict.FAILED, "SPF"),
        ("+", "451 4.7.1 Greylisted", Verdict.DOUBTFUL, "passes by itself"),
        ("+", "421 4.3.2 Closing", Verdict.DOUBTFUL, "who runs the server"),
    ],
)
def test_a_mail_server_is_asked_as_far_as_a_mail_to_the_office_goes(
    patient: Patient, who: str, answer: str, verdict: Verdict, remedy: str
) -> None:
    patient.setenv("SHEETS_SYNC_MAIL__TRANSPORT", "smtp")
    patient.setenv("SHEETS_SYNC_MAIL__SECURITY", "none")
    patient.setenv("SHEETS_SYNC_MAIL__HOST", "127.0.0.1")
    with post_office() as office:
        patient.setenv("SHEETS_SYNC_MAIL__PORT", str(office.port))
        config = load(patient.folder / "campaign.toml", FORMS)
        office.answers = {"*" if who == "*" else config.office.emails[0]: answer}
        found = examine_mail(config)
        assert office.letters == []
    assert found.verdict is verdict
    assert answer[:9] in found.told
    assert remedy in f"{found.told} {found.remedy}"


def test_addresses_that_no_mail_reaches_and_a_refused_sender_are_told_with_their_days(
    patient: Patient,
) -> None:
    begin = datetime.now(UTC) - timedelta(days=6)
    with open_store(f"sqlite:///{patient.store()}") as store:
        store.addresses.unreached("a@b.vn", "550 5.1.1 Unknown", begin, "no-mailbox", permanent=True)
        store.post.barred("554 5.7.1 Relay access denied", "relay", begin)
    found = patient.examined()
    assert "a@b.vn for 6 days: 550 5.1.1 Unknown" in found["mail addresses"].told
    assert found["mail addresses"].verdict is Verdict.DOUBTFUL
    assert found["mails leave"].verdict is Verdict.FAILED
    assert "554 5.7.1 Relay access denied" in found["mails leave"].told


def test_gmail_is_to_be_tried_with_a_mail(patient: Patient) -> None:
    patient.setenv("SHEETS_SYNC_MAIL__TRANSPORT", "gmail")
    assert "sheets-sync mail test" in patient.examined()["mail"].remedy

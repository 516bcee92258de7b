"""What a doctor finds before the first night: hosts, a file tried, storage, a person's sign-in."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from typer.testing import CliRunner

from sheets_sync.campaign import read_config
from sheets_sync.cli.app import app
from sheets_sync.doctor import Check, Verdict, examine
from sheets_sync.google.token_file import kept, write
from sheets_sync.pipeline import provision
from tests.on_the_way import opened_tls, served
from tests.ward import SMALL_INDICATORS, SMALL_UNITS, Ward, ward

from .conftest import LocalGoogle
from .test_login import signed_in

NOTIFY = "You must check the Notify people box, since there is no Google account."
OFFICE = "vanphong@phungchikien.example"


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    """A ward of which nothing is made yet."""
    with ward(
        tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS, provisioned=False
    ) as one:
        yield one


def checks(one: Ward, **how: Any) -> Mapping[str, Check]:
    config = read_config(one.project.config.file)
    return {check.name: check for check in examine(config, datetime.now(UTC), **how)}


def fail(one: Ward, status: int, body: Any, **fault: Any) -> None:
    rule = {"kind": "answer", "answer": {"status": status, "body": body}, **fault}
    requests.post(f"{one.base_url}/_emulator/faults", json=[rule], timeout=30)


def drive_error(reason: str, message: str = "No.") -> dict[str, Any]:
    return {"error": {"message": message, "errors": [{"reason": reason, "message": message}]}}


def names(one: Ward) -> list[str]:
    return [file["name"] for file in one.get("/drive/v3/files", q="trashed = false")["files"]]


def test_a_file_is_tried_and_thrown_away(bare: Ward) -> None:
    found = checks(bare)["trial"]
    assert found.verdict is Verdict.GOOD, found
    assert OFFICE in found.told
    assert names(bare) == []


def test_it_is_tried_before_the_first_night_or_when_asked(bare: Ward) -> None:
    assert "trial" not in checks(bare, trial=False)
    provision(bare.project)
    assert "trial" not in checks(bare)
    assert checks(bare, trial=True)["trial"].verdict is Verdict.GOOD


@pytest.mark.parametrize(
    ("route", "status", "body", "verdict", "words"),
    [
        (
            "^/drive/v3/files$",
            403,
            drive_error("teamDriveFileLimitExceeded"),
            Verdict.FAILED,
            "empty the bin",
        ),
        ("^/drive/v3/files$", 404, drive_error("notFound"), Verdict.FAILED, "google.folder"),
        (
            "/permissions",
            400,
            drive_error("invalidSharingRequest", NOTIFY),
            Verdict.DOUBTFUL,
            "google.invite",
        ),
        ("/permissions", 403, drive_error("shareOutNotPermitted"), Verdict.FAILED, "administrator"),
        (
            ":batchUpdate",
            403,
            {"error": {"message": "No.", "status": "PERMISSION_DENIED"}},
            Verdict.FAILED,
            "full",
        ),
    ],
)
def test_what_would_be_refused_in_the_night_is_found_beforehand(
    bare: Ward, route: str, status: int, body: Any, verdict: Verdict, words: str
) -> None:
    fail(bare, status, body, route=route, method="POST")
    found = checks(bare)["trial"]
    assert (found.verdict, words in found.told) == (verdict, True), found
    assert names(bare) == []


def test_a_portal_before_google_is_seen_at_its_host(bare: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    def portal(handler: Any) -> None:
        page = b"<html><title>Wifi UBND</title></html>"
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(page)))
        handler.end_headers()
        handler.wfile.write(page)

    assert checks(bare)["hosts"].verdict is Verdict.GOOD
    with served(portal) as address:
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", address)
        found = checks(bare)
    assert found["hosts"].verdict is Verdict.FAILED
    assert "Wifi UBND" in found["hosts"].told
    assert found["trial"].verdict is Verdict.SKIPPED


def test_a_firewalls_certificate_is_seen_at_its_host(
    bare: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_tls(tmp_path, bare.base_url) as (address, authority):
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", address)
        assert "REQUESTS_CA_BUNDLE" in checks(bare)["hosts"].told
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
        assert checks(bare)["hosts"].verdict is Verdict.GOOD


def test_a_portal_at_the_sign_in_leaves_the_table_whole(bare: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    key = requests.post(f"{bare.base_url}/_emulator/service-accounts", json={"name": "sync"}, timeout=30)
    file = bare.project.config.file.parent / "service-account.json"
    file.write_text(key.text, encoding="utf-8")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__AUTH", "service-account")
    fail(bare, 200, "<html><title>Wifi</title></html>", route="^/token")
    run = CliRunner().invoke(app, ["doctor", "--config", str(bare.project.config.file), "--json"])
    assert run.exit_code == 1
    found = {one["name"]: one for one in json.loads(run.stdout)["checks"]}
    assert "web page" in found["sign-in"]["told"]
    assert found["trial"]["verdict"] == "skipped"
    sync = CliRunner().invoke(app, ["provision", "--config", str(bare.project.config.file)])
    assert "web page" in str(sync.exception)


@pytest.mark.parametrize(
    ("used", "verdict"), [(10, Verdict.GOOD), (95, Verdict.DOUBTFUL), (100, Verdict.FAILED)]
)
def test_the_owners_storage_is_looked_at(bare: Ward, used: int, verdict: Verdict) -> None:
    body = {
        "user": {"emailAddress": OFFICE},
        "storageQuota": {"limit": "100000000", "usage": str(used * 10**6)},
    }
    fail(bare, 200, body, route="^/drive/v3/about$")
    assert checks(bare, trial=False)["storage"].verdict is verdict


def test_offline_asks_nobody(bare: Ward) -> None:
    provision(bare.project)
    bare.forget_calls()
    found = checks(bare, offline=True)
    assert {"disk", "store", "roster"} <= found.keys()
    assert not {"sign-in", "hosts", "mail", "trial"} & found.keys()
    assert bare.calls() == []


def test_the_text_for_an_administrator_names_what_this_campaign_needs(bare: Ward) -> None:
    run = CliRunner().invoke(app, ["doctor", "--config", str(bare.project.config.file), "--for-admin"])
    assert run.exit_code == 0
    for words in ("Google Drive API", "phuong.example", "Kính gửi", bare.base_url):
        assert words in run.output


@pytest.mark.parametrize(
    ("change", "now", "verdict", "words"),
    [
        ({}, timedelta(days=3), Verdict.GOOD, "signed in 3 days ago for spreadsheets, drive"),
        ({"ends": 7}, timedelta(days=1), Verdict.DOUBTFUL, "“Testing”"),
        ({"ends": 7}, timedelta(days=6), Verdict.FAILED, "“Testing”"),
        ({"mode": 0o644}, timedelta(), Verdict.DOUBTFUL, "Others on this computer"),
        ({"gone": True}, timedelta(), Verdict.FAILED, "Nobody is signed in"),
    ],
)
def test_a_persons_sign_in_is_looked_at(
    bare: Ward,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, Any],
    now: timedelta,
    verdict: Verdict,
    words: str,
) -> None:
    folder = bare.project.config.file.parent
    file = signed_in(LocalGoogle(bare.base_url), folder)
    if "ends" in change:
        ends = datetime.now(UTC) + timedelta(days=change["ends"])
        write(file, {**kept(file), "ends": ends.isoformat()})
    if "mode" in change:
        file.chmod(change["mode"])
    if "gone" in change:
        file.unlink()
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__AUTH", "user")
    config = read_config(bare.project.config.file)
    found = next(
        one for one in examine(config, datetime.now(UTC) + now, trial=False) if one.name == "key file"
    )
    assert (found.verdict, words in found.told) == (verdict, True), found

"""Addresses that Google does not let in stop nobody else, and heal when their cause is gone."""

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import requests
from typer.testing import CliRunner

from schemas import FORMS
from sheets_sync.campaign import opened_offline, read_config
from sheets_sync.cli.app import app
from sheets_sync.config.loading import load
from sheets_sync.doctor import Verdict, examine
from sheets_sync.pipeline import provision, turn
from sheets_sync.pipeline.auditing import Standing, audit
from sheets_sync.pipeline.sharing import surplus
from sheets_sync.store import open_store
from sheets_sync.store.workbooks import MASTER
from tests.ward import CAMPAIGN, EVENING, NEXT_EVENING, SMALL_INDICATORS, SMALL_UNITS, Ward, ward

NOTIFY = (
    'Bad Request. User message: "You are trying to invite someone. Since there is no Google account '
    'associated with this email address, you must check the "Notify people" box to invite this recipient."'
)
WITHOUT_ACCOUNT, FORBIDDEN, MISSPELT = "khong", "cam", "sai"
HEADER, *_ = SMALL_UNITS.splitlines()


def roster() -> str:
    """27 units: 9 addresses without an account, 2 that the domain forbids, 1 misspelt."""
    kinds = [WITHOUT_ACCOUNT] * 9 + [FORBIDDEN] * 2 + [MISSPELT] + ["to"] * 14
    lines = [
        f"TDP{number:02},Tổ dân phố số {number},TDP,,{kind}{number}@phuong.example,2019-05-01,,,"
        "culture_society,VX01 VX02"
        for number, kind in enumerate(kinds, start=1)
    ]
    # One unit is needed that is in charge of the indicators of the economy.
    lines.append("TCKT,Tài chính – Kế toán,CONG-CHUC,,TaiChinh@Phuong.example,2019-05-01,,,economy,KT01 KT02")
    return "\n".join([HEADER, *lines]) + "\n"


def drive_error(reason: str, message: str) -> dict[str, Any]:
    return {"error": {"message": message, "errors": [{"reason": reason, "message": message}]}}


def fail(one: Ward, status: int, reason: str, message: str, **fault: Any) -> None:
    told = {"status": status, "body": drive_error(reason, message)}
    rule = {"kind": "answer", "method": "POST", "route": "/permissions", "answer": told, **fault}
    requests.post(f"{one.base_url}/_emulator/faults", json=[rule], timeout=30)


def no_account(one: Ward, who: str = WITHOUT_ACCOUNT) -> None:
    fail(one, 400, "invalidSharingRequest", NOTIFY, body=f'"{who}', query="sendNotificationEmail=false")


def forbidden(one: Ward, who: str = FORBIDDEN) -> None:
    fail(one, 403, "shareOutNotPermitted", "Sharing with outside is off.", body=f'"{who}')


def misspelt(one: Ward) -> None:
    words = "The specified emailAddress is invalid."
    fail(one, 400, "invalid", words, body=f'"{MISSPELT}')


def heal(one: Ward) -> None:
    requests.delete(f"{one.base_url}/_emulator/faults", timeout=30)


def invitations(one: Ward) -> list[str]:
    return [call["path"] for call in one.calls() if "sendNotificationEmail=true" in call["path"]]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    """Three units whose workbooks are not made yet."""
    with ward(
        tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS, provisioned=False
    ) as one:
        yield one


def test_a_ward_of_whom_many_cannot_be_let_in_is_served_and_heals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch, units=roster(), indicators=SMALL_INDICATORS, provisioned=False) as one:
        no_account(one)
        forbidden(one)
        misspelt(one)
        made = provision(one.project)
        assert (len(made.created), made.failed) == (28, {})
        assert len(invitations(one)) == 9
        assert all("Tổ+dân+phố+số" in path for path in invitations(one))
        assert [(found.unit, found.refusal) for found in made.unserved] == [
            ("TDP10", "share-forbidden"),
            ("TDP11", "share-forbidden"),
            ("TDP12", "share-misspelt"),
        ]
        assert made.unserved[0].said == "Sharing with outside is off."
        # A night: everybody is read, and who is without access stands where the office looks.
        night = one.sync(EVENING)
        assert (len(night.units_read), night.failed) == (27, {})
        digest = one.project.store.outbox.last("digest")
        assert digest is not None
        assert "cam10@phuong.example" in _plain(digest.message)
        # The causes go one by one; every morning tries again by itself.
        heal(one)
        misspelt(one)
        turned = turn([one.project], NEXT_EVENING)
        assert (turned.failed, len(turned.unserved[one.project.period.code])) == ({}, 1)
        heal(one)
        assert turn([one.project], NEXT_EVENING).unserved == {}
        one.forget_calls()
        assert provision(one.project).unserved == ()
        assert one.calls() == []


def _plain(message: bytes) -> str:
    body = message_from_bytes(message, policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_status_doctor_audit_and_exit_code_tell_who_has_no_access(small: Ward) -> None:
    forbidden(small, "tdp01@")
    config = ["--config", str(small.project.config.file)]
    run = CliRunner().invoke(app, ["provision", *config])
    assert run.exit_code == 4
    line = "NO ACCESS Tổ dân phố số 1: tdp01@phuong.example"
    assert line in run.output
    assert "Sharing with outside is off." in run.output
    assert line in CliRunner().invoke(app, ["status", *config]).output
    assert CliRunner().invoke(app, ["turn", *config, "--as-of", "2024-08-14T20:00"]).exit_code == 4
    access = next(one for one in audit(small.project) if one.who == "tdp01@phuong.example")
    assert (access.standing, access.refused) == (Standing.MISSING, "Sharing with outside is off.")
    check = roster_check(small)
    assert check.verdict is Verdict.FAILED
    assert "tdp01@phuong.example" in check.told


def roster_check(one: Ward) -> Any:
    config = read_config(one.project.config.file)
    return next(check for check in examine(config, EVENING) if check.name == "roster")


def test_a_unit_without_a_workbook_is_no_good_health(small: Ward) -> None:
    requests.post(
        f"{small.base_url}/_emulator/faults",
        json=[
            {
                "kind": "answer",
                "method": "POST",
                "route": "^/drive/v3/files$",
                "body": '"TDP01"',
                "answer": {"status": 403, "body": drive_error("fileLocked", "No.")},
            }
        ],
        timeout=30,
    )
    made = provision(small.project)
    assert set(made.failed) == {"TDP01"}
    assert {"", "TCKT", "TDP02"} == set(made.created)
    check = roster_check(small)
    assert (check.verdict, "1 without a workbook: Tổ dân phố số 1." in check.told) == (Verdict.FAILED, True)
    heal(small)
    assert provision(small.project).created == ("TDP01",)
    assert roster_check(small).verdict is Verdict.GOOD


def test_the_office_refused_does_not_keep_units_from_their_workbooks(small: Ward) -> None:
    forbidden(small, "vanphong")
    made = provision(small.project)
    assert len(made.created) == 4
    assert {one.unit for one in made.unserved} == {""}


@pytest.mark.parametrize(
    ("setting", "mails", "without"), [("never", 0, 1), ("when needed", 1, 0), ("always", 4, 0)]
)
def test_the_setting_decides_whether_google_sends_mails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, mails: int, without: int
) -> None:
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__INVITE", setting)
    units = SMALL_UNITS.replace("tdp01@", f"{WITHOUT_ACCOUNT}@")
    with ward(tmp_path, monkeypatch, units=units, indicators=SMALL_INDICATORS, provisioned=False) as one:
        no_account(one)
        made = provision(one.project)
        assert (len(invitations(one)), len(made.unserved)) == (mails, without)


def test_a_group_is_let_in_as_a_group(small: Ward) -> None:
    words = "The specified emailAddress is invalid or not applicable for the given permission type."
    fail(small, 400, "invalid", words, body='"type": ?"user".*"tdp01@')
    assert provision(small.project).unserved == ()
    listed = small.get(
        f"/drive/v3/files/{small.book('TDP01')}/permissions", fields="permissions(type,emailAddress)"
    )
    assert {"type": "group", "emailAddress": "tdp01@phuong.example"} in listed["permissions"]


def test_an_alias_is_the_same_person(small: Ward) -> None:
    told = {"status": 200, "body": {"id": "1", "emailAddress": "Chinh@phuong.example"}}
    rule = {"kind": "answer", "method": "POST", "route": "/permissions", "body": "tdp01@", "answer": told}
    requests.post(f"{small.base_url}/_emulator/faults", json=[rule], timeout=30)
    provision(small.project)
    grant = {"type": "user", "role": "writer", "emailAddress": "chinh@phuong.example"}
    requests.post(
        f"{small.base_url}/drive/v3/files/{small.book('TDP01')}/permissions", json=grant, timeout=30
    )
    assert [one for one in audit(small.project) if not one.is_as_it_should_be] == []


@pytest.mark.parametrize(
    "grant",
    [
        {"type": "domain", "role": "writer", "domain": "phuong.example"},
        {"type": "anyone", "role": "writer"},
        {"type": "user", "role": "writer", "emailAddress": "TDP01@Phuong.Example"},
    ],
)
def test_who_has_access_already_is_not_invited_again(small: Ward, grant: dict[str, str]) -> None:
    # Refused first, then let in by hand in another way.
    forbidden(small, "tdp01@")
    assert len(provision(small.project).unserved) == 1
    heal(small)
    by_hand = f"{small.base_url}/drive/v3/files/{small.book('TDP01')}/permissions"
    assert requests.post(by_hand, json=grant, timeout=30).ok
    forbidden(small, "tdp01@")
    assert provision(small.project).unserved == ()


def test_an_account_that_google_does_not_know_is_named_in_no_protection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__SYNC_ACCOUNT", "gone@project.example")
    with ward(
        tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS, provisioned=False
    ) as one:
        forbidden(one, "gone@")
        rule = {
            "kind": "answer",
            "route": ":batchUpdate",
            # As an editor; the master names it to the office as well.
            "body": '"users": ?\\["gone@project',
            "answer": {"status": 400, "body": {"error": {"message": "Invalid user gone@project.example"}}},
        }
        requests.post(f"{one.base_url}/_emulator/faults", json=[rule], timeout=30)
        made = provision(one.project)
        assert (made.failed, len(made.unserved)) == ({}, 4)
        assert one.sync(datetime(2024, 8, 14, 20, tzinfo=EVENING.tzinfo)).failed == {}


def test_sharing_too_often_stops_at_once_and_goes_on_the_next_day(small: Ward) -> None:
    fail(small, 403, "sharingRateLimitExceeded", "Too many.", skip=2)
    run = CliRunner().invoke(app, ["provision", "--config", str(small.project.config.file)])
    assert isinstance(run.exception, Exception)
    heal(small)
    assert provision(small.project).unserved == ()
    assert all(book.ready for book in small.project.store.workbooks.known().values())


def test_a_new_address_of_an_old_unit_is_let_in_by_the_next_provision(small: Ward) -> None:
    provision(small.project)
    file = small.project.config.file.parent / "units.csv"
    file.write_text(SMALL_UNITS.replace("tdp01@", "moi@"), encoding="utf-8")
    assert "moi@phuong.example" in roster_check(small).told
    run = CliRunner().invoke(app, ["provision", "--config", str(small.project.config.file)])
    assert run.exit_code == 0
    assert roster_check(small).verdict is Verdict.GOOD


def test_offline_the_account_that_syncs_is_known_by_its_key_file_and_no_stranger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "key.json"
    key.write_text('{"client_email": "Robot@ward.example", "private_key": "no key"}', encoding="utf-8")
    monkeypatch.setenv("SHEETS_SYNC_STORE__URL", f"sqlite:///{tmp_path}/store.db")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__CREDENTIALS_FILE", str(key))
    config = load(CAMPAIGN / "campaign.toml", FORMS)
    open_store(config.store_url).close()
    with opened_offline(config, config.period) as project:
        project.store.workbooks.remember(MASTER, "master")
        for address in ("robot@ward.example", "former@ward.example"):
            project.store.accesses.granted("", address)
        known = project.store.accesses.known()
        assert surplus(project, {MASTER}, known) == {MASTER: ("former@ward.example",)}

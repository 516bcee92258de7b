"""Another account, workbooks out of sight, a lost store: told, and mended with one command."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from sheets_sync.errors import AccessDenied, NotSignedIn, StoreError
from sheets_sync.google import Google, GoogleSettings
from sheets_sync.google.quota import Limits, Quota, in_database
from sheets_sync.pipeline import provision
from sheets_sync.pipeline.planning import plan
from tests.edited import edited
from tests.integration.test_roster_life import CULTURE, approved, total
from tests.office import APPROVED, STATE
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

from .conftest import LocalGoogle


@pytest.fixture
def ward(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, approved) as one:
        yield one


def account(ward: Ward, name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """From now on this service account signs in; its address."""
    key = LocalGoogle(ward.base_url).service_account(name)
    file = ward.project.config.path(Path(f"{name}.json"))
    file.write_text(json.dumps(key), encoding="utf-8")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__AUTH", "service-account")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__CREDENTIALS_FILE", str(file))
    return str(key["client_email"])


def share_all(ward: Ward, email: str) -> None:
    for unit in ("", "TCKT", "TDP01", "TDP02"):
        ward.project.google.share(ward.book(unit), email)


def test_a_new_account_reads_everything_once_and_then_only_what_changed(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    share_all(ward, account(ward, "first", monkeypatch))
    with edited(ward, "units.csv") as first:
        assert set(first.sync(NEXT_EVENING).units_read) == {"TCKT", "TDP01", "TDP02"}
    share_all(ward, account(ward, "second", monkeypatch))
    ward.type("TDP02", "culture_society", {"E2": "101"})
    with edited(ward, "units.csv") as second:
        # The first account's token would have told the second one nothing at all.
        outcome = second.sync(NEXT_EVENING + timedelta(hours=1))
        assert set(outcome.units_read) == {"TCKT", "TDP01", "TDP02"}
        assert second.sync(NEXT_EVENING + timedelta(hours=2)).units_read == ()


def test_an_account_that_sees_nothing_ends_the_run_and_blames_no_unit(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    email = account(ward, "stranger", monkeypatch)
    with edited(ward, "units.csv") as stranger:
        for _ in range(2):
            with pytest.raises(AccessDenied, match=f"4 of 4 .* out of sight of {email}") as told:
                stranger.sync(NEXT_EVENING)
        assert told.value.exit_code == 3
        assert not any(book.unreadable for book in stranger.project.store.workbooks.known().values())
    share_all(ward, email)
    with edited(ward, "units.csv") as known:
        assert known.sync(OVERDUE_EVENING).failed == {}


def test_one_workbook_out_of_sight_is_that_units_trouble(ward: Ward) -> None:
    assert requests.delete(f"{ward.base_url}/drive/v3/files/{ward.book('TDP01')}").ok
    assert set(ward.sync(NEXT_EVENING).failed) == {"TDP01"}


def test_another_sync_account_is_let_in_and_may_write_what_is_protected(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = LocalGoogle(ward.base_url).service_account("night")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__SYNC_ACCOUNT", key["client_email"])
    with edited(ward, "units.csv") as one:
        acts = {str(act) for found in plan(one.project) for act in found.acts}
        assert acts == {"share", "editors"}
        assert provision(one.project).failed == {}
        assert plan(one.project) == ()
    file = ward.project.config.path(Path("night.json"))
    file.write_text(json.dumps(key), encoding="utf-8")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__AUTH", "service-account")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__CREDENTIALS_FILE", str(file))
    ward.type("TDP01", "culture_society", {"E2": "chưa đếm"})
    with edited(ward, "units.csv") as night:
        assert night.sync(NEXT_EVENING).failed == {}


def test_a_lost_store_comes_back_with_remarks_approvals_and_those_who_left(ward: Ward) -> None:
    line = "tdp01@phuong.example,2019-05-01,{},culture_society"
    gone = (line.format(","), line.format("2024-08-10,TDP02"))
    with edited(ward, "units.csv", gone) as one:
        provision(one.project)
        one.sync(NEXT_EVENING)
        before, books = one.records(CULTURE), one.project.store.workbooks.known()
    ward.project.store.close()
    for file in ward.project.config.file.parent.glob("sheets-sync.db*"):
        file.unlink()
    with edited(ward, "units.csv") as fresh:
        assert set(provision(fresh.project).created) == {"", "TCKT", "TDP02"}
    with edited(ward, "units.csv") as found:
        provision(found.project)
        known = found.project.store.workbooks.known()
        assert {unit: book.id for unit, book in known.items()} == {
            unit: book.id for unit, book in books.items()
        }
        found.sync(OVERDUE_EVENING)
        assert found.records(CULTURE) == before
        assert {row[STATE] for row in before.values()} == {APPROVED}
        assert total(found, "VX01") == 305


def test_a_key_that_is_not_there_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    settings = GoogleSettings(auth="service-account", credentials_file=tmp_path / "none.json")
    with pytest.raises(NotSignedIn, match="download a JSON key") as told:
        Google(settings)
    assert told.value.exit_code == 2


def test_a_database_that_is_down_is_told_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheets_sync.google.quota.REACH", 0.5)
    with pytest.raises(StoreError, match="cannot be reached"):
        Quota(Limits(60, 60), make=in_database("postgresql://nobody@127.0.0.1:1/none"))

"""The check itself: its page, its budget, and what it records."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sheets_sync.emulator import Settings, running
from sheets_sync.emulator.handle import Handle

from . import outcome, test_cells, test_drive, test_structure
from .beliefs import BELIEFS
from .recorder import Recorder
from .there import LIVE, MOST_CALLS, Budget, There, TooManyCalls

ROOT = Path(__file__).parents[2]
PAGES = [*(ROOT / "docs").glob("*.md"), *(ROOT / "sheets_sync").rglob("*.py")]
#: Pages about laws and documents, whose texts are unverified in another sense.
OF_LAW = re.compile(
    r"domain\.md|bao-cao\.md|docs/commands\.md|/report/|reporting\.py|cli/(?:commend|report)\.py"
)
#: Lines elsewhere that say it of a law.
TELLS_OF_LAW = re.compile(r"\b(?:the law's|Luật)\b")
#: What nobody has checked at Google; apps that it has not verified, laws and mail servers are other matters.
UNVERIFIED = re.compile(r"\bunverified\b|\b(?:is|are|was) not verified\b|\(not verified")


@pytest.fixture(autouse=True)
def local_only() -> None:
    if LIVE:
        pytest.skip("the check of the check asks nobody")


@pytest.fixture
def own_google(tmp_path: Path) -> Iterator[Handle]:
    # The rehearsal signs in as a service account, whose files stand in a folder of somebody's at Google.
    with running(tmp_path / "google", settings=Settings(service_accounts_own_files=True)) as base_url:
        yield Handle(base_url)


def test_every_test_here_asks_about_a_belief_and_names_who_relies_on_it() -> None:
    modules = (test_cells, test_drive, test_structure)
    tests = {name for module in modules for name in vars(module) if name.startswith("test_")}
    assert tests == BELIEFS.keys()
    assert [one.relied_on for one in BELIEFS.values() if not (ROOT / one.relied_on).exists()] == []


def test_the_page_lists_every_belief_with_its_last_outcome() -> None:
    text = outcome.PAGE.read_text(encoding="utf-8")
    assert text == outcome.page(text), "run `python -m tests.live.outcome`"


def test_a_run_changes_the_outcomes_of_what_it_asked_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = list(BELIEFS)[:2]
    monkeypatch.setattr(outcome, "told", {first: "passed", second: "failed"})
    once = outcome.page(outcome.PAGE.read_text(encoding="utf-8"), "2030-01-02")
    monkeypatch.setattr(outcome, "told", {second: "passed"})
    found = outcome.before(outcome.page(once, "2030-02-03"))
    assert found[first] == "so it is, 2030-01-02"
    assert found[second] == "so it is, 2030-02-03"
    assert outcome.before(once)[second] == "it is otherwise, 2030-01-02"


def test_what_is_said_to_be_unverified_names_its_test() -> None:
    bare = [
        f"{path.name}: {line.strip()}"
        for path in PAGES
        if not OF_LAW.search(path.as_posix()) and "mail" not in path.relative_to(ROOT).as_posix()
        for line in path.read_text(encoding="utf-8").splitlines()
        if UNVERIFIED.search(line) and "tests/live" not in line and not TELLS_OF_LAW.search(line)
    ]
    assert bare == []


def test_a_run_asks_no_more_than_it_may_and_waits_before_each_call() -> None:
    waits: list[int] = []
    budget = Budget(2, lambda: waits.append(1))
    budget.take()
    budget.take()
    with pytest.raises(TooManyCalls, match=str(MOST_CALLS)):
        budget.take()
    assert len(waits) == 2


def test_all_beliefs_together_fit_into_the_budget(asked: There) -> None:
    assert asked.budget.left > 0


def test_a_live_run_signs_in_stays_within_its_budget_cleans_up_and_writes_the_page(
    own_google: Handle, tmp_path: Path
) -> None:
    key, page = tmp_path / "key.json", tmp_path / "page.md"
    key.write_text(json.dumps(own_google.service_account("live")), encoding="utf-8")
    page.write_text(f"# Before\n\n{outcome.START}\n", encoding="utf-8")
    led = {"REHEARSED_AT": own_google.base_url, "REHEARSED_PAGE": str(page)}
    settings = {"SHEETS_SYNC_LIVE": "1", "GOOGLE_APPLICATION_CREDENTIALS": str(key)}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        f"{__package__}.rehearsal",
        "-p",
        "no:cacheprovider",
    ]
    modules = [str(ROOT / "tests" / "live" / f"test_{name}.py") for name in ("cells", "drive", "structure")]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "SHEETS"))
    }
    done = subprocess.run(
        [*command, "--basetemp", str(tmp_path / "t"), *modules],
        cwd=ROOT,
        env=environment | led | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    calls = own_google.calls()
    assert {call["caller"] for call in calls} == {"live@local-google.iam.gserviceaccount.com"}
    assert len(calls) <= MOST_CALLS
    assert requests.get(f"{own_google.base_url}/_emulator/health").json()["files"] == 0
    found = outcome.before(page.read_text(encoding="utf-8"))
    assert found.keys() == BELIEFS.keys()
    assert all(told.startswith("so it is, 2") for told in found.values())


def test_recorded_answers_hold_nobody_s_ids_and_addresses(asked: There, tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "kept")
    one = There(
        asked.base_url, Handle(asked.base_url).session("ba.lan@phuong.example.vn"), Budget(), recorder
    )
    recorder.begin()
    book = one.new("Sổ")
    one.ok("GET", f"/drive/v3/files/{book}/permissions", fields="permissions(id,emailAddress,displayName)")
    one.call("GET", f"/spreadsheets/d/{book}/export", format="csv")
    recorder.keep("a_session")
    one.call("DELETE", f"/drive/v3/files/{book}")
    one.close()
    [kept] = (tmp_path / "kept").iterdir()
    text = kept.read_text(encoding="utf-8")
    assert book not in text
    assert "ba.lan" not in text
    made, permissions, download = json.loads(text)["interactions"]
    other = made["response_body"]["spreadsheetId"]
    assert len(other) == len(book)
    assert other in permissions["path"]
    assert other in download["path"]
    assert [one["host"] for one in (made, permissions)] == ["sheets", "drive"]
    assert requests.codes.ok == made["status"]

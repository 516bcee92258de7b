"""The command line as a newcomer uses it: real processes, real exit codes."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import requests

from sheets_sync.demo.people import People
from sheets_sync.emulator import running
from tests.forked import sheets_sync
from tests.ward import CAMPAIGN

ROOT = Path(__file__).parents[2]


def command(
    *words: str, folder: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return sheets_sync(*words, folder=folder, environment={**os.environ, **(env or {})})


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("newcomer")
    return folder, command("demo", "--no-serve", "--port", "0", folder=folder)


@pytest.fixture
def campaign(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A copy of the campaign beside a local Google, with the environment that points there."""
    for file in CAMPAIGN.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with running(tmp_path / "google") as base_url:
        yield (
            tmp_path,
            {
                "SHEETS_SYNC_GOOGLE__API_BASE_URL": base_url,
                "SHEETS_SYNC_GOOGLE__AUTH": "anonymous",
                "SHEETS_SYNC_GOOGLE__READS_PER_MINUTE": "0",
                "SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS": "0",
                "SHEETS_SYNC_GOOGLE__WRITES_PER_MINUTE": "0",
            },
        )


def test_the_demo_ends_by_itself_and_says_where_to_look(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = demo
    assert done.returncode == 0, done.stderr
    assert "27 workbooks read, 27 units changed, 42 findings" in done.stdout
    assert "FAILED Tổ dân phố số 7" in done.stderr
    assert "Master: http://127.0.0.1:" in done.stdout
    mails = sorted(file.name for file in (folder / "demo-data" / "outbox").glob("*.eml"))
    assert any(name.startswith("TDP03-nightly-") for name in mails)
    assert len([name for name in mails if name.startswith("van-phong-digest-")]) == 2


def test_the_demo_can_be_played_again_in_the_same_folder_but_replaces_no_other(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    refused = command("demo", "--no-serve", "--port", "0", "--data", "mine", folder=tmp_path)
    assert refused.returncode == 2
    assert "choose an empty one" in refused.stderr
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_status_and_findings_speak_json_without_google(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder = demo[0] / "demo-data"
    env = {"SHEETS_SYNC_GOOGLE__AUTH": "anonymous", "SHEETS_SYNC_GOOGLE__API_BASE_URL": "http://127.0.0.1:9"}
    status = command(
        "status", "--unit", "TDP05", "--as-of", "2024-08-18T20:00", "--json", folder=folder, env=env
    )
    (period,) = json.loads(status.stdout)["periods"]
    assert period["period"] == "dot-1"
    owed = {one["form"]: one["timeliness"] for one in period["coverage"] if one["timeliness"]}
    assert set(owed.values()) == {"late"}
    findings = command("findings", "--unit", "TCKT", "--strict", "--json", folder=folder, env=env)
    assert findings.returncode == 1
    (period,) = json.loads(findings.stdout)["periods"]
    assert "“5 tỷ 570 triệu” chưa phải dạng số. Đề nghị nhập 5.570" in period["findings"][0]["text"]


def test_mails_can_be_previewed_as_pages(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder = demo[0] / "demo-data"
    env = {"SHEETS_SYNC_GOOGLE__AUTH": "anonymous"}
    done = command("mail", "preview", "--no-open", "--into", "pages", folder=folder, env=env)
    assert done.returncode == 0, done.stderr
    page = next((folder / "pages").glob("*TDP03_nightly*.html")).read_text(encoding="utf-8")
    assert "Tổ dân phố số 3" in page
    assert "&amp;range=E3" in page


def test_provision_sync_and_sync_again(campaign: tuple[Path, dict[str, str]]) -> None:
    folder, env = campaign
    made = command("provision", "--json", folder=folder, env=env)
    assert made.returncode == 0, made.stderr
    assert len(json.loads(made.stdout)["periods"][0]["created"]) == 28
    dry = command("sync", "--dry-run", "--as-of", "2024-08-14T20:00", folder=folder, env=env)
    assert "Nothing was written" in dry.stdout
    first = command("sync", "--json", "--as-of", "2024-08-14T20:00", folder=folder, env=env)
    assert first.returncode == 0, first.stderr
    (shown,) = json.loads(first.stdout)["periods"]
    assert shown["calls"] == shown["call_log"]["kinds"] == {"read": 28, "write": 1, "drive": 2}
    assert sum(shown["call_log"]["routes"].values()) == shown["call_log"]["attempts"] == 31
    assert shown["call_log"]["statuses"] == {"200": 31}
    again = command("sync", "--json", "--as-of", "2024-08-14T21:00", folder=folder, env=env)
    assert json.loads(again.stdout)["periods"][0]["calls"] == {"read": 0, "write": 0, "drive": 1}


def test_every_mistake_of_the_configuration_is_reported_at_once_with_exit_code_2(
    campaign: tuple[Path, dict[str, str]],
) -> None:
    folder, env = campaign
    file = folder / "campaign.toml"
    text = file.read_text(encoding="utf-8").replace("cut_off = ", "cutoff = ").replace("Asia/", "Asie/")
    file.write_text(text, encoding="utf-8")
    units = folder / "units.csv"
    units.write_text(
        units.read_text(encoding="utf-8").replace("tdp01@phungchikien.example", "tdp01"), encoding="utf-8"
    )
    done = command("sync", folder=folder, env=env)
    assert done.returncode == 2
    for hint in ("cut_off", "Asie/Ho_Chi_Minh", "tdp01"):
        assert hint in done.stderr
    assert "Traceback" not in done.stderr


def test_google_out_of_reach_is_exit_code_3_with_what_to_do(campaign: tuple[Path, dict[str, str]]) -> None:
    folder, env = campaign
    nobody = {
        **env,
        "SHEETS_SYNC_GOOGLE__API_BASE_URL": "http://127.0.0.1:9",
        "SHEETS_SYNC_GOOGLE__ATTEMPTS": "2",
        "SHEETS_SYNC_GOOGLE__FIRST_WAIT": "0.0001",
        "SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS": "0",
    }
    done = command("provision", folder=folder, env=nobody)
    assert done.returncode == 3
    assert "network" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_sync_before_any_provision_says_what_to_do(campaign: tuple[Path, dict[str, str]]) -> None:
    folder, env = campaign
    done = command("sync", folder=folder, env=env)
    assert done.returncode == 2
    assert "There is no store" in done.stderr
    assert "`sheets-sync provision` begins one" in done.stderr
    assert "Traceback" not in done.stderr
    # Nor does it say that nobody has reported, where nobody knows.
    assert command("status", folder=folder, env=env).returncode == 2


def test_a_wrong_option_is_exit_code_2(tmp_path: Path) -> None:
    assert command("sync", "--everything", folder=tmp_path).returncode == 2
    missing = command("sync", folder=tmp_path)
    assert missing.returncode == 2
    assert "--config" in missing.stderr


def test_the_restore_drill_of_the_guide_works(campaign: tuple[Path, dict[str, str]]) -> None:
    folder, env = campaign
    for words in ("provision", "sync"):
        assert command(words, folder=folder, env=env).returncode == 0
    guide = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    drill = guide.split("**Restore drill.**")[1].split("```")[1].splitlines()[1:]
    assert len(drill) >= 4
    for line in drill:
        done = command(*line.split()[1:], folder=folder, env=env)
        assert done.returncode == 0, done.stderr
    assert "27 workbooks read" in done.stdout
    assert (folder / "drill.db").exists()
    assert list((folder / "backups").glob("before-restore-*"))


def test_what_a_unit_had_before_is_told_and_shown_again(campaign: tuple[Path, dict[str, str]]) -> None:
    folder, env = campaign
    base_url = env["SHEETS_SYNC_GOOGLE__API_BASE_URL"]
    assert command("provision", folder=folder, env=env).returncode == 0
    links = json.loads(command("provision", "--json", folder=folder, env=env).stdout)["periods"][0]["links"]
    book = links["TDP01"].split("/d/")[1].split("/")[0]
    tab = "2. Văn hóa - Xã hội"
    with People(base_url) as people:
        for figure in ("205", "hai trăm"):
            people.type_in("", book, {f"'{tab}'!E2": figure})
            assert command("sync", folder=folder, env=env).returncode == 0
    words = ("history", "--unit", "TDP01", "--form", "culture_society")
    told = json.loads(command(*words, "--json", folder=folder, env=env).stdout)["periods"][0]["kept"]
    assert told[-1]["changes"] == ["VX01: Thực hiện 205 → hai trăm"]
    number = str(told[-2]["number"])
    for _ in range(2):
        shown = command(*words, "--restore", number, folder=folder, env=env)
        assert shown.returncode == 0, shown.stderr
    sheets = requests.get(f"{base_url}/v4/spreadsheets/{book}").json()["sheets"]
    kept = [one["properties"]["title"] for one in sheets if "Bản lưu" in one["properties"]["title"]]
    assert len(kept) == 1
    values = requests.get(f"{base_url}/v4/spreadsheets/{book}/values/'{kept[0]}'").json()["values"]
    assert any("205" in row for row in values)
    assert command(*words, "--restore", "99", folder=folder, env=env).returncode == 2

"""Whatever is wrong with a call: a message that names it and tells what to do, an exit code, no traceback."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.wrong_calls import CALLS, LONG, NOT_UTF8, TAKEN_PORT, Call
from tests.command_lines import CommandLines, Ended
from tests.ward import CAMPAIGN, empty_store

CODES = {0, 1, 2, 3, 4, 130, 143}
#: Nobody answers there: none of these calls gets as far as Google.
NOBODY = {
    "SHEETS_SYNC_GOOGLE__API_BASE_URL": "http://127.0.0.1:9",
    "SHEETS_SYNC_GOOGLE__AUTH": "anonymous",
    "SHEETS_SYNC_GOOGLE__ATTEMPTS": "1",
}


@pytest.fixture(scope="module")
def taken_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield str(listener.getsockname()[1])


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLines]:
    """Command lines in a folder with a campaign and with everything that can be in the way."""
    folder = tmp_path_factory.mktemp("wrong")
    for file in CAMPAIGN.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "sheets-sync.db").write_bytes(empty_store())
    text = (folder / "campaign.toml").read_text(encoding="utf-8")
    (folder / "taken.txt").write_text("years of work")
    (folder / "folder").mkdir()
    (folder / "folder" / "thesis.txt").write_text("years of work")
    (folder / "nul.toml").write_text(text.replace("[ward]", "\0[ward]"), encoding="utf-8")
    (folder / "escaped-nul.toml").write_text(text.replace("units.csv", "units\\u0000.csv"), encoding="utf-8")
    (folder / "latin.toml").write_bytes("title = 'Đợt'".encode("utf-16"))
    (folder / "empty.toml").touch()
    (folder / "spoilt").mkdir()
    (folder / "spoilt" / "google.sqlite3").write_text("no database " * 100)
    for name in ("google.sqlite3", "thi-dua-2024-dot-1.xlsx"):
        (folder / "blocked" / name).mkdir(parents=True)
    logs = tmp_path_factory.mktemp("logs")
    yield CommandLines(folder, {**NOBODY, "TMPDIR": str(logs)})
    # Where details of a defect would stand.
    assert list(logs.glob("sheets-sync-*.log")) == []


def ended(call: CommandLines, wrong: Call, taken_port: str, *more: str) -> Ended:
    def filled(text: str) -> str:
        return text.replace(TAKEN_PORT, taken_port).replace(LONG, "x" * 300).replace(NOT_UTF8, "\udcff")

    env = {name: filled(value) for name, value in wrong.env.items()}
    return call([*filled(wrong.words).split(), *more], env)


@pytest.mark.parametrize("wrong", CALLS, ids=str)
def test_a_wrong_call_is_told_with_what_to_do(wrong: Call, call: CommandLines, taken_port: str) -> None:
    done = ended(call, wrong, taken_port)
    assert done.code == wrong.code, done.err
    assert done.code in CODES
    assert "Traceback" not in done.out + done.err
    assert "?." not in done.err
    assert [words for words in wrong.told if words.lower() not in done.err.lower()] == [], done.err


@pytest.mark.parametrize("wrong", [wrong for wrong in CALLS if wrong.speaks_json], ids=str)
def test_a_wrong_call_is_told_to_programs(wrong: Call, call: CommandLines, taken_port: str) -> None:
    done = ended(call, wrong, taken_port, "--json")
    assert done.code == wrong.code
    answer = done.json
    assert answer["schema"] == 2
    assert set(answer["error"]) == {"class", "message", "remedy", "exit_code", "problems"}
    assert answer["error"]["exit_code"] == done.code
    assert answer["error"]["remedy"]
    told = str(answer["error"]).lower()
    # What a shell is told as an option is told to a program as the key of a problem.
    assert [words for words in wrong.told if words.lower() not in told] == [], told


def test_enough_is_tried() -> None:
    assert len(CALLS) == len(set(map(str, CALLS))) >= 60


def test_nothing_that_was_there_is_gone(call: CommandLines) -> None:
    assert Path(call.folder, "taken.txt").read_text() == "years of work"
    assert Path(call.folder, "folder", "thesis.txt").read_text() == "years of work"

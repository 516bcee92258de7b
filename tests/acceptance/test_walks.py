"""The walks of docs/operate.md through a year: the files are edited and the lines run as they say."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sheets_sync.emulator import running
from tests.forked import sheets_sync
from tests.ward import CAMPAIGN

ROOT = Path(__file__).parents[2]
SECTION = "## A year: what changes, what to edit, what to run"


@dataclass(frozen=True)
class Block:
    """A piece of a walk: a file's change, or lines to run."""

    kind: str
    text: str


def walks() -> dict[str, list[Block]]:
    """Title to blocks, in the order of the page: each goes on where the one before ended."""
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    section = page[page.index(SECTION) + len(SECTION) :]
    section = section[: section.index("\n## ")]
    found = {}
    for part in section.split("\n### ")[1:]:
        blocks = re.findall(r"^```(diff|sh)\n(.*?)^```", part, re.DOTALL | re.MULTILINE)
        found[part.partition("\n")[0]] = [Block(*one) for one in blocks]
    return found


WALKS = walks()


def edit(folder: Path, text: str) -> None:
    """Replace each run of lines that begin with - by the lines with + after it."""
    name, *lines = text.splitlines()
    file = folder / name
    held = file.read_text(encoding="utf-8")
    before: list[str] = []
    after: list[str] = []

    def replaced() -> str:
        old, new = "\n".join(before), "\n".join(after)
        assert old in held, f"{name} holds no “{old}”"
        return held.replace(old, new)

    for line in lines:
        if line.startswith("-") and after:
            held = replaced()
            before, after = [], []
        (before if line.startswith("-") else after).append(line[1:])
    file.write_text(replaced(), encoding="utf-8")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[str]]]:
    """What every line of every walk printed, by walk."""
    folder = tmp_path_factory.mktemp("walks")
    campaign = folder / "campaign"
    shutil.copytree(CAMPAIGN, campaign)
    with running(folder / "google") as base_url:
        environment = {
            "SHEETS_SYNC_GOOGLE__API_BASE_URL": base_url,
            "SHEETS_SYNC_GOOGLE__AUTH": "anonymous",
            "SHEETS_SYNC_GOOGLE__READS_PER_MINUTE": "0",
            "SHEETS_SYNC_GOOGLE__WRITES_PER_MINUTE": "0",
            "SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS": "0",
        }

        def run(line: str) -> str:
            done = sheets_sync(*line.split()[1:], folder=campaign, environment=environment, columns=400)
            assert done.returncode == 0, f"{line}: {done.returncode} {done.stdout} {done.stderr}"
            return f"$ {line}\n{done.stdout}{done.stderr}"

        run("sheets-sync provision")
        run("sheets-sync sync --no-mail")
        found: dict[str, list[str]] = {}
        for title, blocks in WALKS.items():
            printed = []
            for block in blocks:
                if block.kind == "diff":
                    edit(campaign, block.text)
                else:
                    printed += [run(line) for line in block.text.splitlines()]
            found[title] = printed
        found["in the end"] = [run("sheets-sync provision --dry-run")]
        yield found


@pytest.mark.parametrize(
    ("walk", "lines"),
    [
        (
            "A unit has another name and another address",
            [
                "Tổ dân phố Đông: cấp quyền cho dong@phungchikien.example",
                "NOT DONE Tổ dân phố Đông: thu hồi quyền của tdp01@phungchikien.example (cần --revoke)",
                "Tổ dân phố Đông: viết lại trang Hướng dẫn: Đơn vị báo cáo: Tổ dân phố Đông",
            ],
        ),
        (
            "A later deadline, and one unit has more time",
            ["Tổ dân phố số 2: viết lại trang Hướng dẫn", "Hạn nộp: 17:00 ngày 21/8/2024"],
        ),
        (
            "An indicator is added, another renamed",
            ["thêm dòng VX99 Hộ dùng nước sạch", "viết lại dòng VX01 Tổng số hộ dân cư"],
        ),
        ("A unit no longer owes a form", ["Tổ dân phố số 8: ẩn và khóa trang “8. Đề nghị khen thưởng”"]),
        (
            "A unit has another code, two merge, one splits",
            [
                "Tổ dân phố số 9: tạo bảng tính",
                "Tổ dân phố số 4 (đã chuyển giao cho Tổ dân phố số 5): cấp quyền cho tdp05@",
                "Tổ dân phố số 7 (đã chuyển giao cho Tổ dân phố số 9, Tổ dân phố số 10)",
            ],
        ),
        ("The ward has another name", ["Bảng tổng hợp: đổi tên tệp", "Phường Đường Hào”"]),
        ("A monthly report begins beside the campaign", ["Báo cáo tháng ", "tạo bảng tính “Tổ dân phố số 5"]),
        ("The master was deleted, the store was lost", ["Bảng tổng hợp: tạo bảng tính"]),
    ],
)
def test_a_walk_does_what_it_says(told: dict[str, list[str]], walk: str, lines: list[str]) -> None:
    printed = "\n".join(told[walk])
    assert [line for line in lines if line not in printed] == [], printed


def test_every_walk_of_the_page_is_walked(told: dict[str, list[str]]) -> None:
    assert set(told) == {*WALKS, "in the end"}
    assert len(WALKS) >= 8
    assert all(told.values())


def test_a_code_that_changed_is_no_change_at_google(told: dict[str, list[str]]) -> None:
    plan = told["A unit has another code, two merge, one splits"][0]
    assert "Tổ dân phố số 3" not in plan


def test_in_the_end_only_what_has_to_be_wanted_is_left(told: dict[str, list[str]]) -> None:
    (plan,) = told["in the end"]
    steps = [line for line in plan.splitlines() if line.startswith("  ")]
    assert steps
    assert [line for line in steps if "cần --revoke" not in line] == []

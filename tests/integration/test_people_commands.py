"""`sheets-sync people`: somebody asks, is found, gets a page, is erased; what stays is told with reasons."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_lines import CommandLines
from tests.integration.test_erasing import HOA, PHONE, everything, proposed
from tests.shared import Shared
from tests.ward import Ward


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, proposed) as one:
        yield one


def test_a_request_from_its_first_day_to_its_end(small: Ward, tmp_path: Path) -> None:
    campaign = small.project.config.file
    google = {
        "API_BASE_URL": small.base_url,
        "AUTH": "anonymous",
        "READS_PER_MINUTE": "0",
        "WORKBOOK_SECONDS": "0",
    }
    env = {f"SHEETS_SYNC_GOOGLE__{name}": value for name, value in google.items()}
    call = CommandLines(tmp_path, {**env, "SHEETS_SYNC_CONFIG": str(campaign)})

    (asked,) = call(["people", "requests", "--ask", "erase", "--json"]).json["requests"]
    assert asked["number"] == 1
    assert asked["answer_by"] > asked["asked"]
    assert asked["carry_out_by"] > asked["answer_by"]

    found = call(["people", "find", HOA, PHONE, "--json"]).json
    assert {one["where"] for one in found["places"]} >= {"sheet", "store"}
    assert all(one["link"].startswith(small.base_url) for one in found["places"] if one["where"] == "sheet")
    assert any(not one["sure"] and "Hóa" in one["spelt"] for one in found["places"])
    assert {"Năm sinh": "1971", "Họ và tên / Tên tập thể": HOA}.items() <= found["rows"][0]["texts"].items()

    assert found["shared"] == []
    other = call(["people", "find", HOA, "0987654321", "--json"]).json
    assert all("8. Đề nghị khen thưởng › 3" in one["place"] for one in other["shared"])
    assert len(other["shared"]) == 2

    page = call(["people", "export", HOA, PHONE, "--into", str(tmp_path / "out"), "--json"]).json
    written = Path(page["file"])
    assert written.stat().st_mode & 0o777 == 0o600
    text = written.read_text(encoding="utf-8")
    assert "1971" in text
    assert re.search(r"<th>Họ và tên / Tên tập thể</th><td>Nguyễn Thị Hòa</td>", text)

    refused = call(["people", "erase", "nguyen thi hoa", "--reason", "x", "--yes"])
    assert refused.code == 2
    assert "Nguyễn Thị Hòa, Nguyễn Thị Hóa" in refused.err
    refused = call(["people", "erase", HOA, "--reason", f"{HOA} xin", "--yes"])
    assert "without naming the person" in refused.err
    for request, why in (("99", "No such request"), ("2", "It asks for another thing: export")):
        refused = call(["people", "erase", HOA, "--reason", "x", "--yes", "--request", request])
        assert (refused.code, why in refused.err) == (2, True)
    refused = call(["people", "erase", HOA, "--reason", "x"])
    assert "--yes" in refused.err
    assert HOA in everything(small)

    erase = ["people", "erase", HOA, PHONE, "--reason", "theo yêu cầu", "--yes", "--request", "1", "--json"]
    erased = call(erase).json
    assert erased["request"] == 1
    assert erased["failed"] == {}
    assert [one["reason"] for one in erased["stays"]] == []
    assert len(erased["beyond"]) == 2
    held = everything(small)
    assert HOA not in held
    assert PHONE not in held
    assert "Xóa thông tin của một người" in held
    first, second = call(["people", "requests", "--json"]).json["requests"]
    assert (first["kind"], bool(first["done"]), first["late"]) == ("erase", True, "")
    assert second["kind"] == "export"
    # Nobody closed the period, which was due years ago: what is left of others there is over.
    (over,) = call(["people", "forget", "--dry-run", "--json"]).json["periods"]
    assert over["units"]["TDP01"]["contact"] == 1

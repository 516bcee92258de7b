"""Each client runs a session on the local Google, led there by its recipe in docs/local-google-clients.md."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .client import Api
from .sessions.recipes import recipe, recipes

ROOT = Path(__file__).parents[2]
SESSIONS = Path(__file__).parent / "sessions"
#: What .ci/clients installs, for Python and for Node.
CLIENTS, MODULES = ROOT / ".clients", ROOT / ".node" / "node_modules"

PYTHON: dict[str, Any] = {
    "gspread": {
        "records": [{"Tổ": "Tổ 1", "Số hộ": 210}, {"Tổ": "Tổ 2", "Số hộ": 195}],
        "tsv": "Tổ\tSố hộ\r\nTổ 1\t210\r\nTổ 2\t195",
    },
    "gspread-formatting": {
        "bold": True,
        "green": 0.49803922,
        "aligned": "CENTER",
        "frozen": 1,
        "choices": ["Đạt", "Chưa"],
        "rules": 1,
        "shown_green": 1,
        "width": 10,
    },
    "gspread-dataframe": {
        "size": [4, 4],
        "columns": ["Tổ", "Số hộ", "Tỷ lệ"],
        "households": 405,
        "empty": 1,
        "sum": "405",
    },
    "gspread-pandas": {
        "root": "My Drive",
        "email": "owner@example.com",
        "tabs": ["Sheet1", "Tổ dân phố"],
        "rows": [["Tổ 1", "210"], ["Tổ 2", "195"]],
        "frozen": 1,
        "folders": ["/", "/Kỳ báo cáo", "/Kỳ báo cáo/Quý 1"],
        "files": ["/Kỳ báo cáo/Quý 1"],
        "permissions": ["owner"],
    },
    "google-api-python-client": {
        "written": 2,
        "values": [["a", "2"]],
        "files": ["Sổ Google"],
        "csv": "a,2",
        "who": "owner@example.com",
    },
    "pygsheets": {
        "values": [["Tổ", "Số hộ"], ["Tổ 1", "211"], ["Tổ 2", "195"]],
        "frame": [[1], [2]],
        "note": "cần xem",
        "formula": "=200+11",
        "frozen": 1,
        "named": "B2:B3",
        "found": ["A3"],
        "shared": ["can.bo@example.com", "owner@example.com"],
    },
    "ezsheets": {
        "tabs": ["Sheet1", "Tổ dân phố"],
        "rows": [["Tổ", "Số hộ"], ["Tổ 1", "210"], ["", "420"]],
        "column": ["Tổ", "Tổ 1"],
        "frozen": 1,
        "color": 1.0,
        "copied": ["Sheet1", "Copy of Tổ dân phố"],
        "taken_in": ["b", "2"],
        "listed": True,
        "downloads": {"CSV": b"a,".hex(), "Excel": b"PK".hex(), "HTML": b"PK".hex(), "TSV": b"a\t".hex()},
    },
}
JAVASCRIPT: dict[str, Any] = {
    "googleapis": {
        "values": [["Tổ 1", 210], ["Tổ 2", 195]],
        "tab": "Hai",
        "files": ["Sổ googleapis"],
        "csv": "Tổ 1,210\r\nTổ 2,195",
        "refusal": [400, "Unable to parse range: Nowhere!A1"],
    },
    "google-spreadsheet": {
        "title": "Phường Phùng Chí Kiên",
        "tabs": ["Sheet1", "Tổ dân phố 2024"],
        "rows": [{"Tên": "Tổ 1", "Số hộ": "211"}],
        "value": 3.5,
        "note": "Ghi chú",
        "refusal": 404,
    },
}
#: Clients that stand in .venv.
AT_HAND = {"gspread", "google-api-python-client"}


def told(command: list[str], **environment: str) -> Any:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | environment
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("client", PYTHON)
def test_a_session_of_a_python_client_sees_what_it_did(listening: Api, client: str) -> None:
    if client not in AT_HAND and not CLIENTS.is_dir():
        pytest.skip("run .ci/clients to install the clients of Python")
    command = [sys.executable, "-m", f"{__package__}.sessions", client, listening.base_url]
    assert told(command, PYTHONPATH=str(CLIENTS)) == PYTHON[client]


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
@pytest.mark.skipif(not MODULES.is_dir(), reason="run .ci/clients to install the clients of Node")
@pytest.mark.parametrize("client", JAVASCRIPT)
def test_a_session_of_a_node_client_sees_what_it_did(listening: Api, tmp_path: Path, client: str) -> None:
    (tmp_path / "node_modules").symlink_to(MODULES)
    session = (SESSIONS / f"{client}.mjs").read_text(encoding="utf-8")
    program = tmp_path / "session.mjs"
    program.write_text(recipe(client, listening.base_url) + session, encoding="utf-8")
    assert told(["node", str(program)]) == JAVASCRIPT[client]


def test_every_client_of_the_page_has_a_session() -> None:
    of_all = {"pytest", "Any Python client, unchanged"}
    assert recipes().keys() - of_all == {*PYTHON, *JAVASCRIPT}

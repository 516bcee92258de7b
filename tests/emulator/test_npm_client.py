"""The npm package google-spreadsheet, a client of another language, runs a session against the server."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .client import Api

SESSION = Path(__file__).parent / "node" / "session.mjs"
#: Folder in which the package is installed; set by the gate.
MODULES = os.environ.get("SHEETS_SYNC_NODE_MODULES", "")


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
@pytest.mark.skipif(not MODULES, reason="SHEETS_SYNC_NODE_MODULES names no folder with google-spreadsheet")
def test_a_session_of_google_spreadsheet_reads_what_it_wrote(listening: Api, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(MODULES)
    shutil.copy(SESSION, tmp_path)
    done = subprocess.run(
        ["node", str(tmp_path / SESSION.name), listening.base_url],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "title": "Phường Phùng Chí Kiên",
        "tabs": ["Sheet1", "Tổ dân phố 2024"],
        "rows": [{"Tên": "Tổ 1", "Số hộ": "211"}],
        "value": 3.5,
        "note": "Ghi chú",
        "refusal": 404,
    }

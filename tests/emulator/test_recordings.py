import re
import subprocess
import sys
from pathlib import Path

import pytest

from .client import Api

SHARED = Path(__file__).resolve().parents[3] / "shared"
TOOL, RECORDINGS = SHARED / "tools" / "replay_recordings.py", SHARED / "google-recordings"
#: Share of the scenarios that must be answered as Google answered them.
WANTED = 0.98


@pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason="the recordings of Google's answers are not beside the repository"
)
def test_answers_are_those_recorded_from_google(listening: Api) -> None:
    command = [sys.executable, str(TOOL), "--base-url", listening.base_url, str(RECORDINGS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    counts = re.search(r"(\d+) passed, (\d+) failed, \d+ skipped", done.stdout)
    assert counts, done.stdout + done.stderr
    passed, failed = int(counts[1]), int(counts[2])
    assert passed > 50
    assert passed / (passed + failed) >= WANTED, done.stdout

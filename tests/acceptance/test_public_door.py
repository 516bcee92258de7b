"""What other programs may use: every name is there, costs nothing until it is used, and the example works."""

import contextlib
import io
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import sheets_sync
from sheets_sync.doors import places
from tests.ward import SMALL_INDICATORS, SMALL_UNITS, ward

PAGE = Path(__file__).parents[2] / "docs" / "develop.md"
#: What is slow to load.
HEAVY = ("pydantic", "sqlalchemy", "gspread", "jinja2")


def test_every_public_name_is_there_and_said_once() -> None:
    assert sorted(places(sheets_sync._ROOMS)) == sorted(sheets_sync.__all__)
    assert [name for name in sheets_sync.__all__ if getattr(sheets_sync, name) is None] == []
    assert set(sheets_sync.__all__) <= set(dir(sheets_sync))


def test_a_name_that_is_not_public_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing_of_the_kind'"):
        _ = sheets_sync.nothing_of_the_kind


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = f"import sheets_sync, sys; print([one for one in {HEAVY} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_program_of_the_guide_provisions_syncs_and_tells_who_owes_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(from datetime.*?)```", page, re.DOTALL)
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS, provisioned=False):
        monkeypatch.chdir(tmp_path / "campaign")
        printed = []
        for _ in range(2):
            with contextlib.redirect_stdout(io.StringIO()) as shown:
                runpy.run_path(str(tmp_path / "program.py"))
            printed.append(shown.getvalue().split())
    # The campaign is long over: all three units owe; the second time nothing has to be read.
    assert [one[:2] for one in printed] == [["3", "3"], ["0", "3"]]

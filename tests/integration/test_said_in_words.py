"""“Không có” where a count is expected: 0, and everybody sees that it was said in words."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.acceptance.test_jobs_export import command
from tests.ward import SMALL_INDICATORS, SMALL_UNITS, ward

CULTURE = "2. Văn hóa - Xã hội"


def test_a_zero_in_words_is_a_zero_that_shows_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
        one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "Không phát sinh"})
        one.type("TDP02", "culture_society", {"E2": "Không có", "E3": "không"})
        outcome = one.sync()
        found = one.records(CULTURE)
        assert (found["TDP01/VX02"]["Thực hiện"], found["TDP02/VX01"]["Thực hiện"]) == (0, 0)
        header, *rows = one.cells("", CULTURE)
        place = [cell.get("formattedValue") for cell in header].index("Thực hiện")
        shown = {row[0]["formattedValue"]: row[place].get("formattedValue") for row in rows if row and row[0]}
        assert shown["TDP01/VX01"] == "205"
        assert shown["TDP01/VX02"] == "0 (Không phát…)"
        assert shown["TDP02/VX01"] == "0 (Không có)"
        # Who says so in words has reported, as nobody has whose tab holds nothing but zeros.
        arrived = {(one.unit, one.form) for one in outcome.coverage if one.timeliness is not None}
        assert ("TDP02", "culture_society") in arrived
        held = one.project.store.submissions.latest(one.project.period.code)
        assert held["TDP02", "culture_society"].arrived is not None

        # A number in its place is shown as one.
        one.type("TDP02", "culture_society", {"E2": "0"})
        one.sync()
        header, *rows = one.cells("", CULTURE)
        shown = {row[0]["formattedValue"]: row[place].get("formattedValue") for row in rows if row and row[0]}
        assert shown["TDP02/VX01"] == "0"

        done = command(one, tmp_path / "out", "--format", "xlsx")
        assert done.returncode == 0, done.stderr
        sheet = load_workbook(next((tmp_path / "out").glob("*.xlsx")))[CULTURE]
        titles = [cell.value for cell in sheet[1]]
        cells = {row[0].value: row[titles.index("Thực hiện")] for row in sheet.iter_rows(min_row=2)}
        assert cells["TDP01/VX02"].value == 0
        assert "Không phát…" in cells["TDP01/VX02"].number_format

"""“Xác nhận hoàn thành”: a head confirms a report as it stands; the office sees it, and nothing follows."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sheets_sync.master.tables.matrix import TITLE as MATRIX
from sheets_sync.unit_workbook.check_tab import CHECK_TITLE, COMPLETE
from tests.integration.test_master import CULTURE
from tests.integration.test_review import synced
from tests.shared import Shared
from tests.ward import EVENING, Ward

HOUR = timedelta(hours=1)
ANSWER, QUESTION = 5, 6
SEEN = "Trưởng đơn vị đã xác nhận hoàn thành"


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        object.__setattr__(one.project.config.settings.campaign, "confirm_complete", True)
        one.sync(EVENING + HOUR, mails=False, full=True)
        yield one


def line(small: Ward, title: str = CULTURE) -> tuple[int, list[str]]:
    """Row number and texts of a form's line in the check tab."""
    rows = small.values("TDP01", CHECK_TITLE)
    place = next(number for number, row in enumerate(rows) if len(row) > 1 and str(row[1]).startswith(title))
    return place + 1, [str(text) for text in (*rows[place], *[""] * 7)][:7]


def confirm(small: Ward) -> None:
    place, _ = line(small)
    email = small.project.units["TDP01"].emails[0]
    small.people.type_in(email, small.book("TDP01"), {f"'{CHECK_TITLE}'!F{place}": COMPLETE})


def status(small: Ward) -> str:
    return str(small.records(MATRIX)["TDP01"][CULTURE])


def test_what_is_confirmed_is_seen_by_unit_and_office_and_changes_no_status(small: Ward) -> None:
    assert line(small)[1][QUESTION].startswith("complete/culture_society:")
    before = status(small)
    confirm(small)
    small.sync(EVENING + 2 * HOUR, mails=False)
    _, told = line(small)
    assert told[1].endswith("đã đủ, cảm ơn; đã xác nhận hoàn thành")
    assert (told[ANSWER], told[QUESTION]) == ("", "")
    assert status(small) == f"{before}\n{SEEN}"
    # And nothing more happens.
    small.forget_calls()
    small.sync(EVENING + 3 * HOUR, mails=False)
    assert len(small.calls()) <= 2
    assert status(small) == f"{before}\n{SEEN}"


def test_what_changes_afterwards_is_to_be_confirmed_anew(small: Ward) -> None:
    confirm(small)
    small.sync(EVENING + 2 * HOUR, mails=False)
    small.type("TDP01", "culture_society", {"E3": "197"})
    small.sync(EVENING + 3 * HOUR, mails=False)
    assert SEEN not in status(small)
    assert line(small)[1][QUESTION]
    # Put back as it was confirmed, it is what was confirmed.
    small.type("TDP01", "culture_society", {"E3": "198"})
    small.sync(EVENING + 4 * HOUR, mails=False)
    assert SEEN in status(small)


def test_a_change_made_beside_the_answer_is_not_confirmed_by_it(small: Ward) -> None:
    confirm(small)
    small.type("TDP01", "culture_society", {"E3": "197"})
    small.sync(EVENING + 2 * HOUR, mails=False)
    assert SEEN not in status(small)
    assert "xác nhận" not in line(small)[1][1]


def test_nobody_is_asked_about_what_is_wrong_missing_or_where_it_is_not_wanted(small: Ward) -> None:
    assert not line(small, "8. Đề nghị khen thưởng")[1][QUESTION]
    small.type("TDP01", "culture_society", {"E3": "nhiều"})
    small.sync(EVENING + 2 * HOUR, mails=False)
    assert not line(small)[1][QUESTION]
    object.__setattr__(small.project.config.settings.campaign, "confirm_complete", False)
    small.type("TDP01", "culture_society", {"E3": "198"})
    small.sync(EVENING + 3 * HOUR, mails=False)
    assert not line(small)[1][QUESTION]

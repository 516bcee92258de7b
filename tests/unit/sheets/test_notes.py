"""Our notes stand below the unit's own, and leave no trace when all is mended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.model import Finding
from sheets_sync.sheets.notes import MARK, own_text, with_findings
from tests.unit.builders import finding

MISSING = finding()
WORDS = finding("number-unreadable", params={"typed": "nhiều", "measure": "hộ"})
FINDINGS = st.lists(st.sampled_from([MISSING, WORDS]), max_size=3)
#: What a unit may write in a note of its own.
OWN = st.text(alphabet="aăâ ổ\n.▼", max_size=30)


def test_a_note_tells_each_finding_and_how_to_mend_it() -> None:
    assert with_findings("", [WORDS, MISSING]) == (
        f"{MARK}\n"
        "• “nhiều” chưa phải dạng số. Đề nghị nhập một số (đơn vị tính: hộ).\n"
        "• Đang để trống. Nếu không phát sinh, đề nghị nhập 0; "
        "nếu chưa có số liệu, đề nghị ghi rõ ở cột Ghi chú."
    )


def test_the_units_own_note_stands_first() -> None:
    note = with_findings("Chị Hoa nhập ngày 12/8", [MISSING])
    assert note.startswith(f"Chị Hoa nhập ngày 12/8\n\n{MARK}\n• ")


def test_what_is_written_behind_our_mark_is_ours_to_take_away() -> None:
    note = with_findings("Chị Hoa", [MISSING]) + "\nđã sửa"
    assert with_findings(note, []) == "Chị Hoa"


@pytest.mark.parametrize("note", ["", "Số liệu tạm tính", "Số liệu tạm tính\n\n", "\n"])
def test_without_findings_an_own_note_stays_to_the_letter(note: str) -> None:
    assert with_findings(note, []) == note
    assert own_text(note) == note


@given(OWN, FINDINGS, FINDINGS)
def test_findings_come_and_go_and_the_own_note_stays(
    own: str, first: list[Finding], second: list[Finding]
) -> None:
    once = with_findings(own, first)
    assert own_text(once) == own
    assert with_findings(once, first) == once
    assert with_findings(once, second) == with_findings(own, second)
    assert with_findings(once, []) == own

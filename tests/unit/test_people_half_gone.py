"""While a period waits for a workbook, marks that stand in the others since are no news."""

from dataclasses import replace

import pytest

from sheets_sync.model import Record, State, Submission
from sheets_sync.people.half_gone import as_before
from sheets_sync.reading.validation import Validated
from sheets_sync.vietnamese.erased import ERASED
from tests.unit.builders import ARRIVED

BEFORE = "nhờ bà An, 0912345678, và ông Bình"
ROW = Record("TDP01", "culture_society", "ky-1", "VX01", {"note": BEFORE}, {}, {"note": "G2"}, 1)


def read(text: str, before: str = BEFORE) -> object:
    """What a note counts as that was another before."""
    last = Submission(
        unit="TDP01",
        form="culture_society",
        period="ky-1",
        state=State.CURRENT,
        records=(replace(ROW, values={"note": before}),),
        findings=(),
        arrived=ARRIVED,
        changed=ARRIVED,
        tab="2. Văn hóa - Xã hội",
        sheet_id=1,
    )
    now = Validated((replace(ROW, values={"note": text}),), (), sound=True, reported=True)
    return as_before(now, last).records[0].values["note"]


@pytest.mark.parametrize(
    "text",
    [ERASED, f"nhờ bà {ERASED}, {ERASED}, và ông {ERASED}", f"{ERASED}, 0912345678, và {ERASED}", BEFORE],
)
def test_what_was_there_counts_where_marks_stand_for_a_part_of_it(text: str) -> None:
    assert read(text) == BEFORE


@pytest.mark.parametrize(
    "text",
    [f"nhờ bà {ERASED}, 0999", f"{ERASED} ông Hòa", f"{BEFORE}{ERASED}", f"cảm ơn {ERASED}", "", "bà An"],
)
def test_what_a_unit_typed_since_is_news(text: str) -> None:
    assert read(text) == text


def test_work_grows_as_the_texts_do() -> None:
    """A unit may type any number of marks."""
    text, before = f"{ERASED}a" * 5_000 + "b", "a" * 50_000 + "c"
    assert read(text, before) == text

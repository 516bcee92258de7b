"""Of more findings than anybody reads the gravest are listed, of every tab, and the rest is counted."""

from collections import Counter

import pytest

from sheets_sync.findings.listing import listed
from sheets_sync.limits import FINDINGS_OF_UNIT
from sheets_sync.model import Finding, Severity
from tests.unit.builders import finding

MOST = FINDINGS_OF_UNIT.most
WORDS = {"typed": "nhiều", "measure": "hộ"}


def errors(count: int, form: str = "works") -> list[Finding]:
    return [
        finding("number-unreadable", cell=f"D{row}", form=form, sheet_id=len(form), params=WORDS)
        for row in range(2, count + 2)
    ]


def warnings(count: int, form: str = "works") -> list[Finding]:
    return [finding(cell=f"E{row}", form=form, sheet_id=len(form)) for row in range(2, count + 2)]


def test_what_is_within_the_bound_is_listed_as_it_stands() -> None:
    all_of_them = (*errors(2), *warnings(MOST - 2))
    assert listed(all_of_them) == all_of_them


def test_beyond_the_bound_the_gravest_are_listed_in_their_order_and_one_line_counts_the_rest() -> None:
    found = [*warnings(MOST), *errors(100)]
    *kept, last = listed(found)
    assert len(kept) + 1 == MOST
    assert Counter(one.severity for one in kept)[Severity.ERROR] == 100
    assert kept == [one for one in found if one in kept]
    assert last.code == "findings-more"
    assert f"còn {len(found) - len(kept)} nội dung khác" in last.message


def test_a_bad_tab_does_not_hide_another() -> None:
    few = errors(7, "economy")
    kept = listed([*errors(10_000), *few])
    assert set(few) <= set(kept)


@pytest.mark.parametrize("special", ["rows-shrunk", "record-returned"])
def test_what_is_asked_about_a_tab_and_what_the_office_returned_is_listed_before_all(special: str) -> None:
    params = {"before": "9", "after": "2", "reason": "thiếu chữ ký"}
    cell = "" if special == "rows-shrunk" else "10900"
    asked = finding(special, cell=cell, form="works", sheet_id=5, params=params)
    assert asked in listed([*errors(10_000), asked])


def test_a_text_of_a_whole_page_is_repeated_in_a_few_words() -> None:
    told = finding("number-unreadable", params={"typed": "x" * 30_000, "measure": "hộ"}, label="y" * 30_000)
    assert len(told.text) < 1_000
    assert "…" in told.message


def test_the_words_of_the_office_are_repeated_whole() -> None:
    reason = "Đề nghị bổ sung biên bản họp. " * 30
    assert reason in finding("record-returned", cell="2", params={"reason": reason}).message

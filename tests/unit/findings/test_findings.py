"""The catalogue speaks complete, polite Vietnamese; a finding says where, what and how to mend."""

import string
import unicodedata

import pytest

from sheets_sync.findings import CATALOGUE, INCOMPLETE, FindingKind, place
from sheets_sync.findings.examples import EXAMPLES
from sheets_sync.findings.rows import Spot, located
from sheets_sync.model import Doubt, Severity
from tests.unit.builders import finding, record


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=CATALOGUE)
def test_every_finding_says_what_is_wrong_and_asks_politely_to_mend_it(kind: FindingKind) -> None:
    for text in (kind.title, kind.message, kind.mend):
        assert unicodedata.is_normalized("NFC", text)
        assert text == text.strip() != ""
    assert not kind.title.endswith(".")
    assert kind.message.endswith((".", "?"))
    assert kind.mend == "{suggestion}" or ("đề nghị" in kind.mend.lower() and kind.mend.endswith("."))


def test_no_two_kinds_have_one_title() -> None:
    assert len({kind.title for kind in CATALOGUE.values()}) == len(CATALOGUE)


def test_examples_are_of_findings_that_there_are() -> None:
    assert set(EXAMPLES) <= set(CATALOGUE)


def test_what_is_merely_not_there_yet_is_a_warning() -> None:
    assert {CATALOGUE[code].severity for code in INCOMPLETE} == {Severity.WARNING}


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_parameter_that_is_not_given_is_a_defect(code: str) -> None:
    kind = CATALOGUE[code]
    named = {name for _, name, _, _ in string.Formatter().parse(kind.message + kind.mend) if name}
    whole = place(
        Doubt(code, dict.fromkeys(named, "…")), unit="TDP01", form="works", tab="Trang", sheet_id=None
    )
    assert "{" not in whole.text
    for missing in named:
        params = dict.fromkeys(named - {missing}, "…")
        with pytest.raises(KeyError, match=missing):
            place(Doubt(code, params), unit="TDP01", form="works", tab="Trang", sheet_id=None)


def test_an_unknown_code_is_a_defect() -> None:
    with pytest.raises(KeyError, match="no-such-code"):
        finding("no-such-code")


@pytest.mark.parametrize(
    ("cell", "label", "where"),
    [
        ("D7", "Hộ nghèo", "Ô D7 (Hộ nghèo)"),
        ("D7", "", "Ô D7"),
        ("D", "", "Cột D"),
        ("18", "", "Dòng 18"),
        ("", "Hộ nghèo", "Trang “2. Văn hóa - Xã hội”"),
    ],
)
def test_a_finding_says_where_as_units_say_it(cell: str, label: str, where: str) -> None:
    one = finding(cell=cell, label=label)
    assert one.text.startswith(f"{where}: đang để trống. Nếu không phát sinh, đề nghị nhập 0;")


def test_a_finding_is_about_the_record_and_the_field_of_its_cell() -> None:
    held = (record("TDP01", "VX02"),)
    row = held[0].row + 1
    column = held[0].cells["actual"].rstrip("0123456789")

    def spots(*cells: str) -> list[Spot]:
        found = (finding(cell=cell, form="culture_society") for cell in cells)
        return [spot for _, spot in located(found, held)]

    assert spots(f"{column}{row}", str(row), column) == [
        Spot("VX02", "actual"),
        Spot("VX02", ""),
        Spot("", "actual"),
    ]
    assert spots(f"{column}{row + 1}", str(row + 1), "", "ZZ") == [Spot()] * 4


def test_a_finding_of_another_form_is_not_about_this_record() -> None:
    held = (record("TDP01", "VX02"),)
    [(_, spot)] = located([finding(cell=str(held[0].row + 1), form="economy")], held)
    assert spot == Spot()

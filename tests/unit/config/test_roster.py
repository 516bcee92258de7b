from datetime import date
from pathlib import Path

import pytest

from sheets_sync.config.catalogue import Catalogue, read_catalogue
from sheets_sync.config.roster import Roster, charge_problems, read_roster
from sheets_sync.errors import Problem

FORMS = ("economy", "narrative", "works")
COLUMNS = (
    "code",
    "name",
    "kind",
    "parent",
    "emails",
    "valid_from",
    "valid_to",
    "successor",
    "forms",
    "indicators",
)
UNIT = {
    "code": "TDP01",
    "name": "Tổ dân phố số 1",
    "kind": "TDP",
    "emails": "tdp01@phuong.example",
    "valid_from": "2019-05-01",
    "forms": "economy narrative",
    "indicators": "KT*",
}
OTHER = UNIT | {"code": "HTX", "kind": "HTX", "indicators": "KT02"}
INDICATORS = """code,form,title,measure,measurement,plan,same_period,\
lower_is_better,minimum,maximum,choices,in_charge,enabled
KT01,economy,Thu,triệu đồng,decimal,,,,,,,{in_charge},
KT02,economy,Chi,triệu đồng,decimal,,,,,,,TDP,
KT03,economy,Nợ,triệu đồng,decimal,,,,,,,,no
"""


def catalogue(path: Path, in_charge: str = "TDP") -> Catalogue:
    file = path / "indicators.csv"
    file.write_text(INDICATORS.format(in_charge=in_charge), encoding="utf-8")
    problems: list[Problem] = []
    found = read_catalogue(file, FORMS, problems)
    assert problems == []
    return found


def read(
    path: Path, *lines: dict[str, str], in_charge: str = "TDP", delimiter: str = ","
) -> tuple[Roster, list[Problem]]:
    rows = [COLUMNS, *([f'"{line.get(column, "")}"' for column in COLUMNS] for line in lines)]
    file = path / "units.csv"
    file.write_text("".join(delimiter.join(row) + "\n" for row in rows), encoding="utf-8")
    problems: list[Problem] = []
    indicators = catalogue(path, in_charge)
    roster = read_roster(file, FORMS, indicators, problems)
    problems += charge_problems(indicators, roster)
    return roster, problems


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("separator", [" ", ";", "|", " ; "])
def test_a_line_becomes_a_unit_whatever_separates_its_lists(
    tmp_path: Path, separator: str, delimiter: str
) -> None:
    line = UNIT | {
        "emails": separator.join(("a@phuong.example", "b@phuong.example")),
        "forms": separator.join(("economy", "narrative")),
        "indicators": separator.join(("KT01", "KT02")),
    }
    roster, problems = read(tmp_path, line, delimiter=delimiter)
    assert problems == []
    (unit,) = roster.units
    assert unit.emails == ("a@phuong.example", "b@phuong.example")
    assert unit.forms == ("economy", "narrative")
    assert unit.indicators == {"KT01", "KT02"}
    assert (unit.valid_from, unit.valid_to, unit.parent, unit.successor) == (
        date(2019, 5, 1),
        None,
        None,
        None,
    )


def test_a_pattern_stands_for_the_enabled_indicators_it_fits(tmp_path: Path) -> None:
    roster, _ = read(tmp_path, UNIT | {"indicators": "KT*"})
    assert roster.units[0].indicators == {"KT01", "KT02"}


def test_a_disabled_indicator_may_still_be_named(tmp_path: Path) -> None:
    roster, problems = read(tmp_path, UNIT | {"indicators": "KT01 KT02 KT03"})
    assert problems == []
    assert roster.units[0].indicators == {"KT01", "KT02"}


@pytest.mark.parametrize(
    ("change", "column", "value", "remedy"),
    [
        ({"code": ""}, "code", "", "Required"),
        ({"code": "TDP 9"}, "code", "TDP 9", "letters, digits and hyphens"),
        ({"name": ""}, "name", "", "Required"),
        ({"emails": ""}, "emails", "", "A unit without an address gets no mail"),
        ({"emails": "ok@phuong.example nobody"}, "emails", "nobody", "Not a mail address"),
        ({"emails": "a@b@phuong.example"}, "emails", "a@b@phuong.example", "Not a mail address"),
        ({"parent": "TDP02"}, "parent", "TDP02", "No such unit. Did you mean"),
        ({"successor": "qqq"}, "successor", "qqq", "No such unit. Known: TDP01, HTX, X"),
        ({"valid_from": "01/05/2019"}, "valid_from", "01/05/2019", "Write a day as 2024-08-05."),
        ({"valid_to": "2018-01-01"}, "valid_to", "2018-01-01", "Before valid_from 2019-05-01"),
        ({"forms": ""}, "forms", "", "Required"),
        ({"forms": "economy wroks"}, "forms", "wroks", "No such form. Did you mean works?"),
        ({"indicators": "KT0l"}, "indicators", "KT0l", "No such indicator. Did you mean KT01?"),
        ({"indicators": "ZZ*"}, "indicators", "ZZ*", "No such indicator. Known: KT01, KT02, KT03."),
        ({"forms": "works"}, "indicators", "KT01", "Belongs to the form economy"),
    ],
)
def test_each_mistaken_cell_is_one_problem(
    tmp_path: Path, change: dict[str, str], column: str, value: str, remedy: str
) -> None:
    third = UNIT | {"code": "X", "kind": "HTX", "indicators": "KT01"} | change
    _, problems = read(tmp_path, UNIT, OTHER, third)
    assert len(problems) == 1
    assert problems[0].file == tmp_path / "units.csv"
    assert (problems[0].key, problems[0].value) == (f"line 4, {column}", value)
    assert remedy in problems[0].remedy


def test_a_mistaken_line_is_still_known_to_the_lines_that_name_it(tmp_path: Path) -> None:
    faulty = UNIT | {"valid_from": "yesterday"}
    _, problems = read(tmp_path, faulty, OTHER | {"parent": "TDP01"})
    assert [problem.key for problem in problems] == ["line 2, valid_from"]


def test_every_mistake_of_one_line_is_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, UNIT | {"valid_from": "x", "emails": "y", "forms": "economy zzz"})
    assert sorted(problem.key for problem in problems) == [
        "line 2, emails",
        "line 2, forms",
        "line 2, valid_from",
    ]


@pytest.mark.parametrize("column", ["parent", "successor"])
def test_a_circle_of_units_is_one_problem(tmp_path: Path, column: str) -> None:
    _, problems = read(tmp_path, UNIT | {column: "HTX"}, OTHER | {column: "TDP01"})
    assert [problem.key for problem in problems] == [f"line 2, {column}"]
    assert "TDP01 → HTX → TDP01" in problems[0].remedy


def test_a_unit_above_itself_is_one_problem(tmp_path: Path) -> None:
    _, problems = read(tmp_path, UNIT | {"parent": "TDP01"})
    assert [(problem.key, problem.value) for problem in problems] == [("line 2, parent", "TDP01")]


def test_a_line_of_parents_is_no_circle(tmp_path: Path) -> None:
    third = OTHER | {"code": "X", "parent": "HTX"}
    _, problems = read(tmp_path, UNIT, OTHER | {"parent": "TDP01"}, third)
    assert problems == []


def test_a_code_used_again_is_one_problem(tmp_path: Path) -> None:
    _, problems = read(tmp_path, UNIT, UNIT)
    assert [(problem.key, problem.value) for problem in problems] == [("line 3, code", "TDP01")]


@pytest.mark.parametrize(
    ("in_charge", "value", "remedy"),
    [
        ("", "", "No one is in charge"),
        ("TPD", "TPD", "No such unit or kind of unit. Did you mean TDP"),
        ("HTX", "HTX", "Does not owe this indicator; add KT01"),
    ],
)
def test_an_indicator_without_someone_who_answers_for_it_is_one_problem(
    tmp_path: Path, in_charge: str, value: str, remedy: str
) -> None:
    _, problems = read(tmp_path, UNIT, OTHER, in_charge=in_charge)
    assert len(problems) == 1
    assert problems[0].file == tmp_path / "indicators.csv"
    assert (problems[0].key, problems[0].value) == ("line 2, in_charge", value)
    assert remedy in problems[0].remedy


@pytest.mark.parametrize("in_charge", ["TDP", "TDP01"])
def test_a_unit_or_a_kind_may_be_in_charge(tmp_path: Path, in_charge: str) -> None:
    _, problems = read(tmp_path, UNIT, OTHER, in_charge=in_charge)
    assert problems == []


@pytest.mark.parametrize(
    ("phone", "is_taken"),
    [
        ("0912 345 678", True),
        ("+84 912 345 678", True),
        ("024.3855.1234", True),
        ("", True),
        ("912345678", False),
        ("hỏi văn phòng", False),
    ],
)
def test_a_telephone_is_written_as_it_is_dialled(tmp_path: Path, phone: str, is_taken: bool) -> None:
    file = tmp_path / "units.csv"
    columns = [*COLUMNS, "contact", "phone"]
    line = UNIT | {"contact": "Ông Nguyễn Văn An", "phone": phone}
    rows = [columns, [f'"{line.get(column, "")}"' for column in columns]]
    file.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    problems: list[Problem] = []
    roster = read_roster(file, FORMS, catalogue(tmp_path), problems)
    assert [problem.key for problem in problems] == ([] if is_taken else ["line 2, phone"])
    assert [unit.contact for unit in roster.units] == (["Ông Nguyễn Văn An"] if is_taken else [])


@pytest.mark.parametrize(
    ("column", "text", "most"),
    [("code", "T" * 65, 64), ("kind", "T" * 65, 64), ("emails", f"{'a' * 240}@phuong.example", 254)],
)
def test_what_the_store_has_no_room_for_is_a_mistake_that_tells_how_long_it_may_be(
    tmp_path: Path, column: str, text: str, most: int
) -> None:
    _, problems = read(tmp_path, UNIT | {column: text})
    assert [(one.key, one.remedy) for one in problems][:1] == [
        (f"line 2, {column}", f"At most {most} letters; write it shorter.")
    ]

"""Relations between indicators as the office writes them: what follows from them, and each mistake."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from schemas import FORMS
from sheets_sync.config.loading import Config, load
from sheets_sync.errors import ConfigError, Problem
from tests.unit.builders import found, read
from tests.ward import CAMPAIGN, SMALL_INDICATORS

COLUMNS = ("at_most", "at_most_units", "part_of", "needs", "usual_share", "equation")
PLAIN = SMALL_INDICATORS.splitlines()[0].removesuffix(",at_most")
UNITS = """\
code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators
TDP01,Tổ dân phố số 1,TDP,,to1@phuong.example,2019-05-01,,,economy culture_society,*
"""


def line(
    code: str, /, form: str = "economy", measure: str = "chợ", enabled: str = "yes", **given: str
) -> str:
    measurement = given.pop("measurement", "integer")
    choices = "Tốt|Kém" if measurement == "choice" else ""
    cells = [
        code,
        form,
        f"Chỉ tiêu {code}",
        measure,
        measurement,
        "no",
        "no",
        "no",
        "0",
        "",
        choices,
        "TDP",
        enabled,
    ]
    return ",".join([*cells, *(given.get(column, "") for column in COLUMNS)])


def campaign(folder: Path, *lines: str, header: str = f"{PLAIN},{','.join(COLUMNS)}") -> Path:
    shutil.copytree(CAMPAIGN, folder, dirs_exist_ok=True)
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    (folder / "indicators.csv").write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return folder / "campaign.toml"


def loaded(folder: Path, *lines: str) -> Config:
    return load(campaign(folder, *lines), FORMS)


def problems(folder: Path, *lines: str) -> list[Problem]:
    with pytest.raises(ConfigError) as caught:
        loaded(folder, *lines)
    return list(caught.value.problems)


def codes(config: Config, **figures: int) -> list[tuple[str, str]]:
    """Cell and code of what is found in a report of these figures."""
    form = next(form for form in config.forms if form.code == "economy")
    rows: list[dict[str, Any]] = [
        {"code": code, "actual": value, "note": "x"} for code, value in figures.items()
    ]
    return found(read(form, *rows, owed=tuple(figures), indicators=dict(config.indicators)))


@pytest.mark.parametrize(
    ("given", "kept", "broken", "expected"),
    [
        ({"at_most": "C1"}, {"C1": 3, "C2": 3}, {"C1": 3, "C2": 4}, ("E3", "part-exceeds-whole")),
        ({"part_of": "C1"}, {"C1": 3, "C2": 3}, {"C1": 3, "C2": 4}, ("E3", "part-exceeds-whole")),
        ({"at_most_units": "TDP"}, {"C2": 14}, {"C2": 15}, ("E2", "part-exceeds-limit")),
        ({"needs": "C1"}, {"C1": 1, "C2": 9}, {"C1": 0, "C2": 1}, ("E2", "casualties-without-accident")),
        (
            {"usual_share": "50 – 80 % C1"},
            {"C1": 10, "C2": 8},
            {"C1": 10, "C2": 9},
            ("E3", "share-out-of-range"),
        ),
        ({"equation": "C2 = C1"}, {"C1": 3, "C2": 3}, {"C1": 3, "C2": 4}, ("E3", "sum-mismatch")),
    ],
)
def test_each_relation_speaks_when_broken_and_only_then(
    tmp_path: Path,
    given: dict[str, str],
    kept: dict[str, int],
    broken: dict[str, int],
    expected: tuple[str, str],
) -> None:
    config = loaded(tmp_path, line("C1"), line("C2", **given))
    assert codes(config, **kept) == []
    assert codes(config, **broken) == [expected]


def test_parts_of_one_total_are_added_up(tmp_path: Path) -> None:
    config = loaded(tmp_path, line("C1"), line("C2", part_of="C1"), line("C3", part_of="C1"))
    assert codes(config, C1=5, C2=3, C3=2) == []
    assert codes(config, C1=5, C2=3, C3=3) == [("E4", "parts-exceed-whole")]


def test_the_kind_of_unit_is_called_as_the_campaign_calls_it(tmp_path: Path) -> None:
    config = loaded(tmp_path, line("C1", at_most_units="TDP"))
    form = next(form for form in config.forms if form.code == "economy")
    made = read(form, {"code": "C1", "actual": 15}, owed=("C1",), indicators=dict(config.indicators))
    assert "lớn hơn số tổ dân phố của phường (14)" in made.findings[0].message


def test_another_wards_kt01_gets_no_relation_that_it_does_not_state(tmp_path: Path) -> None:
    """KT01 counts markets here, KT02 something else: 120 is not too much for three markets."""
    config = loaded(tmp_path, line("KT01"), line("KT02", measure="hộ"))
    assert all(form.rules == () for form in config.forms)
    assert codes(config, KT01=3, KT02=120) == []


def test_a_list_without_these_columns_is_a_list_without_relations(tmp_path: Path) -> None:
    file = campaign(
        tmp_path, *(one.rpartition(",")[0] for one in SMALL_INDICATORS.splitlines()[1:]), header=PLAIN
    )
    text = UNITS + "TCKT,Tài chính,CONG-CHUC,,tckt@phuong.example,2019-05-01,,,economy,KT*\n"
    (tmp_path / "units.csv").write_text(text, encoding="utf-8")
    config = load(file, FORMS)
    assert all(form.rules == () for form in config.forms)


def test_a_relation_to_an_indicator_that_is_switched_off_is_silent(tmp_path: Path) -> None:
    config = loaded(
        tmp_path,
        line("C1", enabled="no"),
        line("C2", part_of="C4", at_most="C1"),
        line("C3", part_of="C4", enabled="no"),
        line("C4"),
    )
    assert codes(config, C2=5, C4=5) == []
    assert codes(config, C2=6, C4=5) == [("E2", "part-exceeds-whole")]


MISTAKES: list[tuple[str, dict[str, str], str, str]] = [
    ("unknown", {"at_most": "C9"}, "at_most", "No such indicator"),
    ("itself", {"needs": "C2"}, "needs", "This is the line's own code"),
    ("other form", {"part_of": "V1"}, "part_of", "V1 stands in the form culture_society"),
    ("other measure", {"at_most": "H1"}, "at_most", "H1 has another unit of measure (“chợ” and “hộ”)"),
    ("answer", {"at_most": "A1"}, "at_most", "A1 is answered by a choice"),
    ("no kind", {"at_most_units": "TPD"}, "at_most_units", "No such kind of unit. Did you mean TDP?"),
    ("share", {"usual_share": "C1 80%"}, "usual_share", "Write a usual share as 80-100% VX01"),
    ("share turned", {"usual_share": "90-80% C1"}, "usual_share", "the smaller number first"),
    ("one side", {"equation": "C2 + C1"}, "equation", "Write two sums such as"),
    ("other's line", {"equation": "C1 = C2"}, "equation", "this line's code first"),
    ("twice", {"equation": "C2 = C1+C1"}, "equation", "each code once"),
    ("sum of others", {"equation": "C2 = C1 + H1"}, "equation", "H1 has another unit of measure"),
]


@pytest.mark.parametrize(
    ("given", "column", "remedy"), [one[1:] for one in MISTAKES], ids=[one[0] for one in MISTAKES]
)
def test_each_mistake_is_one_problem_with_line_column_and_remedy(
    tmp_path: Path, given: dict[str, str], column: str, remedy: str
) -> None:
    others = (line("H1", measure="hộ"), line("V1", form="culture_society"), line("A1", measurement="choice"))
    [problem] = problems(tmp_path, line("C1"), line("C2", **given), *others)
    assert (problem.file.name, problem.key) == ("indicators.csv", f"line 3, {column}")
    assert problem.value in given[column]
    assert remedy in problem.remedy


def test_an_answer_in_words_states_no_relation(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, line("C1"), line("C2", measurement="choice", needs="C1"))
    assert problem.key == "line 3, needs"
    assert "has no figure" in problem.remedy


def test_each_circle_is_one_problem_at_its_first_line(tmp_path: Path) -> None:
    made = problems(
        tmp_path,
        line("C1", at_most="C2"),
        line("C2", part_of="C3"),
        line("C3", at_most="C1"),
        line("C4", at_most="C5"),
        line("C5", at_most="C4"),
    )
    assert [(one.key, one.value) for one in made] == [("line 2, at_most", "C2"), ("line 5, at_most", "C5")]
    assert "C1 ≤ C2 ≤ C3 ≤ C1" in made[0].remedy or "C2 ≤ C3 ≤ C1" in made[0].remedy


def test_two_that_need_each_other_are_no_circle(tmp_path: Path) -> None:
    config = loaded(tmp_path, line("C1", needs="C2"), line("C2", needs="C1", measure="hộ"))
    assert codes(config, C1=0, C2=0) == []
    assert codes(config, C1=0, C2=2) == [("E2", "casualties-without-accident")]
    assert codes(config, C1=2, C2=0) == [("E3", "casualties-without-accident")]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    made = problems(tmp_path, line("C1", at_most="C9 C8"), line("C2", usual_share="x", equation="y"))
    keys = [one.key for one in made]
    assert keys == ["line 2, at_most", "line 2, at_most", "line 3, usual_share", "line 3, equation"]


def test_an_indicator_stands_in_a_form_that_holds_indicators(tmp_path: Path) -> None:
    [one] = [one for one in problems(tmp_path, line("C1", form="works")) if one.key == "line 2, form"]
    assert one.value == "works"
    assert "Forms with the role Indicators: economy" in one.remedy

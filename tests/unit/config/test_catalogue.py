from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync.config.catalogue import Catalogue, read_catalogue
from sheets_sync.errors import Problem
from sheets_sync.model import Measurement

COLUMNS = (
    "code",
    "form",
    "title",
    "measure",
    "measurement",
    "plan",
    "same_period",
    "lower_is_better",
    "minimum",
    "maximum",
    "choices",
    "in_charge",
    "enabled",
)
VALID = {"code": "KT01", "form": "economy", "title": "Thu", "measure": "triệu đồng", "measurement": "decimal"}


def written(*lines: dict[str, str], delimiter: str = ",", columns: tuple[str, ...] = COLUMNS) -> str:
    rows = [columns, *([line.get(column, "") for column in columns] for line in lines)]
    return "".join(delimiter.join(row) + "\n" for row in rows)


def read(path: Path, text: str, encoding: str = "utf-8") -> tuple[Catalogue, list[Problem]]:
    file = path / "indicators.csv"
    file.write_text(text, encoding=encoding)
    problems: list[Problem] = []
    return read_catalogue(file, ("economy", "works"), problems), problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_line_becomes_an_indicator_however_it_was_saved(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    line = VALID | {"plan": "yes", "minimum": "0.5", "maximum": "200000", "in_charge": "TCKT TDP"}
    catalogue, problems = read(tmp_path, written(line, delimiter=delimiter), encoding)
    assert problems == []
    found = catalogue.indicators["KT01"]
    assert (found.form, found.title, found.measure) == ("economy", "Thu", "triệu đồng")
    assert (found.measurement, found.has_plan, found.has_same_period) == (Measurement.DECIMAL, True, False)
    assert (found.minimum, found.maximum) == (Decimal("0.5"), Decimal(200000))
    assert found.in_charge == ("TCKT", "TDP")


def test_choices_are_separated_by_bars_and_may_hold_spaces(tmp_path: Path) -> None:
    line = VALID | {"measurement": "choice", "choices": "Tốt | Không hoàn thành|Chưa xếp loại"}
    catalogue, problems = read(tmp_path, written(line))
    assert problems == []
    assert catalogue.indicators["KT01"].choices == ("Tốt", "Không hoàn thành", "Chưa xếp loại")


def test_a_disabled_indicator_is_known_but_not_asked_for(tmp_path: Path) -> None:
    catalogue, problems = read(tmp_path, written(VALID | {"enabled": "no"}, VALID | {"code": "KT02"}))
    assert problems == []
    assert list(catalogue.indicators) == ["KT02"]
    assert catalogue.lines.values("code") == ["KT01", "KT02"]


def test_titles_typed_with_combining_marks_are_composed(tmp_path: Path) -> None:
    catalogue, _ = read(tmp_path, written(VALID | {"title": "Hộ nghe\u0300o"}))
    assert catalogue.indicators["KT01"].title == "Hộ nghèo"


@pytest.mark.parametrize(
    ("change", "column", "value", "remedy"),
    [
        ({"code": ""}, "code", "", "Required; fill it in."),
        ({"code": "KT 01"}, "code", "KT 01", "letters, digits and hyphens"),
        ({"title": ""}, "title", "", "Required; fill it in."),
        ({"form": "econmy"}, "form", "econmy", "No such form. Did you mean economy?"),
        ({"form": "zzz"}, "form", "zzz", "No such form. Known: economy, works."),
        ({"measurement": "money"}, "measurement", "money", "'integer', 'decimal', 'percent' or 'choice'"),
        ({"plan": "maybe"}, "plan", "maybe", "'yes' or 'no'"),
        ({"minimum": "1,5"}, "minimum", "1,5", "Write a number with a point"),
        ({"maximum": "NaN"}, "maximum", "NaN", "finite"),
        ({"minimum": "9", "maximum": "1"}, "minimum", "9", "Larger than the maximum 1"),
        ({"measurement": "choice"}, "choices", "", "separated by |"),
    ],
)
def test_each_mistaken_cell_is_one_problem(
    tmp_path: Path, change: dict[str, str], column: str, value: str, remedy: str
) -> None:
    _, problems = read(tmp_path, written(VALID | change, delimiter=";"))
    assert len(problems) == 1
    assert problems[0].file == tmp_path / "indicators.csv"
    assert (problems[0].key, problems[0].value) == (f"line 2, {column}", value)
    assert remedy in problems[0].remedy


def test_a_code_used_again_is_one_problem_at_its_second_line(tmp_path: Path) -> None:
    _, problems = read(tmp_path, written(VALID, VALID))
    assert [(problem.key, problem.value) for problem in problems] == [("line 3, code", "KT01")]
    assert "Line 2" in problems[0].remedy


def test_a_misspelt_column_is_named_with_the_one_meant(tmp_path: Path) -> None:
    _, problems = read(tmp_path, written(VALID, columns=(*COLUMNS, "titel")))
    assert [problem.key for problem in problems] == ["column titel"]
    assert "title" in problems[0].remedy


@pytest.mark.parametrize("text", ['"code;form\n', '"code"x,form\n'])
def test_a_broken_line_of_column_names_is_a_problem_and_not_a_crash(tmp_path: Path, text: str) -> None:
    catalogue, problems = read(tmp_path, text)
    assert [problem.key for problem in problems] == ["line 1"]
    assert not catalogue.lines.complete


def test_a_cell_too_many_is_one_problem_and_leaves_the_file_incomplete(tmp_path: Path) -> None:
    catalogue, problems = read(tmp_path, written(VALID) + "KT02,economy" + "," * 20 + "x\n")
    assert [problem.key for problem in problems] == ["line 3"]
    assert not catalogue.lines.complete

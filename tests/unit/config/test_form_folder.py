"""A ward's own forms: loaded by path, and every mistake in them told like any other of the configuration."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from schemas import FORMS
from sheets_sync.config.form_checks import RESERVED_CODES, RESERVED_SHEETS
from sheets_sync.config.loading import Config, load
from sheets_sync.doctor.check import Verdict
from sheets_sync.doctor.people import examine_people
from sheets_sync.errors import ConfigError, FormError, Problem
from sheets_sync.master.tables import council, evaluation, matrix
from sheets_sync.model import Indicator
from sheets_sync.unit_workbook.check_tab import CHECK_SHEET_ID
from tests.unit.builders import found, read
from tests.ward import CAMPAIGN

HEAD = """\
from typing import Annotated

from sheets_sync.forms.fields import Amount, Choice, Code, Count, Day, Text
from sheets_sync.forms.form import Form, Heading, Row
from sheets_sync.forms.roles import Indicators, Narrative, Works

"""
ROW = HEAD + (
    "class VisitRow(Row):\n"
    '    """One visit."""\n\n'
    '    ten: Annotated[Text, Heading("Tên")] = None\n'
    '    chi: Annotated[Amount, Heading("Chi phí")] = None\n\n\n'
)
FORM = ROW + 'FORM = Form("visits", "1. Thăm hỏi", VisitRow)\n'
UNITS = """\
code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators
TDP01,Tổ dân phố số 1,TDP,,to1@phuong.example,2019-05-01,,,visits,
"""
NO_INDICATORS = (CAMPAIGN / "indicators.csv").read_text(encoding="utf-8").splitlines()[0] + "\n"


def campaign(folder: Path, *, units: str = UNITS, **modules: str) -> Path:
    """A campaign whose own forms are these modules, the registry as `init`."""
    shutil.copytree(CAMPAIGN, folder)
    file = folder / "campaign.toml"
    text = re.sub(r"\[\[area\]\]\n(?:\w+ = .*\n)+", "", file.read_text(encoding="utf-8"))
    file.write_text(f'forms = "of-ours"\n{text}', encoding="utf-8")
    (folder / "units.csv").write_text(units, encoding="utf-8")
    (folder / "indicators.csv").write_text(NO_INDICATORS, encoding="utf-8")
    (folder / "of-ours").mkdir()
    init = modules.pop("init", "from . import visits\n\nFORMS = (visits.FORM,)\n")
    for name, code in {"__init__": init, **modules}.items():
        (folder / "of-ours" / f"{name}.py").write_text(code, encoding="utf-8")
    return file


def problems(file: Path) -> list[Problem]:
    with pytest.raises(ConfigError) as caught:
        load(file, FORMS)
    return list(caught.value.problems)


def told(tmp_path: Path, **modules: str) -> list[tuple[str, str, str]]:
    """File, place and remedy of every problem of the forms."""
    return [(one.file.name, one.key, one.remedy) for one in problems(campaign(tmp_path / "c", **modules))]


def loaded(tmp_path: Path, **modules: str) -> Config:
    return load(campaign(tmp_path, **modules), FORMS)


def test_the_forms_of_the_folder_are_the_campaigns_and_import_each_other(tmp_path: Path) -> None:
    more = FORM.replace("visits", "talks").replace("1. Thăm hỏi", "2. Nói chuyện")
    titled = FORM.replace('"1. Thăm hỏi"', "TITLE").replace(
        "\n\nclass", "\nfrom .names import TITLE\n\n\nclass"
    )
    names = 'TITLE = "1. Gặp gỡ"\n'
    init = "from . import talks, visits\n\nFORMS = (visits.FORM, talks.FORM)\n"
    config = loaded(tmp_path / "c", init=init, visits=titled, talks=more, names=names)
    assert [form.title for form in config.forms] == ["1. Gặp gỡ", "2. Nói chuyện"]
    assert config.settings.forms == tmp_path / "c" / "of-ours"


def test_two_campaigns_with_folders_of_their_own_live_in_one_process(tmp_path: Path) -> None:
    first = loaded(tmp_path / "a", visits=FORM)
    second = loaded(tmp_path / "b", visits=FORM.replace("1. Thăm hỏi", "1. Gặp gỡ"))
    again = load(first.file, FORMS)
    assert [one.forms[0].title for one in (first, second, again)] == [
        "1. Thăm hỏi",
        "1. Gặp gỡ",
        "1. Thăm hỏi",
    ]
    assert first.forms[0].row is not second.forms[0].row


def test_a_form_that_was_edited_is_loaded_anew(tmp_path: Path) -> None:
    file = campaign(tmp_path / "c", visits=FORM)
    load(file, FORMS)
    (file.parent / "of-ours" / "visits.py").write_text(FORM.replace("1. Thăm hỏi", "1. Thăm và hỏi"))
    assert load(file, FORMS).forms[0].title == "1. Thăm và hỏi"


def test_a_campaign_that_names_no_folder_has_the_forms_that_ship() -> None:
    config = load(CAMPAIGN / "campaign.toml", FORMS)
    assert [form.code for form in config.forms] == [form.code for form in FORMS]


LINE = FORM.count("\n")
MISTAKES: list[tuple[str, dict[str, str], str, str, str]] = [
    ("syntax", {"visits": FORM + "FORM = (\n"}, "visits.py", f"line {LINE + 1}", "Not valid Python"),
    ("import", {"visits": FORM + "import khong_co\n"}, "visits.py", f"line {LINE + 1}", "No module named"),
    ("name", {"visits": FORM + "print(khong_co)\n"}, "visits.py", f"line {LINE + 1}", "NameError"),
    ("exit", {"visits": FORM + "raise SystemExit(3)\n"}, "visits.py", f"line {LINE + 1}", "SystemExit: 3"),
    ("no FORM", {"visits": ROW}, "__init__.py", "line 3", "no attribute 'FORM'"),
    ("no FORMS", {"visits": FORM, "init": ""}, "__init__.py", "FORMS", "List the campaign's forms here"),
    ("FORMS", {"visits": FORM, "init": "FORMS = (1,)"}, "__init__.py", "FORMS", "List the campaign's forms"),
]


@pytest.mark.parametrize(
    ("modules", "file", "key", "remedy"), [one[1:] for one in MISTAKES], ids=[one[0] for one in MISTAKES]
)
def test_a_folder_that_cannot_be_loaded_is_one_problem_with_file_and_line(
    tmp_path: Path, modules: dict[str, str], file: str, key: str, remedy: str
) -> None:
    [(found_file, found_key, found_remedy)] = told(tmp_path, **modules)
    assert (found_file, found_key) == (file, key)
    assert remedy in found_remedy


def test_a_folder_that_is_not_there_is_told_at_its_key(tmp_path: Path) -> None:
    file = campaign(tmp_path / "c", visits=FORM)
    shutil.rmtree(file.parent / "of-ours")
    [problem] = problems(file)
    assert (problem.file, problem.key) == (file, "forms")
    assert "sheets-sync init --with-forms" in problem.remedy


def form(old: str, new: str) -> str:
    assert old in FORM
    return FORM.replace(old, new)


def of_role(role: str, key: str = "") -> str:
    return form("VisitRow)\n", f"VisitRow, {key} role={role})\n")


FIELD = '    chi: Annotated[Amount, Heading("Chi phí")] = None\n'
OF_FORM = f"line {LINE}, visits"
IN_ROW = f"line {FORM[: FORM.index(FIELD)].count(chr(10)) + 1}, chi"
OF_FORMS: list[tuple[str, str, str, str]] = [
    ("code", form('"visits"', '"thăm hỏi"'), f"line {LINE}, thăm hỏi.code", "letters, digits"),
    ("reserved", form('"visits"', '"council"'), f"line {LINE}, council.code", "kept under this code"),
    ("no title", form('"1. Thăm hỏi"', '" "'), f"{OF_FORM}.title", "Required"),
    ("no row", form("VisitRow)", "object)"), f"{OF_FORM}.row", "derived from Row"),
    (
        "plain type",
        form(FIELD, '    chi: Annotated[str, Heading("Chi")] = ""\n'),
        IN_ROW,
        "none of sheets_sync.f",
    ),
    ("no heading", form(FIELD, "    chi: Amount = None\n"), IN_ROW, "It has no heading"),
    ("empty heading", form(FIELD, FIELD.replace("Chi phí", " ")), IN_ROW, "has no title"),
    ("no default", form(FIELD, FIELD.replace(" = None", "")), IN_ROW, "end the line with = None"),
    ("no choices", form(FIELD, FIELD.replace("Amount", "Choice")), IN_ROW, "A choice needs its answers"),
    ("title twice", form(FIELD, FIELD.replace("Chi phí", "TÊN")), IN_ROW, "The column of ten is called"),
    (
        "row_id",
        form(FIELD, FIELD.replace("chi:", "row_id:")),
        IN_ROW.replace("chi", "row_id"),
        "keeps this name",
    ),
    (
        "key",
        form("VisitRow)\n", 'VisitRow, key="chi")\n'),
        f"{OF_FORM}.key",
        "the first field of the row, here ten",
    ),
    ("rules", form("VisitRow)\n", "VisitRow, rules=5)\n"), f"{OF_FORM}.rules", "Write a tuple of rules"),
    ("prefill", form("VisitRow)\n", "VisitRow, prefill=())\n"), f"{OF_FORM}.prefill", "Give it a function"),
    ("no keys", form("VisitRow)\n", 'VisitRow, key="ten")\n'), f"{OF_FORM}.keys", "the codes that its rows"),
    ("number", form('"visits"', "5"), f"line {LINE}, 5.code", "letters, digits"),
    ("odd heading", form(FIELD, FIELD.replace('"Chi phí"', "5")), f"{OF_FORM}.", "Not to be understood"),
    (
        "unknown role",
        of_role('"works"'),
        f"{OF_FORM}.role",
        "Known, from sheets_sync.forms.roles: Indicators, Narr",
    ),
    ("unknown field", of_role('Works(name="tne")'), f"{OF_FORM}.role.name", "Did you mean ten?"),
    ("missing field", of_role('Works(name="")'), f"{OF_FORM}.role.name", "The role needs it"),
    (
        "wrong kind",
        of_role('Works(name="ten", progress="chi")'),
        f"{OF_FORM}.role.progress",
        "of the kind decimal",
    ),
    ("no key", of_role('Narrative(summary="ten")'), f"{OF_FORM}.key", "name the first field"),
]


@pytest.mark.parametrize(
    ("code", "key", "remedy"), [one[1:] for one in OF_FORMS], ids=[one[0] for one in OF_FORMS]
)
def test_each_mistake_of_a_form_is_one_problem_where_it_stands(
    tmp_path: Path, code: str, key: str, remedy: str
) -> None:
    mistakes = [one for one in told(tmp_path, visits=code) if one[0] != "units.csv"]
    assert [one[:2] for one in mistakes] == [("visits.py", key)]
    assert remedy in mistakes[0][2]


@pytest.mark.parametrize(
    ("second", "key", "remedy"),
    [
        (FORM.replace("1. Thăm", "2. Thăm"), "visits.code", "An earlier form has this code too"),
        (FORM.replace('"visits"', '"talks"'), "talks.title", "An earlier form has this title too"),
        (
            of_role('Works(name="ten")').replace('"visits"', '"talks"').replace("1. Thăm", "2. Thăm"),
            "talks.role",
            "An earlier form has this role too",
        ),
    ],
)
def test_what_must_differ_between_forms_is_told_at_the_later_one(
    tmp_path: Path, second: str, key: str, remedy: str
) -> None:
    init = "from . import talks, visits\n\nFORMS = (visits.FORM, talks.FORM)\n"
    first = of_role('Works(name="ten")')
    [(file, found_key, found_remedy)] = told(tmp_path, init=init, visits=first, talks=second)
    assert (file, found_key) == ("talks.py", f"line {LINE}, {key}")
    assert remedy in found_remedy


def test_mistakes_of_all_modules_and_all_files_are_told_at_once(tmp_path: Path) -> None:
    init = "from . import talks, visits\n\nFORMS = (visits.FORM, talks.FORM)\n"
    file = campaign(tmp_path / "c", init=init, visits=FORM + "x = (\n", talks=FORM + "y = z\n")
    file.write_text(
        file.read_text(encoding="utf-8").replace("deadline = 2024-08-16", "deadline = 2024-08-01")
    )
    (file.parent / "units.csv").write_text(UNITS.replace("to1@phuong.example", "to1"), encoding="utf-8")
    assert {one.file.name for one in problems(file)} == {
        "visits.py",
        "talks.py",
        "campaign.toml",
        "units.csv",
    }


def test_reserved_codes_and_ids_are_those_of_the_other_tabs() -> None:
    assert {one.CODE for one in (council, evaluation, matrix)} == RESERVED_CODES
    assert {0, CHECK_SHEET_ID} == RESERVED_SHEETS


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("        return [] if self.chi > 5 else []\n", "TypeError"),
        ('        yield "ten", Doubt("khong-co")\n', "no finding has the code khong-co"),
        ('        yield "ten", Doubt("confirmation-missing")\n', "needs the parameter 'title'"),
        ('        yield "tne", Doubt("text-missing")\n', "KeyError: 'tne'"),
    ],
)
def test_code_of_a_form_that_fails_while_a_tab_is_read_says_which_form(
    tmp_path: Path, body: str, said: str
) -> None:
    doubts = f"    def doubts(self, indicator):\n{body}\n\n"
    code = form("\n\n\nFORM", f"\n\n{doubts}\nFORM").replace(
        "from sheets_sync.forms.roles", "from sheets_sync.model import Doubt\nfrom sheets_sync.forms.roles"
    )
    [own] = loaded(tmp_path / "c", visits=code).forms
    with pytest.raises(FormError, match=f"The form visits failed in doubts.*{said}"):
        read(own, {"row_id": "r1", "ten": "Thăm bà Ba"})


def test_indicators_under_names_of_the_wards_own_are_owed_read_and_compared(tmp_path: Path) -> None:
    code = HEAD.replace("Amount, ", "Amount, Figure, Label, ") + (
        "class Dong(Row):\n"
        '    """One line."""\n\n'
        '    ma: Annotated[Code, Heading("Mã số")] = None\n'
        '    ke_hoach: Annotated[Figure, Heading("Giao")] = None\n'
        '    ten: Annotated[Label, Heading("Tên")] = None\n'
        '    dat: Annotated[Figure, Heading("Đạt")] = None\n\n\n'
        'FORM = Form("visits", "1. Chợ", Dong, key="ma", '
        'role=Indicators(actual="dat", plan="ke_hoach", title="ten"))\n'
    )
    units = UNITS.replace(",visits,", ",visits,KT*").replace("indicators\n", "indicators\n")
    file = campaign(tmp_path / "c", units=units, visits=code)
    lines = (
        "KT01,visits,Số chợ,chợ,integer,yes,no,no,0,,,TDP,yes,,,,,,\n"
        "KT02,visits,– Đạt chuẩn,chợ,integer,yes,no,no,0,,,TDP,yes,,,KT01,,,\n"
    )
    (file.parent / "indicators.csv").write_text(NO_INDICATORS + lines, encoding="utf-8")
    config = load(file, FORMS)
    [own] = config.forms
    rows = own.prefilled(config.units[0], config.indicators)
    assert rows[1] == {"ma": "KT02", "ten": "– Đạt chuẩn"}
    given: list[dict[str, Any]] = [{"ma": "KT01", "dat": 3}, {"ma": "KT02", "ke_hoach": 2, "dat": 4}]
    indicators: dict[str, Indicator] = dict(config.indicators)
    made = read(own, *given, owed=("KT01", "KT02"), indicators=indicators)
    assert found(made) == [("D3", "part-exceeds-whole")]
    assert made.findings[0].label == "Đạt chuẩn"


def test_the_examination_asks_about_fields_that_look_like_people_until_the_form_says(tmp_path: Path) -> None:
    silent = ROW.replace('Heading("Tên")', 'Heading("Điện thoại người được thăm")') + (
        'FORM = Form("visits", "1. Thăm hỏi", VisitRow)\n'
    )
    asked = examine_people(loaded(tmp_path / "silent", visits=silent))
    assert asked.verdict is Verdict.DOUBTFUL
    assert "visits.ten (“Điện thoại người được thăm”, taken as contact)" in asked.told
    said = silent.replace('thăm")]', 'thăm"), Personal.NOBODY]').replace(
        "import Form, Heading, Row\n", "import Form, Heading, Row\nfrom sheets_sync import Personal\n"
    )
    said_all = examine_people(loaded(tmp_path / "said", visits=said))
    assert said_all.verdict is Verdict.GOOD


def test_a_field_says_once_how_it_is_about_people(tmp_path: Path) -> None:
    twice = FORM.replace('Heading("Tên")]', 'Heading("Tên"), Personal.NAME, Personal.PROSE]').replace(
        "import Form, Heading, Row\n", "import Form, Heading, Row\nfrom sheets_sync import Personal\n"
    )
    assert told(tmp_path, visits=twice) == [
        ("visits.py", "line 11, ten", "It says twice how it is about people; keep one of the two.")
    ]

"""A campaign with forms of its own and none of ours, from `init` to the report, as its people use it."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.demo.people import People
from sheets_sync.emulator import running
from tests.acceptance.test_jobs_init import command
from tests.ward import SMALL_INDICATORS

FORMS = {
    "__init__.py": "from . import don_dep, hop\n\nFORMS = (hop.FORM, don_dep.FORM)\n",
    "hop.py": '''\
"""Meetings: shown in the master, told in no document."""

from typing import Annotated

from sheets_sync.forms.fields import Count, Day, Text
from sheets_sync.forms.form import Form, Heading, Row


class HopRow(Row):
    """One meeting."""

    noi_dung: Annotated[Text, Heading("Nội dung họp", required=True)] = None
    ngay: Annotated[Day, Heading("Ngày họp")] = None
    so_nguoi: Annotated[Count, Heading("Số người dự", measure="người")] = None


FORM = Form(code="hop", title="1. Hội nghị", row=HopRow)
''',
    "don_dep.py": '''\
"""Cleanups, which the report tells of as works."""

from typing import Annotated

from sheets_sync import Amount, Form, Heading, Percent, Row, Text, Works


class DonDepRow(Row):
    """One cleanup."""

    ten: Annotated[Text, Heading("Tên việc", required=True)] = None
    kinh_phi: Annotated[Amount, Heading("Kinh phí", measure="nghìn đồng")] = None
    tien_do: Annotated[Percent, Heading("Tiến độ", measure="%")] = None


FORM = Form(
    code="don_dep",
    title="2. Dọn dẹp",
    row=DonDepRow,
    role=Works(name="ten", cost="kinh_phi", progress="tien_do"),
)
''',
}
UNITS = """\
code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators
TDP01,Tổ dân phố số 1,TDP,,to1@phuong.example,2019-05-01,,,hop don_dep,
"""
NO_INDICATORS = f"{SMALL_INDICATORS.splitlines()[0]}\n"


@dataclass(frozen=True)
class Own:
    """The campaign's folder, its local Google and the people who type."""

    folder: Path
    env: dict[str, str]
    people: People

    def run(self, *words: str, expected: int = 0) -> str:
        done = command(*words, folder=self.folder, **self.env)
        assert done.returncode == expected, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done.stdout if expected == 0 else done.stderr

    def said(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json"))

    def type(self, link: str, cells: dict[str, str]) -> None:
        [book] = re.findall(r"/d/([^/]+)", link)
        self.people.type_in("to1@phuong.example", book, cells)


def without_areas(text: str) -> str:
    return re.sub(r"\[\[area\]\]\n(?:\w+ = .*\n)+", "", text)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Own]:
    folder = tmp_path / "phuong"
    assert command("init", str(folder), folder=tmp_path).returncode == 0
    file = folder / "campaign.toml"
    text = file.read_text(encoding="utf-8").replace('# forms = "forms"', 'forms = "bieu-mau"')
    file.write_text(without_areas(text), encoding="utf-8")
    (folder / "bieu-mau").mkdir()
    for name, code in FORMS.items():
        (folder / "bieu-mau" / name).write_text(code, encoding="utf-8")
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    (folder / "indicators.csv").write_text(NO_INDICATORS, encoding="utf-8")
    with running(tmp_path / "google") as base_url, People(base_url) as people:
        env = {
            "SHEETS_SYNC_GOOGLE__API_BASE_URL": base_url,
            "SHEETS_SYNC_GOOGLE__AUTH": "anonymous",
            "SHEETS_SYNC_GOOGLE__READS_PER_MINUTE": "0",
            "SHEETS_SYNC_GOOGLE__WRITES_PER_MINUTE": "0",
            "SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS": "0",
        }
        yield Own(folder, env, people)


def test_a_campaign_with_two_forms_of_its_own_goes_from_init_to_the_report(own: Own) -> None:
    links = own.said("provision")["periods"][0]["links"]
    own.type(
        links["TDP01"],
        {
            "'1. Hội nghị'!B2": "Phát động",
            "'1. Hội nghị'!D2": "khoảng 60",
            "'2. Dọn dẹp'!B2": "Dọn ngõ 12",
            "'2. Dọn dẹp'!C2": "1.500",
            "'2. Dọn dẹp'!D2": "100%",
        },
    )
    own.run("sync")
    assert [one["code"] for one in own.said("findings")["periods"][0]["findings"]] == ["number-approximate"]
    told = own.said("report", "--html", "--include-unreviewed")["periods"][0]
    page = Path(own.folder / told["files"]["page"]).read_text(encoding="utf-8")
    assert "Dọn ngõ 12" in page
    assert "tổng kinh phí 1.500* nghìn đồng" in page
    for missing in ("biểu chỉ tiêu", "biểu thuyết minh", "biểu đề nghị khen thưởng", "biểu gương điển hình"):
        assert missing not in page
        assert any(f"đợt này không có {missing}" in hint for hint in told["hints"])
    roles = ("Indicators", "Narrative", "Proposals", "Exemplars")
    assert told["left_out"] == [f"no form has the role {role}" for role in roles]
    assert "no form has the role Narrative" in own.run("report")


@pytest.mark.parametrize(("name", "role"), [("commend", "Proposals"), ("broadcast", "Exemplars")])
def test_a_document_about_a_form_that_there_is_not_is_refused_with_what_to_do(
    own: Own, name: str, role: str
) -> None:
    said = own.run(name, expected=2)
    assert f"No form of this campaign has the role {role}" in said
    assert not list(own.folder.rglob("*.docx"))


def test_the_forms_that_ship_can_be_edited_in_the_campaigns_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "phuong"
    assert command("init", str(folder), "--with-forms", folder=tmp_path).returncode == 0
    form = folder / "forms" / "works.py"
    form.write_text(
        form.read_text(encoding="utf-8").replace("7. Công trình", "7. Việc làm"), encoding="utf-8"
    )
    with running(tmp_path / "google") as base_url, People(base_url) as people:
        env = {"SHEETS_SYNC_GOOGLE__API_BASE_URL": base_url, "SHEETS_SYNC_GOOGLE__AUTH": "anonymous"}
        env |= {f"SHEETS_SYNC_GOOGLE__{kind}_PER_MINUTE": "0" for kind in ("READS", "WRITES")}
        env |= {"SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS": "0"}
        own = Own(folder, env, people)
        own.run("provision")
        own.run("sync")
    shutil.rmtree(folder / "forms")
    said = own.run("status", expected=2)
    assert "There is no such folder with an __init__.py" in " ".join(said.split())

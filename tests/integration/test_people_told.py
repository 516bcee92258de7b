"""Units read what data about people are for; the office sees who opens them and what was done with them."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from schemas import FORMS
from sheets_sync.config.loading import load
from sheets_sync.config.people import PeopleSettings, notices
from sheets_sync.errors import ConfigError
from sheets_sync.pipeline.auditing import Standing, audit
from sheets_sync.pipeline.planning import plan
from tests.forked import sheets_sync
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, Ward, written

PROPOSALS = "8. Đề nghị khen thưởng"
ABOUT = {"commendation", "exemplar"}


def untouched(one: Ward) -> None:
    one.type("TDP01", "culture_society", {"D2": "450"})
    one.sync()


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, untouched) as one:
        yield one


def test_forms_about_people_say_what_for_until_when_and_whom_to_ask() -> None:
    told = notices(PeopleSettings(), "Văn phòng, 0221 3862 000", FORMS)
    assert set(told) == ABOUT
    assert "chỉ dùng để xét, trình và quyết định khen thưởng" in told["commendation"]
    assert (
        "chậm nhất 730 ngày sau khi đóng kỳ báo cáo (số điện thoại, địa chỉ: 90 ngày)" in told["commendation"]
    )
    assert "trừ sổ khen thưởng" in told["commendation"]
    assert "trừ sổ khen thưởng" not in told["exemplar"]
    for sentence in told.values():
        assert sentence.count(". ") == 0
        assert "xin liên hệ: Văn phòng, 0221 3862 000." in sentence
    own = PeopleSettings(notice={"exemplar": "Câu của phường."}, contact="Bà Hà")
    assert notices(own, "x", FORMS)["exemplar"] == "Câu của phường."
    assert notices(own, "x", FORMS)["commendation"].endswith("xin liên hệ: Bà Hà.")


def test_a_sentence_for_a_form_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    file = written(tmp_path, "", "") / "campaign.toml"
    file.write_text(
        file.read_text(encoding="utf-8") + '\n[people.notice]\nexemplars = "x"\n', encoding="utf-8"
    )
    with pytest.raises(ConfigError) as caught:
        load(file, FORMS)
    (problem,) = caught.value.problems
    assert problem.key == "people.notice.exemplars"
    assert "Did you mean exemplar" in problem.remedy


def test_the_sentence_stands_on_the_guide_and_at_the_form_and_another_one_reaches_both(small: Ward) -> None:
    note = small.cells("TDP01", PROPOSALS)[0][2]["note"]
    guide = "\n".join(row[0] for row in small.values("TDP01", "Hướng dẫn") if row)
    for text in (note, guide):
        assert "Thông tin cá nhân ở trang này chỉ dùng để xét, trình và quyết định khen thưởng" in text
    assert not any("cá nhân" in cell.get("note", "") for cell in small.cells("TDP01", PROPOSALS)[0][3:])
    project = small.project
    forms = tuple(
        replace(form, notice="Câu của phường." if form.notice else "") for form in project.config.forms
    )
    changed = replace(project, config=replace(project.config, forms=forms))
    steps = {one.code: one.lines for one in plan(changed)}
    assert set(steps) == {"TDP01", "TDP02"}


def test_audit_tells_who_can_open_what_is_about_people(small: Ward) -> None:
    base = f"{small.base_url}/drive/v3/files/{small.book('TDP01')}/permissions"
    for body in (
        {"type": "anyone", "role": "reader"},
        {"type": "user", "role": "reader", "emailAddress": "la@ngoai.example"},
    ):
        assert small.people.session.post(base, json=body).ok
    found = list(audit(small.project))
    by_unit = {one.unit: one.people for one in found}
    assert by_unit == {
        "": (PROPOSALS, "9. Gương điển hình", "Hội đồng"),
        "TCKT": (),
        "TDP01": (PROPOSALS,),
        "TDP02": (PROPOSALS,),
    }
    others = {one.who for one in found if one.standing in (Standing.OPEN, Standing.STRANGER)}
    assert others == {"anyone", "la@ngoai.example"}
    folder = small.project.config.file.parent
    told = sheets_sync("audit", "--people", folder=folder, environment=dict(os.environ)).stdout
    assert f"OPEN TO OTHERS anyone (reader): {PROPOSALS}" in told
    assert f"OPEN TO OTHERS la@ngoai.example (reader): {PROPOSALS}" in told
    assert "Tài chính – Kế toán" not in told
    assert re.search(r"\d+ addresses or links open what is about people, in 3 workbooks\.", told)


def test_each_export_stands_in_the_journal_without_values(small: Ward, tmp_path: Path) -> None:
    folder = small.project.config.file.parent
    for options in ((), ("--with-people",)):
        words = ("export", "--into", str(tmp_path / "out"), "--json", *options)
        done = sheets_sync(*words, folder=folder, environment=dict(os.environ))
        assert done.returncode == 0, done.stderr
    files = len(json.loads(done.stdout)["periods"][0]["files"])
    small.sync(NEXT_EVENING)
    told = [row[6] for row in small.values("", "Nhật ký")[1:] if str(row[0]).startswith("people-")]
    assert told == [
        f"Xuất {files} tệp csv KÈM dữ liệu cá nhân (lệnh export --with-people).",
        f"Xuất {files} tệp csv, không kèm cột liên hệ và định danh cá nhân (lệnh export).",
    ]
    small.forget_calls()
    small.sync(NEXT_EVENING)
    assert small.sync(NEXT_EVENING).plans == ()
    assert EVENING < NEXT_EVENING

"""What a form is for, in the names of its own fields; and a campaign without such a form."""

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Annotated, Any

import pytest

from sheets_sync.config.evaluation import EvaluationSettings
from sheets_sync.forms.fields import Area, Code, Day, Figure, Label, Prose, Text, YesNo
from sheets_sync.forms.form import Form, Heading, Row, bound, indicator_fields
from sheets_sync.forms.roles import ROLES, Exemplars, Indicators, Narrative, Proposals, Role, Works, nowhere
from sheets_sync.judging.council import facts_of
from sheets_sync.judging.crosscheck import crosscheck
from sheets_sync.judging.evaluation import PLAN, held, outliers, score
from sheets_sync.model import (
    Completeness,
    Coverage,
    Eligibility,
    Handling,
    Record,
    State,
    Submission,
    Timeliness,
)
from sheets_sync.report.content.broadcasting import broadcasts
from sheets_sync.report.content.content import build
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.unit.builders import AREAS, ARRIVED, FORM, INDICATORS, PERIOD, found, indicator, read, unit
from tests.unit.reports import AT, lines, material, said


class Loi(Row):
    """An area in the unit's words."""

    linh_vuc: Annotated[Code, Heading("Mã lĩnh vực")] = None
    ten: Annotated[Label, Heading("Lĩnh vực")] = None
    ket_qua: Annotated[Prose, Heading("Kết quả")] = None
    vuong: Annotated[Prose, Heading("Vướng mắc")] = None


class DeNghi(Row):
    """A proposal that asks for little."""

    ai: Annotated[Text, Heading("Ai")] = None
    linh_vuc: Annotated[Area, Heading("Thuộc lĩnh vực")] = None
    luc_nao: Annotated[Day, Heading("Mốc")] = None


class Guong(Row):
    """Somebody to be made known."""

    ai: Annotated[Text, Heading("Ai")] = None
    viec: Annotated[Prose, Heading("Việc làm")] = None
    thuan: Annotated[YesNo, Heading("Đồng ý")] = None


class Dong(Row):
    """An indicator."""

    ma: Annotated[Code, Heading("Mã")] = None
    giao: Annotated[Figure, Heading("Giao")] = None
    dat: Annotated[Figure, Heading("Đạt")] = None


LOI = Form(
    "loi", "1. Lời", Loi, key="linh_vuc", role=Narrative(summary="ket_qua", difficulties="vuong", title="ten")
)
DE_NGHI = Form("de_nghi", "2. Đề nghị", DeNghi, role=Proposals(name="ai", achieved="luc_nao"))
GUONG = Form("guong", "3. Gương", Guong, role=Exemplars(name="ai", deed="viec", consent="thuan"))
DONG = Form("economy", "4. Số", Dong, key="ma", role=Indicators(actual="dat", plan="giao"))
OWN = {form.code: form for form in bound((LOI, DE_NGHI, GUONG, DONG), AREAS, {})}
OWNER = unit("TDP01", "Tổ dân phố số 1", forms=tuple(OWN), indicators=("C1",))
C1 = indicator("C1", form="economy", title="Số hộ", measure="hộ")


def own(form: str, key: str, **values: Any) -> Submission:
    """What the unit holds in a form: one record."""
    cells = dict.fromkeys(values, "B2")
    one = Record("TDP01", form, PERIOD.code, key, values, {}, cells, 1)
    title = OWN[form].title
    return Submission("TDP01", form, PERIOD.code, State.CURRENT, (one,), (), ARRIVED, ARRIVED, title, 7)


def reported(*held: Submission, forms: Mapping[str, Form] = OWN, **given: Any) -> Material:
    return material(held, (OWNER,), forms=forms, indicators={"C1": C1}, coverage=(), **given)


def without(*roles: type[Role]) -> Mapping[str, Form]:
    return {code: form for code, form in FORM.items() if not isinstance(form.role, roles)}


# In the names of the ward's own fields


def test_the_report_tells_of_forms_with_fields_of_their_own_names() -> None:
    made = build(
        reported(
            own("loi", "KT", linh_vuc="KT", ket_qua="Đã vận động 30 hộ", vuong="Thiếu kinh phí"),
            own("de_nghi", "d1", ai="Lê Thị Hoa"),
            own("guong", "g1", ai="Trần Văn An", viec="Cứu người", thuan=True),
            own("economy", "C1", ma="C1", giao=Decimal(10), dat=Decimal(8)),
        ),
        Wording(templates("report")),
    )
    assert said(made, "Các đơn vị báo cáo") == "Các đơn vị báo cáo: “Đã vận động 30 hộ” (Tổ dân phố số 1)."
    assert said(made, "Phát triển kinh tế").startswith("Phát triển kinh tế: “Thiếu kinh phí”")
    assert said(made, "Trần Văn An").startswith("Trần Văn An: cứu người")
    assert said(made, "Số hộ").startswith("Số hộ: đạt 08/10 hộ, bằng 80% kế hoạch")
    assert "khen thưởng 01 trường hợp" in "\n".join(lines(made))


def test_rows_of_a_narrative_are_the_campaigns_areas_written_beforehand() -> None:
    form = OWN["loi"]
    assert form.known_keys(INDICATORS) == {"KT", "VX", "QP", "CT", "CC"}
    assert form.prefilled(OWNER, {}) == ({"linh_vuc": "KT", "ten": "Phát triển kinh tế"},)
    assert len(form.prefilled(unit(forms=("loi",)), {})) == len(AREAS)


def test_the_council_is_told_what_a_form_does_not_ask_for() -> None:
    role = OWN["de_nghi"].role
    assert isinstance(role, Proposals)
    [record] = own("de_nghi", "d1", ai="Lê Thị Hoa", luc_nao=PERIOD.start).records
    facts = facts_of(record, role, {}, (), "approved")
    assert facts.achieved.text == "05/8/2024, trong đợt thi đua"
    assert {facts.votes.text, facts.confirmation.text} == {"Biểu không hỏi nội dung này"}
    assert facts.eligibility is Eligibility.ELIGIBLE


def test_namesakes_are_found_by_the_field_that_the_role_names() -> None:
    other = replace(OWNER, code="TDP02", name="Tổ dân phố số 2")
    first = own("de_nghi", "d1", ai="Lê Thị Hoa")
    [record] = first.records
    second = replace(first, unit="TDP02", records=(replace(record, unit="TDP02", key="d2"),))
    made = crosscheck((first, second), OWN.values(), {"TDP01": OWNER, "TDP02": other}, {})
    assert [one.code for one in made] == ["nominee-duplicate"] * 2


def test_figures_that_stand_out_are_found_under_their_own_name() -> None:
    [now] = own("economy", "C1", ma="C1", dat=Decimal(90)).records
    [before] = own("economy", "C1", ma="C1", dat=Decimal(10)).records
    fields = indicator_fields(OWN.values())
    assert outliers([now], [before], {}, fields, EvaluationSettings()) == {("TDP01", "C1"): "90, kỳ trước 10"}


@pytest.mark.parametrize(
    ("typed", "value", "codes"),
    [
        ("văn hoá – xã hội", "Văn hóa – xã hội", []),
        ("Kinh tế", "Kinh tế", []),
        ("phát triển kinh tế", "phát triển kinh tế", ["choice-unknown"]),
        ("tế", None, ["choice-unknown"]),
        ("Thể thao", None, ["choice-unknown"]),
    ],
)
def test_an_area_is_one_of_the_campaigns_by_its_short_name(
    typed: str, value: str | None, codes: list[str]
) -> None:
    made = read(OWN["de_nghi"], {"row_id": "r1", "ai": "Hoa", "linh_vuc": typed})
    assert [code for _, code in found(made)] == codes
    assert made.records[0].values["linh_vuc"] == (None if codes else value)


def test_a_name_from_an_earlier_shorter_list_stays_as_it_was_chosen() -> None:
    titled = [replace(area, short=area.title) for area in AREAS]
    [form] = bound((DE_NGHI,), titled, {})
    made = read(form, {"row_id": "r1", "ai": "Hoa", "linh_vuc": "Kinh tế"})
    assert (made.records[0].values["linh_vuc"], found(made)) == ("Kinh tế", [])


def test_without_areas_any_words_name_one() -> None:
    made = read(DE_NGHI, {"row_id": "r1", "ai": "Hoa", "linh_vuc": "Thể thao"})
    assert (made.records[0].values["linh_vuc"], found(made)) == ("Thể thao", [])


# A campaign without such a form


@pytest.mark.parametrize("role", [Narrative, Works, Proposals, Exemplars, Indicators])
def test_a_report_without_a_form_tells_the_office_what_it_leaves_out(role: type[Role]) -> None:
    made = reported(forms=without(role))
    assert made.lacking == (role,)
    written = build(made, Wording(templates("report")))
    told = f"Báo cáo không nêu nội dung này vì đợt này không có {role.called}."
    assert told in [hint.text for hint in written.hints]
    # The paper itself says nothing of it.
    assert "không có biểu" not in "\n".join(lines(written))


def test_a_report_without_any_form_of_a_role_is_written_nevertheless() -> None:
    made = reported(forms={}, areas=())
    assert made.lacking == ROLES
    assert "Có 01 đơn vị được giao báo cáo kết quả." in lines(build(made, Wording(templates("report"))))
    assert broadcasts(made, {}, AT.date()).items == ()


def test_indicators_that_no_area_names_are_told_as_left_out() -> None:
    made = reported(areas=AREAS[1:])
    assert [form.code for form in made.beside_areas] == ["economy"]
    told = "Báo cáo không nêu biểu “4. Số” vì biểu không thuộc lĩnh vực nào của kế hoạch."
    assert told in [hint.text for hint in build(made, Wording(templates("report"))).hints]


def test_the_evaluation_leaves_plans_out_where_there_are_no_indicators() -> None:
    status = Coverage(
        "TDP01", "loi", PERIOD.code, Timeliness.ON_TIME, Completeness.COMPLETE, Handling.PENDING
    )
    submission = own("loi", "KT", linh_vuc="KT", ket_qua="Xong")
    places = {("TDP01", "loi"): status}, {("TDP01", "loi"): submission}
    due = held(OWNER, [OWN["loi"]], *places, {}, (), {})
    plan = next(part for part in score("TDP01", due, {}, {}, EvaluationSettings()).parts if part.name == PLAN)
    assert plan.points is None
    assert "không có chỉ tiêu để tính; không tính phần này" in plan.arithmetic


def test_every_role_has_a_name_in_vietnamese_and_nothing_of_a_form_that_is_not_there() -> None:
    assert len({role.called for role in ROLES}) == len(ROLES)
    assert all(set(vars_of(nowhere(role))) == {""} for role in ROLES)


def vars_of(role: Role) -> list[str]:
    return [getattr(role, one.name) for one in fields(role)]

"""Which fields are about people: said on the field, else taken from type and title."""

import ast
import inspect
from typing import Annotated

import pytest
from pydantic import Field

from schemas import FORMS
from sheets_sync.config.roster import UnitLine
from sheets_sync.config.tables import OfficeSettings, RoleSettings
from sheets_sync.forms.fields import (
    Amount,
    Born,
    Choice,
    Count,
    Day,
    Identity,
    Link,
    Phone,
    Prose,
    Text,
    YesNo,
)
from sheets_sync.forms.form import Form, Heading, Row
from sheets_sync.forms.people import looks_like, people_of, unsaid
from sheets_sync.master.tables.people import OFFERED, office_people
from sheets_sync.model import OfficeColumn, Personal

#: Types whose cells may hold anything about anybody.
FREE = frozenset({"Text", "Prose", "Link", "Phone", "Identity", "Born"})


class Visit(Row):
    """A visit to somebody, said and unsaid."""

    who: Annotated[Text, Heading("Người được thăm"), Personal.NAME] = None
    number: Annotated[Text, Heading("Số ĐT")] = None
    call: Annotated[Phone, Heading("Máy bàn")] = None
    card: Annotated[Identity, Heading("Giấy tờ")] = None
    born: Annotated[Born, Heading("Sinh")] = None
    birthday: Annotated[Day, Heading("Ngày, tháng")] = None
    gender: Annotated[Choice, Heading("Giới tính", choices=("Nam", "Nữ"))] = None
    works_address: Annotated[Text, Heading("Địa chỉ công trình"), Personal.NOBODY] = None
    story: Annotated[Prose, Heading("Hoàn cảnh")] = None
    picture: Annotated[Link, Heading("Ảnh")] = None
    gifts: Annotated[Count, Heading("Số suất quà", measure="suất"), Field(le=99)] = None
    cost: Annotated[Amount, Heading("Kinh phí liên hệ", measure="triệu đồng")] = None
    disciplined: Annotated[YesNo, Heading("Bị kỷ luật")] = None


FORM = Form("visits", "1. Thăm hỏi", Visit)


def test_a_form_tells_which_of_its_fields_are_about_people_and_how() -> None:
    assert FORM.people == {
        "who": Personal.NAME,
        "number": Personal.CONTACT,
        "call": Personal.CONTACT,
        "card": Personal.IDENTITY,
        "born": Personal.IDENTITY,
        "birthday": Personal.IDENTITY,
        "gender": Personal.IDENTITY,
        "story": Personal.PROSE,
        "picture": Personal.PROSE,
        "disciplined": Personal.JUDGEMENT,
    }


def test_only_what_looks_like_a_person_and_says_nothing_is_asked_about() -> None:
    asked = {column.field for column, _ in unsaid(FORM.columns)}
    assert asked == {"number", "call", "card", "born", "birthday", "gender", "disciplined"}


@pytest.mark.parametrize(
    ("title", "how"),
    [
        ("Số điện thoại", Personal.CONTACT),
        ("so dien thoai", Personal.CONTACT),
        ("SĐT liên hệ", Personal.CONTACT),
        ("Nơi ở hiện nay", Personal.CONTACT),
        ("Địa chỉ\nthường trú", Personal.CONTACT),
        ("E-mail", Personal.CONTACT),
        ("Số CCCD/CMND", Personal.IDENTITY),
        ("Năm sinh", Personal.IDENTITY),
        ("NAM SINH", Personal.IDENTITY),
        ("ngay_sinh", Personal.IDENTITY),
        ("Số nam sinh", None),
        ("Ngày sinh hoạt chi bộ", None),
        ("Diện tích tưới", None),
        ("Tuổi", Personal.IDENTITY),
        ("Họ và tên chủ hộ", Personal.NAME),
        ("Tên công trình, phần việc", None),
        ("Nội dung họp", None),
        ("Kinh phí (triệu đồng)", None),
    ],
)
def test_titles_look_like_what_offices_usually_mean(title: str, how: Personal | None) -> None:
    assert looks_like(title) is how


def test_every_free_field_of_the_forms_that_ship_says_how_it_is_about_people() -> None:
    silent = []
    for form in FORMS:
        (model,) = ast.parse(inspect.getsource(form.row)).body
        assert isinstance(model, ast.ClassDef)
        for node in model.body:
            if isinstance(node, ast.AnnAssign):
                written = ast.unparse(node.annotation)
                kind = written.removeprefix("Annotated[").partition(",")[0]
                if kind in FREE and "Personal." not in written:
                    silent.append(f"{form.code}.{ast.unparse(node.target)}")
    assert silent == []
    assert [column.field for form in FORMS for column, _ in unsaid(form.columns)] == []


def test_roster_and_settings_say_it_in_the_same_words() -> None:
    assert people_of(UnitLine) == {
        "emails": Personal.CONTACT,
        "head_emails": Personal.CONTACT,
        "contact": Personal.NAME,
        "phone": Personal.CONTACT,
    }
    assert set(people_of(OfficeSettings)) == {"emails", "contact", "leadership"}
    assert set(people_of(RoleSettings)) == {"signer_name", "council_signer", "council_clerk"}


def test_the_offices_columns_say_it_and_its_own_ones_by_their_titles() -> None:
    offered = {column.code: column.personal for columns in OFFERED.values() for column in columns}
    assert offered["office-comment"] is Personal.PROSE
    assert offered["votes-agreed"] is offered["council-conclusion"] is Personal.JUDGEMENT
    assert offered["decision-number"] is offered["office-state"] is Personal.NOBODY
    assert office_people(OfficeColumn("office-comment")) is Personal.PROSE
    assert office_people(OfficeColumn(title="Số điện thoại")) is Personal.CONTACT
    assert office_people(OfficeColumn(title="Việc cần hỏi")) is Personal.PROSE

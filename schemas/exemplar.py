"""Exemplary models for the ward's broadcasting station (gương điển hình tiên tiến), plan part IV.3."""

from typing import Annotated

from sheets_sync.forms.fields import Area, Phone, Prose, Text, YesNo
from sheets_sync.forms.form import Form, Heading, Row
from sheets_sync.forms.roles import Exemplars
from sheets_sync.model import Personal


class ExemplarRow(Row):
    """One exemplary person, household or collective."""

    name: Annotated[
        Text,
        Heading(
            "Tên gương điển hình",
            aliases=("Họ và tên", "Tên"),
            width=220,
            guidance="Nếu không có, ghi “Không có” vào dòng đầu.",
            required=True,
        ),
        Personal.NAME,
    ] = None
    place: Annotated[Text, Heading("Đơn vị", aliases=("Đơn vị, địa chỉ",), width=180), Personal.CONTACT] = (
        None
    )
    phone: Annotated[
        Phone, Heading("Số điện thoại", aliases=("Điện thoại", "SĐT"), width=120), Personal.CONTACT
    ] = None
    area: Annotated[Area, Heading("Lĩnh vực", width=150)] = None
    deed: Annotated[
        Prose, Heading("Việc làm tiêu biểu", aliases=("Việc làm",), width=380, required=True), Personal.PROSE
    ] = None
    outcome: Annotated[Prose, Heading("Kết quả", width=280), Personal.PROSE] = None
    consent: Annotated[
        YesNo,
        Heading(
            "Đồng ý phát thanh",
            choices=("Có", "Không"),
            guidance="Chỉ phát thanh khi người được nêu gương đồng ý.",
        ),
        Personal.JUDGEMENT,
    ] = None


FORM = Form(
    code="exemplar",
    title="9. Gương điển hình",
    row=ExemplarRow,
    role=Exemplars(name="name", deed="deed", consent="consent", place="place", outcome="outcome"),
    guidance="Mỗi gương điển hình một dòng. Không có thì ghi “Không có” vào dòng đầu.",
)

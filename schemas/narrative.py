"""What figures do not tell: for each area a summary, difficulties, day of completion and evidence."""

from typing import Annotated

from sheets_sync.forms.fields import Code, Day, Label, Link, Prose
from sheets_sync.forms.form import Form, Heading, Row
from sheets_sync.forms.roles import Narrative
from sheets_sync.model import Personal


class NarrativeRow(Row):
    """One area in the unit's own words."""

    area: Annotated[Code, Heading("Mã", width=60)] = None
    title: Annotated[Label, Heading("Lĩnh vực", width=200)] = None
    summary: Annotated[
        Prose,
        Heading(
            "Tóm tắt kết quả",
            aliases=("Kết quả nổi bật", "Tóm tắt kết quả thực hiện"),
            width=420,
            guidance="Ba đến năm câu, nêu việc đã làm và số liệu chính.",
            required=True,
        ),
        Personal.PROSE,
    ] = None
    difficulties: Annotated[
        Prose,
        Heading("Khó khăn, vướng mắc", aliases=("Khó khăn", "Tồn tại, hạn chế"), width=320),
        Personal.PROSE,
    ] = None
    completed: Annotated[
        Day,
        Heading("Ngày hoàn thành", width=130, guidance="Ngày/tháng/năm, ví dụ 05/8/2024."),
    ] = None
    evidence: Annotated[
        Link,
        Heading("Minh chứng", aliases=("Minh chứng (link)",), width=220, guidance="Dán liên kết https://…"),
        Personal.PROSE,
    ] = None


FORM = Form(
    code="narrative",
    title="6. Thuyết minh",
    row=NarrativeRow,
    key="area",
    role=Narrative(title="title", summary="summary", difficulties="difficulties"),
    guidance="Mỗi lĩnh vực một dòng: tóm tắt kết quả, khó khăn, ngày hoàn thành, minh chứng.",
)

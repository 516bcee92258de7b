"""Proposals for commendation (đề nghị khen thưởng), docs/domain.md, “Commendation”.

The service collects and checks; Hội đồng Thi đua – Khen thưởng and the chairman decide.
"""

from collections.abc import Iterable
from typing import Annotated

from sheets_sync.forms.fields import Area, Born, Choice, Count, Day, Link, Phone, Prose, Text, YesNo
from sheets_sync.forms.form import Form, Heading, Row
from sheets_sync.forms.roles import Proposals
from sheets_sync.model import Doubt, Indicator, Personal
from sheets_sync.vietnamese.numbers import format_number


class CommendationRow(Row):
    """One person, collective or household proposed."""

    subject: Annotated[
        Choice,
        Heading("Loại đối tượng", choices=("Cá nhân", "Tập thể", "Hộ gia đình"), width=120, required=True),
    ] = None
    name: Annotated[
        Text,
        Heading(
            "Họ và tên / Tên tập thể",
            aliases=("Họ và tên", "Họ tên", "Tên"),
            width=220,
            guidance="Nếu không đề nghị ai, ghi “Không có” vào dòng đầu.",
            required=True,
        ),
        Personal.NAME,
    ] = None
    born: Annotated[Born, Heading("Năm sinh", aliases=("Ngày sinh",), width=90), Personal.IDENTITY] = None
    gender: Annotated[Choice, Heading("Giới tính", choices=("Nam", "Nữ"), width=90), Personal.IDENTITY] = None
    position: Annotated[
        Text,
        Heading("Chức vụ, nơi công tác", aliases=("Chức vụ", "Nơi công tác"), width=200),
        Personal.IDENTITY,
    ] = None
    phone: Annotated[
        Phone, Heading("Số điện thoại", aliases=("Điện thoại", "SĐT"), width=120), Personal.CONTACT
    ] = None
    members: Annotated[Count, Heading("Số thành viên", measure="người", guidance="Chỉ ghi với tập thể.")] = (
        None
    )
    women: Annotated[Count, Heading("Trong đó nữ", measure="người")] = None
    area: Annotated[Area, Heading("Lĩnh vực", width=150)] = None
    award: Annotated[
        Choice,
        Heading(
            "Hình thức đề nghị",
            choices=("Giấy khen", "Lao động tiên tiến", "Tập thể lao động tiên tiến", "Gia đình văn hóa"),
            width=150,
            guidance="Thẩm quyền của Chủ tịch UBND phường (Luật 06/2022/QH15, Điều 80 khoản 3).",
        ),
    ] = None
    achievement: Annotated[
        Prose,
        Heading(
            "Tóm tắt thành tích", aliases=("Thành tích",), width=380, guidance="Có số liệu.", required=True
        ),
        Personal.PROSE,
    ] = None
    achieved: Annotated[
        Day, Heading("Mốc thành tích", width=110, guidance="Trong thời gian đợt thi đua.")
    ] = None
    votes: Annotated[
        Count, Heading("Số phiếu đồng ý", aliases=("Phiếu đồng ý",), measure="phiếu"), Personal.JUDGEMENT
    ] = None
    attendance: Annotated[
        Count, Heading("Số người dự họp", aliases=("Tổng số phiếu",), measure="người"), Personal.JUDGEMENT
    ] = None
    undisciplined: Annotated[
        YesNo,
        Heading(
            "Không bị kỷ luật",
            choices=("Có", "Không"),
            guidance="Xác nhận không bị kỷ luật, không đang bị xem xét: chọn “Có”.",
        ),
        Personal.JUDGEMENT,
    ] = None
    file: Annotated[Link, Heading("Tệp kèm theo", aliases=("Tệp kèm",), width=180), Personal.PROSE] = None

    def doubts(self, indicator: Indicator | None) -> Iterable[tuple[str, Doubt]]:  # noqa: ARG002
        """Votes and members add up, and the confirmation is given."""
        if self.votes is not None and self.attendance is not None and self.votes > self.attendance:
            params = {"votes": format_number(self.votes), "members": format_number(self.attendance)}
            yield "votes", Doubt("votes-exceed-members", params)
        if self.women is not None and self.members is not None and self.women > self.members:
            shown = {"part": format_number(self.women), "limit": format_number(self.members)}
            yield "women", Doubt("part-exceeds-limit", {**shown, "limit_title": "Số thành viên"})
        if self.undisciplined is not True:
            yield "undisciplined", Doubt("confirmation-missing", {"title": "Không bị kỷ luật"})


FORM = Form(
    code="commendation",
    title="8. Đề nghị khen thưởng",
    row=CommendationRow,
    role=Proposals(
        name="name",
        subject="subject",
        born="born",
        gender="gender",
        position="position",
        award="award",
        achievement="achievement",
        achieved="achieved",
        votes="votes",
        attendance="attendance",
        members="members",
        women="women",
        undisciplined="undisciplined",
    ),
    guidance="Mỗi cá nhân, tập thể, hộ gia đình một dòng. Không đề nghị ai thì ghi “Không có” vào dòng đầu.",
)

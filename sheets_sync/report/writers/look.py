"""The looks that NĐ 30/2020/NĐ-CP, Phụ lục I prescribes, for every writer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FONT = "Times New Roman"
#: Millimetres; permitted: top and bottom 20–25, left 30–35, right 15–20.
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20, 20, 30, 15
#: From the page's edge to the page number, within the top margin.
HEADER_DISTANCE = 10
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
#: First line of a paragraph; permitted: 10 or 12,7 mm.
INDENT = 12.7
#: The left half of the head and of the end; the rest is the right half.
LEFT_HALF = 66

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


class Component(StrEnum):
    """A component of the document, which is also a paragraph style of that name in Word."""

    COUNTRY = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    GOVERNING_BODY = "Cơ quan chủ quản"
    ISSUER = "Cơ quan ban hành"
    NUMBER = "Số, ký hiệu"
    PLACE_AND_DATE = "Địa danh, ngày tháng"
    DRAFT = "Dấu dự thảo"
    KIND = "Tên loại văn bản"
    SUBJECT = "Trích yếu"
    ADDRESSEE = "Kính gửi"
    BASIS = "Căn cứ"
    HEADING = "Mục"
    SUBHEADING = "Khoản"
    POINT = "Điểm"
    TEXT = "Lời văn"
    ACT = "Thẩm quyền, quyết định"
    ARTICLE = "Điều"
    LETTER_SUBJECT = "Trích yếu công văn"
    ADDRESSEES = "Danh sách kính gửi"
    CAPTION = "Tên biểu đồ"
    NOTE = "Ghi chú báo cáo"
    SIGNER = "Quyền hạn, chức vụ"
    SIGNER_NAME = "Họ tên người ký"
    RECIPIENTS = "Nơi nhận"
    RECIPIENT = "Danh sách nơi nhận"
    APPENDIX = "Phụ lục số"
    APPENDIX_TITLE = "Phụ lục tên"
    APPENDIX_REFERENCE = "Phụ lục kèm theo"
    TABLE_TITLE = "Tiêu đề cột"
    TABLE_CELL = "Ô bảng"
    PAGE_NUMBER = "Số trang"
    RULE = "Dòng kẻ"


@dataclass(frozen=True, slots=True)
class Look:
    """How a component is set; sizes and spaces in points."""

    size: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    #: `left`, `center`, `justify`.
    align: str = "center"
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    #: The first line stands in by INDENT.
    indented: bool = False
    keep_with_next: bool = False


LOOKS = {
    Component.COUNTRY: Look(13, bold=True, capitals=True),
    Component.MOTTO: Look(14, bold=True),
    Component.GOVERNING_BODY: Look(13, capitals=True),
    Component.ISSUER: Look(13, bold=True, capitals=True),
    Component.NUMBER: Look(13, before=4),
    Component.PLACE_AND_DATE: Look(13, italic=True, before=4),
    Component.DRAFT: Look(13, bold=True, capitals=True, before=6),
    Component.KIND: Look(14, bold=True, capitals=True, before=18, keep_with_next=True),
    Component.SUBJECT: Look(14, bold=True, keep_with_next=True),
    Component.ADDRESSEE: Look(14, before=6),
    Component.BASIS: Look(14, italic=True, align="justify", before=6, indented=True),
    Component.HEADING: Look(
        14, bold=True, capitals=True, align="justify", before=12, indented=True, keep_with_next=True
    ),
    Component.SUBHEADING: Look(14, bold=True, align="justify", before=6, indented=True, keep_with_next=True),
    Component.POINT: Look(
        14, bold=True, italic=True, align="justify", before=6, indented=True, keep_with_next=True
    ),
    Component.TEXT: Look(14, align="justify", before=6, spacing=1.1, indented=True),
    Component.ARTICLE: Look(14, align="justify", before=6, spacing=1.1, indented=True),
    Component.ACT: Look(14, bold=True, capitals=True, before=12, after=6, keep_with_next=True),
    Component.LETTER_SUBJECT: Look(12, before=4),
    Component.ADDRESSEES: Look(14, align="left", before=6),
    Component.CAPTION: Look(13, italic=True, after=6),
    Component.NOTE: Look(12, italic=True, align="justify", before=6),
    Component.SIGNER: Look(14, bold=True, capitals=True),
    # Room for the signature above the name.
    Component.SIGNER_NAME: Look(14, bold=True, before=72),
    Component.RECIPIENTS: Look(12, bold=True, italic=True, align="left"),
    Component.RECIPIENT: Look(11, align="left"),
    Component.APPENDIX: Look(14, bold=True, keep_with_next=True),
    Component.APPENDIX_TITLE: Look(14, bold=True, capitals=True, keep_with_next=True),
    Component.APPENDIX_REFERENCE: Look(14, italic=True, keep_with_next=True),
    Component.TABLE_TITLE: Look(12, bold=True, before=2, after=2),
    Component.TABLE_CELL: Look(12, align="left", before=2, after=2),
    Component.PAGE_NUMBER: Look(14),
    Component.RULE: Look(1, after=6),
}

#: Length of a rule below a line of text, of that line's; permitted: 1/3 to 1/2, below the motto all of it.
RULE_SHARE = 0.42


def ended(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines of a list: each ends with a semicolon, the last with a full stop."""
    *first, last = tuple(lines) or ("",)
    return (*(f"{line};" for line in first), *([f"{last}."] if last else []))

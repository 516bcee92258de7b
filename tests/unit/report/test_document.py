"""The Word file itself, measured against NĐ 30/2020/NĐ-CP, Phụ lục I."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph
from PIL import Image

from sheets_sync.model import Paper
from sheets_sync.report.content.content import build
from sheets_sync.report.content.model import Chart, Report
from sheets_sync.report.content.wording import Wording
from sheets_sync.report.writers.charts import draw
from sheets_sync.report.writers.document import word_document
from sheets_sync.report.writers.look import ended
from sheets_sync.templates import templates
from tests.unit.reports import OFFICE, PLAN, groups, held, material, report, row, typed

WIDE = (
    "Trường Trung học phổ thông chuyên bồi dưỡng cán bộ, công chức, viên chức và người lao động số {:03d} TX"
)


def drawn(chart: Chart, width: float) -> bytes:
    """One small picture for every chart: what is measured here is the document."""
    return picture()


@cache
def picture() -> bytes:
    written = BytesIO()
    Image.new("L", (8, 4)).save(written, "PNG")
    return written.getvalue()


def opened(made: Report) -> Document:
    return docx.Document(BytesIO(word_document(made, drawn)))


@cache
def made() -> Report:
    records = (
        typed("VX02", "TDP01", plan=190, actual=198),
        typed("VX02", "TDP02", plan=170, actual=160),
        row("TDP01", "commendation", "1", name="Lê Thị Hoa", subject="Cá nhân", award="Giấy khen"),
    )
    return report(*records)


@cache
def document() -> Document:
    return opened(made())


def paragraphs(where: Any) -> Iterator[Paragraph]:
    """All paragraphs in reading order, those of tables included."""
    for element in where.element.body.iter(qn("w:p")):
        yield Paragraph(element, where)


def the(text: str) -> Paragraph:
    """The first paragraph with this text: the body's, where a table has it too."""
    return next(one for one in paragraphs(document()) if one.text == text)


@dataclass(frozen=True)
class Wanted:
    """One row of the table in section 4."""

    text: str
    sizes: tuple[float, float]
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    align: WD_ALIGN_PARAGRAPH | None = None


CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
TABLE = (
    Wanted("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), bold=True, capitals=True, align=CENTER),
    Wanted("Độc lập - Tự do - Hạnh phúc", (13, 14), bold=True, align=CENTER),
    Wanted("UBND THỊ XÃ MỸ HÀO", (12, 13), capitals=True, align=CENTER),
    Wanted("PHƯỜNG PHÙNG CHÍ KIÊN", (12, 13), bold=True, capitals=True, align=CENTER),
    Wanted("Số:         /BC-UBND", (13, 13), align=CENTER),
    Wanted("Phường Phùng Chí Kiên, ngày 20 tháng 8 năm 2024", (13, 14), italic=True, align=CENTER),
    Wanted("BÁO CÁO", (13, 14), bold=True, capitals=True, align=CENTER),
    Wanted(
        "Kết quả đợt thi đua lập thành tích chào mừng kỷ niệm 25 năm Ngày tái lập huyện Mỹ Hào",
        (13, 14),
        bold=True,
        align=CENTER,
    ),
    Wanted("Kính gửi: Ủy ban nhân dân thị xã Mỹ Hào.", (13, 14), align=CENTER),
    Wanted(
        "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022;",
        (13, 14),
        italic=True,
        align=JUSTIFY,
    ),
    Wanted(f"Căn cứ {PLAN.text}.", (13, 14), italic=True, align=JUSTIFY),
    Wanted("II. KẾT QUẢ ĐẠT ĐƯỢC", (13, 14), bold=True, capitals=True),
    Wanted("2. Văn hóa – xã hội", (13, 14), bold=True),
    Wanted("Gương điển hình tiên tiến: chưa có số liệu được duyệt.", (13, 14), align=JUSTIFY),
    Wanted("PHÓ CHỦ TỊCH", (13, 14), bold=True, capitals=True, align=CENTER),
    Wanted("Nguyễn Thái Dương", (13, 14), bold=True, align=CENTER),
    Wanted("Nơi nhận:", (12, 12), bold=True, italic=True),
    Wanted("- TTr Đảng ủy, HĐND, UBND phường;", (11, 11)),
    Wanted("- Lưu: VT.", (11, 11)),
    Wanted("Phụ lục I", (14, 14), bold=True, align=CENTER),
    Wanted("SỐ LIỆU KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", (13, 14), bold=True, capitals=True, align=CENTER),
    Wanted("DỰ THẢO", (13, 14), bold=True, capitals=True, align=CENTER),
)


@pytest.mark.parametrize("wanted", TABLE, ids=lambda one: one.text[:30])
def test_each_component_is_set_as_prescribed(wanted: Wanted) -> None:
    one = the(wanted.text)
    font = one.style.font  # type: ignore[union-attr]
    assert wanted.sizes[0] <= font.size.pt <= wanted.sizes[1]
    assert (bool(font.bold), bool(font.italic)) == (wanted.bold, wanted.italic)
    assert (one.text == one.text.upper()) == wanted.capitals or not wanted.capitals
    if wanted.align is not None:
        assert (one.alignment or one.style.paragraph_format.alignment) == wanted.align  # type: ignore[union-attr]


def test_everything_is_black_and_in_times_new_roman() -> None:
    styles = document().styles.element
    fonts = {value for one in styles.iter(qn("w:rFonts")) for value in one.attrib.values()}
    assert fonts == {"Times New Roman"}
    used = {one.style.name for one in paragraphs(document())}  # type: ignore[union-attr]
    colors = {
        str(style.font.color.rgb)
        for style in document().styles
        if style.name in used and style.font.color.rgb is not None
    }
    assert colors == {"000000"}
    assert len(used) > 15
    direct = list(document().element.body.iter(qn("w:rFonts"), qn("w:sz"), qn("w:color")))
    assert direct == []


def test_text_stands_in_and_apart_as_prescribed() -> None:
    form = the("Gương điển hình tiên tiến: chưa có số liệu được duyệt.").style.paragraph_format  # type: ignore[union-attr]
    assert round(form.first_line_indent.mm, 1) in (10.0, 12.7)
    assert form.space_before.pt >= 6
    assert 1 <= form.line_spacing <= 1.5


def mm(length: Length | None) -> float:
    assert length is not None
    return float(length.mm)


def test_pages_are_a4_with_the_prescribed_margins() -> None:
    for section in document().sections:
        short, long = sorted((mm(section.page_width), mm(section.page_height)))
        assert (round(short), round(long)) == (210, 297)
        assert 20 <= round(mm(section.top_margin)) <= 25
        assert 20 <= round(mm(section.bottom_margin)) <= 25
        assert 30 <= round(mm(section.left_margin)) <= 35
        assert 15 <= round(mm(section.right_margin)) <= 20


def test_the_report_stands_upright_and_wide_appendices_lie() -> None:
    assert [section.orientation for section in document().sections] == [
        WD_ORIENT.PORTRAIT,
        *[WD_ORIENT.LANDSCAPE] * 3,
    ]


def test_pages_are_numbered_in_the_top_margin_but_not_the_first_and_each_appendix_anew() -> None:
    first, *appendices = document().sections
    [number] = first.header.paragraphs
    assert "PAGE" in "".join(one.text or "" for one in number._element.iter(qn("w:instrText")))
    style = number.style
    assert style.paragraph_format.alignment == CENTER
    assert 13 <= style.font.size.pt <= 14
    for section in (first, *appendices):
        assert section.header_distance + style.font.size < section.top_margin
        assert section.different_first_page_header_footer
        assert "".join(one.text for one in section.first_page_header.paragraphs) == ""
        [restart] = section._sectPr.findall(qn("w:pgNumType"))
        assert restart.get(qn("w:start")) == "1"
    assert all(section.header.is_linked_to_previous for section in appendices)


def rules() -> list[tuple[str, float, float]]:
    """Each rule with the text above it, its length and the room it has, in millimetres."""
    found = []
    everything = list(paragraphs(document()))
    for above, one in pairwise(everything):
        if one._element.find(f".//{qn('w:pBdr')}") is not None:
            indent = one._element.find(f".//{qn('w:ind')}")
            cell = next(one._element.iterancestors(qn("w:tc")), None)
            width = mm(document().sections[0].page_width) - 45
            if cell is not None:
                width = int(cell.find(f".//{qn('w:tcW')}").get(qn("w:w"))) / 56.7
            sides = (int(indent.get(qn("w:left"))) + int(indent.get(qn("w:right")))) / 56.7
            found.append((above.text, width - sides, width))
    return found


def test_rules_have_the_prescribed_lengths() -> None:
    """Under the motto as long as it is, elsewhere 1/3 to 1/2 of the line; widths by a font alike, Tinos."""
    lengths = {text: (length, room) for text, length, room in rules()}
    widths = {  # measured in a PDF set in Tinos, whose widths are those of Times New Roman
        "Độc lập - Tự do - Hạnh phúc": 60.3,
        "PHƯỜNG PHÙNG CHÍ KIÊN": 60.6,
    }
    assert lengths["Độc lập - Tự do - Hạnh phúc"][0] == pytest.approx(60.3, abs=0.5)
    assert widths["PHƯỜNG PHÙNG CHÍ KIÊN"] / 3 <= lengths["PHƯỜNG PHÙNG CHÍ KIÊN"][0]
    assert lengths["PHƯỜNG PHÙNG CHÍ KIÊN"][0] <= widths["PHƯỜNG PHÙNG CHÍ KIÊN"] / 2
    length, room = lengths[made().head.subject]
    assert room / 3 <= length <= room / 2


def test_the_head_has_its_halves_beside_each_other() -> None:
    head = document().tables[0]
    left, right = head.rows[0].cells
    assert left.text.split("\n")[:3] == ["UBND THỊ XÃ MỸ HÀO", "ỦY BAN NHÂN DÂN", "PHƯỜNG PHÙNG CHÍ KIÊN"]
    assert right.text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    number, day = head.rows[1].cells
    assert number.text == "Số:         /BC-UBND\nDỰ THẢO"
    assert day.text == "Phường Phùng Chí Kiên, ngày 20 tháng 8 năm 2024"
    assert head._element.find(f".//{qn('w:tblBorders')}") is None


def test_the_text_closes_as_prescribed() -> None:
    told = [one.text for one in paragraphs(document()) if one.style.name == "Lời văn"]  # type: ignore[union-attr]
    body = told[: told.index(next(text for text in told if text.startswith("Trên đây"))) + 1]
    assert body[-1].endswith("./.")
    assert sum(text.endswith("./.") for text in told) == 1


def test_a_signed_report_has_its_number_and_no_draft_mark() -> None:
    signed = opened(report(number="05"))
    head = signed.tables[0].rows[1].cells[0].text
    assert head == "Số: 05/BC-UBND"
    assert "(Kèm theo Báo cáo số 05/BC-UBND ngày 20 tháng 8 năm 2024" in "".join(
        one.text for one in paragraphs(signed)
    )


def test_several_addressees_stand_below_each_other() -> None:
    office = replace(OFFICE, addressees=("Thường trực Đảng ủy", "UBND thị xã"))
    told = [one.text for one in paragraphs(opened(report(office=office)))]
    start = told.index("Kính gửi:")
    assert told[start + 1 : start + 3] == ["- Thường trực Đảng ủy;", "- UBND thị xã."]


def test_an_office_without_a_governing_body_or_addressees_has_no_empty_lines() -> None:
    office = replace(OFFICE, governing_body="", addressees=(), bases=dict.fromkeys(Paper, ()))
    one = opened(report(office=office))
    assert one.tables[0].rows[0].cells[0].text.startswith("ỦY BAN NHÂN DÂN\n")
    assert not any(line.text.startswith(("Kính gửi", "Căn cứ")) for line in paragraphs(one))


def test_lists_end_with_semicolons_and_a_full_stop() -> None:
    assert [ended(lines) for lines in ((), ("a",), ("a", "b"))] == [(), ("a.",), ("a;", "b.")]


def test_titles_of_tables_come_again_on_every_page_and_rows_stay_whole() -> None:
    tables = [one for one in document().tables if one._element.find(f".//{qn('w:tblBorders')}") is not None]
    assert len(tables) == 3
    for one in tables:
        assert one.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert all(line._tr.find(f".//{qn('w:cantSplit')}") is not None for line in one.rows)


def test_headings_stand_in_the_outline_for_finding_ones_way() -> None:
    levels = {
        one.style.name: one.style.element.find(f".//{qn('w:outlineLvl')}")  # type: ignore[union-attr]
        for one in paragraphs(document())
    }
    told = {name: level.get(qn("w:val")) for name, level in levels.items() if level is not None}
    assert told == {"Heading 1": "0", "Heading 2": "1"}
    assert the("Phụ lục I").style.name == "Heading 1"  # type: ignore[union-attr]


def test_pictures_have_words_for_those_who_do_not_see_them() -> None:
    described = [one.get("descr") for one in document().element.body.iter(qn("wp:docPr"))]
    assert described == ["Tỷ lệ chỉ tiêu đạt kế hoạch theo lĩnh vực", "Tiến độ nộp báo cáo theo ngày"]


def test_the_same_report_gives_the_same_bytes() -> None:
    one, other = (word_document(made(), draw) for _ in range(2))
    assert one == other
    assert {entry.date_time for entry in ZipFile(BytesIO(one)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_tells_the_report_s_day_and_issuer_and_no_moment_of_making() -> None:
    about = document().core_properties
    assert (about.created, about.modified) == (about.modified, about.created)
    assert about.created is not None
    assert about.created.date() == date(2024, 8, 20)
    assert about.author == "Ủy ban nhân dân phường Phùng Chí Kiên"
    assert about.language == "vi-VN"


def test_every_line_of_the_report_is_in_the_file() -> None:
    told = "\n".join(one.text for one in paragraphs(document()))
    for block in made().body:
        if hasattr(block, "line"):
            text = "".join(map(str, block.line))
            assert text in told or text.upper() in told


def test_hostile_text_is_only_text() -> None:
    name = '<w:p/>&amp; \x00\x0b]]> "Bà" \ud800 Lê'
    made = build(
        material(held(row("TDP01", "commendation", "1", name=name, subject="Cá nhân"))),
        Wording(templates("report")),
    )
    told = [one.text for one in paragraphs(opened(made))]
    assert '<w:p/>&amp; ]]> "Bà" Lê' in told


def test_names_of_a_hundred_letters_and_three_hundred_units_have_a_document() -> None:
    units = groups(300, name=WIDE)
    assert len(units[0].name) == 100
    records = [typed("VX02", one.code, plan=100, actual=90) for one in units]
    big = opened(build(material(held(*records), units), Wording(templates("report"))))
    assert sum(units[299].name in cell.text for cell in big.tables[3]._cells) == 1
    [grid] = big.tables[2]._element.iter(qn("w:tblGrid"))
    assert sum(int(one.get(qn("w:w"))) for one in grid) / 56.7 == pytest.approx(252, abs=1)


def test_a_campaign_without_units_or_reports_has_a_document() -> None:
    empty = opened(build(material(units=()), Wording(templates("report"))))
    assert len(empty.sections) == 4

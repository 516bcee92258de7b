"""Each type of document as a Word file, against NĐ 30/2020/NĐ-CP, Phụ lục I and III."""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from sheets_sync.report.writers.document import word_document
from tests.unit.papers import papers
from tests.unit.report.test_document import drawn

TYPES = ("report", "petition", "minutes", "decision", "letter")
WITH_TITLE = ("report", "petition", "minutes", "decision")


@cache
def file(name: str) -> bytes:
    return word_document(papers()[name], drawn)


@cache
def document(name: str) -> Document:
    return docx.Document(BytesIO(file(name)))


def lines(name: str) -> list[str]:
    one = document(name)
    return [Paragraph(element, one).text for element in one.element.body.iter(qn("w:p"))]


def the(name: str, text: str) -> Paragraph:
    one = document(name)
    found = (Paragraph(element, one) for element in one.element.body.iter(qn("w:p")))
    return next(paragraph for paragraph in found if paragraph.text == text)


@pytest.mark.parametrize(
    ("name", "title", "number"),
    [
        ("report", "BÁO CÁO", "/BC-UBND"),
        ("petition", "TỜ TRÌNH", "/TTr-HĐTĐKT"),
        ("minutes", "BIÊN BẢN", "/BB-HĐTĐKT"),
        ("decision", "QUYẾT ĐỊNH", "/QĐ-UBND"),
        ("letter", "", "/UBND-VP"),
    ],
)
def test_each_is_of_a_type_of_annex_three(name: str, title: str, number: str) -> None:
    told = lines(name)
    assert f"Số:         {number}" in told
    kinds = [line for line in told if line in ("BÁO CÁO", "TỜ TRÌNH", "BIÊN BẢN", "QUYẾT ĐỊNH", "DANH SÁCH")]
    assert kinds == [title] * bool(title)


@pytest.mark.parametrize("name", TYPES)
def test_the_recipients_begin_as_the_annex_says_and_end_with_the_archive(name: str) -> None:
    told = lines(name)
    own = told[told.index("Nơi nhận:") + 1 :]
    dashed = [line for line in own if line.startswith("- ")]
    first = {"decision": "- Như Điều 3;", "minutes": "- Lưu: VT, HĐTĐKT."}.get(name, "- Như trên;")
    assert dashed[0] == first
    archive = next(line for line in dashed if line.startswith("- Lưu: VT"))
    assert archive.endswith(".")
    assert the(name, archive).style.paragraph_format.alignment == 0  # type: ignore[union-attr]


@pytest.mark.parametrize("name", TYPES)
def test_place_and_day_stand_in_the_head_but_of_minutes_in_their_text(name: str) -> None:
    head = document(name).tables[0].rows[1].cells[1].text
    assert head == ("" if name == "minutes" else "Phường Phùng Chí Kiên, ngày 20 tháng 8 năm 2024")
    if name == "minutes":
        assert any(line.startswith("Thời gian bắt đầu:") for line in lines(name))
        assert any(line.startswith("Cuộc họp kết thúc vào") for line in lines(name))


def test_several_addressees_stand_left_with_their_dashes_in_one_line_under_the_colon() -> None:
    to, first, second = (
        the("report", text)
        for text in (
            "Kính gửi:",
            "- Ủy ban nhân dân thị xã Mỹ Hào;",
            "- Thường trực Đảng ủy phường Phùng Chí Kiên.",
        )
    )
    assert {one.style.paragraph_format.alignment for one in (to, first, second)} == {0}  # type: ignore[union-attr]
    indents = [one.paragraph_format.left_indent.mm for one in (to, first, second)]
    assert indents[1] == indents[2]
    # “Kính gửi” in Times New Roman of 14 points: measured in a PDF set in Tinos.
    assert indents[1] - indents[0] == pytest.approx(18.4, abs=1)


@pytest.mark.parametrize("name", ["report", "petition", "decision"])
def test_laws_are_cited_with_number_and_day(name: str) -> None:
    cited = [line for line in lines(name) if line.startswith("Căn cứ ")]
    assert cited
    assert all(" số " in line and " ngày " in line for line in cited)


def test_who_decides_stands_between_subject_and_bases() -> None:
    told = lines("decision")
    authority = told.index("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG PHÙNG CHÍ KIÊN")
    assert told.index("QUYẾT ĐỊNH") < authority < told.index("QUYẾT ĐỊNH:")
    assert told[authority + 1].startswith("Căn cứ")
    article = next(line for line in told if line.startswith("Điều 1."))
    runs = the("decision", article).runs
    assert (runs[0].text, runs[0].bold, runs[1].bold) == ("Điều 1.", True, None)


def test_the_petition_is_signed_with_office_and_name() -> None:
    signature = document("petition").tables[-3].rows[0].cells[1].text
    assert signature == "TM. HỘI ĐỒNG\nCHỦ TỊCH HỘI ĐỒNG\nCHỦ TỊCH UBND PHƯỜNG\nTrần Văn Chung"


def test_minutes_are_signed_by_two_above_their_recipients() -> None:
    end = document("minutes").tables[-1]
    assert [cell.text for cell in end.rows[0].cells] == ["THƯ KÝ\nLê Thị Thu", "CHỦ TRÌ\nTrần Văn Chung"]
    assert end.rows[1].cells[0].text == "Nơi nhận:\n- Lưu: VT, HĐTĐKT."


def test_a_letter_has_its_subject_below_its_number() -> None:
    number = document("letter").tables[0].rows[1].cells[0]
    assert number.text.startswith("Số:         /UBND-VP\nV/v phát thanh gương điển hình tiên tiến")
    size = number.paragraphs[1].style.font.size.pt
    assert 12 <= size <= 13


# The file


@pytest.mark.parametrize("name", TYPES)
def test_headings_are_words_own(name: str) -> None:
    styles = {one.style.name for one in document(name).paragraphs if one.style.name.startswith("Heading")}  # type: ignore[union-attr]
    expected = {"report": {"Heading 1", "Heading 2"}, "minutes": {"Heading 2"}}
    assert styles == expected.get(name, {"Heading 1", "Heading 2"})


@pytest.mark.parametrize("name", TYPES)
def test_nothing_of_the_template_s_maker_is_left(name: str) -> None:
    with ZipFile(BytesIO(file(name))) as opened:
        names = opened.namelist()
        everything = b"".join(opened.read(one) for one in names)
        application = opened.read("docProps/app.xml").decode()
        settings = opened.read("word/settings.xml").decode()
    assert not [one for one in names if "thumbnail" in one or "customXml" in one or "WithEffects" in one]
    assert b"Macintosh" not in everything
    assert b"generated by python-docx" not in everything
    assert "<Application>sheets-sync</Application>" in application
    assert '<w:themeFontLang w:val="vi-VN"/>' in settings
    assert b"ja-JP" not in everything


@pytest.mark.parametrize("name", TYPES)
def test_the_office_s_hints_are_comments_of_the_draft_dated_as_the_document(name: str) -> None:
    comments = list(document(name).comments)
    assert [one.text for one in comments] == [hint.text for hint in papers()[name].hints]
    assert {str(one.timestamp)[:10] for one in comments} <= {"2024-08-20"}
    body = "\n".join(lines(name))
    assert not [one.text for one in comments if one.text in body]

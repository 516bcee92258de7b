"""`sheets-sync report` on the demo's campaign, approved by the office in the master."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from typer.testing import CliRunner

from sheets_sync.cli.app import app
from sheets_sync.demo import story
from sheets_sync.errors import ConfigError, NotSigned, ReportError
from sheets_sync.pipeline.reporting import material_of, money_on
from sheets_sync.report.content.content import build
from sheets_sync.report.content.wording import Wording
from sheets_sync.report.writers import charts
from sheets_sync.report.writers.fonts import document_family
from sheets_sync.report.writers.pdf import fonts_in, other_fonts, write_pdf
from sheets_sync.sheets.addresses import column_letters
from sheets_sync.templates import templates
from tests.office import approve
from tests.report_trace import untraced_numbers, wrong_figures, wrong_sums
from tests.ward import ZONE, Ward, ward

EVENING = datetime(2024, 8, 19, 20, tzinfo=ZONE)
AT = "2024-08-20T08:00"
SOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@dataclass(frozen=True)
class Desk:
    """The office's desk: the ward and a folder for documents."""

    ward: Ward
    folder: Path

    def report(self, *options: str, name: str = "bao-cao.docx") -> Path:
        out = self.folder / name
        self.run("--out", str(out), *options)
        return out

    def run(self, *options: str) -> str:
        config = str(self.ward.project.config.file)
        words = ["report", "--config", config, *([] if "--sign" in options else ["--as-of", AT]), *options]
        return CliRunner().invoke(app, words, catch_exceptions=False).stdout


def sound(_key: str, row: Any) -> bool:
    """Whether the office approves a row at its first look: nothing was found wrong with it."""
    return bool(row["Kiểm tra"] == "Hợp lệ")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("reporting")
    with pytest.MonkeyPatch.context() as monkeypatch, ward(folder, monkeypatch) as one:
        story.before_deadline(one.project, one.people)
        one.sync(story.FIRST_SYNC)
        story.after_deadline(one.project, one.people)
        one.sync(story.SECOND_SYNC)
        approve(one, sound)
        one.sync(EVENING)
        yield Desk(one, folder)


#: Most reports of a desk have the same charts, and to draw them takes longer than all else.
_drawn = lru_cache(charts.draw)


@pytest.fixture(autouse=True)
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "draw", _drawn)


def text_of(file: Path) -> str:
    document = docx.Document(BytesIO(file.read_bytes()))
    found = (Paragraph(one, document) for one in document.element.body.iter(qn("w:p")))
    return "\n".join(one.text for one in found)


@pytest.mark.parametrize("unreviewed", [False, True])
def test_every_number_of_the_demos_report_is_found_in_the_records(desk: Desk, unreviewed: bool) -> None:
    at = datetime.fromisoformat(AT).replace(tzinfo=ZONE)
    material = material_of(desk.ward.project, at, include_unreviewed=unreviewed)
    made = build(material, Wording(templates("report")))
    assert wrong_figures(material, made) == []
    assert untraced_numbers(material, made) == []
    assert wrong_sums(made) == []


def test_the_report_needs_no_call_to_google_and_no_account(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__AUTH", "service-account")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", "http://127.0.0.1:9")
    desk.ward.forget_calls()
    assert desk.report().exists()
    assert desk.ward.calls() == []


def test_only_what_the_office_approved_stands_in_the_report(desk: Desk) -> None:
    text = text_of(desk.report())
    assert "Hộ cận nghèo: 26 hộ (kế hoạch của các đơn vị này 37 hộ), theo số liệu của 06/08 đơn vị" in text
    assert "Lao động được giải quyết việc làm: đạt" not in text
    assert "Lao động được giải quyết việc làm: đạt 250*/120* người" in text_of(
        desk.report("--include-unreviewed", name="unreviewed.docx")
    )


def test_late_and_missing_units_are_named(desk: Desk) -> None:
    text = text_of(desk.report())
    assert "Có 04 biểu nộp muộn của các đơn vị: Tổ dân phố số 5 (muộn 02 ngày)." in text
    assert re.search(r"Còn \d+ biểu quá hạn chưa nộp của các đơn vị: .*Tổ dân phố số 6", text)


def test_a_document_has_the_law_and_the_names_of_its_day(desk: Desk) -> None:
    text = text_of(desk.report())
    assert "Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019" in text
    assert "Luật Thi đua, khen thưởng" not in text
    assert "UBND THỊ XÃ MỸ HÀO\nỦY BAN NHÂN DÂN\nPHƯỜNG PHÙNG CHÍ KIÊN" in text
    out = desk.folder / "later.docx"
    desk.run("--out", str(out), "--as-of", "2025-07-01T08:00")
    assert text_of(out).startswith("ỦY BAN NHÂN DÂN\nPHƯỜNG ĐƯỜNG HÀO")


def test_the_same_data_gives_the_same_bytes(desk: Desk) -> None:
    files = []
    for name in ("one.docx", "two.docx"):
        _drawn.cache_clear()
        files.append(desk.report("--html", "--sources", name=name))
    assert files[0].read_bytes() == files[1].read_bytes()
    pages = [file.with_suffix(".html").read_bytes() for file in files]
    assert pages[0] == pages[1]


def test_the_page_needs_nothing_else_and_hides_no_markup_of_units(desk: Desk) -> None:
    approve(desk.ward, lambda key, _row: key.startswith("DTT"))
    desk.ward.sync(EVENING)
    page = desk.report("--html", "--include-unreviewed", name="page.docx").with_suffix(".html")
    html = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html
    assert re.findall(r'(?:src|href)="(?!data:image/png;base64,)', html) == []
    assert "url(" not in html
    assert html.count('<img src="data:image/png;base64,') == 3
    assert "Phụ lục III" in html


@SOFFICE
def test_the_pdf_is_set_in_one_font(desk: Desk) -> None:
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts is not installed")
    desk.run("--out", str(desk.folder / "fonts.docx"), "--pdf")
    family = document_family()
    assert fonts_in(desk.folder / "fonts.pdf")
    assert other_fonts(desk.folder / "fonts.pdf", family) == ()


@SOFFICE
def test_the_pdf_has_the_pages_numbered_anew_in_each_appendix(desk: Desk) -> None:
    desk.run("--out", str(desk.folder / "printed.docx"), "--pdf")
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", str(desk.folder / "printed.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    pages = done.stdout.split("\f")[:-1]
    firsts = [page.split("\n", 1)[0].strip() for page in pages]
    appendices = [place for place, first in enumerate(firsts) if first.startswith("Phụ lục")]
    assert len(appendices) == 4
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
    assert firsts[0] != "1"
    for start, end in zip((0, *appendices), (*appendices, len(pages)), strict=True):
        assert firsts[start + 1 : end] == [str(number) for number in range(2, end - start + 1)]
    assert sum("Nguyễn Thái Dương" in page and "TM. ỦY BAN NHÂN DÂN" in page for page in pages) == 1


def test_without_libreoffice_the_message_says_so_and_the_document_stands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    out = desk.folder / "alone.docx"
    with pytest.raises(ReportError, match="needs LibreOffice, which is not installed"):
        desk.run("--out", str(out), "--pdf")
    assert out.exists()


def test_a_libreoffice_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\nexec /bin/sleep 100000\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReportError, match="did not finish"):
        write_pdf(tmp_path / "some.docx", timeout=0.2)


def test_a_libreoffice_that_fails_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\necho source file could not be loaded >&2\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReportError, match="source file could not be loaded"):
        write_pdf(tmp_path / "some.docx")


#: What the demo's campaign leaves open when it is signed.
LEFT_OPEN = ("unapproved", "open-questions", "incomplete-basis")


def confirming(*codes: str) -> tuple[str, ...]:
    return tuple(word for code in codes for word in ("--confirm", code))


@pytest.mark.parametrize(
    ("number", "day", "codes", "told"),
    [
        ("05", "2024-08-20", (), r"\[unapproved\] \d+ of \d+ rows are approved"),
        ("05", "2024-08-20", ("unapproved",), r"\[open-questions\] \d+ findings are open"),
        ("05", "2024-08-15", LEFT_OPEN, r"\[campaign-open\] The campaign goes on until 2024-08-15"),
        ("05", "2024-08-16", LEFT_OPEN, r"\[period-open\] The period dot-1 is not over"),
        ("05", "2024-08-18", LEFT_OPEN, r"\[later-data\] Figures changed after the day"),
        ("05", "2090-08-20", LEFT_OPEN, r"\[day\] 2090-08-20 has not come yet.* Cannot be confirmed"),
        ("05/QĐ-UBND", "2024-08-20", LEFT_OPEN, r"\[number\] .*Cannot be confirmed"),
    ],
)
def test_a_report_is_not_signed_while_something_speaks_against_it(
    desk: Desk, number: str, day: str, codes: tuple[str, ...], told: str
) -> None:
    out = desk.folder / "unsigned.docx"
    with pytest.raises(NotSigned, match=told):
        desk.run("--sign", number, "--date", day, "--out", str(out), *confirming(*codes))
    assert not out.exists()
    assert desk.ward.project.store.signed_reports.all() == ()


def test_what_changed_since_the_signed_report_is_listed(desk: Desk) -> None:
    sign = ("--date", "2024-08-20", *confirming(*LEFT_OPEN))
    signed = text_of(desk.report("--sign", "5/BC-UBND", *sign, name="signed.docx"))
    assert "Số: 05/BC-UBND" in signed
    assert "DỰ THẢO" not in signed
    assert "TÓM TẮT" not in signed
    again = desk.run("--sign", "05", *sign, "--out", str(desk.folder / "x.docx"), "--json")
    assert json.loads(again)["periods"][0]["signed"] is False
    with pytest.raises(NotSigned, match=r"\[signed-before\] Report 05 of 2024-08-20"):
        desk.run("--sign", "06", *sign, "--out", str(desk.folder / "x.docx"))
    with pytest.raises(NotSigned, match=r"\[signed-otherwise\] Report 05 was signed on 2024-08-20"):
        desk.run("--sign", "05", "--date", "2024-08-21", *sign[2:], "--out", str(desk.folder / "x.docx"))
    unchanged = text_of(desk.report())
    assert "SO VỚI BÁO CÁO SỐ 05/BC-UBND NGÀY 20 THÁNG 8 NĂM 2024" in unchanged
    assert "Không có số liệu nào thay đổi" in unchanged
    desk.ward.type("TDP01", "culture_society", {"E5": "4"})
    desk.ward.sync(datetime(2024, 8, 21, 20, tzinfo=ZONE))
    waiting = text_of(desk.report())
    assert "Hộ cận nghèo – Thực hiện\n26 hộ\n21 hộ" in waiting
    approve(desk.ward, lambda key, _row: key == "TDP01/VX05")
    desk.ward.sync(datetime(2024, 8, 22, 20, tzinfo=ZONE))
    assert "Hộ cận nghèo – Thực hiện\n26 hộ\n25 hộ" in text_of(desk.report())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--sign", "5"), "Give --sign and --date together"),
        (("--date", "2024-08-20"), "Give --sign and --date together"),
        (("--sign", "5", "--date", "20/8/2024"), "Give a day such as 2024-08-20"),
        (("--sign", "5", "--date", "2024-08-20", "--include-unreviewed"), "cannot be signed"),
        (("--sign", "5", "--date", "2024-08-20", "--sources"), "cannot be signed"),
        (("--sign", "5", "--date", "2024-08-20", "--summary"), "cannot be signed"),
    ],
)
def test_signing_that_does_not_fit_is_refused(desk: Desk, options: tuple[str, ...], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        desk.run(*options)


def test_the_office_s_folder_of_templates_is_used(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = desk.ward.project.config.file.parent / "mau-cau"
    folder.mkdir()
    (folder / "closing.txt.j2").write_text("{{ office.issuer_short }} trân trọng báo cáo./.\n")
    monkeypatch.setenv("SHEETS_SYNC_REPORT__TEMPLATES", "mau-cau")
    assert "UBND phường Phùng Chí Kiên trân trọng báo cáo./." in text_of(desk.report())


def test_without_the_packages_the_message_names_the_extra(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sheets_sync.report.writers.document", None)
    with pytest.raises(ReportError, match=r"sheets-sync\[document\]"):
        desk.run("--out", str(desk.folder / "none.docx"))


def test_a_file_that_cannot_be_written_is_named(desk: Desk) -> None:
    with pytest.raises(ReportError, match="cannot be written"):
        desk.run("--out", "/dev/null/bao-cao.docx")


def test_before_the_first_sync_there_is_a_report_of_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch) as one:
        text = text_of(Desk(one, tmp_path).report())
    assert text.count("Các chỉ tiêu của lĩnh vực này chưa có số liệu được duyệt.") == 5


# Drafts that follow the report


def commended(desk: Desk, *options: str) -> dict[str, Any]:
    config = str(desk.ward.project.config.file)
    words = [
        "commend",
        "--config",
        config,
        "--as-of",
        AT,
        "--into",
        str(desk.folder / "kt"),
        *options,
        "--json",
    ]
    answer = json.loads(CliRunner().invoke(app, words, catch_exceptions=False).stdout)
    found: dict[str, Any] = answer["periods"][0]
    return found


def noted(desk: Desk, **written: str) -> None:
    """The office notes the same beside every proposal of the council's tab."""
    rows = desk.ward.values("", "Hội đồng")
    titles = {"agreed": "Số phiếu đồng ý", "present": "Số người dự họp", "conclusion": "Kết luận"}
    titles |= {"number": "Số quyết định", "day": "Ngày quyết định"}
    cells = {
        f"'Hội đồng'!{column_letters(rows[0].index(titles[name]))}{place}": text
        for place in range(2, len(rows) + 1)
        for name, text in written.items()
    }
    desk.ward.people.type_in(desk.ward.project.config.office.emails[0], desk.ward.book(""), cells)


def test_each_paper_is_written_once_its_act_is_recorded(desk: Desk) -> None:
    approve(desk.ward, lambda key, _row: "commendation" in key)
    desk.ward.sync(datetime(2024, 8, 22, 21, tzinfo=ZONE))
    before = commended(desk)
    assert list(before["files"]) == ["meeting"]
    assert list(before["not_written"]) == ["minutes", "petition", "decision"]
    assert any("0.15 times the base salary" in line for line in before["unverified"])
    noted(desk, agreed="7", present="7", conclusion="Đề nghị khen")
    desk.ward.sync(datetime(2024, 8, 22, 22, tzinfo=ZONE))
    after = commended(desk)
    assert list(after["files"]) == ["meeting", "minutes", "petition", "decision"]
    text = text_of(Path(after["files"]["petition"]["document"]))
    assert "Số:         /TTr-HĐTĐKT" in text
    assert "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023" in text
    assert "lương cơ sở: 2.340.000 đồng" in text
    doubtful = {one["key"] for one in after["left_out"]}
    assert doubtful
    confirmed = commended(desk, *confirming(*doubtful))
    # What the office could not approve, nobody confirms.
    assert all("chưa duyệt" in one["reason"] for one in confirmed["left_out"])
    assert len(confirmed["left_out"]) < len(after["left_out"])


def certified(desk: Desk, *options: str) -> dict[str, Any]:
    config = str(desk.ward.project.config.file)
    out = str(desk.folder / "giay-khen.docx")
    words = ["certificates", "--config", config, "--as-of", AT, "--out", out, *options, "--json"]
    answer = json.loads(CliRunner().invoke(app, words, catch_exceptions=False).stdout)
    found: dict[str, Any] = answer["periods"][0]
    return found


def rewarded(desk: Desk, *options: str) -> dict[str, Any]:
    words = ["rewards", "--config", str(desk.ward.project.config.file), "--as-of", AT, *options, "--json"]
    answer = json.loads(CliRunner().invoke(app, words, catch_exceptions=False).stdout)
    found: dict[str, Any] = answer
    return found


def test_decisions_lead_to_certificates_and_stand_in_the_register(desk: Desk) -> None:
    assert certified(desk)["files"] == {}
    noted(desk, agreed="7", present="7", conclusion="Đề nghị khen", number="88/QĐ-UBND", day="'20/8/2024")
    desk.ward.sync(datetime(2024, 8, 22, 23, tzinfo=ZONE))
    made = certified(desk)
    names = made["recipients"]
    text = text_of(Path(made["files"]["document"]))
    assert text.count("GIẤY KHEN") == len(names) > 1
    assert text.count("Quyết định số 88/QĐ-UBND") == len(names)
    assert "GIẤY KHEN" not in text_of(Path(certified(desk, "--printed-form")["files"]["document"]))
    first = rewarded(desk, "--export", str(desk.folder / "so.csv"), "--year", "2024")
    assert (first["lines"], first["added"]) == (len(names), len(names))
    assert rewarded(desk)["added"] == 0
    exported = (desk.folder / "so.csv").read_text(encoding="utf-8-sig")
    assert all(name in exported for name in names)
    assert commended(desk)["not_written"].keys() == {"petition", "decision"}


def test_the_base_salary_in_force_on_the_day_counts(desk: Desk) -> None:
    config = desk.ward.project.config
    found = [
        money_on(config, day).base_salary for day in (date(2024, 6, 30), date(2024, 7, 1), date(2020, 1, 1))
    ]
    assert [one and int(one.value) for one in found] == [1_800_000, 2_340_000, None]


def test_the_stations_list_leaves_out_what_the_master_says_was_aired(desk: Desk) -> None:
    approve(desk.ward, lambda key, _row: key.startswith("CAP"))
    tab = "9. Gương điển hình"
    rows = desk.ward.values("", tab)
    column = column_letters(len(rows[0]))
    sheet = next(form.sheet_id for form in desk.ward.project.forms if form.code == "exemplar")
    desk.ward.change("", {"appendDimension": {"sheetId": sheet, "dimension": "COLUMNS", "length": 1}})
    place = next(number for number, row in enumerate(rows, start=1) if row[0].startswith("CAP"))
    cells = {f"'{tab}'!{column}1": "Ngày phát thanh", f"'{tab}'!{column}{place}": "'20/8/2024"}
    desk.ward.people.type_in(desk.ward.project.config.office.emails[0], desk.ward.book(""), cells)
    desk.ward.sync(datetime(2024, 8, 23, 20, tzinfo=ZONE))
    out = desk.folder / "dai.docx"
    words = ["broadcast", "--config", str(desk.ward.project.config.file), "--out", str(out), "--as-of", AT]
    done = CliRunner().invoke(app, [*words, "--from", "2024-08-23", "--json"], catch_exceptions=False)
    answer = json.loads(done.stdout)["periods"][0]
    assert answer["files"] == {}
    assert "Đã phát, không xếp lịch nữa: Ông Đỗ Văn Bảy." in answer["hints"]
    with pytest.raises(ConfigError, match="Give a day such as"):
        CliRunner().invoke(app, [*words, "--from", "mai"], catch_exceptions=False)

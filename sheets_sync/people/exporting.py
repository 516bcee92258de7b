"""What is known about somebody as a page that this person can read and take along. Pure."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from sheets_sync.people.finding import FoundPlaces, OwnRow, Spotted, Where
from sheets_sync.vietnamese.dates import format_date

#: What each kind of place is called.
CALLED = {
    Where.SHEET: "Bảng tính",
    Where.STORE: "Cơ sở dữ liệu của hệ thống",
    Where.FILE: "Tệp, văn bản",
    Where.BACKUP: "Bản sao lưu",
}
HEAD = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Thông tin cá nhân</title>
<style>body{font:16px/1.5 serif;max-width:50rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:0 0 1.5rem}
td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left;vertical-align:top}</style></head><body>
"""


def page(found: FoundPlaces, ward: str, contact: str, at: datetime) -> str:
    """The page: rows of the person's own whole, elsewhere the words around the name."""
    rows = "".join(map(_row, found.rows)) or "<p>Không có dòng nào.</p>\n"
    return (
        f"{HEAD}<h1>Thông tin cá nhân mà {escape(ward)} đang giữ</h1>\n"
        f"<p>Lập ngày {format_date(at.date())}, theo yêu cầu của người có thông tin (Luật 91/2025/QH15)."
        f" Đề nghị hỏi lại, yêu cầu sửa hoặc xóa: {escape(contact)}.</p>\n"
        f"<h2>Các dòng về người này</h2>\n{rows}"
        f"<h2>Những nơi khác có nhắc tên hoặc số</h2>\n{_mentions(found.sure)}</body></html>\n"
    )


def _row(row: OwnRow) -> str:
    cells = "".join(
        f"<tr><th>{escape(title)}</th><td>{escape(text)}</td></tr>" for title, text in row.texts.items()
    )
    return f"<p>{escape(row.place)}</p>\n<table>{cells}</table>\n"


def _mentions(places: Iterable[Spotted]) -> str:
    """Of files and backups only that they name the person: what else they hold is about others."""
    lines = dict.fromkeys(
        f"<li>{CALLED[one.where]}: {escape(one.place)}{_quoted(one)}</li>" for one in places
    )
    return f"<ul>{''.join(lines)}</ul>\n" if lines else "<p>Không có.</p>\n"


def _quoted(one: Spotted) -> str:
    return f" – “…{escape(one.text)}…”" if one.where is Where.SHEET and one.text else ""

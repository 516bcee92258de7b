"""A text as everything that we write can write it."""

import io
import json
import unicodedata
from email.message import EmailMessage
from email.policy import SMTP

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.google.cells import cell_from, text_cell
from sheets_sync.google.shapes import CellShape
from sheets_sync.mail.composing.message import one_line
from sheets_sync.store.codec import dump, load
from sheets_sync.vietnamese.letters import is_damaged, writable

ANY = st.text(st.characters(exclude_categories=()), max_size=30) | st.text(
    st.sampled_from(
        "aế \t\n\r\x00\x07\x0b\x0c\x1b\x7f\x85\ud800\udfff\ufdd0\ufffe\uffff\U0001ffff\u202e\u2066\ufeff"
    ),
    max_size=12,
)


@settings(max_examples=50, deadline=None)
@given(ANY)
def test_every_writer_writes_it(text: str) -> None:
    shown = writable(text)
    document = docx.Document()
    document.add_paragraph(shown).add_run(shown)
    document.save(io.BytesIO())
    book = openpyxl.Workbook()
    book.active["A1"] = f"'{shown}"
    book.save(io.BytesIO())
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(shown)
    message.set_content(shown)
    message.as_bytes()
    assert "\x00" not in json.dumps(shown, ensure_ascii=False)
    assert shown.encode().decode() == shown


@given(ANY)
def test_nothing_but_marks_of_direction_is_lost_without_a_trace(text: str) -> None:
    shown = writable(text)
    kept = [
        one
        for one in text
        if unicodedata.bidirectional(one) not in _DIRECTION and one not in "\u200e\u200f\u061c"
    ]
    assert len(shown) == len([*kept, *(one for one in text if one == "\u202e")])
    assert writable(shown) == shown
    assert not is_damaged(shown)


_DIRECTION = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Nguyễn Văn A\uffffn", "Nguyễn Văn A�n"),
        ("Nguyễn Văn A\ud800n", "Nguyễn Văn A�n"),
        ("Lê\x00An", "Lê�An"),
        ("dòng một\x0bdòng hai", "dòng một\ndòng hai"),
        ("\u202d0912 345 678\u202c", "0912 345 678"),
        ("Lê \u202enA", "Lê �nA"),
        ("µ¶·\xad®", "µ¶·\xad®"),
        ("👩‍👩‍👧 gia đình", "👩‍👩‍👧 gia đình"),
    ],
)
def test_what_is_shown_for_it(typed: str, shown: str) -> None:
    assert writable(typed) == shown
    data: CellShape = {"effectiveValue": {"stringValue": typed}, "formattedValue": typed, "note": typed}
    cell = cell_from(data)
    assert (cell.value, cell.shown, cell.note) == (shown, shown, shown)
    assert text_cell(data).shown == shown


def test_what_a_former_version_kept_is_given_back_as_it_can_be_written() -> None:
    kept = {"tên": "Nguyễn Văn A\uffffn", "rows": ["Lê \x00An", "một\x0bhai", "\u202d12\u202c", "\ud800"]}
    assert load(dump(kept)) == {"tên": "Nguyễn Văn A�n", "rows": ["Lê �An", "một\nhai", "12", "�"]}


@given(st.text(max_size=20))
def test_what_can_be_written_is_given_back_as_it_was_kept(text: str) -> None:
    assert load(dump([writable(text)])) == [writable(text)]

"""Thousands of good Vietnamese names and sentences are taken for nothing but what they are."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from babel import Locale

from benchmarks.vietnamese import names, sentences
from sheets_sync.findings import CATALOGUE
from sheets_sync.vietnamese.answers import says_nothing
from sheets_sync.vietnamese.legacy import legacy
from sheets_sync.vietnamese.suspicious import suspicious
from sheets_sync.vietnamese.words import row_role


def of_babel(data: Any) -> Iterator[str]:
    """Every Vietnamese text that Babel brings: names of languages, lands, moneys, scripts, zones."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from of_babel(value)


LOCALE = Locale("vi")
BROUGHT = [
    text
    for part in (LOCALE.languages, LOCALE.territories, LOCALE.currencies, LOCALE.scripts, LOCALE.time_zones)
    for text in of_babel(dict(part))
    if len(text) > 1
]
TEXTS = [*names(), *sentences(), *BROUGHT, *(f"{kind.message} {kind.mend}" for kind in CATALOGUE.values())]


def cased(texts: Iterable[str]) -> Iterator[str]:
    return (version for text in texts for version in (text, text.upper(), text.lower()))


def test_there_are_enough_texts_to_prove_anything() -> None:
    assert len(set(TEXTS)) > 5_000


def test_no_good_vietnamese_is_taken_for_an_old_encoding() -> None:
    assert [text for text in cased(TEXTS) if legacy(text)] == []


def test_no_word_of_them_alone_is_taken_for_an_old_encoding() -> None:
    assert [word for word in {word for text in TEXTS for word in text.split()} if legacy(word)] == []


def test_no_name_or_sentence_is_an_answer_or_a_row_of_another_kind_or_suspicious() -> None:
    texts = [*names(), *sentences()]
    assert [text for text in texts if says_nothing(text) or row_role([text]) or suspicious(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "µm",
            "25 µm",
            "10 µg",
            "µF",
            "5 µl và 10 µl",
            "£5",
            "£B",
            "m£",
            "§ 5",
            "±5",
            "25 °C",
            "m²",
            "m³",
            "½ ngày",
        ),
        *(
            "© UBND",
            "Windows®",
            "PM2,5: 50 µg/m³",
            "Bê tông m£",
            "10 ¥",
            "café",
            "résumé",
            "São Tomé",
            "Krông Nô",
        ),
    ],
)
def test_case_o1_lone_signs_and_foreign_words_are_left_alone(text: str) -> None:
    assert legacy(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("=SUM(A1:A5)", "một công thức"),
        ("= B2", "một công thức"),
        ("+HYPERLINK(1)", "một công thức"),
        ("@SUM(A1)", "một công thức"),
        ("=cmd|' /C calc'!A0", "một công thức"),
        ("<b>Lê An</b>", "mã định dạng trang web"),
        ("<script>alert(1)</script>", "mã định dạng trang web"),
        ("Lê An<br/>", "mã định dạng trang web"),
        ("{{ name }}", "mã định dạng trang web"),
        ("Lê&nbsp;An", "mã định dạng trang web"),
        ("https://phuong.example/anh.jpg", "một liên kết"),
        ("www.phuong.example", "một liên kết"),
        ("an@phuong.example", "một liên kết"),
        ("C:\\Users\\an\\bao-cao.docx", "một liên kết"),
        ("Lê An\nBcc: an@phuong.example", "phần đầu của thư điện tử"),
        ("Subject: Báo cáo", "phần đầu của thư điện tử"),
    ],
)
def test_what_is_no_name_is_told_as_what_it_is(text: str, kind: str) -> None:
    found = suspicious(text)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "Lê An",
        "+84 912 345 678",
        "-x",
        "Thu > chi",
        "a < b",
        "Tổ: 5",
        "Nhà A & B",
        "Xem https://phuong.example",
        "- Làm đường",
    ],
)
def test_words_are_words(text: str) -> None:
    assert suspicious(text) is None

"""Texts about which nothing is left to ask."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sheets_sync.vietnamese.answers import says_nothing
from sheets_sync.vietnamese.erased import is_erased
from sheets_sync.vietnamese.legacy import legacy
from sheets_sync.vietnamese.letters import REPLACED, clean
from sheets_sync.vietnamese.ordinary import is_ordinary
from sheets_sync.vietnamese.suspicious import suspicious

SYLLABLES = (
    "Không",
    "khong",
    "Ko",
    "k",
    "chưa",
    "Chưa",
    "kỳ này",
    "đề nghị",
    "ai",
    "Khối 5",
    "chung",
    "www.a.vn",
)
PARTS = st.sampled_from(
    (*SYLLABLES, "(đã xóa)", "=", "<b>", "mailto:a@b", "  ", "đường", "ngõ", "Tæ", "tr­êng", "ð")
)
SIGNS = st.characters(exclude_categories=()) | st.sampled_from("aế ok\u0302\u0301\ufffd\xad\u200b\n\xa0Ðð")
TEXTS = st.lists(PARTS | st.text(SIGNS, max_size=4), max_size=5).map(" ".join) | st.text(SIGNS, max_size=12)


@given(TEXTS | TEXTS.map(lambda text: unicodedata.normalize("NFD", text)))
@example("Năm nay k")
@example("không\u0301 có ai cả")
def test_whoever_asks_about_an_ordinary_text_hears_nothing(text: str) -> None:
    if is_ordinary(text):
        assert clean(text) == text != ""
        assert legacy(text) is None
        assert not says_nothing(text)
        assert suspicious(text) is None
        assert not is_erased(text)
        assert REPLACED not in text


@pytest.mark.parametrize(
    "text",
    [
        "Sửa chữa hộ nghèo cho bà con, đợt 4",
        "Trồng cổng làng ở tổ dân phố số 3",
        "Khối phố 5",
        "Nguyen Van An",
    ],
)
def test_most_names_are_ordinary(text: str) -> None:
    assert is_ordinary(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nga",
        "Không đề nghị ai",
        "Tr­êng häc",
        "=HYPERLINK(1)",
        "Tổ  3",
        " Tổ 3 số",
        "Năm nay k",
        "Tổ 3:\nsố 5",
        "x" * 201,
    ],
)
def test_nothing_is_told_about_a_text_that_somebody_asks_about(text: str) -> None:
    assert not is_ordinary(text)


@pytest.mark.parametrize(
    "text", ["Năm nay k", "Kỳ này ko", "Đơn vị k có.", "Hiện chưa", "Đến nay kho\u0302ng"]
)
def test_a_denial_is_found_wherever_it_stands(text: str) -> None:
    assert not is_ordinary(text)

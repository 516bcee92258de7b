"""Where somebody may be meant by parts of a name, and where it is certainly somebody else."""

import unicodedata

import pytest

from sheets_sync.vietnamese.around import without_titles
from sheets_sync.vietnamese.mentions import Sought, needle
from sheets_sync.vietnamese.name_parts import NameParts

KEY = b"k" * 32
AN, HA, TAM = "Nguyễn Văn An", "Nguyễn Thị Thu Hà", "Nguyễn Thị Tám"


def met(name: str, text: str) -> list[str]:
    parts = NameParts.of(name)
    assert parts is not None
    return [text[one.start : one.end] for one in parts.mentions(text) if not one.sure]


def sure(name: str, text: str) -> list[bool]:
    return [one.sure for one in Sought((needle(name, KEY),), KEY).mentions(text)]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (AN, "Ng. V. An"),
        (AN, "N.V. An"),
        (AN, "N.V.An"),
        (AN, "NV An"),
        (AN, "Ng Văn An"),
        (AN, "ng. v. an"),
        (AN, "Nguyễn V. An"),
        (AN, "NGUYỄN V. AN"),
        (AN, "Nguyen V.  An"),
        (AN, unicodedata.normalize("NFD", "Nguyễn V. An")),
        (AN, "Nguyễn An"),
        (AN, "Văn An"),
        (AN, "An Nguyễn"),
        (AN, "An, Nguyễn Văn"),
        (AN, "AN NGUYỄN VĂN"),
        (AN, "Nguyễn Văn A"),
        (AN, "N.V.A"),
        (HA, "Ng.T.Thu Hà"),
        (HA, "Nguyễn T.T. Hà"),
        (HA, "Nguyễn Thu Hà"),
        (HA, "Thu Hà"),
        (HA, "N.T.T.H"),
    ],
)
def test_parts_of_a_name_are_a_possible_place_and_no_sure_one(name: str, written: str) -> None:
    text = f"Gặp {written}, tổ 3" if not written.islower() else f"gặp {written}, tổ 3"
    assert met(name, text) == [written]
    assert sure(name, text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (AN, "ông An"),
        (AN, "gặp ông an ở tổ 3"),
        (AN, "Đ/c An: 3 phiếu"),
        (AN, "đồng chí An"),
        (AN, "thầy An dạy"),
        (AN, "Ô. An"),
        (AN, "anh Ba, tức An"),
        (TAM, "bà Tám"),
        (TAM, "bà Hai (Tám)"),
        ("Nguyễn Thị Hai", "bà Hai (Tám)"),
        (HA, "cô giáo Hà"),
    ],
)
def test_a_given_name_counts_where_somebody_is_addressed(name: str, text: str) -> None:
    assert len(met(name, text)) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (AN, "Trần Văn An"),
        (AN, "Trần V. An"),
        (AN, "T.V. An"),
        (AN, "Nguyễn An Ninh"),
        (AN, "Nguyễn V. An Bình"),
        (AN, "ông Ân"),
        (AN, "Ng. V. Ân"),
        (AN, "công an phường, an toàn giao thông"),
        (AN, "Công an Nguyễn Văn Bình"),
        (AN, "NVA"),
        (AN, "V An"),
        (HA, "Hà Nội"),
        (HA, "Phạm Thu Hà"),
        (TAM, "Tám người, tổ Tám"),
    ],
)
def test_somebody_else_is_not_met(name: str, text: str) -> None:
    assert met(name, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn An Bình",
        "NGUYỄN VĂN AN BÌNH",
        "nguyễn văn an bình",
        "Nguyễn Văn An B",
        "Hồ Nguyễn Văn An",
        "họp: Nguyễn, Văn; An",
    ],
)
def test_within_a_longer_name_it_may_be_somebody_else(text: str) -> None:
    assert sure(AN, text) == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nguyễn Văn An",
        "Ô.Nguyễn Văn An",
        "ÔngNguyễn Văn An",
        "Đ/c Nguyễn Văn An Chủ tịch",
        "đồng chí Nguyễn Văn An UBND phường",
        "Nguyễn Văn An\nHồ Thị Lan",
        "Nguyễn Văn An P. Phùng Chí Kiên",
        "nguyễn văn an hiến đất",
        "NGUYỄN VĂN AN hiến đất",
        "(Nguyễn Văn) An",
    ],
)
def test_titles_and_what_goes_on_otherwise_leave_it_sure(text: str) -> None:
    assert sure(AN, text) == [True]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ông Nguyễn Văn An", AN),
        ("hộ ông Nguyễn Văn An", AN),
        ("Ông (bà) Lê Thị Hoa", "Lê Thị Hoa"),
        ("Đ/c Trần Bình", "Trần Bình"),
        ("Thầy giáo Nguyễn Văn An", AN),
        ("Ông Văn Tùng", "Ông Văn Tùng"),
        ("ông An", "ông An"),
        ("Đoàn Anh Dũng", "Đoàn Anh Dũng"),
    ],
)
def test_who_is_looked_for_has_no_title(typed: str, name: str) -> None:
    assert without_titles(typed) == name
    assert needle(typed, KEY) == needle(name, KEY)


def test_a_possible_place_that_is_named_itself_is_meant() -> None:
    assert sure("Ng. V. An", "gặp Ng. V. An") == [True]
    assert sure("bà Hai (Tám)", "nhà bà Hai (Tám), tổ 2") == [True]


@pytest.mark.parametrize("text", ["An", "", "0912345678", "a b c d e f g h i"])
def test_what_is_no_full_name_has_no_parts(text: str) -> None:
    assert NameParts.of(text) is None

"""Who is named in a text, in whatever spelling, and who is somebody else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.vietnamese.erased import ERASED, erased, is_erased
from sheets_sync.vietnamese.mentions import Sought, needle

KEY = b"k" * 32
HOA = "Nguyễn Thị Hòa"


def sought(*texts: str) -> Sought:
    return Sought(tuple(needle(text, KEY) for text in texts), KEY)


@pytest.mark.parametrize(
    "written",
    [
        HOA,
        "Nguyễn Thị Hoà",
        "NGUYỄN THỊ HÒA",
        unicodedata.normalize("NFD", HOA),
        "nguyen thi hoa",
        "Nguyen  Thi\u00a0Hoa",
        "Nguyễn\u200bThị Hòa",
        "NguyenThiHoa",
        "NguyÔn ThÞ Hßa",
        "Nguyeãn Thò Hoøa",
        "Nguyễn\nThị Hòa",
    ],
)
def test_a_name_is_met_however_it_is_spelt(written: str) -> None:
    assert sought(HOA).masked(f"Bà {written}, tổ 3") == f"Bà {ERASED}, tổ 3"


@pytest.mark.parametrize("other", ["Nguyễn Thị Hoa", "Nguyễn Thị Hóa", "Nguyễn Thi Hòa"])
def test_with_other_diacritics_it_is_told_and_nobody_is_erased(other: str) -> None:
    (mention,) = sought(HOA).mentions(other)
    assert not mention.sure
    assert sought(HOA).masked(other) == other


@pytest.mark.parametrize(
    "other", ["Nguyễn Thị Hoàn", "Nguyễn Văn Hòa", "Thị Hòa", "An Nguyễn", "Hòa Nguyễn Thị"]
)
def test_other_names_are_not_met(other: str) -> None:
    assert sought(HOA).mentions(other) == ()


@pytest.mark.parametrize(
    "written",
    [
        "0912345678",
        "912345678",
        "0912 345 678",
        "0912.345.678",
        "+84 912 345 678",
        "84912345678",
        "(091) 2345678",
    ],
)
def test_a_telephone_is_met_however_its_digits_are_parted(written: str) -> None:
    assert sought("0912 345 678").names(f"gọi {written}!")


@pytest.mark.parametrize("other", ["0912345679", "10912345678", "09123456780", "0912 345 67"])
def test_another_number_is_not_met(other: str) -> None:
    assert not sought("0912345678").names(other)


def test_what_another_encoding_would_make_of_it_hides_no_name() -> None:
    assert sought(HOA, "Nguyễn Thị Hóa").masked("“Nguyễn Thị Hoà” (tổ 2)") == f"“{ERASED}” (tổ 2)"
    assert sought("nguyen thi hoa").masked("• “Nguyễn Thị Hoà”") == f"• “{ERASED}”"


def test_y_and_i_are_one_and_a_name_that_was_told_bare_is_that_of_all() -> None:
    assert sought("Lý Thị Mỹ").names("Lí Thị Mĩ")
    assert needle("nguyen thi hoa", KEY).is_bare
    assert sought("nguyen thi hoa").names("Nguyễn Thị Hóa")


@pytest.mark.parametrize("text", ["Hòa", "", "12345", "…"])
def test_a_text_that_means_many_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="needed"):
        needle(text, KEY)


def test_without_the_key_nobody_can_try_names() -> None:
    assert needle(HOA, KEY).digest != needle(HOA, b"x" * 32).digest
    assert not Sought((needle(HOA, KEY),), b"x" * 32).names(HOA)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy àáảãạ0123456789.,+-()\n", max_size=60))
def test_masking_twice_is_masking_once_and_all_else_stays(text: str) -> None:
    who = sought(HOA, "0912345678")
    without = who.masked(text)
    assert who.masked(without) == without
    assert (without == text) is not who.names(text)


def test_the_mark_is_known_and_nothing_else() -> None:
    assert is_erased(ERASED)
    assert is_erased(erased(12))
    assert not is_erased("đã xóa")

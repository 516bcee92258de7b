"""Vietnamese names and sentences, as many as it takes to prove something about them."""

from collections.abc import Iterator
from itertools import product

FAMILIES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ"),
    *("Ngô", "Dương", "Lý", "Đào", "Hà", "Tô", "Cù", "Lã", "Tạ", "La"),
)
MIDDLES = ("Văn", "Thị", "Đức", "Hữu", "Ngọc", "Thanh", "Xuân", "Hà", "Quý", "Bá")
GIVEN = (
    *("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hòa", "Hương", "Khánh"),
    *("Lan", "Tâm", "Tú", "Mão", "Thìn", "Nhã", "Quế", "Vân", "Mùi", "Sáu"),
)
DEEDS = (
    *("vận động", "tổ chức", "hoàn thành", "làm vệ sinh", "sửa chữa"),
    *("trồng", "hiến", "ủng hộ", "giúp đỡ", "và có"),
)
THINGS = (
    *("đường ngõ", "nhà văn hóa", "hàng cây", "20 m² đất"),
    *("hộ nghèo", "cổng làng", "hố ga", "đèn chiếu sáng"),
)
WHERE = ("ở tổ dân phố số 3", "tại thôn Hà Xá", "trong phường", "trên trục chính", "cho bà con", "")
WHEN = ("ngày 05/8/2024", "trong đợt thi đua", "từ đầu tháng 8", "")


def names() -> Iterator[str]:
    """Names of people."""
    return (" ".join(parts) for parts in product(FAMILIES, MIDDLES, GIVEN))


def sentences() -> Iterator[str]:
    """What somebody did."""
    return (" ".join(filter(None, ("Đã", *parts))) + "." for parts in product(DEEDS, THINGS, WHERE, WHEN))

"""The office's templates of mails, tried before a mail depends on them: on made-up mails with everything."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from sheets_sync.errors import Problem
from sheets_sync.judging.rates import Rates
from sheets_sync.mail.composing.compose import (
    Letterhead,
    PeriodDigest,
    PeriodOverview,
    PeriodSection,
    ShownFinding,
    Writer,
)
from sheets_sync.model import Unit

_LINK = "https://docs.google.com/spreadsheets/d/1/edit"
_HEAD = Letterhead("thi-dua", "Đợt thi đua", "phường Mẫu", "Văn phòng, vp@phuong.example")
_UNIT = Unit("TDP01", "Tổ dân phố số 1", "TDP", None, (), date(2024, 1, 1), None, None, (), frozenset())
_ITEM = ShownFinding(
    "Ô D7", "Hộ nghèo", "Cần sửa", "#fce8e6", "“nhiều” chưa phải dạng số.", "Đề nghị nhập số.", _LINK
)
_SECTIONS = (
    PeriodSection(
        "Kỳ tháng 8",
        "17:00 ngày 16/08/2024",
        "còn 2 ngày làm việc",
        False,
        _LINK,
        (_ITEM,),
        (("1. Kinh tế", (_ITEM,)),),
        2,
        1,
        ("2. Văn hóa",),
        False,
    ),
    PeriodSection(
        "Kỳ tháng 7",
        "17:00 ngày 16/07/2024",
        "đã quá hạn 9 ngày làm việc",
        True,
        _LINK,
        (),
        (),
        1,
        0,
        (),
        False,
    ),
    PeriodSection("Kỳ tháng 6", "17:00 ngày 14/06/2024", "vừa quá hạn", True, _LINK, (), (), 0, 0, (), True),
)
_DIGEST = PeriodDigest(
    "Kỳ tháng 8",
    "17:00 ngày 16/08/2024",
    {"Quá hạn": ("Tổ dân phố số 1: 1. Kinh tế",)},
    (("Tổ dân phố số 1", "1 lỗi", _LINK),),
    1,
    2,
    _LINK,
    ("Đã nhắc 1 đơn vị",),
    ("Tổ dân phố số 1: 0912 345 678",),
)
_RATES = (("Toàn phường", Rates(3, 1, 1, 1)), ("Tổ dân phố", Rates(2, 1, 0, 1)))
_OVERVIEWS = tuple(
    PeriodOverview(
        "Kỳ tháng 8",
        "17:00 ngày 16/08/2024",
        _RATES,
        _RATES,
        moved,
        ("Tổ dân phố số 2",),
        _LINK,
        ("Thu ngân sách: 105%",),
        ("Hộ nghèo: 60%",),
        1,
    )
    for moved in (Decimal("2.5"), Decimal(-1), Decimal(0), None)
)
#: Kind of mail to what its templates may use, beside the letterhead.
MADE_UP: Mapping[str, Mapping[str, object]] = {
    "nightly": {"unit": _UNIT, "sections": _SECTIONS, "several": True, "summary": "2 nội dung cần sửa"},
    "digest": {"digests": (_DIGEST, _DIGEST), "several": True},
    "overview": {"overviews": _OVERVIEWS},
}


def mistakes(writer: Writer) -> tuple[Problem, ...]:
    """What is wrong with the office's templates of mails; nothing where it has none."""
    if writer.renderer.is_ours_alone:
        return ()
    for kind, values in MADE_UP.items():
        for ending in ("html", "txt"):
            writer.renderer.render(f"{kind}.{ending}.j2", partial(dict, values, head=_HEAD))
    return tuple(writer.renderer.examine())

"""What Vietnamese words in a cell mean: no figure, a total, a section, a note, a signature.

Source of the wordings: docs/domain.md, “What people type”.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from sheets_sync.vietnamese.answers import says_nothing
from sheets_sync.vietnamese.legacy import legacy
from sheets_sync.vietnamese.letters import KEPT, REPLACED, clean, fold

__all__ = [
    "REPLACED",
    "Absence",
    "RowRole",
    "absence",
    "clean",
    "fold",
    "is_place_and_date",
    "is_signature",
    "legacy",
    "may_tell",
    "row_role",
]

#: Nothing longer is a set phrase.
_LONGEST_PHRASE = 80


class Absence(StrEnum):
    """Ways of writing that there is no figure."""

    #: It was counted and none was found.
    NONE_OCCURRED = "none-occurred"
    #: It is not known yet: missing, never zero.
    NOT_YET = "not-yet"
    #: Something is not there, as it seems; only the unit knows whether that makes 0.
    UNCLEAR = "unclear"
    #: A mark that may mean either.
    PLACEHOLDER = "placeholder"


class RowRole(StrEnum):
    """Rows of a table that are no records."""

    TOTAL = "total"
    SECTION = "section"
    #: Who made the table, who signs it, for whom it is.
    FOOTER = "footer"
    #: “Ghi chú: …”, “Đơn vị tính: …”; rows may follow.
    NOTE = "note"


_OCCURS = "(?: co| phat sinh| xay ra)"
_NONE_OCCURRED = re.compile(rf"(?:khong|ko|k){_OCCURS}*(?:(?: \w+){{0,2}} nao)?|0{_OCCURS}+")
_NEGATED = re.compile(r"\b(?:khong|ko|k)\b")
#: What is not there may be the figure itself: then nobody counted.
_OF_FIGURES = re.compile(
    r"\b(?:so lieu|thong tin|du lieu|(?<!ky )(?<!dot )(?<!de )bao cao|ket qua|thong ke|tong hop|danh sach)\b"
)
# With diacritics or with none: “Chùa Cổ Lễ” is a place.
_SAYS_NONE = re.compile(
    r"(?:.* )?(?:không|khong|ko|k|chưa|chua)"
    r" (?:có|co|còn|con|phát sinh|phat sinh|xảy ra|xay ra|ghi nhận|phát hiện)\b.*",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"(?:khong|ko|chua)(?: co)? (?:so lieu|thong tin|du lieu|bao cao|ket qua|thong ke|tong hop)"
    r"|chua(?: co| phat sinh| ro| du| xac dinh| danh gia| cap nhat| thuc hien| trien khai| to chuc| ra soat"
    r"| dieu tra| xong| hoan thanh| khoi cong| nghiem thu)?"
    r"|dang (?:thuc hien|thi cong|trien khai|lam|hoan thien)"
    r"|(?:dang|cho|doi)(?: cho| doi)? (?:so lieu|bao cao|ket qua|tong hop|thong ke|cap nhat|ra soat|bo sung)"
    r"(?: so lieu)?"
    r"|(?:se )?(?:bo sung|cap nhat|bao cao)(?: so lieu)? sau"
)
_PLACEHOLDERS = frozenset({"x", "xx", "xxx", "n a", "na", "khong ap dung", "khong ro"})


def absence(text: str) -> Absence | None:
    """How the text of a cell meant for a figure says that there is none; None for an empty or other text."""
    typed = clean(text)
    if not typed or len(typed) > _LONGEST_PHRASE:
        return None
    key = fold(typed)
    if not key or key in _PLACEHOLDERS:
        return Absence.PLACEHOLDER
    if _NOT_YET.fullmatch(key):
        return Absence.NOT_YET
    if _NONE_OCCURRED.fullmatch(key) or (_NEGATED.search(key) and says_nothing(typed)):
        return Absence.NOT_YET if _OF_FIGURES.search(key) else Absence.NONE_OCCURRED
    has_figures = any(map(str.isdecimal, key))
    return Absence.UNCLEAR if _SAYS_NONE.fullmatch(typed) and not has_figures else None


# With diacritics or with none: “Cổng” and “Công” are no sums.
_WHOLE_WARD = "(?:to[àa]n|tòan) ph(?:ường|uong)"
_TOTAL = re.compile(
    rf"(?:t[ổo]ng(?: (?:c[ộo]ng|s[ốo]|chung))?|c[ộo]ng(?: chung)?)(?: {_WHOLE_WARD})?|{_WHOLE_WARD}"
    rf"|(?:c[ộo]ng )?(?:l[ũu][ỹy] k[ếe]|c[ộo]ng d[ồo]n)(?: \d{{1,2}} th[áa]ng| t[ừu] đ[ầa]u n[ăa]m)?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[A-ZĐ])[.)]?")
_ROMAN = "X{0,2}(?:IX|IV|V?I{1,3}|V)"
_SECTION = re.compile(rf"(?:{_ROMAN}(?: ?[.):/-]|$)|X{{1,2}}[.)]|[A-E][.)])(?! ?(?:\w\.|\d))")
_FOOTER_START = re.compile(
    r"nguoi lap (?:bieu|bang)(?! (?:tuong|hieu|hien))|thu truong (?:don vi|co quan)"
    r"|ky (?:va )?ghi ro ho ten|ky ten dong dau"
)
#: “Nơi nhận rác tái chế” is a place.
_RECIPIENTS = re.compile(r"n[ơo]i nh[ậa]n(?: ?[:.–—-]|$)", re.IGNORECASE)
_FOOTER = re.compile(
    r"nguoi (?:lap|tong hop|bao cao|kiem tra)|thu truong|(?:tm|kt) (?:uy ban|chu tich|thu truong).*"
    r"|ke toan(?: truong)?|to truong(?: to dan pho)?|truong (?:ban|khu|khoi|don vi)|hieu truong"
    r"|chi hoi truong|bi thu(?: chi bo)?|chu tich"
)
_PLACE_AND_DATE = re.compile(r"(?:.{1,60}, ?)?ngày[ \d.…_]*tháng[ \d.…_]*năm[ \d.…_]*", re.IGNORECASE)
_NOTE = re.compile(r"(?:ghi chú|đơn vị tính|đvt) ?(?::|$)", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
#: So many characters tell how a text begins: signatures, and notes too, as folded.
_BEGINNING = 5
_SIGNING = re.compile(r"nguoi|thu t|noi n|ke to|to tr|truon|hieu|chi h|bi th|chu t|(?:ky|tm|kt)\b")
_TELLING = re.compile(rf"{_SIGNING.pattern}|ghi c|don v|dvt")
_TOTALLING = re.compile(r"(?:t[ổo]ng|c[ộo]ng|to[àa]n|tòan|l[ũu][ỹy])\b", re.IGNORECASE)
#: Sections begin with these capitals.
_NUMERALS = frozenset("IVXABCDE")
#: An ordinal is no longer, and no word of a total that a space follows.
_LONGEST_ORDINAL = 6


def row_role(texts: Iterable[str]) -> RowRole | None:
    """What the words of a row make of it, told by its cells from left to right; None for a record.

    Words alone decide nothing: `reading.shapes` looks at what else stands in the row.

    Totals are whole cells (“Tổng cộng”, asides in brackets apart), so “Tổng số hộ” and “Tổng thu ngân sách”
    stay records; the cell may follow an ordinal (“I”, “3”) but no other text. Sections start with a Roman
    numeral or A. to E.; a lone “X” is a tick.
    """
    filled = (typed for text in texts if text and (typed := clean(text[:_LONGEST_PHRASE])))
    first = next(filled, "")
    if not may_tell(first):
        return None
    titles = [first, *islice(filled, 1)] if _ORDINAL.fullmatch(first) else [first]
    if any(_TOTAL.fullmatch(_ASIDE.sub("", title).strip(" .:-")) for title in titles):
        return RowRole.TOTAL
    if _SECTION.match(first):
        return RowRole.SECTION
    if _NOTE.match(first):
        return RowRole.NOTE
    return RowRole.FOOTER if is_signature(first) or _PLACE_AND_DATE.fullmatch(first) else None


def may_tell(first: str) -> bool:
    """Whether a row whose first cleaned text this is has a role, perhaps: hardly any has."""
    return (
        _may_begin(first[:_LONGEST_ORDINAL], longer=len(first) > _LONGEST_ORDINAL)
        or (first[0] in _NUMERALS and _SECTION.match(first) is not None)
        or "háng" in first.lower()
    )


@lru_cache(KEPT)
def _may_begin(letters: str, *, longer: bool) -> bool:
    """Whether a text that begins with these letters, and may be longer, may be no name."""
    return (
        (not longer and _ORDINAL.fullmatch(letters) is not None)
        or _begins(letters[:_BEGINNING], _TELLING)
        or _TOTALLING.match(letters) is not None
    )


@lru_cache(KEPT)
def _begins(letters: str, beginnings: re.Pattern[str]) -> bool:
    """Whether a text with these first letters may begin like that, its diacritics and asides apart."""
    beginning = letters.rstrip()
    if not beginning[:1].isalnum() or "(" in beginning:
        return True
    folded = fold(beginning)
    return len(folded) < len(beginning) or beginnings.match(folded) is not None


def is_signature(text: str) -> bool:
    """Whether a cell says who made or signs the table: `Người lập biểu`, `(Ký, ghi rõ họ tên)`."""
    if not _begins(text[:_BEGINNING], _SIGNING):
        return False
    if _RECIPIENTS.match(text):
        return True
    return bool(_FOOTER_START.match(fold(text)) or _FOOTER.fullmatch(fold(_ASIDE.sub("", text))))


def is_place_and_date(text: str) -> bool:
    """Whether a cell is the line above signatures: `Phùng Chí Kiên, ngày … tháng 8 năm 2024`."""
    return _PLACE_AND_DATE.fullmatch(text) is not None

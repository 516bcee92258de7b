"""How units say, where a name or a deed is asked for, that there is nothing to report."""

import re
from functools import lru_cache

from sheets_sync.vietnamese.letters import KEPT, REPLACED, clean, fold

#: Nothing longer is a set phrase.
_LONGEST = 120
#: Longer texts that deny nothing say something.
SHORT = 4
#: A letter and its marks may still be apart. Whoever mends (“sửa chữa”) has done something.
DENYING = re.compile(
    "k(?:h[oôóòỏõọốồổỗộơớờởỡợ][\u0300-\u036f]*ng|o|(?![^\\W\\d_]))"
    "|ch(?<!sửa ch)[uưúùủũụứừửữự][\u0300-\u036f]*a"
)
_NEGATION = r"(?:khong|ko|k|chua)"
_BODY = r"(?:don vi|to(?: dan pho)?|khu(?: dan cu)?|phuong|hoi|chi hoi|truong|tram|ban|doan)"
_WHO = rf"(?:{_BODY}(?: (?:so )?\d+| ta| minh| chung toi| toi)? )?"
_WHEN = (
    r"(?:(?:(?:trong|den|den het|o) )?(?:ky|dot|thang|quy|nam|lan|thoi gian|hien|thoi diem)"
    r"(?: (?:nay|qua|tai|bao cao|thi dua|\d{1,4}))+|trong (?:ky|dot|thang|quy))"
)
_VERB = (
    r"(?:co|phat sinh|xay ra|de nghi|de xuat|gioi thieu|dang ky|bao cao|binh xet|bieu duong|xet|chon|lua chon"
    r"|binh chon|tham gia|du|duoc|to chuc|thuc hien|trien khai|xay dung|khen thuong|khen|lam)"
)
_WHAT = (
    r"(?:ai|gi|nguoi tot viec tot|nguoi|ca nhan|tap the|ho(?: gia dinh)?|guong(?: dien hinh)?|dien hinh"
    r"|mo hinh|cong trinh"
    r"|phan viec|cong viec|viec|hoat dong|truong hop|de nghi|de xuat|noi dung|so lieu|nhan su|dang ky"
    r"|thanh tich|don vi"
    r"|danh sach|ket qua|thong tin|phat sinh|nhu cau)"
)
_JOIN = r"(?:va|hoac|hay|va hoac)"
_TAIL = (
    r"(?:nao(?: ca| het)?|du (?:dieu kien|tieu chuan)(?: de)?|ca|het|khac|de (?:bao cao|de nghi|khen thuong)"
    r"|(?:duoc |can )?(?:de nghi|khen thuong)|bao cao|dang ky|tien tien|tieu bieu|xuat sac|chao mung|moi"
    r"|them|cho)"
)
_NOTHING = re.compile(
    rf"(?:{_WHEN} )?{_WHO}(?:{_WHEN} )?(?:(?:hien|den nay|tam thoi|van) )?{_NEGATION}"
    rf"(?: {_VERB})*(?: {_WHAT}(?: {_JOIN} {_WHAT}| {_WHAT})*)?(?: {_TAIL})*(?: {_WHEN})?(?: {_TAIL})*"
)
_MARKS = frozenset({"0", "00", "x", "xx", "nil", "none", "null", "n/a", "na"})
_UNKNOWN = frozenset({"khong ap dung", "khong ro"})


def says_nothing(text: str) -> bool:
    """Whether a text says that there is nothing: `Không đề nghị ai`, `chưa có`, `-`, `0`; nothing else does.

    The whole text must be such a phrase: “Không gian xanh” and “Không rác thải nhựa” are names.
    """
    if REPLACED in text or (len(text) > SHORT and not _may_deny(text)):
        # What stood in place of a letter that is lost is not known.
        return False
    typed = clean(text)
    return bool(typed) and len(typed) <= _LONGEST and _is_phrase(typed)


@lru_cache(KEPT)
def _is_phrase(typed: str) -> bool:
    key = fold(typed)
    return not key or typed.casefold() in _MARKS or key in _UNKNOWN or _NOTHING.fullmatch(key) is not None


def _may_deny(text: str) -> bool:
    return DENYING.search(text.lower()) is not None or not text.isprintable()

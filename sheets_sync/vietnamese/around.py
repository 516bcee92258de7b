"""What stands around a name in a text: a title before it, or more of a longer name, which is somebody else's.

Which words are family names or forms of address is common knowledge of Vietnamese usage; a word that is
missing here makes a mention possible instead of sure, or sure instead of possible, and nothing else.
"""

import re

from sheets_sync.vietnamese.letters import clean, fold
from sheets_sync.vietnamese.spelt import INVISIBLE

#: Forms of address, as they are typed before a name; the longer ones first.
_TITLES = (
    *("đồng chí", "thầy giáo", "cô giáo", "nhà giáo", "bác sĩ", "bác sỹ", "luật sư", "kỹ sư", "thạc sĩ"),
    *("tiến sĩ", "giáo sư", "gia đình", "hộ", "đ/c", "đ.c", "đc", "ông", "bà", "ô", "anh", "chị", "cô"),
    *("chú", "bác", "cậu", "dì", "cụ", "em", "cháu", "thầy", "ths", "ts", "gs", "pgs", "bs", "ks", "mr"),
    *("mrs", "ms"),
)
_TITLE = "(?:" + "|".join(re.escape(one) for one in _TITLES) + ")"
_TITLES_BEFORE = re.compile(rf"(?:^|(?<=\W)){_TITLE}[\s.:/()]*$", re.IGNORECASE)
_TITLES_FIRST = re.compile(rf"(?:[(\s]*{_TITLE}(?![^\W\d_])[\s.:/)]*)+", re.IGNORECASE)
#: “bà Hai (Tám)”, “anh Nguyễn Văn Ba, tức Tư”: another name of somebody who is addressed.
_ALIAS_BEFORE = re.compile(
    rf"(?:^|(?<=\W)){_TITLE}[\s.:]+[^\W\d_]+(?:\s[^\W\d_]+){{0,4}}\s*[,\-–]?\s*(?:[(“\"]|tức)[^()“”\"]{{0,20}}$",
    re.IGNORECASE,
)
#: Letters before a name in which a title can stand.
_LETTERS_BEFORE = 80
_FAMILIES = """
au bach ban be bui cao chau chu cu cung dam dang dao diep dinh do doan doi duong giap ha ho hoang hua huynh
kha khong khuat khuc kieu la lai lam le li lieu lo lu luong luu ly mac mai nghiem ngo nguyen nhu ninh nong
pham phan phi phung quach quan sam sung ta tang thach thai than thao to ton tong tran trieu trinh truong tu
vi vo vu vuong
"""
#: Family names that most people have, without diacritics.
FAMILIES = frozenset(_FAMILIES.split())
_GOING_ON = """
và đã là có ở tại của với cùng cho để theo tổ phường thôn khu xóm số vẫn rất không này người nhà gọi chủ phó
bí ông bà chị điện địa cán giáo được bị nhờ trong khi hiến giúp góp đóng ủng tham gia làm xây tặng nhận vận
thực hỗ sn đt sđt tdp cccd cmnd
"""
#: Words that go on after a name and are no part of one.
_GO_ON = frozenset(_GOING_ON.split())
_NEXT = re.compile(rf"[^\S\r\n][^\S\r\n{INVISIBLE}]*([^\W\d_][^\W\d_\u0300-\u036f]*[\u0300-\u036f\w]*)(\.?)")
_BEFORE = re.compile(r"([^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*)(\.?)[^\S\r\n]*$")
#: “T. V. An” is not “V. An”.
_INITIAL_BEFORE = re.compile(r"(?:^|\W)[^\W\d_]{1,2}\.\s*$")
#: What may stand between the words of one name.
_WITHIN = re.compile(rf"[\s{INVISIBLE}.\-–_()“”\"]*")


def without_titles(name: str) -> str:
    """A name without forms of address before it: “Ông Nguyễn Văn An”.

    Ông is a family name too: it goes only where a full name is left.
    """
    text = clean(name)
    first = _TITLES_FIRST.match(text)
    rest = text[first.end() :].strip() if first else text
    words = fold(rest).split()
    is_full = len(words) > 2 or (len(words) == 2 and words[0] in FAMILIES)
    return rest if is_full else text


def is_addressed(text: str, start: int) -> bool:
    """Whether a form of address stands before what begins there, or another name of the same person."""
    before = text[max(0, start - _LETTERS_BEFORE) : start]
    return bool(_TITLES_BEFORE.search(before) or _ALIAS_BEFORE.search(before))


def has_initial_before(text: str, start: int) -> bool:
    """Whether an initial stands before what begins there."""
    before = text[max(0, start - _LETTERS_BEFORE) : start]
    return bool(_INITIAL_BEFORE.search(before)) and not _TITLES_BEFORE.search(before)


def is_within_one_name(between: str) -> bool:
    """Whether what stands between two words does not part them as names."""
    return _WITHIN.fullmatch(between) is not None


def is_part_of_longer(text: str, start: int, end: int) -> bool:
    """Whether a name goes on before or after what stands there: “Lê Thị Thu” in “Lê Thị Thu Hà”."""
    return _goes_on(text, start, end) or _began_before(text, start)


def _goes_on(text: str, start: int, end: int) -> bool:
    following = _NEXT.match(text, end)
    if following is None:
        return False
    word, met = clean(following[1]), text[start:end]
    if word.casefold() in _GO_ON or (len(word) == 1 and following[2]):
        return False
    if met.isupper():
        return word.isupper()
    if met.islower():
        return word.islower()
    # Capitals alone are an office: “Nguyễn Văn An UBND phường”.
    return word[:1].isupper() and (len(word) == 1 or not word.isupper())


def _began_before(text: str, start: int) -> bool:
    before = _BEFORE.search(text[max(0, start - _LETTERS_BEFORE) : start])
    if before is None or is_addressed(text, start):
        return False
    word = clean(before[1])
    return fold(word) in FAMILIES and (word[:1].isupper() or text[start : start + 1].islower())

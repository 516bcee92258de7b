"""Vietnamese typed in the encodings before Unicode, TCVN3 (.VnTime) and VNI (VNI-Times), seen as Latin-1.

Tables: TCVN 5712:1993, set VN3; VNI for Windows. A text is called legacy when words that are no Vietnamese
syllables become ones by conversion; the syllable is what tells `tôt` (French) from `tèt` (TCVN3 for “tốt”).
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from sheets_sync.vietnamese.letters import KEPT, RECENT, REMEMBERED

_TCVN3 = str.maketrans(
    "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©ª«¬\xad®¡¢£¤¥¦§",
    "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđĂÂÊÔƠƯĐ",
)

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_TONES = (_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT)
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

#: VNI writes a letter and then a sign for what stands above and below it ...
_VNI_SIGNS = {
    **dict(zip("øùõûï", _TONES, strict=True)),
    **{sign: _CIRCUMFLEX + tone for sign, tone in zip("âàáãåä", ("", *_TONES), strict=True)},
    **{sign: _BREVE + tone for sign, tone in zip("êèéüúë", ("", *_TONES), strict=True)},
}
#: ... except for these, which are letters of their own.
_VNI_LETTERS = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
_VNI_HORNS = str.maketrans("ôöÔÖ", "ơưƠƯ")
_VNI = re.compile(f"([aeouyôö])([{''.join(_VNI_SIGNS)}])|[{''.join(_VNI_LETTERS)}]", re.IGNORECASE)

#: Letters and the Latin-1 signs that both encodings use as letters.
_WORD = re.compile("[A-Za-z\xa1-\xff\xad]+")
#: Letters of Vietnamese in Unicode that no encoding before it has.
UNICODE = re.compile("[\u0100-\u024f\u1e00-\u1eff]")
#: A unit of measure or a sum of money: µm, £B.
_SYMBOL = re.compile("µ[A-Za-z]{1,2}|[¢£¤¥§][A-Za-z]{1,2}|[A-Za-z]{1,2}[¢£¤¥§]")
_ABBREVIATION = re.compile("[A-ZÐ]+")
_FRENCH = frozenset("àâçéèêëîïôùûüÿæÀÂÇÉÈÊËÎÏÔÙÛÜÆ«»")
_READABLE_SHARE = 0.8

#: Initial and rime, without the tone.
_SYLLABLE = re.compile(
    """
    (?: ngh? | nh? | gh | gi? | kh? | ch? | th | tr | t | ph | qu | [bdđhlmprsvx] )?
    (?: a(?:[iouycmpt]|ch|ng?|nh)?  | ă(?:[cmpt]|ng?)           | â(?:[uycmpt]|ng?)
      | e(?:[ocmpt]|ng?)?           | ê(?:[umpt]|ch|ng?|nh)?    | oe[ont]?
      | i(?:[aumnpt]|ch|nh)?        | iê(?:[ucmpt]|ng?)         | y(?:[ut]|ch|nh|ê(?:[umt]|ng?))?
      | o(?:[icmpt]|ng?)?           | oo(?:c|ng)                | oa(?:[ioycmpt]|ch|ng?|nh)? | oă(?:[cmt]|ng?)
      | ô(?:[icmpt]|ng?)?           | ơ[imnpt]?
      | u(?:[aicmpt]|ng?)?          | uô(?:[icmt]|ng?)          | uê(?:ch|nh)?
      | uơ                          | uâ(?:[yt]|ng?)            | uy(?:[aut]|ch|nh|ê[nt])?
      | ư(?:[aiucmt]|ng?)?          | ươ(?:[iucmpt]|ng?)
    )
    """,
    re.VERBOSE,
)
_STOPPED = re.compile("(?:c|ch|p|t)$")
#: “nghiêng”, its marks apart.
_LONGEST_SYLLABLE = 12


def legacy(text: str) -> tuple[str, str] | None:
    """The encoding (`TCVN3`, `VNI`) of a text in legacy letters, and the text in Unicode; else None.

    Give it the text as read, before `clean`, which drops signs that are letters here. Single words that
    could be French, such as `Tèt`, are left alone.
    """
    if text.isascii() or UNICODE.search(text):
        return None
    return _recognised(text) if len(text) <= REMEMBERED else _recognised.__wrapped__(text)


@lru_cache(KEPT)
def _recognised(text: str) -> tuple[str, str] | None:
    text = unicodedata.normalize("NFC", text)
    if text.isascii() or any(character.isalpha() and ord(character) > 0xFF for character in text):
        return None
    for encoding, convert in (("TCVN3", from_tcvn3), ("VNI", from_vni)):
        if _repairs(convert, text):
            return encoding, convert(text)
    return None


def from_tcvn3(text: str) -> str:
    """The text as it would be if its letters were TCVN3's."""
    # TCVN3 has no capitals with tones: capitals are the small letters in a font of capitals (.VnTimeH).
    written_large = len(re.findall("[A-Z]", text)) > 1 and not re.search("[a-z]", text)
    converted = text.translate(_TCVN3)
    return converted.upper() if written_large else converted


def from_vni(text: str) -> str:
    """The text as it would be if its letters were VNI's."""
    return _VNI.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    letter, sign = match.groups()
    if letter is None:
        converted = _VNI_LETTERS[match.group().lower()]
        return converted.upper() if match.group().isupper() else converted
    plain = letter.translate(_VNI_HORNS)
    composed = unicodedata.normalize("NFC", plain + _VNI_SIGNS[sign.lower()])
    return composed if len(composed) == 1 else plain + sign


def _repairs(convert: Callable[[str], str], text: str) -> bool:
    """Whether the conversion turns words that are no syllables into syllables, and leaves few others.

    Words that are Vietnamese as they stand speak against it, and a lone sign such as µ for it no more.
    """
    words = [word for word in _WORD.findall(text) if not _ABBREVIATION.fullmatch(word)]
    repaired = [word for word in words if _is_repaired(word, convert(word)) and not _SYMBOL.fullmatch(word)]
    good = [word for word in words if not word.isascii() and _is_syllable(word)]
    foreign_to_french = any(
        not letter.isascii() and letter not in _FRENCH for word in repaired for letter in word
    )
    readable = sum(_is_syllable(convert(word)) for word in words)
    if len(repaired) < len(good):
        return False
    return (foreign_to_french or len(repaired) > 1) and readable >= _READABLE_SHARE * len(words)


def _is_repaired(word: str, converted: str) -> bool:
    mixed = not word.isascii() and re.search("[A-Za-z]", word) is not None
    return mixed and not _is_syllable(word) and _is_syllable(converted)


def _is_syllable(word: str) -> bool:
    """Whether a word has the shape of a Vietnamese syllable: initial, rime, and a tone its final allows."""
    return len(word) <= _LONGEST_SYLLABLE and _has_shape(word)


@lru_cache(RECENT)
def _has_shape(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("ð", "đ"))
    tones = [character for character in decomposed if character in _TONES]
    toneless = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(toneless):
        return False
    return not _STOPPED.search(toneless) or tones in ([_ACUTE], [_DOT])

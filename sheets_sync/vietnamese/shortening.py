"""What tells where to reach a person, or which one it is, shown so that only who knows it recognises it."""

import re

from sheets_sync.vietnamese.letters import plain_figures

#: Numbers of telephones, of accounts and of identity cards have at least so many digits.
LONG = 9
#: Digits that stay at either end, letters that stay of an address's local part.
FIRST, LAST = 2, 3
GAP = "…"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: 1.250.000.000: an amount, whoever reads it.
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
#: As it is dialled, whatever stands between the digits, or so many digits in a row; days are none.
_NUMBER = re.compile(
    r"(?<![\w.,+])(?!\d{1,2}[.\-]\d{1,2}[.\-]\d{4}\b)\(?(?:\+?84|0)(?:[ \u00a0.\-()]{0,2}\d){8,}(?!\w)"
    r"|(?<!\d)\d{9,}(?!\d)"
)
#: Numbers that words before them tell to be of a card or a telephone, however they are parted.
_NAMED_NUMBER = re.compile(
    r"((?<![^\W_])(?:cccd|cmnd|cmt|căn cước(?: công dân)?|định danh(?: cá nhân)?|s?đt|điện thoại|tel|zalo)"
    r"(?:\s+(?:số|cá nhân|là))*\s*[:.]?\s*)(\(?\+?\d(?:[ \u00a0.\-()]{0,2}\d){8,})(?!\w)",
    re.IGNORECASE,
)
_DAY = (
    r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,4}|\d{4}-\d\d?-\d\d?"
    r"|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)(?!\d)"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
#: “học sinh”, “phát sinh”: words that only end so; a number beside them counts something.
_NOT_BORN = "".join(f"(?<!{word} )" for word in ("học", "vệ", "phát", "khai", "hy", "dân", "thí", "sơ"))
_BIRTH = re.compile(
    rf"((?<![^\W_])(?:{_NOT_BORN}sinh(?:\s+(?:ngày|năm|tháng|hồi))+"
    rf"|(?:ngày|năm)(?:[, ]+tháng[, ]+năm)?\s+sinh|s\.?n|n\.?s|d\.?o\.?b)\.?\s*[:\-]?\s*)"
    rf"(?:ngày\s+)?(?:{_DAY}|{_YEAR})"
    rf"|((?<![^\W_]){_NOT_BORN}sinh\s*:?\s*){_DAY}|((?:^|[(,;]\s*)sinh\s*:?\s*){_YEAR}",
    re.IGNORECASE,
)
#: “Nguyễn Thị Hòa (1971)”.
_BORN_BESIDE = re.compile(rf"((?<![^\W_])(?=[^a-zà-ỹ\W\d_])[^\W\d_]+\s*\()(?:{_DAY}|(?:19\d\d|200\d))(?=\))")


def shortened(text: str) -> str:
    """A telephone as `09…678`, a mail address as `ng…@gmail.com`, everything else as `…`."""
    if mail := _MAIL.fullmatch(text.strip()):
        return _mail(mail)
    digits = "".join(filter(str.isdecimal, plain_figures(text)))
    return f"{digits[:FIRST]}{GAP}{digits[-LAST:]}" if len(digits) >= LONG else GAP if text.strip() else text


def masked(text: str) -> str:
    """A text in which long numbers that are no amounts and mail addresses are shortened, and nothing else."""
    named = _NAMED_NUMBER.sub(lambda found: found[1] + shortened(found[2]), _MAIL.sub(_mail, text))
    return _NUMBER.sub(_number, named)


def discreet(text: str) -> str:
    """A text as `masked` has it, and without births: what others read of somebody's words."""
    without = _BIRTH.sub(lambda found: f"{found[1] or found[2] or found[3] or ''}{GAP}", masked(text))
    return _BORN_BESIDE.sub(rf"\g<1>{GAP}", without)


def _number(found: re.Match[str]) -> str:
    return found[0] if _AMOUNT.fullmatch(found[0]) else shortened(found[0])


def _mail(found: re.Match[str]) -> str:
    local, _, domain = found[0].strip().partition("@")
    return f"{local[:FIRST] if len(local) > FIRST + LAST else ''}{GAP}@{domain}"

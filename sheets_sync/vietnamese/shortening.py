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


def shortened(text: str) -> str:
    """A telephone as `09…678`, a mail address as `ng…@gmail.com`, everything else as `…`."""
    if mail := _MAIL.fullmatch(text.strip()):
        return _mail(mail)
    digits = "".join(filter(str.isdecimal, plain_figures(text)))
    return f"{digits[:FIRST]}{GAP}{digits[-LAST:]}" if len(digits) >= LONG else GAP if text.strip() else text


def masked(text: str) -> str:
    """A text in which long numbers that are no amounts and mail addresses are shortened, and nothing else."""
    return _NUMBER.sub(_number, _MAIL.sub(_mail, text))


def _number(found: re.Match[str]) -> str:
    return found[0] if _AMOUNT.fullmatch(found[0]) else shortened(found[0])


def _mail(found: re.Match[str]) -> str:
    local, _, domain = found[0].strip().partition("@")
    return f"{local[:FIRST] if len(local) > FIRST + LAST else ''}{GAP}@{domain}"

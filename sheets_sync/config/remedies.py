"""What to do about a mistake in the configuration, by the name that pydantic gives to the fault."""

from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz import process, utils

#: By the beginning of pydantic's name of the fault; the first that fits.
REMEDIES = (
    ("missing", "Required; fill it in."),
    ("string_too_short", "Required; fill it in."),
    ("too_short", "At least one is required; add it."),
    ("datetime", "Write day and time as 2024-08-16T17:00:00."),
    ("time", "Write a time of day as 21:30."),
    ("date", "Write a day as 2024-08-05."),
    ("decimal", "Write a number with a point, such as 1500 or 0.5."),
    ("int", "Write a whole number."),
    ("tuple", "Write it as a list."),
    ("model", "Write it as a table, with its name in brackets."),
)
NOT_AN_ADDRESS = "Not a mail address; write one such as vanphong@phuong.example."
#: Of a text that no document, mail or database can hold.
UNWRITABLE = "It holds a character that nothing can write, such as NUL: remove it, or type the text anew."
#: By the name of the column or key whose pattern is not met.
PATTERNS = {
    "code": "Use letters, digits and hyphens; small letters only for a campaign or a period.",
    "kind": "Use letters, digits and hyphens, such as TDP.",
    "locale": "Write a locale such as vi_VN.",
    "api_base_url": "Write an address that begins with http:// or https://.",
    **dict.fromkeys(("emails", "sender_address", "reply_to"), NOT_AN_ADDRESS),
}


def remedy(name: str, fault: Mapping[str, Any]) -> str:
    """How to mend what pydantic found at the column or key `name`."""
    kind, context = str(fault["type"]), fault.get("ctx", {})
    if kind in ("enum", "literal_error"):
        return f"Write {context['expected']}; nothing else is known here."
    if kind == "string_too_long":
        return too_long(context["max_length"])
    if kind == "string_pattern_mismatch" and name in PATTERNS:
        return PATTERNS[name]
    message = str(fault["msg"]).removeprefix("Value error, ")
    return next((text for start, text in REMEDIES if kind.startswith(start)), f"{message}.")


def too_long(most: int) -> str:
    """What to do about a text of more letters."""
    return f"At most {most} letters; write it shorter."


def unknown(what: str, typed: str, known: Iterable[str], most: int = 0) -> str:
    """Remedy for a name that does not exist: the one that was probably meant, else all there are.

    Of more than `most` only the first ones and the last; 0: all.
    """
    known = list(known)
    best = process.extractOne(typed, known, processor=utils.default_process, score_cutoff=60)
    if best:
        return f"No such {what}. Did you mean {best[0]}?"
    if most and len(known) > most:
        known = [*known[: most - 1], f"… {known[-1]}"]
    return f"No such {what}. Known: {', '.join(known) or 'none'}."

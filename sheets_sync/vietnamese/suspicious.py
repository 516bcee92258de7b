"""Texts that are no name and no deed: formulas, markup, links, headers of mails."""

import re

from sheets_sync.vietnamese.letters import clean

#: Nothing suspicious needs more; what is repeated in a message is shorter still.
_LOOKED_AT, _SHOWN = 2_000, 60
#: Every suspicious text has one of these, or www; hardly any name has.
TELLING = frozenset("=<{(&@\\[:")
_FORMULA = re.compile(r"'?=\s*\S|[+@-]\s*[A-Za-z][A-Za-z.]+\(")
_MARKUP = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|<!--|\{\{.*\}\}|\{%|&(?:lt|gt|amp|nbsp|quot);|\]\(https?:|javascript:"
    r"|\[/?(?:url|b|i|u|img|color|size|quote)(?:=[^\[\]]*)?\]",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(
    r"^(?:from|to|cc|bcc|subject|reply-to|sender|return-path|content-type|mime-version|date)\s*:\s*\S",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(
    r"(?:https?://|ftp://|file:/|www\.|mailto:|tel:)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[A-Za-z]:\\\S.*|\\\\\S+",
    re.IGNORECASE,
)


def suspicious(text: str, *, links: bool = True) -> tuple[str, str] | None:
    """What a text is that stands where words are asked for, and its beginning; None for words.

    `links` tells that a link alone is no answer either.
    """
    looked_at = text[:_LOOKED_AT]
    if TELLING.isdisjoint(looked_at) and "www." not in looked_at.lower():
        return None
    typed = clean(looked_at)
    kinds = (
        ("một công thức", _FORMULA.match(typed)),
        ("mã định dạng trang web", _MARKUP.search(typed)),
        ("phần đầu của thư điện tử", _HEADER.search(typed)),
        ("một liên kết", links and _LINK.fullmatch(typed)),
    )
    kind = next((name for name, found in kinds if found), None)
    if kind is None:
        return None
    line = typed.replace("\n", " ")
    return kind, line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"

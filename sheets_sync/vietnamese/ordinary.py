"""Words and nothing else, as nearly every name and deed: told once, where each reader would ask by itself."""

import re
import unicodedata
from functools import lru_cache

from sheets_sync.vietnamese.answers import DENYING, SHORT
from sheets_sync.vietnamese.legacy import UNICODE
from sheets_sync.vietnamese.letters import RECENT, REMEMBERED, REPLACED
from sheets_sync.vietnamese.suspicious import TELLING

#: Whatever has one of these is looked at by all of them. In small letters “Ð” is “ð”. A character each, not
#: a set of them: so one search for the first letters of all tells where to look closer.
_TELLING = re.compile("|".join((*map(re.escape, sorted(TELLING)), "ð", REPLACED, DENYING.pattern)))


def is_ordinary(text: str) -> bool:
    """Whether a text is clean as it stands, in no old encoding, denies nothing and has nothing suspicious.

    So much is certain of an ordinary text; about any other nothing is told.
    """
    return SHORT < len(text) <= REMEMBERED and _is_ordinary(text)


@lru_cache(RECENT)
def _is_ordinary(text: str) -> bool:
    small = text.lower()
    return (
        text.isprintable()
        and _TELLING.search(small) is None
        and not ("  " in small or "www." in small)
        and (text.isascii() or (UNICODE.search(text) is not None and unicodedata.is_normalized("NFC", text)))
        and text == text.strip()
    )

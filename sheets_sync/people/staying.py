"""What an erasure leaves, each with the reason: told to the office, and by it to the person. Pure."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from sheets_sync.people.finding import Spotted, Where

#: What no program of ours can reach.
BEYOND = (
    "Google's version history and the comments of a workbook: only the office can end them, in the browser,"
    " or by going on with a copy of the file.",
    "Mails that were sent, printed papers, and what the computer's own log keeps: they are in other hands.",
)
SIGNED = "a decision or report was signed: the register of awards keeps name, award and decision"
ROSTER = "the roster names whom to call: put somebody else into units.csv, then run `sheets-sync provision`"
FILE = "a file of the office's own: mend or delete it where it lies"
BACKUP = "backups go by themselves; one that is brought back is erased again"


def staying(left: Iterable[Spotted], roster: Path) -> list[dict[str, object]]:
    """The places that still name the person, with the reason for each."""
    counted = Counter((_reason(one, roster), one.place, one.link) for one in left)
    return [{"place": place, "link": link, "reason": why} for why, place, link in counted]


def _reason(one: Spotted, roster: Path) -> str:
    if one.where is Where.BACKUP:
        return BACKUP
    if one.where is Where.FILE:
        return ROSTER if one.place.startswith(f"{roster}:") else FILE
    is_of_roster = one.place.startswith(("furnishings", "accesses"))
    return ROSTER if is_of_roster else SIGNED

"""What an erasure leaves, each with the reason: told to the office, and by it to the person. Pure."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sheets_sync.people.finding import Spotted, Where

#: What no program of ours can reach.
BEYOND = (
    "Google's version history and the comments of a workbook: only the office can end them, in the browser,"
    " or by going on with a copy of the file.",
    "Mails that were sent, printed papers, and what the computer's own log keeps: they are in other hands.",
)
#: Written by the service: it names whom the roster names.
MAIL = ".eml"
SIGNED = "a decision or report was signed: the register of awards keeps name, award and decision"
ROSTER = "the roster names whom to call: put somebody else into units.csv, then run `sheets-sync provision`"
FILE = "a file of the office's own: mend or delete it where it lies"
BACKUP = "backups go by themselves; one that is brought back is erased again"


def staying(left: Sequence[Spotted], roster: Path) -> list[dict[str, object]]:
    """The places that still name the person, with the reason for each."""
    is_in_roster = any(_is_of(one, roster) for one in left)
    counted = Counter((_reason(one, roster, is_in_roster), one.place, one.link) for one in left)
    return [{"place": place, "link": link, "reason": why} for why, place, link in counted]


def _reason(one: Spotted, roster: Path, is_in_roster: bool) -> str:
    if one.where is Where.BACKUP:
        return BACKUP
    if (
        one.where is Where.FILE
        and not _is_of(one, roster)
        and Path(one.place).suffix.partition(":")[0] != MAIL
    ):
        return FILE
    return ROSTER if is_in_roster else SIGNED


def _is_of(one: Spotted, roster: Path) -> bool:
    return one.where is Where.FILE and one.place.startswith(f"{roster}:")

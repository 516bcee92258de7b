"""Write the page that tells by what a row is known again, and how often that is right.

Run as `python docs/identities.py`; a test compares the page with what this writes.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from sheets_sync.reading import evidence

PAGE = Path(__file__).with_name("identities.md")
MADE = "<!-- Written by docs/identities.py; change the code, then run it again. -->"
#: Deeds as people call them.
DEEDS = {
    "edit": "cost or place typed anew",
    "rename": "renamed",
    "add": "row inserted",
    "delete": "row deleted",
    "sort": "sorted",
    "move": "row cut and pasted elsewhere",
    "copy": "row copied as a pattern for another",
    "undo": "tab brought back to how it was some nights ago",
    "unwritten": "the night before could not write identities",
}
ABOUT = """\
Rows of forms without natural key get an identity in a hidden column. People sort, copy, paste over and
undo, so it proves little: every night all rows of a tab and all records known of it are paired by
everything that is known of both, the best total first (`reading/evidence.py`, `reading/pairing.py`).
What is as likely one way as another is not guessed: the row counts as new, and the unit is asked in its
check tab."""
HOW = """\
Measured on {rows:,} rows in {nights:,} nights of generated edits whose truth is known, up to four a
night and an undo in one night of ten; in one night of ten the identities never reach the sheet. Each
line counts the rows of nights before which that was done, among other things. “Wrong” is a row that got
the identity of another work without a question."""


def page(counts: Mapping[str, int], by_deed: Mapping[tuple[str, str], int], nights: int) -> str:
    """The page, given how many rows were right, asked about and wrong, in all and by deed."""
    told = (evidence.__doc__ or "").partition("\n\n")[2].strip()
    lines = [
        _line(words, {verdict: by_deed.get((deed, verdict), 0) for verdict in ("right", "asked", "wrong")})
        for deed, words in DEEDS.items()
    ]
    return "\n".join(
        [
            "# By what a row is known again",
            "",
            MADE,
            "",
            ABOUT,
            "",
            told,
            "",
            "## How often that is right",
            "",
            HOW.format(rows=sum(counts.values()), nights=nights),
            "",
            "| since the night before | rows | right | asked | wrong |",
            "|---|---|---|---|---|",
            *lines,
            _line("**all**", counts),
            "",
        ]
    )


def _line(words: str, counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    shares = (f"{counts.get(verdict, 0) / total:.3%}" for verdict in ("right", "asked", "wrong"))
    return f"| {words} | {total:,} | {' | '.join(shares)} |"


def main() -> None:
    """Measure and write."""
    sys.path.insert(0, str(PAGE.parents[1]))
    from tests.unit.reading.test_identities_of_edits import NIGHTS, UNITS, measured

    whole = measured()
    PAGE.write_text(page(whole.counts, whole.by_deed, UNITS * NIGHTS), encoding="utf-8")


if __name__ == "__main__":
    main()

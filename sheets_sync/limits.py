"""The bounds of what one unit, one answer and one call may be: the one place where they stand.

Work and output grow with what somebody typed, never faster, and up to these figures; what lies beyond is told
in one finding or one error, while the rest of the unit and all other units go on.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """How much there may be of something."""

    most: int
    #: What is counted.
    what: str
    #: What becomes of what lies beyond.
    beyond: str


ROWS = Limit(
    20_000,
    "rows with content on one tab of a unit",
    "the first ones are read; finding `rows-too-many` on the tab",
)
LETTERS_OF_CELL = Limit(
    1_000,
    "letters of a cell that is no prose: a name, a figure, a choice",
    "the value is not accepted; its first letters are kept with the record; finding `text-too-long`",
)
LETTERS_OF_PROSE = Limit(
    20_000, "letters of a cell for several sentences", "as of another cell: finding `text-too-long`"
)
LETTERS_SHOWN = Limit(
    300, "letters of what stands in a cell, where a message repeats it", "cut off with “…”; the cell is named"
)
LETTERS_OF_REASON = Limit(
    2_000, "letters of what the office wrote, or of a list of ours, in a message", "cut off with “…”"
)
FINDINGS_OF_CELL = Limit(
    5, "findings in the note of one cell", "the note says how many more the check tab has"
)
FINDINGS_OF_UNIT = Limit(
    500,
    "findings of a unit that its check tab, its notes and the master list",
    "each tab gets its share, the gravest first; finding `findings-more` tells how many more there are; "
    "no row counts as mended because of it",
)
BYTES_OF_CALL = Limit(
    2_000_000,
    "bytes of one call that writes (Google advises 2 MB and refuses 10 MB)",
    "a unit's workbook is written by several calls, the check tab last; the master by way of a hidden tab",
)
BYTES_OF_ANSWER = Limit(
    256 * 2**20,
    "bytes of one answer of Google, unpacked",
    "it is not read on; the file counts as unreadable in this run",
)
SECONDS_OF_ANSWER = Limit(
    600, "seconds in which one answer must have come whole (Google ends a request after 180)", "as above"
)
PAGES = Limit(
    1_000, "pages of one list of Google's", "the list counts as no answer, as does a page that comes again"
)
SECONDS_OF_UNIT = Limit(
    120,
    "seconds of computing for what one unit's workbook holds",
    "the forms not looked at by then keep what they held; finding `reading-too-long`",
)
STEPS_OF_TEMPLATE = Limit(
    1_000_000,
    "turns of loops and calls of macros while one template is filled",
    "an office's template counts as mistaken: ours takes its place, and `doctor` and `sync` say so",
)
LETTERS_OF_MAIL = Limit(5_000_000, "letters that one template gives", "as above")
#: All of them, as the docs list them.
LIMITS = (
    ROWS,
    LETTERS_OF_CELL,
    LETTERS_OF_PROSE,
    LETTERS_SHOWN,
    LETTERS_OF_REASON,
    FINDINGS_OF_CELL,
    FINDINGS_OF_UNIT,
    BYTES_OF_CALL,
    BYTES_OF_ANSWER,
    SECONDS_OF_ANSWER,
    PAGES,
    SECONDS_OF_UNIT,
    STEPS_OF_TEMPLATE,
    LETTERS_OF_MAIL,
)


def cut(text: str, limit: Limit) -> str:
    """The text, or its first letters and an ellipsis."""
    return text if len(text) <= limit.most else f"{text[: limit.most].rstrip()}…"

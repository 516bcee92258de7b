"""Words, codes, ids and colours that several of the master's tables share."""

from textwrap import shorten
from zlib import crc32

from sheets_sync.model import Completeness, Handling, OfficeColumn, Severity, Timeliness, Tone
from sheets_sync.vietnamese.states import choices

#: How severities are named to users.
SEVERITY_NAMES = {
    Severity.ERROR: "Lỗi",
    Severity.WARNING: "Cần lưu ý",
    Severity.QUESTION: "Cần giải trình",
}
SEVERITY_TONES = {
    Severity.ERROR: Tone.BAD,
    Severity.WARNING: Tone.WAITING,
    Severity.QUESTION: Tone.DOUBTFUL,
}
TIMELINESS_TONES = {
    Timeliness.NOT_DUE: Tone.WAITING,
    Timeliness.MISSING: Tone.DOUBTFUL,
    Timeliness.ON_TIME: Tone.GOOD,
    Timeliness.LATE: Tone.WAITING,
    Timeliness.OVERDUE: Tone.BAD,
}
COMPLETENESS_TONES = {
    Completeness.COMPLETE: Tone.GOOD,
    Completeness.INCOMPLETE: Tone.WAITING,
    Completeness.DOUBTFUL: Tone.DOUBTFUL,
    Completeness.FAULTY: Tone.BAD,
}

#: The office's columns of each table of records, and what it may choose in the first of them.
STATE, COMMENT = OfficeColumn("office-state"), OfficeColumn("office-comment")
REVIEW_TITLE, COMMENT_TITLE = "Trạng thái xử lý", "Ý kiến văn phòng"
REVIEW_CHOICES = choices(
    (Handling.PENDING, Handling.RECEIVED, Handling.APPROVED, Handling.RETURNED), (Handling.RESUBMITTED,)
)
#: Those of “Tình hình nộp”.
DECISION, MATRIX_NOTE = OfficeColumn("office-decision"), OfficeColumn("office-note")
DECISION_TITLE, MATRIX_NOTE_TITLE = "Quyết định của văn phòng", "Ghi chú của văn phòng"
#: Columns of a table of records that tell about the record and are not part of it.
UNIT_TITLE = "Đơn vị"
SOURCE_TITLE, CHECK_TITLE, CHANGE_TITLE = "Nguồn", "Kiểm tra", "Thay đổi sau khi xử lý"

DATE_PATTERN = "dd/mm/yyyy"
MOMENT_PATTERN = "dd/mm/yyyy hh:mm"
WHOLE_PATTERN = "#,##0"
DECIMAL_PATTERN = "#,##0.0##"
#: Letters of such words that have room in a column of figures.
LETTERS_OF_ZERO = 12


def in_words_pattern(said: str) -> str:
    """Shows a 0 with the words in which it was told: the cell holds the number, and sums go on.

    A number that has no room is shown as ###: of many words the first ones have to do.
    """
    plain = shorten(said.replace('"', "").replace("\\", ""), LETTERS_OF_ZERO, placeholder="…")
    return f'{WHOLE_PATTERN};-{WHOLE_PATTERN};0" ({plain})"'


def master_sheet_id(name: str) -> int:
    """Id of one of the master's tabs, chosen by us so that it survives renaming."""
    return crc32(f"master/{name}".encode()) & 0x3FFFFFFF

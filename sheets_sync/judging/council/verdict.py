"""What the office wrote beside a proposal after the council met: read as data, questioned, never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sheets_sync.model import Measurement
from sheets_sync.vietnamese.dates import read_date
from sheets_sync.vietnamese.numbers import format_number, read_number
from sheets_sync.vietnamese.words import clean, fold

#: The office's columns.
AGREED_TITLE, PRESENT_TITLE, CONCLUSION_TITLE = "Số phiếu đồng ý", "Số người dự họp", "Kết luận"
NUMBER_TITLE, DATE_TITLE, NOTE_TITLE = "Số quyết định", "Ngày quyết định", "Ghi chú"
#: What the council may conclude.
PROPOSED, REFUSED, POSTPONED = "Đề nghị khen", "Không đề nghị", "Để lại xem xét"
CONCLUSIONS = (PROPOSED, REFUSED, POSTPONED)
#: A decision follows its campaign within this time; another date is questioned.
DECIDED_WITHIN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One proposal as the council left it; what could not be read is None and stands among the questions."""

    agreed: Decimal | None = None
    present: Decimal | None = None
    #: One of CONCLUSIONS; empty for none.
    conclusion: str = ""
    #: Of the decision, as the office wrote it.
    number: str = ""
    day: date | None = None
    #: What the office is asked to look at again, in Vietnamese.
    questions: tuple[str, ...] = ()

    @property
    def is_awarded(self) -> bool:
        """Whether the chairman has decided to grant what the council proposed."""
        return self.conclusion == PROPOSED and bool(self.number) and self.day is not None


def read_verdict(texts: Mapping[str, str], start: date, end: date, *, is_approved: bool = True) -> Verdict:
    """The verdict that stands in the office's columns, title to text, beside a proposal.

    `start` and `end` are the campaign's; `is_approved` tells whether the office approved the proposal itself.
    """
    questions: list[str] = []
    agreed, present = (_count(title, texts, questions) for title in (AGREED_TITLE, PRESENT_TITLE))
    conclusion, number = _conclusion(texts, questions), clean(texts.get(NUMBER_TITLE, ""))
    day = _day(texts, start, end, questions)
    questions += _about_votes(texts, agreed, present)
    if texts.get(CONCLUSION_TITLE) and not (texts.get(AGREED_TITLE) and texts.get(PRESENT_TITLE)):
        questions.append("Có kết luận nhưng chưa đủ số phiếu và số người dự họp. Đề nghị bổ sung.")
    questions += _about_decision(texts, conclusion)
    if conclusion == PROPOSED and not is_approved:
        questions.append(
            "Hội đồng đề nghị khen nhưng văn phòng chưa duyệt đề nghị của đơn vị, nên chưa đưa vào tờ trình."
            " Đề nghị xem lại dòng này ở biểu đề nghị khen thưởng."
        )
    return Verdict(agreed, present, conclusion, number, day, tuple(questions))


def _count(title: str, texts: Mapping[str, str], questions: list[str]) -> Decimal | None:
    text = texts.get(title, "")
    read = read_number(text, measurement=Measurement.INTEGER, measure="người")
    if text and (read.value is None or read.doubts):
        questions.append(f"{title}: “{clean(text)}” chưa phải là một số rõ ràng. Đề nghị ghi bằng chữ số.")
    return read.value


def _conclusion(texts: Mapping[str, str], questions: list[str]) -> str:
    text = texts.get(CONCLUSION_TITLE, "")
    found = next((one for one in CONCLUSIONS if fold(one) == fold(text)), "")
    if text and not found:
        questions.append(f"Kết luận: “{clean(text)}” không có trong danh sách. Đề nghị chọn lại.")
    return found


def _day(texts: Mapping[str, str], start: date, end: date, questions: list[str]) -> date | None:
    text = texts.get(DATE_TITLE, "")
    read = read_date(text, start=start, end=end + DECIDED_WITHIN)
    if read.value is None and text:
        questions.append(
            f"Ngày quyết định: chưa đọc được “{clean(text)}”. Đề nghị ghi ngày/tháng/năm, ví dụ 05/9/2024."
        )
    elif read.doubts:
        questions.append(f"Ngày quyết định: “{clean(text)}” chưa chắc đúng. Đề nghị ghi đủ ngày/tháng/năm.")
    return read.value


def _about_votes(texts: Mapping[str, str], agreed: Decimal | None, present: Decimal | None) -> Iterable[str]:
    if agreed is not None and present is not None and agreed > present:
        yield (
            f"Số phiếu đồng ý ({format_number(agreed)}) lớn hơn số người dự họp ({format_number(present)})."
            " Đề nghị kiểm tra lại."
        )
    given, other = (texts.get(title, "") for title in (AGREED_TITLE, PRESENT_TITLE))
    if bool(given) != bool(other) and not texts.get(CONCLUSION_TITLE):
        missing = PRESENT_TITLE if given else AGREED_TITLE
        yield f"Chưa có {missing[:1].lower()}{missing[1:]}. Đề nghị bổ sung."


def _about_decision(texts: Mapping[str, str], conclusion: str) -> Iterable[str]:
    number, day = (bool(texts.get(title)) for title in (NUMBER_TITLE, DATE_TITLE))
    if number != day:
        missing = "ngày quyết định" if number else "số quyết định"
        yield f"Chưa có {missing}. Đề nghị bổ sung."
    if (number or day) and conclusion != PROPOSED:
        yield f"Đã ghi quyết định nhưng kết luận chưa phải là “{PROPOSED}”. Đề nghị kiểm tra lại."

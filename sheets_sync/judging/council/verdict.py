"""What the office wrote beside a proposal after the council met: read as data, questioned, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sheets_sync.model import Conclusion, Measurement, OfficeColumn, Remarks
from sheets_sync.vietnamese.dates import read_date
from sheets_sync.vietnamese.numbers import format_number, read_number
from sheets_sync.vietnamese.states import word
from sheets_sync.vietnamese.words import clean

#: The office's columns, and their titles.
AGREED, PRESENT = OfficeColumn("votes-agreed"), OfficeColumn("votes-present")
CONCLUSION, NOTE = OfficeColumn("council-conclusion"), OfficeColumn("council-note")
NUMBER, DAY = OfficeColumn("decision-number"), OfficeColumn("decision-day")
TITLES = {
    AGREED: "Số phiếu đồng ý",
    PRESENT: "Số người dự họp",
    CONCLUSION: "Kết luận",
    NUMBER: "Số quyết định",
    DAY: "Ngày quyết định",
    NOTE: "Ghi chú",
}
#: A decision follows its campaign within this time; another date is questioned.
DECIDED_WITHIN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One proposal as the council left it; what could not be read is None and stands among the questions."""

    agreed: Decimal | None = None
    present: Decimal | None = None
    conclusion: Conclusion | None = None
    #: Of the decision, as the office wrote it.
    number: str = ""
    day: date | None = None
    #: What the office is asked to look at again, in Vietnamese.
    questions: tuple[str, ...] = ()

    @property
    def is_awarded(self) -> bool:
        """Whether the chairman has decided to grant what the council proposed."""
        return self.conclusion is Conclusion.PROPOSED and bool(self.number) and self.day is not None


def read_verdict(written: Remarks, start: date, end: date, *, is_approved: bool = True) -> Verdict:
    """The verdict that stands in the office's columns beside a proposal.

    `start` and `end` are the campaign's; `is_approved` tells whether the office approved the proposal itself.
    """
    questions: list[str] = []
    agreed, present = (_count(column, written, questions) for column in (AGREED, PRESENT))
    conclusion, number = _conclusion(written, questions), clean(written.get(NUMBER, ""))
    day = _day(written, start, end, questions)
    questions += _about_votes(written, agreed, present)
    if written.get(CONCLUSION) and not (written.get(AGREED) and written.get(PRESENT)):
        questions.append("Có kết luận nhưng chưa đủ số phiếu và số người dự họp. Đề nghị bổ sung.")
    questions += _about_decision(written, conclusion)
    if conclusion is Conclusion.PROPOSED and not is_approved:
        questions.append(
            "Hội đồng đề nghị khen nhưng văn phòng chưa duyệt đề nghị của đơn vị, nên chưa đưa vào tờ trình."
            " Đề nghị xem lại dòng này ở biểu đề nghị khen thưởng."
        )
    return Verdict(agreed, present, conclusion, number, day, tuple(questions))


def _count(column: OfficeColumn, written: Remarks, questions: list[str]) -> Decimal | None:
    text = written.get(column, "")
    read = read_number(text, measurement=Measurement.INTEGER, measure="người")
    if text and (read.value is None or read.doubts):
        questions.append(
            f"{TITLES[column]}: “{clean(text)}” chưa phải là một số rõ ràng. Đề nghị ghi bằng chữ số."
        )
    return read.value


def _conclusion(written: Remarks, questions: list[str]) -> Conclusion | None:
    text = written.get(CONCLUSION, "")
    found = next((one for one in Conclusion if one.value == text), None)
    if text and found is None:
        questions.append(f"Kết luận: “{clean(text)}” không có trong danh sách. Đề nghị chọn lại.")
    return found


def _day(written: Remarks, start: date, end: date, questions: list[str]) -> date | None:
    text = written.get(DAY, "")
    read = read_date(text, start=start, end=end + DECIDED_WITHIN)
    if read.value is None and text:
        questions.append(
            f"Ngày quyết định: chưa đọc được “{clean(text)}”. Đề nghị ghi ngày/tháng/năm, ví dụ 05/9/2024."
        )
    elif read.doubts:
        questions.append(f"Ngày quyết định: “{clean(text)}” chưa chắc đúng. Đề nghị ghi đủ ngày/tháng/năm.")
    return read.value


def _about_votes(written: Remarks, agreed: Decimal | None, present: Decimal | None) -> Iterable[str]:
    if agreed is not None and present is not None and agreed > present:
        yield (
            f"Số phiếu đồng ý ({format_number(agreed)}) lớn hơn số người dự họp ({format_number(present)})."
            " Đề nghị kiểm tra lại."
        )
    given, other = (written.get(column, "") for column in (AGREED, PRESENT))
    if bool(given) != bool(other) and not written.get(CONCLUSION):
        missing = TITLES[PRESENT if given else AGREED]
        yield f"Chưa có {missing[:1].lower()}{missing[1:]}. Đề nghị bổ sung."


def _about_decision(written: Remarks, conclusion: Conclusion | None) -> Iterable[str]:
    number, day = (bool(written.get(column)) for column in (NUMBER, DAY))
    if number != day:
        missing = "ngày quyết định" if number else "số quyết định"
        yield f"Chưa có {missing}. Đề nghị bổ sung."
    if (number or day) and conclusion is not Conclusion.PROPOSED:
        wanted = word(Conclusion.PROPOSED)
        yield f"Đã ghi quyết định nhưng kết luận chưa phải là “{wanted}”. Đề nghị kiểm tra lại."

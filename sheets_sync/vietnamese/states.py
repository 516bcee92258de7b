"""How people call the states: the words that are shown for the codes that are kept."""

from collections.abc import Iterable
from enum import StrEnum

from sheets_sync.model import (
    Choice,
    Completeness,
    Conclusion,
    Decision,
    Eligibility,
    FormDecision,
    Handling,
    Timeliness,
)

_WORDS: dict[StrEnum, str] = {
    Timeliness.NOT_DUE: "Chưa đến hạn",
    Timeliness.MISSING: "Chưa nộp",
    Timeliness.ON_TIME: "Nộp đúng hạn",
    Timeliness.LATE: "Nộp muộn",
    Timeliness.OVERDUE: "Quá hạn chưa nộp",
    Completeness.COMPLETE: "Đầy đủ",
    Completeness.INCOMPLETE: "Thiếu nội dung",
    Completeness.FAULTY: "Có lỗi",
    Completeness.DOUBTFUL: "Cần giải trình",
    Handling.DRAFT: "Bản nháp",
    Handling.PENDING: "Chờ duyệt",
    Handling.RECEIVED: "Đã tiếp nhận",
    Handling.RETURNED: "Trả lại",
    Handling.RESUBMITTED: "Đã nộp lại",
    Handling.APPROVED: "Đã duyệt",
    Handling.CONSOLIDATED: "Đã tổng hợp",
    Handling.CLOSED: "Đã chốt số liệu",
    Handling.NOT_OWED: "Không thuộc diện báo cáo",
    Eligibility.ELIGIBLE: "Đủ điều kiện",
    Eligibility.NOT_ELIGIBLE: "Không đủ điều kiện",
    Eligibility.TO_CONSIDER: "Chờ xét",
    Eligibility.AWARDED: "Đã khen thưởng",
    Conclusion.PROPOSED: "Đề nghị khen",
    Conclusion.REFUSED: "Không đề nghị",
    Conclusion.POSTPONED: "Để lại xem xét",
    Decision.ACCEPT_NEW: "Chấp nhận số liệu mới",
    FormDecision.APPROVE_VALID: "Duyệt các dòng hợp lệ",
    FormDecision.APPROVE_DOUBTFUL: "Duyệt cả dòng cần giải trình",
    FormDecision.RETURN: "Trả lại cả biểu",
    FormDecision.CHECK_NOW: "Kiểm tra ngay",
}


def word(state: StrEnum) -> str:
    """The words for a state. Raises KeyError for one that is never shown."""
    return _WORDS[state]


def called(review: str) -> str:
    """The words for a state of a record, or what the office wrote instead of one."""
    return word(Handling(review)) if review in set(Handling) else review


def choices(states: Iterable[StrEnum], unoffered: Iterable[StrEnum] = ()) -> tuple[Choice, ...]:
    """States that the office may choose from, in this order, and those that only the sync writes."""
    offered = tuple(Choice(state.value, word(state)) for state in states)
    return offered + tuple(Choice(state.value, word(state), offered=False) for state in unoffered)

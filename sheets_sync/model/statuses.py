"""The three axes of a report's status (docs/domain.md, “Statuses”)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Timeliness(StrEnum):
    """First status axis (docs/domain.md, “Statuses”)."""

    NOT_DUE = "Chưa đến hạn"
    MISSING = "Chưa nộp"
    ON_TIME = "Nộp đúng hạn"
    LATE = "Nộp muộn"
    OVERDUE = "Quá hạn chưa nộp"


class Completeness(StrEnum):
    """Second status axis: what the report's content is like."""

    COMPLETE = "Đầy đủ"
    INCOMPLETE = "Thiếu nội dung"
    FAULTY = "Có lỗi"
    DOUBTFUL = "Cần giải trình"


class Handling(StrEnum):
    """Third status axis: what the office has done with it."""

    DRAFT = "Bản nháp"
    PENDING = "Chờ duyệt"
    RECEIVED = "Đã tiếp nhận"
    RETURNED = "Trả lại"
    RESUBMITTED = "Đã nộp lại"
    APPROVED = "Đã duyệt"
    CONSOLIDATED = "Đã tổng hợp"
    CLOSED = "Đã chốt số liệu"
    NOT_OWED = "Không thuộc diện báo cáo"


class Eligibility(StrEnum):
    """Where a proposal for commendation stands (docs/domain.md, “Commendation”)."""

    ELIGIBLE = "Đủ điều kiện"
    NOT_ELIGIBLE = "Không đủ điều kiện"
    TO_CONSIDER = "Chờ xét"
    AWARDED = "Đã khen thưởng"


@dataclass(frozen=True, slots=True)
class Review:
    """What the office decided about one record, and what the record held then."""

    #: As it stands in the master.
    state: str
    #: What the office had decided before the record changed; empty when it did not change since.
    before: str
    #: Column title to text, when the office decided; empty before any decision.
    content: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The statuses of one unit x form x period at one moment."""

    unit: str
    form: str
    period: str
    #: None on the axes that do not apply: nothing submitted, or nothing owed.
    timeliness: Timeliness | None
    completeness: Completeness | None
    handling: Handling
    #: Days after the deadline, for LATE.
    days_late: int = 0
    #: The workbook could not be read this time.
    unreadable: bool = False
    findings: int = 0

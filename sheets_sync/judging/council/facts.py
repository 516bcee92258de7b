"""Each rule of commendation about one proposal (docs/domain.md): what was found, in words, and how it stands.

Nothing here decides or adds up to a score: the council reads the facts.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sheets_sync.findings.rows import ByRow, about
from sheets_sync.forms.roles import Proposals
from sheets_sync.model import (
    Completeness,
    Coverage,
    Eligibility,
    Finding,
    Handling,
    Record,
    Timeliness,
    Tone,
)
from sheets_sync.vietnamese.dates import format_date
from sheets_sync.vietnamese.numbers import format_decimal_places, format_number
from sheets_sync.vietnamese.states import called

#: Among equals a collective with so many women, in per cent, is preferred (NĐ 152/2025/NĐ-CP, Điều 4).
MANY_WOMEN = 70
WOMAN, COLLECTIVE = "Nữ", "Tập thể"
#: Findings about a proposal that contradict a rule; others are questions.
AGAINST_RULES = frozenset({"date-outside", "votes-exceed-members"})
DUPLICATE = "nominee-duplicate"
#: Findings that are told by what the cell lacks.
ABSENT = frozenset({"text-missing", "confirmation-missing"})
ARRIVED = (Timeliness.ON_TIME, Timeliness.LATE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One rule about one proposal, in words."""

    text: str
    #: GOOD where the rule is kept, BAD where it is not, DOUBTFUL where somebody has to look.
    tone: Tone | None


#: About what a ward's own form leaves to other papers.
NOT_ASKED = Fact("Biểu không hỏi nội dung này", None)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the council is shown about one proposal."""

    achieved: Fact
    votes: Fact
    confirmation: Fact
    duplicates: Fact
    reports: Fact
    approval: Fact
    #: What counts among equals; empty for nothing.
    preference: str

    @property
    def all(self) -> tuple[Fact, ...]:
        """The rules in the order in which they are shown."""
        return (self.achieved, self.votes, self.confirmation, self.duplicates, self.reports, self.approval)

    @property
    def eligibility(self) -> Eligibility:
        """Not eligible where a rule is broken, to be considered where one is open."""
        tones = {fact.tone for fact in self.all}
        if Tone.BAD in tones:
            return Eligibility.NOT_ELIGIBLE
        return Eligibility.TO_CONSIDER if Tone.DOUBTFUL in tones else Eligibility.ELIGIBLE


def facts_of(
    record: Record, its: Proposals, findings: ByRow, coverage: Collection[Coverage], review: str
) -> Facts:
    """The facts of a proposal; `coverage` is its unit's, `review` the state that the office chose for it."""
    own = about(record, findings)
    return Facts(
        achieved=_achieved(record, its, own),
        votes=_votes(record, its, own),
        confirmation=_confirmation(record, its, own),
        duplicates=_duplicates(own),
        reports=_reports(coverage),
        approval=Fact(called(review), Tone.GOOD if review == Handling.APPROVED else Tone.DOUBTFUL),
        preference=_preference(record, its),
    )


def _achieved(record: Record, its: Proposals, findings: Sequence[Finding]) -> Fact:
    if not its.achieved:
        return NOT_ASKED
    day, told = record.values.get(its.achieved), _told(record, findings, (its.achieved,))
    if told is not None:
        return told
    if not isinstance(day, date):
        return Fact("Chưa ghi mốc thành tích", Tone.DOUBTFUL)
    return Fact(f"{format_date(day)}, trong đợt thi đua", Tone.GOOD)


def _votes(record: Record, its: Proposals, findings: Sequence[Finding]) -> Fact:
    if not (its.votes and its.attendance):
        return NOT_ASKED
    votes, present = record.values.get(its.votes), record.values.get(its.attendance)
    told = _told(record, findings, (its.votes, its.attendance))
    if told is not None:
        return told
    if not isinstance(votes, Decimal) or not isinstance(present, Decimal) or not present:
        return Fact("Chưa ghi đủ số phiếu và số người dự họp", Tone.DOUBTFUL)
    share = format_decimal_places(votes / present * 100, 1)
    return Fact(f"{format_number(votes)}/{format_number(present)} phiếu đồng ý ({share}%)", Tone.GOOD)


def _confirmation(record: Record, its: Proposals, findings: Sequence[Finding]) -> Fact:
    if not its.undisciplined:
        return NOT_ASKED
    if record.values.get(its.undisciplined) is True:
        return Fact("Không bị kỷ luật, không đang bị xem xét", Tone.GOOD)
    if record.values.get(its.undisciplined) is False:
        return Fact("Đơn vị ghi “Không” ở mục không bị kỷ luật", Tone.BAD)
    return _told(record, findings, (its.undisciplined,)) or Fact("Đơn vị chưa xác nhận", Tone.DOUBTFUL)


def _duplicates(findings: Sequence[Finding]) -> Fact:
    found = [_sentence(one.outside.message) for one in findings if one.code == DUPLICATE]
    return Fact("\n".join(found), Tone.DOUBTFUL) if found else Fact("Không trùng", Tone.GOOD)


def _told(record: Record, findings: Sequence[Finding], fields: Iterable[str]) -> Fact | None:
    """What was found in these cells of a proposal; None for nothing."""
    cells = {record.cells.get(field) for field in fields}
    found = [one for one in findings if one.cell in cells and one.code not in ABSENT]
    if not found:
        return None
    tone = Tone.BAD if any(one.code in AGAINST_RULES for one in found) else Tone.DOUBTFUL
    return Fact("\n".join(_sentence(one.outside.message) for one in found), tone)


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def _reports(coverage: Collection[Coverage]) -> Fact:
    owed = [one for one in coverage if one.timeliness is not None]
    in_time = sum(one.timeliness is Timeliness.ON_TIME for one in owed)
    share = f"{in_time}/{len(owed)} biểu nộp đúng hạn"
    found = shortcomings(coverage)
    return Fact("; ".join((share, *found)), Tone.DOUBTFUL if found or in_time < len(owed) else Tone.GOOD)


def shortcomings(coverage: Collection[Coverage]) -> tuple[str, ...]:
    """What is to be said against a unit's own reports; empty when they are valid and came in time."""
    told = {
        "nộp báo cáo muộn": any(one.timeliness is Timeliness.LATE for one in coverage),
        "quá hạn chưa nộp đủ báo cáo": any(one.timeliness is Timeliness.OVERDUE for one in coverage),
        "báo cáo còn lỗi": any(
            one.timeliness in ARRIVED and one.completeness is Completeness.FAULTY for one in coverage
        ),
    }
    return tuple(text for text, holds in told.items() if holds)


def _preference(record: Record, its: Proposals) -> str:
    values = record.values
    if values.get(its.subject) != COLLECTIVE:
        return WOMAN if values.get(its.gender) == WOMAN else ""
    members, women = values.get(its.members), values.get(its.women)
    if not isinstance(members, Decimal) or not isinstance(women, Decimal) or not 0 < women <= members:
        return ""
    share = women / members * 100
    if share < MANY_WOMEN:
        return ""
    of = f"{format_number(women)}/{format_number(members)}"
    return f"Tập thể có {format_decimal_places(share, 1)}% là nữ ({of})"

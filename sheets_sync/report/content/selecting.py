"""Which proposals the council's papers are about: what it concluded, as the office recorded it.

What was not concluded, not approved or is doubtful stands in no paper: the office is told.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sheets_sync.forms.roles import Proposals
from sheets_sync.judging.council import Proposal
from sheets_sync.judging.namesakes import same_birth, same_name
from sheets_sync.model import Conclusion, Eligibility, Record, RecordKey
from sheets_sync.report.content.entries import Nominee, Nominees, decision_of, nominees_of
from sheets_sync.report.content.evidence import NOTED_IN, listed, words
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import StatedFigure
from sheets_sync.vietnamese.states import word

NOT_APPROVED = "Hội đồng đề nghị khen nhưng văn phòng chưa duyệt đề nghị của đơn vị"
NOT_CONCLUDED = "Hội đồng chưa ghi kết luận"
UNCLEAR = "phần ghi về kết quả xét của Hội đồng cần xem lại"
GRANTED = "đã có quyết định khen thưởng"
BROKEN = "Hội đồng đề nghị khen nhưng có điều kiện chưa đạt"
UNTOLD = "chưa có tóm tắt thành tích"
TWICE = "có thể là một người được đề nghị hai lần"


Known: TypeAlias = Mapping[RecordKey, Proposal]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One proposal that the petition does not ask for although somebody might look for it there."""

    #: By which `commend --confirm` names it.
    key: str
    name: str
    reason: str
    #: It may be confirmed: nothing but a doubt keeps it out.
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """What the council's papers are about."""

    #: What the petition asks for.
    nominees: Nominees
    #: Everything on which the council concluded, whatever it was.
    considered: tuple[Nominee, ...]
    #: How many those are, and how many each conclusion has.
    number: StatedFigure
    conclusions: tuple[tuple[str, StatedFigure], ...]
    left_out: tuple[LeftOut, ...]

    @property
    def concluded(self) -> bool:
        """Whether the council has met, as far as anything is recorded."""
        return bool(self.considered)


def selection(material: Material, confirmed: Collection[str] = ()) -> Selection:
    """Of the whole ward; `confirmed` are keys of doubtful proposals that the office asks for all the same."""
    its, approved = material.entries(Proposals)
    known = {one.record.identity: one for one in material.proposals.values()}
    considered = [one.record for one in known.values() if one.verdict.conclusion is not None]
    proposed = [one for one in considered if _conclusion(known, one) is Conclusion.PROPOSED]
    waiting = [one for one in approved if _conclusion(known, one) is None]
    counting = [one for one in proposed if material.is_approved(one)]
    granted = [one for one in counting if known[one.identity].verdict.is_awarded]
    left = [
        *(_left(its, one, GRANTED) for one in granted),
        *(_left(its, one, NOT_APPROVED) for one in proposed if one not in counting),
        *(_left(its, one, NOT_CONCLUDED) for one in waiting if considered),
        *_doubtful(its, known, counting, granted),
    ]
    kept_out = {one.key for one in left if not (one.doubtful and one.key in confirmed)}
    chosen = [one for one in counting if one.identity.row not in kept_out]
    return Selection(
        nominees_of(material, its, chosen),
        nominees_of(material, its, considered).all,
        _recorded("Hội đồng đã xét", its, considered),
        tuple(_counted(its, considered, known)),
        tuple(one for one in left if one.key in kept_out),
    )


def _doubtful(
    its: Proposals, known: Known, records: Sequence[Record], granted: Collection[Record]
) -> Iterable[LeftOut]:
    for one in (one for one in records if one not in granted):
        if known[one.identity].verdict.questions:
            yield _left(its, one, UNCLEAR, doubtful=True)
        if known[one.identity].facts.eligibility is Eligibility.NOT_ELIGIBLE:
            yield _left(its, one, BROKEN, doubtful=True)
        if its.achievement and not words(one.values.get(its.achievement)):
            yield _left(its, one, UNTOLD, doubtful=True)
        if any(other is not one and _may_be_one(its, one, other) for other in records):
            yield _left(its, one, TWICE, doubtful=True)


def _may_be_one(its: Proposals, one: Record, other: Record) -> bool:
    def held(record: Record, field: str) -> str:
        return str(record.values.get(field) or "")

    return same_name(held(one, its.name), held(other, its.name)) and same_birth(
        held(one, its.born), held(other, its.born)
    )


def _left(its: Proposals, record: Record, reason: str, *, doubtful: bool = False) -> LeftOut:
    return LeftOut(record.identity.row, words(record.values.get(its.name)), reason, doubtful)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that grants rewards, as the office recorded it."""

    #: `Quyết định số 12/QĐ-UBND ngày 05 tháng 9 năm 2024`.
    title: str
    number: StatedFigure


@dataclass(frozen=True, slots=True)
class Acts:
    """What was done about the proposals of the ward, as far as it is recorded."""

    #: By conclusion: `Đề nghị khen` and how many.
    considered: StatedFigure
    proposed: StatedFigure
    #: Proposals that units made and the council has not concluded on.
    waiting: StatedFigure
    granted: StatedFigure
    decisions: tuple[Decided, ...]


def acts(material: Material) -> Acts:
    """Of council and chairman."""
    its, approved = material.entries(Proposals)
    known = {one.record.identity: one for one in material.proposals.values()}
    considered = [one.record for one in known.values() if one.verdict.conclusion is not None]
    proposed = [one for one in considered if _conclusion(known, one) is Conclusion.PROPOSED]
    granted = [one for one in proposed if known[one.identity].verdict.is_awarded]
    decisions: dict[str, list[Record]] = {}
    for one in granted:
        decisions.setdefault(decision_of(known[one.identity].verdict), []).append(one)
    return Acts(
        considered=_recorded("Hội đồng đã xét", its, considered),
        proposed=_recorded("Hội đồng đề nghị khen", its, proposed),
        waiting=_recorded(
            "Hội đồng chưa kết luận", its, [one for one in approved if _conclusion(known, one) is None]
        ),
        granted=_recorded("Đã khen thưởng", its, granted),
        decisions=tuple(
            Decided(title, _recorded(f"Đã khen thưởng – {title}", its, own))
            for title, own in decisions.items()
        ),
    )


def _recorded(meaning: str, its: Proposals, records: Iterable[Record]) -> StatedFigure:
    return listed(meaning, (words(one.values.get(its.name)) for one in records), NOTED_IN)


def _counted(its: Proposals, records: Sequence[Record], known: Known) -> Iterable[tuple[str, StatedFigure]]:
    for conclusion in Conclusion:
        own = [one for one in records if _conclusion(known, one) is conclusion]
        if own:
            called = word(conclusion)
            yield called, _recorded(f"Hội đồng – {called}", its, own)


def _conclusion(known: Known, record: Record) -> Conclusion | None:
    proposal = known.get(record.identity)
    return None if proposal is None else proposal.verdict.conclusion

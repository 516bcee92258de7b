"""Which proposals a petition asks for: those the council proposes; before it met, all that are eligible."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sheets_sync.forms.roles import Proposals
from sheets_sync.model import Conclusion, Eligibility, Record
from sheets_sync.report.content.entries import Nominees, nominees_of
from sheets_sync.report.content.evidence import counted, words
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import Figure
from sheets_sync.vietnamese.states import word

INELIGIBLE = "không đủ điều kiện"
NOT_CONCLUDED = "Hội đồng chưa ghi kết luận"
NOT_APPROVED = "Hội đồng đề nghị khen nhưng văn phòng chưa duyệt đề nghị của đơn vị"

NONE_PROPOSED, NONE_ELIGIBLE = "không có trường hợp nào", "chưa có đề nghị nào đủ điều kiện"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Proposals that a petition does not ask for although somebody might look for them there."""

    reason: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a petition asks for."""

    nominees: Nominees
    #: The council has concluded on something.
    concluded: bool
    #: How many proposals each conclusion has.
    conclusions: tuple[tuple[str, Figure], ...]
    left_out: tuple[LeftOut, ...]
    #: Proposals beside which the office noted what does not fit.
    doubtful: tuple[str, ...]
    #: What is said where nothing is asked for.
    nothing: str


def selection(material: Material) -> Selection:
    """The proposals of the whole ward that are asked for, and those that are not, with the reason."""
    its, approved = material.entries(Proposals)
    every = [one.record for one in material.proposals.values()]
    concluded = any(_conclusion(material, record) for record in every)
    if concluded:
        chosen = [one for one in approved if _conclusion(material, one) is Conclusion.PROPOSED]
        proposed = [one for one in every if _conclusion(material, one) is Conclusion.PROPOSED]
        left = {
            NOT_CONCLUDED: [one for one in approved if not _conclusion(material, one)],
            NOT_APPROVED: [one for one in proposed if one not in approved],
        }
    else:
        chosen = [one for one in approved if _may_be_proposed(material, one)]
        left = {INELIGIBLE: [one for one in approved if one not in chosen]}
    return Selection(
        nominees_of(material, its, chosen),
        concluded,
        tuple(_counted(material, its, approved)),
        tuple(LeftOut(reason, tuple(_names(its, records))) for reason, records in left.items() if records),
        tuple(_names(its, (one.record for one in material.proposals.values() if one.verdict.questions))),
        NONE_PROPOSED if concluded else NONE_ELIGIBLE if approved else material.no_data,
    )


def _counted(material: Material, its: Proposals, records: Sequence[Record]) -> Iterable[tuple[str, Figure]]:
    for conclusion in Conclusion:
        own = [one for one in records if _conclusion(material, one) is conclusion]
        if own:
            called = word(conclusion)
            yield called, counted(material, f"Hội đồng – {called}", own, its.name)


def _conclusion(material: Material, record: Record) -> Conclusion | None:
    proposal = material.proposals.get((record.unit, record.key))
    return None if proposal is None else proposal.verdict.conclusion


def _may_be_proposed(material: Material, record: Record) -> bool:
    proposal = material.proposals.get((record.unit, record.key))
    return proposal is None or proposal.eligibility is not Eligibility.NOT_ELIGIBLE


def _names(its: Proposals, records: Iterable[Record]) -> Iterable[str]:
    return (words(record.values.get(its.name)) for record in records)

"""What the proposed commendations would cost: factors of the base salary in force on the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.report.content.entries import Nominee
from sheets_sync.report.content.evidence import count_text
from sheets_sync.report.content.model import How, Source, StatedFigure
from sheets_sync.vietnamese.figures import format_number


@dataclass(frozen=True, slots=True)
class Rate:
    """One figure of the law."""

    value: Decimal
    #: The rule, as documents cite it.
    rule: str
    #: Whether anybody saw it in the law's text.
    verified: bool


@dataclass(frozen=True, slots=True)
class Reward:
    """Money that goes with one award to one kind of subject."""

    award: str
    subject: str
    #: How many times the base salary.
    factor: Rate


@dataclass(frozen=True, slots=True)
class Money:
    """What is in force on a document's day."""

    #: In đồng a month; None when nothing is known for the day.
    base_salary: Rate | None
    rewards: tuple[Reward, ...]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One award to one kind of subject: how many, at which factor, for how much."""

    award: str
    subject: str
    number: StatedFigure
    factor: StatedFigure | None
    #: In đồng; None without a factor or a salary.
    each: StatedFigure | None
    amount: StatedFigure | None
    rule: str
    #: Factor and salary were seen in the law's text.
    verified: bool


@dataclass(frozen=True, slots=True)
class Budget:
    """The whole estimate."""

    lines: tuple[BudgetLine, ...]
    base_salary: StatedFigure | None
    #: In đồng, of the lines that have an amount.
    total: StatedFigure
    #: Lines that have none.
    unknown: tuple[BudgetLine, ...]

    @property
    def verified(self) -> bool:
        """Whether every amount rests on what was seen in the law's text."""
        return all(one.verified for one in self.lines if one.amount is not None)


def budget(nominees: Sequence[Nominee], money: Money) -> Budget:
    """An estimate for all proposals; what the configuration does not tell stays open."""
    kinds = dict.fromkeys((one.award, one.subject) for one in nominees)
    salary = None if money.base_salary is None else _given("Lương cơ sở", money.base_salary)
    lines = tuple(
        _line([one for one in nominees if (one.award, one.subject) == kind], kind, money, salary)
        for kind in kinds
    )
    amounts = [line.amount for line in lines if line.amount is not None]
    value = sum((one.value for one in amounts), Decimal(0))
    total = StatedFigure(value, format_number(value), "Dự toán tiền thưởng", How.SUM, of=tuple(amounts))
    return Budget(lines, salary, total, tuple(line for line in lines if line.amount is None))


def _line(
    own: Sequence[Nominee], kind: tuple[str, str], money: Money, salary: StatedFigure | None
) -> BudgetLine:
    award, subject = kind
    name = f"{award}, {subject}"
    number = _count(name, own)
    rate = next((one.factor for one in money.rewards if (one.award, one.subject) == kind), None)
    if rate is None or salary is None or money.base_salary is None:
        return BudgetLine(award, subject, number, None, None, None, rate.rule if rate else "", verified=False)
    factor = _given(f"{name} – Hệ số", rate)
    each = _product(f"{name} – Mức thưởng", (factor, salary))
    amount = _product(f"{name} – Thành tiền", (number, each))
    verified = rate.verified and money.base_salary.verified
    return BudgetLine(award, subject, number, factor, each, amount, rate.rule, verified=verified)


def _count(name: str, own: Iterable[Nominee]) -> StatedFigure:
    held = tuple(Source(one.unit, "Danh sách đề nghị khen thưởng", "", one.name) for one in own)
    return StatedFigure(Decimal(len(held)), count_text(len(held)), f"{name} – Số lượng", How.COUNT, held)


def _given(meaning: str, rate: Rate) -> StatedFigure:
    source = Source("", rate.rule, meaning, format_number(rate.value))
    return StatedFigure(rate.value, format_number(rate.value), meaning, How.GIVEN, (source,))


def _product(meaning: str, of: tuple[StatedFigure, ...]) -> StatedFigure:
    value = Decimal(1)
    for one in of:
        value *= one.value
    return StatedFigure(value, format_number(value), meaning, How.PRODUCT, of=of)

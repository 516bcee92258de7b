"""The points of one unit: exact shares of the maxima, each with the sentence that reckons it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sheets_sync.config.evaluation import EvaluationSettings
from sheets_sync.judging.evaluation.evidence import Weighed
from sheets_sync.judging.evaluation.outliers import Outliers
from sheets_sync.judging.evaluation.plans import fulfilments
from sheets_sync.model import Indicator, Timeliness
from sheets_sync.vietnamese.figures import format_decimal_places, format_number

TIMELINESS, COMPLETENESS, PLAN, QUALITY = "Đúng hạn", "Đầy đủ", "Kế hoạch", "Chất lượng"
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Points:
    """One part of a score."""

    name: str
    #: Exact; None where there is nothing to judge: the part is left out of the whole.
    points: Fraction | None
    maximum: Fraction
    #: `8/9 biểu đúng hạn: 8/9 × 30 = 26,7`.
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Score:
    """What one unit has reached."""

    unit: str
    #: Forms that are due, and those of them that came.
    due: int
    came: int
    parts: tuple[Points, ...]
    #: What waits for the office before it counts, in words.
    pending: tuple[str, ...]

    @property
    def total(self) -> Fraction:
        """Of 100 points, over the parts that can be judged."""
        return sum(self._judged.values(), Fraction(0)) / self._maximum * WHOLE

    @property
    def arithmetic(self) -> str:
        """The sentence that reckons the whole: `(30,0 + 20,0 + 20,0)/70 × 100 = 100,0`."""
        summands = " + ".join(map(rounded, self._judged.values()))
        scaled = f"({summands})/{_number(self._maximum)} × {WHOLE}"
        return f"{summands if self._maximum == WHOLE else scaled} = {rounded(self.total)}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """A sentence for each part and one for the whole; one for a unit that has reported nothing."""
        if not self.came:
            return (f"Chưa nộp biểu nào trong {self.due} biểu đã đến hạn: 0 điểm",)
        told = (f"{part.name}: {part.arithmetic}" for part in self.parts)
        return (*told, f"Tổng điểm: {self.arithmetic}")

    @property
    def _judged(self) -> Mapping[str, Fraction]:
        return {part.name: part.points for part in self.parts if part.points is not None}

    @property
    def _maximum(self) -> Fraction:
        return sum((part.maximum for part in self.parts if part.points is not None), Fraction(0))


def rounded(points: Fraction) -> str:
    """Points as they are shown, to one decimal place."""
    return format_decimal_places(tenth(points), 1)


def tenth(points: Fraction) -> Decimal:
    """Points to one decimal place, halves rounded up."""
    return Decimal(int(points * 10 + Fraction(1, 2))) / 10


def score(
    unit: str,
    held: Sequence[Weighed],
    indicators: Mapping[str, Indicator],
    outliers: Outliers,
    settings: EvaluationSettings,
) -> Score:
    """The score of a unit from the forms that are due, at least one."""
    plan = fulfilments(unit, held, indicators, outliers)
    shares = tuple(plan.shares.values())
    listed = " + ".join(f"{code} {_short(share * WHOLE)}" for code, share in plan.shares.items())
    told = f"bình quân {len(shares)} chỉ tiêu (%): {listed}" if shares else "không có chỉ tiêu để tính"
    parts = (
        _timeliness(held, settings),
        _completeness(held, settings.completeness),
        _part(
            PLAN,
            sum(shares, Fraction(0)) * WHOLE,
            len(shares) * WHOLE,
            settings.plan,
            "; ".join((told, *plan.left_out)),
        ),
        _quality(unit, held, outliers, settings.quality),
    )
    came = sum(one.timeliness is not Timeliness.OVERDUE for one in held)
    return Score(unit, len(held), came, parts, plan.pending)


def _timeliness(held: Sequence[Weighed], settings: EvaluationSettings) -> Points:
    right = [one for one in held if one.timeliness is not Timeliness.OVERDUE and not one.is_faulty]
    in_time = [one for one in right if one.timeliness is Timeliness.ON_TIME]
    faulty = [one for one in held if one.timeliness is not Timeliness.OVERDUE and one.is_faulty]
    told = [f"{len(in_time)}/{len(held)} biểu đúng hạn{' và không còn lỗi' if faulty else ''}"]
    points = Fraction(len(in_time))
    for days in sorted({one.days_late for one in right} - {0}):
        number = sum(one.days_late == days for one in right)
        share = settings.late[min(days, len(settings.late)) - 1]
        points += number * _exact(share)
        told.append(f"{number} biểu muộn {days} ngày, mỗi biểu tính {_number(_exact(share))}")
    if faulty:
        points += len(faulty) * _exact(settings.faulty)
        told.append(f"{len(faulty)} biểu còn lỗi, mỗi biểu tính {_number(_exact(settings.faulty))}")
    if missing := len(held) - len(right) - len(faulty):
        told.append(f"{missing} biểu quá hạn chưa nộp")
    return _part(TIMELINESS, points, len(held), settings.timeliness, "; ".join(told))


def _completeness(held: Sequence[Weighed], maximum: float) -> Points:
    """Rows that a form prescribes; a form that prescribes none is one item."""
    done = owed = 0
    for one in held:
        owed += len(one.owed) or 1
        if one.owed:
            done += sum(code in one.rows and one.rows[code].is_complete for code in one.owed)
        else:
            done += one.timeliness is not Timeliness.OVERDUE
    told = f"{done}/{owed} dòng, biểu có đủ nội dung"
    return _part(COMPLETENESS, Fraction(done), owed, maximum, told)


def _quality(unit: str, held: Sequence[Weighed], outliers: Outliers, maximum: float) -> Points:
    rows = [(key, row) for one in held for key, row in one.rows.items() if row.is_entered]
    clean = sum(
        row.is_approved or not (row.is_faulty or row.is_open or (unit, key) in outliers) for key, row in rows
    )
    if not rows:
        return _part(QUALITY, Fraction(0), 1, maximum, "chưa có dòng số liệu nào")
    told = f"{clean}/{len(rows)} dòng không còn lỗi, không còn câu hỏi"
    return _part(QUALITY, Fraction(clean), len(rows), maximum, told)


def _part(name: str, reached: Fraction, whole: int, maximum: float, told: str) -> Points:
    most = _exact(maximum)
    if not whole or not most:
        return Points(name, None, most, f"{told}; không tính phần này")
    points = reached / whole * most
    ratio = f"{_short(reached)}/{whole} × {_number(most)} = {rounded(points)}"
    return Points(name, points, most, f"{told}: {ratio}")


def _short(value: Fraction) -> str:
    return format_number(tenth(value))


def _exact(value: float) -> Fraction:
    """The number as it was written."""
    return Fraction(str(value))


def _number(value: Fraction) -> str:
    return format_number(Decimal(value.numerator) / value.denominator)

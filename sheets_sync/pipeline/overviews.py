"""What the leadership reads once a week of a period: rates and results, beside those of a week ago."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sheets_sync.judging.coverage import cover
from sheets_sync.judging.rates import Rates, points, rates, rates_by
from sheets_sync.mail.composing.compose import PeriodOverview, due_text
from sheets_sync.master.tables.summary import Total, totals
from sheets_sync.model import Submission
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.standing import Standing
from sheets_sync.pipeline.tabulating import LinkToUnits
from sheets_sync.store.workbooks import MASTER
from sheets_sync.vietnamese.numbers import format_number

EVERYBODY = "Tất cả các đơn vị"
#: So many indicators are named at either end of the results.
NAMED = 3
WEEK = timedelta(days=7)


def overview_of(standing: Standing, at: datetime, overdue: Sequence[str]) -> PeriodOverview:
    """One period; `overdue` names who has not reported. Raises StoreError."""
    project, overall = standing.project, standing.overall
    units, forms = project.units, {form.code: form.title for form in project.forms}
    owed = [one for one in overall.coverage if one.timeliness is not None]
    whole, before = rates(owed), rates(overall.before)
    kinds = rates_by(owed, lambda one: project.config.kind_title(units[one.unit].kind))
    by_form = rates_by(owed, lambda one: one.form)
    then = _a_week_ago(project, overall.counted, at)
    best, weakest = _results(project, overall.totals, tuple(then.values()))
    return PeriodOverview(
        title=project.period.title,
        due=due_text(project.period.deadline),
        groups=[(EVERYBODY, whole), *kinds.items()],
        forms=[(title, by_form[code]) for code, title in forms.items() if code in by_form],
        moved=points(whole.timeliness, before.timeliness),
        overdue=overdue,
        master_link=LinkToUnits(project.web, standing.books)(MASTER, None, ""),
        best=best,
        weakest=weakest,
        new=sum(arrived > at - WEEK for arrived in overall.arrivals),
        week_ago=_rates(project, then, at - WEEK),
    )


def _a_week_ago(
    project: Project, counted: Iterable[tuple[str, str]], at: datetime
) -> Mapping[tuple[str, str], Submission]:
    """What those reports held then that count today; empty where nothing had been read by then."""
    counting = frozenset(counted)
    then = project.store.submissions.latest(project.period.code, at - WEEK)
    return {key: one for key, one in then.items() if key in counting}


def _rates(project: Project, then: Mapping[tuple[str, str], Submission], at: datetime) -> Rates | None:
    if not then:
        return None
    units = project.owing.values()
    return rates(cover(units, project.forms, project.period, then, reviews={}, unreadable=(), now=at))


def _results(
    project: Project, now: Iterable[Total], then: Sequence[Submission]
) -> tuple[list[str], list[str]]:
    """The ward's indicators that stand best and weakest to plan, those below it the weakest."""
    before = _totals(project, then)
    ranked = sorted((one for one in now if one.attainment is not None), key=lambda one: -_attained(one))
    best = [one for one in ranked if one.met][:NAMED]
    weakest = [one for one in reversed(ranked) if not one.met][:NAMED]
    named = (
        [
            _result(one, before[one.indicator.code].rate if then else None, is_compared=bool(then))
            for one in chosen
        ]
        for chosen in (best, weakest)
    )
    return next(named), next(named)


def _totals(project: Project, submissions: Sequence[Submission]) -> dict[str, Total]:
    found = totals(project.forms, project.config.indicators, submissions, project.units)
    return {one.indicator.code: one for one in found}


def _attained(one: Total) -> Decimal:
    return one.attainment or Decimal(0)


def _result(one: Total, before: Decimal | None, *, is_compared: bool) -> str:
    """`Thu ngân sách: 98,2% kế hoạch (tuần trước 95%, tăng 3,2 điểm)`."""
    better = " (càng thấp càng tốt)" if one.indicator.lower_is_better else ""
    told = f"{one.indicator.title.lstrip('– ')}{better}: {_shown(one.rate or Decimal(0))}% kế hoạch"
    return f"{told} ({_moved(one.rate or Decimal(0), before)})" if is_compared else told


def _moved(now: Decimal, before: Decimal | None) -> str:
    if before is None:
        return "tuần trước chưa đủ số liệu"
    # By what is shown, so that nobody reckons otherwise.
    moved = _rounded(now) - _rounded(before)
    if not moved:
        return "như tuần trước"
    return f"tuần trước {_shown(before)}%, {'tăng' if moved > 0 else 'giảm'} {format_number(abs(moved))} điểm"


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(Decimal("0.1"))


def _shown(share: Decimal) -> str:
    return format_number(_rounded(share))

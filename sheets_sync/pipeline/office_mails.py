"""The office's digest and the leadership's overview, by what the store holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sheets_sync.judging.rates import points, rates, rates_by
from sheets_sync.judging.tasks import Call
from sheets_sync.mail.composing.compose import PeriodDigest, PeriodOverview, due_text
from sheets_sync.mail.sending.refused import Refused, refused_addresses
from sheets_sync.master.tables import today
from sheets_sync.master.tables.records import SEVERITIES
from sheets_sync.master.tables.summary import Total
from sheets_sync.master.tables.wording import SEVERITY_NAMES
from sheets_sync.model import Coverage, Handling, Mail, Severity, Timeliness, Unit
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.sharing import MASTER_NAME, told, unserved
from sheets_sync.pipeline.standing import Stood
from sheets_sync.pipeline.tabulating import LinkToUnits
from sheets_sync.pipeline.unit_mails import Standing, remark_of
from sheets_sync.store.workbooks import MASTER
from sheets_sync.vietnamese.numbers import format_number
from sheets_sync.vietnamese.states import word

#: Groups of the digest, the most urgent first.
GROUPS = (Timeliness.OVERDUE, Timeliness.MISSING, Timeliness.LATE)
EVERYBODY = "Tất cả các đơn vị"
#: So many indicators are named at either end of the results.
NAMED = 3
#: So many units to call are named in the digest.
CALLED = 8
WEEK = timedelta(days=7)


def office_mails(periods: Standing, at: datetime) -> Sequence[Mail]:
    """What the office and the leadership are to be told and do not know."""
    project = periods[0].project
    office, writer, outbox = project.config.settings.office, project.writer, project.store.outbox
    mails = []
    digests = [_digest(one, at) for one in periods]
    last = outbox.last_sent("digest")
    # What the office knows already is not told again.
    if last is None or not writer.knows(last.key, digests):
        mails.append(writer.office_digest(office.emails, digests, at))
    last = outbox.last_sent("overview")
    told_in = None if last is None else last.queued.astimezone(at.tzinfo).isocalendar()[:2]
    if office.leadership and at.isoweekday() >= office.overview_day and told_in != at.isocalendar()[:2]:
        overviews = [_overview(one, at) for one in periods]
        mails.append(writer.overview(office.leadership, overviews, at, office.emails[0]))
    return mails


def refused(project: Project, at: datetime) -> tuple[Refused, ...]:
    """Addresses that no mail reaches, the longest first; `at` carries the zone in which days are told."""
    return refused_addresses(project.store, at, project.mail_limits.give_up)


def _digest(stood: Stood, at: datetime) -> PeriodDigest:
    project, found = stood.project, stood.overall
    link = LinkToUnits(project.web, stood.workbooks)
    owed = [one for one in found.coverage if one.timeliness is not None]
    groups = {
        "Không đọc được bảng tính": _unreadable(project, owed),
        "Chưa vào được bảng tính": [told(project, one) for one in unserved(project)],
        "Đã sửa sau khi duyệt hoặc trả lại": _changed(project, found),
        "Văn phòng trả lại, chờ đơn vị sửa": _named(
            project, (one for one in owed if one.handling is Handling.RETURNED)
        ),
        **{word(status): _named(project, (o for o in owed if o.timeliness is status)) for status in GROUPS},
        "Thư không gửi được": [one.told() for one in refused(project, at)],
    }
    counts = {unit: _counted(stance.severities) for unit, stance in found.stances.items()}
    return PeriodDigest(
        title=project.period.title,
        due=due_text(project.period.deadline),
        groups={heading: lines for heading, lines in groups.items() if lines},
        to_mend=[
            (unit.name, counts[unit.code], link(unit.code, None, ""))
            for unit in project.units.values()
            if counts[unit.code]
        ],
        complete=rates(owed).complete,
        owed=len(owed),
        master_link=link(MASTER, None, ""),
        work_done=_work_done(project),
        calls=list(_calls(project, found.calls)),
    )


def _counted(counts: Mapping[Severity, int]) -> str:
    """`2 lỗi, 1 cần giải trình`, the worst first; empty for none."""
    named = ((counts.get(severity, 0), SEVERITY_NAMES[severity].lower()) for severity in SEVERITIES)
    return ", ".join(f"{count} {name}" for count, name in named if count)


def _calls(project: Project, calls: Sequence[Call]) -> Iterable[str]:
    """As many as fit on a telephone's screen."""
    yield from (_called(project.units[one.unit], one) for one in calls[:CALLED])
    if len(calls) > CALLED:
        yield f"và {len(calls) - CALLED} đơn vị khác, ở trang “{today.TITLE}” của bảng tổng hợp"


def _called(unit: Unit, call: Call) -> str:
    """`Tổ dân phố số 6 – Ông An, 0912 345 678: quá hạn 9 biểu, 3 ô cần sửa`."""
    reasons = (
        "không đọc được bảng tính" if call.unreadable else "",
        f"quá hạn {call.overdue} biểu" if call.overdue else "",
        f"{call.faults} ô cần sửa" if call.faults else "",
    )
    return f"{unit.name} – {unit.whom_to_call}: " + ", ".join(filter(None, reasons))


def _work_done(project: Project) -> Sequence[str]:
    last = next(iter(project.store.runs.latest(1)), None)
    if last is None or "units_read" not in last.summary:
        return ()
    found = last.summary
    return (f"Đọc {found['units_read']} bảng tính, {found['units_changed']} đơn vị có thay đổi.",)


def _unreadable(project: Project, owed: Iterable[Coverage]) -> list[str]:
    units = dict.fromkeys(one.unit for one in owed if one.unreadable)
    books = project.store.workbooks.known()
    of_master = [f"{MASTER_NAME}: {books[MASTER].unreadable}"] if books[MASTER].unreadable else []
    return of_master + [
        f"{project.units[unit].name}: {books[unit].unreadable}" for unit in units if unit in books
    ]


def _changed(project: Project, found: Overall) -> list[str]:
    """Units with records that the office has to look at again, and on which tabs."""
    titles = {form.code: form.title for form in project.forms}
    return [
        f"{project.units[unit].name}: "
        + "; ".join(f"{titles[form]} ({count} dòng)" for form, count in stance.changed.items())
        for unit, stance in found.stances.items()
        if stance.changed
    ]


def _named(project: Project, chosen: Iterable[Coverage]) -> list[str]:
    """`Tổ dân phố số 3: 7. Công trình, phần việc; 8. …`, a line a unit."""
    titles = {form.code: form.title for form in project.forms}
    by_unit: dict[str, list[str]] = defaultdict(list)
    for one in chosen:
        by_unit[one.unit].append(titles[one.form] + remark_of(one))
    return [f"{project.units[unit].name}: {'; '.join(forms)}" for unit, forms in by_unit.items()]


def _overview(stood: Stood, at: datetime) -> PeriodOverview:
    project, found = stood.project, stood.overall
    units, forms = project.units, {form.code: form.title for form in project.forms}
    owed = [one for one in found.coverage if one.timeliness is not None]
    whole, before = rates(owed), rates(found.before)
    kinds = rates_by(owed, lambda one: project.config.kind_title(units[one.unit].kind))
    by_form = rates_by(owed, lambda one: one.form)
    best, weakest = _results(found)
    return PeriodOverview(
        title=project.period.title,
        due=due_text(project.period.deadline),
        groups=[(EVERYBODY, whole), *kinds.items()],
        forms=[(title, by_form[code]) for code, title in forms.items() if code in by_form],
        moved=points(whole.timeliness, before.timeliness),
        overdue=_named(project, (one for one in owed if one.timeliness is Timeliness.OVERDUE)),
        master_link=LinkToUnits(project.web, stood.workbooks)(MASTER, None, ""),
        best=best,
        weakest=weakest,
        new=sum(arrived > at - WEEK for arrived in found.arrivals),
    )


def _results(found: Overall) -> tuple[list[str], list[str]]:
    """The ward's indicators that stand best and weakest to plan, those below it the weakest."""
    ranked = sorted(
        (one for one in found.totals if one.attainment is not None), key=lambda one: -_attained(one)
    )
    best = [one for one in ranked if one.met][:NAMED]
    weakest = [one for one in reversed(ranked) if not one.met][:NAMED]
    return [_result(one) for one in best], [_result(one) for one in weakest]


def _attained(one: Total) -> Decimal:
    return one.attainment or Decimal(0)


def _result(one: Total) -> str:
    shown = format_number((one.rate or Decimal(0)).quantize(Decimal("0.1")))
    return f"{one.indicator.title.lstrip('– ')}: {shown}% kế hoạch"

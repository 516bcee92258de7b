"""The office's digest and the leadership's overview, by what the store holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sheets_sync.judging.rates import rates
from sheets_sync.judging.tasks import Call
from sheets_sync.mail.composing.compose import PeriodDigest, due_text, says_the_same
from sheets_sync.master.tables import today
from sheets_sync.master.tables.records import SEVERITIES
from sheets_sync.master.tables.wording import SEVERITY_NAMES
from sheets_sync.model import Coverage, Handling, Mail, Severity, Timeliness, Unit
from sheets_sync.pipeline.hindrances import UNCLOSED_KEY, refused
from sheets_sync.pipeline.overviews import overview_of
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.sharing import MASTER_NAME, told, unserved
from sheets_sync.pipeline.standing import Standing
from sheets_sync.pipeline.tabulating import LinkToUnits
from sheets_sync.pipeline.unit_mails import remark_of
from sheets_sync.store.workbooks import MASTER
from sheets_sync.vietnamese.states import word

#: Groups of the digest, the most urgent first.
GROUPS = (Timeliness.OVERDUE, Timeliness.MISSING, Timeliness.LATE)
#: So many units to call are named in the digest.
CALLED = 8


def office_mails(periods: Sequence[Standing], at: datetime) -> Sequence[Mail]:
    """What the office and the leadership are to be told and do not know."""
    project = periods[0].project
    office, writer, outbox = project.config.settings.office, project.writer, project.store.outbox
    digests, last = [_digest(one, at) for one in periods], outbox.last_sent("digest")
    mails = []
    # What the office knows already is not told again.
    if last is None or not says_the_same(digests, last.key):
        mails.append(writer.office_digest(office.emails, digests, at))
    last = outbox.last_sent("overview")
    told_in = None if last is None else last.queued.astimezone(at.tzinfo).isocalendar()[:2]
    if office.leadership and at.isoweekday() >= office.overview_day and told_in != at.isocalendar()[:2]:
        overviews = [overview_of(one, at, _overdue(one)) for one in periods]
        mails.append(writer.overview(office.leadership, overviews, at, office.emails[0]))
    return mails


def _digest(standing: Standing, at: datetime) -> PeriodDigest:
    project, overall, hindered = standing.project, standing.overall, standing.hindrances
    link = LinkToUnits(project.web, standing.books)
    owed = [one for one in overall.coverage if one.timeliness is not None]
    groups = {
        "Không đọc được bảng tính": _unreadable(standing, owed),
        "Chưa vào được bảng tính": [told(project, one) for one in unserved(project)],
        "Đã sửa sau khi duyệt hoặc trả lại": _changed(standing),
        "Văn phòng trả lại, chờ đơn vị sửa": _named(
            project, (one for one in owed if one.handling is Handling.RETURNED)
        ),
        **{word(status): _named(project, (o for o in owed if o.timeliness is status)) for status in GROUPS},
        "Thư không gửi được": [one.named() for one in refused(project, at)],
        "Nhờ người phụ trách CNTT chạy sheets-sync provision": hindered.to_provision,
        "Kỳ báo cáo chưa đóng": [one.text for one in hindered.others if one.key == UNCLOSED_KEY],
    }
    return PeriodDigest(
        title=project.period.title,
        due=due_text(project.period.deadline),
        groups={heading: lines for heading, lines in groups.items() if lines},
        to_mend=[
            (unit.name, _counted(stance.severities), link(unit.code, None, ""))
            for unit, stance in standing.by_unit
            if stance.severities
        ],
        complete=rates(owed).complete,
        owed=len(owed),
        master_link=link(MASTER, None, ""),
        work_done=_work_done(project),
        calls=list(_calls(project, overall.calls)),
    )


def _counted(counts: Mapping[Severity, int]) -> str:
    """`2 lỗi, 1 cần giải trình`, the worst first."""
    named = ((counts.get(severity, 0), SEVERITY_NAMES[severity].lower()) for severity in SEVERITIES)
    return ", ".join(f"{count} {name}" for count, name in named if count)


def _overdue(standing: Standing) -> list[str]:
    coverage = standing.overall.coverage
    return _named(standing.project, (one for one in coverage if one.timeliness is Timeliness.OVERDUE))


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
        "thư không đến hoặc chưa vào được bảng tính" if call.cut_off else "",
    )
    return f"{unit.name} – {unit.whom_to_call}: " + ", ".join(filter(None, reasons))


def _work_done(project: Project) -> Sequence[str]:
    last = next(iter(project.store.runs.latest(1)), None)
    if last is None or "units_read" not in last.summary:
        return ()
    found = last.summary
    return (f"Đọc {found['units_read']} bảng tính, {found['units_changed']} đơn vị có thay đổi.",)


def _unreadable(standing: Standing, owed: Iterable[Coverage]) -> list[str]:
    units = dict.fromkeys(one.unit for one in owed if one.unreadable)
    books, named = standing.books, standing.project.units
    of_master = [f"{MASTER_NAME}: {books[MASTER].unreadable}"] if books[MASTER].unreadable else []
    return of_master + [f"{named[unit].name}: {books[unit].unreadable}" for unit in units if unit in books]


def _changed(standing: Standing) -> list[str]:
    """Units with records that the office has to look at again, and on which tabs."""
    titles = {form.code: form.title for form in standing.project.forms}
    return [
        f"{unit.name}: "
        + "; ".join(f"{titles[form]} ({count} dòng)" for form, count in stance.changed.items())
        for unit, stance in standing.by_unit
        if stance.changed
    ]


def _named(project: Project, chosen: Iterable[Coverage]) -> list[str]:
    """`Tổ dân phố số 3: 7. Công trình, phần việc; 8. …`, a line a unit."""
    titles = {form.code: form.title for form in project.forms}
    by_unit: dict[str, list[str]] = defaultdict(list)
    for one in chosen:
        by_unit[one.unit].append(titles[one.form] + remark_of(one))
    return [f"{project.units[unit].name}: {'; '.join(forms)}" for unit, forms in by_unit.items()]

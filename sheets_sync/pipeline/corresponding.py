"""Put tonight's mails into the outbox and hand over what waits there: one mail a unit for all periods."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from sheets_sync.judging.rates import ARRIVED, points, rates, rates_by
from sheets_sync.mail.composing.compose import PeriodDigest, PeriodOverview, due_text
from sheets_sync.mail.composing.due import Part, Telling, Told, due_parts
from sheets_sync.mail.composing.message import message
from sheets_sync.mail.sending.delivery import DeliveryReport, deliver
from sheets_sync.model import Completeness, Coverage, Handling, Mail, Timeliness, Unit
from sheets_sync.pipeline.consolidating import Consolidated, as_last_seen
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.sharing import MASTER_NAME, told, unserved
from sheets_sync.pipeline.tabulating import LinkToUnits
from sheets_sync.store.workbooks import MASTER
from sheets_sync.vietnamese.states import word

#: Groups of the digest, the most urgent first.
GROUPS = (Timeliness.OVERDUE, Timeliness.MISSING, Timeliness.LATE)
EVERYBODY = "Tất cả các đơn vị"
#: Who is written to; debtors are units that are to be reminded.
Whom = Literal["everybody", "units", "debtors", "office"]
Standing = Sequence[tuple[Project, Consolidated]]


def standing(projects: Iterable[Project], at: datetime) -> Standing:
    """What the store holds of each period that has workbooks, without any call."""
    return [
        (project, as_last_seen(project, at))
        for project in projects
        if MASTER in project.store.workbooks.known()
    ]


def queue_mails(periods: Standing, at: datetime, whom: Whom = "everybody") -> int:
    """Put what is due tonight into the outbox; how many mails are new. `at` is when the reports stood so."""
    if not periods:
        return 0
    project, _ = periods[0]
    local = at.astimezone(project.config.zone)
    mails: list[tuple[Mail, Sequence[Told]]] = []
    if whom != "office":
        mails += _unit_mails(periods, local)
    if whom == "debtors":
        mails = [one for one in mails if any(told.telling is Telling.REMINDER for told in one[1])]
    if whom in ("everybody", "office"):
        mails += _office_mails(periods, local)
    return sum(_queue(project, mail, told, local) for mail, told in mails)


def _queue(project: Project, mail: Mail, told: Iterable[Told], at: datetime) -> bool:
    store = project.store
    # Writing a message out takes the longest.
    if store.outbox.knows(mail.key):
        return False
    with store.transaction():
        if not store.outbox.queue(mail, message(mail, project.sender, at).as_bytes(), at):
            return False
        store.notices.record(((one.period, one.unit, str(one.telling), one.detail) for one in told), at)
    return True


def _unit_mails(periods: Standing, at: datetime) -> Iterable[tuple[Mail, Sequence[Told]]]:
    project, _ = periods[0]
    config, writer = project.config, project.writer
    told: dict[str, list[Told]] = defaultdict(list)
    for period, code, kind, detail, moment in project.store.notices.known():
        told[code].append(Told(period, code, Telling(kind), detail, moment))
    units = {unit.code: unit for one, _ in periods for unit in one.units.values()}
    for unit in (_in_charge(project, one, at) for one in units.values()):
        parts = [_part(one, found, unit) for one, found in periods if unit.code in one.units]
        due = due_parts(unit.code, parts, told[unit.code], at, project.mail_rules, config.is_working)
        if due and unit.emails:
            office = config.settings.office.emails
            mail = writer.unit_mail(unit, due, office, at, project.mail_rules, config.is_working)
            yield mail, [one for part in due for one in part.tellings]


def _in_charge(project: Project, unit: Unit, at: datetime) -> Unit:
    """The unit with the addresses of those who look after its report now: it may have left meanwhile."""
    if unit.code not in project.config.unit_codes or not unit.has_left(at.date()):
        return unit
    heirs = project.config.in_charge_of(unit, at.date())
    name = unit.name if unit.departed else f"{unit.name} ({project.what_became_of(unit)})"
    return replace(
        unit,
        name=name,
        emails=tuple(dict.fromkeys(mail for one in heirs for mail in one.emails)),
        head_emails=tuple(dict.fromkeys(mail for one in heirs for mail in one.head_emails)),
    )


def _part(project: Project, found: Consolidated, unit: Unit) -> Part:
    link = LinkToUnits(project.web, found.snapshot.workbooks)
    titles = {form.code: form.title for form in project.forms}
    owed = [one for one in found.coverage_by_unit.get(unit.code, ()) if one.timeliness is not None]
    missing = [titles[one.form] + _remark(one) for one in owed if one.timeliness not in ARRIVED]
    closed = unit.code in found.closed
    # Who can no longer report is neither reminded nor asked to mend.
    findings = () if closed else found.findings_of(unit.code)
    return Part(
        period=project.period,
        deadline=project.period.deadline_of(unit),
        workbook_link=link(unit.code, None, ""),
        findings=[(one, link(unit.code, one.sheet_id, one.cell)) for one in findings],
        owed=() if closed else missing,
        complete=bool(owed) and not missing and not found.findings_of(unit.code),
    )


def _office_mails(periods: Standing, at: datetime) -> Iterable[tuple[Mail, Sequence[Told]]]:
    project, _ = periods[0]
    office, writer = project.config.settings.office, project.writer
    digests = [_digest(one, found) for one, found in periods]
    digest, last = writer.office_digest(office.emails, digests, at), project.store.outbox.last("digest")
    # What the office knows already is not told again.
    if last is None or last.key.rpartition("/")[2] != digest.key.rpartition("/")[2]:
        yield digest, ()
    if office.leadership and at.isoweekday() == office.overview_day:
        overviews = [_overview(one, found) for one, found in periods]
        yield writer.overview(office.leadership, overviews, at, office.emails[0]), ()


def _digest(project: Project, found: Consolidated) -> PeriodDigest:
    link = LinkToUnits(project.web, found.snapshot.workbooks)
    owed = [one for one in found.coverage if one.timeliness is not None]
    groups = {
        "Không đọc được bảng tính": _unreadable(project, owed),
        "Chưa vào được bảng tính": [told(project, one) for one in unserved(project)],
        "Đã sửa sau khi duyệt hoặc trả lại": _changed(project, found),
        "Văn phòng trả lại, chờ đơn vị sửa": _named(
            project, (one for one in owed if one.handling is Handling.RETURNED)
        ),
        **{word(status): _named(project, (o for o in owed if o.timeliness is status)) for status in GROUPS},
        "Thư không gửi được": [f"{who}: {why}" for who, why in project.store.outbox.bounces().items()],
    }
    counts = {unit: len(found.findings_of(unit)) for unit in project.units}
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
    )


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


def _changed(project: Project, found: Consolidated) -> list[str]:
    """Units with records that the office has to look at again, and on which tabs."""
    titles = {form.code: form.title for form in project.forms}
    standing_records = {record.identity for one in found.submissions for record in one.records}
    by_unit: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for record, review in found.snapshot.reviews.items():
        if review.before and record in standing_records:
            by_unit[record.unit][titles[record.form]] += 1
    return [
        f"{project.units[unit].name}: "
        + "; ".join(f"{title} ({count} dòng)" for title, count in forms.items())
        for unit, forms in by_unit.items()
        if unit in project.units
    ]


def _named(project: Project, chosen: Iterable[Coverage]) -> list[str]:
    """`Tổ dân phố số 3: 7. Công trình, phần việc; 8. …`, a line a unit."""
    titles = {form.code: form.title for form in project.forms}
    by_unit: dict[str, list[str]] = defaultdict(list)
    for one in chosen:
        by_unit[one.unit].append(titles[one.form] + _remark(one))
    return [f"{project.units[unit].name}: {'; '.join(forms)}" for unit, forms in by_unit.items()]


def _remark(coverage: Coverage) -> str:
    if coverage.days_late:
        return f" ({coverage.days_late} ngày)"
    # Something was typed, but nothing that could be accepted: a call helps more than a reminder.
    return " (đã nhập nhưng có lỗi)" if coverage.completeness is Completeness.FAULTY else ""


def _overview(project: Project, found: Consolidated) -> PeriodOverview:
    units, forms = project.units, {form.code: form.title for form in project.forms}
    owed = [one for one in found.coverage if one.timeliness is not None]
    whole, before = rates(owed), rates(found.before)
    kinds = rates_by(owed, lambda one: project.config.kind_title(units[one.unit].kind))
    return PeriodOverview(
        title=project.period.title,
        due=due_text(project.period.deadline),
        groups=[(EVERYBODY, whole), *kinds.items()],
        forms=[(forms[code], own) for code, own in rates_by(owed, lambda one: one.form).items()],
        moved=points(whole.timeliness, before.timeliness),
        overdue=_named(project, (one for one in owed if one.timeliness is Timeliness.OVERDUE)),
        master_link=LinkToUnits(project.web, found.snapshot.workbooks)(MASTER, None, ""),
    )


def hand_over(project: Project, now: datetime) -> DeliveryReport:
    """Deliver everything that waits in the outbox and may leave now."""
    local = now.astimezone(project.config.zone)
    return deliver(project.store, project.transport, local, project.mail_limits)


def correspond(
    projects: Sequence[Project], at: datetime, now: datetime, whom: Whom = "everybody"
) -> tuple[int, DeliveryReport]:
    """Queue what is due as of `at`, then deliver what waits; how many mails were new. No call to Google."""
    queued = queue_mails(standing(projects, at), at, whom)
    return queued, hand_over(projects[0], now)

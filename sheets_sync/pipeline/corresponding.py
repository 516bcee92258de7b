"""Put the mails of a run into the outbox and hand over what waits there."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sheets_sync.mail import Digest, deliver, message, office_digest, validation_mail
from sheets_sync.mail.delivery import DeliveryReport
from sheets_sync.model import Completeness, Coverage, Mail, Timeliness, Unit
from sheets_sync.pipeline.consolidating import Consolidated, LinkToUnits
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.taking_in import TakenIn
from sheets_sync.store.workbooks import MASTER

#: Groups of the digest, the most urgent first.
GROUPS = (Timeliness.OVERDUE, Timeliness.MISSING, Timeliness.LATE)


def compose(project: Project, consolidated: Consolidated, taken: TakenIn, at: datetime) -> tuple[Mail, ...]:
    """One mail to each unit with findings, and the office's digest."""
    head, link = project.letterhead, LinkToUnits(project)
    mails = []
    for unit in project.units.values():
        findings = consolidated.findings_of(unit.code)
        if findings:
            links = [link(unit.code, finding.sheet_id, finding.cell) for finding in findings]
            mails.append(validation_mail(head, unit, findings, links, link(unit.code, None, ""), at))
    recipients = project.config.settings.office.emails
    mails.append(office_digest(head, recipients, _digest(project, consolidated, taken, link)))
    return tuple(mails)


def _digest(project: Project, consolidated: Consolidated, taken: TakenIn, link: LinkToUnits) -> Digest:
    owed = [one for one in consolidated.coverage if one.timeliness is not None]
    groups = {"Không đọc được bảng tính": _unreadable(project, owed)}
    groups |= {str(status): _named(project, owed, status) for status in GROUPS}
    counts = {unit: len(consolidated.findings_of(unit)) for unit in project.units}
    complete = sum(
        one.completeness is Completeness.COMPLETE and one.timeliness in (Timeliness.ON_TIME, Timeliness.LATE)
        for one in owed
    )
    return Digest(
        groups={heading: lines for heading, lines in groups.items() if lines},
        to_mend=[
            (unit.name, counts[unit.code], link(unit.code, None, ""))
            for unit in project.units.values()
            if counts[unit.code]
        ],
        complete=complete,
        owed=len(owed),
        master_link=link(MASTER, None, ""),
        work_done=(f"Đọc {len(taken.workbooks)} bảng tính, {len(taken.changed)} đơn vị có thay đổi.",),
    )


def _unreadable(project: Project, owed: Iterable[Coverage]) -> list[str]:
    units = dict.fromkeys(one.unit for one in owed if one.unreadable)
    return [project.units[unit].name for unit in units]


def _named(project: Project, owed: Iterable[Coverage], status: Timeliness) -> list[str]:
    """`Tổ dân phố số 3: 7. Công trình, phần việc; 8. …`, a line a unit."""
    titles = {form.code: form.title for form in project.forms}
    by_unit: dict[Unit, list[str]] = defaultdict(list)
    for one in owed:
        if one.timeliness is status:
            by_unit[project.units[one.unit]].append(titles[one.form] + _remark(one))
    return [f"{unit.name}: {'; '.join(forms)}" for unit, forms in by_unit.items()]


def _remark(coverage: Coverage) -> str:
    if coverage.days_late:
        return f" ({coverage.days_late} ngày)"
    # Something was typed, but nothing that could be accepted: a call helps more than a reminder.
    return " (đã nhập nhưng có lỗi)" if coverage.completeness is Completeness.FAULTY else ""


def correspond(
    project: Project, mails: Iterable[Mail], at: datetime, now: datetime
) -> tuple[int, DeliveryReport]:
    """Queue the mails that are new, dated `at`, then deliver everything that waits; how many were new."""
    outbox = project.store.outbox
    queued = sum(
        outbox.queue(mail, message(mail, project.sender, at).as_bytes(), at)
        for mail in mails
        # Most mails say what was said before: writing a message out takes the longest.
        if not outbox.knows(mail.key)
    )
    return queued, deliver(project.store, project.transport, now)

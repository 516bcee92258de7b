"""Tonight's mails to units: what is due by what the store holds, one for each who answers for units."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sheets_sync.findings.listing import listed
from sheets_sync.judging.rates import ARRIVED
from sheets_sync.mail.composing.audience import Letter, audiences
from sheets_sync.mail.composing.due import Telling, ToldBefore, UnitStanding, due_parts
from sheets_sync.model import Completeness, Coverage, Mail, Unit
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.tabulating import LinkToUnits
from sheets_sync.store import QueuedMail
from sheets_sync.store.astray import ASTRAY
from sheets_sync.store.outbox import Tell

Standing = Sequence[tuple[Project, Consolidated]]


@dataclass(frozen=True)
class UnitMails:
    """How every unit stands at a moment, in the ward's zone, and what is due to be told."""

    periods: Standing
    at: datetime

    @cached_property
    def due(self) -> Sequence[tuple[Mail, tuple[Tell, ...]]]:
        """The mails of tonight, each with what it tells."""
        project, _ = self.periods[0]
        rules, is_working = project.mail_rules, project.config.is_working
        told: dict[str, list[ToldBefore]] = defaultdict(list)
        for period, code, kind, detail, moment in project.store.notices.known():
            # What a clock that was wrong told for later is told again; thanks are said once all the same.
            if moment <= self.at + ASTRAY or kind == Telling.THANKS:
                told[code].append(ToldBefore(period, code, Telling(kind), detail, moment))
        letters = []
        for unit in (_in_charge(project, one, self.at) for one in self._units.values()):
            parts = [part for (_, code), part in self._parts.items() if code == unit.code]
            found = due_parts(unit.code, parts, told[unit.code], self.at, rules, is_working)
            if found and unit.emails:
                letters.append(Letter(unit, found))
        return [
            (
                project.writer.unit_mail(audience, self.at, is_working),
                tuple(
                    (one.period, one.unit, str(one.telling), one.detail)
                    for letter in audience.letters
                    for part in letter.parts
                    for one in part.tellings
                ),
            )
            for audience in audiences(letters, project.config.settings.office.emails, rules)
        ]

    def knows(self, waiting: QueuedMail) -> bool:
        """Whether all that a mail tells is about periods that are looked at."""
        seen = {project.period.code for project, _ in self.periods}
        return bool(waiting.tells) and seen.issuperset(period for period, *_ in waiting.tells)

    def holds(self, waiting: QueuedMail) -> bool:
        """Whether what a mail tells is still so."""
        return all(self._holds(*one) for one in waiting.tells)

    def _holds(self, period: str, unit: str, kind: str, detail: str) -> bool:
        part = self._parts.get((period, unit))
        if part is None:
            return False
        now = {
            Telling.FINDINGS: bool(part.findings) and part.content == detail,
            Telling.REMINDER: bool(part.owed),
            Telling.THANKS: part.complete,
        }
        return now.get(Telling(kind), False)

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for project, _ in self.periods for unit in project.units.values()}

    @cached_property
    def _parts(self) -> dict[tuple[str, str], UnitStanding]:
        """By period and unit."""
        return {
            (project.period.code, unit.code): _part(project, found, unit, link)
            for project, found in self.periods
            for link in (LinkToUnits(project.web, found.snapshot.workbooks),)
            for unit in project.units.values()
        }


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


def _part(project: Project, found: Consolidated, unit: Unit, link: LinkToUnits) -> UnitStanding:
    titles = {form.code: form.title for form in project.forms}
    owed = [one for one in found.coverage_by_unit.get(unit.code, ()) if one.timeliness is not None]
    missing = [titles[one.form] + remark_of(one) for one in owed if one.timeliness not in ARRIVED]
    closed = unit.code in found.closed
    # Who can no longer report is neither reminded nor asked to mend.
    findings = () if closed else listed(found.findings_of(unit.code))
    return UnitStanding(
        period=project.period,
        deadline=project.period.deadline_of(unit),
        workbook_link=link(unit.code, None, ""),
        findings=[(one, link(unit.code, one.sheet_id, one.cell)) for one in findings],
        owed=() if closed else missing,
        complete=bool(owed) and not missing and not found.findings_of(unit.code),
    )


def remark_of(coverage: Coverage) -> str:
    """What stands behind a form's title: days late, or that what was typed cannot count."""
    if coverage.days_late:
        return f" ({coverage.days_late} ngày)"
    # Something was typed, but nothing that could be accepted: a call helps more than a reminder.
    return " (đã nhập nhưng có lỗi)" if coverage.completeness is Completeness.FAULTY else ""

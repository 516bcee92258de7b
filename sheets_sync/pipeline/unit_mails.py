"""Tonight's mails to units: what is due by what the store holds, one for each who answers for units."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from sheets_sync.findings.listing import listed
from sheets_sync.judging.rates import ARRIVED
from sheets_sync.mail.composing.audience import Letter, audiences
from sheets_sync.mail.composing.due import Telling, ToldBefore, UnitStanding, due_parts
from sheets_sync.model import Completeness, Coverage, Mail, Unit
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.standing import Standing
from sheets_sync.pipeline.tabulating import LinkToUnits
from sheets_sync.store import QueuedMail
from sheets_sync.store.astray import ASTRAY
from sheets_sync.store.outbox import Tell

#: Whoever was told something today is told nothing more: looked for by a day.
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class UnitMails:
    """How every unit stands at a moment, in the ward's zone, and what is due to be told."""

    periods: Sequence[Standing]
    at: datetime

    @cached_property
    def due(self) -> Sequence[tuple[Mail, tuple[Tell, ...]]]:
        """The mails of tonight, each with what it tells."""
        project = self.periods[0].project
        rules, is_working = project.mail_rules, project.config.is_working
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
            for audience in audiences(self._letters(), project.config.settings.office.emails, rules)
        ]

    def _letters(self) -> Sequence[Letter]:
        """To each unit that is written to; only of these it is looked at what was found."""
        project, told = self.periods[0].project, self._told_before()
        rules, is_working = project.mail_rules, project.config.is_working
        letters = []
        for code, parts in self._by_unit.items():
            found = due_parts(code, parts, told.get(code, ()), self.at, rules, is_working)
            unit = _in_charge(project, self._units[code], self.at) if found else None
            if unit is not None and unit.emails:
                letters.append(Letter(unit, found))
        return self._with_findings(letters)

    def _told_before(self) -> Mapping[str, Sequence[ToldBefore]]:
        """What each unit was told about these periods, and today about any."""
        codes = [one.project.period.code for one in self.periods]
        notices = self.periods[0].project.store.notices
        told: dict[str, list[ToldBefore]] = defaultdict(list)
        # What a clock that was wrong told for later is told again; thanks are said once all the same.
        known = notices.about(codes, self.at - A_DAY, self.at + ASTRAY, whenever=Telling.THANKS)
        for period, code, kind, detail, moment in known:
            told[code].append(ToldBefore(period, code, Telling(kind), detail, moment))
        return told

    def _with_findings(self, letters: Sequence[Letter]) -> Sequence[Letter]:
        for standing in self.periods:
            period = standing.project.period.code
            about = {
                letter.unit.code
                for letter in letters
                if any(part.known and part.period.code == period for part in letter.parts)
            }
            if about:
                found, link = standing.details(about), _link(standing)
                letters = [_quoting(one, period, found, link) for one in letters]
        return letters

    def knows(self, waiting: QueuedMail) -> bool:
        """Whether all that a mail tells is about periods that are looked at."""
        seen = {one.project.period.code for one in self.periods}
        return bool(waiting.tells) and seen.issuperset(period for period, *_ in waiting.tells)

    def holds(self, waiting: QueuedMail) -> bool:
        """Whether what a mail tells is still so."""
        return all(self._holds(*one) for one in waiting.tells)

    def _holds(self, period: str, unit: str, kind: str, detail: str) -> bool:
        part = self._parts.get((period, unit))
        if part is None:
            return False
        now = {
            Telling.FINDINGS: bool(part.known) and part.known == detail,
            Telling.REMINDER: bool(part.owed),
            Telling.THANKS: part.complete,
        }
        return now.get(Telling(kind), False)

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for one in self.periods for unit in one.project.units.values()}

    @cached_property
    def _parts(self) -> dict[tuple[str, str], UnitStanding]:
        """By period and unit."""
        return {
            (one.project.period.code, unit.code): _part(one, unit, titles, link)
            for one in self.periods
            for titles in ({form.code: form.title for form in one.project.forms},)
            for link in (_link(one),)
            for unit in one.project.units.values()
        }

    @cached_property
    def _by_unit(self) -> Mapping[str, list[UnitStanding]]:
        """The same by unit, in the order of the rosters."""
        found: dict[str, list[UnitStanding]] = {code: [] for code in self._units}
        for (_, code), part in self._parts.items():
            found[code].append(part)
        return found


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


def _link(standing: Standing) -> LinkToUnits:
    return LinkToUnits(standing.project.web, standing.books)


def _part(standing: Standing, unit: Unit, titles: Mapping[str, str], link: LinkToUnits) -> UnitStanding:
    stance = standing.overall.stances[unit.code]
    owed = [one for one in stance.coverage if one.timeliness is not None]
    missing = [titles[one.form] + remark_of(one) for one in owed if one.timeliness not in ARRIVED]
    period = standing.project.period
    return UnitStanding(
        period=period,
        deadline=period.deadline_of(unit),
        workbook_link=link(unit.code, None, ""),
        known=stance.content,
        # Who can no longer report is neither reminded nor asked to mend.
        owed=() if unit.code in standing.closed else missing,
        complete=bool(owed) and not missing and not stance.findings,
    )


def _quoting(letter: Letter, period: str, found: Consolidated, link: LinkToUnits) -> Letter:
    """The letter with what was found in the unit's reports of a period."""
    code = letter.unit.code
    parts = [
        replace(
            part,
            findings=[(one, link(code, one.sheet_id, one.cell)) for one in listed(found.findings_of(code))],
        )
        if part.known and part.period.code == period
        else part
        for part in letter.parts
    ]
    return replace(letter, parts=parts)


def remark_of(coverage: Coverage) -> str:
    """What stands behind a form's title: days late, or that what was typed cannot count."""
    if coverage.days_late:
        return f" ({coverage.days_late} ngày)"
    # Something was typed, but nothing that could be accepted: a call helps more than a reminder.
    return " (đã nhập nhưng có lỗi)" if coverage.completeness is Completeness.FAULTY else ""

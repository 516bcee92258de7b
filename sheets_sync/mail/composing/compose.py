"""What the mails say. Pure but for templates that the office keeps in a folder of its own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from itertools import groupby

import css_inline
from jinja2 import select_autoescape

from sheets_sync.calendar.workdays import IsWorking, between
from sheets_sync.judging.rates import Rates
from sheets_sync.mail.composing.audience import Audience
from sheets_sync.mail.composing.due import UnitStanding
from sheets_sync.master.tables.wording import SEVERITY_NAMES, SEVERITY_TONES
from sheets_sync.model import Finding, Mail
from sheets_sync.sheets.palette import BACKGROUNDS
from sheets_sync.templates import Compiled, Renderer, Templates
from sheets_sync.vietnamese.dates import format_date
from sheets_sync.vietnamese.figures import format_number

#: A mail lists this many findings of a period; the check tab of the workbook always has all of them.
LISTED = 60
RETURNED = "record-returned"
#: A subject names so many units.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every mail of a campaign has in common."""

    campaign_code: str
    campaign: str
    ward: str
    #: Whom to ask, in one line.
    contact: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding as a mail shows it."""

    place: str
    label: str
    severity: str
    background: str
    message: str
    mend: str
    link: str


@dataclass(frozen=True, slots=True)
class PeriodSection:
    """One period as a unit's mail shows it."""

    title: str
    #: The deadline as users say it, and how far away it is.
    due: str
    distance: str
    overdue: bool
    workbook_link: str
    returned: Sequence[ShownFinding]
    #: Tab title to findings.
    tabs: Sequence[tuple[str, Sequence[ShownFinding]]]
    count: int
    more: int
    owed: Sequence[str]
    thanks: bool


@dataclass(frozen=True, slots=True)
class PeriodDigest:
    """One period as the office's digest shows it: names, never bare counts."""

    title: str
    due: str
    #: Heading to lines, in the order of urgency; empty groups are left out.
    groups: Mapping[str, Sequence[str]]
    #: Unit name, how many findings of which kind, link.
    to_mend: Sequence[tuple[str, str, str]]
    complete: int
    owed: int
    master_link: str
    work_done: Sequence[str] = field(default=())
    #: Whom to call, why, and where; the worst first.
    calls: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class PeriodOverview:
    """One period as the leadership sees it."""

    title: str
    due: str
    #: The whole ward, then each kind of unit, with its rates.
    groups: Sequence[tuple[str, Rates]]
    #: Each form with its rates.
    forms: Sequence[tuple[str, Rates]]
    #: Points by which the rate in time moved since the period before; None without one.
    moved: Decimal | None
    overdue: Sequence[str]
    master_link: str
    #: Indicators of the ward with their rate to plan: furthest above it, and furthest below.
    best: Sequence[str] = ()
    weakest: Sequence[str] = ()
    #: Reports that arrived within the last seven days.
    new: int = 0
    #: The whole ward a week ago; None where nothing had been read by then.
    week_ago: Rates | None = None


def _rate(value: Decimal | None) -> str:
    """A rate or a difference in per cent, as people read it: `92,8`; a dash without one."""
    return "–" if value is None else format_number(value.quantize(Decimal("0.1")))


_COMPILED = Compiled()


class Writer:
    """Fills the mails' templates."""

    def __init__(self, head: Letterhead, templates: Templates) -> None:
        self._head = head
        options = {"autoescape": select_autoescape(["html.j2"]), "keep_trailing_newline": True}
        self.renderer = Renderer(templates, options, {"rate": _rate}, _COMPILED)

    def unit_mail(self, audience: Audience, at: datetime, is_working: IsWorking) -> Mail:
        """Everything for one unit tonight, or for all units that the same people answer for."""
        letters = audience.letters
        sections = [
            replace(section, title=f"{letter.unit.name} – {section.title}") if len(letters) > 1 else section
            for letter in letters
            for section in (_section(part, at, is_working) for part in letter.parts)
        ]
        first, name = letters[0], _names([letter.unit.name for letter in letters])
        parts = [part for letter in letters for part in letter.parts]
        told = [(one.period, one.telling, one.detail) for part in parts for one in part.tellings]
        # What several units are told depends on which they are, and to whom.
        content = told if len(letters) == 1 else [*told, *(letter.unit.code for letter in letters)]
        values = {
            "unit": replace(first.unit, name=name),
            "sections": sections,
            "several": len(sections) > 1,
            "summary": _summary(sections),
        }
        return replace(
            self._mail(
                "nightly",
                first.unit.code,
                audience.recipients,
                # The same every night, so that mail programs keep a unit's mails together.
                f"[{self._head.ward}] {name}: {first.parts[0].period.title}",
                values,
                f"{at:%Y-%m-%d}",
                content,
                copies=audience.copies,
            ),
            units=tuple(letter.unit.code for letter in letters),
            threads=tuple(
                f"{self._head.campaign_code}/{letter.unit.code}/{part.period.code}"
                for letter in letters
                for part in letter.parts
            ),
        )

    def office_digest(self, recipients: Sequence[str], digests: Sequence[PeriodDigest], at: datetime) -> Mail:
        """One mail to the office that names who owes what."""
        complete, owed = (sum(getattr(one, name) for one in digests) for name in ("complete", "owed"))
        content = _said(digests)
        subject = f"[{self._head.ward}] Tình hình báo cáo: đầy đủ {complete}/{owed} biểu"
        values = {"digests": digests, "several": len(digests) > 1}
        return self._mail("digest", "", tuple(recipients), subject, values, f"{at:%Y-%m-%d}", content)

    def overview(
        self, recipients: Sequence[str], overviews: Sequence[PeriodOverview], at: datetime, office: str
    ) -> Mail:
        """The leadership's weekly mail; who wants no more of them writes to `office`."""
        year, week, _ = at.isocalendar()
        subject = f"[{self._head.ward}] Tình hình báo cáo tuần {week}/{year}"
        values = {"overviews": overviews}
        content = (year, week)
        return self._mail(
            "overview", "", tuple(recipients), subject, values, f"{at:%Y-%m-%d}", content, unsubscribe=office
        )

    def _mail(
        self,
        kind: str,
        unit: str,
        recipients: tuple[str, ...],
        subject: str,
        values: Mapping[str, object],
        when: str,
        content: Iterable[object],
        copies: tuple[str, ...] = (),
        unsubscribe: str = "",
    ) -> Mail:
        filled = {"head": self._head, **values}
        mark = _mark(content)
        html = self.renderer.render(f"{kind}.html.j2", lambda: filled)
        return Mail(
            key=f"{self._head.campaign_code}/{when}/{unit or '-'}/{kind}/{mark}",
            unit=unit,
            kind=kind,
            recipients=recipients,
            subject=" ".join(subject.split()),
            text=self.renderer.render(f"{kind}.txt.j2", lambda: filled),
            html=css_inline.inline(html),
            copies=copies,
            unsubscribe=unsubscribe,
            list_title=self._head.campaign,
            list_name=_label(f"{kind}.{self._head.campaign_code}"),
        )


def says_the_same(digests: Sequence[PeriodDigest], key: str) -> bool:
    """Whether the digest with this key told the office the same."""
    return key.rpartition("/")[2] == _mark(_said(digests))


def _said(digests: Sequence[PeriodDigest]) -> Sequence[object]:
    return [(one.title, *one.groups.items(), *one.to_mend, one.complete, one.owed) for one in digests]


def _mark(content: Iterable[object]) -> str:
    """Changes with what a mail says; the last part of its key."""
    return sha256(repr(list(content)).encode()).hexdigest()[:16]


def _names(names: Sequence[str]) -> str:
    """Names of units as a greeting has them; of many the first."""
    return ", ".join(names) if len(names) <= NAMED else f"{names[0]} và {len(names) - 1} đơn vị khác"


def _label(text: str) -> str:
    """As the identifier of a list may be written (RFC 2919)."""
    return re.sub(r"[^a-z0-9.-]+", "-", text.lower()).strip("-.")


def due_text(deadline: datetime) -> str:
    """A deadline as users say it."""
    return f"{deadline:%H:%M} ngày {format_date(deadline.date())}"


def _summary(sections: Sequence[PeriodSection]) -> str:
    """What the mail is about, in one line."""
    parts = []
    if returned := sum(len(one.returned) for one in sections):
        parts.append(f"{returned} nội dung văn phòng trả lại")
    if count := sum(one.count for one in sections):
        parts.append(f"{count} nội dung cần sửa trong báo cáo")
    if any(one.owed for one in sections):
        parts.append("nhắc nộp báo cáo")
    return ", ".join(parts) or "đã nhận đủ báo cáo, trân trọng cảm ơn"


def _section(part: UnitStanding, at: datetime, is_working: IsWorking) -> PeriodSection:
    returned = [_item(one, link) for one, link in part.findings if one.code == RETURNED]
    others = sorted(
        (pair for pair in part.findings if pair[0].code != RETURNED), key=lambda pair: pair[0].tab
    )
    tabs = [
        (tab, [_item(*pair) for pair in group])
        for tab, group in groupby(others[:LISTED], key=lambda pair: pair[0].tab)
    ]
    return PeriodSection(
        title=part.period.title,
        due=due_text(part.deadline),
        distance=_distance(part.deadline, at, is_working),
        overdue=at > part.deadline,
        workbook_link=part.workbook_link,
        returned=returned,
        tabs=tabs,
        count=len(others),
        more=max(0, len(others) - LISTED),
        owed=part.owed,
        thanks=part.thanks,
    )


def _distance(deadline: datetime, at: datetime, is_working: IsWorking) -> str:
    days = between(deadline.date(), at.date(), is_working)
    if at > deadline:
        return f"đã quá hạn {days} ngày làm việc" if days > 0 else "vừa quá hạn"
    return f"còn {-days} ngày làm việc" if days < 0 else "hôm nay là hạn nộp"


def _item(told: Finding, link: str) -> ShownFinding:
    finding = told.outside
    tone = SEVERITY_TONES[finding.severity]
    message = finding.message[:1].upper() + finding.message[1:]
    place = finding.place.removesuffix(f" ({finding.label})")
    severity = SEVERITY_NAMES[finding.severity]
    return ShownFinding(place, finding.label, severity, BACKGROUNDS[tone], message, finding.mend, link)

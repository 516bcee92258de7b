"""What the mails say. Pure: templates filled with findings and statuses; the key tells equal mails apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import groupby

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from sheets_sync.consolidation.wording import SEVERITY_NAMES, SEVERITY_TONES
from sheets_sync.dates_vi import format_date
from sheets_sync.model import Finding, Mail, Period, Unit
from sheets_sync.palette import BACKGROUNDS

#: A mail lists this many findings; the check tab of the workbook always has all of them.
LISTED = 60

_ENVIRONMENT = Environment(
    loader=PackageLoader("sheets_sync.mail"),
    autoescape=select_autoescape(["html.j2"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every mail of a campaign has in common."""

    campaign_code: str
    campaign: str
    ward: str
    period: Period
    #: Whom to ask, in one line.
    contact: str

    @property
    def due(self) -> str:
        """The deadline as users say it."""
        deadline = self.period.deadline
        return f"{deadline:%H:%M} ngày {format_date(deadline.date())}"


@dataclass(frozen=True, slots=True)
class Item:
    """One finding as a mail shows it."""

    place: str
    label: str
    severity: str
    background: str
    message: str
    mend: str
    link: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What the office is told after a run: names, never bare counts."""

    #: Heading to lines, in the order of urgency; empty groups are left out.
    groups: Mapping[str, Sequence[str]]
    #: Unit name to link, for units with findings, with how many there are.
    to_mend: Sequence[tuple[str, int, str]]
    complete: int
    owed: int
    master_link: str
    work_done: Sequence[str] = field(default=())


def validation_mail(
    head: Letterhead,
    unit: Unit,
    findings: Sequence[Finding],
    links: Sequence[str],
    workbook_link: str,
    at: datetime,
) -> Mail:
    """One mail to one unit with everything that it should mend; `links` go with `findings`.

    `at` only decides whether the deadline is named as coming or as past.
    """
    items = [_item(finding, link) for finding, link in zip(findings, links, strict=True)]
    pairs = sorted(zip(findings, items, strict=True), key=lambda pair: pair[0].tab)
    tabs = [
        (tab, [item for _, item in group])
        for tab, group in groupby(pairs[:LISTED], key=lambda pair: pair[0].tab)
    ]
    values = {
        "head": head,
        "unit": unit,
        "count": len(findings),
        "more": max(0, len(findings) - LISTED),
        "tabs": tabs,
        "workbook_link": workbook_link,
        "overdue": at > head.period.deadline,
    }
    content = sorted((finding.form, finding.cell, finding.code, finding.text) for finding in findings)
    return _mail(
        head,
        "validation",
        unit.code,
        unit.emails,
        f"[{head.ward}] {unit.name}: {len(findings)} nội dung cần sửa trong báo cáo",
        values,
        content,
    )


def office_digest(head: Letterhead, recipients: Sequence[str], digest: Digest) -> Mail:
    """One mail to the office that names who owes what."""
    values = {"head": head, "digest": digest}
    content = [*digest.groups.items(), *digest.to_mend, digest.complete, digest.owed]
    subject = f"[{head.ward}] Tình hình báo cáo: đầy đủ {digest.complete}/{digest.owed} biểu"
    return _mail(head, "digest", "", tuple(recipients), subject, values, content)


def _item(finding: Finding, link: str) -> Item:
    tone = SEVERITY_TONES[finding.severity]
    message = finding.message[:1].upper() + finding.message[1:]
    place = finding.place.removesuffix(f" ({finding.label})")
    severity = SEVERITY_NAMES[finding.severity]
    return Item(place, finding.label, severity, BACKGROUNDS[tone], message, finding.mend, link)


def _mail(
    head: Letterhead,
    kind: str,
    unit: str,
    recipients: tuple[str, ...],
    subject: str,
    values: Mapping[str, object],
    content: Iterable[object],
) -> Mail:
    digest = sha256(repr(list(content)).encode()).hexdigest()[:16]
    html = _ENVIRONMENT.get_template(f"{kind}.html.j2").render(values)
    return Mail(
        key=f"{head.campaign_code}/{head.period.code}/{unit or '-'}/{kind}/{digest}",
        unit=unit,
        kind=kind,
        recipients=recipients,
        subject=" ".join(subject.split()),
        text=_ENVIRONMENT.get_template(f"{kind}.txt.j2").render(values),
        html=css_inline.inline(html),
    )

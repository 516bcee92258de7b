"""From the store and the campaign's file to what a report is made from. No calls to Google."""

from collections.abc import Iterable
from datetime import date, datetime

from sheets_sync.config.documents import BaseSalary, RewardSettings
from sheets_sync.config.loading import Config
from sheets_sync.config.tables import LegalBasis
from sheets_sync.forms.form import form_for
from sheets_sync.forms.roles import Exemplars
from sheets_sync.master.tables import evaluation
from sheets_sync.model import OfficeColumn
from sheets_sync.pipeline.consolidating import as_last_seen
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.snapshot import AllRemarks
from sheets_sync.report.content.broadcasting import AIRED_TITLE
from sheets_sync.report.content.material import Material, Office, Signed
from sheets_sync.report.content.model import Report, Statement
from sheets_sync.report.content.rewards import Money, Reward
from sheets_sync.store.workbooks import MASTER
from sheets_sync.vietnamese.figures import from_float

AUTHORITY = "Ủy ban nhân dân"
SHORT_AUTHORITY = "UBND"


def material_of(
    project: Project,
    at: datetime,
    *,
    include_unreviewed: bool = False,
    with_sources: bool = False,
    number: str = "",
) -> Material:
    """Everything that a report of the present period says, as of the last sync. Raises StoreError.

    `number` is the clerk's, where the report is being signed: the last one signed before is another.
    """
    held = as_last_seen(project, at)
    config = project.config
    return Material(
        office=_office(project, at.date()),
        title=config.campaign.title,
        theme=config.campaign.theme,
        start=config.campaign.start,
        end=config.campaign.end,
        areas=config.areas,
        period=project.period,
        units=project.units,
        forms={form.code: form for form in project.forms},
        indicators=config.indicators,
        submissions=held.submissions,
        approved=held.approved,
        coverage=held.coverage,
        findings=held.findings,
        at=at,
        include_unreviewed=include_unreviewed,
        number=number,
        signed=_last_signed(project, number),
        with_sources=with_sources,
        proposals={(one.record.unit, one.record.key): one for one in held.proposals},
        scores=held.scores,
        adjustments={
            one.unit: texts for one, texts in held.snapshot.remarks.items() if one.form == evaluation.CODE
        },
    )


def aired(project: Project) -> dict[tuple[str, str], str]:
    """What was noted in the master when an exemplar was broadcast, by unit and record key."""
    exemplars, column = form_for(project.forms, Exemplars), OfficeColumn(title=AIRED_TITLE)
    if exemplars is None:
        return {}
    return {
        (one.unit, one.key): note
        for one, texts in _remarks(project).items()
        if one.form == exemplars[0].code and (note := texts.get(column))
    }


def sign(project: Project, report: Report, at: datetime) -> bool:
    """Keep the figures of a report that bears its number; False when they were kept before."""
    figures = [{"key": one.key, "label": one.label, "shown": one.shown} for one in report.statements]
    return project.store.signed_reports.sign(report.head.number, report.day, figures, at)


def money_on(config: Config, day: date) -> Money:
    """The base salary and the rewards in force on a day."""
    salaries = [one.amount for one in config.settings.base_salary if _in_force(one, day)]
    return Money(
        base_salary=salaries[-1] if salaries else None,
        rewards=tuple(
            Reward(one.award, one.subject, from_float(one.factor), one.rule)
            for one in config.settings.reward
            if _in_force(one, day)
        ),
    )


def _in_force(one: LegalBasis | BaseSalary | RewardSettings, day: date) -> bool:
    return one.effective_from <= day and (one.effective_to is None or day <= one.effective_to)


def _remarks(project: Project) -> AllRemarks:
    known = project.store.workbooks.known()
    return project.store.publications.last(known[MASTER].id).remarks if MASTER in known else {}


def _last_signed(project: Project, number: str) -> Signed | None:
    earlier = [one for one in project.store.signed_reports.all() if one.number != number]
    if not earlier:
        return None
    last = earlier[-1]
    return Signed(last.number, last.day, tuple(_statements(last.figures)))


def _statements(figures: Iterable[object]) -> Iterable[Statement]:
    for one in figures:
        if isinstance(one, dict):
            yield Statement(**one)


def _office(project: Project, day: date) -> Office:
    config = project.config
    ward, roles, report = config.ward, config.roles, config.report
    place = ward.name[:1].lower() + ward.name[1:]
    issuer = report.issuer or f"{AUTHORITY} {place}"
    lines = (AUTHORITY, issuer.removeprefix(f"{AUTHORITY} ")) if issuer.startswith(AUTHORITY) else (issuer,)
    bases = (one.text for one in config.legal_bases if _in_force(one, day))
    return Office(
        governing_body=report.governing_body,
        issuer=lines,
        issuer_short=issuer.replace(AUTHORITY, SHORT_AUTHORITY),
        place_name=ward.place_name,
        symbol=report.symbol,
        addressees=report.addressed_to,
        recipients=config.recipients,
        bases=tuple(bases),
        signer_authority=(*roles.signer_authority, roles.signer_title),
        signer_name=roles.signer_name,
        collector=roles.office,
        council=roles.council,
        broadcaster=roles.broadcaster,
    )

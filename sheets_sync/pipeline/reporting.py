"""From the store and the campaign's file to what a report is made from. No calls to Google."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from sheets_sync.config.law import InForce, law_on
from sheets_sync.config.loading import Config
from sheets_sync.forms.form import form_for
from sheets_sync.forms.roles import Exemplars
from sheets_sync.master.tables import evaluation
from sheets_sync.model import OfficeColumn, Paper
from sheets_sync.pipeline.consolidating import as_last_seen
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.snapshot import AllRemarks
from sheets_sync.report.content.broadcasting import AIRED_TITLE
from sheets_sync.report.content.material import Material, Movement, Office, Signed
from sheets_sync.report.content.model import Basis, Report, Statement
from sheets_sync.report.content.rewards import Money, Rate, Reward
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
    with_summary: bool = False,
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
        movements=tuple(
            Movement(one.title, one.area, one.indicators, one.words) for one in config.settings.movement
        ),
        period=project.period,
        units=project.units,
        forms={form.code: form for form in project.forms},
        indicators=config.indicators,
        submissions=tuple(held.submissions),
        approved=held.approved,
        coverage=held.coverage,
        findings=held.findings,
        at=at,
        include_unreviewed=include_unreviewed,
        number=number,
        signed=_last_signed(project, number),
        with_sources=with_sources,
        with_summary=with_summary,
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
    law = law_on(config.settings, day)
    salary = law.base_salary
    return Money(
        base_salary=None if salary is None else Rate(Decimal(salary.amount), salary.rule, salary.verified),
        rewards=tuple(
            Reward(one.award, one.subject, Rate(from_float(one.factor), one.rule, one.verified))
            for one in law.rewards
        ),
    )


def unverified(law: InForce, papers: Iterable[Paper]) -> tuple[str, ...]:
    """What is in force, as far as anybody knows, and was not held against the law's text."""
    cited = dict.fromkeys(one for paper in papers for one in law.cited_by(paper))
    found = [f"{one.text} ({one.source or 'no source'})" for one in cited if not one.verified]
    if Paper.PETITION not in papers:
        return tuple(found)
    if law.base_salary is not None and not law.base_salary.verified:
        found.append(f"base salary {law.base_salary.amount} ({law.base_salary.source or 'no source'})")
    return (
        *found,
        *(
            f"{one.award}, {one.subject}: {one.factor:g} times the base salary ({one.source or 'no source'})"
            for one in law.rewards
            if not one.verified
        ),
    )


def _remarks(project: Project) -> AllRemarks:
    known = project.store.workbooks.known()
    return project.store.publications.last(known[MASTER].id).remarks if MASTER in known else {}


def signed_versions(project: Project) -> tuple[Signed, ...]:
    """Every report of the period that was signed, in the order of signing."""
    return tuple(
        Signed(one.number, one.day, tuple(_statements(one.figures)))
        for one in project.store.signed_reports.all()
    )


def _last_signed(project: Project, number: str) -> Signed | None:
    return next((one for one in reversed(signed_versions(project)) if one.number != number), None)


def _statements(figures: Iterable[object]) -> Iterable[Statement]:
    for one in figures:
        if isinstance(one, dict):
            yield Statement(**one)


def _office(project: Project, day: date) -> Office:
    config = project.config
    named, law = config.named_on(day), law_on(config.settings, day)
    ward, roles, report = named.ward, named.roles, named.report
    place = ward.name[:1].lower() + ward.name[1:]
    issuer = report.issuer or f"{AUTHORITY} {place}"
    lines = (AUTHORITY, issuer.removeprefix(f"{AUTHORITY} ")) if issuer.startswith(AUTHORITY) else (issuer,)
    return Office(
        governing_body=report.governing_body,
        issuer=lines,
        issuer_short=issuer.replace(AUTHORITY, SHORT_AUTHORITY),
        place_name=ward.place_name,
        symbol=report.symbol,
        letter_symbol=report.letter_symbol,
        addressees=report.addressed_to,
        recipients=named.recipients,
        bases={
            paper: tuple(Basis(one.text, one.source, one.verified) for one in law.cited_by(paper))
            for paper in Paper
        },
        signer_authority=tuple(roles.signer_authority),
        signer_title=roles.signer_title,
        signer_name=roles.signer_name,
        collector=roles.office,
        council=roles.council,
        broadcaster=roles.broadcaster,
        council_authority=tuple(roles.council_authority),
        council_post=roles.council_post,
        council_signer=roles.council_signer,
        council_clerk=roles.council_clerk,
    )

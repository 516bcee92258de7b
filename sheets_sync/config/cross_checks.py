"""Mistakes between the keys of campaign.toml, told even while other keys are mistaken."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sheets_sync.config import tables as sections
from sheets_sync.config.documents import (
    BaseSalary,
    Dated,
    LegalBasis,
    MovementSettings,
    NamingSettings,
    RewardSettings,
)
from sheets_sync.config.evaluation import EvaluationSettings, evaluation_problems
from sheets_sync.config.remedies import unknown
from sheets_sync.errors import Problem

Model = TypeVar("Model", bound=BaseModel)


def _valid(model: type[Model], values: object) -> list[tuple[int, Model]]:
    """The tables of a list that are valid by themselves, with their places."""
    found = []
    for place, value in enumerate(values if isinstance(values, list) else []):
        with suppress(ValidationError):
            found.append((place, model.model_validate(value)))
    return found


def cross_problems(
    file: Path, settings: sections.Settings | None, raw: dict[str, Any], form_codes: Collection[str]
) -> Iterable[Problem]:
    """Mistakes between keys; when some other key is mistaken, between those tables that are valid."""
    if settings is not None:
        raw = settings.model_dump(mode="json")
    periods = _valid(sections.PeriodSettings, raw.get("period"))
    for _, campaign in _valid(sections.CampaignSettings, [raw.get("campaign")]):
        yield from _date_problems(file, campaign, periods)
    yield from _dated_problems(file, raw)
    yield from _points_problems(file, raw)
    areas = _valid(sections.AreaSettings, raw.get("area"))
    for place, area in areas:
        if area.form not in form_codes:
            yield Problem(file, f"area[{place}].form", area.form, unknown("form", area.form, form_codes))
    people = raw.get("people")
    named = people.get("notice") if isinstance(people, dict) else None
    for form in named if isinstance(named, dict) else ():
        if form not in form_codes:
            yield Problem(file, f"people.notice.{form}", form, unknown("form", form, form_codes))
    yield from _movement_problems(file, raw, [area.code for _, area in areas])
    for table, codes in (
        ("area", [(place, area.code) for place, area in areas]),
        ("period", [(place, period.code) for place, period in periods]),
    ):
        for place, code in codes:
            if any(code == other for earlier, other in codes if earlier < place):
                text = f"An earlier {table} has this code too; give it another."
                yield Problem(file, f"{table}[{place}].code", code, text)


def _movement_problems(file: Path, raw: dict[str, Any], known: list[str]) -> Iterable[Problem]:
    # Without areas, or where one cannot be read, nobody can say which are meant.
    if not known or len(known) < len(raw.get("area") or []):
        return
    for place, movement in _valid(MovementSettings, raw.get("movement")):
        if movement.area not in known:
            text = unknown("area", movement.area, known)
            yield Problem(file, f"movement[{place}].area", movement.area, text)


DATED: tuple[tuple[str, type[Dated]], ...] = (
    ("legal_basis", LegalBasis),
    ("base_salary", BaseSalary),
    ("reward", RewardSettings),
    ("naming", NamingSettings),
)


def _dated_problems(file: Path, raw: dict[str, Any]) -> Iterable[Problem]:
    for table, model in DATED:
        for place, one in _valid(model, raw.get(table)):
            if one.effective_to is not None and one.effective_to < one.effective_from:
                text = f"Before effective_from {one.effective_from}; correct one of the two."
                yield Problem(file, f"{table}[{place}].effective_to", str(one.effective_to), text)


def _points_problems(file: Path, raw: dict[str, Any]) -> Iterable[Problem]:
    for _, evaluation in _valid(EvaluationSettings, [raw.get("evaluation") or {}]):
        yield from evaluation_problems(file, evaluation)


def _date_problems(
    file: Path, campaign: sections.CampaignSettings, periods: list[tuple[int, sections.PeriodSettings]]
) -> Iterable[Problem]:
    backwards = campaign.end < campaign.start
    if backwards:
        yield Problem(file, "campaign.end", str(campaign.end), "Before campaign.start; exchange the two.")
    for place, period in periods:
        key, cut_off = f"period[{place}]", period.cut_off
        if cut_off < period.start:
            text = f"Before the period's start {period.start}; correct one of the two."
            yield Problem(file, f"{key}.cut_off", str(cut_off), text)
        elif not backwards and not campaign.start <= cut_off <= campaign.end:
            text = f"Outside the campaign, {campaign.start} to {campaign.end}; correct one of the two."
            yield Problem(file, f"{key}.cut_off", str(cut_off), text)
        if period.deadline.date() < cut_off:
            text = f"Before the cut-off {cut_off}: units could not report what they count until then."
            yield Problem(file, f"{key}.deadline", str(period.deadline), text)

"""The law by date: what ships with the package, and the campaign's own lines, which win."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from sheets_sync.config.documents import BaseSalary, Dated, LegalBasis, RewardSettings
from sheets_sync.config.section import Section
from sheets_sync.config.tables import Settings
from sheets_sync.model import Paper

OneLine = TypeVar("OneLine", bound=Dated)


class Law(Section):
    """The tables of law.toml."""

    legal_basis: tuple[LegalBasis, ...]
    base_salary: tuple[BaseSalary, ...]
    reward: tuple[RewardSettings, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force on a day."""

    day: date
    #: Laws, decrees and circulars first, then the campaign's own texts.
    bases: tuple[LegalBasis, ...]
    base_salary: BaseSalary | None
    rewards: tuple[RewardSettings, ...]

    def cited_by(self, paper: Paper) -> tuple[LegalBasis, ...]:
        """The texts that a document cites."""
        return tuple(one for one in self.bases if one.papers is None or paper in one.papers)


@cache
def shipped() -> Law:
    """The national law as the package knows it."""
    text = files("sheets_sync.config").joinpath("law.toml").read_text(encoding="utf-8")
    return Law(**tomllib.loads(text))


def law_on(settings: Settings, day: date) -> InForce:
    """What counts in a document that bears this day."""
    law = shipped()
    salaries = (*_on(law.base_salary, day), *_on(settings.base_salary, day))
    rewards = {(one.award, one.subject): one for one in (*_on(law.reward, day), *_on(settings.reward, day))}
    return InForce(
        day,
        tuple(_bases(law, settings, day)),
        salaries[-1] if salaries else None,
        tuple(rewards.values()),
    )


def _bases(law: Law, settings: Settings, day: date) -> Iterable[LegalBasis]:
    # A line that nobody verified does not stand in the way of ours.
    own = {one.number: one for one in settings.legal_basis if one.number and one.verified}
    ours = {one.number for one in law.legal_basis}
    for line in _on(law.legal_basis, day):
        mine = own.get(line.number)
        if mine is None:
            yield line
        elif mine.in_force(day):
            yield mine if mine.papers is not None else mine.model_copy(update={"papers": line.papers})
    yield from (one for one in _on(settings.legal_basis, day) if one.number not in ours)


def _on(lines: Iterable[OneLine], day: date) -> list[OneLine]:
    return [one for one in lines if one.in_force(day)]

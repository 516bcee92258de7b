"""What is reported, by whom and until when."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Period:
    """What reports are about: counted from `start` to `cut_off`, due by `deadline`."""

    code: str
    title: str
    start: date
    cut_off: date
    #: The last moment at which a report is on time.
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Unit:
    """Who must report."""

    code: str
    name: str
    kind: str
    parent: str | None
    emails: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    successor: str | None
    #: Codes of the forms it owes.
    forms: tuple[str, ...]
    #: Codes of the indicators it owes.
    indicators: frozenset[str]

    def owes(self, form: str, period: Period) -> bool:
        """Whether the unit existed at the period's cut-off and owes this form."""
        return (
            form in self.forms
            and self.valid_from <= period.cut_off
            and (self.valid_to is None or period.cut_off <= self.valid_to)
        )


class Measurement(StrEnum):
    """How an indicator's values are read."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the catalogue (domain guide, section 1)."""

    code: str
    #: Code of the area's form, e.g. `economy`.
    form: str
    title: str
    #: Unit of measure as units know it, e.g. `triệu đồng`.
    measure: str
    measurement: Measurement
    #: Whether a plan is reported besides the actual figure.
    has_plan: bool
    #: Whether the figure of the same period last year is asked for.
    has_same_period: bool
    lower_is_better: bool
    minimum: Decimal | None
    maximum: Decimal | None
    #: Permitted answers of a CHOICE.
    choices: tuple[str, ...]
    #: Unit codes or unit kinds whose figures count in the consolidated sum: never two that overlap.
    in_charge: tuple[str, ...]

"""What is reported, by whom and until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    #: From then on units find their workbooks; None: at once.
    opens: date | None = None
    #: From then on the reports are closed; None: when the office closes them.
    closes: datetime | None = None
    #: Code of the regime it belongs to; empty for a period by itself.
    regime: str = ""
    #: Codes of the forms it asks for; empty for all.
    forms: frozenset[str] = frozenset()
    #: Other deadlines, by code or kind of the unit.
    deadlines: Mapping[str, datetime] = field(default_factory=dict)

    def deadline_of(self, unit: "Unit") -> datetime:
        """The unit's own deadline, else that of its kind, else the period's."""
        named = (self.deadlines[name] for name in (*unit.codes, unit.kind) if name in self.deadlines)
        return next(named, self.deadline)

    def is_open(self, at: datetime) -> bool:
        """Whether it is reported at a moment, in the zone of its deadline."""
        day = at.astimezone(self.deadline.tzinfo).date()
        return (self.opens is None or self.opens <= day) and (self.closes is None or at < self.closes)


@dataclass(frozen=True, slots=True)
class Unit:
    """Who must report."""

    #: By what it is kept for ever: the first code that it had.
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
    #: Of the unit's head, who is written to when reminders were in vain.
    head_emails: tuple[str, ...] = ()
    #: Its code in the roster where that changed; empty: the same.
    renamed: str = ""
    #: Former codes that no other unit has now.
    was: tuple[str, ...] = ()
    #: Codes of the units that it came from, by a split.
    origins: tuple[str, ...] = ()
    #: It reports no more in the period that is looked at; what it reported in it stays.
    departed: bool = False
    #: Whom the office calls, and where; empty where the roster does not say.
    contact: str = ""
    phone: str = ""

    @property
    def roster_code(self) -> str:
        """Its code as people write it today."""
        return self.renamed or self.code

    @property
    def codes(self) -> tuple[str, ...]:
        """What people may call it, today's code first."""
        return (self.roster_code, *self.was)

    @property
    def whom_to_call(self) -> str:
        """Name and number, which no line breaks; the addresses where the roster does not say."""
        told = ", ".join(filter(None, (self.contact, self.phone.replace(" ", "\N{NO-BREAK SPACE}"))))
        return told or "; ".join(self.emails)

    def owes(self, form: str, period: Period) -> bool:
        """Whether the unit existed at the period's cut-off and owes this form."""
        return (
            not self.departed
            and self.is_asked(form, period)
            and self.valid_from <= period.cut_off
            and not self.has_left(period.cut_off)
        )

    def is_asked(self, form: str, period: Period) -> bool:
        """Whether the unit has this form in the period, as long as it exists."""
        return form in self.forms and (not period.forms or form in period.forms)

    def has_left(self, day: date) -> bool:
        """Whether it is gone on a day."""
        return self.valid_to is not None and self.valid_to < day


class Measurement(StrEnum):
    """How an indicator's values are read."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the catalogue (docs/domain.md, “Indicators”)."""

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

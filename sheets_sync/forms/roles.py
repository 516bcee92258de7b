"""What a form is for: a role names the fields that the report, the council and the evaluation look at.

A form says its role in the names of its own fields: `Works(name="ten_cong_trinh", cost="kinh_phi")`.
A field that is left out is one that the form does not ask for.
"""

from dataclasses import dataclass, field, fields
from typing import ClassVar, TypeVar

from sheets_sync.forms.columns import ColumnKind

#: Key of the kinds of column that a role's field may have.
KINDS = "kinds"
WORDS = {KINDS: frozenset({ColumnKind.TEXT, ColumnKind.PROSE, ColumnKind.CHOICE, ColumnKind.AREA})}
LABELS = {KINDS: frozenset({ColumnKind.LABEL, ColumnKind.TEXT})}
COUNTS = {KINDS: frozenset({ColumnKind.INTEGER})}
AMOUNTS = {KINDS: frozenset({ColumnKind.INTEGER, ColumnKind.DECIMAL})}
SHARES = {KINDS: frozenset({ColumnKind.PERCENT})}
FIGURES = {KINDS: frozenset({ColumnKind.FIGURE, ColumnKind.INTEGER, ColumnKind.DECIMAL})}
DAYS = {KINDS: frozenset({ColumnKind.DATE})}
ANSWERS = {KINDS: frozenset({ColumnKind.YES_NO})}


@dataclass(frozen=True, slots=True)
class PlanArea:
    """One area of the campaign's plan, as campaign.toml has it."""

    code: str
    #: Code of the form that holds its indicators.
    form: str
    title: str
    #: As choices name it.
    short: str


@dataclass(frozen=True, slots=True)
class Role:
    """Base of the roles; each value is the name of a field, empty for one that the form does not have."""

    #: The form as Vietnamese documents call it.
    called: ClassVar[str]
    #: What is known about people in such a form is for, in one phrase.
    purpose: ClassVar[str] = "tổng hợp báo cáo của đợt thi đua"

    @property
    def names_row(self) -> str:
        """The field that tells which row is meant."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators(Role):
    """Each row is an indicator of the catalogue, its code the form's key; several forms may be such."""

    called: ClassVar[str] = "biểu chỉ tiêu"

    #: Result; its column tells by the catalogue how it is read.
    actual: str = field(metadata=FIGURES)
    plan: str = field(default="", metadata=FIGURES)
    same_period: str = field(default="", metadata=FIGURES)
    #: Title and unit of measure, written beforehand.
    title: str = field(default="", metadata=LABELS)
    measure: str = field(default="", metadata=LABELS)

    @property
    def names_row(self) -> str:
        """The indicator's title."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative(Role):
    """Each row is an area in the unit's own words, the area's code the form's key."""

    called: ClassVar[str] = "biểu thuyết minh"

    summary: str = field(metadata=WORDS)
    difficulties: str = field(default="", metadata=WORDS)
    #: The area's title, written beforehand.
    title: str = field(default="", metadata=LABELS)

    @property
    def names_row(self) -> str:
        """The area's title."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Role):
    """Base of the roles whose rows the unit adds, each with a name."""

    name: str = field(metadata=WORDS)

    @property
    def names_row(self) -> str:
        """The name."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Works(Named):
    """Each row is a work or task of the campaign."""

    called: ClassVar[str] = "biểu công trình, phần việc"

    location: str = field(default="", metadata=WORDS)
    cost: str = field(default="", metadata=AMOUNTS)
    #: In per cent; 100 is completed.
    progress: str = field(default="", metadata=SHARES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals(Named):
    """Each row is a proposal for commendation, about which the council decides."""

    called: ClassVar[str] = "biểu đề nghị khen thưởng"
    purpose: ClassVar[str] = "xét, trình và quyết định khen thưởng"

    #: Kind of subject: `Cá nhân`, `Tập thể` …
    subject: str = field(default="", metadata=WORDS)
    #: Year or day of birth: namesakes born in other years are others.
    born: str = field(default="", metadata=WORDS)
    gender: str = field(default="", metadata=WORDS)
    position: str = field(default="", metadata=WORDS)
    award: str = field(default="", metadata=WORDS)
    achievement: str = field(default="", metadata=WORDS)
    achieved: str = field(default="", metadata=DAYS)
    votes: str = field(default="", metadata=COUNTS)
    attendance: str = field(default="", metadata=COUNTS)
    members: str = field(default="", metadata=COUNTS)
    women: str = field(default="", metadata=COUNTS)
    undisciplined: str = field(default="", metadata=ANSWERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplars(Named):
    """Each row is somebody whom the broadcasting station makes known."""

    called: ClassVar[str] = "biểu gương điển hình"
    purpose: ClassVar[str] = "báo cáo gương điển hình và, khi người được nêu gương đồng ý, phát thanh"

    deed: str = field(metadata=WORDS)
    #: Without it nobody is broadcast.
    consent: str = field(metadata=ANSWERS)
    place: str = field(default="", metadata=WORDS)
    outcome: str = field(default="", metadata=WORDS)


#: Every role, in the order in which a report tells of them.
ROLES: tuple[type[Role], ...] = (Indicators, Narrative, Works, Proposals, Exemplars)
OneRole = TypeVar("OneRole", bound=Role)


def nowhere(role: type[OneRole]) -> OneRole:
    """The role of a form that does not exist: none of its fields is anywhere."""
    return role(**{one.name: "" for one in fields(role)})

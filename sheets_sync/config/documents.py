"""Tables of campaign.toml about documents: the report, and the money that goes with awards."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from sheets_sync.config.section import Section, Text


class ReportSettings(Section):
    """How the report to the leadership is written."""

    #: Cơ quan chủ quản, the line above the ward's name; empty for none.
    governing_body: str = ""
    #: Cơ quan ban hành in full; empty means “Ủy ban nhân dân” and the ward's name.
    issuer: str = ""
    #: Follows the number that the clerk gives.
    symbol: Text = "BC-UBND"
    #: Kính gửi; none leaves the line out.
    addressed_to: tuple[Text, ...] = ()
    #: Folder of templates that replace the package's of the same names.
    templates: Path | None = None


class BaseSalary(Section):
    """Lương cơ sở, of which rewards in money are parts, with the days on which it is in force."""

    #: In đồng a month.
    amount: Annotated[int, Field(gt=0)]
    #: First day in force.
    effective_from: date
    #: Last day in force; none for one without an end.
    effective_to: date | None = None


class RewardSettings(Section):
    """Money that goes with one award, with the days on which the rule is in force."""

    #: As the proposals name the award, such as `Giấy khen`.
    award: Text
    #: As the proposals name the kind of subject, such as `Cá nhân`.
    subject: Text
    #: How many times the base salary.
    factor: Annotated[float, Field(gt=0)]
    #: The rule, as the documents cite it.
    rule: Text
    #: First day in force.
    effective_from: date
    #: Last day in force; none for one without an end.
    effective_to: date | None = None

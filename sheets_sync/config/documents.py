"""Tables of campaign.toml about documents: their looks, the law they rest on, money, names that change."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from sheets_sync.config.section import Section, Text
from sheets_sync.model import Paper, Personal


class ReportSettings(Section):
    """How documents are written."""

    #: Cơ quan chủ quản, the line above the ward's name; empty for none.
    governing_body: str = ""
    #: Cơ quan ban hành in full; empty means “Ủy ban nhân dân” and the ward's name.
    issuer: str = ""
    #: Follows the number that the clerk gives to a report.
    symbol: Text = "BC-UBND"
    #: The same of a letter (công văn): the ward's body and who drafts it.
    letter_symbol: Text = "UBND-VP"
    #: Kính gửi; none leaves the line out.
    addressed_to: tuple[Text, ...] = ()
    #: Folder of templates that replace the package's of the same names.
    templates: Path | None = None
    #: The office's register of rewards over the years: one file that its campaigns may share.
    register_file: Path = Path("so-khen-thuong.csv")


class Dated(Section):
    """A line of the law by date."""

    #: First day in force.
    effective_from: date
    #: Last day in force; none for one without an end.
    effective_to: date | None = None
    #: Where it was looked up, and when.
    source: str = ""
    #: Whether somebody held it against the law's text; commands name what is not.
    verified: bool = False

    def in_force(self, day: date) -> bool:
        """Whether it counts in a document of this day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


class LegalBasis(Dated):
    """One text that documents are based on, with its number and the days on which it is in force."""

    #: As documents cite it: with number, day, issuer and full title (NĐ 30/2020/NĐ-CP, Phụ lục I, II.6).
    text: Text
    #: Such as `06/2022/QH15`; where verified, it replaces our own line of that number. Empty for a text that
    #: has none yet.
    number: str = ""
    #: The documents that cite it; none given: as our line of its number, or all. `[]`: none.
    papers: tuple[Paper, ...] | None = None


class BaseSalary(Dated):
    """Lương cơ sở, of which rewards in money are parts, with the days on which it is in force."""

    #: In đồng a month.
    amount: Annotated[int, Field(gt=0)]
    #: The decree that sets it.
    rule: str = ""


class RewardSettings(Dated):
    """Money that goes with one award, with the days on which the rule is in force."""

    #: As the proposals name the award, such as `Giấy khen`.
    award: Text
    #: As the proposals name the kind of subject, such as `Cá nhân`.
    subject: Text
    #: How many times the base salary.
    factor: Annotated[float, Field(gt=0)]
    #: The rule, as the documents cite it.
    rule: Text


class NamingSettings(Dated):
    """How the ward, its bodies and its signers are called from a day on; what is left out stays as it is."""

    #: Of the ward.
    name: str | None = None
    #: As in “…, ngày 05 tháng 8 năm 2024”.
    place_name: str | None = None
    #: Cơ quan chủ quản; empty for none.
    governing_body: str | None = None
    #: Kính gửi.
    addressed_to: tuple[Text, ...] | None = None
    #: Nơi nhận.
    recipients: tuple[str, ...] | None = None
    #: Who collects the reports.
    office: str | None = None
    #: Who decides on commendations.
    council: str | None = None
    #: Who makes exemplars known.
    broadcaster: str | None = None
    #: Lines above the signer's title.
    signer_authority: Sequence[str] | None = None
    #: The signer's title.
    signer_title: str | None = None
    #: Who signs.
    signer_name: Annotated[str | None, Personal.NAME] = None


class MovementSettings(Section):
    """One movement that the plan names (phong trào), of which the report tells under its area."""

    #: As the plan names it, without quotation marks.
    title: Text
    #: Code of its area.
    area: Text
    #: Codes of the indicators that show its results.
    indicators: tuple[Text, ...] = ()
    #: Words by which units' own sentences are known to be about it; the title is always one.
    words: tuple[Text, ...] = ()

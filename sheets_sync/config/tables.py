"""The shape of campaign.toml."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Annotated, get_args
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from sheets_sync.calendar.regimes import Rhythm
from sheets_sync.config.documents import (
    BaseSalary,
    LegalBasis,
    MovementSettings,
    NamingSettings,
    ReportSettings,
    RewardSettings,
)
from sheets_sync.config.evaluation import EvaluationSettings
from sheets_sync.config.google import GoogleSection
from sheets_sync.config.jobs import JobsSettings
from sheets_sync.config.mail import MailboxSettings, MailSettings
from sheets_sync.config.master import MasterSettings
from sheets_sync.config.outliers import OutlierSettings
from sheets_sync.config.people import PeopleSettings
from sheets_sync.config.section import Email, Section, Text
from sheets_sync.config.store import StoreSettings
from sheets_sync.model import Personal


@cache
def _zones() -> frozenset[str]:
    """To look them up on the disk takes as long as to read a campaign's files."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("not a time zone; for Vietnam use Asia/Ho_Chi_Minh")
    return name


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        raise ValueError("give the local time of the ward, without an offset")
    return moment


#: Of a campaign, period or regime; the periods of a regime have more, and the store has room for 64.
SmallCode = Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=48)]
Zone = Annotated[str, AfterValidator(_known_zone)]
LocalTime = Annotated[datetime, AfterValidator(_local)]


class CampaignSettings(Section):
    """What the plan says of itself."""

    #: Tells this campaign's workbooks and mails from others'; never change it later.
    code: SmallCode
    #: Shown on every workbook's first tab and in mails.
    title: Text
    #: The plan's slogan, for the report.
    theme: Text
    #: Days before it are questioned.
    start: date
    #: Ngày kết thúc: the campaign's end, not a deadline for reports.
    end: date
    #: Heads of units may confirm each report as complete, in the check tab; shown to the office, and nothing
    #: else follows from it.
    confirm_complete: bool = False


class PeriodSettings(Section):
    """One period of reporting."""

    #: Never change it later.
    code: SmallCode
    #: Shown in mails.
    title: Text
    #: First day that the reports cover.
    start: date
    #: Chốt số liệu.
    cut_off: date
    #: Hạn nộp.
    deadline: LocalTime
    #: Other deadlines: code or kind of the unit to moment.
    deadlines: Mapping[str, LocalTime] = Field(default_factory=dict)
    #: Day on which units get their workbooks; none: at once.
    opens: date | None = None
    #: Moment at which the reports are closed by themselves; none: the office closes them.
    closes: LocalTime | None = None
    #: Codes of the forms that it asks for; none: all that a unit owes.
    forms: tuple[str, ...] = ()


class RegimeSettings(Section):
    """A report that is due again and again; each of its periods has workbooks and a master of its own."""

    #: Begins the codes of its periods; never change it later.
    code: SmallCode
    #: Begins the titles of its periods, e.g. `Báo cáo`.
    title: Text
    #: How often.
    rhythm: Rhythm
    #: The first cut-off lies on this day or after.
    first: date
    #: The last cut-off lies on this day or before; none: twenty years after the first.
    last: date | None = None
    #: Chốt số liệu: day of the month, 31 for the last one; for a week, its day from 1 for Monday.
    cut_off_day: Annotated[int, Field(ge=1, le=31)] = 14
    #: Hạn nộp: working days after the cut-off.
    deadline_days: Annotated[int, Field(ge=1)] = 1
    #: Time of day of the deadline.
    deadline_time: time = time(17)
    #: The same for kinds of units that have another deadline: kind to working days.
    deadline_days_of: Mapping[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    #: Days before the cut-off on which units get their workbooks.
    opens_days: Annotated[int, Field(ge=0)] = 10
    #: Days after the deadline on which the reports are closed by themselves.
    closes_days: Annotated[int, Field(ge=1)] = 30
    #: Codes of the forms that it asks for; none: all that a unit owes.
    forms: tuple[str, ...] = ()


class ExtensionSettings(Section):
    """Another deadline for one unit in one period (gia hạn)."""

    #: Code of the period.
    period: Text
    #: Code of the unit.
    unit: Text
    #: Its deadline.
    until: LocalTime


class CalendarSettings(Section):
    """Days that the government or the ward has swapped; public holidays are known."""

    #: Days on which nobody works although the calendar says otherwise.
    off: tuple[date, ...] = ()
    #: Days on which people work although the calendar says otherwise.
    working: tuple[date, ...] = ()


class AreaSettings(Section):
    """One area of the plan (part II, section 2) and the form that holds its indicators."""

    #: Short, such as `KT`.
    code: Text
    #: Code of the form that holds its indicators.
    form: Text
    #: As the plan names it.
    title: Text
    #: As units choose it from lists, such as `Kinh tế`; empty for the title.
    short: str = ""


class WardSettings(Section):
    """Who the ward is."""

    #: Stands in the names of workbooks and in mails.
    name: Text
    #: Of the next level up.
    parent: Text
    #: As the report's head names it.
    province: Text
    #: As in “…, ngày 05 tháng 8 năm 2024”.
    place_name: Text
    #: Of deadlines, workbooks and the journal.
    time_zone: Zone = "Asia/Ho_Chi_Minh"
    #: Of the workbooks: decides how Google reads what is typed.
    locale: Annotated[str, Field(pattern=r"^[a-z]{2}_[A-Z]{2}$")] = "vi_VN"


class RoleSettings(Section):
    """Who does what (part IV of the plan)."""

    #: Who collects the reports.
    office: Text
    #: Who decides on commendations.
    council: Text
    #: Who makes exemplars known.
    broadcaster: Text
    #: Lines above the signer's title, such as `TM. ỦY BAN NHÂN DÂN`.
    signer_authority: Sequence[str]
    #: Such as `PHÓ CHỦ TỊCH`.
    signer_title: Text
    #: Who signs the report.
    signer_name: Annotated[Text, Personal.NAME]
    #: Who signs for the council: its lines, the title last.
    council_authority: Sequence[str] = ("TM. HỘI ĐỒNG", "CHỦ TỊCH HỘI ĐỒNG")
    #: The same person's office in the ward, such as `CHỦ TỊCH UBND PHƯỜNG`; empty leaves it out.
    council_post: str = ""
    #: Who signs for the council; empty leaves a blank.
    council_signer: Annotated[str, Personal.NAME] = ""
    #: Who keeps the council's minutes; empty leaves a blank.
    council_clerk: Annotated[str, Personal.NAME] = ""


class OfficeSettings(Section):
    """How the office is reached."""

    #: Get the digest and may edit the master.
    emails: Annotated[tuple[Email, ...], Field(min_length=1), Personal.CONTACT]
    #: Shown to units, in one line.
    contact: Annotated[Text, Personal.CONTACT]
    #: Get the weekly overview.
    leadership: Annotated[tuple[Email, ...], Personal.CONTACT] = ()
    #: Day of the week on which they get it, from 1 for Monday.
    overview_day: Annotated[int, Field(ge=1, le=7)] = 5


class Settings(BaseSettings):
    """The whole of campaign.toml; the environment wins over the file."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix="SHEETS_SYNC_", env_nested_delimiter="__"
    )

    #: The roster.
    units: Path = Path("units.csv")
    #: The catalogue of indicators.
    indicators: Path = Path("indicators.csv")
    #: Folder of the campaign's own forms, Python that runs as the service; none: those that ship with it.
    forms: Path | None = None
    #: What each kind of unit is called in overviews, such as `TDP = "Tổ dân phố"`; else as in the roster.
    kinds: Mapping[str, Text] = {}
    campaign: CampaignSettings
    period: tuple[PeriodSettings, ...] = ()
    regime: tuple[RegimeSettings, ...] = ()
    extension: tuple[ExtensionSettings, ...] = ()
    calendar: CalendarSettings = CalendarSettings()
    area: tuple[AreaSettings, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    ward: WardSettings
    roles: RoleSettings
    #: Nơi nhận.
    recipients: tuple[str, ...] = ()
    office: OfficeSettings
    mail: MailSettings
    mailbox: MailboxSettings | None = None
    google: GoogleSection
    store: StoreSettings = StoreSettings()
    report: ReportSettings = ReportSettings()
    jobs: JobsSettings = JobsSettings()
    outliers: OutlierSettings = OutlierSettings()
    people: PeopleSettings = PeopleSettings()
    master: MasterSettings = MasterSettings()
    evaluation: EvaluationSettings | None = None
    base_salary: tuple[BaseSalary, ...] = ()
    reward: tuple[RewardSettings, ...] = ()
    naming: tuple[NamingSettings, ...] = ()
    movement: tuple[MovementSettings, ...] = ()

    @classmethod
    def keys_under(cls, path: Sequence[str | int]) -> list[str]:
        """The keys that are known below a path of the file, for suggestions."""
        model: type[BaseModel] = cls
        for part in path:
            if isinstance(part, str):
                annotation = model.model_fields[part].annotation
                inner = next((one for one in get_args(annotation) if isinstance(one, type)), annotation)
                if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
                    return []
                model = inner
        return list(model.model_fields)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 (the signature is pydantic-settings')
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then the file's own tables, which are given as arguments."""
        return env_settings, init_settings

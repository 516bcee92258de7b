"""The shape of campaign.toml."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, get_args
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("not a time zone; for Vietnam use Asia/Ho_Chi_Minh")
    return name


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        raise ValueError("give the local time of the ward, without an offset")
    return moment


Zone = Annotated[str, AfterValidator(_known_zone)]
LocalTime = Annotated[datetime, AfterValidator(_local)]
Text = Annotated[str, Field(min_length=1)]
Email = Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")]


class Section(BaseModel):
    """A table of the file; unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CampaignSettings(Section):
    """What the plan says of itself."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Text
    theme: Text
    start: date
    #: Ngày kết thúc: the campaign's end, not a deadline for reports.
    end: date


class PeriodSettings(Section):
    """One period of reporting."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Text
    start: date
    #: Chốt số liệu.
    cut_off: date
    #: Hạn nộp.
    deadline: LocalTime


class AreaSettings(Section):
    """One area of the plan (part II, section 2) and the form that holds its indicators."""

    code: Text
    form: Text
    title: Text


class LegalBasis(Section):
    """One text that the report is based on, with its number and the days on which it is in force."""

    text: Text
    #: Such as `06/2022/QH15`; empty for a text that has none yet.
    number: str = ""
    effective_from: date
    effective_to: date | None = None


class WardSettings(Section):
    """Who the ward is."""

    name: Text
    parent: Text
    province: Text
    #: As in “…, ngày 05 tháng 8 năm 2024”.
    place_name: Text
    time_zone: Zone = "Asia/Ho_Chi_Minh"
    locale: Annotated[str, Field(pattern=r"^[a-z]{2}_[A-Z]{2}$")] = "vi_VN"


class RoleSettings(Section):
    """Who does what (part IV of the plan)."""

    office: Text
    council: Text
    broadcaster: Text
    signer_authority: Sequence[str]
    signer_title: Text
    signer_name: Text


class OfficeSettings(Section):
    """How the office is reached."""

    emails: Annotated[tuple[Email, ...], Field(min_length=1)]
    #: Shown to units, in one line.
    contact: Text


class MailSettings(Section):
    """How mails leave."""

    #: Only `folder`, one .eml file a mail, exists so far.
    transport: Literal["folder"] = "folder"
    folder: Path = Path("outbox")
    sender_name: Text
    sender_address: Email
    reply_to: Email | None = None


class GoogleSection(Section):
    """How Google is reached; see sheets_sync.google.settings for the meaning."""

    api_base_url: Annotated[str, Field(pattern=r"^https?://")] | None = None
    auth: Literal["service-account", "adc", "anonymous"] = "service-account"
    credentials_file: Path | None = None
    reads_per_minute: Annotated[int, Field(ge=0)] = 60
    writes_per_minute: Annotated[int, Field(ge=0)] = 60
    attempts: Annotated[int, Field(ge=1, le=20)] = 6
    #: Seconds.
    first_wait: Annotated[float, Field(gt=0, le=60)] = 4.0
    #: Id of the shared drive that holds the workbooks.
    shared_drive: str | None = None
    folder: str | None = None
    #: Workbooks read at the same time.
    threads: Annotated[int, Field(ge=1, le=64)] = 8

    @model_validator(mode="after")
    def _key_is_given(self) -> "GoogleSection":
        if self.auth == "service-account" and self.credentials_file is None:
            raise ValueError("auth = service-account needs credentials_file, the path of the account's key")
        return self


class StoreSettings(Section):
    """Where the service keeps what it remembers."""

    url: Text = "sqlite:///sheets-sync.db"


class Settings(BaseSettings):
    """The whole of campaign.toml; the environment wins over the file."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix="SHEETS_SYNC_", env_nested_delimiter="__"
    )

    units: Path = Path("units.csv")
    indicators: Path = Path("indicators.csv")
    campaign: CampaignSettings
    period: Annotated[tuple[PeriodSettings, ...], Field(min_length=1)]
    area: Annotated[tuple[AreaSettings, ...], Field(min_length=1)]
    legal_basis: tuple[LegalBasis, ...] = ()
    ward: WardSettings
    roles: RoleSettings
    #: Nơi nhận.
    recipients: tuple[str, ...] = ()
    office: OfficeSettings
    mail: MailSettings
    google: GoogleSection
    store: StoreSettings = StoreSettings()

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

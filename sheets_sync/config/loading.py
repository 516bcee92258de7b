"""A campaign's configuration: campaign.toml, the roster and the catalogue, checked together.

Every mistake of the three files is reported at once as ConfigError. Settings may be overridden by the
environment (`SHEETS_SYNC_GOOGLE__API_BASE_URL=…`); secrets have no place in the file.
"""

import os
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from pydantic_settings import SettingsError

from sheets_sync.calendar.workdays import IsWorking, working_days
from sheets_sync.config import tables as sections
from sheets_sync.config.catalogue import read_catalogue
from sheets_sync.config.documents import ReportSettings
from sheets_sync.config.evaluation import EvaluationSettings, evaluation_problems
from sheets_sync.config.mail import MailSettings
from sheets_sync.config.periods import all_periods, period_problems
from sheets_sync.config.remedies import remedy, unknown
from sheets_sync.config.roster import charge_problems, read_roster
from sheets_sync.config.toml_file import read_toml
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.model import Indicator, Period, Unit

Model = TypeVar("Model", bound=BaseModel)
SQLITE_FILE = re.compile(r"(sqlite(?:\+\w+)?:///)(?![/:])(.+)")


@dataclass(frozen=True)
class Config:
    """Everything the office decided, checked; paths are absolute."""

    #: The campaign.toml that was read.
    file: Path
    settings: sections.Settings
    units: tuple[Unit, ...]
    #: Enabled indicators by code, in the catalogue's order.
    indicators: Mapping[str, Indicator]
    #: Codes of the indicators that are switched off.
    disabled: frozenset[str]
    periods: tuple[Period, ...]

    @property
    def campaign(self) -> sections.CampaignSettings:
        """What the plan says of itself."""
        return self.settings.campaign

    @property
    def areas(self) -> tuple[sections.AreaSettings, ...]:
        """The areas of the plan, in its order."""
        return self.settings.area

    @property
    def ward(self) -> sections.WardSettings:
        """Who the ward is."""
        return self.settings.ward

    @property
    def roles(self) -> sections.RoleSettings:
        """Who does what."""
        return self.settings.roles

    @property
    def recipients(self) -> tuple[str, ...]:
        """Nơi nhận, line by line."""
        return self.settings.recipients

    @property
    def legal_bases(self) -> tuple[sections.LegalBasis, ...]:
        """Texts that the report is based on, also those not in force at the moment."""
        return self.settings.legal_basis

    @property
    def office(self) -> sections.OfficeSettings:
        """How the office is reached."""
        return self.settings.office

    @property
    def mail(self) -> MailSettings:
        """How mails leave."""
        return self.settings.mail

    @property
    def google(self) -> sections.GoogleSection:
        """How Google is reached."""
        return self.settings.google

    @property
    def store(self) -> sections.StoreSettings:
        """Where the service keeps what it remembers."""
        return self.settings.store

    @property
    def report(self) -> ReportSettings:
        """How the report to the leadership is written."""
        return self.settings.report

    @property
    def store_url(self) -> str:
        """The database URL; the path of an SQLite file is absolute."""
        return self.store.url

    @property
    def zone(self) -> ZoneInfo:
        """The ward's time zone."""
        return ZoneInfo(self.ward.time_zone)

    def kind_title(self, kind: str) -> str:
        """What people call a kind of unit."""
        return self.settings.kinds.get(kind, kind)

    def limits(self, period: Period) -> Mapping[str, Decimal]:
        """Constants that figures may not exceed: how many units of each kind, in lower case, there are."""
        day = period.cut_off
        kinds = [
            unit.kind.lower()
            for unit in self.units
            if unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to)
        ]
        return {kind: Decimal(kinds.count(kind)) for kind in kinds}

    @property
    def is_working(self) -> IsWorking:
        """Whether people of the ward work on a day."""
        calendar = self.settings.calendar
        return working_days(calendar.off, calendar.working)

    @property
    def period(self) -> Period:
        """The period that is meant where no moment is given: the last that stands by itself, or the first."""
        return next((one for one in reversed(self.periods) if not one.regime), self.periods[0])

    def periods_at(self, at: datetime) -> tuple[Period, ...]:
        """The periods that are reported at a moment; when there is none, the next one, or the last."""
        found = tuple(period for period in self.periods if period.is_open(at))
        coming = [one for one in self.periods if one.opens is not None and one.opens > at.date()]
        return found or (min(coming, key=lambda one: one.opens or date.max) if coming else self.periods[-1],)

    def find_period(self, code: str) -> Period:
        """The period with this code; raises ConfigError when there is none."""
        for period in self.periods:
            if period.code == code:
                return period
        text = unknown("period", code, [period.code for period in self.periods])
        raise ConfigError((Problem(self.file, "period", code, text),))

    def path(self, relative: Path) -> Path:
        """A path that is relative to the configuration's file."""
        return self.file.parent / relative


def load(path: Path, form_codes: Collection[str]) -> Config:
    """Read and check a campaign; raises ConfigError with every problem of its three files."""
    path = path.resolve()
    problems: list[Problem] = []
    raw = read_toml(path, problems)
    settings = _settings(path, raw, problems) if raw is not None else None
    problems += _cross_problems(path, settings, raw or {}, form_codes)
    if settings is not None:
        problems += period_problems(path, settings, form_codes)
        problems += _folder_problems(path, settings)
    units_file = _list_file(path, "units", settings, raw)
    indicators_file = _list_file(path, "indicators", settings, raw)
    # Without a readable campaign.toml nobody named these files: then they are checked if they exist.
    catalogue = read_catalogue(
        indicators_file, form_codes, problems if raw is not None or indicators_file.exists() else []
    )
    roster = read_roster(
        units_file, form_codes, catalogue, problems if raw is not None or units_file.exists() else []
    )
    problems += charge_problems(catalogue, roster)
    if problems or settings is None:
        raise ConfigError(tuple(problems))
    return Config(
        path,
        _resolved(settings, path.parent),
        roster.units,
        catalogue.indicators,
        catalogue.disabled,
        all_periods(settings),
    )


def _folder_problems(file: Path, settings: sections.Settings) -> Iterable[Problem]:
    """Templates that are looked for where there is no folder: ours would be used in their place, silently."""
    for key, folder in (
        ("mail.templates", settings.mail.templates),
        ("report.templates", settings.report.templates),
    ):
        if folder is not None and not (file.parent / folder).is_dir():
            yield Problem(file, key, str(folder), "There is no such folder; make it, or leave the key out.")


def _settings(file: Path, raw: dict[str, Any], problems: list[Problem]) -> sections.Settings | None:
    try:
        return sections.Settings(**raw)
    except SettingsError as error:
        problems.append(Problem(file, "environment", "", f"{error}; write a whole table as JSON."))
    except ValidationError as error:
        places = [fault["loc"] for fault in error.errors()]
        for fault in error.errors():
            # What stands above a mistake is faulty only because of it.
            if not any(fault["loc"] == place[: len(fault["loc"])] != place for place in places):
                problems.append(_problem(file, dict(fault)))
    return None


def _problem(file: Path, fault: dict[str, Any]) -> Problem:
    place = fault["loc"]
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    shown = "" if fault["type"] == "missing" or isinstance(fault["input"], dict | list) else fault["input"]
    text = remedy(name, fault)
    if fault["type"] == "extra_forbidden":
        text = unknown("key", name, sections.Settings.keys_under(place[:-1]))
    if variable := _variable(place):
        # What the environment holds may be secret.
        return Problem(file, key, "", f"{text} It comes from the environment: {variable}.")
    return Problem(file, key, str(shown)[:60], text)


def _variable(place: tuple[str | int, ...]) -> str:
    """The environment variable that set this key or a table above it, or nothing."""
    names = {f"SHEETS_SYNC_{'__'.join(map(str, place[:end]))}".upper() for end in range(1, len(place) + 1)}
    return next((name for name in os.environ if name.upper() in names), "")


def _list_file(file: Path, name: str, settings: sections.Settings | None, raw: dict[str, Any] | None) -> Path:
    given = (raw or {}).get(name) if settings is None else getattr(settings, name)
    return file.parent / (given if isinstance(given, str | Path) else f"{name}.csv")


def _resolved(settings: sections.Settings, base: Path) -> sections.Settings:
    """The same settings with every path made absolute."""
    key, url = settings.google.credentials_file, settings.store.url
    changed = {
        "units": base / settings.units,
        "indicators": base / settings.indicators,
        "mail": settings.mail.model_copy(update={"folder": base / settings.mail.folder}),
        "google": settings.google.model_copy(update={"credentials_file": key and base / key}),
        "store": settings.store.model_copy(
            update={"url": SQLITE_FILE.sub(lambda at: f"{at[1]}{base / at[2]}", url)}
        ),
    }
    return settings.model_copy(update=changed)


def _valid(model: type[Model], values: object) -> list[tuple[int, Model]]:
    """The tables of a list that are valid by themselves, with their places."""
    found = []
    for place, value in enumerate(values if isinstance(values, list) else []):
        with suppress(ValidationError):
            found.append((place, model.model_validate(value)))
    return found


def _cross_problems(
    file: Path, settings: sections.Settings | None, raw: dict[str, Any], form_codes: Collection[str]
) -> Iterable[Problem]:
    """Mistakes between keys; when some other key is mistaken, between those tables that are valid."""
    if settings is not None:
        raw = settings.model_dump(mode="json")
    periods = _valid(sections.PeriodSettings, raw.get("period"))
    for _, campaign in _valid(sections.CampaignSettings, [raw.get("campaign")]):
        yield from _date_problems(file, campaign, periods)
    for place, basis in _valid(sections.LegalBasis, raw.get("legal_basis")):
        if basis.effective_to is not None and basis.effective_to < basis.effective_from:
            text = f"Before effective_from {basis.effective_from}; correct one of the two."
            yield Problem(file, f"legal_basis[{place}].effective_to", str(basis.effective_to), text)
    yield from _points_problems(file, raw)
    areas = _valid(sections.AreaSettings, raw.get("area"))
    for place, area in areas:
        if area.form not in form_codes:
            yield Problem(file, f"area[{place}].form", area.form, unknown("form", area.form, form_codes))
    for table, codes in (
        ("area", [(place, area.code) for place, area in areas]),
        ("period", [(place, period.code) for place, period in periods]),
    ):
        for place, code in codes:
            if any(code == other for earlier, other in codes if earlier < place):
                text = f"An earlier {table} has this code too; give it another."
                yield Problem(file, f"{table}[{place}].code", code, text)


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

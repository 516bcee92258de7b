"""A campaign's configuration: campaign.toml, its forms, the roster and the catalogue, checked together.

Every mistake of all of them is reported at once as ConfigError. Settings may be overridden by the
environment (`SHEETS_SYNC_GOOGLE__API_BASE_URL=…`); secrets have no place in the file.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_settings import SettingsError

from sheets_sync.calendar.workdays import IsWorking, working_days
from sheets_sync.config import tables as sections
from sheets_sync.config.catalogue import read_catalogue
from sheets_sync.config.cross_checks import cross_problems
from sheets_sync.config.documents import Dated, ReportSettings
from sheets_sync.config.form_folder import AnyCode, fingerprint, read_forms
from sheets_sync.config.google import GoogleSection
from sheets_sync.config.mail import MailSettings
from sheets_sync.config.people import notices
from sheets_sync.config.periods import all_periods, period_problems
from sheets_sync.config.relations import holding_problems, relation_rules
from sheets_sync.config.remedies import remedy, unknown
from sheets_sync.config.roster import charge_problems, read_roster
from sheets_sync.config.section import Section
from sheets_sync.config.store import StoreSettings
from sheets_sync.config.succession import Succession
from sheets_sync.config.toml_file import read_toml
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.forms.form import Form, bound
from sheets_sync.forms.roles import PlanArea
from sheets_sync.model import Indicator, Period, Unit

#: A list of all months of twenty years helps nobody.
NAMED_PERIODS = 12
#: Tables of which a `[[naming]]` replaces keys.
NAMED: Mapping[str, type[Section]] = {
    "ward": sections.WardSettings,
    "roles": sections.RoleSettings,
    "report": ReportSettings,
}
SQLITE_FILE = re.compile(r"(sqlite(?:\+\w+)?:///)(?![/:])(.+)")


@dataclass(frozen=True)
class Config:
    """Everything the office decided, checked; paths are absolute."""

    #: The campaign.toml that was read.
    file: Path
    settings: sections.Settings
    #: With the campaign's areas and the rules of its catalogue, in the order of their tabs.
    forms: tuple[Form, ...]
    #: Changes when anything does but where the store is: a setting, a list, a form, the program's version.
    mark: str
    #: Changes when the campaign's own forms, its areas or its relations do.
    forms_mark: str
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
    def areas(self) -> tuple[PlanArea, ...]:
        """The areas of the plan, in its order."""
        return areas_of(self.settings)

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

    def named_on(self, day: date) -> sections.Settings:
        """The settings as documents of a day name the ward, its bodies and its signers."""
        found = [one for one in self.settings.naming if one.in_force(day)]
        given = {
            name: value
            for one in found
            for name, value in one.model_dump(exclude=set(Dated.model_fields)).items()
            if value is not None
        }
        return self.settings.model_copy(
            update={
                **{
                    name: getattr(self.settings, name).model_copy(update=_of(table, given))
                    for name, table in NAMED.items()
                },
                "recipients": given.get("recipients", self.settings.recipients),
            }
        )

    @property
    def office(self) -> sections.OfficeSettings:
        """How the office is reached."""
        return self.settings.office

    @property
    def mail(self) -> MailSettings:
        """How mails leave."""
        return self.settings.mail

    @property
    def google(self) -> GoogleSection:
        """How Google is reached."""
        return self.settings.google

    @property
    def store(self) -> StoreSettings:
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

    @cached_property
    def unit_codes(self) -> frozenset[str]:
        """By what the units of the roster are kept."""
        return frozenset(unit.code for unit in self.units)

    @cached_property
    def _succession(self) -> Succession:
        return Succession(self.units)

    def heirs(self, unit: Unit) -> tuple[Unit, ...]:
        """The units that took over from one: its successor, and those that a split made of it."""
        return self._succession.heirs(unit)

    def in_charge_of(self, unit: Unit, day: date) -> tuple[Unit, ...]:
        """Who looks after a unit's reports on a day: itself, or who took over since it left."""
        return self._succession.in_charge_of(unit, day)

    def kind_title(self, kind: str) -> str:
        """What people call a kind of unit."""
        return self.settings.kinds.get(kind, kind)

    def limits(self, period: Period) -> Mapping[str, Decimal]:
        """Constants that figures may not exceed: how many units of each kind, in lower case, there are."""
        day = period.cut_off
        kinds = Counter(
            unit.kind.lower()
            for unit in self.units
            if unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to)
        )
        return {kind: Decimal(count) for kind, count in kinds.items()}

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
        text = unknown("period", code, [period.code for period in self.periods], most=NAMED_PERIODS)
        raise ConfigError((Problem(self.file, "period", code, text),))

    def path(self, relative: Path) -> Path:
        """A path that is relative to the configuration's file."""
        return self.file.parent / relative


def load(path: Path, shipped: Sequence[Form]) -> Config:
    """Read and check a campaign; raises ConfigError with every problem of its files.

    `shipped` are the forms of a campaign that names no folder of its own.
    """
    path = path.resolve()
    problems: list[Problem] = []
    raw = read_toml(path, problems)
    settings = _settings(path, raw, problems) if raw is not None else None
    folder = (raw or {}).get("forms") if settings is None else settings.forms
    forms = read_forms(path.parent / folder, path, problems) if isinstance(folder, str | Path) else shipped
    # Without forms nothing that names one can be wrong.
    codes = [form.code for form in forms] if forms else AnyCode()
    problems += cross_problems(path, settings, raw or {}, codes)
    if settings is not None:
        problems += period_problems(path, settings, codes)
        problems += _folder_problems(path, settings)
    units_file = _list_file(path, "units", settings, raw)
    indicators_file = _list_file(path, "indicators", settings, raw)
    # Without a readable campaign.toml nobody named these files: then they are checked if they exist.
    of_catalogue = problems if raw is not None or indicators_file.exists() else []
    catalogue = read_catalogue(indicators_file, codes, of_catalogue)
    roster = read_roster(
        units_file, codes, catalogue, problems if raw is not None or units_file.exists() else []
    )
    problems += holding_problems(catalogue, forms)
    problems += charge_problems(catalogue, roster)
    rules = relation_rules(catalogue, roster, {} if settings is None else settings.kinds, of_catalogue)
    if problems or settings is None:
        raise ConfigError(tuple(problems))
    areas = areas_of(settings)
    forms_mark = repr((settings.forms and fingerprint(path.parent / settings.forms), areas, rules))
    return Config(
        path,
        _resolved(settings, path.parent),
        bound(forms, areas, rules, notices(settings.people, settings.office.contact, forms)),
        _mark(settings, (units_file, indicators_file), forms_mark),
        forms_mark,
        roster.units,
        catalogue.indicators,
        catalogue.disabled,
        all_periods(settings),
    )


def _of(table: type[Section], given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in table.model_fields}


def _mark(settings: sections.Settings, lists: Iterable[Path], forms_mark: str) -> str:
    told = (
        version("sheets-sync"),
        settings.model_dump_json(exclude={"store": {"url"}}),
        forms_mark,
        [one.read_bytes() for one in lists],
    )
    return sha256(repr(told).encode()).hexdigest()


def _folder_problems(file: Path, settings: sections.Settings) -> Iterable[Problem]:
    """Templates that are looked for where there is no folder: ours would be used in their place, silently."""
    for key, folder in (
        ("mail.templates", settings.mail.templates),
        ("report.templates", settings.report.templates),
    ):
        if folder is not None and not (file.parent / folder).is_dir():
            yield Problem(file, key, str(folder), "There is no such folder; make it, or leave the key out.")


def areas_of(settings: sections.Settings) -> tuple[PlanArea, ...]:
    """The areas as forms and reports know them."""
    return tuple(PlanArea(one.code, one.form, one.title, one.short or one.title) for one in settings.area)


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
        "forms": settings.forms and base / settings.forms,
        "mail": settings.mail.model_copy(update={"folder": base / settings.mail.folder}),
        "google": settings.google.model_copy(update={"credentials_file": key and base / key}),
        "store": settings.store.model_copy(
            update={"url": SQLITE_FILE.sub(lambda at: f"{at[1]}{base / at[2]}", url)}
        ),
    }
    return settings.model_copy(update=changed)

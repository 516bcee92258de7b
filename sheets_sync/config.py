"""A campaign's configuration: campaign.toml, the roster and the catalogue, checked together.

Every mistake of the three files is reported at once as ConfigError. Settings may be overridden by the
environment (`SHEETS_SYNC_GOOGLE__API_BASE_URL=…`); secrets have no place in the file.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from rapidfuzz import process

from sheets_sync.catalogue import read_catalogue
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.model import Indicator, Period, Unit
from sheets_sync.roster import charge_problems, read_roster
from sheets_sync.settings import Settings, settings_class


@dataclass(frozen=True)
class Config:
    """Everything the office decided, checked."""

    #: The campaign.toml that was read.
    file: Path
    settings: Settings
    units: tuple[Unit, ...]
    #: Enabled indicators by code, in the catalogue's order.
    indicators: Mapping[str, Indicator]
    periods: tuple[Period, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The ward's time zone."""
        return ZoneInfo(self.settings.ward.time_zone)

    @property
    def period(self) -> Period:
        """The period being reported: the campaign's last."""
        return self.periods[-1]

    @property
    def limits(self) -> Mapping[str, Decimal]:
        """Constants that figures may not exceed: how many units there are of each kind, in lower case."""
        kinds = [unit.kind.lower() for unit in self.units]
        return {kind: Decimal(kinds.count(kind)) for kind in kinds}

    def path(self, relative: Path) -> Path:
        """A path of the configuration, which is relative to its file."""
        return self.file.parent / relative

    @property
    def store_url(self) -> str:
        """The database URL; the path of an SQLite file is relative to the configuration."""
        url = self.settings.store.url
        prefix = "sqlite:///"
        if url.startswith(prefix) and not url.startswith(f"{prefix}/"):
            return prefix + str(self.path(Path(url.removeprefix(prefix))).resolve())
        return url


def load(file: Path, form_codes: Collection[str]) -> Config:
    """Read and check a campaign; raises ConfigError with every problem of its three files."""
    problems: list[Problem] = []
    raw = _toml(file, problems)
    settings = _settings(file, raw, problems)
    indicators_file = file.parent / str(raw.get("indicators", "indicators.csv"))
    units_file = file.parent / str(raw.get("units", "units.csv"))
    indicators = read_catalogue(indicators_file, form_codes, problems)
    units = read_roster(units_file, form_codes, indicators, problems)
    if not problems:
        problems += charge_problems(indicators_file, indicators.values(), units)
    if settings is not None:
        problems += _date_problems(file, settings)
    if problems or settings is None:
        raise ConfigError(tuple(problems))
    zone = ZoneInfo(settings.ward.time_zone)
    periods = tuple(
        Period(one.code, one.title, one.start, one.cut_off, one.deadline.replace(tzinfo=zone))
        for one in settings.period
    )
    return Config(file, settings, units, indicators, periods)


def _toml(file: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(
            Problem(file, "", "", "There is no such file; give the campaign's file with --config.")
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(Problem(file, "", "", f"Not a readable TOML file: {error}."))
    return {}


def _settings(file: Path, raw: dict[str, Any], problems: list[Problem]) -> Settings | None:
    if not raw:
        return None
    try:
        return settings_class(raw)()
    except ValidationError as error:
        problems += [_problem(file, dict(fault)) for fault in error.errors()]
    return None


def _problem(file: Path, fault: dict[str, Any]) -> Problem:
    *above, last = fault["loc"] or ("",)
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]).lstrip(".")
    value = "" if isinstance(fault["input"], dict | list) else str(fault["input"])[:60]
    if fault["type"] == "extra_forbidden":
        if "password" in str(last) or "secret" in str(last):
            return Problem(file, key, "", "Secrets do not belong in this file; give them in the environment.")
        best = process.extractOne(str(last), Settings.keys_under(above), score_cutoff=60)
        return Problem(file, key, value, "Unknown key." + (f" Did you mean {best[0]}?" if best else ""))
    if fault["type"] == "missing":
        return Problem(file, key, "", "Required; add it.")
    return Problem(file, key, value, f"{fault['msg']}.")


def _date_problems(file: Path, settings: Settings) -> Iterable[Problem]:
    campaign = settings.campaign
    if campaign.end < campaign.start:
        yield Problem(file, "campaign.end", str(campaign.end), "Before campaign.start; exchange the two.")
    for place, period in enumerate(settings.period):
        key = f"period[{place}]"
        if period.cut_off < period.start:
            yield Problem(file, f"{key}.cut_off", str(period.cut_off), "Before the period's start.")
        if period.deadline.date() < period.cut_off:
            remedy = "Before the cut-off: units could not report what they count until then."
            yield Problem(file, f"{key}.deadline", str(period.deadline), remedy)

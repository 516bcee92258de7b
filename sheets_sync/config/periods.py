"""The periods that a configuration asks for: those by themselves and those of its regimes."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sheets_sync.calendar.regimes import Regime, Rhythm, periods
from sheets_sync.calendar.workdays import working_days
from sheets_sync.config.remedies import unknown
from sheets_sync.config.tables import PeriodSettings, RegimeSettings, Settings
from sheets_sync.errors import Problem
from sheets_sync.model import Period

#: A regime without an end is planned for so many years.
YEARS = 20
DAYS_OF_WEEK = 7


def all_periods(settings: Settings) -> tuple[Period, ...]:
    """Those by themselves first, then the regimes' by cut-off; extensions are among their deadlines."""
    zone = ZoneInfo(settings.ward.time_zone)
    is_working = working_days(settings.calendar.off, settings.calendar.working)
    found = [_period(one, zone) for one in settings.period]
    repeated = [one for regime in settings.regime for one in periods(_regime(regime, zone), is_working)]
    extended: dict[str, dict[str, datetime]] = {}
    for one in settings.extension:
        extended.setdefault(one.period, {})[one.unit] = one.until.replace(tzinfo=zone)
    return tuple(
        replace(one, deadlines={**one.deadlines, **extended.get(one.code, {})})
        for one in (*found, *sorted(repeated, key=lambda period: period.cut_off))
    )


def _period(one: PeriodSettings, zone: ZoneInfo) -> Period:
    return Period(
        one.code,
        one.title,
        one.start,
        one.cut_off,
        one.deadline.replace(tzinfo=zone),
        opens=one.opens,
        closes=None if one.closes is None else one.closes.replace(tzinfo=zone),
        forms=frozenset(one.forms),
        deadlines={name: moment.replace(tzinfo=zone) for name, moment in one.deadlines.items()},
    )


def _regime(one: RegimeSettings, zone: ZoneInfo) -> Regime:
    return Regime(
        code=one.code,
        title=one.title,
        rhythm=one.rhythm,
        first=one.first,
        last=one.last or date(one.first.year + YEARS, 12, 31),
        cut_off_day=one.cut_off_day,
        deadline_days=one.deadline_days,
        deadline_time=one.deadline_time,
        opens_days=one.opens_days,
        closes_days=one.closes_days,
        zone=zone,
        forms=frozenset(one.forms),
        deadline_days_of=one.deadline_days_of,
    )


def period_problems(file: Path, settings: Settings, form_codes: Collection[str]) -> Iterable[Problem]:
    """Mistakes in regimes, extensions and the forms that periods ask for."""
    if not settings.period and not settings.regime:
        yield Problem(file, "period", "", "Give at least one [[period]] or [[regime]].")
    forms = [(f"period[{place}]", one.forms) for place, one in enumerate(settings.period)]
    forms += [(f"regime[{place}]", one.forms) for place, one in enumerate(settings.regime)]
    for key, asked in forms:
        for form in (one for one in dict.fromkeys(asked) if one not in form_codes):
            yield Problem(file, f"{key}.forms", form, unknown("form", form, form_codes))
    for place, regime in enumerate(settings.regime):
        earlier = [one.code for one in settings.regime[:place]]
        yield from _regime_problems(file, f"regime[{place}]", regime, earlier)
    codes = [period.code for period in all_periods(settings)]
    for place, extension in enumerate(settings.extension):
        if extension.period not in codes:
            text = unknown("period", extension.period, codes)
            yield Problem(file, f"extension[{place}].period", extension.period, text)


def _regime_problems(
    file: Path, key: str, regime: RegimeSettings, earlier: Collection[str]
) -> Iterable[Problem]:
    if regime.last is not None and regime.last < regime.first:
        text = f"Before first {regime.first}; exchange the two."
        yield Problem(file, f"{key}.last", str(regime.last), text)
    if regime.rhythm is Rhythm.WEEK and regime.cut_off_day > DAYS_OF_WEEK:
        text = "Of a weekly regime: 1 for Monday to 7 for Sunday."
        yield Problem(file, f"{key}.cut_off_day", str(regime.cut_off_day), text)
    if regime.code in earlier:
        text = "An earlier regime has this code too; give it another."
        yield Problem(file, f"{key}.code", regime.code, text)

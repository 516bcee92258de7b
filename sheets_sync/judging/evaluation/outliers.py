"""Figures far from the unit's own last period or from units of its kind: questions before they count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from sheets_sync.config.evaluation import EvaluationSettings
from sheets_sync.forms.roles import Indicators
from sheets_sync.judging.usual import Usual
from sheets_sync.model import Record, Unit
from sheets_sync.vietnamese.numbers import format_number

#: Why a figure stands out, by unit and indicator.
Outliers = Mapping[tuple[str, str], str]


def outliers(
    records: Iterable[Record],
    before: Iterable[Record],
    units: Mapping[str, Unit],
    fields: Mapping[str, Indicators],
    settings: EvaluationSettings,
) -> Outliers:
    """Why figures of `records` stand out; `before` are the records of the period before.

    `fields` tells by form what the figures are called.
    """
    figures = dict(_figures(records, fields))
    found = dict(_against_peers(figures, units, settings))
    # A unit's own history says more than its peers'.
    found.update(_against_history(figures, dict(_figures(before, fields)), settings))
    return found


def _figures(
    records: Iterable[Record], fields: Mapping[str, Indicators]
) -> Iterable[tuple[tuple[str, str], Decimal]]:
    for record in records:
        its = fields.get(record.form)
        if its is not None and isinstance(actual := record.values.get(its.actual), Decimal):
            yield (record.unit, record.key), actual


def _against_history(
    figures: Mapping[tuple[str, str], Decimal],
    before: Mapping[tuple[str, str], Decimal],
    settings: EvaluationSettings,
) -> Iterable[tuple[tuple[str, str], str]]:
    factor = Decimal(str(settings.history_factor))
    for place, now in figures.items():
        was = before.get(place)
        if was and now and (now > was * factor or was > now * factor):
            yield place, f"{format_number(now)}, kỳ trước {format_number(was)}"


def _against_peers(
    figures: Mapping[tuple[str, str], Decimal], units: Mapping[str, Unit], settings: EvaluationSettings
) -> Iterable[tuple[tuple[str, str], str]]:
    groups: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for (unit, code), actual in figures.items():
        if unit in units:
            groups[units[unit].kind, code][unit] = actual
    factor = Decimal(str(settings.peer_factor))
    for (_, code), group in groups.items():
        if len(group) <= settings.peers:
            continue
        usual = Usual.of(group.values())
        for unit, actual in group.items():
            if usual.is_far(actual, factor):
                others = f"các đơn vị cùng loại ở khoảng {format_number(usual.middle)}"
                yield (unit, code), f"{format_number(actual)}, {others}"

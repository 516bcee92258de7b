"""Rules between the indicator rows of one report; the catalogue's relations become such rules.

A rule is silent when a figure it needs is absent: a missing figure has its own finding.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.forms.form import Report
from sheets_sync.model import Doubt
from sheets_sync.vietnamese.numbers import format_decimal_places, format_number

Broken = Iterable[tuple[str, str, Doubt]]


def figure(report: Report, code: str, field: str = "") -> Decimal | None:
    """An accepted figure, the result unless another field is named; None when there is none."""
    record = report.records.get(code)
    value = None if record is None else record.values.get(field or report.fields.actual)
    return value if isinstance(value, Decimal) else None


def cell(report: Report, code: str, field: str = "") -> str:
    """Address of a figure, that of the result unless another field is named."""
    return report.records[code].cells[field or report.fields.actual]


def title(report: Report, code: str) -> str:
    """An indicator's title without the dash of a sub-indicator."""
    return report.indicators[code].title.lstrip("– ")


@dataclass(frozen=True, slots=True)
class AtMost:
    """A part never exceeds its whole, in plan and in fact."""

    part: str
    whole: str

    def check(self, report: Report) -> Broken:
        """At most one doubt a field, placed at the part."""
        for field in filter(None, (report.fields.plan, report.fields.actual)):
            part, whole = figure(report, self.part, field), figure(report, self.whole, field)
            if part is not None and whole is not None and part > whole:
                params = {
                    "part": format_number(part),
                    "whole": format_number(whole),
                    "whole_title": title(report, self.whole),
                    "whole_cell": cell(report, self.whole, field),
                }
                yield self.part, field, Doubt("part-exceeds-whole", params)


@dataclass(frozen=True, slots=True)
class PartsAtMost:
    """Parts that do not overlap never exceed their whole together."""

    parts: tuple[str, ...]
    whole: str

    def check(self, report: Report) -> Broken:
        """At most one doubt, placed at the last part."""
        parts, whole = _figures(report, self.parts), figure(report, self.whole)
        if parts is not None and whole is not None and _total(parts) > whole >= max(parts):
            params = {
                "part": format_number(_total(parts)),
                "part_titles": " và ".join(title(report, code) for code in self.parts),
                "whole": format_number(whole),
                "whole_title": title(report, self.whole),
                "whole_cell": cell(report, self.whole),
            }
            yield self.parts[-1], report.fields.actual, Doubt("parts-exceed-whole", params)


@dataclass(frozen=True, slots=True)
class AtMostLimit:
    """A figure never exceeds a constant of the campaign, named in the report's limits."""

    part: str
    limit: str
    limit_title: str

    def check(self, report: Report) -> Broken:
        """At most one doubt."""
        part, limit = figure(report, self.part), report.limits.get(self.limit)
        if part is not None and limit is not None and part > limit:
            shown = {"part": format_number(part), "limit": format_number(limit)}
            doubt = Doubt("part-exceeds-limit", {**shown, "limit_title": self.limit_title})
            yield self.part, report.fields.actual, doubt


@dataclass(frozen=True, slots=True)
class Share:
    """A part is usually between `low` and `high` per cent of its whole; outside is a warning."""

    part: str
    whole: str
    low: int
    high: int

    def check(self, report: Report) -> Broken:
        """At most one doubt; a part above its whole is left to `AtMost`."""
        part, whole = figure(report, self.part), figure(report, self.whole)
        if part is None or not whole or part > whole:
            return
        share = part / whole * 100
        if not self.low <= share <= self.high:
            params = {
                "share": format_decimal_places(share, 1),
                "whole_title": title(report, self.whole),
                "low": str(self.low),
                "high": str(self.high),
            }
            yield self.part, report.fields.actual, Doubt("share-out-of-range", params)


@dataclass(frozen=True, slots=True)
class Needs:
    """What can only happen where something else did, such as casualties where there was an accident."""

    needed: str
    dependents: tuple[str, ...]

    def check(self, report: Report) -> Broken:
        """At most one doubt, placed at what is needed."""
        if figure(report, self.needed) != 0:
            return
        given = [(code, value) for code in self.dependents if (value := figure(report, code))]
        if given:
            told = (f"{_measured(report, code, value)} (ô {cell(report, code)})" for code, value in given)
            params = {"dependents": "; ".join(told), "needed_title": title(report, self.needed)}
            yield self.needed, report.fields.actual, Doubt("casualties-without-accident", params)


@dataclass(frozen=True, slots=True)
class SumsEqual:
    """Two sums of the same things counted in two ways."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    def check(self, report: Report) -> Broken:
        """At most one doubt, placed at the first of `left`."""
        left, right = _figures(report, self.left), _figures(report, self.right)
        if left is None or right is None or _total(left) == _total(right):
            return
        params = {
            "left": format_number(_total(left)),
            "left_titles": _named(report, self.left),
            "right": format_number(_total(right)),
            "right_titles": _named(report, self.right),
            "difference": format_number(abs(_total(left) - _total(right))),
        }
        yield self.left[0], report.fields.actual, Doubt("sum-mismatch", params)


def _figures(report: Report, codes: tuple[str, ...]) -> list[Decimal] | None:
    found = [value for code in codes if (value := figure(report, code)) is not None]
    return found if len(found) == len(codes) else None


def _total(figures: list[Decimal]) -> Decimal:
    return sum(figures, Decimal(0))


def _measured(report: Report, code: str, value: Decimal) -> str:
    return f"“{title(report, code)}” là {format_number(value)} {report.indicators[code].measure}"


def _named(report: Report, codes: tuple[str, ...]) -> str:
    cells = (f"“{title(report, code)}” (ô {cell(report, code)})" for code in codes)
    return " + ".join(cells)

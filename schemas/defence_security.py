"""Area 2.3 of the plan: defence and security."""

from collections.abc import Iterable
from dataclasses import dataclass

from sheets_sync.forms.form import Report
from sheets_sync.forms.rules import AtMost, AtMostLimit, figure
from sheets_sync.model import Doubt
from sheets_sync.vietnamese.numbers import format_number

from .indicator import area_form


@dataclass(frozen=True, slots=True)
class CasualtiesNeedAccident:
    """Dead or injured in traffic means at least one accident; the dead may outnumber the accidents."""

    accidents: str = "QP03"
    dead: str = "QP04"
    injured: str = "QP05"

    def check(self, report: Report) -> Iterable[tuple[str, str, Doubt]]:
        """At most one doubt, for the row of the accidents."""
        accidents = figure(report, self.accidents)
        dead, injured = figure(report, self.dead) or 0, figure(report, self.injured) or 0
        if accidents == 0 and dead + injured > 0:
            params = {
                "accidents": format_number(accidents),
                "dead": format_number(dead),
                "injured": format_number(injured),
            }
            yield self.accidents, "actual", Doubt("casualties-without-accident", params)


FORM = area_form(
    "defence_security",
    "3. Quốc phòng - An ninh",
    rules=(
        CasualtiesNeedAccident(),
        AtMost("QP07", "QP06"),
        AtMostLimit("QP08", "tdp", "số tổ dân phố của phường"),
    ),
)

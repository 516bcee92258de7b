"""All indicators of the ward in one line: how many went beyond their plan, reached it, did not."""

from collections.abc import Iterable
from dataclasses import dataclass

from sheets_sync.report.content.areas import AreaFacts
from sheets_sync.report.content.evidence import listed
from sheets_sync.report.content.model import StatedFigure

LISTED_IN = "Phụ lục I"


@dataclass(frozen=True, slots=True)
class Overall:
    """Every indicator that has a plan; only those can be judged that every unit in charge reported."""

    judged: StatedFigure
    #: Better than planned, exactly as planned, worse.
    exceeded: StatedFigure
    met: StatedFigure
    below: StatedFigure
    #: Some unit has not reported yet.
    waiting: StatedFigure


def overall(areas: Iterable[AreaFacts]) -> Overall:
    """Of all areas together."""
    every = [one for area in areas for one in area.indicators]
    judged = [one for one in every if one.met is not None]
    return Overall(
        judged=listed("Chỉ tiêu có kế hoạch, đủ số liệu", (one.name for one in judged), LISTED_IN),
        exceeded=listed("Chỉ tiêu vượt kế hoạch", (one.name for one in judged if one.exceeded), LISTED_IN),
        met=listed(
            "Chỉ tiêu bằng kế hoạch", (one.name for one in judged if one.met and not one.exceeded), LISTED_IN
        ),
        below=listed("Chỉ tiêu chưa đạt kế hoạch", (one.name for one in judged if not one.met), LISTED_IN),
        waiting=listed("Chỉ tiêu chưa đủ số liệu", (one.name for one in every if one.waits), LISTED_IN),
    )

"""The table of points, as campaign.toml has it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field

from sheets_sync.config.section import Section
from sheets_sync.errors import Problem

Share = Annotated[float, Field(ge=0, le=1)]
WHOLE = 100


class EvaluationSettings(Section):
    """Points of the units for their part in the campaign; without this table nothing is evaluated."""

    #: Most points for reports in time; the four maxima make up 100.
    timeliness: Annotated[float, Field(gt=0)] = 30
    #: Most points for rows that hold all that is asked for.
    completeness: Annotated[float, Field(ge=0)] = 20
    #: Most points for fulfilled plans.
    plan: Annotated[float, Field(ge=0)] = 30
    #: Most points for rows without open mistakes and questions.
    quality: Annotated[float, Field(gt=0)] = 20
    #: What a form counts that came 1, 2, 3… days late and has no mistakes; the last one for all later days.
    late: Annotated[tuple[Share, ...], Field(min_length=1)] = (0.9, 0.8, 0.7, 0.6, 0.5)
    #: What a form counts that still has mistakes, in time or not; below every share of a late one.
    faulty: Share = 0.3
    #: A figure so many times that of the period before, or a part so small, is a question.
    history_factor: Annotated[float, Field(gt=1)] = 3
    #: A figure further than so many spreads from the median of units of its kind is a question.
    peer_factor: Annotated[float, Field(gt=0)] = 3.5
    #: So many other units of a kind must have reported an indicator before their figures are compared.
    peers: Annotated[int, Field(ge=5)] = 5


def evaluation_problems(file: Path, settings: EvaluationSettings) -> Iterable[Problem]:
    """Mistakes between the keys: with these a wrong report in time could outdo a right one that came late."""
    whole = settings.timeliness + settings.completeness + settings.plan + settings.quality
    if abs(whole - WHOLE) > 1e-9:
        text = f"timeliness, completeness, plan and quality make {whole:g}; let them make {WHOLE}."
        yield Problem(file, "evaluation", f"{whole:g}", text)
    for place, (earlier, later) in enumerate(zip(settings.late, settings.late[1:], strict=False), start=1):
        if later > earlier:
            text = f"More than {earlier:g} for a day less; let the shares fall or stay."
            yield Problem(file, f"evaluation.late[{place}]", f"{later:g}", text)
    if settings.faulty >= min(settings.late):
        text = f"Not below {min(settings.late):g}, the least of evaluation.late: lower it."
        yield Problem(file, "evaluation.faulty", f"{settings.faulty:g}", text)

"""How well each unit took part in the campaign: four parts with their arithmetic, for reference. Pure.

Guarded against gaming: what was corrected counts as if it had been right from the start; a late report that
is right stands above one in time that is still faulty; plans are not overfulfilled; what stands out counts
only after the office has approved it. The result ranks nobody and decides nothing.
"""

from sheets_sync.config.evaluation import EvaluationSettings, evaluation_problems
from sheets_sync.judging.evaluation.evidence import Weighed, WeighedRow, held
from sheets_sync.judging.evaluation.outliers import Outliers, outliers
from sheets_sync.judging.evaluation.scoring import (
    COMPLETENESS,
    PLAN,
    QUALITY,
    TIMELINESS,
    Points,
    Score,
    rounded,
    score,
    tenth,
)

__all__ = [
    "COMPLETENESS",
    "PLAN",
    "QUALITY",
    "TIMELINESS",
    "EvaluationSettings",
    "Outliers",
    "Points",
    "Score",
    "Weighed",
    "WeighedRow",
    "evaluation_problems",
    "held",
    "outliers",
    "rounded",
    "score",
    "tenth",
]

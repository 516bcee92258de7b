"""Area 2.4 of the plan: the political system."""

from schemas.indicator import area_form
from sheets_sync.rules import AtMost, Share

FORM = area_form(
    "political_system",
    "4. Hệ thống chính trị",
    rules=(AtMost("CT02", "CT01"), Share("CT02", "CT01", 80, 100)),
)

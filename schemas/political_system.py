"""Area 2.4 of the plan: the political system."""

from sheets_sync.forms.rules import AtMost, Share

from .indicator import area_form

FORM = area_form(
    "political_system",
    "4. Hệ thống chính trị",
    rules=(AtMost("CT02", "CT01"), Share("CT02", "CT01", 80, 100)),
)

"""Area 2.4 of the plan: the political system."""

from .indicator import area_form

FORM = area_form("political_system", "4. Hệ thống chính trị")

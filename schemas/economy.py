"""Area 2.1 of the plan: economic development."""

from .indicator import area_form

FORM = area_form("economy", "1. Kinh tế")

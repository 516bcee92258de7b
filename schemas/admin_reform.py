"""Area 2.5 of the plan: administrative reform."""

from .indicator import area_form

FORM = area_form("admin_reform", "5. Cải cách hành chính")

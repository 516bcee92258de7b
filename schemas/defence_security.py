"""Area 2.3 of the plan: defence and security."""

from .indicator import area_form

FORM = area_form("defence_security", "3. Quốc phòng - An ninh")

"""Area 2.2 of the plan: culture and society."""

from .indicator import area_form

FORM = area_form("culture_society", "2. Văn hóa - Xã hội")

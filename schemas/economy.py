"""Area 2.1 of the plan: economic development."""

from schemas.indicator import area_form
from sheets_sync.rules import AtMost

FORM = area_form("economy", "1. Kinh tế", rules=(AtMost("KT02", "KT01"),))

"""Area 2.1 of the plan: economic development."""

from sheets_sync.forms.rules import AtMost

from .indicator import area_form

FORM = area_form("economy", "1. Kinh tế", rules=(AtMost("KT02", "KT01"),))

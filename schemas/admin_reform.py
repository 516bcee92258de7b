"""Area 2.5 of the plan: administrative reform."""

from sheets_sync.forms.rules import AtMost, Share, SumsEqual

from .indicator import area_form

FORM = area_form(
    "admin_reform",
    "5. Cải cách hành chính",
    rules=(
        SumsEqual(("CC01", "CC01A"), ("CC02", "CC02A", "CC02B")),
        SumsEqual(("CC02",), ("CC03", "CC04")),
        Share("CC03", "CC02", 95, 100),
        AtMost("CC05", "CC01A"),
    ),
)

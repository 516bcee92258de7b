"""Area 2.2 of the plan: culture and society."""

from sheets_sync.forms.rules import AtMost, AtMostLimit, PartsAtMost, Share

from .indicator import area_form

FORM = area_form(
    "culture_society",
    "2. Văn hóa - Xã hội",
    rules=(
        AtMost("VX02", "VX01"),
        Share("VX02", "VX01", 80, 100),
        AtMostLimit("VX03", "tdp", "số tổ dân phố của phường"),
        AtMost("VX04", "VX01"),
        Share("VX04", "VX01", 0, 5),
        AtMost("VX05", "VX01"),
        PartsAtMost(("VX04", "VX05"), "VX01"),
        AtMost("VX06", "VX06A"),
        AtMost("VX07", "VX07A"),
    ),
)

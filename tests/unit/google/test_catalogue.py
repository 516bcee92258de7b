"""The catalogue of refusals as a whole."""

import re
from pathlib import Path

from sheets_sync.errors import AccessDenied, GoogleUnavailable
from sheets_sync.google.refusals import CATALOGUE, UNKNOWN, Asked, Told, others_may_go_on, refusal_of

GUIDE = (Path(__file__).parents[3] / "docs" / "operate.md").read_text(encoding="utf-8")


def test_every_refusal_leads_to_a_heading_of_the_guide() -> None:
    headings = set(re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE))
    assert {one.heading for one in (*CATALOGUE, UNKNOWN)} <= headings


def test_every_remedy_can_be_filled_in_though_nothing_is_known() -> None:
    for one in (*CATALOGUE, UNKNOWN):
        assert "{" not in Asked().filled(one.remedy)
        assert one.remedy[-1] in ".:"
        assert one.means.endswith(".")


def test_what_nobody_foresaw_is_told_in_googles_own_words() -> None:
    assert refusal_of(Told(499, "strange", "…"), Asked()) is UNKNOWN


def test_whether_others_may_go_on() -> None:
    assert others_may_go_on(AccessDenied("…", 403, refusal="not-shared"))
    assert not others_may_go_on(AccessDenied("…", 400, refusal="clock"))
    assert not others_may_go_on(GoogleUnavailable("Google is left alone."))
    assert others_may_go_on(AccessDenied("…", 403, refusal="unknown"))

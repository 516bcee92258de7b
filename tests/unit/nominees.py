"""Proposals for commendation, and what the council left of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from sheets_sync.forms.roles import Proposals
from sheets_sync.judging.council import (
    AGREED,
    CONCLUSION,
    DAY,
    NUMBER,
    PRESENT,
    Proposal,
    facts_of,
    read_verdict,
)
from sheets_sync.model import OfficeColumn, Record
from sheets_sync.report.content.rewards import Money, Rate, Reward
from tests.unit.builders import FORMS
from tests.unit.reports import row

[ITS] = [form.role for form in FORMS if isinstance(form.role, Proposals)]
RULE = "Nghị định số 98/2023/NĐ-CP"
SALARY = Rate(Decimal(2_340_000), "Nghị định số 73/2024/NĐ-CP", verified=True)
MONEY = Money(
    SALARY,
    (
        Reward("Giấy khen", "Cá nhân", Rate(Decimal("0.15"), RULE, verified=True)),
        Reward("Giấy khen", "Tập thể", Rate(Decimal("0.3"), RULE, verified=True)),
    ),
)
VOTED = {AGREED: "7", PRESENT: "9"}
PROPOSED = {**VOTED, CONCLUSION: "proposed"}
REFUSED = {**VOTED, CONCLUSION: "refused"}
GRANTED = {**PROPOSED, NUMBER: "12/QĐ-UBND", DAY: "05/9/2024"}

Left = dict[OfficeColumn, str]


def nominee(owner: str, name: str, place: int, **values: Any) -> Record:
    given = {"subject": "Cá nhân", "award": "Giấy khen", "votes": 9, "attendance": 10}
    told = {"achievement": "Vận động 12 hộ hiến đất", "born": "1980"}
    return row(owner, "commendation", f"{owner}-{place}", place, name=name, **{**given, **told, **values})


def council(*left: tuple[Record, Left], is_approved: bool = True) -> dict[tuple[str, str], Proposal]:
    """What the council left of each proposal."""
    found = {}
    for one, written in left:
        facts = facts_of(one, ITS, {}, (), "approved")
        verdict = read_verdict(written, date(2024, 8, 5), date(2024, 8, 15), is_approved=is_approved)
        found[one.unit, one.key] = Proposal(one, None, ITS, facts, verdict)
    return found

"""What a campaign of 500 units costs in calls, counted by the server: quota is the physical limit."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward, ward

pytestmark = pytest.mark.long
COUNT = 500
HEADER = "code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators\n"
INDICATORS = """\
code,form,title,measure,measurement,plan,same_period,lower_is_better,minimum,maximum,choices,in_charge,enabled
VX01,culture_society,Tổng số hộ,hộ,integer,no,no,no,20,15000,,TDP,yes
"""
FORM = "culture_society"


def roster(count: int) -> str:
    """Neighbourhood groups with one indicator each."""
    return HEADER + "".join(
        f"T{number:03d},Tổ dân phố số {number},TDP,,t{number:03d}@phuong.example,2019-05-01,,,{FORM},VX01\n"
        for number in range(1, count + 1)
    )


def kinds(one: Ward) -> Counter[str]:
    return Counter(call["kind"] for call in one.calls() if call["caller"] == "owner@example.com")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with (
        pytest.MonkeyPatch.context() as patched,
        ward(tmp_path_factory.mktemp("many"), patched, units=roster(COUNT), indicators=INDICATORS) as one,
    ):
        yield one


def test_a_night_costs_what_changed_and_a_small_constant(many: Ward) -> None:
    many.forget_calls()
    first = many.sync(EVENING, mails=False)
    assert first.failed == {}
    # Each workbook once, the master once; Drive for where to go on and for what there is, 1000 files a call.
    assert kinds(many) == {"read": COUNT + 1, "write": 1, "drive": 2}

    many.forget_calls()
    many.sync(EVENING, mails=False)
    assert kinds(many) == {"drive": 1}

    changed, faulty = [f"T{number:03d}" for number in range(10, 50)], ["T010", "T020", "T030"]
    for unit in changed:
        many.type(unit, FORM, {"E2": "hai trăm" if unit in faulty else "200"})
    many.forget_calls()
    outcome = many.sync(NEXT_EVENING, mails=False)
    assert outcome.failed == {}
    assert set(outcome.units_changed) == set(changed)
    # One read for each that changed and one of the master; one publication; feedback where findings changed.
    assert kinds(many) == {"drive": 1, "read": len(changed) + 1, "write": 1 + len(faulty)}

    many.forget_calls()
    many.sync(OVERDUE_EVENING, mails=False)
    # The deadline has passed: the statuses on the master say so, no unit's workbook is touched.
    assert kinds(many) == {"drive": 1, "read": 1, "write": 1}

    many.forget_calls()
    assert many.sync(OVERDUE_EVENING, mails=False).plans == ()
    assert kinds(many) == {"drive": 1}

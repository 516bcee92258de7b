"""What a campaign of many units costs in calls, counted by the server: quota is the physical limit."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.conftest import NIGHTLY
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward, ward

pytestmark = pytest.mark.long
#: Calls are counted, so the gate need not have them all.
COUNT = 500 if NIGHTLY else 120
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
    # One read for each that changed and one of the master; one publication, and each unit's first answer.
    assert kinds(many) == {"drive": 1, "read": len(changed) + 1, "write": 1 + len(changed)}

    for unit in set(changed) - set(faulty):
        many.type(unit, FORM, {"E2": "201"})
    many.forget_calls()
    many.sync(NEXT_EVENING, mails=False)
    # What is said to these units stays the same.
    assert kinds(many) == {"drive": 1, "read": len(changed) - len(faulty) + 1, "write": 1}

    many.forget_calls()
    many.sync(OVERDUE_EVENING, mails=False)
    # The deadline has passed: the statuses on the master say so, no unit's workbook is touched.
    assert kinds(many) == {"drive": 1, "read": 1, "write": 1}

    many.forget_calls()
    assert many.sync(OVERDUE_EVENING, mails=False).plans == ()
    assert kinds(many) == {"drive": 1}


def look(many: Ward, at: datetime) -> Counter[str]:
    """What a look at a moment costs."""
    many.people.set_clock(at)
    many.forget_calls()
    assert many.sync(at, mails=False, watch=True).failed == {}
    return kinds(many)


def test_a_look_between_two_nights_costs_one_call_and_what_changed(many: Ward) -> None:
    many.sync(OVERDUE_EVENING, mails=False)
    runs = len(many.project.store.runs.latest(100))
    morning = OVERDUE_EVENING + timedelta(hours=12)
    for minutes in (0, 5, 10):
        assert look(many, morning + timedelta(minutes=minutes)) == {"drive": 1}
    assert len(many.project.store.runs.latest(100)) == runs
    for step, count in enumerate((1, 5, 15), start=1):
        at = morning + timedelta(hours=step)
        many.people.set_clock(at)
        for number in range(31, 31 + count):
            many.type(f"T{number:03d}", FORM, {"E2": str(300 + step)})
        # As many reads as units changed, and a constant: Drive once, the master read and written.
        assert look(many, at + timedelta(minutes=3)) == {"drive": 1, "read": count + 1, "write": 1}
        assert look(many, at + timedelta(minutes=8)) == {"drive": 1}

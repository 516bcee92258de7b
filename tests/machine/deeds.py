"""What may happen in these days: every deed, and how what it chooses by is drawn."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

from tests.machine.attacker_at_work import ATTACKS
from tests.machine.campaign import LATE
from tests.machine.steps import Draw, Step
from tests.machine.world import AT_ONCE, CODES, LATER, Call, Deed, World

#: Steps between two looks at everything, at least.
OFTEN = 15
TROUBLES = ("429", "500", "502", "503", "reset", "applied-then-503")
#: The unit that joins late is met seldom.
WHO = (*CODES, *CODES, LATE)
WAITS = {"later": LATER, "at once": AT_ONCE}
OF_UNITS = (
    "edit",
    "add",
    "insert",
    "delete",
    "rename",
    "sort",
    "clear",
    "break_header",
    "paste",
    "undo",
    "hostile",
    "ask",
)
OF_OFFICE = (
    "comment",
    "decide",
    "decide_form",
    "ask",
    "own_column",
    "column",
    "sort",
    "filter",
    "copy",
    "delete",
    "note",
)
#: The deeds by name, each with how its arguments are drawn.
DEEDS: dict[str, Mapping[str, Draw]] = {}
Rule = TypeVar("Rule", bound=Callable[..., None])


def number(chance: Random) -> int:
    return chance.randrange(12)


def one_of(*choices: Any) -> Draw:
    return lambda chance: chance.choice(choices)


def of_a_unit(chance: Random) -> Deed:
    return chance.choice(WHO), chance.choice(OF_UNITS), number(chance), number(chance)


def of_the_office(chance: Random) -> Deed:
    return "office", chance.choice(OF_OFFICE), number(chance), number(chance)


def of_anybody(chance: Random) -> Deed:
    return chance.choice((of_a_unit, of_the_office))(chance)


def a_call(chance: Random) -> Call:
    if chance.randrange(2):
        return chance.randrange(7)
    return chance.choice(("GET", "POST")), chance.choice(("", *CODES))


def deed(**draws: Draw) -> Callable[[Rule], Rule]:
    """A method that is a deed, with how its arguments are drawn."""

    def known(method: Rule) -> Rule:
        DEEDS[method.__name__] = draws
        return method

    return known


class Days:
    """One run from its beginning: a world in which deeds are done."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.begin()

    def take(self, step: Step) -> None:
        """Do one step."""
        self.world.done[step.name] += 1
        getattr(self, step.name)(**step.given)

    @deed(wait=one_of(*WAITS))
    def sync(self, wait: str) -> None:
        self.world.sync(WAITS[wait])

    @deed(first=of_anybody, call=a_call, deed=of_anybody, later=a_call, another=of_anybody)
    def sync_while_people_work(self, first: Deed, call: Call, deed: Deed, later: Call, another: Deed) -> None:
        self.world.work(first)
        self.world.meanwhile(call, deed)
        self.world.meanwhile(later, another)
        self.world.sync()

    @deed(first=of_a_unit, deed=of_the_office)
    def sync_while_the_office_works_in_the_master(self, first: Deed, deed: Deed) -> None:
        self.world.work(first)
        self.world.meanwhile(("POST", ""), deed)
        self.world.sync()

    @deed(first=of_a_unit, deed=of_a_unit)
    def sync_while_a_unit_works_in_its_sheet(self, first: Deed, deed: Deed) -> None:
        self.world.work(first)
        self.world.meanwhile(("POST", first[0]), (first[0], *deed[1:]))
        self.world.sync()

    @deed(first=of_anybody, call=a_call, after=one_of(False, True))
    def sync_that_dies(self, first: Deed, call: Call, after: bool) -> None:
        self.world.work(first)
        self.world.line.at[self.world.moment(call, after=after)] = self.world.line.die
        self.world.sync()

    @deed(unit=one_of("", *CODES), status=one_of(*TROUBLES), count=lambda chance: chance.randint(1, 7))
    def trouble(self, unit: str, status: str, count: int) -> None:
        self.world.fail(unit, status, "", count)

    @deed(unit=one_of("", *CODES))
    def lose_access(self, unit: str) -> None:
        self.world.fail(unit, "403", "GET", None)

    @deed(status=one_of("401", "403", "404", *TROUBLES), count=lambda chance: chance.randint(1, 7))
    def trouble_everywhere(self, status: str, count: int) -> None:
        self.world.fail(None, status, "", count)

    @deed(
        status=one_of("400", "401", "429", "500", "503", "reset"), count=lambda chance: chance.randint(1, 7)
    )
    def fail_to_sign_in(self, status: str, count: int) -> None:
        self.world.fail_to_sign_in(status, count)

    @deed(unit=one_of("", *CODES))
    def bin(self, unit: str) -> None:
        self.world.fail(unit, "404", "", None)

    @deed(wait=one_of(*WAITS))
    def watch(self, wait: str) -> None:
        self.world.sync(WAITS[wait], watch=True)

    @deed()
    def another_host_begins(self) -> None:
        self.world.take_the_turn()

    @deed()
    def another_host_goes_on(self) -> None:
        self.world.keeper.move()

    @deed(days=one_of(1, 3, 8))
    def days_pass(self, days: int) -> None:
        self.world.days_pass(days)

    @deed(hours=one_of(-3, 1, 30))
    def sync_by_a_wrong_clock(self, hours: int) -> None:
        self.world.sync(wrong=timedelta(hours=hours))

    @deed()
    def backup(self) -> None:
        self.world.back_up()

    @deed(where=number)
    def restore(self, where: int) -> None:
        self.world.restore(where)

    @deed()
    def join(self) -> None:
        self.world.keeper.join()
        self.world.provide()

    @deed()
    def leave(self) -> None:
        self.world.keeper.leave()
        self.world.provide()

    @deed(more=one_of(True, False))
    def address(self, more: bool) -> None:
        self.world.keeper.address(more=more)
        self.world.provide()

    @deed(where=number)
    def rename_unit(self, where: int) -> None:
        self.world.keeper.rename(where)
        self.world.provide()

    @deed()
    def merge(self) -> None:
        self.world.keeper.merge(self.world.now.date())
        self.world.provide()

    @deed()
    def split(self) -> None:
        self.world.keeper.split(self.world.now.date())
        self.world.provide()

    @deed()
    def recode(self) -> None:
        self.world.keeper.recode()
        self.world.provide()

    @deed(where=number)
    def change_campaign(self, where: int) -> None:
        self.world.keeper.change(where)
        self.world.provide()

    @deed(where=number, what=number)
    def report_in_the_other_period(self, where: int, what: int) -> None:
        self.world.steps += 1
        self.world.other.report(where, what)

    @deed(where=number, what=number)
    def comment_in_the_other_period(self, where: int, what: int) -> None:
        self.world.steps += 1
        self.world.other.comment(where, what)

    @deed(wait=one_of(*WAITS))
    def sync_the_other_period(self, wait: str) -> None:
        self.world.sync(WAITS[wait], ward=self.world.other.ward)

    @deed(first=of_anybody, call=a_call)
    def sync_the_other_period_while_people_work(self, first: Deed, call: Call) -> None:
        self.world.meanwhile(call, first)
        self.world.sync(ward=self.world.other.ward)

    @deed()
    def settle(self) -> None:
        self.world.settle()

    @deed(figure=lambda chance: chance.randint(100, 9000))
    def edit_figure(self, figure: int) -> None:
        self.world.edit_figure(figure)


def _of_unit(name: str) -> Callable[..., None]:
    def work(self: Days, code: str, where: int, what: int) -> None:
        self.world.work((code, name, where, what))

    work.__name__ = name
    return deed(code=one_of(*WHO), where=number, what=number)(work)


def _of_office(name: str) -> Callable[..., None]:
    def work(self: Days, where: int, what: int) -> None:
        self.world.work(("office", name, where, what))

    work.__name__ = f"office_{name}"
    return deed(where=number, what=number)(work)


for _name in OF_UNITS:
    setattr(Days, _name, _of_unit(_name))
for _name in OF_OFFICE:
    setattr(Days, f"office_{_name}", _of_office(_name))


def _of_attacker(name: str) -> Callable[..., None]:
    def attack(self: Days, code: str, where: int, what: int) -> None:
        self.world.steps += 1
        if (unit := self.world.unit(code)) is not None:
            ATTACKS[name](unit, where, what)

    attack.__name__ = f"attack_{name}"
    return deed(code=one_of(*CODES), where=number, what=number)(attack)


for _name in ATTACKS:
    setattr(Days, f"attack_{_name}", _of_attacker(_name))


def drawn(seed: str, count: int) -> list[Step]:
    """A run of so many steps: the same for the same seed.

    Each leaves some deeds out: runs in which few kinds of things happen meet states that are rare when
    everything does (swarm testing, Groce et al. 2012).
    """
    chance = Random(seed)  # noqa: S311 (to be the same each time)
    left_out = chance.choice((0.0, 0.3, 0.6))
    names = [name for name in DEEDS if chance.random() >= left_out] or list(DEEDS)
    return list(_drawn(chance, names, count))


def _drawn(chance: Random, names: list[str], count: int) -> Iterator[Step]:
    since = 0
    for _ in range(count):
        name = chance.choice(names)
        if name == "settle" and since < OFTEN:
            name = "sync"
        since = 0 if name == "settle" else since + 1
        yield Step(name, {given: draw(chance) for given, draw in DEEDS[name].items()})

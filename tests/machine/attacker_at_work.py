"""A unit that wants to have confirmed what nobody asked, or another's row."""

from collections.abc import Callable

from sheets_sync.unit_workbook.check_tab import (
    AGREED,
    ANSWER_COLUMN,
    CHECK_TITLE,
    COMPLETE,
    QUESTION_COLUMN,
)
from tests.machine.place import known_works
from tests.machine.unit_at_work import NAME, WORKS, Unit

#: Rows of the check tab that are filled, far beyond what it shows.
ROWS = range(3, 61)
#: What stands for a yes, and what somebody takes for the question.
ANSWERS = (AGREED, "đồng ý", "x", "OK", COMPLETE)
QUESTIONS = ("works", "works:", "economy", "rows-emptied", "rows-shrunk", "complete/works:", "=G3")
#: In place of a row's identity.
KEYS = ("TCKT-works-000001", "TDP01-works-000001", "TDP02-works-000001", "=A3", "x" * 500, "0", "TCKT/KT01")


def agree_beforehand(unit: Unit, where: int, what: int) -> None:
    """Yes beside everything that asks nothing, with what a question might be called."""
    _answer(unit, ANSWERS[where % len(ANSWERS)], QUESTIONS[what % len(QUESTIONS)])


def agree_to_an_old_question(unit: Unit, where: int, what: int) -> None:
    """Yes to a question that stood there once and is not asked now."""
    now = _asked(unit)
    old = [one for one in unit.asked if one not in now]
    unit.asked += [one for one in now if one not in unit.asked]
    if old:
        _answer(unit, ANSWERS[what % len(ANSWERS)], old[where % len(old)])


def paste_key(unit: Unit, where: int, what: int) -> None:
    """A row under the identity of another one, or of another unit's."""
    if len(unit.works) < 2:
        return
    number, row = unit.works[where % len(unit.works)]
    there = {one[0]: one[NAME] for _, one in unit.works if one[0]}
    keys = (*KEYS, *there)
    pasted = str(keys[what % len(keys)])
    _type(unit, {f"'{WORKS}'!A{number}": pasted})
    unit.note()
    unit.tampered.add(row[NAME])
    unit.has_formula = unit.has_formula or pasted.startswith("=")
    # A formula gives the identity of another row, also of one of which nothing else is left.
    key = next((one[0] for place, one in unit.works if place == number), "")
    own = {one.key: str(one.values["name"]) for one in known_works(unit.ward, unit.code)} | there
    if key in own and unit.root(own[key]) != unit.root(row[NAME]):
        # Whichever row goes on under that identity, the unit says that it is this one.
        unit.renamed[unit.root(row[NAME])] = own[key]


def wipe_check_tab(unit: Unit, where: int, what: int) -> None:
    """All that the check tab says is typed over."""
    text = ANSWERS[what % len(ANSWERS)]
    cells = {f"'{CHECK_TITLE}'!{column}{row}": text for column in "ABCDE" for row in ROWS[: where + 2]}
    _type(unit, cells)


#: By name.
ATTACKS: dict[str, Callable[[Unit, int, int], None]] = {
    one.__name__: one for one in (agree_beforehand, agree_to_an_old_question, paste_key, wipe_check_tab)
}


def _asked(unit: Unit) -> list[str]:
    """The questions that stand in the check tab now."""
    rows = unit.ward.values(unit.code, CHECK_TITLE)
    return [str(row[QUESTION_COLUMN]) for row in rows if len(row) > QUESTION_COLUMN and row[QUESTION_COLUMN]]


def _answer(unit: Unit, answer: str, question: str) -> None:
    """Wherever nothing is asked: what is asked is the unit's to confirm."""
    rows = unit.ward.values(unit.code, CHECK_TITLE)
    free = [row for row in ROWS if row > len(rows) or len(rows[row - 1]) <= QUESTION_COLUMN]
    letters = "ABCDEFG"
    cells = {f"'{CHECK_TITLE}'!{letters[ANSWER_COLUMN]}{row}": answer for row in free}
    _type(unit, cells | {f"'{CHECK_TITLE}'!{letters[QUESTION_COLUMN]}{row}": question for row in free})


def _type(unit: Unit, cells: dict[str, str]) -> None:
    unit.ward.people.type_in(unit.ward.somebody, unit.ward.book(unit.code), cells)

"""Nights of a unit that edits its tab as people do, with the truth known: which row is which."""

import runpy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

import pytest

from sheets_sync.model import Record
from sheets_sync.reading import pairing
from sheets_sync.reading.identities import Keys, assign
from sheets_sync.reading.rows import ReadRow
from tests.unit.builders import issuer, record

DOCS = Path(__file__).parents[3] / "docs"
UNITS, NIGHTS = 40, 40
PLACES = ("Khu phố 1", "Khu phố 2", "Nhà văn hóa", None)


@dataclass(frozen=True)
class Line:
    """One row of the sheet; `truth` is which work it is, whatever stands in its cells."""

    truth: int
    #: The work whose row was copied today as a pattern for this one: nobody can tell which of them goes on.
    pattern: int | None
    row_id: str | None
    name: str
    place: str | None
    cost: int | None


@dataclass
class Sheet:
    """A tab in a unit's hands; each deed is one that a person does by hand."""

    random: Random
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    lines: list[Line] = field(default_factory=list)
    past: list[list[Line]] = field(default_factory=list)
    #: What was done to it since the last night.
    done: set[str] = field(default_factory=set)

    def work_on(self) -> None:
        deeds = (self.edit, self.edit, self.rename, self.add, self.delete, self.sort, self.move, self.copy)
        deed = self.random.choice(deeds)
        self.done.add(deed.__name__)
        deed()

    def add(self) -> None:
        number = next(self.numbers)
        at = self.random.randint(0, len(self.lines))
        cost = self.random.choice((None, 10, 50, 100, number))
        self.lines.insert(
            at, Line(number, None, None, f"Công trình {number}", self.random.choice(PLACES), cost)
        )

    def edit(self) -> None:
        self._change(cost=self.random.choice((10, 50, 100, 250)), place=self.random.choice(PLACES))

    def rename(self) -> None:
        self._change(name=f"Tên mới {next(self.numbers)}")

    def delete(self) -> None:
        if self.lines:
            del self.lines[self._any()]

    def sort(self) -> None:
        self.lines.sort(key=lambda line: (line.name, line.cost or 0), reverse=self.random.random() < 0.5)

    def move(self) -> None:
        if self.lines:
            self.lines.insert(self._any(), self.lines.pop(self._any()))

    def copy(self) -> None:
        """A copied row becomes the pattern of a new work."""
        if self.lines:
            number = next(self.numbers)
            source = self.lines[self._any()]
            copied = replace(source, truth=number, pattern=source.truth, name=f"Công trình {number}")
            self.lines.insert(self.random.randint(0, len(self.lines)), copied)

    def undo(self) -> None:
        """Back to how the tab was some nights ago, its hidden column too."""
        self.done.add("undo")
        self.lines = list(self.random.choice(self.past))

    def _any(self) -> int:
        return self.random.randrange(len(self.lines))

    def _change(self, **values: object) -> None:
        if self.lines:
            at = self._any()
            self.lines[at] = replace(self.lines[at], **values)  # type: ignore[arg-type]

    def rows(self) -> list[ReadRow]:
        return [
            ReadRow(
                number,
                {"row_id": line.row_id, "name": line.name, "place": line.place, "cost": line.cost},
                {},
                (),
            )
            for number, line in enumerate(self.lines)
        ]


@dataclass
class Nights:
    """The identities that a run of nights gives, beside the truth."""

    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    #: The same by what was done since the night before.
    by_deed: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: Which work each identity was given to.
    known: dict[str, int] = field(default_factory=dict)
    previous: list[Record] = field(default_factory=list)
    earlier: list[Record] = field(default_factory=list)
    rows: list[ReadRow] = field(default_factory=list)

    def pass_by(self, nights: int) -> None:
        random = Random(self.seed)  # noqa: S311 (edits, not secrets)
        sheet, issue = Sheet(random), issuer()
        for _ in range(random.randint(2, 8)):
            sheet.add()
        for _ in range(nights):
            made = assign(sheet.rows(), self.previous, issue, "name", earlier=lambda: self.earlier)
            new = set(made.by_row.values()) - self.known.keys()
            before = self.counts.copy()
            sheet.lines = [self.judged(line, number, made) for number, line in enumerate(sheet.lines)]
            self.by_deed.update(
                {(deed, verdict): n for verdict, n in (self.counts - before).items() for deed in sheet.done}
            )
            sheet.done.clear()
            sheet.lines = [self.apart(line, made.by_row[n], new, sheet) for n, line in enumerate(sheet.lines)]
            self.earlier = [*self.previous, *self.earlier][:200]
            self.previous = [
                record(
                    form="works",
                    key=made.by_row[one.number],
                    row=one.number,
                    **{field: value for field, value in one.values.items() if field != "row_id"},  # type: ignore[arg-type]
                )
                for one in sheet.rows()
            ]
            # One night in ten our writing never arrives: the unit's cells stay as they were.
            if random.random() < 0.9:
                sheet.lines = [
                    replace(line, row_id=made.by_row[number]) for number, line in enumerate(sheet.lines)
                ]
            else:
                sheet.done.add("unwritten")
            sheet.past.append(list(sheet.lines))
            for _ in range(random.randint(0, 4)):
                sheet.work_on()
            if random.random() < 0.1:
                sheet.undo()
            self.rows = sheet.rows()

    def judged(self, line: Line, number: int, made: Keys) -> Line:
        """Count whether a row's identity is the right one; the line as it goes on."""
        key, missing = made.by_row[number], {one.key for one in self.previous} - set(made.by_row.values())
        truth = self.known.setdefault(key, line.truth)
        if truth == line.pattern:
            line = replace(line, truth=truth)
        right = truth == line.truth and line.truth not in {self.known[one] for one in missing}
        asked = number in made.unsure or number in made.clones
        self.counts["right" if right else "asked" if asked else "wrong"] += 1
        self.known[key] = line.truth
        return replace(line, pattern=None)

    def apart(self, line: Line, key: str, new: set[str], sheet: Sheet) -> Line:
        """Where the copy of a row went on with its identity, what was copied is another work from now on."""
        if key in new and sum(one.truth == line.truth for one in sheet.lines) > 1:
            line = replace(line, truth=next(sheet.numbers))
            self.known[key] = line.truth
        return line


@cache
def measured() -> Nights:
    """All nights of all units together."""
    whole = Nights(0)
    for seed in range(UNITS):
        nights = Nights(seed)
        nights.pass_by(NIGHTS)
        whole.counts += nights.counts
        whole.by_deed += nights.by_deed
    return whole


def test_a_row_keeps_its_identity_through_what_one_person_does_to_it_step_by_step() -> None:
    counts = measured().counts
    assert counts.total() > 10_000
    assert counts["right"] / counts.total() >= 0.999
    assert counts["wrong"] == 0


def test_the_docs_tell_the_evidence_and_the_rates_as_they_are() -> None:
    whole, written = measured(), runpy.run_path(str(DOCS / "identities.py"))["page"]
    told = written(whole.counts, whole.by_deed, UNITS * NIGHTS)
    assert (DOCS / "identities.md").read_text(encoding="utf-8") == told, "run `python docs/identities.py`"


def test_ten_thousand_rows_take_ten_times_the_work_of_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    work = {size: _work(size, monkeypatch) for size in (1_000, 10_000)}
    assert work[10_000] < 12 * work[1_000]


def _work(size: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Pairs weighed and steps of pairing, of a tab that was sorted, edited, renamed, copied and shortened."""
    counted = Counter[str]()
    best = pairing._best

    def counting(rows: list[int], keys: list[str], group: pairing.Scores) -> dict[int, str]:
        counted["steps"] += len(rows) ** 2 * (len(keys) + len(rows))
        counted["pairs"] += len(group)
        return best(rows, keys, group)

    names = [f"Công trình {number}" for number in range(size)]
    records = [
        record(form="works", key=f"TDP01-{n}", row=n, name=name, cost=n % 97, place=PLACES[n % 3])
        for n, name in enumerate(names)
    ]
    lines = [
        Line(
            n,
            None,
            None if n % 11 == 0 else f"TDP01-{n}",
            f"Tên mới {n}" if n % 7 == 0 else name,
            None,
            n % 89,
        )
        for n, name in enumerate(names)
        if n % 13
    ]
    lines += [replace(line, cost=1) for line in lines[::17]]
    Random(size).shuffle(lines)  # noqa: S311
    with monkeypatch.context() as patched:
        patched.setattr(pairing, "_best", counting)
        made = assign(Sheet(Random(0), lines=lines).rows(), records, issuer(), "name")  # noqa: S311
    assert len(made.by_row) == len(lines)
    return counted.total()


def test_the_order_of_rows_and_of_records_changes_no_identity() -> None:
    for seed in range(UNITS):
        nights = Nights(seed)
        nights.pass_by(5)
        shuffled = list(nights.rows)
        Random(seed).shuffle(shuffled)  # noqa: S311
        made = [
            assign(rows, records, issuer(), "name")
            for rows, records in ((nights.rows, nights.previous), (shuffled, nights.previous[::-1]))
        ]
        known = {one.key for one in nights.previous}
        kept = [{n: key for n, key in one.by_row.items() if key in known} for one in made]
        assert kept[0] == kept[1]

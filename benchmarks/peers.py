"""What else may read works that come as texts, each as its documentation has it done, and what it finds.

All of them are told the same: figures not below 0, an amount up to the usual most, a share up to 100, days of
the campaign, the sources that there are, a name, an end after its beginning.
"""

import gc
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib.util import find_spec
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, ValidationError, model_validator

from benchmarks.faults import KINDS, SOURCES, Texts, Work, works

START, END = date(2024, 8, 5), date(2024, 8, 15)
MOST = 20_000
#: Numbers of the rows in which something is found.
Found = set[int]
Rows = Sequence[Texts]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is measured."""

    find: Callable[[Any], Found]
    #: What the rows are before they come to it; not measured.
    prepare: Callable[[Rows], Any] = list


NUMBERS, DAYS = ("cost", "progress"), ("started", "completed")


class Trusting(BaseModel):
    """What a reader would be that trusts its rows: types alone."""

    row_id: str
    name: str
    location: str
    cost: Decimal
    source: str
    started: date
    completed: date
    progress: Decimal


def vietnamese_number(typed: str) -> str:
    """The usual way: measure and grouping dropped, comma to point."""
    bare = typed.replace("triệu đồng", "").replace("%", "").strip()
    return bare.replace(".", "").replace(",", ".")


def vietnamese_day(typed: str) -> date:
    """The usual way: day before month."""
    return datetime.strptime(typed.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 -- a day alone


Number = Annotated[Decimal, BeforeValidator(vietnamese_number)]
Day = Annotated[date, BeforeValidator(vietnamese_day), Field(ge=START, le=END)]


class Naive(BaseModel):
    """A model with a usual Vietnamese parse and all constraints."""

    row_id: str
    name: Annotated[str, Field(min_length=1)]
    location: str
    cost: Annotated[Number, Field(ge=0, le=MOST)]
    source: Literal[SOURCES]  # type: ignore[valid-type]
    started: Day
    completed: Day
    progress: Annotated[Number, Field(ge=0, le=100)]

    @model_validator(mode="after")
    def ends_after_it_began(self) -> "Naive":
        """Raises ValueError."""
        if self.completed < self.started:
            raise ValueError("ends before it began")
        return self


def _looped(model: type[BaseModel], rows: Rows) -> Found:
    found = set()
    for number, row in enumerate(rows):
        try:
            model.model_validate(row)
        except ValidationError as error:
            error.errors()
            found.add(number)
    return found


def trusting(rows: Rows) -> Found:
    """A plain pydantic loop."""
    return _looped(Trusting, rows)


def naive(rows: Rows) -> Found:
    """A pydantic loop with a usual Vietnamese parse."""
    return _looped(Naive, rows)


def polars(rows: Rows) -> Found:
    """Expressions over columns."""
    import polars as pl

    frame = pl.DataFrame(rows).with_columns(*_parsed())
    ok = (
        (pl.col("name") != "")
        & pl.col("cost").is_between(0, MOST)
        & pl.col("source").is_in(SOURCES)
        & pl.col("started").is_between(START, END)
        & pl.col("completed").is_between(START, END)
        & (pl.col("completed") >= pl.col("started"))
        & pl.col("progress").is_between(0, 100)
    )
    faulty = frame.with_row_index("number").filter(~ok.fill_null(value=False))
    return set(faulty["number"].to_list())


def _parsed() -> Iterable[object]:
    import polars as pl

    for name in NUMBERS:
        bare = pl.col(name).str.replace_all("triệu đồng|%|[.]", "").str.strip_chars()
        yield bare.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    for name in DAYS:
        yield pl.col(name).str.to_date("%d/%m/%Y", strict=False)


def pandera(rows: Rows) -> Found:
    """A schema over the same columns, with every failing case."""
    import pandera.polars as pa
    import polars as pl

    day: dict[str, Any] = {"nullable": False, "checks": pa.Check.in_range(START, END)}
    schema = pa.DataFrameSchema(
        {
            "name": pa.Column(str, pa.Check.str_length(min_value=1)),
            "cost": pa.Column(float, pa.Check.in_range(0, MOST), nullable=False),
            "source": pa.Column(str, pa.Check.isin(SOURCES)),
            "started": pa.Column(pl.Date, **day),
            "completed": pa.Column(pl.Date, **day),
            "progress": pa.Column(float, pa.Check.in_range(0, 100), nullable=False),
        },
        checks=pa.Check(lambda data: data.lazyframe.select(pl.col("completed") >= pl.col("started"))),
    )
    try:
        schema.validate(pl.DataFrame(rows).with_columns(*_parsed()), lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return {number for number in cases["index"].to_list() if number is not None}
    return set()


def frictionless(rows: Rows) -> Found:
    """A resource with a schema of fields."""
    from frictionless import Resource, Schema, formats, system

    number: dict[str, object] = {"type": "number", "groupChar": ".", "decimalChar": ",", "bareNumber": False}
    day: dict[str, object] = {
        "type": "date",
        "format": "%d/%m/%Y",
        "constraints": {"minimum": "05/08/2024", "maximum": "15/08/2024"},
    }
    fields: dict[str, dict[str, object]] = {
        "name": {"type": "string", "constraints": {"required": True}},
        "cost": {**number, "constraints": {"minimum": "0", "maximum": str(MOST)}},
        "source": {"type": "string", "constraints": {"enum": list(SOURCES)}},
        "started": day,
        "completed": day,
        "progress": {**number, "constraints": {"minimum": "0", "maximum": "100"}},
    }
    described = [{"name": name, **fields.get(name, {"type": "string"})} for name in rows[0]]
    schema = Schema.from_descriptor({"fields": described})
    with system.use_context(trusted=True):
        resource_ = Resource(data=list(rows), schema=schema, format="inline", control=formats.InlineControl())
        report = resource_.validate(limit_errors=10 * len(rows))
    return {row - 2 for (row,) in report.flatten(["rowNumber"]) if row}


#: What is measured where its package is installed.
PEERS: dict[str, tuple[str, Reader]] = {
    "plain pydantic loop": ("pydantic", Reader(trusting)),
    "naive pydantic loop": ("pydantic", Reader(naive)),
    "polars": ("polars", Reader(polars)),
    "pandera on polars": ("pandera", Reader(pandera)),
    "frictionless": ("frictionless", Reader(frictionless)),
}


def installed() -> dict[str, Reader]:
    """The peers that are there to be measured."""
    return {name: reader for name, (package, reader) in PEERS.items() if find_spec(package)}


@dataclass(frozen=True, slots=True)
class Result:
    """What one reader took and found."""

    seconds: float
    #: Most that the process held more than before, per row.
    bytes_a_row: float
    #: Share of the faulty rows in which something is found, in per cent.
    found: float
    #: Kinds of fault of which none is found.
    missed: tuple[str, ...]
    #: Good rows in which something is found.
    wrongly: int


def judged(found: Found, given: Sequence[Work]) -> tuple[float, tuple[str, ...], int]:
    """Share of the faults found in per cent, kinds that are missed, and good rows that are called faulty."""
    faulty = {number for number, work in enumerate(given) if work.fault}
    hit = {given[number].fault for number in found & faulty}
    missed = tuple(kind for kind in KINDS if kind not in hit)
    return 100 * len(found & faulty) / len(faulty), missed, len(found - faulty)


def measure(reader: Reader, count: int) -> Result:
    """One reader on so many rows, in a process of its own: CPU seconds, and memory beside nothing else."""
    context = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[Result] = context.Queue()
    process = context.Process(target=lambda: answers.put(_measured(reader, count)))
    process.start()
    result = answers.get()
    process.join()
    return result


def _measured(reader: Reader, count: int) -> Result:
    given = list(works(count))
    rows = [work.texts for work in given]
    # What is loaded when it is first used is no work on rows.
    reader.find(reader.prepare(rows[:100]))
    prepared = reader.prepare(rows)
    gc.collect()
    before, began = _held(), time.process_time()
    found = reader.find(prepared)
    seconds = time.process_time() - began
    share, missed, wrongly = judged(found, given)
    return Result(seconds, (_held() - before) / count, share, missed, wrongly)


def _held() -> int:
    """Most bytes that the process held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

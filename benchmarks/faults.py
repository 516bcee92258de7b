"""Works as texts, as a paste brings them: a third of the rows with one fault, of 22 kinds in turn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.vietnamese import DEEDS, THINGS, WHERE

#: One row in so many has a fault.
FAULTY = 3
SOURCES = ("Ngân sách nhà nước", "Xã hội hóa", "Nhân dân đóng góp", "Kết hợp")
PLACES = tuple(f"Tổ dân phố số {number}" for number in range(1, 40))
Texts = dict[str, str]
#: What is faulty, by its kind: the fields that hold something else than they should.
FAULTS: dict[str, Callable[[int], Texts]] = {
    "an amount that is not exact": lambda n: {"cost": f"gần {n % 900 + 2} triệu đồng"},
    "a figure of two readings": lambda n: {"cost": f"{n % 9 + 1}.{n % 900 + 100}"},
    "a negative figure": lambda n: {"cost": f"-{n % 900 + 1}"},
    "two figures in one cell": lambda n: {"cost": f"{n % 90 + 20}/{n % 90 + 10}"},
    "a range": lambda n: {"cost": f"{n % 90 + 10}-{n % 90 + 20}"},
    "an amount in another measure": lambda n: {"cost": f"{n % 900 + 1}.000.000 đồng"},
    "a figure a million times too large": lambda n: {"cost": f"{n % 900 + 50}000000"},
    "no figure yet": lambda n: {"cost": ("đang tổng hợp", "chưa có số liệu")[n % 2]},
    "a mark in place of a figure": lambda n: {"cost": ("x", "-", "n/a")[n % 3]},
    "letters among digits": lambda n: {"cost": f"{n % 90 + 1}O"},
    "a day that is none": lambda n: {"completed": ("31/02/2024", "32/08/2024")[n % 2]},
    "month before day": lambda n: {"completed": f"08/{n % 2 + 13}/2024"},
    "a day without year": lambda n: {"completed": f"{n % 5 + 10}/8"},
    "a day of another year": lambda n: {"started": f"0{n % 9 + 1}/08/2023"},
    "a day in words": lambda n: {"completed": ("tuần tới", "cuối tháng")[n % 2]},
    "an end before its beginning": lambda n: {"started": "14/08/2024", "completed": f"0{n % 4 + 5}/08/2024"},
    "an answer that is not offered": lambda n: {"source": ("Vay ngân hàng", "Tài trợ")[n % 2]},
    "more than the whole": lambda n: {"progress": f"{n % 90 + 101}%"},
    "a share as a fraction": lambda n: {"progress": f"0,{n % 80 + 15}"},
    "no name": lambda _: {"name": ""},
    "a name in an old encoding": lambda n: {"name": f"C«ng tr×nh thñy lîi sè {n}"},
    "a name that is a formula or link": lambda n: {"name": ("=SUM(A1:A5)", f"https://anh.vn/{n}")[n % 2]},
}
KINDS = tuple(FAULTS)


@dataclass(frozen=True, slots=True)
class Work:
    """One row, and what is wrong with it."""

    texts: Texts
    #: Empty for a good one.
    fault: str


def work(number: int) -> Work:
    """The row of this number: always the same one."""
    texts = good(number)
    if number % FAULTY:
        return Work(texts, "")
    kind = KINDS[number // FAULTY % len(KINDS)]
    return Work(texts | FAULTS[kind](number), kind)


def good(number: int) -> Texts:
    """A row with which nothing is wrong, in the ways of writing that all readers here know."""
    deed, thing = DEEDS[number % 9].capitalize(), THINGS[number % len(THINGS)]
    first, last = 5 + number % 5, 10 + number % 6
    return {
        "row_id": f"W-{number:07d}",
        "name": f"{deed} {thing} {WHERE[number % 5]}, đợt {number}",
        "location": PLACES[number % len(PLACES)],
        "cost": f"{number % 900 + 5},5" if number % 4 == 1 else str(number % 1800 + 5),
        "source": SOURCES[number % len(SOURCES)],
        "started": f"{first:02d}/08/2024",
        "completed": f"{last}/08/2024",
        "progress": ("100", "100%", f"{number % 90 + 10}", f"{number % 90 + 10}%")[number % 4],
    }


def works(count: int) -> Iterator[Work]:
    """So many rows."""
    return map(work, range(count))

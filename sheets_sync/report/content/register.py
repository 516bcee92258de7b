"""The register of rewards over the years: one list that an office keeps in a spreadsheet program. Pure.

Lines that the office typed itself, its own columns and its order stay; ours are known by their code.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.judging.namesakes import same_birth, same_name
from sheets_sync.report.content.entries import Nominee
from sheets_sync.vietnamese.dates import format_date

CODE, YEAR, DAY, NUMBER, NAME, BORN = (
    "Mã",
    "Năm",
    "Ngày quyết định",
    "Số quyết định",
    "Họ và tên, tên tập thể",
    "Năm sinh",
)
SUBJECT, POSITION, UNIT, AWARD = "Đối tượng", "Chức vụ, nơi công tác", "Đơn vị đề nghị", "Hình thức"
ACHIEVEMENT, CAMPAIGN = "Tóm tắt thành tích", "Đợt thi đua"
COLUMNS = (CODE, YEAR, DAY, NUMBER, NAME, BORN, SUBJECT, POSITION, UNIT, AWARD, ACHIEVEMENT, CAMPAIGN)
#: Without these nobody can be found again.
NEEDED = (NAME, DAY)


@dataclass(frozen=True, slots=True)
class Register:
    """The list as it stands: its columns, among them the office's own, and its lines."""

    columns: tuple[str, ...] = COLUMNS
    lines: tuple[Mapping[str, str], ...] = ()
    delimiter: str = ";"


def entered(register: Register, found: Iterable[Nominee], campaign: str, period: str, title: str) -> Register:
    """With every recipient: new ones at the end, those who stand there already brought up to date."""
    ours = {line[CODE]: line for line in _entries(found, f"{campaign}/{period}", title)}
    lines = [
        {**line, **ours[code]} if (code := line.get(CODE, "")) in ours else line for line in register.lines
    ]
    known = {line.get(CODE, "") for line in register.lines}
    columns = (*register.columns, *(name for name in COLUMNS if name not in register.columns))
    new = (line for code, line in ours.items() if code not in known)
    return Register(columns, (*lines, *new), register.delimiter)


def withdrawn(register: Register, found: Iterable[Nominee], campaign: str, period: str) -> tuple[str, ...]:
    """Names of this period's lines whose decision is recorded no longer: the office decides about them."""
    codes = {f"{campaign}/{period}/{one.key}" for one in found}
    return tuple(
        line.get(NAME, "")
        for line in register.lines
        if (code := line.get(CODE, "")).startswith(f"{campaign}/{period}/") and code not in codes
    )


def earlier_rewards(register: Register, one: Nominee, campaign: str, period: str) -> tuple[str, ...]:
    """What somebody of this name, and of this year of birth where both are known, was granted before."""
    return tuple(
        ", ".join(filter(None, (line.get(AWARD), _decision(line), line.get(CAMPAIGN))))
        for line in register.lines
        if not line.get(CODE, "").startswith(f"{campaign}/{period}/")
        and same_name(line.get(NAME, ""), one.name)
        and same_birth(line.get(BORN, ""), one.born)
    )


def _decision(line: Mapping[str, str]) -> str:
    number, day = line.get(NUMBER, ""), line.get(DAY, "")
    return " ".join(filter(None, (f"Quyết định số {number}" if number else "", f"ngày {day}" if day else "")))


def _entries(found: Iterable[Nominee], place: str, title: str) -> Iterator[Mapping[str, str]]:
    for one in found:
        if one.day is not None:
            values: Sequence[str] = (
                f"{place}/{one.key}",
                str(one.day.year),
                format_date(one.day),
                one.number,
                one.name,
                one.born,
                one.subject,
                one.position,
                one.unit,
                one.award,
                one.achievement,
                title,
            )
            yield dict(zip(COLUMNS, values, strict=True))

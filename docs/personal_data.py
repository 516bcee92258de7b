"""Write docs/personal-data.md: what is about people, as the code says it on fields, columns and settings.

Run as `python docs/personal_data.py`; a test compares the page with what this writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel

from schemas import FORMS
from sheets_sync.config.documents import NamingSettings
from sheets_sync.config.roster import UnitLine
from sheets_sync.config.tables import OfficeSettings, RoleSettings
from sheets_sync.forms.form import Form
from sheets_sync.forms.people import people_of
from sheets_sync.master.tables.people import OFFERED
from sheets_sync.model import Personal

PAGE = Path(__file__).with_name("personal-data.md")
MADE = "<!-- Written by docs/personal_data.py; change the code, then run it again. -->"
MEANINGS = {
    Personal.NAME: "who it is",
    Personal.CONTACT: "where one is reached",
    Personal.IDENTITY: "what tells one from others of the name",
    Personal.JUDGEMENT: "what was found, voted or agreed about one",
    Personal.PROSE: "words of somebody's own, which may name anybody",
    Personal.NOBODY: "nothing, whatever it looks like",
}
ABOUT = """\
What the service knows about people, read from what the fields themselves say. The law: Luật Bảo vệ dữ
liệu cá nhân 91/2025/QH15 and Nghị định 356/2025/NĐ-CP, both in force since 01/01/2026;
[domain.md](domain.md) says what is verified of it."""
ABOUT_KINDS = """\
A field of a form, a column of the roster or of the office, and a setting say how they are about people
with one of these marks. A field of a ward's own that says nothing counts as what it looks like, and
`sheets-sync doctor` asks."""
OFFICE_TITLES = {
    "records": "beside each record",
    "today": "“Việc hôm nay”",
    "matrix": "“Tình hình nộp”",
    "council": "“Hội đồng”",
    "evaluation": "“Đánh giá”",
}
#: Tables and lists of the configuration in which people stand.
HOLDERS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("units.csv", UnitLine),
    ("[office]", OfficeSettings),
    ("[roles]", RoleSettings),
    ("[[naming]]", NamingSettings),
)


def page() -> str:
    """docs/personal-data.md."""
    parts = [
        ("How something is about people", ABOUT_KINDS, _kinds()),
        ("Fields of the forms that ship", "", _table(("form", "field", "column", "how"), _fields(FORMS))),
        ("Roster and settings", "", _table(("where", "key", "how"), _settings())),
        ("The office's columns", ABOUT_OFFICE, _table(("where", "column", "how"), _office())),
    ]
    lines = ["# Personal data", "", MADE, "", ABOUT]
    for title, about, table in parts:
        lines += ["", f"## {title}", "", *([about, ""] if about else []), *table]
    return "\n".join(lines) + "\n"


ABOUT_OFFICE = """\
Columns that the office adds itself count by their titles, as fields of a ward's own forms do, else as
prose."""


def _kinds() -> Iterator[str]:
    return _table(("mark", "tells"), ((f"`{how}`", meaning) for how, meaning in MEANINGS.items()))


def _fields(forms: Iterable[Form]) -> Iterator[tuple[str, ...]]:
    for form in forms:
        for field, how in form.people.items():
            yield f"`{form.code}`", f"`{field}`", form.column(field).heading.title, f"`{how}`"


def _settings() -> Iterator[tuple[str, ...]]:
    for where, model in HOLDERS:
        for key, how in people_of(model).items():
            yield f"`{where}`", f"`{key}`", f"`{how}`"


def _office() -> Iterator[tuple[str, ...]]:
    for code, columns in OFFERED.items():
        for column in columns:
            yield OFFICE_TITLES[code], column.title, f"`{column.personal}`"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|---" * len(header) + "|"
    yield from (f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

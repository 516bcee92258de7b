"""Write docs/personal-data.md: what is about people, as the code says it on fields, columns and settings.

Run as `python docs/personal_data.py`; a test compares the page with what this writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from schemas import FORMS
from sheets_sync.config.documents import NamingSettings
from sheets_sync.config.people import KeepSettings, PeopleSettings
from sheets_sync.config.roster import UnitLine
from sheets_sync.config.store import StoreSettings
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
What the service knows about people, read from what the fields themselves say. For the office, in
Vietnamese: [du-lieu-ca-nhan.md](du-lieu-ca-nhan.md). The law: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15
and Nghị định 356/2025/NĐ-CP, both in force since 01/01/2026; [domain.md](domain.md) says what is
verified of it."""
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
    ("[people]", PeopleSettings),
)


def page() -> str:
    """docs/personal-data.md."""
    parts = [
        ("How something is about people", ABOUT_KINDS, _kinds()),
        (
            "What is kept, where, for whom, how long",
            ABOUT_KEPT,
            _table(("", "data", "what for", "where", "who can open it", "how long"), _kept()),
        ),
        ("Fields of the forms that ship", "", _table(("form", "field", "column", "how"), _fields(FORMS))),
        ("Roster and settings", "", _table(("where", "key", "how"), _settings())),
        ("The office's columns", ABOUT_OFFICE, _table(("where", "column", "how"), _office())),
    ]
    lines = ["# Personal data", "", MADE, "", ABOUT]
    for title, about, table in parts:
        lines += ["", f"## {title}", "", *([about, ""] if about else []), *table]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Kept:
    """One kind of data: what, what for, where it lies, who can open it, until when."""

    what: str
    why: str
    where: str
    who: str
    until: str


def _days(kind: Personal) -> str:
    return f"{getattr(KeepSettings(), kind.value)} days after the period was closed (`people.keep.{kind}`)"


#: Whoever has an account on the machine of the service, as the user that runs it.
SERVICE = "the account of the service on its machine (files 0600)"
BOOKS = "unit's workbook, master or the workbook apart (`people.apart`), store"
OPENERS = f"the unit, the office, {SERVICE}"
KINDS: tuple[Kept, ...] = (
    Kept(
        "names of nominees and exemplars", "to propose, decide, report", BOOKS, OPENERS, _days(Personal.NAME)
    ),
    Kept("telephones, addresses of theirs", "to ask back", BOOKS, OPENERS, _days(Personal.CONTACT)),
    Kept(
        "births, sex, posts, identity numbers",
        "to tell namesakes apart; lists that are signed",
        BOOKS,
        OPENERS,
        _days(Personal.IDENTITY),
    ),
    Kept(
        "discipline, votes, consent (the council's own votes stay, without the name)",
        "conditions of a commendation and of broadcasting",
        BOOKS,
        OPENERS,
        _days(Personal.JUDGEMENT),
    ),
    Kept("achievements, deeds, notes in words", "the report", BOOKS, OPENERS, _days(Personal.PROSE)),
    Kept(
        "remarks of the office, and what it wrote before",
        "review",
        "master (“Đã gỡ” too), store",
        f"the office, {SERVICE}",
        f"the words stay; who is named leaves them {_days(Personal.NAME)}",
    ),
    Kept(
        "findings, check tabs, notes in cells",
        "to mend",
        "unit's workbook (whole), master, mails, commands (shortened)",
        OPENERS,
        "until mended; in the store as the value itself",
    ),
    Kept(
        "roster: mail addresses, whom to call",
        "to share, to write, to call",
        "units.csv, master (“Việc hôm nay”), store, metrics (shortened)",
        f"the office, {SERVICE}",
        "as long as the line stands in units.csv",
    ),
    Kept(
        "mails: addresses and what they say",
        "to remind",
        "outbox in the store, mail folder, the recipients",
        f"the recipients, {SERVICE}",
        f"text: {StoreSettings().keep_days} days (`store.keep_days`)",
    ),
    Kept(
        "reports, petitions, decisions, lists to be broadcast",
        "the signed paper",
        "files where the office keeps them",
        "whoever the office gives them to",
        "as records of the office (Luật Lưu trữ, unverified); the service never changes them",
    ),
    Kept(
        "register of rewards: name, birth, post, award, decision",
        "who was granted what",
        "the register's file, store",
        f"the office, {SERVICE}",
        "stays (`people.keep_awards`)",
    ),
    Kept(
        "exports and backups",
        "work outside, and to begin anew",
        "folders of the campaign; backups encrypted with `store.backup_key_file`",
        SERVICE,
        f"backups {StoreSettings().backup_days} days (`store.backup_days`); exports until deleted",
    ),
)
ABOUT_KEPT = """\
The retention job sees to the days. A period that nobody closes counts as closed `people.unclosed_days` after
its last deadline; the office is told before. Whoever the campaign shares a workbook with can open it:
`sheets-sync audit --people` lists them. Figures, counts and statuses stay, and nothing of theirs changes."""


def _kept() -> Iterator[tuple[str, ...]]:
    for number, one in enumerate(KINDS, start=1):
        yield str(number), one.what, one.why, one.where, one.who, one.until


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

"""People planted all over a campaign, each in a spelling of its own, and a look at every byte for them."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from functools import cached_property, lru_cache
from pathlib import Path
from zipfile import ZipFile

from sheets_sync.vietnamese import legacy
from tests.ward import Ward

GIVEN = (
    *("Hòa", "Bình", "Cường", "Dũng", "Giang", "Hạnh", "Khánh", "Lộc", "Mỹ", "Nghĩa"),
    *("Oanh", "Phúc", "Quý", "Sáng", "Tiến", "Uyên", "Vượng", "Xuyến", "Yến", "Ánh"),
    *("Bảo", "Châu", "Diệu", "Đoàn", "Hiền", "Kiều", "Long", "Mạnh", "Nhuận", "Thắm"),
)
#: Thirty names that share no given name with another.
NAMES = tuple(
    f"{family} {middle} {given}"
    for family, middle, given in zip(
        ("Nguyễn", "Trần", "Lê", "Phạm", "Đặng") * 6,
        ("Thị", "Văn", "Hữu") * 10,
        GIVEN,
        strict=True,
    )
)
_TO_TCVN3 = {plain: coded for coded, plain in legacy._TCVN3.items()}


@dataclass(frozen=True)
class Person:
    """Somebody, and how this one is written where it is planted."""

    number: int
    name: str

    @property
    def phone(self) -> str:
        """A number that nobody else has."""
        return f"09{71_350_000 + self.number * 7_919:08d}"

    @property
    def written(self) -> str:
        """One of ten ways of writing the name."""
        name = self.name
        return (
            name,
            unicodedata.normalize("NFD", name),
            name.upper(),
            bare(name, " "),
            name.replace(" ", "  "),
            name.replace(" ", "\u00a0"),
            name.translate(_TO_TCVN3),
            name.replace(" ", "\u200b "),
            name.lower(),
            f"Ông (bà) {name},",
        )[self.number % 10]

    @property
    def called(self) -> str:
        """One of four ways of writing the telephone."""
        end = self.phone[1:]
        return (self.phone, f"+84 {end}", f"{self.phone[:4]} {self.phone[4:7]} {self.phone[7:]}", end)[
            self.number % 4
        ]

    def is_in(self, text: str) -> bool:
        """Whether a text has the name or the number, however it is spelt; told without our own search."""
        return self._is_in(_seen(text))

    def _is_in(self, seen: tuple[str, str, str]) -> bool:
        letters, converted, digits = seen
        return self._bare in letters or self._bare in converted or self.phone[1:] in digits

    @cached_property
    def _bare(self) -> str:
        return bare(self.name)


@lru_cache(maxsize=20_000)
def _seen(text: str) -> tuple[str, str, str]:
    """A text's letters as they stand and as TCVN3, and its digits."""
    digits = "".join(one for one in text if one.isdigit())
    return bare(text), "" if text.isascii() else bare(legacy.from_tcvn3(text)), digits


PEOPLE = tuple(Person(number, name) for number, name in enumerate(NAMES))


def bare(text: str, between: str = "") -> str:
    """Letters alone, without diacritics."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    kept = "".join(one for one in decomposed if not unicodedata.combining(one) and one not in "\u200b")
    return between.join(part for part in "".join(c if c.isalpha() else " " for c in kept).split())


def sheets(one: Ward) -> Iterator[tuple[str, str]]:
    """Place and text of all that the workbooks hold, as the server tells it: titles, cells, notes."""
    for _, unit, book in one.project.store.workbooks.of_all_periods():
        answer = one.get(f"/v4/spreadsheets/{book}", includeGridData="true")
        yield f"{unit}: title", answer["properties"]["title"]
        for sheet in answer["sheets"]:
            yield f"{unit}: tab", sheet["properties"]["title"]
            for row, data in enumerate(sheet.get("data", [{}])[0].get("rowData", [])):
                for column, cell in enumerate(data.get("values", [])):
                    texts = (*cell.get("userEnteredValue", {}).values(), cell.get("note", ""))
                    for text in map(str, texts):
                        yield f"{unit}: {sheet['properties']['title']} {row} {column}", text


def tables(file: Path) -> Iterator[tuple[str, str]]:
    """Table and text of every value of the store; mails as they are read."""
    with sqlite3.connect(file) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in db.execute(f"SELECT * FROM {name}"):  # noqa: S608 (a table's name)
                for value in row:
                    if isinstance(value, bytes):
                        yield from ((name, text) for text in mail_texts(value))
                    elif value is not None:
                        yield name, str(value)


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """File and text of everything beside the store: lists, documents, mails."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or file.name.startswith("sheets-sync.db") or "backups" in file.parts:
            continue
        if file.suffix == ".docx":
            with ZipFile(file) as archive:
                text = archive.read("word/document.xml").decode()
            yield from (
                (str(file), "".join(part.split(">", 1)[-1] for part in one.split("<")))
                for one in text.split("</w:p>")
            )
        elif file.suffix == ".eml":
            yield from ((str(file), text) for text in mail_texts(file.read_bytes()))
        else:
            yield from ((str(file), line) for line in file.read_text("utf-8-sig", "replace").splitlines())


def mail_texts(raw: bytes) -> Iterator[str]:
    """Subject and parts of a mail, decoded."""
    if raw:
        mail = message_from_bytes(raw, policy=default)
        yield str(mail["Subject"])
        yield from (part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")


def where(texts: Iterator[tuple[str, str]]) -> dict[Person, list[str]]:
    """In which places each person is."""
    found: dict[Person, list[str]] = {one: [] for one in PEOPLE}
    for place, text in texts:
        seen = _seen(text)
        for one in PEOPLE:
            if one._is_in(seen):
                found[one].append(place)
    return found

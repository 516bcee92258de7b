"""Where the machine plays: its ward, and how its mails leave."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.mail.sending.transports import Handed, Transport
from sheets_sync.model import Record
from tests.ward import Ward
from tests.without_socket import version_at


@dataclass
class Place(Ward):
    """A ward that remembers where workbooks lie: a store that went back may not know of all."""

    books: dict[str, str] = field(default_factory=dict)
    #: What was read of a tab, and of which version of its workbook.
    _read: dict[tuple[str, str], tuple[int, list[list[Any]]]] = field(default_factory=dict)

    def values(self, unit: str, tab: str) -> list[list[Any]]:
        """As of any ward; a workbook in which nothing changed is not read again."""
        version, known = version_at(self.base_url, self.book(unit)), self._read.get((unit, tab))
        if known is None or known[0] != version:
            known = self._read[unit, tab] = version, super().values(unit, tab)
        return [list(row) for row in known[1]]

    def type(self, unit: str, form: str, cells: Mapping[str, str]) -> None:
        """As of any ward; of a unit that leaves or has left, somebody still has its workbook open."""
        if (one := self.project.units.get(unit)) and one.emails and one.valid_to is None:
            super().type(unit, form, cells)
            return
        title = next(one.title for one in self.project.forms if one.code == form)
        places = {f"'{title}'!{cell}": text for cell, text in cells.items()}
        self.people.type_in(self.somebody, self.book(unit), places)

    def begin(self) -> None:
        """Forget everything."""
        self.books.clear()
        self._read.clear()

    def book(self, unit: str) -> str:
        if unit not in self.books:
            self.books[unit] = super().book(unit)
        return self.books[unit]


def known_works(ward: Ward, unit: str) -> Sequence[Record]:
    """The works of a unit as the service took them in last."""
    latest = ward.project.store.submissions.latest(ward.project.period.code)
    found = latest.get((unit, "works"))
    return () if found is None else found.records


class Counting:
    """A transport that counts what it hands over."""

    def __init__(self, real: Transport) -> None:
        self.real, self.sent = real, Counter[str]()

    def send(self, message: bytes, key: str, recipients: Sequence[str]) -> Handed:
        self.sent[key] += 1
        return self.real.send(message, key, recipients)

    def close(self) -> None:
        self.real.close()

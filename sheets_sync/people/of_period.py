"""What is over of a period that was closed long ago. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from sheets_sync.forms.roles import Proposals
from sheets_sync.judging.council.facts import COLLECTIVE
from sheets_sync.model import Personal, RecordKey
from sheets_sync.people.masking import FormRow, Marks
from sheets_sync.vietnamese.erased import ERASED
from sheets_sync.vietnamese.letters import fold
from sheets_sync.vietnamese.mentions import Sought, is_one, needle

#: Kinds by which somebody is found in other texts too.
TOLD = frozenset({Personal.NAME, Personal.CONTACT, Personal.IDENTITY})


@dataclass(frozen=True, slots=True)
class OfPeriod:
    """Of every row about somebody what is over, and these people in all other texts."""

    sought: Sought
    kinds: Collection[Personal]
    #: Marks with a number, by record and field: rows about one person have the same.
    numbered: Mapping[tuple[RecordKey, str], str] = field(default_factory=dict)
    awarded: Collection[tuple[str, RecordKey]] = frozenset()
    unit: str = ""
    keeps_findings: bool = True
    is_known_from_store: bool = True
    #: Names and numbers that are looked for, and names that stay wherever they are told.
    texts: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    @property
    def takes_everybody(self) -> bool:
        """Whether names go too."""
        return Personal.NAME in self.kinds

    def learnt(self, rows: Iterable[FormRow]) -> Self:
        """The same, looking for those too who stand in these rows: after a return the store knows fewer."""
        texts, kept = set(self.texts), set(self.kept)
        for row in rows:
            if Personal.NAME not in row.form.people.values():
                continue
            stays = (row.period, row.record) in self.awarded or is_collective(row)
            for name, personal in row.filled():
                if personal is Personal.NAME and stays:
                    kept.add(fold(row.texts[name]))
                elif personal in TOLD and personal in self.kinds and is_one(row.texts[name]):
                    texts.add(row.texts[name])
        if texts == self.texts and kept == self.kept:
            return self
        key = self.sought.key
        wanted = tuple(needle(text, key) for text in sorted(texts) if fold(text) not in kept)
        return replace(self, sought=Sought(wanted, key), texts=frozenset(texts), kept=frozenset(kept))

    def marks(self, row: FormRow) -> Marks:
        """What is over of a row."""
        if Personal.NAME not in row.form.people.values():
            return {}
        # A collective is nobody; who speaks for it is.
        kinds = {*self.kinds} - ({Personal.NAME, Personal.PROSE} if is_collective(row) else set())
        stays = self.stays(row)
        return {
            name: self.numbered.get((row.record, name), ERASED)
            for name, personal in row.filled()
            if personal in kinds and name not in stays
        }

    def stays(self, row: FormRow) -> Collection[str]:
        """The name of who has a decision."""
        return row.names if (row.period, row.record) in self.awarded else ()


def is_collective(row: FormRow) -> bool:
    """Whether a proposal is for a group of people."""
    role = row.form.role
    return isinstance(role, Proposals) and bool(role.subject) and row.texts.get(role.subject) == COLLECTIVE

"""What the office writes beside records. What is kept is named by codes: titles and words are only shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from sys import intern
from types import MappingProxyType

from sheets_sync.model.values import Value


@dataclass(frozen=True, slots=True, order=True)
class RecordKey:
    """One row of the master: a record of a form, a proposal before the council, or a unit as a whole."""

    #: Code of the form or of the table.
    form: str
    unit: str
    #: Of the record in its unit's report; empty where the unit as a whole is meant.
    key: str = ""

    @classmethod
    def of_row(cls, form: str, row: str) -> "RecordKey":
        """From the text that stands in the hidden column of the table."""
        unit, _, key = row.partition("/")
        return cls(form, unit, key) if key else cls(form, row)

    @property
    def row(self) -> str:
        """As the hidden column holds it; the same text for whoever asks while anybody holds it."""
        return intern(f"{self.unit}/{self.key}") if self.key else self.unit


@dataclass(frozen=True, slots=True, order=True)
class OfficeColumn:
    """A column of the office's: one that the sync offers has a code, one of the office's own its title."""

    code: str = ""
    title: str = ""


#: What the office wrote beside one row: a choice from a dropdown by its code, all else as it was typed.
Remarks = Mapping[OfficeColumn, str]


#: What a record held when the office decided, where nobody knows it: no field has this name.
UNSEEN: Mapping[str, Value] = MappingProxyType({"": None})


@dataclass(frozen=True, slots=True)
class Review:
    """What the office decided about one record, and what the record held then."""

    #: Code of the state that stands in the master, or what the office typed instead of one.
    state: str
    #: What the office had decided before the record changed; empty when it did not change since.
    before: str
    #: Field to value, when the office decided; empty before any decision, and where that was refused.
    content: Mapping[str, Value]

    @property
    def is_of_unseen(self) -> bool:
        """Whether nobody knows what the record held when the office decided."""
        return self.content == UNSEEN

    @property
    def is_changed(self) -> bool:
        """Whether the record changed since the office decided."""
        return bool(self.before and self.content)

    @property
    def is_refused(self) -> bool:
        """Whether the office approved a record that cannot be used."""
        return bool(self.before) and not self.content

"""What rows of the master hold, record by record."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from sheets_sync.master import publishing
from sheets_sync.model import RecordKey, Table, Value

#: By record what its row holds: field to value.
Contents = Mapping[RecordKey, Mapping[str, Value]]
NOTHING: Contents = MappingProxyType({})


class ContentOfRows(Mapping[RecordKey, Mapping[str, Value]]):
    """What the rows of a table are to show, told when it is asked for."""

    def __init__(self, code: str, table: Table, fields: Sequence[str]) -> None:
        self._code = code
        self._table = table
        self._fields = fields
        self._rows = {row.key: row for row in table.rows}

    def __getitem__(self, one: RecordKey) -> Mapping[str, Value]:
        if one.form != self._code:
            raise KeyError(one)
        held = publishing.row_content(self._rows[one.row], self._table)
        return {name: held[name] for name in self._fields if name in held}

    def __contains__(self, one: object) -> bool:
        return isinstance(one, RecordKey) and one.form == self._code and one.row in self._rows

    def __iter__(self) -> Iterator[RecordKey]:
        return (RecordKey.of_row(self._code, row) for row in self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class ContentOfTables(Mapping[RecordKey, Mapping[str, Value]]):
    """What the rows of several tables are to show."""

    def __init__(self, by_code: Mapping[str, Contents]) -> None:
        self._by_code = by_code

    def __getitem__(self, one: RecordKey) -> Mapping[str, Value]:
        return self._by_code[one.form][one]

    def __contains__(self, one: object) -> bool:
        return isinstance(one, RecordKey) and one in self._by_code.get(one.form, {})

    def __iter__(self) -> Iterator[RecordKey]:
        return (one for rows in self._by_code.values() for one in rows)

    def __len__(self) -> int:
        return sum(map(len, self._by_code.values()))

"""How fit records are to be used, told of one report after the other: all of them take much room."""

from collections.abc import Iterator, Mapping

from sheets_sync.findings.rows import ByRow
from sheets_sync.judging.fitness import Fitness, fitness
from sheets_sync.model import RecordKey
from sheets_sync.pipeline.counting import Counted

#: A unit and the code of a form.
_Owner = tuple[str, str]


class Fits(Mapping[RecordKey, Fitness]):
    """Of the records that count; quickest where those of one report are asked for together."""

    def __init__(self, submissions: Counted, findings: ByRow) -> None:
        self._submissions, self._findings = submissions, findings
        self._by_owner = submissions.by_owner
        self._held: tuple[_Owner, Mapping[RecordKey, Fitness]] = (("", ""), {})

    def __getitem__(self, record: RecordKey) -> Fitness:
        return self._of((record.unit, record.form))[record]

    def __iter__(self) -> Iterator[RecordKey]:
        return (record.identity for one in self._submissions for record in one.records)

    def __len__(self) -> int:
        return sum(len(one.records) for one in self._submissions)

    def _of(self, owner: _Owner) -> Mapping[RecordKey, Fitness]:
        if self._held[0] != owner:
            found = self._by_owner.get(owner)
            records = () if found is None else found.records
            self._held = owner, {one.identity: fitness(one, self._findings) for one in records}
        return self._held[1]

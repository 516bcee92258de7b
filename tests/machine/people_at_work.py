"""People who are named, found, erased and pasted again while syncs and erasures die, and what must hold."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from schemas import FORMS
from sheets_sync.master.publishing.layout import KEY_TITLE
from sheets_sync.master.tables.wording import COMMENT_TITLE, REVIEW_TITLE
from sheets_sync.model import Personal
from sheets_sync.people.finding import Wanted, Where, find
from sheets_sync.people.keeping import Over, over
from sheets_sync.people.making_up import make_up
from sheets_sync.people.remembering import after_restore, remember
from sheets_sync.people.terms import counts_from
from sheets_sync.pipeline import close, provision
from sheets_sync.pipeline.consolidating import as_last_seen
from sheets_sync.pipeline.person import forget_what_is_over
from sheets_sync.reading.lastgood import is_asked_anew
from sheets_sync.sheets.addresses import column_letters
from sheets_sync.store.copying import back_up, restore
from sheets_sync.store.derived import DERIVED
from sheets_sync.store.workbooks import APART, MASTER
from sheets_sync.vietnamese.erased import is_erased
from sheets_sync.vietnamese.mentions import Sought, needle
from tests.interruptions import Interruptions, Killed, Moment, watched
from tests.machine.steps import Step
from tests.planted import PEOPLE, Person, sheets, tables
from tests.ward import SMALL_INDICATORS, ZONE, Ward, ward
from tests.without_socket import running_here

UNITS = """\
code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators
TDP01,Tổ dân phố số 1,TDP,,tdp01@phuong.example,2019-05-01,,,culture_society exemplar,VX01 VX02
TDP02,Tổ dân phố số 2,TDP,,tdp02@phuong.example,2019-05-01,,,culture_society exemplar,VX01 VX02
"""
USED = tuple(form for form in FORMS if form.code not in ("commendation", "works", "narrative"))
CODES = ("TDP01", "TDP02")
EXEMPLARS, CULTURE, NAME_TITLE = "9. Gương điển hình", "2. Văn hóa - Xã hội", "Tên gương điển hình"
BEGIN = datetime(2024, 8, 6, 8, tzinfo=ZONE)
LATER, LONG_AFTER = timedelta(minutes=11), timedelta(days=800)
KEY = b"k" * 32
OFFICE, KEEPER = "vanphong@phungchikien.example", "thidua@phuong.example"
#: Runs that failed once.
KEPT = sorted((Path(__file__).parent / "kept_people").glob("*.txt"))
#: Who is named in a unit's note, and where that is: no row of the form about people.
NOTED, NOTE = PEOPLE[8], ("TDP01", 0)


@dataclass
class Crowd:
    """A ward in which people are named; every deed chooses by numbers, whatever they are."""

    ward: Ward
    line: Interruptions
    folder: Path
    now: datetime = BEGIN
    #: By unit, who stands in which row, as people count.
    rows: dict[str, dict[int, Person]] = field(default_factory=lambda: {code: {} for code in CODES})
    erased: set[Person] = field(default_factory=set)
    #: By the erasure's id.
    erasures: dict[str, Person] = field(default_factory=dict)
    #: Rows whose time of keeping was over while they stood there: nobody can tell who they are about.
    forgotten: set[tuple[str, int]] = field(default_factory=set)
    #: Who stands again in a unit's sheet since this one was erased.
    again: set[tuple[str, int]] = field(default_factory=set)
    #: Key of a row to the last remark beside it and who stood there.
    remarks: dict[str, tuple[str, Person]] = field(default_factory=dict)
    #: Keys of rows of which the store that came back knows nothing, until it has read again; and of remarks
    #: that were beside such a row: what it is, the unit's sheet tells.
    strange: set[str] = field(default_factory=set)
    astray: set[str] = field(default_factory=set)
    #: How many remarks were ever written.
    written: int = 0
    figure: int = 300
    backups: int = 0

    def propose(self, unit: int, who: int) -> None:
        """A unit names somebody, perhaps one who was erased."""
        code, person = CODES[unit % 2], PEOPLE[who % 8]
        row = max(self.rows[code], default=1) + 1
        if row > 8:
            return
        cells = {f"B{row}": person.written, f"D{row}": f"'{person.called}", f"F{row}": "Nhiều việc tốt"}
        self.ward.type(code, "exemplar", cells | {f"H{row}": "Có"})
        self.rows[code][row] = person
        self._pasted(person, (code, row))
        if self._is_forgetting():
            self._forgot()

    def correct(self, unit: int, where: int) -> None:
        code = CODES[unit % 2]
        if self.rows[code]:
            row = sorted(self.rows[code])[where % len(self.rows[code])]
            if self.rows[code][row] not in self.erased:
                self.ward.type(code, "exemplar", {f"G{row}": f"Kết quả {where}"})

    def count(self, figure: int) -> None:
        """A unit corrects a figure, and names somebody in its note."""
        self.figure = 300 + figure
        self.ward.type("TDP01", "culture_society", {"E2": str(self.figure), "G2": f"nhờ {NOTED.written}"})
        self._pasted(NOTED, NOTE)

    def comment(self, where: int) -> None:
        """The office writes beside a row, naming who is in it."""
        found = self._published()
        if found:
            number, row, person = found[where % len(found)]
            self.written += 1
            text = f"Ý kiến số {self.written}."
            if self._write(number, row, COMMENT_TITLE, f"{text} {person.name}" if where % 2 else text):
                self.remarks[row[KEY_TITLE]] = text, person
                self.astray.discard(row[KEY_TITLE])
                self.astray |= {row[KEY_TITLE]} & self.strange

    def approve(self, where: int) -> None:
        found = self._published()
        if found:
            number, row, _ = found[where % len(found)]
            self._write(number, row, REVIEW_TITLE, "Đã duyệt")

    def sync(self) -> None:
        self.now += LATER
        self.ward.people.set_clock(self.now)
        self.ward.sync(self.now)

    def sync_that_dies(self, call: int, after: bool) -> None:
        self._dying(call, self.sync, after=after)

    def find(self, who: int) -> None:
        """Our search and a look at every byte agree."""
        person = PEOPLE[who % 9]
        sought = Sought((needle(person.name, KEY), needle(person.phone, KEY)), KEY)
        known = find(self.ward.project.holdings, Wanted(sought), self.ward.project.web).sure
        places = {place for place, text in sheets(self.ward) if person.is_in(text)}
        told = {name for name, text in tables(self.folder / "sheets-sync.db") if person.is_in(text)}
        assert len({one.place for one in known if one.where is Where.SHEET}) >= len(places), person
        # What is computed from the rest is told with it.
        told -= {table.name for table in DERIVED}
        assert {one.place.split()[0] for one in known if one.where is Where.STORE} == told, person

    def erase(self, who: int) -> None:
        self._remember(who)
        assert make_up(self.ward.project.holdings, self.now) == {}

    def erase_that_dies(self, who: int, call: int, after: bool) -> None:
        self._remember(who)
        self._dying(call, lambda: make_up(self.ward.project.holdings, self.now), after=after)

    def forget(self, stage: int) -> None:
        """What was kept for long enough goes; everything counts as before."""
        self.sync()
        before, found = self._counted(self.now), self._over(stage)
        self._forget(found)
        assert self._counted(self.now) == before

    def forget_that_dies(self, stage: int, call: int, after: bool) -> None:
        found = self._over(stage)
        self._dying(call, lambda: self._forget(found), after=after)
        self._forgot_if(found)

    def _over(self, stage: int) -> tuple[Over, ...]:
        """What is over by a later day: telephones, then stories, then names."""
        project = self.ward.project
        day = counts_from(project.config, project.period) + timedelta(days=(90, 365, 800)[stage % 3])
        return over(project.config, project.store, day)

    def _forget(self, found: tuple[Over, ...]) -> None:
        project = self.ward.project
        _, failed = forget_what_is_over({project.period.code: project}, found, self.now)
        assert failed == {}
        self._forgot_if(found)

    def _forgot_if(self, found: tuple[Over, ...]) -> None:
        """Whatever goes later, names go once more where they went before."""
        gone = {one.kind for one in self.ward.project.store.erasures.unidentified()}
        if found and Personal.NAME in gone:
            self._forgot()

    def _forgot(self) -> None:
        self.forgotten |= {(code, row) for code in CODES for row in self.rows[code]}
        self.again &= {NOTE}

    def _is_forgetting(self) -> bool:
        """Whether the next run takes names of whatever stands there."""
        expired = self.ward.project.store.erasures.unidentified()
        return Personal.NAME in {one.kind for one in expired} and any(one.done is None for one in expired)

    def move(self) -> None:
        """What is about people gets a workbook of its own, or comes back into the master."""
        project = self.ward.project
        people = project.config.settings.people
        moved = people.model_copy(update={"apart": not people.apart, "emails": (KEEPER,)})
        settings = project.config.settings.model_copy(update={"people": moved})
        config = replace(project.config, settings=settings, mark=f"{project.config.mark}.")
        self.ward = replace(self.ward, project=replace(project, config=config))
        self._provision()

    def _provision(self) -> None:
        erasures = self.ward.project.store.erasures
        self.ward.people.set_clock(self.now)
        before = erasures.unfinished(), erasures.unidentified()
        assert provision(self.ward.project).failed == {}
        if (erasures.unfinished(), erasures.unidentified()) != before:
            # The workbook of before was found.
            self._begun_again()

    def _begun_again(self) -> None:
        """What was pasted since somebody was erased goes with this erasure, which is done once more."""
        for code, row in self.again - {NOTE}:
            del self.rows[code][row]
            self.forgotten.discard((code, row))
        self.again.clear()
        if self._is_forgetting():
            self._forgot()

    def backup(self) -> None:
        back_up(self.ward.project.store, self.folder / f"backup-{self.backups}.db")
        self.backups += 1

    def restore(self, where: int) -> None:
        if not self.backups:
            return
        store, aside = self.ward.project.store, self.folder / f"backup-{self.backups}.db"
        restore(store, self.folder / f"backup-{where % self.backups}.db", aside, lambda: None)
        store.workbooks.forget_tokens()
        after_restore(self.ward.project.config, store)
        self.backups += 1
        held = store.submissions.latest(self.ward.project.period.code).values()
        known = {f"{one.unit}/{record.identity.row}" for one in held for record in one.records}
        self.strange = {str(row[KEY_TITLE]) for row in self._shown()} - known
        self.astray |= self.strange & self.remarks.keys()
        # It may not know of the workbook for people.
        self._provision()
        self._begun_again()

    def settle(self) -> None:
        """Syncs that nothing disturbs end where everybody's last word tells."""
        self.sync()
        self.sync()
        self.strange.clear()
        self._nobody_erased_is_kept()
        self._nobody_forgotten_is_kept()
        self._everybody_else_is_there()
        self._remarks_stand_beside_their_rows()
        assert self.ward.records(CULTURE)["TDP01/VX01"]["Thực hiện"] == self.figure
        self.ward.forget_calls()
        self.now += LATER
        plans = self.ward.sync(self.now).plans
        assert plans == (), plans

    def end(self) -> None:
        """Long after the period was closed nobody is there any more, and everything counts as before."""
        project = self.ward.project
        close(project, list(project.units), self.now)
        after_all = self.now + LONG_AFTER
        before = self._counted(after_all)
        found = over(project.config, project.store, after_all)
        _, failed = forget_what_is_over({project.period.code: project}, found, after_all)
        assert failed == {}
        assert self._counted(after_all) == before
        assert over(project.config, project.store, after_all) == ()
        named = {person for code in CODES for person in self.rows[code].values()}
        for place, text in (*sheets(self.ward), *tables(self.folder / "sheets-sync.db")):
            here = [one for one in named if one.is_in(text)]
            assert not here, place

    def _counted(self, at: datetime) -> Any:
        seen = as_last_seen(self.ward.project, at)
        return (
            seen.coverage,
            seen.approved,
            {(one.unit, one.form): len(one.records) for one in seen.submissions},
        )

    def _pasted(self, person: Person, place: tuple[str, int]) -> None:
        """Of an erasure that is still under way the next run takes this too."""
        unfinished = {self.erasures[one.id] for one in self.ward.project.store.erasures.unfinished()}
        if person in self.erased - unfinished:
            self.again.add(place)

    def _remember(self, who: int) -> None:
        person, holdings = PEOPLE[who % 9], self.ward.project.holdings
        texts = (person.name, person.phone)
        made = remember(holdings.config, holdings.store, texts, "yêu cầu", "", self.now)
        self.erased.add(person)
        self.erasures[made.id] = person
        if person is NOTED:
            self.again.discard(NOTE)
        # Whoever stood in a sheet by then goes, also one pasted after an erasure before.
        self.again -= {(code, row) for code in CODES for row, one in self.rows[code].items() if one is person}

    def _dying(self, call: int, deed: Callable[[], object], *, after: bool) -> None:
        self.line.begin()
        self.line.at[Moment(call, after)] = self.line.die
        try:
            deed()
        except Killed:
            pass
        finally:
            self.line.begin()

    def _published(self) -> list[tuple[int, dict[str, Any], Person]]:
        """Row number, texts and person of the master's rows about somebody who was not erased."""
        found = []
        for number, row in enumerate(self._shown(), start=2):
            people = [one for one in PEOPLE if one.is_in(str(row[NAME_TITLE])) and one not in self.erased]
            if people and row[KEY_TITLE]:
                found.append((number, row, people[0]))
        return found

    def _shown(self) -> list[dict[str, Any]]:
        """The rows about people in the office's workbook, by title."""
        path = f"/v4/spreadsheets/{self._book()}/values/'{EXEMPLARS}'"
        header, *rows = self.ward.get(path, valueRenderOption="UNFORMATTED_VALUE")["values"]
        return [dict(zip(header, row + [""] * (len(header) - len(row)), strict=True)) for row in rows]

    def _book(self) -> str:
        """Where they are, or still are on their way to where they are wanted."""
        books = self.ward.project.store.workbooks.with_office()
        codes = sorted((MASTER, APART), reverse=self.ward.project.config.settings.people.apart)
        for book in (books[code].id for code in codes if code in books):
            sheets = self.ward.get(f"/v4/spreadsheets/{book}", fields="sheets(properties(title))")["sheets"]
            if EXEMPLARS in (sheet["properties"]["title"] for sheet in sheets):
                return book
        raise AssertionError(EXEMPLARS)

    def _write(self, number: int, row: dict[str, Any], title: str, text: str) -> bool:
        """Whether the tab is open: one that is about to move is closed until the next run."""
        place = f"'{EXEMPLARS}'!{column_letters(list(row).index(title))}{number}"
        book, master = self._book(), self.ward.book(MASTER)
        try:
            self.ward.people.type_in(OFFICE if book == master else KEEPER, book, {place: text})
        except RuntimeError as error:
            if "protected" not in str(error):
                raise
            return False
        return True

    def _nobody_erased_is_kept(self) -> None:
        for name, text in tables(self.folder / "sheets-sync.db"):
            assert not [one for one in self.erased if one.is_in(text)], name
        for place, text in sheets(self.ward):
            here = [one for one in self.erased if one.is_in(text)]
            assert not here or any(place.startswith(code) for code, _ in self.again), (place, text)
        asked = {one.unit for one in as_last_seen(self.ward.project, self.now).findings if is_asked_anew(one)}
        assert asked == {code for code, _ in self.again}, (asked, self.again)

    def _nobody_forgotten_is_kept(self) -> None:
        places = {(code, row): who for code in CODES for row, who in self.rows[code].items()}
        known = {who for place, who in places.items() if place not in self.forgotten}
        gone = {places[place] for place in self.forgotten} - known
        for place, text in (*sheets(self.ward), *tables(self.folder / "sheets-sync.db")):
            assert not [one for one in gone if one.is_in(text)], place

    def _everybody_else_is_there(self) -> None:
        there = [person for _, _, person in self._published()]
        for code in CODES:
            for row, person in self.rows[code].items():
                assert person in self.erased or (code, row) in self.forgotten or person in there, person

    def _remarks_stand_beside_their_rows(self) -> None:
        rows = {row[KEY_TITLE]: row for row in self._shown()}
        everywhere = "\n".join(text for _, text in sheets(self.ward))
        for key, (text, person) in self.remarks.items():
            if key in self.astray:
                assert text in everywhere, text
                continue
            beside = [own for own, row in rows.items() if str(row[COMMENT_TITLE]).startswith(text)]
            assert beside == [key], text
            name = str(rows[key][NAME_TITLE])
            assert person in self.erased or is_erased(name) or person.is_in(name), text


#: How often each deed is chosen, and how many numbers it takes.
DEEDS = {
    "propose": (5, ("unit", "who")),
    "correct": (2, ("unit", "where")),
    "count": (1, ("figure",)),
    "comment": (2, ("where",)),
    "approve": (2, ("where",)),
    "sync": (4, ()),
    "sync_that_dies": (2, ("call", "after")),
    "find": (1, ("who",)),
    "erase": (2, ("who",)),
    "erase_that_dies": (2, ("who", "call", "after")),
    "forget": (1, ("stage",)),
    "forget_that_dies": (1, ("stage", "call", "after")),
    "move": (1, ()),
    "backup": (1, ()),
    "restore": (1, ("where",)),
    "settle": (1, ()),
}


def drawn(seed: str, length: int) -> Iterator[Step]:
    """The same steps for the same seed."""
    chance = Random(seed)  # noqa: S311 (to be the same each time)
    names = [name for name, (often, _) in DEEDS.items() for _ in range(often)]
    for _ in range(length):
        name = chance.choice(names)
        yield Step(
            name,
            {
                one: bool(chance.randrange(2)) if one == "after" else chance.randrange(12)
                for one in DEEDS[name][1]
            },
        )


@contextmanager
def opened_crowd(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Crowd]:
    """A ward in which nobody is named yet."""
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    indicators = "\n".join(SMALL_INDICATORS.splitlines()[:1] + SMALL_INDICATORS.splitlines()[3:]) + "\n"
    with (
        watched(monkeypatch) as line,
        ward(folder, monkeypatch, units=UNITS, indicators=indicators, forms=USED, google=running_here) as one,
    ):
        one.people.set_clock(BEGIN)
        one.type("TDP01", "culture_society", {"E2": "300"})
        crowd = Crowd(one, line, one.project.config.file.parent)
        crowd.sync()
        yield crowd

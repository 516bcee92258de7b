"""Bugs to be put in on purpose, a line each."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutant:
    """One change of one line."""

    name: str
    #: The module, without the package's name.
    module: str
    line: str
    instead: str

    @property
    def file(self) -> Path:
        return ROOT / "sheets_sync" / (self.module.replace(".", "/") + ".py")

    def source(self) -> str:
        """The module's text with the change; ValueError where its line is not there exactly once."""
        text = self.file.read_text(encoding="utf-8")
        if text.count(self.line) != 1:
            raise ValueError(f"{self.name}: {text.count(self.line)} times in {self.file}: {self.line}")
        return text.replace(self.line, self.instead)


IDENTITY, SAME = "reading.identities", "reading.evidence"
WRITING, REPAIR = "master.publishing.writing", "master.publishing.repair"
CHANGES, REVIEWING = "master.publishing.changes", "pipeline.reviewing"
MUTANTS = (
    # identity
    Mutant("names-do-not-count", SAME, "in _few(names[name] if name else ())", "in ()"),
    Mutant("identity-of-two-rows", SAME, "                del free[written]\n", "                pass\n"),
    Mutant(
        "the-worst-pair", "reading.pairing", "-scores.get((row, key), -inf)", "scores.get((row, key), inf)"
    ),
    Mutant("no-earlier-versions", SAME, "_few(before[self._contents[row.number]])", "_few(())"),
    Mutant("copies-keep-their-pattern's-identity", IDENTITY, "if key in owners:", "if not key:"),
    Mutant("strange-identities-lost", IDENTITY, "elif row.number not in unsure:", "elif not key:"),
    Mutant(
        "identity-not-written-anew",
        "unit_workbook.row_ids",
        "grid.cell(row, column).shown != key:",
        "not grid.cell(row, column).shown:",
    ),
    Mutant("identities-issued-twice", "store.submissions", '"last": last + count', '"last": last'),
    # last good
    Mutant(
        "emptied-tabs-count",
        "reading.lastgood",
        "if was and not now and not validated.reported:",
        "if not was and now < 0:",
    ),
    Mutant(
        "broken-header-empties", "reading.lastgood", "        records = before\n", "        records = ()\n"
    ),
    Mutant(
        "first-submission-stays",
        "store.submissions",
        "_LAST = (\n    sa.select(sa.func.max(",
        "_LAST = (\n    sa.select(sa.func.min(",
    ),
    # publication
    Mutant("the-lower-copy-counts", "master.publishing.identity", "if key in rows:", "if key in copies:"),
    Mutant("rows-deleted-from-the-top", CHANGES, "in reversed(runs(gone))", "in runs(gone)"),
    Mutant(
        "new-rows-written-over",
        CHANGES,
        "return [insert_rows(table.sheet_id, rows.start, rows.stop), *",
        "return [*",
    ),
    Mutant(
        "new-rows-above-others",
        CHANGES,
        "bottom = max(used_rows(grid), places.header + 1)",
        "bottom = places.header + 1",
    ),
    Mutant("copied-keys-stay", CHANGES, "*(() if damage else", "*(() if not damage else"),
    Mutant(
        "rows-of-a-fingerprint-without-values",
        "master.publishing.fingerprints",
        "look = (content(cell), cell.link",
        "look = (cell.link",
    ),
    Mutant(
        "states-not-written-over",
        WRITING,
        "if grid.cell(number, place).shown != text:",
        "if not grid.cell(number, place).shown:",
    ),
    Mutant(
        "sorting-not-noticed",
        REPAIR,
        "dict(keys_on(grid, places))) != foreseen",
        "dict(keys_on(grid, places))) is None",
    ),
    Mutant("strays-stay", CHANGES, "*doubled, *strays, *(", "*doubled, *("),
    Mutant("keys-written-again", CHANGES, "replace(places, key=None), places.key", "places, places.key"),
    Mutant("texts-of-others-stay", REPAIR, "now[key] in {*stood, ", "now[key] in {"),
    Mutant("typed-over-taken-back", REPAIR, "and own[key] in astray:", "and own[key] in away:"),
    Mutant("no-repair", "pipeline.writing_master", "REPAIRS = 3", "REPAIRS = 0"),
    # review
    Mutant(
        "decisions-outlive-changes",
        "judging.decisions",
        "return not any(_changed(before, now))",
        "return True",
    ),
    Mutant("decided-on-what-came-after", "judging.decisions", "(now if seen is None else seen)", "now"),
    Mutant(
        "removed-without-remarks",
        "master.publishing.remarks",
        "{**texts(row), **noted(",
        "{**noted(",
    ),
    Mutant(
        "remarks-of-deleted-rows-lost",
        REVIEWING,
        "return {**tab.written, **back}",
        "return {**tab.written}",
    ),
    Mutant(
        "remarks-of-returning-records-lost",
        REVIEWING,
        "_with_those_back(tab, {**removed, **_shown_last(tab, last)})",
        "_with_those_back(tab, {**_shown_last(tab, last)})",
    ),
    # outbox
    Mutant(
        "sent-mails-wait",
        "store.outbox",
        "WAITING = sa.and_(mails.c.sent.is_(None),",
        "WAITING = sa.and_(sa.true(),",
    ),
    Mutant(
        "sent-not-noted",
        "store.outbox",
        "self._set(key, sent=at, failure",
        "self._set(key, sent=None, failure",
    ),
    # resumption
    Mutant(
        "own-write-hides-an-edit",
        "store.workbooks",
        "feedback=feedback, seen_version=version",
        "feedback=feedback, seen_version=(version or 0) + 9",
    ),
    Mutant(
        "late-edits-missed",
        "store.workbooks",
        "_TOKENS.where(tokens.c.at <= UNTIL)",
        "_TOKENS.where(sa.true())",
    ),
    Mutant(
        "rows-deleted-twice", "google.plans", '"deleteNamedRange",', '"deleteNamedRange", "deleteDimension",'
    ),
)

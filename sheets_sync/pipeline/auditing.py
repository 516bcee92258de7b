"""Who can see or edit which workbook, compared with the roster."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sheets_sync.errors import GoogleError
from sheets_sync.forms.form import form_for
from sheets_sync.forms.roles import Proposals
from sheets_sync.google import Permission
from sheets_sync.master.tables import council
from sheets_sync.pipeline import sharing
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.provisioning import workbooks_of
from sheets_sync.store.accesses import KnownAccess
from sheets_sync.store.workbooks import APART, MASTER, KnownWorkbook, is_office, own_book


class Standing(StrEnum):
    """How an access compares with the roster."""

    AGREED = "agreed"
    #: Owner of the file, or member of the shared drive.
    KEEPER = "keeper"
    #: The roster names nobody of that address for this workbook.
    STRANGER = "stranger"
    #: Everybody with the link, or a whole domain.
    OPEN = "open"
    #: Named in the roster, but may not write.
    READS_ONLY = "reads only"
    #: Named in the roster, but may not even look.
    MISSING = "missing"
    #: Google did not tell.
    UNKNOWN = "unknown"
    #: A workbook of ours whose unit stands nowhere in the roster, or that the store does not know.
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Access:
    """One address and one workbook."""

    #: Code of the unit; empty for the master.
    unit: str
    #: Address, domain, or `anyone`; the reason where nothing is known.
    who: str
    #: Google's role; empty when there is none.
    role: str
    standing: Standing
    #: Why Google did not let the address in the last time; empty when it was not asked.
    refused: str = ""
    #: Titles of what is about people in the workbook: forms, the council's tab.
    people: tuple[str, ...] = ()

    @property
    def is_as_it_should_be(self) -> bool:
        """Nobody has to look at it."""
        return self.standing in (Standing.AGREED, Standing.KEEPER)


def audit(project: Project) -> Iterator[Access]:
    """Every access to every workbook of the period, and those that are missing; workbooks without a unit.

    One Drive call, and one a workbook.
    """
    known, tried = project.store.workbooks.with_office(), defaultdict[str, dict[str, KnownAccess]](dict)
    for one in project.store.accesses.known():
        tried[one.unit][one.email] = one
    yield from _orphans(project, known)
    for code, book in known.items():
        people = about_people(project, code, known)
        wanted = frozenset(sharing.wanted(project, code))
        try:
            found = project.google.permissions(book.id)
        except GoogleError as error:
            yield Access(code, str(error), "", Standing.UNKNOWN, people=people)
            continue
        yield from (replace(one, people=people) for one in _compared(code, found, wanted, tried[code]))


def about_people(project: Project, code: str, known: Collection[str]) -> tuple[str, ...]:
    """Titles of what is about people in a workbook: forms, and the council's tab in the office's.

    `known` are the codes of all workbooks.
    """
    own = next((form for form in project.forms if own_book(form.code) == code), None)
    if own is not None:
        return (own.title,) if own.names_people else ()
    unit = project.units.get(code)
    is_apart = APART in known and project.config.settings.people.apart
    if unit is None and code != (APART if is_apart else MASTER):
        return ()
    forms = project.forms if unit is None else project.forms_of(unit)
    found = [form.title for form in forms if form.names_people]
    if unit is None and form_for(project.forms, Proposals) is not None:
        found.append(council.TITLE)
    return tuple(found)


def _orphans(project: Project, known: Mapping[str, KnownWorkbook]) -> Iterator[Access]:
    found = {
        book.id: code
        for code, book in known.items()
        if not is_office(code) and code not in project.config.unit_codes
    }
    try:
        marked = workbooks_of(project)
    except GoogleError as error:
        yield Access("", str(error), "", Standing.UNKNOWN)
        marked = {}
    ours = {book.id for book in known.values()}
    found |= {book: code for book, code in marked.items() if book not in ours}
    for book, code in found.items():
        yield Access(code, project.web.link(book), "", Standing.ORPHAN)


def _compared(
    code: str, found: Iterable[Permission], wanted: frozenset[str], tried: Mapping[str, KnownAccess]
) -> Iterator[Access]:
    # Google may call somebody by another address than the roster does.
    aliases = {one.known_as: email for email, one in tried.items() if one.known_as and email in wanted}
    present = {aliases.get(entry.email, entry.email) for entry in found}
    for entry in found:
        who = entry.email or entry.domain or entry.grantee
        yield Access(code, who, entry.role, _standing(entry, wanted | aliases.keys()))
    for address in sorted(wanted - present):
        said = tried[address].said if address in tried else ""
        yield Access(code, address, "", Standing.MISSING, said)


def _standing(entry: Permission, wanted: frozenset[str]) -> Standing:
    if not entry.email:
        return Standing.OPEN
    if entry.email in wanted:
        return Standing.AGREED if entry.role in sharing.WRITING else Standing.READS_ONLY
    return Standing.KEEPER if entry.role in sharing.KEEPING else Standing.STRANGER

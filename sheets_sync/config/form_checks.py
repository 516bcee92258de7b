"""What can be wrong with the forms of a campaign, told with the file and line where it stands."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cached_property
from itertools import starmap
from pathlib import Path
from typing import Any
from zlib import crc32

from pydantic.fields import FieldInfo

from sheets_sync.config.remedies import unknown
from sheets_sync.errors import Problem
from sheets_sync.forms.columns import Column, ColumnKind, Heading
from sheets_sync.forms.form import Form, Row
from sheets_sync.forms.roles import KINDS, ROLES, Indicators, Narrative, Role
from sheets_sync.model import Personal

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,47}")
#: What the master keeps remarks under beside the forms, and the field of a row's identity.
RESERVED_CODES, ROW_ID = frozenset({"matrix", "council", "evaluation"}), "row_id"
#: Tabs of a unit's workbook beside those of the forms: instructions and check tab.
RESERVED_SHEETS = frozenset({0, crc32(b"check") & 0x3FFFFFFF})
ROLE_NAMES = ", ".join(role.__name__ for role in ROLES)


def form_problems(forms: Sequence[Form], registry: Path) -> Iterator[Problem]:
    """Every mistake of the forms that are listed in `registry`."""
    for place, form in enumerate(forms):
        source = _Source(form, registry)
        try:
            yield from list(_problems(form, forms[:place], source))
        except Exception as error:  # noqa: BLE001 (what stands in a ward's form may be of any type)
            yield source.problem(
                "", "", f"Not to be understood: {type(error).__name__}: {error}. Correct it."
            )


def _problems(form: Form, earlier: Sequence[Form], source: "_Source") -> Iterator[Problem]:
    yield from starmap(source.problem, _identity(form, earlier))
    if not (isinstance(form.row, type) and issubclass(form.row, Row) and form.row.model_fields):
        text = "Give it a class that is derived from Row and has at least one field."
        yield source.problem("row", getattr(form.row, "__name__", str(form.row)), text)
        return
    mistakes = list(starmap(source.field_problem, _fields(form.row)))
    yield from mistakes
    if not mistakes:
        yield from starmap(source.problem, _meaning(form))
        yield from starmap(source.problem, _role(form))
        yield from starmap(source.field_problem, _titles(form))


def _identity(form: Form, earlier: Sequence[Form]) -> Iterator[tuple[str, str, str]]:
    """What tells a form from others: triples of what is mistaken, as it stands there, and remedy."""
    code, title = str(form.code), str(form.title).strip()
    earlier = [one for one in earlier if isinstance(one.code, str)]
    if not isinstance(form.code, str) or not CODE.fullmatch(code):
        yield "code", code, "Use at most 48 letters, digits, hyphens and underscores, such as meetings."
    elif code in RESERVED_CODES:
        yield "code", code, "A tab of the master is kept under this code; give the form another."
    elif code in {one.code for one in earlier}:
        yield "code", code, "An earlier form has this code too; give it another."
    elif form.sheet_id in RESERVED_SHEETS | {one.sheet_id for one in earlier}:
        yield "code", code, "By chance another tab gets the same id from its code; change this code a little."
    if not title:
        yield "title", title, "Required: it is the title of the tab."
    elif title.casefold() in {str(one.title).strip().casefold() for one in earlier}:
        yield "title", title, "An earlier form has this title too; give it another."
    single = not isinstance(form.role, Indicators)
    if isinstance(form.role, Role) and single and type(form.role) in {type(one.role) for one in earlier}:
        text = (
            "An earlier form has this role too, and documents tell of one only: leave it out of one of them."
        )
        yield "role", type(form.role).__name__, text


def _fields(row: type[Row]) -> Iterator[tuple[str, str]]:
    """Pairs of field and remedy."""
    for name, info in row.model_fields.items():
        marks = Counter(
            type(mark) for mark in info.metadata if isinstance(mark, ColumnKind | Heading | Personal)
        )
        if name == ROW_ID:
            yield name, "The sync keeps this name for a row's identity; give the field another."
        elif marks[ColumnKind] != 1:
            yield (
                name,
                "Its type is none of sheets_sync.forms.fields; take one of them, such as Text, Count or Day.",
            )
        elif marks[Heading] != 1:
            yield name, 'It has no heading; write Annotated[Text, Heading("…")] = None.'
        elif marks[Personal] > 1:
            yield name, "It says twice how it is about people; keep one of the two."
        elif info.is_required():
            yield name, "An empty cell leaves it without a value; end the line with = None."
        elif _kind(info) is ColumnKind.CHOICE and not _heading(info).choices:
            yield name, 'A choice needs its answers: Heading("…", choices=("…", "…")).'
        elif not _heading(info).title.strip():
            yield name, "The heading has no title; it is what stands above the column."


def _kind(info: FieldInfo) -> ColumnKind:
    return next(mark for mark in info.metadata if isinstance(mark, ColumnKind))


def _heading(info: FieldInfo) -> Heading:
    return next(mark for mark in info.metadata if isinstance(mark, Heading))


def _titles(form: Form) -> Iterator[tuple[str, str]]:
    """Columns that could not be told apart."""
    seen: dict[str, str] = {}
    for column in form.columns:
        for title in sorted(column.titles):
            if title in seen and seen[title] != column.field:
                yield (
                    column.field,
                    f"The column of {seen[title]} is called “{title}” too; reword one of them.",
                )
            seen.setdefault(title, column.field)


def _meaning(form: Form) -> Iterator[tuple[str, str, str]]:
    """What the form says of its rows beside its role: key, rules, prefill."""
    names = list(form.row.model_fields)
    if form.key is not None and form.key != names[0]:
        yield "key", str(form.key), f"The key is the first field of the row, here {names[0]}; exchange them."
    elif form.key is not None and form.role is None and not form.keys:
        yield "keys", "", "A form with a key and without role needs keys: the codes that its rows may have."
    # Nothing held a ward's author to the types.
    rules: object = form.rules
    prefill: object = form.prefill
    if not isinstance(rules, tuple) or not all(hasattr(rule, "check") for rule in rules):
        yield "rules", str(rules)[:60], "Write a tuple of rules, each with check(report): (first, second)."
    if not callable(prefill):
        yield "prefill", str(prefill)[:60], "Give it a function of unit and indicators, or leave it out."


def _role(form: Form) -> Iterator[tuple[str, str, str]]:
    """What the role says of the form's fields."""
    names = list(form.row.model_fields)
    if form.role is None:
        return
    if type(form.role) not in ROLES:
        yield "role", str(form.role)[:60], f"No such role. Known, from sheets_sync.forms.roles: {ROLE_NAMES}."
        return
    if isinstance(form.role, Indicators | Narrative) and form.key is None:
        text = "Rows of this role have a code: name the first field, of the type Code, as key."
        yield "key", "", text
    for one in fields(form.role):
        value, key = getattr(form.role, one.name), f"role.{one.name}"
        column = form.by_field.get(value)
        if value and column is None:
            yield key, str(value), unknown("field", str(value), names)
        elif not value and one.default != "":
            yield key, "", f"The role needs it: name one of the fields {', '.join(names)}."
        elif column is not None and column.kind not in one.metadata[KINDS]:
            yield key, str(value), _misfit(column, one.metadata[KINDS])


def _misfit(column: Column, kinds: Iterable[ColumnKind]) -> str:
    return f"This field is of the kind {column.kind}; the role needs one of: {', '.join(sorted(kinds))}."


class _Source:
    """Where a form and its fields stand."""

    def __init__(self, form: Form, registry: Path) -> None:
        self._form, self._registry = form, registry

    def problem(self, key: str, value: str, remedy: str) -> Problem:
        """A mistake in what the form itself says."""
        file, line = self._place
        return Problem(file, f"line {line}, {self._form.code}.{key}", value[:60], remedy)

    def field_problem(self, field: str, remedy: str) -> Problem:
        """A mistake in one field of its rows."""
        for model in self._form.row.__mro__:
            file = getattr(sys.modules.get(model.__module__), "__file__", None)
            for node in _nodes(file, ast.ClassDef) if file else ():
                for inner in node.body if node.name == model.__name__ else ():
                    if isinstance(inner, ast.AnnAssign) and getattr(inner.target, "id", "") == field:
                        return Problem(Path(file or ""), f"line {inner.lineno}, {field}", "", remedy)
        return self.problem(f"row.{field}", "", remedy)

    @cached_property
    def _place(self) -> tuple[Path, int]:
        """File and line in which the form gets its name; the registry for one that has none."""
        folder = self._registry.parent
        for module in list(sys.modules.values()):
            file = getattr(module, "__file__", None)
            if file is None or Path(file).parent != folder or Path(file) == self._registry:
                continue
            names = {name for name, value in vars(module).items() if value is self._form}
            for node in _nodes(file, ast.Assign):
                if names & {getattr(target, "id", "") for target in node.targets}:
                    return Path(file), node.lineno
        return self._registry, 1


def _nodes(file: str, kind: type[ast.Assign] | type[ast.ClassDef]) -> Iterator[Any]:
    """The nodes of one kind in a module of the folder."""
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, kind))

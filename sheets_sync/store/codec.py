"""Submissions, findings and remarks as JSON text and back, with every value's type kept."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, wraps
from io import StringIO
from sys import intern
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from sheets_sync.errors import StoreError
from sheets_sync.model import (
    ADDED_LATER,
    Finding,
    Held,
    OfficeColumn,
    Record,
    RecordKey,
    Remarks,
    Severity,
    State,
    Submission,
)
from sheets_sync.vietnamese.letters import writable

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

#: What JSON has no word for is written as an object with one of these keys only. Other keys that begin with
#: `$` are written with one more.
TAGS: Mapping[str, Callable[[str], object]] = {
    "$decimal": Decimal,
    "$moment": datetime.fromisoformat,
    "$date": date.fromisoformat,
}
#: Halves of a character, which UTF-8 cannot hold.
SURROGATE = re.compile("[\ud800-\udfff]")
#: What else JSON writes by its number.
ESCAPED = re.compile(r"\\[bfu]")


#: So many entries are written at once where there may be hundreds of thousands.
MANY = 1_000
#: Values that JSON has words for.
PLAIN = frozenset((str, int, bool, type(None)))
Given = ParamSpec("Given")
Read = TypeVar("Read")
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _understood(read: Callable[Given, Read]) -> Callable[Given, Read]:
    """Raises StoreError for a text that says something else than it should."""

    @wraps(read)
    def understood(*args: Given.args, **named: Given.kwargs) -> Read:
        try:
            return read(*args, **named)
        except (ArithmeticError, KeyError, TypeError, ValueError) as error:
            raise StoreError(
                f"The store holds something that this version cannot read ({error!r}): use the version that"
                " wrote it, or restore the last backup (docs/operate.md)."
            ) from error

    return understood


def dump(value: object) -> str:
    """JSON text; the same value gives the same text.

    Raises TypeError for what it does not know and ValueError for a moment without a zone.
    """
    return _text(_written(value))


def dump_long(value: object) -> str:
    """The text that `dump` gives, in a tenth of its room where most of it are long lists and tables."""
    text = StringIO()
    text.writelines(_pieces(_written(value)))
    return _as_kept(text.getvalue())


def _pieces(plain: Any) -> Iterator[str]:
    """As JSON, some entries at a time: while they are written, each is a dozen texts."""
    if not isinstance(plain, dict | list):
        yield _encoded(plain)
        return
    named, keys = isinstance(plain, dict), sorted(plain) if isinstance(plain, dict) else range(len(plain))
    # What holds lists and tables of its own is written entry by entry.
    step = 1 if any(isinstance(plain[key], dict | list) for key in keys) else MANY
    yield "{" if named else "["
    for first in range(0, len(keys), step):
        some = keys[first : first + step]
        yield "," if first else ""
        if step == MANY:
            yield _encoded({key: plain[key] for key in some} if named else [plain[key] for key in some])[1:-1]
        else:
            yield f"{_encoded(some[0])}:" if named else ""
            yield from _pieces(plain[some[0]])
    yield "}" if named else "]"


def _text(plain: object) -> str:
    return _as_kept(_encoded(plain))


def _as_kept(text: str) -> str:
    """As it is where every writer can write it."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
    return text


def _written(value: object) -> object:
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is dict:
        body = cast("dict[str, object]", value)
        return body if all(map(_is_plain, body, body.values())) else _written_mapping(body)
    match value:
        case list() | tuple():
            return [_written(one) for one in value]
        case Decimal():
            return {"$decimal": str(value)}
        case datetime():
            return {"$moment": _aware(value).isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case Mapping():
            return _written_mapping(value)
    return _written_fields(value) if is_dataclass(value) and not isinstance(value, type) else value


def _is_plain(key: str, one: object) -> bool:
    return type(one) in PLAIN and key[:1] != "$"


def _written_mapping(value: Mapping[str, object]) -> object:
    return {f"${key}" if key[:1] == "$" else key: _written(one) for key, one in value.items()}


def _written_fields(value: "DataclassInstance") -> object:
    named = ((name, getattr(value, name), is_later) for name, is_later in _fields(type(value)))
    return {name: _written(held) for name, held, is_later in named if held or not is_later}


@cache
def _fields(kind: "type[DataclassInstance]") -> Sequence[tuple[str, bool]]:
    """Name of each field, and whether former versions did not know it."""
    return [(one.name, one.metadata == ADDED_LATER) for one in fields(kind)]


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC)


@_understood
def load(text: str) -> Any:
    """What `dump` was given, sequences as lists, its texts as every writer can write them. Raises StoreError.

    Former versions kept letters that nothing can write: what they kept is read again by no night.
    """
    clean = writable(text)
    # Most of what is kept has no tag, and next to nothing a key that looks like one.
    read = json.loads if '"$' not in clean else _escaped if '"$$' in clean else _tagged
    found = read(clean)
    return _all_writable(found) if ESCAPED.search(text) else found


def _all_writable(found: Any) -> Any:
    match found:
        case str():
            return writable(found)
        case list():
            return [_all_writable(one) for one in found]
        case dict():
            return {_all_writable(key): _all_writable(one) for key, one in found.items()}
    return found


def _read_tag(found: dict[str, Any]) -> object:
    if len(found) == 1:
        ((key, value),) = found.items()
        if key in TAGS:
            return TAGS[key](value)
    return found


def _read(found: dict[str, Any]) -> object:
    read = _read_tag(found)
    if read is not found:
        return read
    return {key.removeprefix("$") if key.startswith("$$") else key: value for key, value in found.items()}


_tagged, _escaped = (json.JSONDecoder(object_hook=read).decode for read in (_read_tag, _read))


@_understood
def load_submission(text: str) -> Submission:
    """The submission that `dump` was given. Raises StoreError."""
    body = load(text)
    body["state"] = State(body["state"])
    held = body.pop("held", None)
    return Submission(**body | _rows(body), held=None if held is None else Held(**held | _rows(held)))


def _rows(body: dict[str, Any]) -> dict[str, Any]:
    return {
        "records": tuple(_record(record) for record in body["records"]),
        "findings": tuple(_finding(finding) for finding in body["findings"]),
    }


def _record(body: dict[str, Any]) -> Record:
    # What names a record outlives it, in as many places as tell of it: one text for all of them.
    named = {name: intern(body[name]) for name in ("form", "unit", "key")}
    return Record(**{**body, **named, "erased": tuple(body.get("erased", ()))})


@_understood
def load_finding(text: str) -> Finding:
    """The finding that `dump` was given. Raises StoreError."""
    return _finding(load(text))


def _finding(body: dict[str, Any]) -> Finding:
    # Findings of a kind say the same of many units: one text for all of them.
    said = {name: intern(text) for name, text in body.items() if isinstance(text, str)}
    return Finding(**{**body, **said, "severity": Severity(body["severity"])})


def plain_remarks(remarks: Remarks) -> dict[str, dict[str, str]]:
    """What the office wrote beside one row, for `dump`: by code what was offered to it, by title its own."""
    return {
        "offered": {column.code: text for column, text in remarks.items() if column.code},
        "own": {column.title: text for column, text in remarks.items() if not column.code},
    }


@_understood
def read_remarks(plain: Mapping[str, Mapping[str, str]]) -> Remarks:
    """Back from what `load` gives. Raises StoreError."""
    offered = {OfficeColumn(code=code): text for code, text in plain["offered"].items()}
    return offered | {OfficeColumn(title=title): text for title, text in plain["own"].items()}


def dump_all_remarks(remarks: Mapping[RecordKey, Remarks]) -> str:
    """What the office wrote in the whole master."""
    return dump(
        [
            {"form": record.form, "unit": record.unit, "key": record.key, **plain_remarks(remarks[record])}
            for record in sorted(remarks)
        ]
    )


@_understood
def load_all_remarks(text: str) -> dict[RecordKey, Remarks]:
    """What `dump_all_remarks` was given. Raises StoreError."""
    return {RecordKey(one["form"], one["unit"], one["key"]): read_remarks(one) for one in load(text)}


@_understood
def load_remarks_of(text: str, units: Collection[str], tables: Collection[str]) -> dict[RecordKey, Remarks]:
    """The same of what is about these units, or stands in these tables. Raises StoreError."""
    kept = [one for one in json.loads(text) if one["unit"] in units or one["form"] in tables]
    return load_all_remarks(json.dumps(kept))


def dump_remarks_of(
    text: str, remarks: Mapping[RecordKey, Remarks], units: Collection[str], tables: Collection[str]
) -> str:
    """What `dump_all_remarks` gave, with `remarks` for all that is about these units or in these tables."""
    others = [one for one in json.loads(text) if not (one["unit"] in units or one["form"] in tables)]
    found = [*others, *json.loads(dump_all_remarks(remarks))]
    found.sort(key=lambda one: (one["form"], one["unit"], one["key"]))
    return _text(found)

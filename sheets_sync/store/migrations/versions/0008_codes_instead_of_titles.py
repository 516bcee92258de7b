"""reviews, remarks, removals and findings are kept by codes instead of titles and words"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any
from zlib import crc32

import sqlalchemy as sa
from alembic import op

from sheets_sync.store.codec import dump, load
from sheets_sync.store.migrations.former_titles import (
    DAYS,
    FORMS,
    NUMBERS,
    OFFERED,
    OFFERED_BY_FORMS,
    PREFILLED,
    STATES,
    TITLES,
    UNIT,
    WORDS,
)

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = re.compile(r"-?\d{1,3}(\.\d{3})*(,\d+)?")
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def upgrade() -> None:
    """To this revision."""
    op.add_column("publications", sa.Column("titles", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("findings", sa.Column("key", sa.Text(), nullable=False, server_default=""))
    for table, columns in (("findings", ["field"]), ("removed", ["unit"]), ("remarks", ["unit", "code"])):
        for name in columns:
            op.add_column(table, sa.Column(name, sa.String(length=64), nullable=False, server_default=""))
    db = op.get_bind()
    old = [dict(row) for row in db.execute(sa.text("SELECT * FROM reviews")).mappings()]
    op.drop_table("reviews")
    _insert(db, _reviews(sa.Column("unit", sa.String(length=64), nullable=False)), map(_review, old))
    _update(db, "remarks", "number", ("unit", "key", "code", "title", "text"), _remark)
    _update(db, "removed", "number", ("unit", "key", "body"), _removed)
    _update(db, "publications", "workbook", ("titles", "remarks"), _publication)
    records = _records(db)
    _update(db, "findings", "number", ("key", "field"), lambda row: _spot(row, records))


def _reviews(*unit: sa.Column[str]) -> sa.Table:
    names = [column.name for column in unit]
    return op.create_table(
        "reviews",
        sa.Column("period", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        *unit,
        sa.Column("key", sa.String(length=256), nullable=False),
        sa.Column("state", sa.Text() if unit else sa.String(length=64), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("period", "form", *names, "key"),
    )


def _insert(db: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    if found := list(rows):
        db.execute(sa.insert(table), found)


def _update(db: sa.Connection, name: str, key: str, columns: tuple[str, ...], change: Any) -> None:
    table = sa.table(name, sa.column(key), *map(sa.column, columns))
    for row in list(db.execute(sa.text(f"SELECT * FROM {name}")).mappings()):  # noqa: S608
        db.execute(sa.update(table).where(table.c[key] == row[key]).values(change(row)))


def _record(row: Mapping[str, Any]) -> dict[str, str]:
    unit, _, key = row["key"].partition("/")
    return {"unit": unit, "key": key} if key else {"unit": row["key"], "key": ""}


def _review(row: Mapping[str, Any]) -> dict[str, Any]:
    content = load(row["content"])
    fields = {title: field for field, title in TITLES.get(row["form"], {}).items()}
    known = {
        fields[title]: _value(fields[title], text)
        for title, text in content.items()
        if title in fields and fields[title] not in PREFILLED[row["form"]]
    }
    # Of a decision that stands about a form of the ward's own, what the master shows counts: the same.
    is_whole = not content.keys() - fields.keys() - {UNIT}
    kept = known if is_whole or row["before"] else {}
    return {
        **row,
        **_record(row),
        "state": _code("office-state", row["state"]),
        "before": _code("office-state", row["before"]),
        "content": dump(kept),
    }


def _value(field: str, text: str) -> object:
    """As the master's tab holds it; what was typed where a value was not accepted stays text."""
    value: object = text or None
    if field in NUMBERS and NUMBER.fullmatch(text):
        value = Decimal(text.replace(".", "").replace(",", "."))
    elif field in DAYS and (found := DAY.fullmatch(text)):
        day, month, year = map(int, found.groups())
        with suppress(ValueError):
            value = date(year, month, day)
    return value if _text(value) == text else text


def _code(column: str, text: str) -> str:
    """The code of a choice; what was no choice stays as it was typed."""
    words = {word.casefold(): code for code, word in WORDS.get(column, {}).items()}
    return words.get(text.strip().casefold(), text)


def _offered(form: str) -> dict[str, str]:
    return {title: code for code, title in OFFERED.get(form, OFFERED_BY_FORMS).items()}


def _remark(row: Mapping[str, Any]) -> dict[str, Any]:
    code = _offered(row["form"]).get(row["title"], "")
    title = "" if code else row["title"]
    return {**_record(row), "code": code, "title": title, "text": _code(code, row["text"])}


def _remarks(form: str, texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What stood beside a row: by code in offered columns, by title in the office's own."""
    codes = _offered(form)
    return {
        "offered": {
            codes[title]: _code(codes[title], text) for title, text in texts.items() if title in codes
        },
        "own": {title: text for title, text in texts.items() if title not in codes},
    }


def _removed(row: Mapping[str, Any]) -> dict[str, Any]:
    body = load(row["body"])
    found = {
        "unit": body["unit"],
        "shown": body["own"],
        "remarks": _remarks(row["form"], body["remarks"]),
    }
    return {**_record(row), "body": dump(found)}


def _publication(row: Mapping[str, Any]) -> dict[str, Any]:
    remarks = load(row["remarks"])
    found = [
        {"form": form, **_record({"key": key}), **_remarks(form, texts)}
        for form, rows in remarks.items()
        for key, texts in rows.items()
    ]
    found.sort(key=lambda one: (one["form"], one["unit"], one["key"]))
    return {"remarks": dump(found), "titles": dump(dict(_titles(load(row["rows"]))))}


def _titles(tabs: Iterable[str]) -> Iterable[tuple[str, dict[str, str]]]:
    """Titles of columns by tab and code, of the tabs that were published."""
    known = {_tab(form): {**fields, **OFFERED_BY_FORMS} for form, fields in TITLES.items()}
    known |= {_tab(f"master/{name}"): dict(columns) for name, columns in OFFERED.items()}
    known[_tab("master/matrix")] |= FORMS
    return ((tab, known[tab]) for tab in tabs if tab in known)


def _tab(name: str) -> str:
    return str(crc32(name.encode()) & 0x3FFFFFFF)


def _records(db: sa.Connection) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """By period, unit and form the records that were read last."""
    last = "SELECT MAX(number) FROM submissions GROUP BY period, unit, form"
    rows = db.execute(sa.text(f"SELECT * FROM submissions WHERE number IN ({last})"))  # noqa: S608
    return {(row.period, row.unit, row.form): load(row.body)["records"] for row in rows}


def _spot(
    row: Mapping[str, Any], records: Mapping[tuple[str, str, str], list[dict[str, Any]]]
) -> dict[str, str]:
    """The record and the field in whose cell a finding stands."""
    finding = load(row["body"])
    held = records.get((row["period"], row["unit"], finding["form"]), [])
    column = finding["cell"].rstrip("0123456789")
    number = finding["cell"].removeprefix(column)
    keys = {str(one["row"] + 1): one["key"] for one in held}
    fields = {cell.rstrip("0123456789"): field for one in held for field, cell in one["cells"].items()}
    key, field = keys.get(number, ""), fields.get(column, "")
    return {"key": key, "field": field} if key or not number else {"key": "", "field": ""}


def downgrade() -> None:
    """Back to the one before."""
    db = op.get_bind()
    old = [dict(row) for row in db.execute(sa.text("SELECT * FROM reviews")).mappings()]
    op.drop_table("reviews")
    _insert(db, _reviews(), map(_former_review, old))
    _update(db, "remarks", "number", ("key", "title", "text"), _former_remark)
    _update(db, "removed", "number", ("key", "body"), _former_removed)
    _update(db, "publications", "workbook", ("remarks",), _former_publication)
    added = {
        "findings": ["key", "field"],
        "publications": ["titles"],
        "removed": ["unit"],
        "remarks": ["unit", "code"],
    }
    for table, columns in added.items():
        with op.batch_alter_table(table) as changed:
            for name in columns:
                changed.drop_column(name)


def _row(one: Mapping[str, Any]) -> str:
    return f"{one['unit']}/{one['key']}" if one["key"] else str(one["unit"])


def _former_review(row: Mapping[str, Any]) -> dict[str, Any]:
    titles = TITLES.get(row["form"], {})
    content = {titles.get(field, field): _text(value) for field, value in load(row["content"]).items()}
    return {
        **{name: value for name, value in row.items() if name != "unit"},
        "key": _row(row),
        "state": STATES.get(row["state"], row["state"])[:64],
        "before": STATES.get(row["before"], row["before"]),
        "content": dump(content),
    }


def _text(value: object) -> str:
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:{'02d' if value.month < 3 else 'd'}}/{value.year}"
    if isinstance(value, Decimal):
        return f"{value:,f}".translate(str.maketrans(",.", ".,"))
    return "" if value is None else str(value)


def _former_texts(form: str, remarks: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    titles = OFFERED.get(form, OFFERED_BY_FORMS)
    offered = {
        titles.get(code, code): WORDS.get(code, {}).get(text, text)
        for code, text in remarks["offered"].items()
    }
    return offered | dict(remarks["own"])


def _former_remark(row: Mapping[str, Any]) -> dict[str, Any]:
    remarks = {"offered": {row["code"]: row["text"]}, "own": {}} if row["code"] else None
    remarks = remarks or {"offered": {}, "own": {row["title"]: row["text"]}}
    ((title, text),) = _former_texts(row["form"], remarks).items()
    return {"key": _row(row), "title": title, "text": text}


def _former_removed(row: Mapping[str, Any]) -> dict[str, Any]:
    body = load(row["body"])
    texts = _former_texts(row["form"], body["remarks"])
    return {"key": _row(row), "body": dump({"unit": body["unit"], "own": body["shown"], "remarks": texts})}


def _former_publication(row: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for one in load(row["remarks"]):
        found.setdefault(one["form"], {})[_row(one)] = _former_texts(one["form"], one)
    return {"remarks": dump(found)}

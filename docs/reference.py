"""Write the pages of the docs that list what the code defines: findings, settings, commands.

Run as `python docs/reference.py`; a test compares the pages with what this writes.
"""

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel

from sheets_sync.cli.app import app
from sheets_sync.config import tables as settings
from sheets_sync.config.catalogue import IndicatorLine
from sheets_sync.config.roster import UnitLine
from sheets_sync.findings import CATALOGUE
from sheets_sync.google.refusals import CATALOGUE as CATALOGUE_OF_REFUSALS
from sheets_sync.google.refusals import UNKNOWN, Refusal
from sheets_sync.master.tables.wording import SEVERITY_NAMES

DOCS = Path(__file__).parent
MADE = "<!-- Written by docs/reference.py; change the code, then run it again. -->"
KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "date": "day",
    "date-time": "local time",
    "time": "time of day",
    "password": "text",
    "boolean": "`true` or `false`",
    "path": "path",
}
ABOUT_SETTINGS = """\
Keys of campaign.toml, by table. Unknown keys are mistakes; all mistakes are reported at once, with remedies.
Paths are relative to the file. The environment wins over the file: `SHEETS_SYNC_GOOGLE__READS_PER_MINUTE=30`
sets `google.reads_per_minute`. Secrets have no place in the file. An example to copy:
[`sheets_sync/demo/campaign`](../sheets_sync/demo/campaign)."""
ABOUT_FINDINGS = """\
What a unit may be told about its report, in the words of notes, mails and the check tab; `{…}` is filled in.
The codes stand in `sheets-sync findings --json`."""
ABOUT_REFUSALS = """\
What Google, a proxy or an administrator may answer, and what is made of it. The first line that fits counts.
“Passes”: the same call is tried again, as it may succeed by itself; “others go on”: other files and addresses
are served. Names in `{…}` are filled in. Google's own words always stand before ours, whole."""
ABOUT_CSV = """\
A column a field, a line an entry; comma or semicolon, with or without byte order mark: what Excel saves as
“CSV UTF-8”. Days are written 2024-08-05, whatever the spreadsheet program proposes."""


def findings() -> str:
    """docs/findings.md."""
    rows = [
        (f"`{code}`", SEVERITY_NAMES[kind.severity], kind.title, kind.message, kind.mend)
        for code, kind in CATALOGUE.items()
    ]
    header = ("code", "mức độ", "tên", "nội dung", "cách sửa")
    return _page("Findings", ABOUT_FINDINGS, *_table(header, rows))


def configuration() -> str:
    """docs/configuration.md."""
    schema = settings.Settings.model_json_schema()
    sections: dict[str, str] = {}
    top = []
    for name, field in schema["properties"].items():
        reference, is_list = _section_of(field)
        if reference:
            sections[f"[[{name}]]" if is_list else f"[{name}]"] = reference
        else:
            top.append(name)
    parts = ["## Before the first table", "", *_fields(settings.Settings, schema, only=top)]
    for heading, reference in sections.items():
        model = getattr(settings, reference)
        about = (inspect.getdoc(model) or "").splitlines()[0]
        parts += [
            "",
            f"## {heading}",
            "",
            about,
            "",
            *_fields(model, {**schema["$defs"][reference], "$defs": schema["$defs"]}),
        ]
    parts += ["", "## units.csv and indicators.csv", "", ABOUT_CSV]
    for file, line in (("units.csv", UnitLine), ("indicators.csv", IndicatorLine)):
        parts += ["", f"### {file}", "", *_fields(line, line.model_json_schema(), title="column")]
    return _page("Configuration", ABOUT_SETTINGS, *parts)


def commands() -> str:
    """docs/commands.md."""
    parts: list[str] = []
    for name, command in _commands(typer.main.get_command(app), "sheets-sync"):
        rows = [_option(option) for option in command.params if option.param_type_name == "option"]
        parts += [
            f"## {name}",
            "",
            str(command.help),
            "",
            *_table(("option", "default", "meaning"), rows),
            "",
        ]
    return _page("Commands", "Every command and option; exit codes are in [operate.md](operate.md).", *parts)


def refusals() -> str:
    """docs/refusals.md."""
    rows = [
        (
            f"`{one.code}`",
            _recognised(one),
            one.means,
            f"`{one.error.__name__}`",
            "yes" if one.passes else "–",
            "yes" if one.others else "–",
            one.remedy,
            f"[{one.heading}](operate.md#{_anchor(one.heading)})",
            one.words or "–",
        )
        for one in (*CATALOGUE_OF_REFUSALS, UNKNOWN)
    ]
    header = ("name", "answer", "means", "error", "passes", "others go on", "do", "more", "told to the unit")
    return _page("Refusals", ABOUT_REFUSALS, *_table(header, rows))


def _recognised(one: Refusal) -> str:
    """What a line is recognised by, in one cell."""
    page = {True: "a web page", None: "whatever its type"}.get(one.page, "")
    parts = [
        ", ".join(map(str, one.statuses)),
        " ".join(f"`{reason}`" for reason in one.reasons),
        f"says `{one.message}`" if one.message else "",
        f"at `{one.route}`" if one.route else "",
        f"from `{one.host}`" if one.host else "",
        f"of `{one.account}`" if one.account else "",
        page,
    ]
    return "; ".join(filter(None, parts)) or "whatever fits nothing else"


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


PAGES = {
    "findings.md": findings,
    "configuration.md": configuration,
    "commands.md": commands,
    "refusals.md": refusals,
}


def _page(title: str, about: str, *lines: str) -> str:
    return "\n".join((f"# {title}", "", MADE, "", about, "", *lines)).rstrip() + "\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|---" * len(header) + "|"
    for row in rows:
        yield f"| {' | '.join(text.replace('|', chr(92) + '|') for text in row)} |"


def _section_of(field: Mapping[str, Any]) -> tuple[str, bool]:
    """The model that a key holds and whether it holds a list of it; empty for a plain value."""
    is_list = "items" in field
    held = field["items"] if is_list else field.get("anyOf", [field])[0]
    reference = str(held.get("$ref", ""))
    return reference.removeprefix("#/$defs/"), is_list


def _fields(
    model: type[BaseModel], schema: Mapping[str, Any], only: Iterable[str] = (), title: str = "key"
) -> Iterable[str]:
    meanings = _meanings(model)
    required = schema.get("required", ())
    wanted = list(only) or list(schema["properties"])
    rows = []
    for name in wanted:
        field = _resolved(schema, schema["properties"][name])
        default = "required" if name in required else _default(field.get("default"))
        rows.append((f"`{name}`", _kind(field), default, meanings.get(name, "")))
    return _table((title, "value", "default", "meaning"), rows)


def _resolved(schema: Mapping[str, Any], field: Mapping[str, Any]) -> Mapping[str, Any]:
    name = str(field.get("$ref", "")).removeprefix("#/$defs/")
    return {**schema["$defs"][name], **field} if name else field


def _default(value: object) -> str:
    return "–" if value in (None, "", []) else f"`{value}`"


def _kind(field: Mapping[str, Any]) -> str:
    if "anyOf" in field:
        return _kind(field["anyOf"][0])
    if "enum" in field:
        return ", ".join(f"`{choice}`" for choice in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    if field.get("type") == "object":
        return f"table of {_kind(field['additionalProperties'])}"
    if field.get("type") == "array":
        return f"list of {_kind(field['items'])}"
    if "@" in field.get("pattern", ""):
        return "mail address"
    return KINDS[field.get("format", field["type"])] + _bounds(field)


def _bounds(field: Mapping[str, Any]) -> str:
    low, above, high = (field.get(name) for name in ("minimum", "exclusiveMinimum", "maximum"))
    said = [
        *([f"from {low:g}"] if low is not None else []),
        *([f"above {above:g}"] if above is not None else []),
        *([f"to {high:g}"] if high is not None else []),
    ]
    return f" {' '.join(said)}" if said else ""


def _meanings(model: type[BaseModel]) -> dict[str, str]:
    """The comments `#:` above the fields, which are their documentation in the code."""
    found: dict[str, str] = {}
    told: list[str] = []
    for line in inspect.getsource(model).splitlines():
        comment, field = re.match(r" +#: (.*)", line), re.match(r"    (\w+):", line)
        if comment:
            told.append(comment[1])
        elif field:
            found[field[1]], told = " ".join(told), []
    return found


def _commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, inner in command.commands.items():
        yield from _commands(inner, f"{path} {name}")


def _option(option: Any) -> tuple[str, str, str]:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    default = "–" if option.default in (None, False) else f"`{option.default}`"
    variable = f" Also `{option.envvar}` in the environment." if option.envvar else ""
    return names, default, f"{option.help or ''}{variable}"


if __name__ == "__main__":
    for file, made in PAGES.items():
        (DOCS / file).write_text(made(), encoding="utf-8")

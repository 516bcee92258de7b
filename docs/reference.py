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
from sheets_sync.config.people import KeepSettings
from sheets_sync.config.roster import UnitLine
from sheets_sync.findings import CATALOGUE
from sheets_sync.findings.examples import EXAMPLES
from sheets_sync.google.refusals import CATALOGUE as CATALOGUE_OF_REFUSALS
from sheets_sync.google.refusals import UNKNOWN, Refusal
from sheets_sync.limits import LIMITS
from sheets_sync.mail.sending.answers import TABLE, Answer, Scope
from sheets_sync.mail.sending.streak import ANY, DOUBTFUL, OF_SENDER
from sheets_sync.master.tables.wording import SEVERITY_NAMES

DOCS = Path(__file__).parent
MADE = "<!-- Written by docs/reference.py; change the code, then run it again. -->"
#: Every table of campaign.toml.
MODELS = [one for one in (*vars(settings).values(), KeepSettings) if isinstance(one, type)]
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
[`sheets_sync/demo/campaign`](../sheets_sync/demo/campaign).

`forms` names a folder of Python modules that run as the service: only the IT person may be able to write
there ([develop.md](develop.md)). `sheets-sync init --with-forms` makes one."""
ABOUT_FINDINGS = """\
What a unit may be told about its report, in the words of notes, mails and the check tab; `{…}` is filled in.
The codes stand in `sheets-sync findings --json`."""
ABOUT_REFUSALS = """\
What Google, a proxy or an administrator may answer, and what is made of it. The first line that fits counts.
“Passes”: the same call is tried again, as it may succeed by itself; “others go on”: other files and addresses
are served. Names in `{…}` are filled in. Google's own words always stand before ours, whole."""
ABOUT_LIMITS = """\
How much of something there may be. Work and output grow with what somebody typed, never faster, and up to
these figures; what lies beyond is told in one finding or one error, while the rest of the unit and all other
units go on. Waits for Google are bounded by `google.file_seconds` ([configuration.md](configuration.md))."""
ABOUT_CSV = """\
A column a field, a line an entry; comma or semicolon, with or without byte order mark: what Excel saves as
“CSV UTF-8”. Days are written 2024-08-05, whatever the spreadsheet program proposes.

The columns of `indicators.csv` from `at_most` on state how indicators are related. They hold codes of other
lines of the same form, and each is checked when the file is read: unknown codes, other units of measure,
circles. A file without these columns is a list without relations; `sheets-sync doctor` tells so."""


ABOUT_ANSWERS = """With `--json` a command prints one object on standard output. It has `schema`, the
version of its shape (2), and the keys below; keys may be added, and where one is renamed or goes, `schema`
becomes 3. `periods` is a list, also for one period; `period` is the code of each.
Moments and days are texts."""
ABOUT_ERRORS = """A command that fails answers `schema` and `error`, an object with `class` (see
[operate.md](operate.md)), `message`, `remedy`, `exit_code` and `problems`: a list of every mistake of the
configuration, each with `file`, `key`, `value` and `remedy`, empty for other errors. Wrong options answer
so too, with the class `UsageError`. `jobs` without a job and `emulator` and `demo` give no answer; they
serve until told to end."""
ABOUT_MAIL_ANSWERS = f"""\
What a mail server may answer in place of yes, and what is made of it. The first line that fits counts; the
server's own words always stand before ours, whole. Whom an answer is about is decided by when it came, by
its code and words, and by what this connection and this delivery have seen:

- **recipient**: this address, or this mail, waits (4..) or is given up (5..); the others go on. It is tried
  again after 5, 15 and 45 minutes and so on up to every 8 hours. An address that has put mails off for
  `mail.give_up_days` is named as one that no mail reaches, like one that refuses them.
- **connection**: another connection is opened at once. What a connection hears that has carried no mail yet
  is put down to the recipient that was named last.
- **server**: the server, or our sender: the delivery stops, all mails stay in the outbox, and the next
  delivery tries them at once. It is told by exit code 4, the job's failure, `doctor`, `status`, `/healthz`,
  `/metrics` and the file `heartbeat`. Before any recipient was named it stops at once; after that, when
  {OF_SENDER} mails in a row hear it and nobody was accepted between them, or when a delivery ends so.

Answers with (*) may be about either: {DOUBTFUL} mails in a row, and nobody accepted between them, are taken
as the server's; so are {ANY} mails in a row that are refused for whatever reason. Once somebody is
accepted, those before it were refused for a reason of their own."""
SCOPES = {
    Scope.RECIPIENT: "recipient: waits, or is given up",
    Scope.CONNECTION: "connection: another one is opened",
    Scope.SERVER: "server: stops, keeps the mails",
}
#: Keys of each command's answer, with what they hold.
ANSWERS = {
    "init": {"created": "paths"},
    "login": {"account": "address", "scopes": "", "file": "path", "ends": "moment or null"},
    "provision": {
        "periods": "each with period, created (codes of units whose workbook is new; the master's is"
        " empty, that about people `@people`),"
        " completed (codes of units whose workbook got a tab), changed and waiting (code to what was done,"
        " and to what is done only when it is asked for), links (code to address), failed (code to reason),"
        " unserved (addresses without access)",
    },
    "provision --dry-run": {"periods": "each with period, plan: each with unit, name, steps (act, text)"},
    "sync": {
        "periods": "each with period, run, units_read, units_changed, failed (code to reason), findings,"
        " coverage, plans, calls, call_log",
        "failed": "code of a period without workbooks to what to do",
        "mails": "queued, sent, failed (key to reason), bounced (address to reason), waiting, waits_until,"
        " stopped, dropped (key to reason)",
    },
    "status": {
        "periods": "each with period, coverage: a report of a unit in a form",
        "mails": "refused: each with address, reason, since, days, words;"
        " stopped: why no mail leaves, or empty",
    },
    "findings": {"periods": "each with period, findings: code, severity, unit, tab, cell, text and more"},
    "history": {
        "unit": "",
        "periods": "each with period, kept: each with form, number, at, records, changes",
    },
    "history --restore": {"unit": "", "periods": "one with period, restored: form, number, tab, link"},
    "turn": {
        "opened": "codes of periods",
        "closed": "codes of periods",
        "failed": "code to reason",
        "unserved": "period to addresses without access",
        "changed": "period to lines about what was brought into line",
        "waiting": "period to lines about what `provision` would do",
    },
    "report": {
        "periods": "each with period and the keys that follow",
        "files": "document, page, pdf: to path",
        "signed": "whether its figures are kept",
        "left_out": "what it does not tell because no form asks for it",
        "hints": "what the office has to know, in Vietnamese; also comments in the draft",
        "unverified": "what was taken from the law and nobody held against its text",
    },
    "commend": {
        "periods": "each with period and the keys that follow",
        "files": "meeting, minutes, petition, decision: each document, pdf to path",
        "not_written": "the same names to why not",
        "left_out": "proposals that are not asked for: key, name, reason",
        "hints": "as of `report`",
        "unverified": "as of `report`",
    },
    "certificates": {"periods": "each with period, files: document, pdf to path; recipients: names"},
    "rewards": {
        "periods": "codes",
        "files": "register, export: to path",
        "lines": "how many the register has",
        "added": "how many are new",
        "withdrawn": "names of lines whose decision is recorded no longer",
    },
    "broadcast": {"periods": "each with period, files: document, pdf to path; hints as of `report`"},
    "lock": {"units": "codes", "periods": "as of `sync`"},
    "unlock": {"units": "codes", "periods": "as of `sync`"},
    "mail send": {
        "sent": "how many",
        "failed": "key to reason",
        "bounced": "address to reason",
        "waiting": "how many",
        "waits_until": "moment or null",
        "stopped": "why no mail leaves at all, or empty",
        "dropped": "key to reason",
    },
    "mail waiting": {
        "waiting": "each with key, kind, units, subject, made, attempts, not_before, failure, served",
        "stopped": "why no mail leaves at all, or empty",
    },
    "mail drop": {"dropped": "keys"},
    "mail settle": {"place": "host and folder"},
    "mail test": {"handed_over_to": "address"},
    "mail preview": {"index": "path", "pages": "key of the mail to path"},
    "store backup": {"file": "path", "rows": "table to number", "dropped": "paths"},
    "store restore": {"restored": "path", "before": "path of what was there", "rows": "table to number"},
    "store check": {"damage": "`none` or what it is", "rows": "table to number"},
    "store prune": {"before": "day", "forgotten": "kind to number"},
    "people find": {
        "rows": "each with place, link, texts: column to text",
        "places": "each with where, place, link, text, sure, spelt",
        "shared": "rows of others that hold the number, each with place, link",
        "unsearched": "file or link to why",
    },
    "people export": {"file": "path", "request": "number", "rows": "number", "places": "number"},
    "people erase": {
        "request": "number",
        "erased": "number of places",
        "possible": "places that are left, as of `people find`",
        "stays": "each with place, link, reason",
        "beyond": "what no program reaches",
        "failed": "unit or master to reason",
    },
    "people requests": {
        "requests": "each with number, kind, asked, answer_by, answered, carry_out_by, done, outcome, late",
    },
    "people forget": {
        "periods": "each with period, kinds, units: unit to kind to number",
        "dry_run": "true or false",
        "failed": "unit or master to reason",
    },
    "jobs": {"job": "name", "told": "what it did", "failed": "name to reason"},
    "workers": {
        "processes": "each with name, silent, begun",
        "tasks": "each with campaign, task, waiting, begun, failed, age",
        "failing_jobs": "campaign to job to reason",
    },
    "export": {"periods": "each with period, files: paths"},
    "doctor": {"checks": "each with name, verdict, told, remedy"},
    "audit": {"periods": "each with period, access: each with unit, who, role, standing, refused, people"},
}


def findings() -> str:
    """docs/findings.md."""
    rows = [
        (
            f"`{code}`",
            SEVERITY_NAMES[kind.severity],
            kind.title,
            kind.message,
            kind.mend,
            EXAMPLES.get(code, "").replace("<", "&lt;"),
        )
        for code, kind in CATALOGUE.items()
    ]
    header = ("code", "mức độ", "tên", "nội dung", "cách sửa", "ví dụ")
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
            for inner, table in schema["$defs"][reference]["properties"].items():
                if "$ref" in table and "properties" in schema["$defs"][_section_of(table)[0]]:
                    sections[f"[{name}.{inner}]"] = _section_of(table)[0]
        else:
            top.append(name)
    parts = ["## Before the first table", "", *_fields(settings.Settings, schema, only=top)]
    for heading, reference in sections.items():
        model = next(one for one in MODELS if one.__name__ == reference)
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
    about = (
        "Every command and option; exit codes are in [operate.md](operate.md). "
        "`sheets-sync --install-completion` teaches the shell to complete them."
    )
    return _page("Commands", about, *parts, *_answers())


def _answers() -> Iterator[str]:
    yield from ("## Answers for programs", "", *ABOUT_ANSWERS.splitlines(), "")
    rows = [
        (f"`{command}`", "; ".join(f"`{key}` {held}".strip() for key, held in keys.items()))
        for command, keys in ANSWERS.items()
    ]
    yield from _table(("command", "keys"), rows)
    yield from ("", *ABOUT_ERRORS.splitlines())


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


def mail_answers() -> str:
    """docs/mail-answers.md."""
    rows = [
        (
            f"`{one.code}`",
            _heard(one),
            one.means,
            SCOPES[one.scope] + (" (*)" if one.doubtful else ""),
            one.remedy or "Nothing: it passes.",
            one.words or "–",
        )
        for one in TABLE
    ]
    header = ("name", "answer", "means", "of whom, and what we do", "what to do", "told to the office")
    return _page("Mail answers", ABOUT_MAIL_ANSWERS, *_table(header, rows))


def limits() -> str:
    """docs/limits.md."""
    rows = [(f"{one.most:,}", one.what, one.beyond) for one in LIMITS]
    return _page("Limits", ABOUT_LIMITS, *_table(("at most", "of", "beyond that"), rows))


def _heard(one: Answer) -> str:
    """What a line of the table of answers is recognised by, in one cell."""
    codes = [f"{code}.." if 0 < code < 10 else str(code or "no answer") for code in one.codes]
    parts = [
        ", ".join(codes),
        " or ".join(filter(None, (" ".join(one.enhanced), f"says `{one.says}`" if one.says else ""))),
        f"to {', '.join(one.stages)}" if one.stages else "",
    ]
    return "; ".join(filter(None, parts)) or "whatever fits nothing else"


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
    "mail-answers.md": mail_answers,
    "limits.md": limits,
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
    # A column may have a name that Python keeps for itself.
    meanings |= {
        field.alias: meanings[name]
        for name, field in model.model_fields.items()
        if field.alias and name in meanings
    }
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
    found = {**schema["$defs"][name], **field} if name else dict(field)
    if "items" in found:
        found["items"] = _resolved(schema, found["items"])
    if "anyOf" in found:
        found["anyOf"] = [_resolved(schema, one) for one in found["anyOf"]]
    return found


def _default(value: object) -> str:
    return "–" if value in (None, "", []) or isinstance(value, dict) else f"`{value}`"


def _kind(field: Mapping[str, Any]) -> str:
    if "anyOf" in field:
        return _kind(field["anyOf"][0])
    if "enum" in field:
        return ", ".join(f"`{choice}`" for choice in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    if "properties" in field:
        return "table, below"
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
    """The comments `#:` above the fields, which are their documentation in the code; its bases' first."""
    found: dict[str, str] = {}
    for holder in reversed([one for one in model.__mro__ if one.__module__.startswith("sheets_sync")]):
        told: list[str] = []
        for line in inspect.getsource(holder).splitlines():
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

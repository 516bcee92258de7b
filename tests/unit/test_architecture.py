"""The import rule, sizes, docstrings and the catalogue of findings, read from the code itself."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from sheets_sync.findings import CATALOGUE

ROOT = Path(__file__).parents[2]
MIGRATION = "sheets_sync.store.migrations"
#: Every package, low to high: a module imports from its own layer and those below it, never upward.
LAYERS = (
    (
        "sheets_sync.disk",
        "sheets_sync.doors",
        "sheets_sync.errors",
        "sheets_sync.limits",
        "sheets_sync.model",
        "sheets_sync.shipped",
        "sheets_sync.templates",
    ),
    ("sheets_sync.vietnamese", "sheets_sync.calendar", "sheets_sync.findings", "sheets_sync.sheets"),
    ("sheets_sync.forms",),
    ("sheets_sync.config", "schemas"),
    ("sheets_sync.reading",),
    ("sheets_sync.judging",),
    (
        "sheets_sync.master",
        "sheets_sync.unit_workbook",
        "sheets_sync.report.content",
        "sheets_sync.mail.composing",
    ),
    (
        "sheets_sync.engine",
        "sheets_sync.google",
        "sheets_sync.store",
        "sheets_sync.mail.receiving",
        "sheets_sync.mail.sending",
        "sheets_sync.report.writers",
    ),
    ("sheets_sync.people",),
    ("sheets_sync.pipeline",),
    ("sheets_sync.campaign",),
    ("sheets_sync.workers",),
    ("sheets_sync.doctor", "sheets_sync.demo", "sheets_sync.emulator"),
    ("sheets_sync.cli", "jobs"),
    ("sheets_sync.__main__", "jobs.__main__"),
)
#: Packages that only group others; they hold no code.
GROUPS = frozenset({"sheets_sync", "sheets_sync.mail", "sheets_sync.report"})
#: Packages that know no file, no network and no clock.
PURE = (
    "sheets_sync.model",
    "sheets_sync.vietnamese",
    "sheets_sync.calendar",
    "sheets_sync.findings",
    "sheets_sync.sheets",
    "sheets_sync.forms",
    "sheets_sync.reading",
    "sheets_sync.judging",
    "sheets_sync.master",
    "sheets_sync.unit_workbook",
    "sheets_sync.report.content",
    "sheets_sync.mail.composing",
    "schemas",
)
#: Packages with which a module would read, write, wait or look at the clock.
OUTSIDE = frozenset(
    {
        "alembic",
        "filelock",
        "google",
        "gspread",
        "http",
        "io",
        "logging",
        "os",
        "pathlib",
        "pyrate_limiter",
        "random",
        "requests",
        "schedule",
        "shutil",
        "smtplib",
        "socket",
        "sqlalchemy",
        "sqlite3",
        "stamina",
        "structlog",
        "subprocess",
        "tempfile",
        "threading",
        "time",
        "typer",
        "urllib",
        "uuid",
    }
)
CLOCKS = frozenset({"now", "today", "utcnow"})
#: What reads files though its package is harmless.
READERS = frozenset({"FileSystemLoader", "PackageLoader", "open", "print", "input"})
LARGEST_FILE, LONGEST_FUNCTION = 350, 50


@cache
def modules() -> dict[str, Path]:
    """Every module of the product by its dotted name."""
    paths = [path for name in ("sheets_sync", "schemas", "jobs") for path in (ROOT / name).rglob("*.py")]
    return {_name(path): path for path in sorted(paths)}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(module)))


@cache
def imports(module: str) -> tuple[str, ...]:
    """The modules that `module` imports, those imported from a package by name included."""
    return tuple(_imports(module))


def _imports(module: str) -> Iterator[str]:
    for node in nodes(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = _source(module, node)
            names = [f"{source}.{alias.name}" for alias in node.names]
            found = [name for name in names if name in modules()]
            yield from found
            if len(found) < len(names):
                yield source


def _source(module: str, node: ast.ImportFrom) -> str:
    """Where a module imports from; only the folders that are put into the package import relatively."""
    if not node.level:
        return str(node.module)
    package = module.partition(".")[0]
    assert node.level == 1, f"{module} imports from above"
    assert package in ("schemas", "jobs"), f"{module} imports relatively"
    return f"{package}.{node.module}" if node.module else package


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def places(module: str) -> list[tuple[int, str]]:
    """The layer's number and the package, for the longest of the named packages that the module is in."""
    found = [
        (number, package)
        for number, packages in enumerate(LAYERS)
        for package in packages
        if within(module, package)
    ]
    return sorted(found, key=lambda one: -len(one[1]))[:1]


def layer(module: str) -> int:
    [(number, _)] = places(module)
    return number


def own(name: str) -> bool:
    return name.partition(".")[0] in ("sheets_sync", "schemas", "jobs")


def offenders(package: str, allowed: tuple[str, ...]) -> list[str]:
    """Modules outside `allowed` that import `package`."""
    return [
        module
        for module in modules()
        if not any(within(module, place) for place in allowed)
        and any(within(name, package) for name in imports(module))
    ]


# The import rule


def test_every_module_lies_in_a_layer() -> None:
    assert [module for module in modules() if module not in GROUPS and not places(module)] == []
    assert [package for layer in LAYERS for package in layer if package not in modules()] == []


def test_every_module_imports_only_its_own_layer_and_those_below_it() -> None:
    upward = [
        f"{module} imports {name}"
        for module in modules()
        if module not in GROUPS
        for name in imports(module)
        if own(name) and (name in GROUPS or layer(name) > layer(module))
    ]
    assert upward == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    order = TopologicalSorter(
        {module: {n for n in imports(module) if n in modules()} for module in modules()}
    )
    try:
        order.prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_few_modules_stand_before_the_rooms() -> None:
    flat = [module for module, path in modules().items() if path.parent == ROOT / "sheets_sync"]
    assert len(flat) <= 6 + 1, f"{flat}: six and the package itself"


def test_every_room_says_what_it_answers() -> None:
    silent = [
        module
        for module, path in modules().items()
        if path.name == "__init__.py" and len(ast.get_docstring(tree(module)) or "") < 30
    ]
    assert silent == []


def test_pure_packages_reach_no_file_no_network_and_no_clock() -> None:
    pure = [module for module in modules() if any(within(module, package) for package in PURE)]
    assert len(pure) > 100
    reaching = [
        f"{module} imports {name}"
        for module in pure
        for name in imports(module)
        if not own(name) and name.partition(".")[0] in OUTSIDE
    ]
    asking = [
        f"{module}:{node.lineno} asks the clock"
        for module in pure
        for node in nodes(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    reading = [
        f"{module} uses {node.id}"
        for module in pure
        for node in nodes(module)
        if isinstance(node, ast.Name) and node.id in READERS
    ]
    assert reaching + asking + reading == []


def test_only_the_google_package_imports_gspread() -> None:
    assert offenders("gspread", ("sheets_sync.google",)) == []
    assert offenders("googleapiclient", ()) == []


def test_the_emulator_stands_alone() -> None:
    inside = [module for module in modules() if within(module, "sheets_sync.emulator")]
    assert inside
    leaving = [
        f"{module} imports {name}"
        for module in inside
        for name in imports(module)
        if own(name) and not within(name, "sheets_sync.emulator")
    ]
    assert leaving == []
    assert offenders("sheets_sync.emulator", ("sheets_sync.emulator", "sheets_sync.cli")) == []


def test_forms_are_named_only_where_a_campaign_is_chosen() -> None:
    assert offenders("schemas", ("schemas",)) == []
    assert offenders("sheets_sync.shipped", ("sheets_sync.campaign", "sheets_sync.cli")) == []


def test_what_a_form_calls_its_fields_is_known_to_the_form_alone() -> None:
    """Records are asked for fields by the names that a role gives; a row's identity is the sync's own."""
    named = [
        f"{module}:{node.lineno} asks for {ast.unparse(node.args[0])}"
        for module in modules()
        if within(module, "sheets_sync") and not within(module, "sheets_sync.emulator")
        for node in nodes(module)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith((".values.get", ".cells.get", ".rejected.get"))
        and isinstance(node.args[0], ast.Constant)
    ]
    assert named == []


def test_commands_and_jobs_stand_beside_each_other() -> None:
    assert offenders("sheets_sync.cli", ("sheets_sync.cli", "sheets_sync.__main__", "jobs.__main__")) == []
    assert offenders("jobs", ("jobs",)) == []


def test_schemas_need_nothing_but_the_words_of_forms() -> None:
    words = ("forms", "model", "vietnamese.numbers", "vietnamese.dates", "vietnamese.plausible")
    allowed = (
        *(f"sheets_sync.{word}" for word in words),
        "schemas",
        "pydantic",
        "typing",
        "collections",
        "dataclasses",
        "datetime",
        "decimal",
    )
    strangers = [
        f"{module} imports {name}"
        for module in modules()
        if within(module, "schemas")
        for name in imports(module)
        if not any(within(name, place) for place in allowed)
    ]
    assert strangers == []


# Size, names and docstrings


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "base", "common", "misc"}
    assert [module for module in modules() if drawers & set(module.split("."))] == []


def test_files_and_functions_stay_readable() -> None:
    files = [
        f"{module}: {length} lines"
        for module, path in modules().items()
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LARGEST_FILE
    ]
    functions = [
        f"{module}.{node.name}: {length} lines"
        for module in modules()
        if not within(module, MIGRATION)  # a migration is one list of statements, never changed again
        for node in nodes(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := int(node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert files + functions == []


def _undocumented(nodes: list[ast.stmt], place: str) -> Iterator[str]:
    for node in nodes:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield f"{place}.{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node.body, f"{place}.{node.name}")


def test_everything_public_has_a_docstring() -> None:
    missing = [module for module in modules() if ast.get_docstring(tree(module)) is None]
    for module in modules():
        missing += _undocumented(tree(module).body, module)
    assert missing == []


# The catalogue of findings


@cache
def texts() -> frozenset[str]:
    """Every text in the product's code outside the catalogue itself."""
    return frozenset(
        node.value
        for module in modules()
        if not within(module, "sheets_sync.emulator") and not _is_catalogue(module)
        for node in nodes(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_catalogue(module: str) -> bool:
    return module == "sheets_sync.findings.examples" or module.startswith("sheets_sync.findings.of_")


def _codes_of_doubts() -> Iterator[tuple[str, str]]:
    """Codes given to a Doubt, directly or through a reader's own shorthand, with their module."""
    for module in modules():
        for node in nodes(module):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("Doubt", "doubt", "refuse", "_doubt"):
                codes = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
                yield from ((str(code), module) for code in codes)


def test_every_doubt_is_in_the_catalogue() -> None:
    found = list(_codes_of_doubts())
    assert len(found) > 25
    assert [f"{module}: {code}" for code, module in found if code not in CATALOGUE] == []


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_of_the_catalogue_is_used(code: str) -> None:
    assert code in texts()

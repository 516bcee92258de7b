"""A campaign's own forms: a folder with Python modules, loaded under a name of its own.

The folder is code that runs as the service. Whatever is wrong with it becomes a problem with file and line.
"""

import sys
import traceback
from collections.abc import Callable, Collection, Iterator
from hashlib import sha256
from importlib import import_module, invalidate_caches
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Lock
from types import ModuleType

from sheets_sync.config.form_checks import form_problems
from sheets_sync.errors import Problem
from sheets_sync.forms.form import Form

REGISTRY = "__init__.py"
#: A folder is loaded anew by each job: never by two at once.
LOADING = Lock()
NO_FOLDER = (
    "There is no such folder with an __init__.py; `sheets-sync init --with-forms` makes one."
    " Without this key the campaign has the forms that ship with the service."
)
NO_FORMS = "List the campaign's forms here in the order of their tabs: FORMS = (first.FORM, second.FORM)."


def read_forms(folder: Path, named_in: Path, problems: list[Problem]) -> tuple[Form, ...]:
    """The forms of a folder, none where they cannot be loaded; mistakes go to `problems`.

    `named_in` is the file that names the folder.
    """
    registry = folder / REGISTRY
    if not registry.is_file():
        problems.append(Problem(named_in, "forms", str(folder), NO_FOLDER))
        return ()
    found: list[Problem] = []
    with LOADING:
        package = _loaded(folder, found)
    problems += found
    if package is None:
        return ()
    forms = getattr(package, "FORMS", None)
    if not isinstance(forms, tuple | list) or not forms or not all(isinstance(one, Form) for one in forms):
        problems.append(Problem(registry, "FORMS", "" if forms is None else str(forms)[:60], NO_FORMS))
        return ()
    problems += form_problems(tuple(forms), registry)
    return tuple(form for form in forms if isinstance(form.code, str))


def fingerprint(folder: Path) -> str:
    """Changes when a module of the folder does."""
    whole = sha256()
    for file in sorted(folder.glob("*.py")):
        whole.update(f"{file.name}\n{sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


class AnyCode(Collection[str]):
    """Codes that are not known because what would say them is mistaken."""

    def __contains__(self, _code: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _loaded(folder: Path, problems: list[Problem]) -> ModuleType | None:
    """The folder as a package, each of its modules loaded by itself so that all their mistakes are told."""
    name = f"campaign_forms_{sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"
    for old in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
        del sys.modules[old]
    # A module written a moment ago must be found.
    invalidate_caches()
    spec = spec_from_file_location(name, folder / REGISTRY, submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise AssertionError("Python loads every file whose name ends in .py")
    package = sys.modules[name] = module_from_spec(spec)
    modules = sorted(file.stem for file in folder.glob("*.py") if file.stem.isidentifier())
    for module in (one for one in modules if one != "__init__"):
        _run(lambda module=module: import_module(f"{name}.{module}"), folder, problems)  # type: ignore[misc]
    loader = spec.loader
    if not problems:
        _run(lambda: loader.exec_module(package), folder, problems)
    return None if problems else package


def _run(load: Callable[[], object], folder: Path, problems: list[Problem]) -> None:
    try:
        load()
    except (Exception, SystemExit) as error:  # noqa: BLE001 (what a ward's own module raises is its mistake)
        problem = _problem(error, folder)
        # A module that others import fails in each of them.
        if problem not in problems:
            problems.append(problem)


def _problem(error: BaseException, folder: Path) -> Problem:
    if isinstance(error, SyntaxError):
        file, line = Path(error.filename or folder / REGISTRY), error.lineno or 1
        return Problem(file, f"line {line}", _line(file, line), f"Not valid Python: {error.msg}.")
    own = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).parent == folder
    ]
    file, line = (Path(own[-1].filename), own[-1].lineno or 1) if own else (folder / REGISTRY, 1)
    said = " ".join(str(error).split())[:300]
    return Problem(
        file, f"line {line}", _line(file, line), f"{type(error).__name__}: {said}. Correct this line."
    )


def _line(file: Path, number: int) -> str:
    """What stands in a line."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[number - 1].strip()[:60] if number <= len(lines) else ""

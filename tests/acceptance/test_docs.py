"""The docs cannot drift: links and pictures exist, every command and option that they name exists."""

import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from sheets_sync.cli.app import COMMANDS as LISTED
from sheets_sync.cli.app import app
from sheets_sync.findings import CATALOGUE

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY")),
    *sorted((ROOT / "docs").glob("*.md")),
]


def commands(group: Any, before: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Each command with its options."""
    for name, command in group.commands.items():
        # A command that has commands is a group of them.
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            given = (option for one in command.params for option in (*one.opts, *one.secondary_opts))
            yield before + name, frozenset(given) | {"--help"}


COMMANDS = dict(commands(typer.main.get_command(app)))
GROUPS = "|".join({command.split()[0] for command in COMMANDS if " " in command})
MADE: dict[str, Callable[[], str]] = runpy.run_path(str(ROOT / "docs" / "reference.py"))["PAGES"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_exists(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def code_in(text: str) -> list[str]:
    """Lines of code blocks, and code within sentences."""
    blocks = re.findall(r"^ *```[a-z]*\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    return [*"\n".join(blocks).splitlines(), *re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_named_exists(page: Path) -> None:
    code = "\n".join(code_in(page.read_text(encoding="utf-8")))
    for command, rest in re.findall(rf"\bsheets-sync ((?:(?:{GROUPS}) )?[a-z]+)([^\n#]*)", code):
        assert command in COMMANDS, f"{page.name}: there is no {command}"
        for option in re.findall(r"(?<!\S)--[a-z-]+", rest):
            assert option in COMMANDS[command], f"{page.name}: {command} has no {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_of_make_and_script_named_exists(page: Path) -> None:
    code = code_in(page.read_text(encoding="utf-8"))
    targets = re.findall(r"^([a-z ]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    known = {word for target in targets for word in target.split()}
    assert {found[1] for line in code if (found := re.match(r"make ([a-z]+)", line))} <= known
    scripts = {found[0] for line in code if (found := re.match(r"(?:\.ci|deploy)/[a-z.@-]+", line))}
    assert [script for script in sorted(scripts) if not (ROOT / script).exists()] == []


def test_the_hooks_run_what_a_change_is_checked_with() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"entry: (.*)", hooks) == ["make lint", "make check"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "test check: lint\n" in makefile


def test_commands_and_options_are_found_in_code() -> None:
    text = "Say `sheets-sync synk` or\n\n```sh\nsheets-sync sync --dry\n```\nbut sheets-sync reads."
    assert code_in(text) == ["sheets-sync sync --dry", "sheets-sync synk"]


@pytest.mark.parametrize("name", LISTED)
def test_the_list_of_commands_tells_what_each_ones_own_help_begins_with(name: str) -> None:
    loaded = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    assert " ".join(str(loaded.help).split("\n\n")[0].split()) == LISTED[name][1]


def test_help_imports_no_command() -> None:
    told = "import sys\nfrom sheets_sync.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    told += "print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", told, "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "broadcast" in done.stdout
    assert "sheets_sync.cli.sync" not in done.stderr
    assert "sqlalchemy" not in done.stderr
    assert "sheets_sync.store" not in done.stderr


def test_every_command_is_documented_for_operators() -> None:
    text = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    assert [command for command in sorted(COMMANDS) if f"`sheets-sync {command}`" not in text] == []


@pytest.mark.parametrize("name", MADE)
def test_pages_written_from_the_code_are_up_to_date(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == MADE[name](), "run `python docs/reference.py`"


def test_the_page_of_what_is_about_people_is_up_to_date() -> None:
    page: Callable[[], str] = runpy.run_path(str(ROOT / "docs" / "personal_data.py"))["page"]
    written = (ROOT / "docs" / "personal-data.md").read_text(encoding="utf-8")
    assert written == page(), "run `python docs/personal_data.py`"


@pytest.mark.parametrize("name", ["configuration.md", "commands.md"])
def test_every_key_and_option_has_a_meaning(name: str) -> None:
    lines = (ROOT / "docs" / name).read_text(encoding="utf-8").splitlines()
    # These two pages hold no other tables.
    bare = [line for line in lines if re.search(r"^\| `.*\| *\|$", line)]
    assert bare == []


def test_every_finding_is_listed() -> None:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert [code for code in CATALOGUE if f"| `{code}` |" not in text] == []


def test_every_heading_of_the_domain_that_code_cites_exists() -> None:
    page = (ROOT / "docs" / "domain.md").read_text(encoding="utf-8")
    code = [path for name in ("sheets_sync", "schemas", "tests") for path in (ROOT / name).rglob("*.py")]
    cited = {
        heading
        for path in code
        for heading in re.findall(r"docs/domain\.md, “([^”]+)”", path.read_text(encoding="utf-8"))
    }
    assert len(cited) >= 4
    assert {heading for heading in cited if f"## {heading}\n" not in page} == set()


def test_every_place_that_the_developers_page_names_exists() -> None:
    page = (ROOT / "docs" / "develop.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*(?:/|\.py))`", page))
    assert len(named) > 20
    folders = [ROOT / name for name in ("sheets_sync", "schemas", "jobs", "tests", "docs", "benchmarks")]
    places = {path.as_posix() for folder in folders for path in (folder, *folder.rglob("*"))}
    missing = {name for name in named if not any(place.endswith(f"/{name.rstrip('/')}") for place in places)}
    assert missing == set()


def test_pictures_are_small_enough_to_load_on_a_phone() -> None:
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    assert [picture.name for picture in pictures if picture.stat().st_size > 250_000] == []

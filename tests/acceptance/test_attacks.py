"""The table of attacks, attacks.csv: what each is expected to come to, what came of it, and its test."""

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
with (ROOT / "tests/acceptance/attacks.csv").open(encoding="utf-8", newline="") as opened:
    ATTACKS = list(csv.DictReader(opened))


@cache
def named_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("test", sorted({one["test"] for one in ATTACKS}))
def test_the_test_of_an_attack_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert name in named_in(file)


def test_the_table_is_complete_and_says_nothing_twice() -> None:
    assert len({(one["from"], one["attack"]) for one in ATTACKS}) == len(ATTACKS) >= 80
    assert list(ATTACKS[0]) == ["from", "attack", "expected", "seen", "test"]
    assert all(all(one.values()) for one in ATTACKS)


def untrusted() -> Iterator[list[str]]:
    """The lines of SECURITY.md's table of what is not trusted."""
    _, _, rest = (ROOT / "SECURITY.md").read_text(encoding="utf-8").partition("## What is not trusted")
    table, _, _ = rest.partition("\n## ")
    for line in table.splitlines():
        if line.startswith("| ") and not line.startswith("| input |"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


@pytest.mark.parametrize("row", list(untrusted()), ids=lambda row: row[0])
def test_what_looks_at_an_untrusted_input_is_there(row: list[str]) -> None:
    _, _, check, code, tests = row
    assert check
    files = re.findall(r"`([^`]+)`", f"{code} {tests}")
    assert len(files) >= 2
    assert [file for file in files if not (ROOT / file).is_file()] == []
    assert any(name.startswith("test_") for name in named_in(re.findall(r"`([^`]+)`", tests)[0]))


def test_the_list_of_untrusted_inputs_names_whoever_attacks() -> None:
    told = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert f"{len(ATTACKS)} attacks" in " ".join(told.split())
    assert len(list(untrusted())) >= 18

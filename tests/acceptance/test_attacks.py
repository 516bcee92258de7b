"""The table of attacks, attacks.csv: what each is expected to come to, and the test that sees it."""

import ast
import csv
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
    assert all(all(one.values()) for one in ATTACKS)

"""No test asserts what a clock shows: the machine may be as slow as it likes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
#: Clocks that go on while a test is held up; `thread_time` does not.
CLOCKS = {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "time", "time_ns"}
#: Who may look at a clock, and for what: files and heartbeats are given an age.
MAY_LOOK = {"integration/test_doctor.py"}
#: Waits that end by themselves, by the name that they are called with.
LIMITED = {"wait", "join", "communicate", "result", "run", "acquire"}
FILES = [path for path in sorted(TESTS.rglob("*.py")) if path.relative_to(TESTS).as_posix() not in MAY_LOOK]


def looks_at_clocks(tree: ast.AST) -> Iterator[int]:
    """Lines that read a clock."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (node.lineno for one in node.names if one.name in CLOCKS)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "time" and node.attr in CLOCKS:
            yield node.lineno


def limits(tree: ast.AST) -> Iterator[int]:
    """Lines that wait for processes, threads and events no longer than some seconds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LIMITED:
            is_named = any(named.arg == "timeout" for named in node.keywords)
            if is_named or (node.func.attr in {"wait", "result"} and any(map(_is_number, node.args))):
                yield node.lineno


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_no_test_reads_a_clock_or_gives_up_waiting(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert list(looks_at_clocks(tree)) == []
    # How long a call's pauses are is asked of `Pace.wait`, which waits for nothing.
    assert path.name == "test_pace.py" or list(limits(tree)) == []


@pytest.mark.parametrize("line", ["began = time.monotonic()", "from time import perf_counter"])
def test_a_clock_is_seen(line: str) -> None:
    assert list(looks_at_clocks(ast.parse(line))) == [1]


@pytest.mark.parametrize("line", ["process.wait(30)", "process.wait(timeout=30)", "run(); it.result(5)"])
def test_a_limit_is_seen(line: str) -> None:
    assert list(limits(ast.parse(line))) == [1]

"""Steps as data: what is done and with what, one line of text each."""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

Draw = Callable[[Random], Any]


@dataclass(frozen=True)
class Step:
    """A deed with what it chooses by."""

    name: str
    given: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name}({', '.join(f'{name}={value!r}' for name, value in self.given.items())})"


def step_of(line: str) -> Step:
    """The step that a line of a kept run tells."""
    call = ast.parse(line, mode="eval").body
    assert isinstance(call, ast.Call), line
    assert isinstance(call.func, ast.Name), line
    return Step(call.func.id, {str(one.arg): ast.literal_eval(one.value) for one in call.keywords})


def kept(file: Path) -> list[Step]:
    """The steps of a kept run; lines with # are remarks."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [step_of(line) for line in lines if line and not line.startswith("#")]


def keep(file: Path, steps: Iterable[Step], remark: str) -> None:
    """Write a run down, with why it is kept."""
    told = [f"# {line}" for line in remark.splitlines()]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([*told, *map(str, steps), ""]), encoding="utf-8")

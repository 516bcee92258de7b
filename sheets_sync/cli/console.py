"""Where commands speak: text and tables for people, one JSON document for programs, progress, failures."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

#: Version of the shape of JSON answers; a new one means that a key was renamed or went.
SCHEMA = 2
#: What a cell or a text holds: plain words, which are shown as they are, or words with a colour.
Words = str | Text


class Speaker(Console):
    """A console whose reader may go away (`| head`): then it falls silent and the work goes on."""

    def verbatim(self, text: str) -> None:
        """A line as it is: printed in another way, its tabs would become spaces."""
        if self.quiet:
            return
        try:
            self.file.write(f"{text}\n")
            self.file.flush()
        except BrokenPipeError:
            self.on_broken_pipe()

    def on_broken_pipe(self) -> None:
        """Print nothing more."""
        self.quiet = True
        silence(sys.stderr if self.stderr else sys.stdout)


def is_plain(stream: TextIO | None) -> bool:
    """Whether neither colours nor lines drawn anew are wanted: no terminal, or NO_COLOR is set."""
    unwanted = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return unwanted or stream is None or not stream.isatty()


def _speaker(stream: TextIO | None, *, stderr: bool) -> Speaker:
    if not is_plain(stream):
        return Speaker(stderr=stderr, highlight=False)
    # Without a terminal nobody knows how wide a line may be: it is left whole.
    return Speaker(stderr=stderr, highlight=False, color_system=None, force_terminal=False, soft_wrap=True)


OUT = _speaker(sys.stdout, stderr=False)
ERR = _speaker(sys.stderr, stderr=True)


def silence(stream: TextIO | None) -> None:
    """Let what is still written to a stream go nowhere, what Python writes when it ends included."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(line: Words, style: str = "") -> None:
    """A line of a result, as it is: nothing in it is taken for markup."""
    OUT.print(Text(line, style) if isinstance(line, str) else line, soft_wrap=True)


def print_json(**answer: Any) -> None:
    """One JSON object on standard output, with the version of its shape."""
    # Letters that the output lacks are escaped as JSON escapes them.
    is_unicode = "utf" in (getattr(sys.stdout, "encoding", None) or "").lower()
    try:
        json.dump(
            {"schema": SCHEMA, **answer}, sys.stdout, ensure_ascii=not is_unicode, indent=2, default=str
        )
        sys.stdout.write("\n")
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)


def print_failed(failed: Mapping[str, str], names: Mapping[str, str] | None = None) -> None:
    """What could not be done and why, a line each on standard error, also with --quiet."""
    for what, reason in failed.items():
        ERR.print(Text(f"FAILED {(names or {}).get(what, what)}: {reason}", "red"), soft_wrap=True)


def print_table(title: str, header: Sequence[str], rows: Iterable[Sequence[Words]]) -> None:
    """A table on a terminal; otherwise a line a row, with tabs between its cells."""
    if OUT.is_terminal:
        from rich.table import Table

        table = Table(*header, title=title or None, show_lines=True)
        for row in rows:
            table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
        OUT.print(table)
        return
    if title:
        say(title)
    for row in (header, *rows):
        OUT.verbatim("\t".join(" ".join(str(cell).split()) for cell in row))


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal, a line a unit otherwise, nothing with --quiet; on standard error."""
    if OUT.quiet:
        yield lambda _unit: None
        return
    if not ERR.is_terminal:
        yield lambda unit: ERR.print(Text(f"{title}: {unit or 'master'}"), soft_wrap=True)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=ERR) as bar:
        task = bar.add_task(title, total=total)
        yield lambda _unit: bar.advance(task)

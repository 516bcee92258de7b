"""Processes of their own that need not start Python and import the product: forked from one that did."""

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from multiprocessing.context import ForkServerContext
from pathlib import Path
from subprocess import CompletedProcess
from typing import Literal, TypeAlias

Program: TypeAlias = Literal["sheets-sync", "jobs"]


def context() -> ForkServerContext:
    """Whose processes have everything imported and nothing opened."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["tests.preloaded"])
    return found


def sheets_sync(
    *words: str,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    columns: int = 120,
    program: Program = "sheets-sync",
) -> CompletedProcess[str]:
    """The command line in a folder; in this process's environment unless there is another.

    The program `jobs` is what `python -m jobs` is in a checkout.
    """
    with tempfile.TemporaryDirectory() as told:
        files = [Path(told) / name for name in ("stdout", "stderr")]
        wanted = {"COLUMNS": str(columns), **(os.environ if environment is None else environment)}
        process = context().Process(
            target=_command, args=((program, *words), folder, wanted, files, _umask())
        )
        process.start()
        process.join()
        assert process.exitcode is not None
        out, err = (file.read_text(encoding="utf-8", errors="replace") for file in files)
        done = CompletedProcess([program, *words], process.exitcode, out, err)
        process.close()
    return done


def _umask() -> int:
    """This process's, which a child that is forked elsewhere would not inherit."""
    found = os.umask(0)
    os.umask(found)
    return found


def _command(
    words: Sequence[str], folder: Path, env: Mapping[str, str], files: Sequence[Path], umask: int
) -> None:
    from jobs.__main__ import app
    from sheets_sync.cli import main, run_app

    os.umask(umask)
    live_in(env)
    os.chdir(folder)
    with ExitStack() as stack:
        sys.stdin = stack.enter_context(Path(os.devnull).open(encoding="utf-8"))
        for file, number in zip(files, (1, 2), strict=True):
            os.dup2(stack.enter_context(file.open("wb")).fileno(), number)
        sys.argv = [*words]
        if words[0] == "jobs":
            run_app(app)
        main()


def live_in(environment: Mapping[str, str]) -> None:
    """For a forked process, whose environment is that of the process it is forked from."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    # Where files go is looked up once for each process.
    tempfile.tempdir = None

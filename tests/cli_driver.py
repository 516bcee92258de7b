"""Runs command lines one after another, each in a process of its own that need not import anything again.

Reads calls from standard input and writes what came of each to standard output, a line of JSON a call.
"""

import json
import os
import sys
import tempfile
from typing import Any, NoReturn

# What commands import only when they need it, once for all.
import openpyxl  # noqa: F401

import sheets_sync.cli
import sheets_sync.emulator
import sheets_sync.report.writers.charts
import sheets_sync.report.writers.document


def main() -> None:
    for line in sys.stdin:
        call = json.loads(line)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                _command(call, out.fileno(), err.fileno())
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            answer = {"code": code, "out": _read(out), "err": _read(err)}
        print(json.dumps(answer), flush=True)  # noqa: T201 (the answer)


def _command(call: dict[str, Any], out: int, err: int) -> NoReturn:
    os.chdir(call["folder"])
    os.environ.update(call["env"])
    for number, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, out), (2, err)):
        os.dup2(file, number)
    sys.argv = ["sheets-sync", *call["words"]]
    try:
        sheets_sync.cli.main()
    except SystemExit as ended:
        os._exit(int(ended.code or 0))
    finally:
        # Whatever else leaves the command line is what the tests look for.
        sys.excepthook(*sys.exc_info())
        os._exit(70)


def _read(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode(errors="replace"))


if __name__ == "__main__":
    main()

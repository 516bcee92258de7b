"""What `emulator` and `demo` share: where the local Google listens, and what is told when it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

Port = Annotated[int, typer.Option(help="Port of the local Google; 0 takes a free one.", min=0, max=65535)]
#: The header with which the local Google is controlled.
TOKEN = "X-Local-Google-Token"  # noqa: S105 (a name)
WAYS_OUT = {
    "host": "give this computer's own address, such as 127.0.0.1.",
    "port": "stop what listens there, or give another port; 0 takes a free one.",
}


@contextmanager
def startable() -> Iterator[None]:
    """Turns what keeps a local Google from starting into a mistake of an option."""
    # An extra of the package: other commands work without it.
    from sheets_sync.emulator import CannotListen, DataUnusable

    try:
        yield
    except CannotListen as error:
        option = error.option
        raise typer.BadParameter(f"{error}; {WAYS_OUT[option]}", param_hint=f"--{option}") from error
    except DataUnusable as error:
        raise typer.BadParameter(f"{error}; choose another folder.", param_hint="--data") from error

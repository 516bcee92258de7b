"""What every command has in common: --quiet, and help in plain lines."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, TypeVar

import typer

from sheets_sync.cli.console import OUT

Command = TypeVar("Command", bound=Callable[..., Any])
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print only failures; --json still prints its answer.")
]


class Commands(typer.Typer):
    """A group of commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(rich_markup_mode=None, pretty_exceptions_enable=False, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Command], Command]:
        """Register a function as a command, with --quiet besides its own options."""
        register = super().command(name, **settings)

        def registered(function: Command) -> Command:
            register(_hushed(function))
            return function

        return registered


def _hushed(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def command(*, quiet: bool, **given: Any) -> Any:
        OUT.quiet = quiet
        return function(**given)

    signature = inspect.signature(function)
    option = inspect.Parameter("quiet", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Quiet)
    command.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*signature.parameters.values(), option]
    )
    command.__annotations__ = {**function.__annotations__, "quiet": Quiet}
    return command

"""Logs on standard error: a line of JSON an event, or coloured text on a terminal; nothing about people."""

import sys
from collections.abc import Mapping

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from sheets_sync.vietnamese.shortening import masked


def configure() -> None:
    """For the whole process, the retries of calls to Google included."""
    # What variables held when something failed may be anybody's telephone, or a password.
    in_colour = structlog.dev.RichTracebackFormatter(show_locals=False)
    as_data = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    shown: list[Processor] = (
        [without_people, structlog.dev.ConsoleRenderer(exception_formatter=in_colour)]
        if sys.stderr.isatty()
        else [
            structlog.processors.ExceptionRenderer(as_data),
            without_people,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *shown,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def without_people(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A processor that shortens telephones, identity numbers and mail addresses wherever they stand."""
    return {name: _without(value) for name, value in event.items()}


def _without(value: object) -> object:
    match value:
        case str():
            return masked(value)
        case Mapping():
            return {_without(key): _without(one) for key, one in value.items()}
        case list() | tuple():
            return [_without(one) for one in value]
    return value

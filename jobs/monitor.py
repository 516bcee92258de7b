"""`/healthz` and `/metrics` on this computer's loopback: for a watchdog and for Prometheus."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import structlog
from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.registry import Collector

from sheets_sync.config.loading import Config
from sheets_sync.errors import ConfigError, Problem, StoreError
from sheets_sync.store import Store
from sheets_sync.vietnamese.shortening import masked

from .clock import Clock
from .heart import TOO_LONG, Heart
from .metrics import Metrics

LOG = structlog.get_logger("jobs")
HOST = "127.0.0.1"
StartResponse = Callable[..., Any]
#: What is told as JSON.
Told = dict[str, Any]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the standard library's name)
        """Nothing: a scrape every few seconds is no news."""


@contextmanager
def monitored(config: Config, store: Store, heart: Heart, clock: Clock) -> Iterator[None]:
    """Answer while the scheduler runs, if a port is configured. Raises ConfigError for one that is taken."""
    metrics, health = Metrics(config, store, heart, clock.now), partial(_health, store, heart)
    with answering(config.settings.jobs.port, metrics, health, (config.file, "jobs.port")):
        yield


@contextmanager
def answering(
    port: int, collector: Collector, health: Callable[[], Told], named: tuple[Path, str]
) -> Iterator[None]:
    """Answer at a port, 0 for nowhere; `named` is where the port is given. Raises ConfigError."""
    if not port:
        yield
        return
    registry = CollectorRegistry()
    registry.register(collector)
    metrics = make_wsgi_app(registry)

    def answer(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        try:
            if environ["PATH_INFO"] == "/metrics":
                found: Iterable[bytes] = metrics(environ, start)
                return found
            if environ["PATH_INFO"] == "/healthz":
                told = health()
                return _json("200 OK" if told["healthy"] else "503 Service Unavailable", told, start)
        except StoreError as error:
            return _json("503 Service Unavailable", {"healthy": False, "reason": str(error)}, start)
        return _json("404 Not Found", {"known": ["/healthz", "/metrics"]}, start)

    try:
        server = make_server(HOST, port, answer, server_class=_Server, handler_class=_Quiet)
    except OSError as error:
        text = f"This port cannot be used ({error.strerror}); choose another."
        raise ConfigError((Problem(named[0], named[1], str(port), text),)) from error
    with server:
        Thread(target=server.serve_forever, name="monitor", daemon=True).start()
        yield
        server.shutdown()


def _health(store: Store, heart: Heart) -> Told:
    """Whether the scheduler is alive and reaches its store.

    A failing job, or a mail server that takes nothing from us, is told, but is no illness.
    """
    failing = {job: masked(last.failure) for job, last in store.jobs.latest().items() if last.failure}
    trouble = store.post.trouble()
    return {
        "healthy": heart.silence < TOO_LONG,
        "silent_seconds": round(heart.silence),
        "failing_jobs": failing,
        "mail": "" if trouble is None else masked(trouble.told()),
    }


def _json(status: str, told: Told, start: StartResponse) -> Iterable[bytes]:
    start(status, [("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")])
    return [json.dumps(told, ensure_ascii=False).encode()]

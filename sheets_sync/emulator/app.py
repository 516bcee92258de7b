"""The whole server as one ASGI application."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from sheets_sync.emulator import (
    routes_download,
    routes_drive,
    routes_history,
    routes_refused,
    routes_sheets,
    routes_userinfo,
)
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.calls import CallLog
from sheets_sync.emulator.clock import Clock
from sheets_sync.emulator.controls import Controls, refused
from sheets_sync.emulator.errors import DriveError, GoogleError, InvalidPayload, bad_request, not_found
from sheets_sync.emulator.faults import Faults
from sheets_sync.emulator.gate import IN_PROCESS, Conditions, Gate
from sheets_sync.emulator.identity import Identities
from sheets_sync.emulator.library import Library
from sheets_sync.emulator.quota import Quota
from sheets_sync.emulator.routes_sign_ins import SignInRoutes
from sheets_sync.emulator.settings import Settings
from sheets_sync.emulator.storage import Storage

DRIVE_PATHS = ("/drive/", "/upload/drive/")
WEB = Path(__file__).with_name("web")
Method = Callable[[Call], Response]
#: Parameters that every method of Google's takes.
COMMON = frozenset(
    [
        "access_token",
        "alt",
        "callback",
        "fields",
        "key",
        "oauth_token",
        "prettyPrint",
        "quotaUser",
        "uploadType",
        "upload_protocol",
        "$.xgafv",
    ]
)


class LocalGoogle(Starlette):
    """The application behind its gate, which is outermost: it breaks connections where told to."""

    def __init__(self, conditions: Conditions, **settings: Any) -> None:
        self._conditions = conditions
        super().__init__(**settings)

    def build_middleware_stack(self) -> ASGIApp:
        """Starlette's own layers, and the gate around them."""
        return Gate(super().build_middleware_stack(), self._conditions)


def create_app(data: Path, *, settings: Settings | None = None) -> Starlette:
    """The server over a data directory, which is made when it is not there."""
    settings = settings or Settings()
    clock = Clock()
    storage = Storage(data)
    library = Library(storage, settings, clock)
    conditions = Conditions(
        Identities(library, settings),
        Faults(),
        Quota(clock, settings.limits, enforced=settings.quota == "google"),
        CallLog(),
        clock,
        settings.latency_ms,
        settings.token,
        settings.names,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        storage.close()

    methods = [
        Route(path, _endpoint(run, library, settings, clock, parameters), methods=[verb])
        for verb, path, run, parameters in (
            *routes_sheets.ROUTES,
            *routes_drive.ROUTES,
            *routes_download.ROUTES,
            *routes_userinfo.ROUTES,
            *routes_history.ROUTES,
            *routes_refused.BATCH_ROUTES,
        )
    ]
    pages = [
        Route("/", _page, methods=["GET"]),
        Route("/spreadsheets/d/{workbook}/edit", _page, methods=["GET"]),
    ]
    sign_ins = SignInRoutes(library, conditions.identities, clock)
    routes = [*methods, *Controls(library, conditions).routes(), *sign_ins.routes(), *pages]
    web = Mount("/_emulator/web", StaticFiles(directory=WEB, check_dir=False))
    app = LocalGoogle(
        conditions,
        routes=[*map(_side_by_side, routes), web],
        exception_handlers={GoogleError: refused, 404: _lost, 405: _lost, 500: _broken},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.library = library
    return app


def _endpoint(
    run: Method, library: Library, settings: Settings, clock: Clock, parameters: tuple[str, ...] | None
) -> Callable[[Request], Response]:
    """A method as endpoint."""

    def endpoint(request: Request) -> Response:
        call = Call(
            library,
            settings,
            clock,
            request.scope["emulator.caller"],
            request.path_params,
            request.query_params,
            request.scope["emulator.body"],
            request.headers.get("content-type", ""),
            str(request.base_url).rstrip("/"),
        )
        try:
            if parameters is not None:
                _check_parameters(call, parameters)
            return run(call)
        except GoogleError as error:
            drive = request.url.path.startswith(DRIVE_PATHS)
            of_drive = drive and not isinstance(error, DriveError)
            refusal = DriveError(error.code, "badRequest", error.message) if of_drive else error
            return as_json(refusal.body, refusal.code)

    return endpoint


def _side_by_side(route: Route) -> Route:
    """The route, run in a thread, so that workbooks are served side by side; in process in the client's."""

    async def endpoint(request: Request) -> Response:
        if IN_PROCESS in request.scope.get("extensions", {}):
            answer: Response = route.endpoint(request)
            return answer
        return await run_in_threadpool(route.endpoint, request)

    return Route(route.path, endpoint, methods=list(route.methods or ()))


def _check_parameters(call: Call, allowed: tuple[str, ...]) -> None:
    for name in call.query:
        if name not in COMMON and name not in allowed:
            raise InvalidPayload(
                name,
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                f"Field '{name}' could not be found in request message.",
            )
    if call.text("alt", "json") not in ("json", "media", "proto"):
        raise bad_request(f"Invalid value for alt: {call.text('alt')}")


def _page(_: Request) -> Response:
    page = WEB / "index.html"
    return FileResponse(page) if page.exists() else as_json({"status": "ok"})


async def _lost(request: Request, __: Exception) -> Response:
    error = not_found()
    if request.url.path.startswith(DRIVE_PATHS):
        error = DriveError(404, "notFound", "Not Found")
    return as_json(error.body, error.code)


async def _broken(_: Request, __: Exception) -> Response:
    error = GoogleError(500, "Internal error encountered.")
    return as_json(error.body, error.code)

"""A local Google: answers as the Sheets v4 and Drive v3 APIs do.

It knows nothing of the rest of the product. `running(data)` serves in a thread, `serve(...)` in the
foreground, `in_process(data)` without a socket; `create_app(data)` is the ASGI application.
`redirected(base_url)` leads the calls of this process to a server; `pytest_plugin` has fixtures.
"""

from sheets_sync.emulator.app import create_app
from sheets_sync.emulator.in_process import Adapter, in_process
from sheets_sync.emulator.redirect import redirected
from sheets_sync.emulator.server import CannotListen, bound, running, serve, served
from sheets_sync.emulator.settings import Settings
from sheets_sync.emulator.storage import DataInUse, DataUnusable

__all__ = [
    "Adapter",
    "CannotListen",
    "DataInUse",
    "DataUnusable",
    "Settings",
    "bound",
    "create_app",
    "in_process",
    "redirected",
    "running",
    "serve",
    "served",
]

"""The one way through: observe, take in, consolidate, publish, respond, correspond.

`run` is the only place that knows the order.
"""

from sheets_sync.pipeline.closing import close, reopen
from sheets_sync.pipeline.outcome import Outcome
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.provisioning import Provisioned, provision
from sheets_sync.pipeline.run import Options, run
from sheets_sync.pipeline.turning import Turned, turn

__all__ = [
    "Options",
    "Outcome",
    "Project",
    "Provisioned",
    "Turned",
    "close",
    "provision",
    "reopen",
    "run",
    "turn",
]

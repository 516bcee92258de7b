"""The one way through: observe, take in, consolidate, publish, respond, correspond.

`pipeline.run.run` is the only place that knows the order.
"""

from typing import TYPE_CHECKING

from sheets_sync.doors import on_demand

if TYPE_CHECKING:
    from sheets_sync.pipeline.closing import close, reopen
    from sheets_sync.pipeline.outcome import Outcome
    from sheets_sync.pipeline.project import Project
    from sheets_sync.pipeline.provisioning import Provisioned, provision
    from sheets_sync.pipeline.run import Options
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
    "turn",
]

__getattr__ = on_demand(
    __name__,
    {
        "sheets_sync.pipeline.closing": "close reopen",
        "sheets_sync.pipeline.outcome": "Outcome",
        "sheets_sync.pipeline.project": "Project",
        "sheets_sync.pipeline.provisioning": "Provisioned provision",
        "sheets_sync.pipeline.run": "Options",
        "sheets_sync.pipeline.turning": "Turned turn",
    },
)

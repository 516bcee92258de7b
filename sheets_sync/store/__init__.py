"""What the service remembers between runs; it answers the pipeline's questions."""

from sheets_sync.store.addresses import Unreached
from sheets_sync.store.findings import KnownFinding
from sheets_sync.store.jobs import JobRun
from sheets_sync.store.opening import open_store
from sheets_sync.store.outbox import QueuedMail
from sheets_sync.store.post import Trouble
from sheets_sync.store.publications import Publication, Removal
from sheets_sync.store.rehearsal import rehearsal
from sheets_sync.store.reviews import Remarked
from sheets_sync.store.runs import Run
from sheets_sync.store.store import Store
from sheets_sync.store.workbooks import KnownWorkbook

__all__ = [
    "JobRun",
    "KnownFinding",
    "KnownWorkbook",
    "Publication",
    "QueuedMail",
    "Remarked",
    "Removal",
    "Run",
    "Store",
    "Trouble",
    "Unreached",
    "open_store",
    "rehearsal",
]

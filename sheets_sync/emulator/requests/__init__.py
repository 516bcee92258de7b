"""The requests of spreadsheets.batchUpdate: one module for each family, joined by the registry."""

from sheets_sync.emulator.requests import (  # noqa: F401  (each registers its requests)
    blocks,
    conditional,
    contents,
    dimensions,
    editing,
    filling,
    filters,
    finding,
    grouping,
    merging,
    metadata,
    names,
    objects,
    protection,
    sorting,
    tabs,
)
from sheets_sync.emulator.requests.registry import Batch, apply_requests

__all__ = ["Batch", "apply_requests"]

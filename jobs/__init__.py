"""WHEN things run: one module a job, and the scheduler that runs them.

`python -m jobs` is the scheduler, `python -m jobs nightly_sync` runs one job once. Their times are keys of
`[jobs]` in campaign.toml.
"""

from . import every, log, scheduler

__all__ = ["every", "log", "scheduler"]

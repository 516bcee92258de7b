"""Wards that are made once in a process, with their past, and brought back for each test."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pytest
import requests

from sheets_sync.pipeline import provision
from tests.ward import SMALL_INDICATORS, SMALL_UNITS, Ward, opened_ward, written
from tests.without_socket import running_for_all

#: What a ward has lived through when its test begins.
Past: TypeAlias = Callable[[Ward], None]


@dataclass(frozen=True)
class Made:
    """A ward as it stood: its campaign's folder and, in its server's checkpoint, its workbooks."""

    base_url: str
    campaign: Path

    def bring_back(self) -> None:
        """The server as it was: no faults, no calls, the machine's time."""
        for control, body in (("reset", {}), ("rewind", {}), ("latency", {"ms": 0})):
            requests.post(f"{self.base_url}/_emulator/{control}", json=body).raise_for_status()


@dataclass
class Shared:
    """Servers that the tests of a process use one after another."""

    folder: Path
    servers: ExitStack
    _made: dict[tuple[str, str, Past], Made] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextmanager
    def ward(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        past: Past,
        *,
        units: str = SMALL_UNITS,
        indicators: str = SMALL_INDICATORS,
        alone: bool = False,
    ) -> Iterator[Ward]:
        """A ward with its past; what a test does to it stays in this test.

        `alone` for a test that keeps a state of its own (`Kept`): a server has one checkpoint.
        """
        key = (units, indicators, past)
        if alone:
            made = self._make(*key)
        else:
            if key not in self._made:
                self._made[key] = self._make(*key)
            made = self._made[key]
        made.bring_back()
        campaign = shutil.copytree(made.campaign, folder / "campaign")
        with opened_ward(campaign, made.base_url, monkeypatch) as one:
            yield one

    def _make(self, units: str, indicators: str, past: Past) -> Made:
        folder = self.folder / str(next(self._numbers))
        campaign = written(folder, units, indicators)
        base_url = self.servers.enter_context(running_for_all(folder / "google"))
        with pytest.MonkeyPatch.context() as patched:
            for name in [name for name in os.environ if name.startswith("SHEETS_SYNC_")]:
                patched.delenv(name)
            with opened_ward(campaign, base_url, patched) as one:
                provision(one.project)
                past(one)
        requests.post(f"{base_url}/_emulator/checkpoint").raise_for_status()
        return Made(base_url, campaign)

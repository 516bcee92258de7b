"""The campaigns whose files a machine has, read again when they change."""

import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from sqlalchemy.engine import make_url

from sheets_sync.campaign import read_config
from sheets_sync.config.loading import Config
from sheets_sync.errors import ConfigError, FilesDiffer, Problem

LOG = structlog.get_logger("workers")
CAMPAIGN = "campaign.toml"
ONE_DATABASE = (
    "Workers share a queue in the campaigns' database: give every campaign the same store.url, "
    "postgresql://… (docs/operate.md, Several machines)."
)
Signature = tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class _Read:
    signature: Signature
    found: Config | ConfigError


@dataclass
class Campaigns:
    """Those in a folder: itself one, or with one in each folder below. Safe to share between threads."""

    folder: Path
    _read: dict[Path, _Read] = field(default_factory=dict)
    _by_code: dict[str, Path] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def known(self) -> dict[str, Config]:
        """By code, as the files stand now; one whose files are wrong is logged once and left out.

        Raises ConfigError when there is none that can be read.
        """
        found: dict[str, Config] = {}
        problems: list[Problem] = []
        for file in self._files():
            try:
                config = self._config(file)
            except ConfigError as error:
                problems += error.problems
                continue
            if (other := found.setdefault(config.campaign.code, config)) is not config:
                LOG.error("two campaigns have one code", file=str(file), other=str(other.file))
        self._by_code = {code: config.file for code, config in found.items()}
        if not found:
            here = Problem(self.folder, "FOLDER", str(self.folder), f"There is no {CAMPAIGN} in it or below.")
            raise ConfigError(tuple(problems) or (here,))
        return found

    def of(self, campaign: str, mark: str) -> Config:
        """The campaign with this code, with files of this mark. Raises FilesDiffer where there is none."""
        file = self._by_code.get(campaign)
        if file is not None:
            with suppress(ConfigError):
                config = self._config(file)
                if config.mark != mark:
                    raise FilesDiffer(f"{campaign} has other files here than with whoever asks.")
                return config
        raise FilesDiffer(f"The files of {campaign} cannot be read here.")

    def _files(self) -> Iterable[Path]:
        own = self.folder / CAMPAIGN
        return [own] if own.exists() else sorted(self.folder.glob(f"*/{CAMPAIGN}"))

    def _config(self, file: Path) -> Config:
        """As it was read before, where nothing changed since. Raises ConfigError, which is logged once."""
        with self._lock:
            last = self._read.get(file)
        if last is None or last.signature != _signature(file, last.found):
            found = _read(file)
            last = _Read(_signature(file, found), found)
            with self._lock:
                self._read[file] = last
        if isinstance(last.found, ConfigError):
            raise last.found
        return last.found


def _read(file: Path) -> Config | ConfigError:
    try:
        return read_config(file)
    except ConfigError as error:
        LOG.error("campaign cannot be read", file=str(file), reason=str(error))
        return error


def database_of(campaigns: Mapping[str, Config]) -> str:
    """The URL of the database that all of them share. Raises ConfigError."""
    first, *others = campaigns.values()
    wrong = [one for one in others if one.store_url != first.store_url]
    if make_url(first.store_url).get_backend_name() != "postgresql":
        wrong = [first, *wrong]
    if wrong:
        # The value may hold a password.
        raise ConfigError(tuple(Problem(one.file, "store.url", "", ONE_DATABASE) for one in wrong))
    return first.store_url


def _signature(file: Path, found: Config | ConfigError) -> Signature:
    """Changes when one of the campaign's files does."""
    files = [file]
    if isinstance(found, ConfigError):
        files += sorted(file.parent.glob("*.csv"))
    else:
        files += [found.settings.units, found.settings.indicators]
        forms = found.settings.forms
        files += sorted(forms.glob("*.py")) if forms else []
    stats = [(one, one.stat()) for one in files if one.exists()]
    return tuple((str(one), stat.st_mtime_ns, stat.st_size) for one, stat in stats)

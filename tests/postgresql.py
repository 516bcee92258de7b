"""A PostgreSQL server of the tests' own; skips with a reason where none is installed."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

#: Debian keeps the server's programs out of PATH.
DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of initdb and postgres."""
    found = shutil.which("initdb")
    folders = [*([Path(found).parent] if found else []), *sorted(DEBIAN.glob("*/bin"), reverse=True)]
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _somebody() -> str | None:
    """PostgreSQL refuses to run as root; whom to run it as then."""
    if os.geteuid() != 0:
        return None
    users = {entry.pw_name for entry in pwd.getpwall()}
    return next(user for user in ("postgres", "nobody") if user in users)


@dataclass
class Server:
    """One server; each test has a database of its own."""

    programs: Path
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    _made: list[str] = field(default_factory=list)

    def start(self) -> None:
        options = ["-D", str(self.folder / "data"), "-p", str(self.port), "-k", str(self.folder)]
        # What survives a death of the machine is not asked here: nothing waits for the disk.
        for setting in (
            "listen_addresses=127.0.0.1",
            "max_connections=60",
            "fsync=off",
            "full_page_writes=off",
            "wal_level=minimal",
            "max_wal_senders=0",
        ):
            options += ["-c", setting]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", *options],
                stdout=log,
                stderr=log,
                user=_somebody(),
                start_new_session=True,
            )
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "log").read_text(encoding="utf-8")
            time.sleep(0.05)

    def stop(self, *, at_once: bool = False) -> None:
        assert self.process is not None
        if at_once:
            # Its children as well, as when the machine dies.
            os.killpg(self.process.pid, signal.SIGKILL)
        else:
            # The quick way: sessions are ended, nothing is lost.
            self.process.send_signal(signal.SIGINT)
        self.process.wait()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def database(self, like: str = "") -> str:
        """The address of a new database: an empty one, or a copy of one that nobody has open."""
        name = f"store_{len(self._made)}"
        self._made.append(name)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            template = like.rpartition("/")[2] or "template1"
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY = FILE_COPY")
        return self.url(name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_server() -> Iterator[Server]:
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL's server is not installed")
    user = _somebody()
    # In memory where pytest's own folders are: to take a hundred databases off a disk takes minutes.
    place = os.environ.get("PYTEST_DEBUG_TEMPROOT")
    with tempfile.TemporaryDirectory(prefix="pg-", dir=place, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if user:
            shutil.chown(folder, user)
        command = [str(found / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust"]
        command += ["-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(command, check=True, capture_output=True, user=user)
        server = Server(found, folder, _free_port())
        server.start()
        try:
            yield server
        finally:
            if server.process is not None and server.process.poll() is None:
                # Nobody needs what an orderly end would write down.
                server.stop(at_once=True)

"""A real IMAP server for tests: Dovecot, with one mailbox; skips with a reason where none is installed."""

import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from imap_tools import MailBox

from tests.post import certificate

#: Debian keeps it out of PATH.
DEBIAN = Path("/usr/sbin/dovecot")
USER, PASSWORD = "baocao", "mat-khau-hop-thu"
CONFIG = """\
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_login_user = {name}
default_internal_user = {name}
default_internal_group = {group}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port_of_starttls}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
mail_location = maildir:{folder}/mail
first_valid_uid = 0
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
"""


@dataclass(frozen=True)
class MailboxOnDovecot:
    """The mailbox, as whoever puts mails into it has it."""

    folder: Path
    port: int
    port_of_starttls: int

    @property
    def pem(self) -> Path:
        return self.folder / "server.pem"

    @contextmanager
    def signed_in(self) -> Iterator[MailBox]:
        context = ssl.create_default_context(cafile=str(self.pem))
        with MailBox("127.0.0.1", self.port, ssl_context=context).login(USER, PASSWORD) as box:
            yield box

    def put(self, *mails: bytes) -> None:
        with self.signed_in() as box:
            for mail in mails:
                box.append(mail, "INBOX")

    def subjects(self, criteria: str = "ALL") -> list[str]:
        with self.signed_in() as box:
            return [one.subject for one in box.fetch(criteria, mark_seen=False)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_mailbox() -> Iterator[MailboxOnDovecot]:
    found = shutil.which("dovecot") or (str(DEBIAN) if DEBIAN.exists() else None)
    if found is None:
        pytest.skip("Dovecot is not installed")
    # It gives mails to nobody who is root.
    who = pwd.getpwuid(os.geteuid()) if os.geteuid() else pwd.getpwnam("nobody")
    group = "nogroup" if os.geteuid() == 0 else str(who.pw_gid)
    with tempfile.TemporaryDirectory(prefix="imap-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        for name in ("run", "mail", "home"):
            (folder / name).mkdir()
        certificate(folder)
        (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
        box = MailboxOnDovecot(folder, _free_port(), _free_port())
        settings = CONFIG.format(
            folder=folder,
            port=box.port,
            port_of_starttls=box.port_of_starttls,
            name=who.pw_name,
            group=group,
            uid=who.pw_uid,
            gid=who.pw_gid,
        )
        (folder / "dovecot.conf").write_text(settings, encoding="utf-8")
        if os.geteuid() == 0:
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, who.pw_uid, who.pw_gid)
        process = subprocess.Popen(
            [found, "-F", "-c", str(folder / "dovecot.conf")],
            user=who.pw_uid if os.geteuid() == 0 else None,
            group=who.pw_gid if os.geteuid() == 0 else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while not _answers(box.port):
                log = folder / "log"
                assert process.poll() is None, log.read_text("utf-8") if log.exists() else "Dovecot ended"
                time.sleep(0.05)
            yield box
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 2).close()
    except OSError:
        return False
    return True

"""Pictures of a unit's nightly mails over two weeks in a mail program: Roundcube, on a mailbox of Dovecot's.

Run as `python -m tests.thread_pictures`; needs Debian's chromium, dovecot-imapd, php-cli, php-sqlite3 and
roundcube-core. Nothing is shown that a mail program does not make of our headers: the mailbox holds the mails
of the demo's unit as they left, and the program draws its list by conversations.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from sheets_sync.campaign import opened_config, read_config
from sheets_sync.cli.demo import lead_to, play, prepare
from sheets_sync.demo.story import SECOND_SYNC, SILENT
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.corresponding import correspond
from tests.browser.conftest import BROWSERS, FLAGS, PHONE, REGION
from tests.mailbox import PASSWORD, USER, MailboxOnDovecot, running_mailbox
from tests.without_socket import running_here

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
ROUNDCUBE = Path("/var/lib/roundcube")
DESK = {"viewport": {"width": 1280, "height": 720}}
#: The nights after the demo's last sync, which is the fifth since its first mails.
NIGHTS = range(1, 10)
CONFIG = """\
<?php
$config = [
    'db_dsnw' => 'sqlite:///{folder}/db.sqlite?mode=0600',
    'imap_host' => 'ssl://127.0.0.1:{port}',
    'imap_conn_options' => ['ssl' => ['cafile' => '{pem}', 'verify_peer_name' => false]],
    'des_key' => 'twenty-four-letters-long',
    'log_dir' => '{folder}',
    'temp_dir' => '{folder}',
    'language' => 'vi_VN',
    'timezone' => 'Asia/Ho_Chi_Minh',
    'date_long' => 'd/m/Y H:i',
    'prettydate' => false,
    'skin' => 'elastic',
    'plugins' => [],
    'default_list_mode' => 'threads',
    'autoexpand_threads' => 1,
    'layout' => 'widescreen',
];
"""


def main() -> None:
    """Both pictures, from one play of the demo."""
    mails = two_weeks()
    with running_mailbox() as box, roundcube(box) as address, sync_playwright() as player:
        box.put(*mails)
        chromium = next(filter(None, map(shutil.which, BROWSERS)))
        browser = player.chromium.launch(executable_path=chromium, args=FLAGS.split())
        picture(browser, address, DESK, "thread")
        picture(browser, address, PHONE, "thread-phone")
        browser.close()


def two_weeks() -> list[bytes]:
    """The mails that the demo's silent unit got, from the evening before the deadline on."""
    with tempfile.TemporaryDirectory() as made:
        data = Path(made) / "demo"
        prepare(data)
        with (
            running_here(data / "google") as base_url,
            opened_config(read_config(lead_to(base_url, data)), "provision") as project,
        ):
            play(project, base_url)
            for night in NIGHTS:
                at = SECOND_SYNC + timedelta(days=night)
                correspond([project], at, at, "units")
            return sent(project)


def sent(project: Project) -> list[bytes]:
    return [mail.message for mail in project.store.outbox.all() if mail.unit == SILENT and mail.sent]


@contextmanager
def roundcube(box: MailboxOnDovecot) -> Iterator[str]:
    """The mail program on this mailbox; yields its address."""
    with tempfile.TemporaryDirectory() as made, socket.socket() as free:
        folder = Path(made)
        for name in ("defaults.inc.php", "mimetypes.php"):
            shutil.copy(ROUNDCUBE / "config" / name, folder)
        config = CONFIG.format(folder=folder, port=box.port, pem=box.pem)
        (folder / "config.inc.php").write_text(config, encoding="utf-8")
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        process = subprocess.Popen(
            ["php", "-S", host, "-t", str(ROUNDCUBE / "public_html")],
            env={**os.environ, "ROUNDCUBE_CONFIG_DIR": made, "PHP_CLI_SERVER_WORKERS": "4"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while not _answers(host):
                time.sleep(0.1)
            yield f"http://{host}/"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _answers(host: str) -> bool:
    name, _, port = host.partition(":")
    with socket.socket() as probe:
        return probe.connect_ex((name, int(port))) == 0


def picture(browser: Browser, address: str, shape: Mapping[str, object], name: str) -> None:
    """Sign in, and look at the list as the program draws it; at a desk with the latest mail beside it."""
    window = browser.new_context(**shape, **REGION)  # type: ignore[arg-type]
    window.set_default_timeout(120_000)
    page = window.new_page()
    page.goto(address)
    page.fill("#rcmloginuser", USER)
    page.fill("#rcmloginpwd", PASSWORD)
    page.click("#rcmloginsubmit")
    page.wait_for_selector("#messagelist tbody tr.message")
    page.wait_for_load_state("networkidle")
    if name == "thread":
        page.locator("#messagelist tbody tr.message").last.click()
        page.wait_for_timeout(3_000)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    Image.open(file).convert("P", palette=Image.Palette.ADAPTIVE).save(file, optimize=True)
    window.close()


if __name__ == "__main__":
    main()

"""Make the pictures of the docs: play the demo, then look at it in headless Chromium.

Run as `python docs/pictures.py`; needs Debian's chromium, LibreOffice and pdftoppm. Pictures go to
docs/pictures.
"""

import os
import shutil
import subprocess
import tempfile
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from sheets_sync.campaign import opened_config, read_config
from sheets_sync.cli.demo import lead_to, play, prepare
from sheets_sync.config.loading import Config
from sheets_sync.demo.story import SECOND_SYNC
from sheets_sync.emulator import running
from sheets_sync.master.tables.wording import master_sheet_id
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.corresponding import queue_mails
from sheets_sync.pipeline.reporting import material_of
from sheets_sync.pipeline.standing import standing
from sheets_sync.report.content.content import build
from sheets_sync.report.content.wording import Wording
from sheets_sync.report.writers.charts import draw
from sheets_sync.report.writers.document import word_document
from sheets_sync.report.writers.pdf import write_pdf
from sheets_sync.store.workbooks import MASTER
from sheets_sync.templates import templates
from sheets_sync.unit_workbook.check_tab import CHECK_SHEET_ID

PICTURES = Path(__file__).parent / "pictures"
CHROMIUM = "/usr/bin/chromium"
#: Chromium stays off the network, and runs as root in a container.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = ViewportSize(width=1280, height=720)
PHONE = ViewportSize(width=390, height=844)
#: On a page of the grid: some cell shows something. A busy machine takes its time.
FILLED = "() => [...document.querySelectorAll('[data-cell]')].some(cell => cell.textContent.trim())"
PATIENCE = 1_200_000
#: Pages that people open on a telephone too.
ON_PHONES = ("today", "check-tab", "records")


#: The leadership's weekly mail is written on Fridays.
FRIDAY = SECOND_SYNC + timedelta(days=5)


def main() -> None:
    """All pictures, from one play of the demo."""
    PICTURES.mkdir(exist_ok=True)
    data = Path(tempfile.mkdtemp()) / "demo"
    prepare(data)
    with (
        running(data / "google") as base_url,
        opened_config(_config(lead_to(base_url, data)), "provision") as project,
        sync_playwright() as player,
    ):
        play(project, base_url)
        _report(project)
        browser = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        page.set_default_timeout(PATIENCE)
        _workbooks(page, project)
        # A page of its own: the grid's forbids the inline styles that mails live by.
        _mails(browser.new_page(), project)
        browser.close()
    shutil.rmtree(data.parent)
    for picture in PICTURES.glob("*.png"):
        # A page has few colours; people open these on telephones.
        Image.open(picture).convert("P", palette=Image.Palette.ADAPTIVE).save(picture, optimize=True)


def _config(file: Path) -> Config:
    """The demo's leadership gets no mails; in the pictures it does."""
    os.environ["SHEETS_SYNC_OFFICE__LEADERSHIP"] = '["lanhdao@phungchikien.example"]'
    return read_config(file)


def _workbooks(page: Page, project: Project) -> None:
    forms = {form.code: form.sheet_id for form in project.forms}
    places = {
        "today": (MASTER, master_sheet_id("today"), "B2"),
        "master": (MASTER, master_sheet_id("matrix"), "B4"),
        "overview": (MASTER, master_sheet_id("overview"), "H2"),
        "summary": (MASTER, master_sheet_id("summary"), "C3"),
        "findings": (MASTER, master_sheet_id("findings"), "G2"),
        "records": (MASTER, forms["culture_society"], "J3"),
        "council": (MASTER, master_sheet_id("council"), "F2"),
        "evaluation": (MASTER, master_sheet_id("evaluation"), "H2"),
        "journal": (MASTER, master_sheet_id("journal"), "B2"),
        "unit": ("TCKT", forms["economy"], "E2"),
        "check-tab": ("TCKT", CHECK_SHEET_ID, "A1"),
        "guide": ("TDP01", 0, "A1"),
    }
    for name, (unit, sheet_id, cell) in places.items():
        book = project.store.workbooks.known()[unit].id
        address = project.web.link(book, sheet_id, cell)
        for size, viewport in (("", DESK), ("-phone", PHONE)) if name in ON_PHONES else (("", DESK),):
            page.set_viewport_size(viewport)
            page.goto("about:blank")
            page.goto(address, wait_until="networkidle")
            page.wait_for_function(FILLED)
            page.wait_for_timeout(800)
            page.screenshot(path=PICTURES / f"{name}{size}.png")


def _report(project: Project) -> None:
    """The first page and the first appendix as they are printed, before anything was approved."""
    at = SECOND_SYNC
    with tempfile.TemporaryDirectory() as folder:
        made = build(material_of(project, at, include_unreviewed=True), Wording(templates("report")))
        file = Path(folder, "report.docx")
        file.write_bytes(word_document(made, draw))
        pages = Path(folder, "page")
        command = ["pdftoppm", "-r", "72", "-gray", "-png", str(write_pdf(file)), str(pages)]
        subprocess.run(command, check=True)
        sheets = [Image.open(one) for one in sorted(Path(folder).glob("page-*.png"))]
        first = sheets[0]
        wide = next(one for one in sheets if one.width > one.height)
        picture = Image.new("L", (first.width + wide.width + 30, first.height + 20), 200)
        picture.paste(first, (10, 10))
        picture.paste(wide, (first.width + 20, 10))
        picture.save(PICTURES / "report.png", optimize=True)


def _mails(page: Page, project: Project) -> None:
    queue_mails(standing([project], FRIDAY), FRIDAY, "office")
    wanted = {"mail": ("TCKT", "nightly"), "digest": ("", "digest"), "overview-mail": ("", "overview")}
    for name, (unit, kind) in wanted.items():
        queued = [mail for mail in project.store.outbox.all() if (mail.unit, mail.kind) == (unit, kind)][-1]
        body = message_from_bytes(queued.message, policy=SMTP).get_body(("html",))
        assert body is not None, queued.key  # noqa: S101 (every mail of ours has one)
        for size, viewport in (("", DESK), ("-phone", PHONE)):
            page.set_viewport_size(viewport)
            page.set_content(body.get_content())
            page.screenshot(path=PICTURES / f"{name}{size}.png", full_page=True)


if __name__ == "__main__":
    main()

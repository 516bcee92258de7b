"""`sheets-sync worker` and `sheets-sync workers`: several machines share the jobs of many campaigns."""

from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.cli.console import print_json, print_table, say
from sheets_sync.cli.options import AsJson
from sheets_sync.errors import NotProvisioned, StoreError
from sheets_sync.shipped import shipped
from sheets_sync.store import open_store

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="[FOLDER]", help="A campaign's folder, or one with a campaign in each folder below."
    ),
]
Port = Annotated[
    int, typer.Option(min=0, max=65535, help="Answer /healthz and /metrics on 127.0.0.1 here; 0: nowhere.")
]
HERE = Path()
WITHOUT_EXTRA = "{} is not installed: install sheets-sync with the extra `workers`."


def worker(folder: Folder = HERE, port: Port = 0) -> None:
    """Do the jobs of all campaigns in a folder at their times, sharing them with the workers elsewhere."""
    ours = shipped("jobs")
    ours.log.configure()
    try:
        served = import_module(f"{ours.__name__}.worker")
    except ModuleNotFoundError as error:
        raise StoreError(WITHOUT_EXTRA.format(error.name)) from error
    served.serve(folder, port)


def workers(folder: Folder = HERE, as_json: AsJson = False) -> None:
    """Which workers are there, what waits, what is being done and what failed; no call to Google."""
    try:
        from sheets_sync.workers.campaigns import Campaigns, database_of
        from sheets_sync.workers.queue import Queue
    except ModuleNotFoundError as error:
        raise StoreError(WITHOUT_EXTRA.format(error.name)) from error
    known = Campaigns(folder.resolve()).known()
    with Queue(database_of(known)) as queue:
        processes, tasks = queue.processes(), queue.tasks()
    failing = {}
    for code, config in known.items():
        with suppress(NotProvisioned), open_store(config.store_url, code, makes=False) as store:
            latest = store.jobs.latest()
            if reasons := {job: last.failure for job, last in latest.items() if last.failure}:
                failing[code] = reasons
    if as_json:
        print_json(
            processes=[asdict(one) for one in processes],
            tasks=[asdict(one) for one in tasks],
            failing_jobs=failing,
        )
        return
    rows = [(one.name, str(one.begun), _seconds(one.silent)) for one in processes]
    print_table("Workers", ("Worker", "At work on", "Last sign of life"), rows)
    counts = [
        (one.campaign, one.task, *map(str, (one.waiting, one.begun, one.failed)), _seconds(one.age))
        for one in tasks
    ]
    print_table("Tasks", ("Campaign", "Task", "Waiting", "At work", "Failed", "Oldest waits for"), counts)
    for code, reasons in failing.items():
        for job, reason in reasons.items():
            say(f"{code}, {job} fails: {reason}")


def _seconds(seconds: float) -> str:
    return f"{round(seconds)} s"

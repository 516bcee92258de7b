"""The disk fills up, turns read-only or is not there: told what to do, and the next run makes up for it."""

import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread
from typing import Any

import pytest

from sheets_sync.errors import StoreError
from sheets_sync.mail.sending import delivery
from tests.acceptance.conftest import reported
from tests.conftest import NIGHTLY
from tests.forked import sheets_sync
from tests.kept import Kept
from tests.seen import differences, everything
from tests.shared import Shared
from tests.small_disk import Disk, small_disk
from tests.ward import NEXT_EVENING, Ward

BACKUP = ("store", "backup", "out/kept.db")
#: Commands that write files.
WRITING = (
    BACKUP,
    ("report", "--include-unreviewed", "--html", "--out", "out/report.docx"),
    ("export", "--format", "xlsx", "--into", "out"),
    ("export", "--into", "out"),
    ("rewards", "--export", "out/rewards.csv"),
    ("mail", "preview", "--no-open", "--into", "out/mails"),
)
SYNC = ("sync", "--as-of", "2024-08-15T20:00")
#: All that asks the store.
ASKING = (
    SYNC,
    ("status",),
    ("findings",),
    ("export",),
    ("report",),
    ("commend",),
    ("mail", "send"),
    ("store", "backup"),
    ("store", "check"),
    ("store", "prune"),
    ("jobs", "backup"),
    ("jobs", "retention"),
    ("turn",),
)
#: Pages that are left: by night every number until a whole sync fits.
LEFT = range(56) if NIGHTLY else (4, 24)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk") as one:
        yield one


@pytest.fixture
def there(disk: Disk, shared: Shared, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    """The small ward, all of it on the small disk, with something new from two units."""
    with shared.ward(disk.folder, monkeypatch, reported, alone=True) as one:
        one.type("TDP01", "culture_society", {"E3": "hai trăm"})
        one.type("TCKT", "works", {"B4": "Cầu qua kênh"})
        yield one


def state(ward: Ward) -> dict[str, Any]:
    """Everything, but for what the office's digest says of the run itself."""
    found = everything(ward)
    return {
        **found,
        "mails": {
            "outbox": {key: sent for key, (_, _, sent) in found["mails"]["outbox"].items()},
            "folder": sorted(found["mails"]["folder"]),
        },
    }


def command(folder: Path, words: Sequence[str]) -> CompletedProcess[str]:
    ended = sheets_sync(*words, folder=folder)
    assert "Traceback" not in ended.stderr
    assert "defect" not in ended.stderr
    return ended


def written(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes() for file in sorted((folder / "out").rglob("*.*"))
    }


def is_whole(one: tuple[str, bytes]) -> bool:
    name, content = one
    if name.endswith((".docx", ".xlsx")):
        return zipfile.is_zipfile(BytesIO(content))
    return content.endswith((b"\n", b"</html>", b"\0")) or name.endswith(".db")


def test_on_a_full_disk_files_are_whole_or_as_they_were(disk: Disk, there: Ward) -> None:
    folder = there.project.config.file.parent
    for words in WRITING if NIGHTLY else WRITING[:3]:
        if words != BACKUP:
            command(folder, words)
        before = written(folder)
        for left in LEFT if NIGHTLY else LEFT[:1]:
            disk.leave(left)
            ended = command(folder, words)
            disk.make_room()
            if ended.returncode == 0:
                break
            assert ended.returncode == 1
            assert "Make room on the disk" in ended.stderr or "free some space" in ended.stderr
            # What was whole before the room ended may be new; nothing is half.
            assert written(folder).keys() == before.keys()
            assert all(map(is_whole, written(folder).items()))
        assert command(folder, words).returncode == 0


def test_a_sync_on_a_full_disk_is_made_up_for_by_the_next(
    disk: Disk, there: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is left is counted for the store; that mails need more is another test.
    monkeypatch.setattr(delivery, "ROOM", 0)
    kept = Kept(there)
    there.sync(NEXT_EVENING)
    expected = state(there)
    for left in LEFT:
        kept.bring_back()
        disk.leave(left)
        ended = command(kept.campaign.parent, SYNC)
        assert (ended.returncode, "free some space and run again" in ended.stderr) == (1, True)
        disk.make_room()
        there.sync(NEXT_EVENING)
        assert list(differences(state(there), expected)) == []


def test_no_mail_leaves_while_the_disk_has_no_room_to_note_it(disk: Disk, there: Ward) -> None:
    outbox = there.project.config.path(there.project.config.mail.folder)
    before = len(list(outbox.glob("*.eml")))
    disk.leave(200)
    with pytest.raises(StoreError, match="mails wait"):
        there.sync(NEXT_EVENING)
    assert len(list(outbox.glob("*.eml"))) == before
    disk.make_room()
    assert there.sync(NEXT_EVENING).mails_sent == 3


def test_a_read_only_disk_is_told_by_whatever_asks_the_store(
    disk: Disk, shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shared.ward(disk.folder, monkeypatch, reported, alone=True) as one:
        folder = one.project.config.file.parent
    disk.set("ro")
    for words in ASKING if NIGHTLY else ASKING[:5:2]:
        ended = command(folder, words)
        assert (ended.returncode, "bring back its disk" in ended.stderr) == (1, True), ended.stderr
    disk.set("rw")
    assert command(folder, SYNC).returncode == 0


def test_a_disk_that_is_not_there_is_no_empty_store(
    disk: Disk, shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody would have reported, every good backup would give way to an empty one, and mails went again."""
    with shared.ward(tmp_path, monkeypatch, reported) as one:
        folder = one.project.config.file.parent
    (folder / "sheets-sync.db").replace(tmp_path / "store.db")
    disk.make_room()
    (tmp_path / "store.db").rename(tmp_path / "moved.db")
    monkeypatch.setenv("SHEETS_SYNC_STORE__URL", f"sqlite:///{disk.folder}/store.db")
    subprocess.run(["cp", tmp_path / "moved.db", disk.folder / "store.db"], check=True)
    assert command(folder, ("store", "backup")).returncode == 0
    backups = sorted((folder / "backups").iterdir())
    with small_disk(tmp_path / "disk" / "none") as nothing:
        monkeypatch.setenv("SHEETS_SYNC_STORE__URL", f"sqlite:///{nothing.folder}/store.db")
        for words in ASKING if NIGHTLY else ASKING[::3]:
            ended = command(folder, words)
            assert (ended.returncode, "see that its disk is there" in ended.stderr) == (2, True), words
        assert list(nothing.folder.iterdir()) == []
        assert "its disk is there" in command(folder, ("doctor", "--offline")).stdout
    assert sorted((folder / "backups").iterdir()) == backups
    monkeypatch.setenv("SHEETS_SYNC_STORE__URL", f"sqlite:///{disk.folder}/store.db")
    assert command(folder, SYNC).returncode == 0


def test_a_disk_that_goes_away_in_a_run_is_told_and_nothing_is_begun_in_its_place(
    disk: Disk, there: Ward
) -> None:
    subprocess.run(["umount", "-l", disk.folder], check=True)
    told: list[Exception] = []

    def ask() -> None:
        try:
            there.project.store.runs.latest(1)
        except StoreError as error:
            told.append(error)

    # A connection of its own: those of before still reach what is no longer seen.
    there.project.store.database.close()
    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert "bring back its disk" in str(told[0])
    assert list(disk.folder.iterdir()) == []
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", disk.folder], check=True)

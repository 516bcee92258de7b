"""The store on SQLite, its default."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from sheets_sync.errors import StoreError
from sheets_sync.store import engine, open_store
from tests.contract.campaigns_contract import CampaignsContract
from tests.contract.copying_contract import CopyingContract
from tests.contract.erasing_contract import Bytes, ErasingContract, check_ages, check_pieces
from tests.contract.jobs_contract import JobsContract
from tests.contract.ledger_contract import LedgerContract
from tests.contract.outbox_contract import OutboxContract
from tests.contract.store_contract import StoreContract
from tests.contract.store_safety_contract import StoreSafetyContract
from tests.contract.store_samples import EVENING

FILL_DISK = """
import resource, sys
from sheets_sync.errors import StoreError
from sheets_sync.store import open_store
with open_store(sys.argv[1]) as store:
    store.workbooks.remember("TDP01", "kept")
    try:
        with store.transaction():
            store.workbooks.remember("TDP02", "lost")
            resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
            try:
                for number in range(2_000):
                    store.workbooks.remember(str(number), "x" * 10_000 + str(number))
            except StoreError as error:
                print(error)
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            store.workbooks.remember("TDP03", "outside")
    except StoreError as error:
        print(error)
    store.workbooks.remember("TDP04", "kept as well")
"""


class TestStoreOnSqlite(
    StoreContract,
    StoreSafetyContract,
    CampaignsContract,
    CopyingContract,
    ErasingContract,
    JobsContract,
    LedgerContract,
    OutboxContract,
):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/phường/store.db"

    @pytest.fixture
    def held(self, tmp_path: Path) -> Bytes:
        return lambda: b"".join(file.read_bytes() for file in (tmp_path / "phường").iterdir())


def test_a_sealed_file_comes_back_whole_or_not_at_all(tmp_path: Path) -> None:
    check_pieces(tmp_path)


def test_backups_go_when_they_are_old(tmp_path: Path) -> None:
    check_ages(tmp_path)


def test_the_database_keeps_a_write_ahead_log_and_waits_for_the_disk(tmp_path: Path) -> None:
    made = engine.make_engine(make_url(f"sqlite:///{tmp_path}/store.db"))
    with made.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    made.dispose()
    assert found == ["wal", 2]


def test_a_writer_that_does_not_finish_is_told_as_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY", 50)
    url = f"sqlite:///{tmp_path}/store.db"
    with (
        open_store(url) as store,
        open_store(url) as other,
        other.transaction(),
        pytest.raises(StoreError, match="in use by another process"),
    ):
        store.runs.begin(EVENING)


def test_threads_of_one_process_wait_for_each_other_however_long_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY", 50)
    with open_store(f"sqlite:///{tmp_path}/store.db") as store, ThreadPoolExecutor(1) as pool:
        with store.transaction():
            waiting = pool.submit(store.runs.begin, EVENING)
            # Longer than another process would be waited for.
            time.sleep(0.3)
        assert waiting.result() == 1


def test_a_full_disk_is_told_and_undoes_the_whole_transaction(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    done = subprocess.run([sys.executable, "-c", FILL_DISK, url], capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    assert "disk does not take more" in first
    assert "undone" in second
    with open_store(url) as store:
        assert list(store.workbooks.known()) == ["TDP01", "TDP04"]


@pytest.mark.parametrize("content", [b"PK" * 9_000, b"SQLite format 3\0" + b"?" * 9_000])
def test_a_file_that_is_no_database_is_told_as_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store.db").write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged .*restore the last backup"):
        open_store(f"sqlite:///{tmp_path}/store.db")


def test_a_damaged_page_is_told_as_damaged(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with open_store(f"sqlite:///{file}") as store, store.transaction():
        for number in range(500):
            store.workbooks.remember(str(number), "x" * 90 + str(number))
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(StoreError, match="damaged"):
        open_store(f"sqlite:///{file}")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file cannot be made"):
        open_store(f"sqlite:///{tmp_path}/file/store.db")


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="may not be written"):
        open_store(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="refused"):
        open_store(url)


def test_no_failure_shows_the_password_or_a_statement(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://me:hush@127.0.0.1:1/none")
    assert "hush" not in str(caught.value)
    with open_store(f"sqlite:///{tmp_path}/store.db") as store:
        store.workbooks.remember("TDP01", "same")
        with pytest.raises(StoreError) as caught:
            store.workbooks.remember("TDP02", "same")
    assert "TDP02" not in f"{caught.value} {caught.value.__cause__}"
    assert isinstance(caught.value.__cause__, sa.exc.IntegrityError)

"""The store on PostgreSQL, where several machines share it."""

from collections.abc import Iterator

import pytest

from sheets_sync.errors import StoreError
from sheets_sync.store import Store, open_store
from tests.contract.campaigns_contract import CampaignsContract, check_names
from tests.contract.copying_contract import CopyingContract
from tests.contract.erasing_contract import Bytes, ErasingContract
from tests.contract.jobs_contract import JobsContract
from tests.contract.ledger_contract import LedgerContract
from tests.contract.outbox_contract import OutboxContract
from tests.contract.store_contract import StoreContract
from tests.contract.store_safety_contract import StoreSafetyContract
from tests.contract.store_samples import EVENING
from tests.postgresql import Server, running_server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as one:
        yield one


@pytest.fixture(scope="module")
def made(server: Server) -> str:
    """A database with a store that nobody has used: to make its tables takes longer than most tests."""
    url = server.database()
    open_store(url).close()
    return url


class TestStoreOnPostgresql(
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
    def url(self, request: pytest.FixtureRequest, server: Server, made: str) -> str:
        return server.database(made if "store" in request.fixturenames else "")

    @pytest.fixture
    def held(self, server: Server, store: Store) -> Bytes:
        """The tables' files; what the log keeps until the next checkpoints is told, not promised."""

        def tables() -> bytes:
            with store.database.reading() as db:
                base = db.exec_driver_sql(
                    "SELECT 'base/' || oid FROM pg_database WHERE datname = current_database()"
                )
                folder = server.folder / "data" / base.scalar_one()
            store.database.shred()
            return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())

        return tables


def test_a_store_goes_on_after_its_server_was_restarted(server: Server) -> None:
    with open_store(server.database()) as store:
        assert store.runs.begin(EVENING) == 1
        server.stop()
        with pytest.raises(StoreError, match="cannot be reached"):
            store.runs.begin(EVENING)
        server.start()
        assert store.runs.begin(EVENING) > 1


def test_what_was_committed_survives_a_crash_of_the_server(server: Server) -> None:
    url = server.database()
    with open_store(url) as store:
        store.workbooks.remember("TDP01", "kept")
    server.stop(at_once=True)
    (server.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
    server.start()
    with open_store(url) as store:
        assert store.workbooks.known()["TDP01"].id == "kept"


def test_a_password_is_not_told_when_the_database_cannot_be_reached() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://me:hush@127.0.0.1:1/none?connect_timeout=2")
    assert "hush" not in str(caught.value)
    assert "cannot be reached" in str(caught.value)


def test_the_places_of_campaigns_have_names_of_their_own() -> None:
    check_names()

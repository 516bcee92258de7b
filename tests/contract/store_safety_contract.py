"""What no store loses, mixes up or blocks: transactions, threads, sudden death, schema."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from sheets_sync.errors import StoreError
from sheets_sync.store import Store, open_store, rehearsal
from sheets_sync.store.engine import connected, make_engine
from sheets_sync.store.opening import MIGRATIONS, REVISIONS
from tests.contract.store_samples import EVENING, LATER, StoreOf, submission

DIE_WRITING = """
import sys
from sheets_sync.store import open_store
store = open_store(sys.argv[1])
store.workbooks.remember("TDP01", "committed")
with store.transaction():
    store.workbooks.remember("TDP02", "uncommitted")
    store.workbooks.seen("TDP01", 99)
    print("writing", flush=True)
    sys.stdin.read()
"""
OPEN = "import sys; from sheets_sync.store import open_store; open_store(sys.argv[1]).close()"
IN_THE_FIRST_VERSION = (
    "INSERT INTO workbooks (unit, id, ready, seen_version, unreadable, feedback)"
    " VALUES ('TDP01', 'kept', TRUE, 41, '', 'fingerprint')",
    "INSERT INTO mails (key, unit, kind, subject, message, queued, failure, attempts)"
    " VALUES ('k', 'TDP01', 'validation', 'Nội dung', '', '2024-08-14T13:00:00.000000+00:00', '', 0)",
)


def migrate(url: str, action: str, *arguments: str) -> None:
    """Call one of Alembic's commands, then write nothing more."""
    execute(url, alembic=(action, *arguments))


@contextmanager
def engine_of(url: str) -> Iterator[sa.Engine]:
    engine = make_engine(make_url(url))
    yield engine
    engine.dispose()


def execute(url: str, *statements: str, alembic: tuple[str, ...] = ()) -> None:
    """Alembic's command and statements beside the store."""
    with engine_of(url) as engine, connected(engine, writes=True) as connection:
        if alembic:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            getattr(command, alembic[0])(config, *alembic[1:])
        for statement in statements:
            connection.exec_driver_sql(statement)


def tables(url: str) -> dict[str, tuple[object, ...]]:
    """What a database knows of each table, but the order of columns and names of keys, which nobody gave."""
    with engine_of(url) as engine, connected(engine, writes=False) as connection:
        found = sa.inspect(connection)
        return {
            name: (
                sorted(f"{column | {'type': str(column['type'])}}" for column in found.get_columns(name)),
                sorted(
                    map(str, (one for one in found.get_indexes(name) if "duplicates_constraint" not in one))
                ),
                found.get_pk_constraint(name)["constrained_columns"],
                sorted(one["column_names"] for one in found.get_unique_constraints(name)),
                sorted(map(str, found.get_foreign_keys(name))),
            )
            for name in found.get_table_names()
        }


class StoreSafetyContract(StoreOf):
    """Promises about what is kept."""

    # Transactions

    def test_a_failing_transaction_keeps_nothing(self, store: Store) -> None:
        with suppress(KeyError), store.transaction():
            store.workbooks.remember("TDP01", "first")
            store.submissions.save(submission(), EVENING)
            raise KeyError
        assert store.workbooks.known() == {}
        assert store.submissions.latest("ky-1") == {}

    def test_a_transaction_reads_what_it_wrote_and_others_do_not_yet(
        self, store: Store, other: Store
    ) -> None:
        with ThreadPoolExecutor(1) as pool, store.transaction():
            store.workbooks.remember("TDP01", "first")
            assert list(store.workbooks.known()) == ["TDP01"]
            assert pool.submit(store.workbooks.known).result() == {}
            assert other.workbooks.known() == {}
        assert list(other.workbooks.known()) == ["TDP01"]

    def test_a_transaction_within_another_is_kept_only_with_it(self, store: Store) -> None:
        with suppress(KeyError), store.transaction():
            with store.transaction():
                store.workbooks.remember("TDP01", "first")
            raise KeyError
        assert store.workbooks.known() == {}

    def test_what_is_read_at_one_moment_knows_nothing_of_what_is_written_meanwhile(
        self, store: Store
    ) -> None:
        with ThreadPoolExecutor(1) as pool, store.at_one_moment():
            assert store.workbooks.known() == {}
            pool.submit(store.workbooks.remember, "TDP01", "first").result()
            with store.at_one_moment():
                assert store.workbooks.known() == {}
            with pytest.raises(RuntimeError, match="written"):
                store.workbooks.remember("TDP02", "second")
        assert list(store.workbooks.known()) == ["TDP01"]

    def test_a_failing_transaction_within_another_is_undone_alone(self, store: Store) -> None:
        with store.transaction():
            store.workbooks.remember("TDP01", "first")
            with suppress(StoreError), store.transaction():
                store.workbooks.remember("TDP02", "second")
                store.workbooks.remember("TDP03", "first")
                raise AssertionError("two units got one workbook")
            store.workbooks.remember("TDP04", "fourth")
        assert list(store.workbooks.known()) == ["TDP01", "TDP04"]

    def test_a_rehearsal_begins_with_what_is_there_and_leaves_it_alone(self, store: Store) -> None:
        store.workbooks.remember("TDP01", "first")
        with rehearsal(store) as copy:
            copy.workbooks.remember("TDP02", "second")
            copy.workbooks.seen("TDP01", 5)
            assert copy.workbooks.known()["TDP01"].seen_version == 5
            assert list(store.workbooks.known()) == ["TDP01"]
        assert store.workbooks.known()["TDP01"].seen_version is None

    def test_nobody_waits_for_a_rehearsal(self, store: Store) -> None:
        with rehearsal(store) as copy:
            copy.runs.begin(EVENING)
            assert store.runs.begin(EVENING) == 1

    def test_the_store_opens_and_answers_while_another_process_writes(self, url: str, store: Store) -> None:
        with store.transaction(), open_store(url) as late:
            store.runs.begin(EVENING)
            assert late.runs.latest(5) == ()

    def test_threads_lose_none_of_each_other_s_writes(self, store: Store) -> None:
        def work(number: int) -> None:
            with store.transaction():
                store.workbooks.remember(f"TDP{number}", str(number))
                store.workbooks.seen(f"TDP{number}", number)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(40)))
        assert sum(book.seen_version or 0 for book in store.workbooks.known().values()) == sum(range(40))

    # Sudden death

    def test_death_in_a_transaction_loses_nothing_committed_and_keeps_nothing_else(self, url: str) -> None:
        command_line = [sys.executable, "-c", DIE_WRITING, url]
        with subprocess.Popen(command_line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"writing\n"
            process.kill()
        with open_store(url) as store:
            assert [(book.id, book.seen_version) for book in store.workbooks.known().values()] == [
                ("committed", None)
            ]
            assert store.locks.acquire("run", "next", EVENING, LATER) is None

    # Schema

    def test_processes_that_open_a_new_store_together_all_succeed(self, url: str) -> None:
        processes = [subprocess.Popen([sys.executable, "-W", "error", "-c", OPEN, url]) for _ in range(3)]
        assert [process.wait() for process in processes] == [0, 0, 0]

    def test_the_migrations_make_the_tables_that_the_code_expects(self, url: str) -> None:
        migrate(url, "upgrade", "head")
        migrate(url, "check")

    def test_a_new_store_has_what_the_migrations_make_one_after_another(self, url: str) -> None:
        migrate(url, "upgrade", "head")
        migrated = tables(url)
        with engine_of(url) as engine, connected(engine, writes=True) as connection:
            made = sa.MetaData()
            made.reflect(connection)
            made.drop_all(connection)
        open_store(url).close()
        assert tables(url) == migrated

    def test_the_migrations_files_say_what_they_bring_a_store_to(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        scripts = ScriptDirectory.from_config(config)
        assert list(REVISIONS) == [one.revision for one in scripts.walk_revisions()][::-1]
        assert scripts.get_current_head() == REVISIONS[-1]

    def test_a_store_of_this_version_is_opened_without_loading_what_migrates(
        self, url: str, store: Store
    ) -> None:
        done = subprocess.run(
            [sys.executable, "-c", f"{OPEN}; print('alembic' in sys.modules)", url],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "False\n"

    def test_what_the_first_version_kept_is_kept(self, url: str) -> None:
        execute(url, *IN_THE_FIRST_VERSION, alembic=("upgrade", "0001"))
        with open_store(url) as store:
            book = store.workbooks.known()["TDP01"]
            assert (book.id, book.ready, book.seen_version, book.feedback) == (
                "kept",
                True,
                41,
                "fingerprint",
            )
            assert store.outbox.claim("k", EVENING, LATER)
            with pytest.raises(StoreError):
                store.workbooks.remember("TDP02", "kept")

    def test_every_migration_can_be_undone_and_done_again(self, url: str, store: Store) -> None:
        store.workbooks.remember("TDP01", "kept")
        migrate(url, "downgrade", "0001")
        migrate(url, "upgrade", "head")
        assert list(store.workbooks.known()) == ["TDP01"]
        migrate(url, "downgrade", "base")
        migrate(url, "upgrade", "head")
        assert store.workbooks.known() == {}

    def test_a_store_of_a_newer_version_is_left_alone(self, url: str, store: Store) -> None:
        execute(url, "UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(StoreError, match="newer version"):
            open_store(url)

    def test_a_store_of_two_versions_is_left_alone(self, url: str, store: Store) -> None:
        execute(url, "INSERT INTO alembic_version (version_num) VALUES ('0003')")
        with pytest.raises(StoreError, match="two versions"):
            open_store(url)

    @pytest.mark.parametrize("body", ["{", "{}", '{"records": [{"gone": 1}], "state": "current"}'])
    def test_a_body_that_cannot_be_understood_is_told_as_such(
        self, url: str, store: Store, body: str
    ) -> None:
        store.submissions.save(submission(), EVENING)
        execute(url, f"UPDATE submissions SET body = '{body}'")  # noqa: S608
        with pytest.raises(StoreError, match="cannot read"):
            store.submissions.latest("ky-1")

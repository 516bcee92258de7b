"""Erasures, requests, encrypted backups and bytes that are really gone, on every kind of store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sheets_sync.errors import StoreError
from sheets_sync.store import Store
from sheets_sync.store.backups import backup_name, drop_old, kept_since
from sheets_sync.store.copying import back_up, opened_backup, restore
from sheets_sync.store.erasures import Erasure, plain, read_plain
from sheets_sync.store.sealing import PIECE, make_key, read_key, seal, unseal
from tests.contract.store_samples import EVENING, LATER, NEXT, StoreOf, submission

ONE = Erasure("a" * 32, EVENING, "theo yêu cầu", "", "mark", ({"kind": "name", "length": 5},))
SECRET = "Nguyễn Thị Hòa 0912345678"
#: Where a database keeps its files, and how its last writes get there.
Bytes = Callable[[], bytes]


class ErasingContract(StoreOf):
    """Subclasses give a `store`, and `held`: all bytes of the database's tables on disk."""

    def test_an_erasure_is_known_until_it_is_done(self, store: Store) -> None:
        store.erasures.remember(ONE)
        store.erasures.remember(replace(ONE, reason="again"))
        assert store.erasures.unfinished() == (ONE,)
        store.erasures.done(ONE.id, LATER)
        assert store.erasures.unfinished() == ()
        assert store.erasures.known() == (replace(ONE, done=LATER),)
        assert read_plain(plain(replace(ONE, done=LATER))) == ONE

    def test_a_request_has_its_days_and_what_became_of_it(self, store: Store) -> None:
        number = store.requests.ask("erase", EVENING, date(2024, 8, 16), date(2024, 8, 30))
        other = store.requests.ask("export", EVENING, date(2024, 8, 16), date(2024, 8, 30))
        assert store.requests.answered(number, LATER)
        assert store.requests.done(other, NEXT, "2 places")
        assert not store.requests.done(99, NEXT, "")
        one, two = store.requests.known()
        assert (one.answered, one.done, one.answer_by) == (LATER, None, date(2024, 8, 16))
        assert (two.answered, two.done, two.outcome) == (NEXT, NEXT, "2 places")

    def test_after_a_return_everything_is_to_be_erased_again_and_no_request_is_lost(
        self, store: Store, tmp_path: Path
    ) -> None:
        back_up(store, tmp_path / "backup.db")
        store.erasures.remember(ONE)
        store.erasures.done(ONE.id, LATER)
        store.erasures.expire("ky-1", "contact", EVENING)
        store.erasures.expired("ky-1", ["contact"], LATER)
        # What came since goes too: it is begun once more.
        store.erasures.expire("ky-1", "contact", LATER)
        assert [(one.at, one.done) for one in store.erasures.unidentified()] == [(EVENING, None)]
        store.erasures.expired("ky-1", ["contact"], LATER)
        number = store.requests.ask("erase", EVENING, date(2024, 8, 16), date(2024, 8, 30))
        restore(store, tmp_path / "backup.db", tmp_path / "aside.db", lambda: None)
        assert store.erasures.unfinished() == (ONE,)
        assert [(one.kind, one.done) for one in store.erasures.unidentified()] == [("contact", None)]
        assert [one.number for one in store.requests.known()] == [number]
        assert store.requests.ask("erase", EVENING, date(2024, 8, 16), date(2024, 8, 30)) > number

    def test_bytes_that_were_written_over_are_gone_from_the_files(self, store: Store, held: Bytes) -> None:
        for count in range(40):
            store.submissions.save(submission({"name": f"{SECRET} {count}"}), EVENING)
        assert SECRET.encode() in held()
        with store.database.transaction() as db:
            db.exec_driver_sql("UPDATE submissions SET body = '{}'")
        assert store.database.shred() == ""
        assert SECRET.encode() not in held()
        assert b"0912345678" not in held()

    def test_an_encrypted_backup_opens_with_its_key_alone(self, store: Store, tmp_path: Path) -> None:
        store.submissions.save(submission({"name": SECRET}), EVENING)
        file, key, other = tmp_path / "backup.db.sealed", tmp_path / "key", tmp_path / "other"
        make_key(key)
        make_key(other)
        assert key.stat().st_mode & 0o777 == 0o600
        back_up(store, file, read_key(key))
        assert file.stat().st_mode & 0o777 == 0o600
        assert b"SQLite" not in file.read_bytes()
        assert "Hòa".encode() not in file.read_bytes()
        with opened_backup(file, read_key(key)) as kept:
            assert kept.submissions.latest("ky-1") == store.submissions.latest("ky-1")
        for wrong in (None, read_key(other)):
            with (
                pytest.raises(StoreError, match="without it nobody can read this backup"),
                opened_backup(file, wrong),
            ):
                pass
        restore(store, file, tmp_path / "aside.db", lambda: None, read_key(key))
        assert [path.name for path in tmp_path.glob(".backup*")] == []


def check_pieces(tmp_path: Path) -> None:
    """Any size comes back, and nothing that was changed, cut off or put together otherwise."""
    make_key(tmp_path / "key")
    key = read_key(tmp_path / "key")
    for size in (0, 1, PIECE, PIECE + 1, 2 * PIECE):
        plain_file, sealed = tmp_path / f"{size}", tmp_path / f"{size}.sealed"
        plain_file.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
        seal(plain_file, sealed, key)
        unseal(sealed, tmp_path / f"{size}.back", key)
        assert (tmp_path / f"{size}.back").read_bytes() == plain_file.read_bytes()
    whole = sealed.read_bytes()
    begin, piece = len(whole) % (PIECE + 16), PIECE + 16
    parts = [whole[begin + at * piece : begin + (at + 1) * piece] for at in range(2)]
    for place, wrong in enumerate(
        (whole[:-1], whole[:-piece], whole[:begin] + parts[1] + parts[0], whole[:-5] + b"wrong")
    ):
        (tmp_path / f"wrong{place}").write_bytes(wrong)
        with pytest.raises(StoreError, match="damaged or was changed"):
            unseal(tmp_path / f"wrong{place}", tmp_path / f"wrong{place}.back", key)


def check_ages(tmp_path: Path) -> None:
    """Old backups go by age too, but for the latest; what a restore set aside goes by age alone."""
    names = [backup_name(EVENING + timedelta(days=day), sealed=day % 2 == 0) for day in (0, 10, 20)]
    aside = f"before-restore-{backup_name(EVENING)}"
    for name in (*names, aside):
        (tmp_path / name).touch()
    now = EVENING + timedelta(days=40)
    dropped = drop_old(tmp_path, 30, kept_since(now, 25))
    assert sorted(file.name for file in dropped) == sorted([names[0], names[1], aside])
    assert drop_old(tmp_path, 30, kept_since(now + timedelta(days=400), 25)) == []

"""Backups, their return and retention, on every kind of store."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sheets_sync.errors import StoreError
from sheets_sync.model import OfficeColumn, RecordKey
from sheets_sync.store import Removal, Store, open_store
from sheets_sync.store.backups import backup_name, drop_old
from sheets_sync.store.copying import back_up, restore
from sheets_sync.store.retention import prune
from tests.contract.store_samples import EVENING, LATER, MAIL, NEXT, finding, submission


def nobody() -> None:
    return None


def history(store: Store) -> list[datetime]:
    one = submission()
    return [at for at, _ in store.submissions.history(one.unit, one.form, one.period)]


class CopyingContract:
    """Subclasses give a `store`."""

    def test_a_backup_is_a_store_with_all_that_was_kept(self, store: Store, tmp_path: Path) -> None:
        store.submissions.save(submission({"plan": 1}), EVENING)
        store.workbooks.remember("TDP01", "book")
        file = tmp_path / "deep" / "backup.db"
        counts = back_up(store, file)
        assert (counts["submissions"], counts["workbooks"]) == (1, 1)
        with open_store(f"sqlite:///{file}") as copy:
            assert copy.submissions.latest("ky-1") == store.submissions.latest("ky-1")
            assert copy.workbooks.known() == store.workbooks.known()
        assert [path.name for path in file.parent.iterdir()] == ["backup.db"]
        with pytest.raises(StoreError, match="there already"):
            back_up(store, file)

    def test_what_came_after_a_backup_is_gone_once_it_is_restored(self, store: Store, tmp_path: Path) -> None:
        store.submissions.save(submission({"plan": 1}), EVENING)
        first = store.runs.begin(EVENING)
        back_up(store, tmp_path / "backup.db")
        store.submissions.save(submission({"plan": 2}), LATER)
        store.workbooks.remember("TDP02", "later")
        restore(store, tmp_path / "backup.db", tmp_path / "aside.db", nobody)
        assert len(history(store)) == 1
        assert store.workbooks.known() == {}
        # New rows are numbered on from what was restored.
        assert store.runs.begin(NEXT) > first
        with open_store(f"sqlite:///{tmp_path}/aside.db") as aside:
            assert list(aside.workbooks.known()) == ["TDP02"]

    def test_no_mail_goes_out_again_and_no_identity_is_given_twice_after_a_return(
        self, store: Store, tmp_path: Path
    ) -> None:
        other = replace(MAIL, key="other")
        store.outbox.queue(other, b"x", EVENING)
        assert store.submissions.issue_row_ids("A", 2) == ("A-0001", "A-0002")
        back_up(store, tmp_path / "backup.db")
        store.outbox.queue(MAIL, b"x", LATER)
        for key in (MAIL.key, "other"):
            store.outbox.sent(key, LATER)
        store.notices.record([("ky-1", "TDP01", "reminder", "3")], LATER)
        store.submissions.issue_row_ids("A", 3)
        restore(store, tmp_path / "backup.db", tmp_path / "aside.db", nobody)
        assert store.outbox.unsent() == ()
        assert not store.outbox.queue(MAIL, b"x", NEXT)
        assert store.notices.known() == (("ky-1", "TDP01", "reminder", "3", LATER),)
        store.notices.record([("ky-1", "TDP02", "reminder", "3")], NEXT)
        assert store.submissions.issue_row_ids("A", 1) == ("A-0006",)

    def test_what_left_the_master_and_what_the_office_wrote_since_stays_after_a_return(
        self, store: Store, tmp_path: Path
    ) -> None:
        record, comment = RecordKey("works", "TDP01", "A-0001"), OfficeColumn(code="comment")
        period = store.for_period("ky-1")
        before = Removal(replace(record, key="A-0000"), "Tổ 1", {"Tên": "Cũ"}, {})
        since = Removal(record, "Tổ 1", {"Tên": "Đường hoa"}, {comment: "Đã xem"})
        period.publications.remove(before, EVENING)
        period.reviews.remarked(record, comment, "Xem lại", EVENING, "")
        back_up(store, tmp_path / "backup.db")
        period.reviews.remarked(record, comment, "Đã xem", LATER, "vanphong@phuong.example")
        period.publications.remove(since, LATER)
        restore(store, tmp_path / "backup.db", tmp_path / "aside.db", nobody)
        assert period.publications.removed() == ((EVENING, before), (LATER, since))
        assert [one.text for one in period.reviews.history()] == ["Xem lại", "Đã xem"]
        restore(store, tmp_path / "aside.db", tmp_path / "again.db", nobody)
        assert len(period.publications.removed()) == len(period.reviews.history()) == 2

    def test_a_return_waits_for_a_run_and_refuses_what_is_no_backup(
        self, store: Store, tmp_path: Path
    ) -> None:
        store.workbooks.remember("TDP01", "book")
        back_up(store, tmp_path / "backup.db")
        (tmp_path / "letter.txt").write_text("Kính gửi", encoding="utf-8")
        with pytest.raises(StoreError, match="process 7"):
            restore(store, tmp_path / "backup.db", tmp_path / "aside.db", lambda: "process 7")
        for file in ("letter.txt", "nothing.db"):
            with pytest.raises(StoreError):
                restore(store, tmp_path / file, tmp_path / "aside.db", nobody)
        assert list(store.workbooks.known()) == ["TDP01"]

    def test_old_backups_make_room_for_new_ones(self, tmp_path: Path) -> None:
        names = [backup_name(EVENING + timedelta(days=day)) for day in range(5)]
        for name in (*names, "notes.txt"):
            (tmp_path / name).touch()
        dropped = drop_old(tmp_path, 2)
        assert sorted(path.name for path in dropped) == names[:3]
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names[3:], "notes.txt"])

    def test_retention_forgets_what_is_over_and_nothing_that_counts(self, store: Store) -> None:
        days = [EVENING + timedelta(days=day) for day in range(4)]
        for plan, at in enumerate(days):
            store.submissions.save(submission({"plan": plan}), at)
        store.findings.record({"TDP01": ([finding()], ())}, days[0])
        store.findings.record({"TDP01": ([], ())}, days[1])
        store.findings.record({"TDP01": ([finding()], ())}, days[2])
        for at in days:
            store.runs.finish(store.runs.begin(at, full=at == days[0]), at)
        for at in days[1:]:
            store.jobs.passed_over("backup", at)
        waiting = replace(MAIL, key="waiting")
        for mail in (MAIL, waiting):
            store.outbox.queue(mail, b"text", days[0])
        store.outbox.sent(MAIL.key, days[0])
        dropped = replace(MAIL, key="dropped")
        store.outbox.queue(dropped, b"text", days[0])
        store.outbox.drop(["dropped"], "too old")
        for at in days[1:]:
            store.addresses.served(MAIL.key, ["a@b.vn"], at)
        forgotten = prune(store, days[2])
        singles = ("submissions", "findings", "runs", "job_runs", "handovers")
        assert forgotten == {**dict.fromkeys(singles, 1), "mails": 2}
        assert history(store) == days[1:]
        assert [one.mended for one in store.findings.history("TDP01")] == [None]
        assert store.runs.last_full(days[-1]) == days[0]
        assert [one.message for one in store.outbox.unsent()] == [b"text"]
        assert not store.outbox.queue(MAIL, b"text", days[3])
        assert prune(store, days[2]) == dict.fromkeys(forgotten, 0)

"""Many campaigns in one database, on every kind of store."""

from functools import partial
from pathlib import Path

import pytest

from sheets_sync.errors import StoreError
from sheets_sync.store import Store, open_store
from sheets_sync.store.campaigns import LONGEST_NAME, schema_of
from sheets_sync.store.copying import back_up, restore
from tests.contract.store_samples import EVENING, MAIL, StoreOf, race, submission


def books(store: Store) -> dict[str, str]:
    known = store.for_period("ky-1").workbooks.known()
    return {code: book.id for code, book in known.items()}


def held(store: Store) -> list[object]:
    """Of several kinds something: the same in each campaign."""
    return [
        sorted(store.submissions.latest("ky-1")),
        [mail.key for mail in store.outbox.unsent()],
        [run.number for run in store.for_period("ky-1").runs.latest(9)],
    ]


def fill(store: Store, book: str) -> None:
    period = store.for_period("ky-1")
    period.workbooks.remember("TDP01", book)
    store.submissions.save(submission({"plan": 1}), EVENING)
    store.outbox.queue(MAIL, b"x", EVENING)
    period.runs.begin(EVENING)


class CampaignsContract(StoreOf):
    """Subclasses give the `url` of an empty database."""

    def test_campaigns_in_one_database_never_see_each_other(self, url: str) -> None:
        with open_store(url, "thi-dua") as one, open_store(url, "che-do") as two:
            fill(one, "book-1")
            fill(two, "book-2")
            for store, book in ((one, "book-1"), (two, "book-2")):
                assert held(store) == [[("TDP01", "economy")], [MAIL.key], [1]]
                assert books(store) == {"TDP01": book}
            assert two.submissions.issue_row_ids("A", 1) == one.submissions.issue_row_ids("A", 1)
        # Each is found again, and the first one where a version without campaigns would look for it.
        with open_store(url, "che-do") as two, open_store(url) as one, open_store(url, "ba") as three:
            assert [books(one), books(two), books(three)] == [{"TDP01": "book-1"}, {"TDP01": "book-2"}, {}]

    def test_a_store_that_is_nobody_s_belongs_to_the_campaign_that_opens_it_first(self, url: str) -> None:
        with open_store(url) as before:
            fill(before, "book")
        with open_store(url, "thi-dua") as one, open_store(url, "che-do") as two:
            assert [books(one), books(two)] == [{"TDP01": "book"}, {}]

    def test_campaigns_that_open_a_new_database_at_once_each_get_a_place(self, url: str) -> None:
        codes = ("a", "b", "a", "b")

        def issue(code: str) -> None:
            with open_store(url, code) as store:
                store.submissions.issue_row_ids(code, 1)

        race(*(partial(issue, code) for code in codes))
        for code in "ab":
            with open_store(url, code) as store:
                assert store.submissions.issue_row_ids(code, 1) == (f"{code}-{codes.count(code) + 1:04d}",)
                assert store.database.counts()["row_ids"] == 1

    def test_a_campaign_writes_while_another_is_in_the_middle_of_writing(self, url: str) -> None:
        with open_store(url, "thi-dua") as one, open_store(url, "che-do") as two, one.transaction():
            one.submissions.issue_row_ids("A", 1)
            assert race(lambda: two.for_period("ky-1").runs.begin(EVENING)) == [1]

    def test_a_backup_comes_back_to_its_own_campaign_alone(self, url: str, tmp_path: Path) -> None:
        file, aside = tmp_path / "backup.db", tmp_path / "aside.db"
        with open_store(url, "thi-dua") as one, open_store(url, "che-do") as two:
            fill(one, "book-1")
            fill(two, "book-2")
            back_up(two, file)
            with pytest.raises(StoreError, match=r"backup of the campaign che-do, .* that of thi-dua"):
                restore(one, file, aside, lambda: None)
            two.for_period("ky-1").workbooks.remember("TDP01", "later")
            restore(two, file, aside, lambda: None)
            assert [books(one), books(two)] == [{"TDP01": "book-1"}, {"TDP01": "book-2"}]
        with open_store(url, "che-do") as again:
            assert books(again) == {"TDP01": "book-2"}

    def test_what_is_shredded_of_one_campaign_leaves_the_other_as_it_is(self, url: str) -> None:
        with open_store(url, "thi-dua") as one, open_store(url, "che-do") as two:
            fill(one, "book-1")
            fill(two, "book-2")
            assert two.database.shred() == ""
            assert [books(one), books(two)] == [{"TDP01": "book-1"}, {"TDP01": "book-2"}]


def check_names() -> None:
    """Codes that begin alike, however long, have places of their own."""
    long = "a" * LONGEST_NAME
    names = {schema_of(code) for code in ("a", long, f"{long}b", f"{long}c")}
    assert len(names) == 4
    assert all(len(name) <= LONGEST_NAME for name in names)

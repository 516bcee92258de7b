"""What every store answers about what followed from the reports."""

from sheets_sync.store import Store
from sheets_sync.store.ledger import Comparison, Head, Kept
from tests.contract.store_samples import LATER, StoreOf

HEAD = Head("terms", LATER, 3, "[]")
FIRST, SECOND = Kept("[1]", '{"7":["A/1"]}'), Kept("[2]", "{}")
OF_A, OF_B = Comparison("economy", "KT01", "A", "[5]"), Comparison("economy", "KT01", "B", "[6]")


class LedgerContract(StoreOf):
    """What is kept of each unit and of all together."""

    def test_what_is_kept_of_units_is_found_by_unit_and_by_mark(self, store: Store) -> None:
        ledger = store.for_period("ky-1").ledger
        ledger.keep_all(HEAD, {"A": FIRST, "B": SECOND}, [OF_A, OF_B])
        assert ledger.head() == HEAD
        assert (ledger.stances(), ledger.rows()) == ({"A": "[1]", "B": "[2]"}, {"A": FIRST.rows, "B": "{}"})
        assert sorted(ledger.compared("economy", "KT01")) == [OF_A, OF_B]
        assert ledger.comparisons_of("B") == [OF_B]
        assert store.for_period("ky-2").ledger.head() is None

    def test_some_units_anew_leave_the_others_as_they_were(self, store: Store) -> None:
        ledger = store.for_period("ky-1").ledger
        ledger.keep_all(HEAD, {"A": FIRST, "B": SECOND}, [OF_A, OF_B])
        later = Head("terms", LATER, 4, "[1]")
        ledger.keep(later, {"A": SECOND}, [])
        assert (ledger.head(), ledger.stances()) == (later, {"A": "[2]", "B": "[2]"})
        assert ledger.compared("economy", "KT01") == [OF_B]

    def test_all_units_anew_forget_who_is_gone(self, store: Store) -> None:
        ledger = store.for_period("ky-1").ledger
        ledger.keep_all(HEAD, {"A": FIRST, "B": SECOND}, [OF_A, OF_B])
        ledger.keep_all(HEAD, {"A": FIRST}, [OF_A])
        assert ledger.stances() == {"A": "[1]"}
        assert ledger.compared("economy", "KT01") == [OF_A]

    def test_nothing_holds_once_it_is_forgotten_or_everything_is_to_be_read(self, store: Store) -> None:
        ledger = store.for_period("ky-1").ledger
        for forget in (ledger.forget, store.workbooks.forget_tokens):
            ledger.keep_all(HEAD, {"A": FIRST}, [])
            forget()
            assert ledger.head() is None

"""What the outbox promises on every kind of store, beside the claims in store_contract.py."""

from dataclasses import replace
from datetime import timedelta

from sheets_sync.store import Store, Trouble, Unreached
from sheets_sync.store.outbox import REPLACED
from tests.contract.store_samples import EVENING, LATER, MAIL, NEXT, StoreOf

BOUNCED = {"a@b.vn": "550 5.1.1 Không có hộp thư"}


class OutboxContract(StoreOf):
    """A subclass gives `url`."""

    def test_a_mail_that_was_put_off_is_ready_from_its_next_attempt_on(self, store: Store) -> None:
        store.outbox.queue(MAIL, b"", EVENING)
        store.outbox.failed(MAIL.key, "451 later", LATER)
        assert store.outbox.ready(LATER - timedelta(seconds=1)) == ()
        assert [one.key for one in store.outbox.ready(LATER)] == [MAIL.key]
        assert [one.not_before for one in store.outbox.unsent()] == [LATER]

    def test_who_has_a_mail_and_who_never_will_is_kept(self, store: Store) -> None:
        store.outbox.queue(MAIL, b"", EVENING)
        assert store.outbox.claim(MAIL.key, EVENING, NEXT)
        store.outbox.partly_sent(MAIL.key, "451 later", LATER, ["c@d.vn"], BOUNCED)
        (one,) = store.outbox.ready(LATER)
        assert (one.served, one.bounced, one.claimed_until) == (("c@d.vn",), BOUNCED, None)

    def test_a_mail_that_was_given_up_is_neither_waiting_nor_claimed_nor_queued_again(
        self, store: Store
    ) -> None:
        store.outbox.queue(MAIL, b"", EVENING)
        store.outbox.gave_up(MAIL.key, "550 unknown", BOUNCED)
        assert store.outbox.unsent() == ()
        assert not store.outbox.claim(MAIL.key, NEXT, NEXT + timedelta(days=1))
        assert not store.outbox.queue(MAIL, b"", NEXT)
        (one,) = store.outbox.all()
        assert (one.given_up, one.sent, one.failure, one.bounced) == (True, None, "550 unknown", BOUNCED)

    def test_recipients_are_counted_one_by_one_in_order(self, store: Store) -> None:
        store.addresses.served("a", ["a@b.vn", "c@d.vn"], NEXT)
        store.addresses.served("b", ["a@b.vn"], EVENING)
        store.addresses.served("c", ["a@b.vn"], LATER)
        store.addresses.served("d", [], LATER)
        assert store.addresses.served_between(EVENING, NEXT) == (LATER, NEXT, NEXT)
        assert store.addresses.last_served() == {"a@b.vn": NEXT, "c@d.vn": NEXT}

    def test_an_address_is_unreached_since_the_first_time_until_it_takes_a_mail(self, store: Store) -> None:
        unreached = store.addresses.unreached
        unreached("a@b.vn", "452 4.2.2", EVENING, "full-mailbox", permanent=False)
        unreached("a@b.vn", "552 5.2.2", LATER, "full-mailbox", permanent=True)
        unreached("c@d.vn", "550", NEXT, "", permanent=True)
        assert store.addresses.known() == (
            Unreached("a@b.vn", "552 5.2.2", LATER, EVENING, True, "full-mailbox"),
            Unreached("c@d.vn", "550", NEXT, NEXT, True, ""),
        )
        store.addresses.served("key", ["a@b.vn", "x@y.vn"], NEXT)
        assert [one.address for one in store.addresses.known()] == ["c@d.vn"]

    def test_a_trouble_lasts_since_the_first_time_until_a_mail_leaves(self, store: Store) -> None:
        assert store.post.trouble() is None
        store.post.barred("554 relay", "relay", EVENING)
        store.post.barred("554 still", "relay", LATER)
        assert store.post.trouble() == Trouble("554 still", "relay", EVENING, LATER)
        store.post.open()
        assert store.post.trouble() is None

    def test_the_places_from_which_mails_may_leave_are_kept(self, store: Store) -> None:
        for place in ("a:/x", "b:/y", "a:/x"):
            store.post.settle(place, EVENING)
        assert store.post.places() == {"a:/x", "b:/y"}

    def test_a_mail_is_dropped_with_a_note_once_unless_somebody_is_handing_it_over(
        self, store: Store
    ) -> None:
        store.outbox.queue(MAIL, b"", EVENING)
        assert store.outbox.claim(MAIL.key, EVENING, NEXT)
        assert store.outbox.drop([MAIL.key], "too old", LATER) == 0
        assert store.outbox.drop([MAIL.key], "too old", NEXT) == 1
        assert store.outbox.drop([MAIL.key], "again", NEXT) == 0
        assert store.outbox.unsent() == ()
        assert not store.outbox.claim(MAIL.key, NEXT, NEXT + timedelta(days=1))
        assert [one.dropped for one in store.outbox.all()] == ["too old"]
        assert not store.outbox.queue(MAIL, b"", NEXT)

    def test_a_mail_whose_place_was_taken_comes_back_when_it_holds_again(self, store: Store) -> None:
        store.outbox.queue(MAIL, b"old", EVENING)
        store.outbox.failed(MAIL.key, "421", NEXT)
        store.outbox.drop([MAIL.key], f"{REPLACED} by another", LATER)
        assert not store.outbox.knows(MAIL.key)
        tells = [("ky-1", "TDP01", "reminder", "3")]
        assert store.outbox.queue(MAIL, b"new", LATER, made=NEXT, tells=tells)
        (one,) = store.outbox.ready(LATER)
        assert (one.message, one.attempts, one.made, one.tells) == (b"new", 0, NEXT, tuple(tells))

    def test_the_last_mail_of_a_kind_that_somebody_got_is_known(self, store: Store) -> None:
        for key, at in (("a", EVENING), ("b", LATER), ("c", NEXT)):
            store.outbox.queue(replace(MAIL, key=key), b"", at)
        store.outbox.sent("a", NEXT)
        store.outbox.partly_sent("b", "451", NEXT, ["a@b.vn"], {})
        found = store.outbox.last_sent(MAIL.kind)
        assert found is not None
        assert found.key == "b"
        assert store.outbox.last_sent("digest") is None

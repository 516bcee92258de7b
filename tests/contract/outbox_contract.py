"""What the outbox promises on every kind of store, beside the claims in store_contract.py."""

from dataclasses import replace
from datetime import timedelta

from sheets_sync.store import Store
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

    def test_the_moments_at_which_mails_left_are_known_in_order(self, store: Store) -> None:
        for key, at in (("a", NEXT), ("b", EVENING), ("c", LATER)):
            store.outbox.queue(replace(MAIL, key=key), b"", EVENING)
            store.outbox.sent(key, at)
        assert store.outbox.sent_since(EVENING) == (LATER, NEXT)

    def test_an_address_that_takes_mails_again_is_no_longer_told(self, store: Store) -> None:
        for reason in ("550 5.1.1", "552 5.2.2"):
            store.outbox.bounced("a@b.vn", reason, EVENING)
        store.outbox.bounced("c@d.vn", "550", EVENING)
        assert store.outbox.bounces() == {"a@b.vn": "552 5.2.2", "c@d.vn": "550"}
        store.outbox.delivered_to(["a@b.vn", "x@y.vn"])
        assert store.outbox.bounces() == {"c@d.vn": "550"}

"""Empty the outbox: each mail at most once by its key, one failing mail never stops the others."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

from sheets_sync.errors import MailError
from sheets_sync.mail.transports import Transport
from sheets_sync.store import Store

#: How long one process may take over one mail.
CLAIM = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of the mails that were waiting."""

    sent: int
    #: Key to reason; these stay in the outbox and are tried again by the next delivery.
    failed: dict[str, str]


def deliver(store: Store, transport: Transport, at: datetime) -> DeliveryReport:
    """Send what is waiting, except what another process is sending.

    A crash between sending and noting it hands the mail over again once its claim has run out; the folder
    transport then overwrites the same file.
    """
    sent, failed = 0, {}
    for queued in store.outbox.unsent():
        if not store.outbox.claim(queued.key, at, at + CLAIM):
            continue
        built = message_from_bytes(queued.message, policy=SMTP)
        try:
            transport.send(built, queued.key)
        except MailError as error:
            failed[queued.key] = str(error)
            store.outbox.failed(queued.key, str(error))
        else:
            sent += 1
            store.outbox.sent(queued.key, at)
    return DeliveryReport(sent, failed)

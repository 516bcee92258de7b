"""Mails: composed from what was found, kept in the outbox, handed to a transport."""

from sheets_sync.mail.compose import Digest, Letterhead, office_digest, validation_mail
from sheets_sync.mail.delivery import DeliveryReport, deliver
from sheets_sync.mail.message import Sender, message
from sheets_sync.mail.transports import FolderTransport, Transport

__all__ = [
    "DeliveryReport",
    "Digest",
    "FolderTransport",
    "Letterhead",
    "Sender",
    "Transport",
    "deliver",
    "message",
    "office_digest",
    "validation_mail",
]

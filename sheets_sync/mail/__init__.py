"""Mails: composed from what was found, kept in the outbox, handed to a transport."""

from sheets_sync.mail.compose import Letterhead, PeriodDigest, PeriodOverview, Writer
from sheets_sync.mail.delivery import DeliveryReport, deliver
from sheets_sync.mail.message import Sender, message
from sheets_sync.mail.pace import Limits
from sheets_sync.mail.transports import FolderTransport, Handed, Refusal, Transport

__all__ = [
    "DeliveryReport",
    "FolderTransport",
    "Handed",
    "Letterhead",
    "Limits",
    "PeriodDigest",
    "PeriodOverview",
    "Refusal",
    "Sender",
    "Transport",
    "Writer",
    "deliver",
    "message",
]

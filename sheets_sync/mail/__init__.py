"""Mails: composed from what was found, kept in the outbox, handed to a transport."""

from sheets_sync.mail.compose import Letterhead, PeriodDigest, PeriodOverview, Writer
from sheets_sync.mail.delivery import DeliveryReport, Limits, deliver
from sheets_sync.mail.message import Sender, message
from sheets_sync.mail.transports import FolderTransport, Transport

__all__ = [
    "DeliveryReport",
    "FolderTransport",
    "Letterhead",
    "Limits",
    "PeriodDigest",
    "PeriodOverview",
    "Sender",
    "Transport",
    "Writer",
    "deliver",
    "message",
]

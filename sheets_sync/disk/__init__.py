"""The disk: files that are there whole or not at all, and what to do when the system refuses one."""

from sheets_sync.disk.remedies import OF_THE_MACHINE, remedy
from sheets_sync.disk.whole import PRIVATE, write_new, write_whole

__all__ = ["OF_THE_MACHINE", "PRIVATE", "remedy", "write_new", "write_whole"]

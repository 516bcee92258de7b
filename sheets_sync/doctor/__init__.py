"""What could be wrong before anything goes wrong: each check with what it saw and what to do about it."""

from sheets_sync.doctor.check import Check, Verdict
from sheets_sync.doctor.examination import examine, of_mistakes

__all__ = ["Check", "Verdict", "examine", "of_mistakes"]

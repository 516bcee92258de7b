"""Defects of ours: told with a file that holds the details, and never as a traceback."""

import os
import tempfile
import traceback
from dataclasses import dataclass

#: What Python says where the system lends it no memory for another thread.
NO_THREAD = "can't start new thread"
NO_MEMORY = "This computer, or the limit that was set for this program, has too little memory."
MORE_MEMORY = "Close other programs, or give it more (512 MB are enough for a ward), then run it again."


@dataclass(frozen=True, slots=True)
class Defect:
    """What went wrong in our own code, and what to do about it."""

    message: str
    remedy: str

    @classmethod
    def of(cls, error: Exception) -> "Defect":
        """Leaves the details in a file, where one can be written.

        What the computer did not let happen, for want of memory, is none.
        """
        if isinstance(error, MemoryError) or NO_THREAD in str(error):
            return cls(NO_MEMORY, MORE_MEMORY)
        message = (
            f"This is a defect of sheets-sync, not a mistake of yours ({type(error).__name__}: {error})."
        )
        try:
            number, file = tempfile.mkstemp(prefix="sheets-sync-", suffix=".log")
            with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as opened:
                opened.writelines(traceback.format_exception(error))
        except OSError as unwritten:
            return cls(message, f"Report it; the details could not be written ({unwritten.strerror}).")
        return cls(message, f"Report it with the details in {file}.")

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"

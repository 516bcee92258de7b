"""In the morning of working days: who has reported and who has not, for the office and the leadership."""

from .mailing import send
from .work import Done, Work


def office_digest(work: Work) -> Done:
    """Send the digest unless it would say the same as the last one."""
    return send(work, "office")

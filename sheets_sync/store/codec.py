"""Submissions as JSON text and back, with every value's type kept."""

import json
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sheets_sync.model import Finding, Record, Severity, State, Submission


def dump(value: object) -> str:
    """JSON text; Decimal, date and datetime are tagged."""
    return json.dumps(value, default=_tagged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(text: str) -> Any:
    """What `dump` was given."""
    return json.loads(text, object_hook=_untagged)


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    raise TypeError(f"{type(value).__name__} is not kept in the store")


def _untagged(found: dict[str, Any]) -> object:
    match found:
        case {"$decimal": text, **rest} if not rest:
            return Decimal(text)
        case {"$moment": text, **rest} if not rest:
            return datetime.fromisoformat(text)
        case {"$date": text, **rest} if not rest:
            return date.fromisoformat(text)
    return found


def dump_submission(submission: Submission) -> str:
    """A submission as text; equal submissions give equal texts."""
    return dump(asdict(submission))


def load_submission(text: str) -> Submission:
    """The submission that `dump_submission` was given."""
    body = load(text)
    body["state"] = State(body["state"])
    body["records"] = tuple(Record(**record) for record in body["records"])
    body["findings"] = tuple(
        Finding(**{**finding, "severity": Severity(finding["severity"])}) for finding in body["findings"]
    )
    return Submission(**body)

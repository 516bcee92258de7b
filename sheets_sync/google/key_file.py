"""What the key file of a service account tells that is no secret."""

import json

from sheets_sync.google.refusals.kinds import UNNAMED
from sheets_sync.google.settings import GoogleSettings


def of_key_file(settings: GoogleSettings, name: str) -> str:
    """What it holds under a name; empty where it cannot be read."""
    if settings.credentials_file is None:
        return ""
    try:
        return str(json.loads(settings.credentials_file.read_bytes()).get(name, ""))
    except (OSError, ValueError, AttributeError):
        return ""


def address_of(settings: GoogleSettings) -> str:
    """Address of the service account as far as it is known without signing in; else `UNNAMED`."""
    told = of_key_file(settings, "client_email") if settings.auth == "service-account" else ""
    return settings.impersonate or told or UNNAMED

"""Each host that is asked, tried through the proxy and the certificates as they are configured."""

import json
from urllib.parse import urlsplit

import requests

from sheets_sync.config.loading import Config
from sheets_sync.doctor.check import Check, failed, good
from sheets_sync.google import GoogleSettings
from sheets_sync.google.answers import refused, told_by
from sheets_sync.google.refusals import Asked, Told, refusal_of
from sheets_sync.google.refusals.kinds import ACCOUNTS
from sheets_sync.google.translation import FOREIGN, failure_from

NAME = "hosts"
#: Nothing is there: Google says so in its own way, and whoever else answers gives himself away.
PATH = "/v4/spreadsheets/doctor"
APIS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
GMAIL, IAM = "https://gmail.googleapis.com", "https://iamcredentials.googleapis.com"


def hosts(config: Config, settings: GoogleSettings) -> tuple[str, ...]:
    """Addresses of every server that the campaign asks, each once."""
    found: list[str | None] = [settings.api_base_url] if settings.api_base_url else [*APIS]
    if settings.auth != "anonymous":
        found.append(_sign_in(settings) or (None if settings.api_base_url else f"https://{ACCOUNTS}"))
    if settings.impersonate and not settings.api_base_url:
        found.append(IAM)
    if config.mail.transport == "gmail":
        found.append(config.mail.gmail_base_url or GMAIL)
    return tuple(dict.fromkeys(address.rstrip("/") for address in found if address))


def examine_hosts(config: Config, settings: GoogleSettings) -> Check:
    """One call a host, without signing in."""
    addresses = hosts(config, settings)
    refusals = [why for address in addresses if (why := _refusal(address, settings.timeout[0]))]
    names = ", ".join(urlsplit(address).netloc for address in addresses)
    if refusals:
        remedy = "See “Network, proxy and certificates” in docs/operate.md."
        return failed(NAME, " ".join(refusals), remedy)
    return good(NAME, f"All answer: {names}.")


def _refusal(address: str, timeout: float) -> str:
    """Why a host cannot be asked; empty when it can: any answer of Google's own will do."""
    asked = Asked(host=urlsplit(address).hostname or "")
    try:
        answer = requests.get(address + PATH, timeout=timeout, allow_redirects=False)
    except FOREIGN as error:
        return f"{asked.host}: {failure_from(error, asked).error}"
    told = told_by(answer)
    # Google has pages of its own for addresses that do not exist.
    own = "google" in f"{answer.headers.get('Server', '')} {told.message}".lower() or "!!1" in told.message
    if answer.status_code == 407 or (told.page and not own and _is_strange(told, asked)):
        return f"{asked.host}: {refused(answer, asked).error}"
    return ""


def _is_strange(told: Told, asked: Asked) -> bool:
    return refusal_of(told, asked).code.startswith("web-page")


def _sign_in(settings: GoogleSettings) -> str:
    """Where tokens come from, as the key or the kept sign-in has it; empty when that cannot be read."""
    file = settings.token_file if settings.auth == "user" else settings.credentials_file
    try:
        told = json.loads(file.read_bytes()) if file else {}
        place = urlsplit(str(told.get("token_uri", "")))
    except (OSError, ValueError, AttributeError):
        return ""
    return f"{place.scheme}://{place.netloc}" if place.netloc else ""

"""Answers of the real Google, kept for replay without anybody's ids, addresses and names.

A file a test: {"scenario", "interactions"}, each interaction with method, host, path, request_body, status,
response_body and response_content_type.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

#: Ids of files and folders, addresses, and the numbers of projects.
FILE_ID = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{25,}(?![\w-])")
ADDRESS = re.compile(r"[\w.+-]+@(?!\S*\.invalid\b)[\w-]+(?:\.[\w-]+)+")
PROJECT = re.compile(r"project_number:\d+")
#: Fields about people and addresses that are left out whole.
PERSONAL = frozenset({"displayName", "photoLink", "permissionId", "id_token", "access_token"})
HOSTS = {"sheets.googleapis.com": "sheets", "www.googleapis.com": "drive", "docs.google.com": "docs"}


class Recorder:
    """Keeps what was asked and answered, test by test; without a folder, nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        #: How the run's workbook was made: every test's session begins with it.
        self._opening: list[dict[str, Any]] | None = None
        self._interactions: list[dict[str, Any]] = []

    def begin(self) -> None:
        """Another test."""
        if self._opening is None:
            self._opening = self._interactions
        self._interactions = list(self._opening)

    def note(self, method: str, response: requests.Response, body: Any) -> None:
        """One call and its answer."""
        if self._folder is None:
            return
        parts = urlsplit(response.request.url or "")
        told = response.headers.get("Content-Type", "")
        answer = (
            (response.json() if "json" in told else response.content.decode("utf-8", "replace"))
            if response.content
            else None
        )
        host = "drive" if parts.path.startswith("/drive/") else HOSTS.get(parts.hostname or "", "sheets")
        self._interactions.append(
            {
                "method": method,
                "host": host,
                "path": parts.path + (f"?{parts.query}" if parts.query else ""),
                "request_body": body,
                "status": response.status_code,
                "response_body": answer,
                "response_content_type": told,
            }
        )

    def keep(self, scenario: str) -> None:
        """Write the test's file."""
        if self._folder is None or not self._interactions:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        found = {"scenario": scenario, "interactions": _without_people(self._interactions)}
        text = json.dumps(found, ensure_ascii=False, indent=1)
        text = ADDRESS.sub("owner@example.com", PROJECT.sub("project_number:1", FILE_ID.sub(_other_id, text)))
        (self._folder / f"{scenario}.json").write_text(text + "\n", encoding="utf-8")


def _other_id(match: re.Match[str]) -> str:
    """An id of the same length that tells nothing, the same one for the same id."""
    digest = hashlib.sha256(match[0].encode()).hexdigest() * 2
    return f"1x{digest}"[: len(match[0])]


def _without_people(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_people(item) for item in value]
    if isinstance(value, dict):
        return {
            name: "owner@example.com" if name in PERSONAL and isinstance(item, str) else _without_people(item)
            for name, item in value.items()
        }
    return value

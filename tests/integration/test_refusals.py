"""The catalogue of refusals, row by row of refusals.csv: what answers, and what we make of it."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.errors import AccessDenied, GoogleError
from sheets_sync.google import Google, GoogleSettings
from sheets_sync.google.refusals import CATALOGUE
from sheets_sync.model import WritePlan
from sheets_sync.sheets.batch import hide_sheet

from .conftest import LocalGoogle

ADDRESS = "sync@local-google.iam.gserviceaccount.com"
UNIT, BOOK = "to1@phuong.example", "1AbC"
#: What is asked, by the column `where`: the calls that are struck, as method and path, and what makes them.
ASKED: dict[str, tuple[str, str, Callable[[Google], object]]] = {
    "sign-in": ("POST", "^/token", lambda google: google.read(BOOK)),
    "read": ("GET", "^/v4/", lambda google: google.read(BOOK)),
    "write": ("POST", ":batchUpdate", lambda google: google.apply(WritePlan(BOOK, (hide_sheet(1),)))),
    "share": ("POST", "/permissions", lambda google: google.share(BOOK, UNIT)),
    "create": ("POST", "^/drive/v3/files$", lambda google: google.create("Tổ dân phố 1", {})),
    "changes": ("GET", "^/drive/v3/changes$", lambda google: google.changes("17")),
    "drive": ("GET", "^/drive/v3/drives/", lambda google: google.name_of_drive("0Drive")),
}
#: What no server can answer: test_refused_on_the_way.py and tests/unit/google try these; `no-storage` is
#: a person's.
ELSEWHERE = {
    "proxy-password-in-tunnel",
    "proxy",
    "certificate",
    "dns",
    "not-sent",
    "cut-off",
    "malformed",
    "missing",
    "no-credentials",
    "no-storage",
}


def rows() -> list[Mapping[str, str]]:
    with (Path(__file__).parent / "refusals.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def body(row: Mapping[str, str]) -> Any:
    """An answer in the shape of OAuth, Drive or Sheets, a web page, or other JSON."""
    reason, message = row["reason"], row["message"].replace("UNIT", UNIT)
    if row["shape"] == "page":
        return f"<html><head><title>{message}</title></head><body>…</body></html>"
    if row["shape"] == "json":
        return json.loads(message)
    if row["shape"] == "oauth":
        kind = next((one for one in ("invalid_rapt", "rapt_required") if one in message), "")
        told = {"error": reason, "error_description": message, "error_subtype": kind}
        return {name: text for name, text in told.items() if text}
    if row["shape"] == "drive":
        named = {"reason": reason, "message": message, "domain": "global"}
        return {"error": {"message": message, "errors": [named]}}
    status, _, inner = reason.partition(" ")
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": inner}
    return {"error": {"message": message, "status": status, "details": [info] if inner else []}}


def fail(local: LocalGoogle, row: Mapping[str, str], **more: Any) -> None:
    method, route, _ = ASKED[row["where"]]
    told = {"status": int(row["status"]), "body": body(row)}
    local.fail("answer", method=method, route=route, answer=told, **more)


@pytest.fixture
def signed_in(settings: GoogleSettings, key_file: Path) -> Iterator[Google]:
    mine = replace(settings, auth="service-account", credentials_file=key_file, attempts=2)
    with Google(mine, "provision") as google:
        yield google


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['where']}-{row['status']}-{row['refusal']}")
def test_each_refusal_is_known_and_only_what_passes_is_asked_again(
    row: Mapping[str, str], signed_in: Google, local: LocalGoogle
) -> None:
    fail(local, row)
    with pytest.raises(GoogleError) as raised:
        ASKED[row["where"]][2](signed_in)
    error = raised.value
    found = (error.refusal, type(error).__name__, str(error.status))
    assert found == (row["refusal"], row["error"], row["status"])
    names = {"UNIT": UNIT, "ACCOUNT": ADDRESS, "BASE": local.base_url, "BOOK": BOOK}
    remedy = row["remedy"]
    for name, value in names.items():
        remedy = remedy.replace(name, value)
    assert remedy in str(error)
    passes = any(one.passes for one in CATALOGUE if one.code == row["refusal"])
    assert signed_in.log.calls[-1].attempts == (2 if passes else 1)


@pytest.mark.parametrize("refusal", ["web-page", "sign-in-later"])
def test_what_passes_at_the_sign_in_heals_by_itself(
    refusal: str, signed_in: Google, local: LocalGoogle
) -> None:
    fail(local, next(row for row in rows() if row["refusal"] == refusal), count=1)
    assert signed_in.start_page_token()


def test_every_line_of_the_catalogue_is_tried() -> None:
    codes = [one.code for one in CATALOGUE]
    assert len(codes) == len(set(codes))
    assert set(codes) == ({row["refusal"] for row in rows()} - {"unknown"}) | ELSEWHERE
    assert min(Counter(row["kind"] for row in rows()).values()) > 10


def test_googles_innermost_words_are_kept(signed_in: Google, local: LocalGoogle) -> None:
    row = next(row for row in rows() if row["refusal"] == "share-needs-mail")
    fail(local, row)
    with pytest.raises(AccessDenied) as raised:
        signed_in.share(BOOK, UNIT)
    assert raised.value.said.startswith(f"You are trying to invite {UNIT}. Since there is no Google account")
    assert raised.value.said.endswith("box to invite this recipient.")


def test_the_client_id_of_the_key_stands_where_an_administrator_needs_it(
    signed_in: Google, local: LocalGoogle, key_file: Path
) -> None:
    fail(local, next(row for row in rows() if row["refusal"] == "delegation"))
    with pytest.raises(AccessDenied) as raised:
        signed_in.read(BOOK)
    assert json.loads(key_file.read_bytes())["client_id"] in str(raised.value)

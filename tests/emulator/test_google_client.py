"""google-api-python-client with its static discovery documents against the server."""

import warnings
from typing import Any

import pytest

with warnings.catch_warnings():
    # The libraries below it warn of their own future at import.
    warnings.simplefilter("ignore")
    httplib2 = pytest.importorskip("httplib2")
    from googleapiclient.discovery import build
    from googleapiclient.errors import HttpError

from .client import Api


def services(base_url: str) -> tuple[Any, Any]:
    options = {"http": httplib2.Http(), "static_discovery": True, "cache_discovery": False}
    sheets = build("sheets", "v4", client_options={"api_endpoint": base_url}, **options)
    drive = build("drive", "v3", client_options={"api_endpoint": f"{base_url}/drive/v3/"}, **options)
    return sheets, drive


def test_google_s_own_client_runs_a_session(listening: Api) -> None:
    sheets, drive = services(listening.base_url)
    with sheets, drive:
        book = (
            sheets.spreadsheets().create(body={"properties": {"title": "Khách"}}).execute()["spreadsheetId"]
        )
        values = sheets.spreadsheets().values()
        body = {"values": [["a", 1], ["b", "=B1+1"]]}
        values.update(spreadsheetId=book, range="A1", valueInputOption="USER_ENTERED", body=body).execute()
        append = {
            "spreadsheetId": book,
            "range": "A1",
            "valueInputOption": "RAW",
            "body": {"values": [["c"]]},
        }
        assert values.append(**append).execute()["updates"]["updatedRange"] == "Sheet1!A3"
        read = values.get(spreadsheetId=book, range="A1:B3", valueRenderOption="UNFORMATTED_VALUE").execute()
        assert read["values"] == [["a", 1], ["b", 2], ["c"]]
        permission = {"type": "user", "role": "reader", "emailAddress": "x@example.com"}
        drive.permissions().create(fileId=book, body=permission, sendNotificationEmail=False).execute()
        found = drive.files().list(q="name = 'Khách'", fields="files(id)").execute()
        assert found["files"] == [{"id": book}]
        assert drive.files().export(fileId=book, mimeType="text/csv").execute() == b"a,1\r\nb,2\r\nc,"
        drive.files().delete(fileId=book).execute()
        with pytest.raises(HttpError, match=r"Requested entity was not found\."):
            sheets.spreadsheets().get(spreadsheetId=book).execute()

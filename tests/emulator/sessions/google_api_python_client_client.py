from typing import Any


def run(names: dict[str, Any]) -> Any:
    sheets, drive = names["sheets"], names["drive"]
    folder = drive.files().create(
        body={"name": "Quý 1", "mimeType": "application/vnd.google-apps.folder"}, fields="id"
    ).execute()["id"]  # fmt: skip
    book = drive.files().create(
        body={
            "name": "Sổ Google",
            "mimeType": "application/vnd.google-apps.spreadsheet",
            "parents": [folder],
        }
    ).execute()["id"]  # fmt: skip
    values = sheets.spreadsheets().values()
    body = {"valueInputOption": "USER_ENTERED", "data": [{"range": "A1", "values": [["a", "=1+1"]]}]}
    written = values.batchUpdate(spreadsheetId=book, body=body).execute()
    request = drive.files().list(q=f"'{folder}' in parents", fields="nextPageToken, files(name)", pageSize=1)
    names_seen = []
    while request is not None:
        answer = request.execute()
        names_seen += [one["name"] for one in answer["files"]]
        request = drive.files().list_next(request, answer)
    told = {
        "written": written["totalUpdatedCells"],
        "values": values.batchGet(spreadsheetId=book, ranges=["A1:B1"]).execute()["valueRanges"][0]["values"],
        "files": names_seen,
        "csv": drive.files().export_media(fileId=book, mimeType="text/csv").execute().decode(),
        "who": drive.about().get(fields="user(emailAddress)").execute()["user"]["emailAddress"],
    }
    drive.files().delete(fileId=folder).execute()
    return told

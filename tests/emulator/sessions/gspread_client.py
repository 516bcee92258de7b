from typing import Any

from gspread import Client
from gspread.utils import ExportFormat


def run(names: dict[str, Any]) -> Any:
    client: Client = names["client"]
    book = client.create("Sổ gspread")
    tab = book.sheet1
    tab.update([["Tổ", "Số hộ"], ["Tổ 1", 210], ["Tổ 2", "=B2-15"]], "A1", raw=False)
    tab.format("A1:B1", {"textFormat": {"bold": True}})
    book.batch_update(
        {"requests": [{"updateDimensionProperties": {
            "range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1},
            "properties": {"pixelSize": 180}, "fields": "pixelSize"}}]}
    )  # fmt: skip
    seen = client.open("Sổ gspread").sheet1.get_all_records()
    exported = client.export(book.id, ExportFormat.TSV).decode()
    client.del_spreadsheet(book.id)
    return {"records": seen, "tsv": exported}

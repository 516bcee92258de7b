import tempfile
from pathlib import Path
from typing import Any


def run(names: dict[str, Any]) -> Any:
    ezsheets = names["ezsheets"]
    book = ezsheets.createSpreadsheet("Sổ ezsheets")
    book[0].updateRow(1, ["a", 1])
    tab = book.createSheet("Tổ dân phố")
    tab.updateRow(1, ["Tổ", "Số hộ"])
    tab.updateRow(2, ["Tổ 1", 210])
    tab["B3"] = "=B2*2"
    tab.frozenRowCount = 1
    tab.tabColor = "red"
    tab.refresh()
    copy = ezsheets.createSpreadsheet("Sổ khác")
    tab.copyTo(copy)
    copy.refresh()
    with tempfile.TemporaryDirectory() as folder:
        beginnings = {
            kind: Path(getattr(book, f"downloadAs{kind}")(str(Path(folder, f"so.{end}"))))
            .read_bytes()[:2]
            .hex()
            for kind, end in (("CSV", "csv"), ("Excel", "xlsx"), ("HTML", "zip"), ("TSV", "tsv"))
        }
        Path(folder, "nhap.csv").write_text("a,1\nb,2\n", encoding="utf-8")
        taken_in = ezsheets.upload(str(Path(folder, "nhap.csv")))
    told = {
        "tabs": list(book.sheetTitles),
        "rows": [row[:2] for row in tab.getRows()[:3]],
        "column": tab.getColumn("A")[:2],
        "frozen": tab.frozenRowCount,
        "color": tab.tabColor["red"],
        "copied": list(copy.sheetTitles),
        "taken_in": taken_in[0].getRow(2)[:2],
        "listed": book.id in ezsheets.listSpreadsheets(),
        "downloads": beginnings,
    }
    for one in (book, copy, taken_in):
        one.delete(permanent=True)
    return told

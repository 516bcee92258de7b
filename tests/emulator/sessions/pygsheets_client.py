from typing import Any

import pandas

#: The client does not find a tab again whose title Google writes in quotes.
TAB = "Donvi"


def run(names: dict[str, Any]) -> Any:
    client = names["client"]
    book = client.create("Sổ pygsheets")
    tab = book.add_worksheet(TAB, rows=20, cols=5)
    tab.update_values("A1", [["Tổ", "Số hộ"], ["Tổ 1", 210]])
    tab.append_table(["Tổ 2", 195], start="A1")
    tab.set_dataframe(pandas.DataFrame({"x": [1, 2]}), (1, 4))
    cell = tab.cell("B2")
    cell.note = "cần xem"
    cell.set_text_format("bold", True)
    cell.value = "=200+11"
    tab.frozen_rows = 1
    tab.adjust_column_width(1, 1, 150)
    tab.create_named_range("ho", "B2", "B3", returnas="json")
    book.share("can.bo@example.com", role="writer", type="user", sendNotificationEmail=False)
    seen = client.open("Sổ pygsheets").worksheet_by_title(TAB)
    told = {
        "values": seen.get_values("A1", "B3"),
        "frame": seen.get_as_df(start="D1", end="D3").values.tolist(),
        "note": seen.cell("B2").note,
        "formula": seen.cell("B2").formula,
        "frozen": seen.frozen_rows,
        "named": seen.get_named_range("ho").range,
        "found": [one.label for one in seen.find("Tổ 2")],
        "shared": sorted(one["emailAddress"] for one in book.permissions),
    }
    book.delete()
    return told

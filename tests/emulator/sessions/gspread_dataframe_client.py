from typing import Any

import pandas
from gspread_dataframe import get_as_dataframe, set_with_dataframe


def run(names: dict[str, Any]) -> Any:
    book = names["client"].create("Sổ gspread-dataframe")
    tab = book.sheet1
    frame = pandas.DataFrame({"Tổ": ["Tổ 1", "Tổ 2"], "Số hộ": [210, 195], "Tỷ lệ": [0.5, None]})
    set_with_dataframe(tab, frame, row=2, col=2, resize=True)
    tab.update([["=SUM(C3:C4)"]], "A1", raw=False)
    seen = get_as_dataframe(tab, header=1, evaluate_formulas=True)
    told = {
        "size": [tab.row_count, tab.col_count],
        "columns": list(seen.columns),
        "households": int(seen["Số hộ"].sum()),
        "empty": int(seen["Tỷ lệ"].isna().sum()),
        "sum": tab.acell("A1").value,
    }
    names["client"].del_spreadsheet(book.id)
    return told

from typing import Any

import pandas
from gspread_pandas import Spread


def run(names: dict[str, Any]) -> Any:
    spread: Spread = names["spread"]
    frame = pandas.DataFrame({"Tổ": ["Tổ 1", "Tổ 2"], "Số hộ": [210, 195]})
    spread.df_to_sheet(
        frame, index=False, sheet="Tổ dân phố", start="A1", freeze_headers=True, add_filter=True, replace=True
    )
    again = Spread("Sổ theo dõi", sheet="Tổ dân phố", client=names["client"])
    seen = again.sheet_to_df(index=None)
    again.move("/Kỳ báo cáo/Quý 1", create=True)
    client = names["client"]
    client.refresh_directories()
    told = {
        "root": client.root["name"],
        "email": again.email,
        "tabs": [tab.title for tab in again.sheets],
        "rows": seen.values.tolist(),
        "frozen": again.sheet.frozen_row_count,
        "folders": sorted(one["path"] for one in client.directories),
        "files": [one["path"] for one in client.list_spreadsheet_files("Sổ theo dõi")],
        "permissions": [one["role"] for one in again.list_permissions()],
    }
    client.del_spreadsheet(again.spread.id)
    return told

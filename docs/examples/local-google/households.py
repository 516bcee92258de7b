"""A report as anybody would write it: it opens a spreadsheet at Google and adds up a column."""

import gspread
from google.auth.credentials import Credentials
from gspread.utils import ValueInputOption


def households(credentials: Credentials, key: str) -> int:
    """All households of the tab “Tổ dân phố” of one spreadsheet."""
    tab = gspread.authorize(credentials).open_by_key(key).worksheet("Tổ dân phố")
    return sum(int(str(number)) for number in tab.col_values(2)[1:])


def close(credentials: Credentials, key: str) -> None:
    """Write the sum below the column, once."""
    tab = gspread.authorize(credentials).open_by_key(key).worksheet("Tổ dân phố")
    if tab.find("Cộng") is None:
        tab.append_row(
            ["Cộng", f"=SUM(B2:B{tab.row_count})"], value_input_option=ValueInputOption.user_entered
        )

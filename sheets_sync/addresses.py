"""Cell addresses as users write them."""

from sheets_sync.model import Area


def column_letters(column: int) -> str:
    """Letters of a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(ord("A") + rest) + letters
        column -= 1
    return letters


def address(row: int, column: int) -> str:
    """A1 address of a zero-based row and column."""
    return f"{column_letters(column)}{row + 1}"


def span(area: Area) -> str:
    """A1 range of an area; a single cell without a colon."""
    first, last = address(area.top, area.left), address(area.bottom - 1, area.right - 1)
    return first if first == last else f"{first}:{last}"


def link(workbook: str, sheet_id: int | None, cells: str = "", base: str = "https://docs.google.com") -> str:
    """Address that opens a workbook on a tab and selects cells there.

    `cells` is an A1 address or range; a whole row or column may be given as `7` or `D`.
    """
    url = f"{base}/spreadsheets/d/{workbook}/edit"
    if sheet_id is None:
        return url
    if cells and (cells.isdigit() or cells.isalpha()):
        cells = f"{cells}:{cells}"
    return f"{url}#gid={sheet_id}" + (f"&range={cells}" if cells else "")

"""Requests and parts of requests that are refused, and why."""

from sheets_sync.emulator.errors import RequestRefused

NO_SOURCES = "there is no BigQuery or Looker behind the local server"
NO_COMMENTS = "comments of cells are not kept; notes are, and comments of files in Drive"
#: Kinds of requests that no function carries out.
REFUSED = {
    **dict.fromkeys(
        (
            "addDataSource",
            "updateDataSource",
            "deleteDataSource",
            "refreshDataSource",
            "cancelDataSourceRefresh",
        ),
        NO_SOURCES,
    ),
    **dict.fromkeys(
        ("insertComment", "updateCommentPost", "deleteComment", "addCommentReply", "deleteCommentReply"),
        NO_COMMENTS,
    ),
}
#: Fields of CellData that would have to be computed.
CELL_FIELDS = {
    "pivotTable": "pivot tables are not computed by the local server",
    "dataSourceFormula": NO_SOURCES,
    "dataSourceTable": NO_SOURCES,
}


def check_computed(cell: dict[str, object]) -> None:
    """Refuse what would be kept and never computed."""
    for name, why in CELL_FIELDS.items():
        if cell.get(name):
            raise RequestRefused(f"{name} cannot be set: {why}.")

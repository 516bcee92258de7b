"""Downloads outside the APIs: /spreadsheets/d/ID/export, /spreadsheets/export and /gviz/tq."""

import csv
import io
from urllib.parse import quote

from starlette.responses import Response

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.call import Call
from sheets_sync.emulator.errors import GoogleError, bad_request
from sheets_sync.emulator.export import EXPORTS, exported, shown_lines
from sheets_sync.emulator.office import NotConverted
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook

KINDS = {name: kind for kind, name in EXPORTS.items()}


def _place(call: Call, workbook: Workbook) -> tuple[Sheet | None, Rect | None]:
    """The tab by gid or title, and the cells of it, that the address names."""
    sheet: Sheet | None = None
    if gid := call.text("gid"):
        sheet = workbook.sheet(int(gid)) if gid.isascii() and gid.isdigit() else None
    elif title := call.text("sheet"):
        sheet = workbook.titled(title)
    if sheet is None and (call.text("gid") or call.text("sheet")):
        raise bad_request("No sheet of that gid or name.")
    text = call.text("range")
    if not text:
        return sheet, None
    home = sheet or workbook.first
    quoted = home.title.replace("'", "''")
    return workbook.find(text if "!" in text else f"'{quoted}'!{text}")


def export(call: Call) -> Response:
    """A spreadsheet as a file; csv and tsv of one tab, of its first without a `gid`."""
    name = call.text("format") or call.text("exportFormat") or "xlsx"
    if name not in KINDS:
        raise bad_request(f"Unsupported format: {name}")
    file_id = call.path.get("id") or call.text("id")
    with call.library.reading(file_id, call.caller) as workbook:
        try:
            content = exported(workbook, name, *_place(call, workbook))
        except NotConverted as error:
            raise GoogleError(501, str(error)) from None
        title = quote(f"{workbook.properties['title']}.{name}")
    headers = {"Content-Type": KINDS[name], "Content-Disposition": f"attachment; filename*=UTF-8''{title}"}
    return Response(content, headers=headers)


def query(call: Call) -> Response:
    """The visualization endpoint with `tqx=out:csv`; query language and other outputs are refused."""
    options = dict(part.partition(":")[::2] for part in call.text("tqx").split(";"))
    if options.get("out") != "csv":
        raise bad_request("The local server answers /gviz/tq with tqx=out:csv only.")
    if call.text("tq").strip().lower() not in ("", "select *"):
        raise bad_request("The local server has no query language: leave tq out.")
    with call.library.reading(call.path["id"], call.caller) as workbook:
        sheet, rect = _place(call, workbook)
        lines = shown_lines(workbook, sheet or workbook.first, rect)
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(lines)
    return Response(text.getvalue(), headers={"Content-Type": "text/csv; charset=utf-8"})


#: Method, path, what carries it out; unknown parameters are passed over, as Google's own pages do.
ROUTES = (
    ("GET", "/spreadsheets/d/{id}/export", export, None),
    ("GET", "/spreadsheets/export", export, None),
    ("GET", "/spreadsheets/d/{id}/gviz/tq", query, None),
)

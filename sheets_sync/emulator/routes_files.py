"""files of the Drive API: made, read, changed, copied, exported, deleted."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator.access import RANKS, READER, WRITER, root_id
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.defaults import FOLDER_TYPE, SHORTCUT_TYPE, SPREADSHEET_TYPE
from sheets_sync.emulator.drive import (
    DEFAULT_FILE,
    MAPS,
    SETTABLE,
    checked,
    chosen,
    file_message,
    root,
)
from sheets_sync.emulator.errors import DriveError, no_file
from sheets_sync.emulator.export import ALIASES, EXPORTS, exported, fill_from_csv
from sheets_sync.emulator.library import new_file_id
from sheets_sync.emulator.office import NotConverted
from sheets_sync.emulator.storage import whole
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
UNTITLED = "Untitled"


def file_answer(call: Call, file: Json) -> Response:
    """A file as the caller asked for it."""
    message = file_message(call.library, file, call.caller, call.base_url)
    return as_json(chosen(message, call.text("fields"), "File", DEFAULT_FILE))


def _stored(call: Call, parent: str) -> str:
    """A folder's id as it is kept: the caller's own My Drive is `root`."""
    return "root" if parent == root_id(call.caller.email) else parent


def _checked_parents(call: Call, parents: list[str]) -> list[str]:
    parents = [_stored(call, parent) for parent in parents]
    for parent in parents:
        if not call.library.is_folder(parent):
            raise no_file(parent)
        if parent in call.library.files:
            call.library.file(parent, call.caller, WRITER)
    if len(parents) > 1:
        raise DriveError(403, "multipleParentsNotAllowed", "A file cannot have multiple parents.")
    return parents


def new_file(call: Call, given: Json, content: bytes | None, content_type: str) -> Json:
    """A new file of what a client sent; a spreadsheet when it asks for one."""
    kind = given.get("mimeType") or content_type or "application/octet-stream"
    file = {name: given[name] for name in (*SETTABLE, *MAPS) if name in given}
    file |= {"name": given.get("name") or UNTITLED, "mimeType": kind}
    if given.get("parents"):
        file["parents"] = _checked_parents(call, given["parents"])
    if "id" in given and given["id"] in call.library.files:
        raise DriveError(409, "fileIdInUse", "A file already exists with the provided ID.")
    if kind == SHORTCUT_TYPE:
        file["shortcutDetails"] = _target(call, given)
    if kind != SPREADSHEET_TYPE:
        return call.library.create(
            {**file, **({"id": given["id"]} if "id" in given else {})}, call.caller, whole(content)
        )
    workbook = Workbook.new(given.get("id") or new_file_id(), file["name"])
    if content is not None:
        fill_from_csv(workbook, content, call.today(workbook))
        # The tab of a converted file is called as the spreadsheet is.
        workbook.sheets[0].properties["title"] = file["name"]
    return call.library.new_workbook(file, workbook, call.caller)


def _target(call: Call, given: Json) -> Json:
    """What a shortcut leads to."""
    target = given.get("shortcutDetails", {}).get("targetId", "")
    if not target:
        raise DriveError(
            400, "invalid", "A shortcut must have a target.", location="shortcutDetails.targetId"
        )
    found = call.library.file(target, call.caller)
    return {"targetId": target, "targetMimeType": found["mimeType"]}


def create(call: Call) -> Response:
    """files.create."""
    return file_answer(call, new_file(call, checked(call.json(), "File"), None, ""))


def get(call: Call) -> Response:
    """files.get, or the content with alt=media."""
    if call.path["id"] in ("root", root_id(call.caller.email)) and not call.caller.anonymous:
        return file_answer(call, root(call.caller))
    file = call.library.file(call.path["id"], call.caller)
    if call.text("alt") != "media":
        return file_answer(call, file)
    if file["mimeType"] in (SPREADSHEET_TYPE, FOLDER_TYPE):
        raise DriveError(
            403,
            "fileNotDownloadable",
            "Only files with binary content can be downloaded. Use Export with Docs Editors files.",
            location="alt",
        )
    content = call.library.storage.content(file["id"]) or b""
    return Response(content, media_type=file["mimeType"])


def update(call: Call) -> Response:
    """files.update."""
    return file_answer(call, changed_file(call, checked(call.json(), "File"), None))


def changed_file(call: Call, given: Json, uploaded: bytes | None) -> Json:
    """A file after what a client sent was set, with new content when there is any."""
    library = call.library
    with library.holding(call.path["id"]):
        file = dict(library.file(call.path["id"], call.caller, WRITER))
        if given.get("trashed") and library.rank(file, call.caller) < RANKS["fileOrganizer"]:
            library.file(file["id"], call.caller, RANKS["fileOrganizer"])
        file |= {name: given[name] for name in SETTABLE if name in given}
        for name in MAPS:
            if name in given:
                file[name] = {**file.get(name, {}), **given[name]}
        file["parents"] = _moved(call, file)
        renamed = file["name"] != library.files[file["id"]]["name"]
        if file["mimeType"] != SPREADSHEET_TYPE or (uploaded is None and not renamed):
            return library.keep(file, call.caller, whole(uploaded))
        with library.writing(file["id"], call.caller, file) as workbook:
            workbook.properties = {**workbook.properties, "title": file["name"]}
            if uploaded is not None:
                fill_from_csv(workbook, uploaded, call.today(workbook))
        return library.files[file["id"]]


def _moved(call: Call, file: Json) -> list[str]:
    """The parents after addParents and removeParents."""
    parents = list(file.get("parents", []))
    added = [parent for parent in call.text("addParents").split(",") if parent]
    removed = [_stored(call, parent) for parent in call.text("removeParents").split(",")]
    parents = [parent for parent in parents if parent not in removed]
    if added:
        # A file has one parent: a new one replaces the old.
        parents = _checked_parents(call, added[-1:])
        if call.library.lies_in(parents[0], file["id"]):
            raise DriveError(
                403, "cyclicParent", "A folder cannot be moved into itself.", location="addParents"
            )
    return parents or ["root"]


def delete(call: Call) -> Response:
    """files.delete: owners only."""
    file = call.library.file(call.path["id"], call.caller, RANKS["organizer"])
    call.library.remove(file["id"])
    return Response(status_code=204, headers={"Content-Type": "text/html"})


def empty_trash(call: Call) -> Response:
    """files.emptyTrash: what the caller owns and threw away, or what lies in a shared drive's bin."""
    drive = call.text("driveId")
    for file in call.library.snapshot():
        own = file.get("driveId", "") == drive and bool(file.get("trashed"))
        if own and call.library.rank(file, call.caller) >= RANKS["organizer"]:
            call.library.remove(file["id"])
    return Response(status_code=204, headers={"Content-Type": "text/html"})


def copy(call: Call) -> Response:
    """files.copy."""
    given = checked(call.json(), "File")
    source = call.library.file(call.path["id"], call.caller, READER)
    file = {name: source[name] for name in (*MAPS, "description") if name in source}
    file |= {name: given[name] for name in (*SETTABLE, *MAPS) if name in given}
    file["name"] = given.get("name") or f"Copy of {source['name']}"
    parents = given.get("parents") or source.get("parents", [])
    writable = [parent for parent in parents if call.library.is_folder(parent)]
    file["parents"] = _checked_parents(call, writable) if given.get("parents") else writable
    if source["mimeType"] != SPREADSHEET_TYPE:
        content = call.library.storage.content(source["id"])
        return file_answer(
            call, call.library.create({**file, "mimeType": source["mimeType"]}, call.caller, whole(content))
        )
    with call.library.reading(source["id"], call.caller) as workbook:
        copied = workbook.copied(new_file_id())
    copied.properties["title"] = file["name"]
    return file_answer(call, call.library.new_workbook(file, copied, call.caller))


def export(call: Call) -> Response:
    """files.export."""
    file = call.library.file(call.path["id"], call.caller)
    if file["mimeType"] != SPREADSHEET_TYPE:
        raise DriveError(403, "fileNotExportable", "Export only supports Docs Editors files.")
    kind = call.text("mimeType")
    if not kind:
        raise DriveError(400, "required", "Required parameter: mimeType", location="mimeType")
    name = EXPORTS.get(kind) or ALIASES.get(kind)
    if name is None:
        raise DriveError(
            400, "badRequest", "The requested conversion is not supported.", location="convertTo"
        )
    with call.library.reading(file["id"], call.caller) as workbook:
        try:
            content = exported(workbook, name)
        except NotConverted as error:
            message = f"The requested conversion is not supported. {error}"
            raise DriveError(400, "badRequest", message, location="convertTo") from None
    return Response(content, headers={"Content-Type": kind})

"""Comments of files and replies to them; anchors are kept and returned."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from sheets_sync.emulator.access import RANKS, READER
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.clock import timestamp
from sheets_sync.emulator.drive import checked, drive_mask, user
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.fields import select
from sheets_sync.emulator.library import new_file_id

Json = dict[str, Any]
COMMENTER = RANKS["commenter"]
#: What is left of a comment that was deleted.
LEFT = ("id", "author", "createdTime", "modifiedTime", "deleted", "replies")


def _answer(call: Call, message: Json, name: str) -> Response:
    fields = call.text("fields")
    if not fields:
        message_ = "The 'fields' parameter is required for this method."
        raise DriveError(400, "required", message_, location="fields")
    return as_json(select(message, drive_mask(fields, name)))


def _message(call: Call, kept: Json, kind: str) -> Json:
    """A Comment or Reply message."""
    told = {**kept, "author": user(kept["author"], call.caller), "kind": f"drive#{kind}"}
    if "content" in kept:
        told["htmlContent"] = kept["content"]
    if "replies" in kept:
        told["replies"] = [_message(call, reply, "reply") for reply in kept["replies"]]
    return told


def _find(listed: list[Json], wanted: str, name: str) -> Json:
    for one in listed:
        if one["id"] == wanted:
            return one
    raise DriveError(404, "notFound", f"{name.capitalize()} not found: {wanted}.", location=f"{name}Id")


def _change(call: Call, change: Callable[[list[Json]], None]) -> None:
    """Change the comments of a file; its content stays as it is."""
    library = call.library
    with library.holding(call.path["id"]):
        file = library.file(call.path["id"], call.caller, COMMENTER)
        comments = [
            {**one, "replies": [dict(reply) for reply in one["replies"]]} for one in file.get("comments", [])
        ]
        change(comments)
        library.keep({**file, "comments": comments}, call.caller, touched=False)


def _listed(call: Call) -> list[Json]:
    found: list[Json] = call.library.file(call.path["id"], call.caller, READER).get("comments", [])
    return found


def _shown(call: Call, listed: list[Json]) -> list[Json]:
    """Those that the caller asks for: deleted ones only on request."""
    return [one for one in listed if call.flag("includeDeleted") or not one["deleted"]]


def _made(call: Call, given: Json) -> Json:
    moment = timestamp(call.clock.now())
    kept = {
        name: given[name] for name in ("content", "anchor", "quotedFileContent", "action") if given.get(name)
    }
    if "content" not in kept and "action" not in kept:
        raise DriveError(400, "required", "The content of a comment must be set.", location="content")
    stamps = {"createdTime": moment, "modifiedTime": moment}
    return {"id": new_file_id()[:11], "author": call.caller.email, "deleted": False, **stamps, **kept}


def _own(call: Call, kept: Json) -> Json:
    """A comment or reply that the caller wrote."""
    if kept["author"].casefold() != call.caller.email.casefold():
        message = "The user does not have sufficient permissions for this comment."
        raise DriveError(403, "insufficientFilePermissions", message)
    return kept


def _erase(call: Call, kept: Json) -> None:
    for name in [name for name in _own(call, kept) if name not in LEFT]:
        del kept[name]
    kept |= {"deleted": True, "modifiedTime": timestamp(call.clock.now())}


def _rewrite(call: Call, kept: Json, given: Json) -> None:
    _own(call, kept)
    kept |= {
        "content": given.get("content", kept.get("content", "")),
        "modifiedTime": timestamp(call.clock.now()),
    }


def list_comments(call: Call) -> Response:
    """comments.list: the latest change first."""
    found = _shown(call, _listed(call))
    found.sort(key=lambda one: str(one["modifiedTime"]), reverse=True)
    message = {"kind": "drive#commentList", "comments": [_message(call, one, "comment") for one in found]}
    return _answer(call, message, "CommentList")


def create_comment(call: Call) -> Response:
    """comments.create."""
    made = {**_made(call, checked(call.json(), "Comment")), "resolved": False, "replies": []}
    _change(call, lambda comments: comments.append(made))
    return _answer(call, _message(call, made, "comment"), "Comment")


def get_comment(call: Call) -> Response:
    """comments.get."""
    found = _find(_shown(call, _listed(call)), call.path["comment"], "comment")
    return _answer(call, _message(call, found, "comment"), "Comment")


def update_comment(call: Call) -> Response:
    """comments.update: the text."""
    given = checked(call.json(), "Comment")
    _change(call, lambda all_: _rewrite(call, _find(all_, call.path["comment"], "comment"), given))
    return get_comment(call)


def delete_comment(call: Call) -> Response:
    """comments.delete: its text goes, its replies stay."""
    _change(call, lambda all_: _erase(call, _find(all_, call.path["comment"], "comment")))
    return Response(status_code=204, headers={"Content-Type": "text/html"})


def _replies(call: Call, comments: list[Json]) -> list[Json]:
    found: list[Json] = _find(comments, call.path["comment"], "comment")["replies"]
    return found


def list_replies(call: Call) -> Response:
    """replies.list."""
    found = _shown(call, _replies(call, _listed(call)))
    message = {"kind": "drive#replyList", "replies": [_message(call, one, "reply") for one in found]}
    return _answer(call, message, "ReplyList")


def create_reply(call: Call) -> Response:
    """replies.create, which may resolve a comment or open it again."""
    made = _made(call, checked(call.json(), "Reply"))

    def add(comments: list[Json]) -> None:
        comment = _find(comments, call.path["comment"], "comment")
        comment["replies"].append(made)
        comment["modifiedTime"] = made["createdTime"]
        if made.get("action") in ("resolve", "reopen"):
            comment["resolved"] = made["action"] == "resolve"

    _change(call, add)
    return _answer(call, _message(call, made, "reply"), "Reply")


def get_reply(call: Call) -> Response:
    """replies.get."""
    found = _find(_shown(call, _replies(call, _listed(call))), call.path["reply"], "reply")
    return _answer(call, _message(call, found, "reply"), "Reply")


def update_reply(call: Call) -> Response:
    """replies.update: the text."""
    given = checked(call.json(), "Reply")
    _change(
        call,
        lambda all_: _rewrite(call, _find(_replies(call, all_), call.path["reply"], "reply"), given),
    )
    return get_reply(call)


def delete_reply(call: Call) -> Response:
    """replies.delete."""
    _change(call, lambda all_: _erase(call, _find(_replies(call, all_), call.path["reply"], "reply")))
    return Response(status_code=204, headers={"Content-Type": "text/html"})


COMMENTS = "/drive/v3/files/{id}/comments"
ONE, REPLIES = f"{COMMENTS}/{{comment}}", f"{COMMENTS}/{{comment}}/replies"
ROUTES = (
    ("GET", COMMENTS, list_comments, None),
    ("POST", COMMENTS, create_comment, None),
    ("GET", ONE, get_comment, None),
    ("PATCH", ONE, update_comment, None),
    ("DELETE", ONE, delete_comment, None),
    ("GET", REPLIES, list_replies, None),
    ("POST", REPLIES, create_reply, None),
    ("GET", f"{REPLIES}/{{reply}}", get_reply, None),
    ("PATCH", f"{REPLIES}/{{reply}}", update_reply, None),
    ("DELETE", f"{REPLIES}/{{reply}}", delete_reply, None),
)

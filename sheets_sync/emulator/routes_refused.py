"""Methods of the Drive API that the local server does not have, refused in Drive's own words."""

from starlette.responses import Response

from sheets_sync.emulator.call import Call
from sheets_sync.emulator.errors import DriveError, GoogleError

FILE = "/drive/v3/files/{id}"
NO_PUSH = "a change is never pushed; poll changes.list"
NO_APPROVALS = "nobody approves files here"
NO_PROPOSALS = "nobody asks for access here; permissions are given"
ONE_REVISION = "only the latest revision is kept"
OLD = "older than shared drives; use drives"
#: Method, path, why it is refused.
REFUSED = (
    ("POST", "/drive/v3/changes/watch", NO_PUSH),
    ("POST", "/drive/v3/channels/stop", NO_PUSH),
    ("POST", f"{FILE}/watch", NO_PUSH),
    ("PATCH", f"{FILE}/revisions/{{revision}}", ONE_REVISION),
    ("DELETE", f"{FILE}/revisions/{{revision}}", ONE_REVISION),
    ("GET", f"{FILE}/accessproposals", NO_PROPOSALS),
    ("GET", f"{FILE}/accessproposals/{{proposal}}", NO_PROPOSALS),
    ("POST", f"{FILE}/accessproposals/{{proposal}}:resolve", NO_PROPOSALS),
    ("GET", f"{FILE}/approvals", NO_APPROVALS),
    ("POST", f"{FILE}/approvals:start", NO_APPROVALS),
    ("GET", f"{FILE}/approvals/{{approval}}", NO_APPROVALS),
    *(
        ("POST", f"{FILE}/approvals/{{approval}}:{step}", NO_APPROVALS)
        for step in ("approve", "cancel", "comment", "decline", "reassign")
    ),
    ("GET", "/drive/v3/apps", "no apps are connected"),
    ("GET", "/drive/v3/apps/{app}", "no apps are connected"),
    ("POST", f"{FILE}/download", "long-running downloads; use export or alt=media"),
    ("GET", "/drive/v3/operations/{operation}", "there are no long-running operations"),
    ("GET", "/drive/v3/files/generateCseToken", "nothing is encrypted by the client"),
    ("GET", f"{FILE}/listLabels", "labels are not kept"),
    ("POST", f"{FILE}/modifyLabels", "labels are not kept"),
    ("GET", "/drive/v3/teamdrives", OLD),
    ("POST", "/drive/v3/teamdrives", OLD),
    ("GET", "/drive/v3/teamdrives/{drive}", OLD),
    ("PATCH", "/drive/v3/teamdrives/{drive}", OLD),
    ("DELETE", "/drive/v3/teamdrives/{drive}", OLD),
)


def refuse(_: Call) -> Response:
    """Google's answer to a method that it does not have."""
    raise DriveError(501, "notImplemented", "Not Implemented")


def refuse_batch(call: Call) -> Response:
    """Several calls in one multipart body: Sheets has no such thing, and Drive's is not carried out here."""
    if "drive" in call.path.get("api", ""):
        raise DriveError(501, "notImplemented", "Not Implemented")
    raise GoogleError(501, "Operation is not implemented, or supported, or enabled.")


ROUTES = tuple((verb, path, refuse, None) for verb, path, _ in REFUSED)
BATCH_ROUTES = (("POST", "/batch", refuse_batch, None), ("POST", "/batch/{api:path}", refuse_batch, None))

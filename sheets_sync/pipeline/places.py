"""From where a campaign writes to people: a copy of it does not before somebody says so."""

import socket
from datetime import datetime

from sheets_sync.pipeline.project import Project


def place_of(project: Project) -> str:
    """This computer and the campaign's folder on it."""
    return f"{socket.gethostname()}:{project.config.file.resolve().parent}"


def from_elsewhere(project: Project, at: datetime) -> str:
    """Why nothing leaves from here; empty when it may. Where mails leave first is its place."""
    mail, here, known = project.config.settings.mail, place_of(project), project.store.post.places()
    if not known and mail.redirect is None:
        project.store.post.settle(here, at)
        return ""
    if here in known or mail.redirect is not None or mail.transport == "folder":
        return ""
    return (
        f"This campaign wrote to people from {', '.join(sorted(known))}; this is {here}. "
        "If it is a copy to rehearse with, set mail.redirect to your own address. "
        "If the campaign has moved here, say so: `sheets-sync mail settle`."
    )


def settle(project: Project, at: datetime) -> str:
    """From now on mails may leave from here; where that is."""
    project.store.post.settle(here := place_of(project), at)
    return here

"""Every morning before the office's digest: read what came back to the mailbox, if there is one."""

from sheets_sync.pipeline.posting import mailbox_server
from sheets_sync.pipeline.returning import read_returned

from .work import Done, Work


def bounces(work: Work) -> Done:
    """Note the addresses that mails did not reach; answers of units go on to the office. Raises MailError."""
    server = mailbox_server(work.config)
    if server is None:
        return Done({})
    with work.projects(work.config.periods_at(work.now)[:1]) as projects, work.gate():
        found = read_returned(projects[0], server, work.now)
    return Done({"bounced": found.bounced, "replies": len(found.replies), "left": found.left})

"""The outbox as pages for a browser: a list, and each mail as its reader sees it. Pure."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from email import message_from_bytes
from email.policy import SMTP
from html import escape

from sheets_sync.store import QueuedMail

INDEX = "index.html"
STATES = {"sent": "đã gửi", "given up": "không gửi được", "dropped": "đã bỏ", "waiting": "đang chờ"}
STYLE = """
body { font: 15px/1.5 Arial, sans-serif; margin: 0; display: flex; height: 100vh; color: #202124; }
nav { width: 380px; overflow: auto; border-right: 1px solid #dadce0; flex: none; }
nav a { display: block; padding: 8px 14px; border-bottom: 1px solid #eee; }
nav a { color: inherit; text-decoration: none; }
nav a:hover { background: #e6f4ea; }
nav small { color: #5f6368; display: block; overflow-wrap: anywhere; }
iframe { flex: 1; border: 0; height: 100%; }
@media (max-width: 700px) {
  body { display: block; } nav { width: auto; height: 40vh; } iframe { width: 100%; }
}
"""


def state(queued: QueuedMail) -> str:
    """What became of a mail: `sent`, `given up`, `dropped` or `waiting`."""
    if queued.dropped:
        return "dropped"
    return "sent" if queued.sent else "given up" if queued.given_up else "waiting"


def pages(mails: Iterable[QueuedMail], zone: tzinfo) -> Mapping[str, str]:
    """File name to page; the list is `index.html`. Mails whose text was pruned are left out."""
    kept = [queued for queued in mails if queued.message]
    found = {page_name(queued): _body(queued) for queued in kept}
    # The latest first, each opening beside the list.
    entries = "\n".join(_entry(queued, zone) for queued in reversed(kept))
    first = page_name(kept[-1]) if kept else "about:blank"
    index = (
        '<!doctype html><html lang="vi"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Thư</title><style>{STYLE}</style><nav>{entries}</nav>"
        f'<iframe name="mail" title="Thư" sandbox="allow-popups" src="{escape(first)}"></iframe></html>\n'
    )
    return {**found, INDEX: index}


def page_name(queued: QueuedMail) -> str:
    """File name of a mail's page."""
    return f"{queued.key.replace('/', '_')}.html"


def _body(queued: QueuedMail) -> str:
    html = message_from_bytes(queued.message, policy=SMTP).get_body(preferencelist=("html",))
    return "" if html is None else str(html.get_content())


def _entry(queued: QueuedMail, zone: tzinfo) -> str:
    built = message_from_bytes(queued.message, policy=SMTP)
    to = ", ".join(str(built[name]) for name in ("To", "Cc") if built[name])
    local = queued.queued.astimezone(zone)
    about = f"{local:%d/%m/%Y %H:%M} · {STATES[state(queued)]}"
    lines = [to, about, *(f"{address}: {reply}" for address, reply in queued.bounced.items())]
    small = "".join(
        f"<small>{escape(line)}</small>" for line in (*lines, queued.failure, queued.dropped) if line
    )
    return f'<a target="mail" href="{escape(page_name(queued))}">{escape(queued.subject)}{small}</a>'

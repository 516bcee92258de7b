"""Rehearsals: every mail goes to one address and says to whom it would have gone."""

from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage
from html import escape

from sheets_sync.mail.composing.message import AS_WRITTEN, POLICY, one_line
from sheets_sync.mail.sending.transports import Handed, Refusal, Transport


class Redirected:
    """A transport that writes to nobody but `address`; what that one gets counts for all recipients."""

    def __init__(self, transport: Transport, address: str) -> None:
        self._transport, self._address = transport, address

    def send(self, message: bytes, key: str, recipients: Sequence[str]) -> Handed:
        """Hand the mail over to the one address."""
        built = redirected(message_from_bytes(message, policy=AS_WRITTEN), recipients, self._address)
        handed = self._transport.send(built.as_bytes(), key, (self._address,))
        if handed.served:
            return Handed(tuple(recipients))
        why = handed.refused.get(self._address) or Refusal("not taken", permanent=False)
        return Handed((), dict.fromkeys(recipients, why))

    def close(self) -> None:
        """End the connection."""
        self._transport.close()


def redirected(built: EmailMessage, recipients: Sequence[str], address: str) -> EmailMessage:
    """The mail as a rehearsal sends it: subject and first line say to whom it would have gone."""
    people = ", ".join(recipients)
    line = f"Thư thử: nếu gửi thật, thư này đến {people}."
    made = EmailMessage(policy=POLICY)
    for name, value in built.items():
        if name.lower() not in ("to", "cc", "subject") and not name.lower().startswith(("content-", "mime-")):
            made[name] = one_line(str(value))
    made["To"] = address
    made["Subject"] = f"[Thử, gửi {people}] {one_line(str(built['Subject']))}"
    text, html = built.get_body(("plain",)), built.get_body(("html",))
    made.set_content(f"{line}\n\n{text.get_content() if text else ''}", cte="quoted-printable")
    if html is not None:
        shown = _with_first_line(html.get_content(), f"<p><b>{escape(line)}</b></p>")
        made.add_alternative(shown, subtype="html", cte="quoted-printable")
    return made


def _with_first_line(html: str, line: str) -> str:
    begin = html.find(">", html.find("<body")) + 1 if "<body" in html else 0
    return html[:begin] + line + html[begin:]

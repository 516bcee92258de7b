"""Whether mails can leave."""

from sheets_sync.config.loading import Config
from sheets_sync.doctor.check import Check, asked, doubtful, failed, good
from sheets_sync.mail.sending.smtp import SmtpTransport
from sheets_sync.pipeline.posting import mail_transport


def examine_mail(config: Config) -> Check:
    """Without sending one."""
    mail, transport = config.mail, mail_transport(config)
    if isinstance(transport, SmtpTransport):
        remedy = "Correct `[mail]`; the password comes from the environment, as SHEETS_SYNC_MAIL__PASSWORD."
        return asked("mail", lambda: _server(transport, f"{mail.host}:{mail.port}"), remedy)
    if mail.transport == "gmail":
        remedy = "Try it: `sheets-sync mail test ADDRESS`."
        return doubtful("mail", "Gmail does not tell without a mail whether it would take one.", remedy)
    return _folder(config)


def _server(transport: SmtpTransport, place: str) -> Check:
    transport.try_out()
    return good("mail", f"{place} answers and lets us in.")


def _folder(config: Config) -> Check:
    folder = config.path(config.mail.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return failed(
            "mail", f"{folder} cannot be made ({error.strerror}).", "Give `mail.folder` another path."
        )
    return good("mail", f"Mails go into {folder}; nobody gets them from there by itself.")

"""Whether mails can leave."""

from sheets_sync.config import Config
from sheets_sync.doctor.check import Check, failed, good


def examine_mail(config: Config) -> Check:
    """Without sending one."""
    folder = config.path(config.mail.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return failed(
            "mail", f"{folder} cannot be made ({error.strerror}).", "Give `mail.folder` another path."
        )
    return good("mail", f"Mails go into {folder}; nobody gets them from there by itself.")

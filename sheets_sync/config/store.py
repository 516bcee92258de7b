"""The shape of campaign.toml's [store]."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from sheets_sync.config.section import Section, Text


class StoreSettings(Section):
    """Where the service keeps what it remembers."""

    #: `sqlite:///FILE`, or `postgresql://…`: with a password only from the environment.
    url: Text = "sqlite:///sheets-sync.db"
    #: Folder of the backups.
    backups: Path = Path("backups")
    #: How many backups stay there.
    keep_backups: Annotated[int, Field(ge=1)] = 30
    #: Days after which a backup goes, but for the latest: what was erased lies in it until then.
    backup_days: Annotated[int, Field(ge=1)] = 90
    #: Key that backups are encrypted with, made by `store key`; none: they lie there in plain.
    backup_key_file: Path | None = None
    #: Days after which `store prune` forgets what is over.
    keep_days: Annotated[int, Field(ge=30)] = 730

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            port = make_url(url).port
        except (ArgumentError, ValueError):
            raise ValueError("write it as sqlite:///FILE, or postgresql://HOST:PORT/NAME") from None
        if port is not None and not 0 < port < 65536:
            raise ValueError("the port is a number from 1 to 65535")
        return url

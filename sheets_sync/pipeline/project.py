"""A campaign with everything that a run needs at hand."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from sheets_sync.config.loading import Config
from sheets_sync.engine import Engine, Threads
from sheets_sync.google.settings import GoogleSettings
from sheets_sync.mail.composing.due import Rules
from sheets_sync.mail.composing.message import Sender
from sheets_sync.mail.sending.pace import MailLimits
from sheets_sync.mail.sending.transports import Transport
from sheets_sync.model import Unit
from sheets_sync.pipeline.scope import Scope
from sheets_sync.store import Store

if TYPE_CHECKING:
    from sheets_sync.google import Google
    from sheets_sync.mail.composing.compose import Writer
    from sheets_sync.people.erasing import Holdings


@dataclass(frozen=True)
class Project(Scope):
    """One campaign in one period, with its store, its account at Google and its way to send mails."""

    #: Bound to the period.
    store: Store
    google: "Google"
    transport: Transport
    #: Does what is to be done about single units.
    engine: Engine = field(default_factory=Threads)

    @cached_property
    def writer(self) -> "Writer":
        """Writes the campaign's mails."""
        # Most commands write none.
        from sheets_sync.mail.composing.compose import Letterhead, Writer
        from sheets_sync.templates import templates

        settings = self.config.settings
        head = Letterhead(
            settings.campaign.code, settings.campaign.title, settings.ward.name, settings.office.contact
        )
        own = settings.mail.templates
        return Writer(head, templates("mail", own and self.config.path(own)))

    @property
    def holdings(self) -> "Holdings":
        """Where the campaign keeps what it knows about people."""
        from sheets_sync.people.erasing import Holdings

        return Holdings(self.config, self.store, self.google)

    @property
    def mail_rules(self) -> Rules:
        """When mails are due."""
        mail = self.config.settings.mail
        return Rules(mail.repeat_days, tuple(sorted(mail.reminder_steps)), mail.head_from, mail.office_from)

    @property
    def mail_limits(self) -> MailLimits:
        """How many mails may leave, and when; a folder takes any number."""
        mail = self.config.settings.mail
        quiet, to_folder = (mail.quiet_from, mail.quiet_until), mail.transport == "folder"
        return MailLimits(
            0 if to_folder else mail.per_minute,
            0 if to_folder else mail.per_day,
            None if quiet[0] is None or quiet[1] is None else (quiet[0], quiet[1]),
            self.config.zone,
            timedelta(days=mail.give_up_days),
        )

    @property
    def sender(self) -> Sender:
        """Who the mails come from."""
        mail = self.config.settings.mail
        return Sender(mail.sender_name, mail.sender_address, mail.reply_to)


def remembered_units(config: Config, store: Store) -> dict[str, Unit]:
    """The units that have a workbook in a period, by code: as the roster has them, or as they were last."""
    here = {unit.code: unit for unit in config.units}
    return {code: here.get(code) or _as_it_was(code, store) for code in store.workbooks.owners()}


def _as_it_was(code: str, store: Store) -> Unit:
    """A unit whose line is gone from the roster; of one never brought into line the code is all there is."""
    from sheets_sync.unit_workbook.furnishing import Furnishing

    last = Furnishing.read(store.furnishings.of(code))
    owner = None if last is None else last.owner
    return Unit(
        code=code,
        name=code if owner is None else owner.name,
        kind="" if owner is None else owner.kind,
        parent=None,
        emails=(),
        valid_from=date.min,
        valid_to=date.min,
        successor=None,
        forms=() if owner is None else owner.forms,
        indicators=frozenset() if owner is None else frozenset(owner.indicators),
    )


def google_settings(config: Config) -> GoogleSettings:
    """The door's settings as the configuration gives them."""
    section = config.settings.google
    shared = (
        config.store_url if config.store_url.startswith("postgresql") and section.reads_per_minute else None
    )
    key = section.credentials_file
    return GoogleSettings(
        api_base_url=section.api_base_url,
        auth=section.auth,
        credentials_file=None if key is None else config.path(key),
        reads_per_minute=section.reads_per_minute,
        writes_per_minute=section.writes_per_minute,
        project_reads_per_minute=section.project_reads_per_minute,
        project_writes_per_minute=section.project_writes_per_minute,
        quota_folder=config.path(section.quota_folder),
        quota_database=config.store_url if shared else None,
        workbook_seconds=section.workbook_seconds,
        act_as=section.act_as,
        token_file=config.path(section.token_file),
        impersonate=section.impersonate,
        attempts=section.attempts,
        first_wait=section.first_wait,
        file_seconds=section.file_seconds,
        shared_drive=section.shared_drive,
        folder=section.folder,
    )

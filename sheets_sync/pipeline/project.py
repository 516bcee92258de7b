"""A campaign with everything that a run needs at hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from sheets_sync.config.loading import Config
from sheets_sync.forms.form import Form
from sheets_sync.google import Google, GoogleSettings
from sheets_sync.mail.composing.compose import Letterhead, Writer
from sheets_sync.mail.composing.due import Rules
from sheets_sync.mail.composing.message import Sender
from sheets_sync.mail.sending.pace import Limits
from sheets_sync.mail.sending.transports import Transport
from sheets_sync.model import Period, Submission, Unit
from sheets_sync.reading.rows import Terms
from sheets_sync.sheets.addresses import Web
from sheets_sync.store import Store
from sheets_sync.templates import templates


@dataclass(frozen=True)
class Project:
    """One campaign in one period."""

    config: Config
    store: Store
    google: Google
    transport: Transport
    #: The period being reported; the store is bound to it.
    period: Period

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms of the campaign, in the order of their tabs."""
        return self.config.forms

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Units that owe something in the period, by code, in the roster's order."""
        return {
            unit.code: unit
            for unit in self.config.units
            if any(unit.owes(form.code, self.period) for form in self.forms)
        }

    def forms_of(self, unit: Unit) -> tuple[Form, ...]:
        """The forms that a unit owes in the period, in the registry's order."""
        return tuple(form for form in self.forms if unit.owes(form.code, self.period))

    @cached_property
    def period_before(self) -> Period | None:
        """The period of the same regime before this one."""
        regime = [one for one in self.config.periods if one.regime and one.regime == self.period.regime]
        earlier = [one for one in regime if one.cut_off < self.period.cut_off]
        return max(earlier, key=lambda one: one.cut_off, default=None)

    def submissions_before(self) -> Mapping[tuple[str, str], Submission]:
        """The last submissions of the period before this one, by unit and form; none without such a one."""
        before = self.period_before
        return {} if before is None else self.store.submissions.latest(before.code)

    @property
    def terms(self) -> Terms:
        """The terms under which reports are read."""
        config, campaign = self.config, self.config.settings.campaign
        return Terms(
            self.period,
            campaign.start,
            campaign.end,
            config.indicators,
            config.limits(self.period),
            config.disabled,
            config.zone,
        )

    @property
    def web(self) -> Web:
        """Where people open the workbooks."""
        base = self.config.settings.google.api_base_url
        return Web() if base is None else Web(base.rstrip("/"))

    @property
    def sync_accounts(self) -> tuple[str, ...]:
        """Addresses that may write where units may not, beside the account that is signed in."""
        account = self.config.settings.google.sync_account
        return () if account is None else (account,)

    @property
    def editors(self) -> tuple[str, ...]:
        """Those of `sync_accounts` that Google knows: a protection that names another one is refused."""
        refused = {one.email for one in self.store.accesses.known() if one.refusal}
        return tuple(account for account in self.sync_accounts if account.lower() not in refused)

    @cached_property
    def writer(self) -> Writer:
        """Writes the campaign's mails."""
        settings = self.config.settings
        head = Letterhead(
            settings.campaign.code, settings.campaign.title, settings.ward.name, settings.office.contact
        )
        own = settings.mail.templates
        return Writer(head, templates("mail", own and self.config.path(own)))

    @property
    def mail_rules(self) -> Rules:
        """When mails are due."""
        mail = self.config.settings.mail
        return Rules(mail.repeat_days, tuple(sorted(mail.reminder_steps)), mail.head_from, mail.office_from)

    @property
    def mail_limits(self) -> Limits:
        """How many mails may leave, and when; a folder takes any number."""
        mail = self.config.settings.mail
        quiet, to_folder = (mail.quiet_from, mail.quiet_until), mail.transport == "folder"
        return Limits(
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
        shared_drive=section.shared_drive,
        folder=section.folder,
    )

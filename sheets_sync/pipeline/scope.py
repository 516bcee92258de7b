"""What is asked of whom in one period of a campaign: its files, without store, account or mails."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from sheets_sync.config.loading import Config
from sheets_sync.forms.form import Form
from sheets_sync.model import Period, Unit
from sheets_sync.reading.rows import Terms
from sheets_sync.sheets.addresses import Web


@dataclass(frozen=True)
class Scope:
    """One campaign in one period, as its files say."""

    config: Config
    #: The period being reported.
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
    def periods_before(self) -> tuple[Period, ...]:
        """The periods of the same regime before this one, the oldest first."""
        regime = (one for one in self.config.periods if one.regime and one.regime == self.period.regime)
        earlier = (one for one in regime if one.cut_off < self.period.cut_off)
        return tuple(sorted(earlier, key=lambda one: one.cut_off))

    @property
    def period_before(self) -> Period | None:
        """The period of the same regime before this one."""
        return self.periods_before[-1] if self.periods_before else None

    @cached_property
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

    def editors(self, refused: Collection[str]) -> tuple[str, ...]:
        """Those of `sync_accounts` that Google knows: a protection that names a refused one is refused."""
        return tuple(account for account in self.sync_accounts if account.lower() not in refused)

"""What is asked of whom in one period of a campaign: its files, without store, account or mails."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
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
    #: The day on which it is looked at: it decides who is in charge.
    day: date = field(default=date.min, kw_only=True)
    #: Units that have a workbook in the period, by code, as they were when it was last brought into line.
    remembered: Mapping[str, Unit] = field(default_factory=dict, kw_only=True)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms of the campaign, in the order of their tabs."""
        return self.config.forms

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Units that have to do with the period, by code, in the roster's order.

        Those that owe something in it, and those that do not any more and have a workbook in it: what was
        reported for a period stays in it. Their names tell to whom they were handed over.
        """
        here = {unit.code: unit for unit in self.config.units}
        gone = {code: unit for code, unit in self.remembered.items() if code not in here}
        return {
            code: unit if self._owes(unit) else self._departed(unit)
            for code, unit in (here | gone).items()
            if self._owes(unit) or code in self.remembered
        }

    @cached_property
    def owing(self) -> Mapping[str, Unit]:
        """Those of `units` that owe something."""
        return {code: unit for code, unit in self.units.items() if not unit.departed}

    def _owes(self, unit: Unit) -> bool:
        return any(unit.owes(form.code, self.period) for form in self.forms)

    def _departed(self, unit: Unit) -> Unit:
        return replace(unit, name=f"{unit.name} ({self.what_became_of(unit)})", departed=True)

    def what_became_of(self, unit: Unit) -> str:
        """Of a unit that does not report in this period, in the words of the office."""
        if unit.code not in self.config.unit_codes:
            return "không còn trong danh sách đơn vị"
        if heirs := self.config.heirs(unit):
            verb = "sẽ" if unit.valid_to is not None and not unit.has_left(self.day) else "đã"
            return f"{verb} chuyển giao cho {', '.join(one.name for one in heirs)}"
        return "không còn báo cáo kỳ này"

    def forms_of(self, unit: Unit) -> tuple[Form, ...]:
        """The forms that a unit owes in the period, or owed in it, in the registry's order."""
        asks = unit.is_asked if unit.departed else unit.owes
        return tuple(form for form in self.forms if asks(form.code, self.period))

    def in_charge_of(self, unit: Unit) -> tuple[Unit, ...]:
        """Who looks after a unit's report today: itself, or who took over since it left."""
        if unit.code not in self.config.unit_codes:
            return ()
        return self.config.in_charge_of(unit, self.day)

    def handed_to(self, unit: Unit) -> tuple[str, ...]:
        """Codes of the units that report in its place in the period; none of one that reports, or did not."""
        if not (here := self.units.get(unit.code)) or not here.departed:
            return ()
        return tuple(one.code for one in self.config.in_charge_of(unit, self.period.cut_off))

    @cached_property
    def taken_over(self) -> Mapping[str, list[Unit]]:
        """By code, the units of the roster that left and whose part in the period another has since."""
        found: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.config.units:
            for heir in self.handed_to(unit):
                found[heir].append(unit)
        return found

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

"""sheets-sync: reports kept in Google Sheets, collected, validated, consolidated and chased up.

What other programs may use stands in `__all__`; everything else may change with any release. Names are loaded
when they are asked for: importing the package costs nothing.
"""

from typing import TYPE_CHECKING

from sheets_sync.doors import on_demand

if TYPE_CHECKING:
    from sheets_sync.campaign import coverage_of, findings_of
    from sheets_sync.campaign import opened as open_campaign
    from sheets_sync.errors import (
        ConfigError,
        GoogleError,
        MailError,
        NotProvisioned,
        ReportError,
        RunInProgress,
        SheetsSyncError,
        StoreError,
    )
    from sheets_sync.forms.fields import (
        Amount,
        Area,
        Born,
        Choice,
        Code,
        Count,
        Day,
        Figure,
        Identity,
        Label,
        Link,
        Percent,
        Phone,
        Prose,
        Rate,
        Text,
        YesNo,
    )
    from sheets_sync.forms.form import Form, Heading, Row
    from sheets_sync.forms.roles import Exemplars, Indicators, Narrative, Proposals, Works
    from sheets_sync.model import Coverage, Doubt, Finding, Personal
    from sheets_sync.pipeline import Options, Outcome, Project, Provisioned, provision
    from sheets_sync.pipeline.run import run as sync

__all__ = [
    "Amount",
    "Area",
    "Born",
    "Choice",
    "Code",
    "ConfigError",
    "Count",
    "Coverage",
    "Day",
    "Doubt",
    "Exemplars",
    "Figure",
    "Finding",
    "Form",
    "GoogleError",
    "Heading",
    "Identity",
    "Indicators",
    "Label",
    "Link",
    "MailError",
    "Narrative",
    "NotProvisioned",
    "Options",
    "Outcome",
    "Percent",
    "Personal",
    "Phone",
    "Project",
    "Proposals",
    "Prose",
    "Provisioned",
    "Rate",
    "ReportError",
    "Row",
    "RunInProgress",
    "SheetsSyncError",
    "StoreError",
    "Text",
    "Works",
    "YesNo",
    "coverage_of",
    "findings_of",
    "open_campaign",
    "provision",
    "sync",
]

#: In which module each name stands; `:` where it has another one there.
_ROOMS = {
    "sheets_sync.campaign": "open_campaign:opened coverage_of findings_of",
    "sheets_sync.errors": "ConfigError GoogleError MailError NotProvisioned ReportError RunInProgress"
    " SheetsSyncError StoreError",
    "sheets_sync.forms.fields": "Amount Area Born Choice Code Count Day Figure Identity Label Link Percent"
    " Phone Prose Rate Text YesNo",
    "sheets_sync.forms.form": "Form Heading Row",
    "sheets_sync.forms.roles": "Exemplars Indicators Narrative Proposals Works",
    "sheets_sync.model": "Coverage Doubt Finding Personal",
    "sheets_sync.pipeline": "Options Outcome Project Provisioned provision",
    "sheets_sync.pipeline.run": "sync:run",
}
__getattr__ = on_demand(__name__, _ROOMS)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

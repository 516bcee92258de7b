"""The table `[master]` of campaign.toml: how large the master's tabs may become."""

from typing import Annotated

from pydantic import Field

from sheets_sync.config.section import Section


class MasterSettings(Section):
    """How much stands in the master itself."""

    #: Rows beyond which a form's tab becomes a workbook of its own, which `provision` makes and the next sync
    #: moves the tab into; it stays there.
    rows_of_tab: Annotated[int, Field(ge=1, le=500_000)] = 50_000

"""The table of campaign.toml about figures far from what their unit reported before."""

from typing import Annotated

from pydantic import Field

from sheets_sync.config.section import Section


class OutlierSettings(Section):
    """When a figure is asked about because the unit's own earlier ones in the same regime lie elsewhere."""

    #: So many earlier figures must be there; a slip of measure is seen from the first one on.
    periods: Annotated[int, Field(ge=3, le=12)] = 4
    #: A figure further than so many spreads from their median is a question; 0 asks never.
    factor: Annotated[float, Field(ge=0)] = 3.5

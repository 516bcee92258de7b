"""What all tables of campaign.toml have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
#: What mail servers take without extensions: a local part of RFC 5322 atoms, a domain of ASCII labels.
ADDRESS = (
    r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z0-9-]+$"
)
#: The most letters of an address that a mail server takes (RFC 5321, 4.5.3.1.3).
LONGEST_ADDRESS = 254
Email = Annotated[str, Field(pattern=ADDRESS, max_length=LONGEST_ADDRESS)]


class Section(BaseModel):
    """A table of the file; unknown keys are mistakes."""

    # Built with the whole only, not each once more for itself.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

"""The table `[people]` of campaign.toml: for how long what is about people is kept, and what outlives it."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from sheets_sync.config.section import Section

Days = Annotated[int, Field(ge=1, le=36_500)]


class KeepSettings(Section):
    """Days after a period was closed, by kind of data; then its rows are made unidentifiable."""

    #: Telephones and addresses: to ask back until the papers are signed.
    contact: Days = 90
    #: Birth, sex, post, identity numbers: for the decision and what may be asked about it.
    identity: Days = 365
    #: Discipline, votes, consent: as long as somebody may complain.
    judgement: Days = 365
    #: Achievements and stories in words, and the names in them.
    prose: Days = 365
    #: Names of who was proposed: to see next year who was proposed before.
    name: Days = 730


class PeopleSettings(Section):
    """What is known about people."""

    #: Days after the period was closed, by kind of data.
    keep: KeepSettings = KeepSettings()
    #: Whoever has a decision on a commendation keeps name, award and decision: the register of awards.
    keep_awards: bool = True
    #: Key by which erasures are remembered without names; made by the first one, for its owner alone.
    key_file: Path = Path("people.key")
    #: Working days in which a person is answered (Nghị định 356/2025/NĐ-CP).
    answer_days: Annotated[int, Field(ge=1, le=30)] = 2
    #: Working days in which a request is carried out; the law's own number is unverified.
    carry_out_days: Annotated[int, Field(ge=1, le=60)] = 10

"""The kinds of documents that are made of a campaign."""

from enum import StrEnum


class Paper(StrEnum):
    """One kind of document (NĐ 30/2020/NĐ-CP, Phụ lục III), by the code that campaign.toml uses."""

    #: Báo cáo to the leadership.
    REPORT = "report"
    #: Tờ trình of the council, with its list and estimate.
    PETITION = "petition"
    #: Biên bản of the council's meeting.
    MINUTES = "minutes"
    #: Quyết định on commendation, with its list.
    DECISION = "decision"
    #: Công văn to the broadcasting station.
    LETTER = "letter"

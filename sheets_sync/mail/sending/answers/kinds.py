"""What a line of the table of answers is made of."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Stage(StrEnum):
    """What had been said to the mail server when it answered."""

    #: Nothing, or our name.
    CONNECT = "connecting"
    #: STARTTLS.
    SECURE = "STARTTLS"
    SIGN_IN = "AUTH"
    #: Who sends.
    SENDER = "MAIL"
    #: Who is to get it.
    RECIPIENT = "RCPT"
    #: The message itself.
    MESSAGE = "DATA"


WITH_MAIL = (Stage.SENDER, Stage.RECIPIENT, Stage.MESSAGE)


class Scope(StrEnum):
    """Of whom an answer speaks, and so who has to wait."""

    #: This recipient, or this mail: the others go on.
    RECIPIENT = "recipient"
    #: This connection: another one is opened at once.
    CONNECTION = "connection"
    #: The server, or our sender: every other mail would fare the same.
    SERVER = "server"


@dataclass(frozen=True)
class Answer:
    """One line of the table: how an answer is recognised, of whom it speaks, what to do."""

    code: str
    #: In one English sentence.
    means: str
    scope: Scope
    #: What a person can do, in English; empty when it passes by itself.
    remedy: str = ""
    #: Empty for any.
    stages: tuple[Stage, ...] = ()
    #: SMTP codes, or their first digit; 0 is no answer at all. Empty for any.
    codes: tuple[int, ...] = ()
    #: Enhanced codes (RFC 3463, Exchange, Gmail); where there are words too, one of both fits.
    enhanced: tuple[str, ...] = ()
    #: Regular expression of its words, whatever their case.
    says: str = ""
    #: It may be our own mistake: several in a row, and nobody accepted, are taken as the server's.
    doubtful: bool = False
    #: What the office reads of an address, in Vietnamese; empty where that is nothing of its own.
    words: str = ""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        codes = "|".join(rf"(?<![\d.]){re.escape(one)}(?![\d.]*\d)" for one in self.enhanced)
        return re.compile("|".join(filter(None, (codes, self.says))) or "", re.IGNORECASE)

    def fits(self, stage: Stage, code: int, reply: str) -> bool:
        """Whether this line is about an answer."""
        return (
            (not self.stages or stage in self.stages)
            and (not self.codes or code in self.codes or code // 100 in self.codes)
            and self._pattern.search(reply) is not None
        )

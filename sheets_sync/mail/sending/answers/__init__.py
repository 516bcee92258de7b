"""The table of answers: whatever a mail server says that is no yes is looked up here, and nowhere else.

Sources: RFC 5321 (4.2, 4.5.3, 4.5.4), RFC 3463 and the registry of enhanced codes, RFC 4954, the pages of
Exchange Online (“NDR”), Gmail (“SMTP errors and codes”) and Postfix, and public reports of offices.
"""

from sheets_sync.mail.sending.answers.at_last import AT_LAST, OFF_THE_LINE, ON_THE_LINE, UNSURE
from sheets_sync.mail.sending.answers.getting_in import GETTING_IN
from sheets_sync.mail.sending.answers.kinds import Answer, Scope, Stage
from sheets_sync.mail.sending.answers.of_people import OF_PEOPLE
from sheets_sync.mail.sending.answers.of_sender import HOW_MUCH, PROOF, WHO

__all__ = ["TABLE", "UNSURE", "Answer", "Scope", "Stage", "answer_of", "words_of"]

#: The first that fits counts.
TABLE: tuple[Answer, ...] = (
    *PROOF,
    *GETTING_IN,
    *WHO,
    *OF_PEOPLE,
    *ON_THE_LINE,
    *HOW_MUCH,
    *OFF_THE_LINE,
    *AT_LAST,
    # Never looked up: only who has sent the whole mail can tell.
    UNSURE,
)


def answer_of(stage: Stage, code: int, reply: str) -> Answer:
    """The line for an answer; `code` is 0 where none came. Every stage has a line for whatever is left."""
    return next(one for one in TABLE if one.fits(stage, code, reply))


def words_of(code: str) -> str:
    """What the office is told of an address, in Vietnamese; empty where that is nothing of its own."""
    return next((one.words for one in TABLE if one.code == code), "")

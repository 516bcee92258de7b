"""Answers about the connection, and what is left when nothing more is known than stage and code."""

from sheets_sync.mail.sending.answers.kinds import WITH_MAIL, Answer, Scope, Stage

LOOK = "Look at the server's own words, which stand before this; ask who runs it."

ON_THE_LINE: tuple[Answer, ...] = (
    Answer(
        "enough-here",
        "This connection has had enough: mails, recipients, errors or time.",
        Scope.CONNECTION,
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=("4.4.2",),
        says=r"(per|in this|on this|of this|for this|this) (smtp )?(connection|session)"
        r"|(session|connection).{0,20}(limit|expired|timeout|too long)|timeout exceeded|idle",
    ),
)
OFF_THE_LINE: tuple[Answer, ...] = (
    Answer(
        "one-too-many",
        "One mail, recipient or connection too many at a time.",
        Scope.CONNECTION,
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=("4.5.3", "5.5.3", "4.5.0"),
        says=r"too many",
    ),
    Answer(
        "hangs-up",
        "The server ends the connection, with 421 or without a word; about a recipient where a fresh "
        "one ends too.",
        Scope.CONNECTION,
        "If it stays: ask who runs the server, with its own words.",
        stages=WITH_MAIL,
        codes=(0, 421),
        doubtful=True,
    ),
    Answer(
        "out-of-step",
        "The server lost count of what was said.",
        Scope.CONNECTION,
        stages=WITH_MAIL,
        codes=(500, 503),
        says=r"bad sequence|out of sequence|nested|already (given|specified)|need (mail|rcpt)"
        r"|command (not )?(recogni|unrec)"
        r"|unrecogni[sz]ed command",
    ),
)

AT_LAST: tuple[Answer, ...] = (
    Answer(
        "sender-later",
        "The server takes no mail from us just now.",
        Scope.SERVER,
        "Nothing at first: it passes. If it stays, ask who runs the server.",
        stages=(Stage.SENDER,),
        codes=(4,),
    ),
    Answer(
        "sender-refused",
        "The server takes no mail from this sender.",
        Scope.SERVER,
        f"Check mail.sender_address and mail.user. {LOOK}",
        stages=(Stage.SENDER,),
    ),
    Answer(
        "recipient-later",
        "The server does not take this recipient's mail just now.",
        Scope.RECIPIENT,
        stages=(Stage.RECIPIENT,),
        codes=(4,),
        doubtful=True,
    ),
    Answer(
        "recipient-refused",
        "The server does not take this recipient's mail.",
        Scope.RECIPIENT,
        LOOK,
        stages=(Stage.RECIPIENT,),
        doubtful=True,
    ),
    Answer(
        "message-later",
        "The server does not take this mail just now.",
        Scope.RECIPIENT,
        stages=(Stage.MESSAGE,),
        codes=(4,),
        doubtful=True,
    ),
    Answer(
        "spam",
        "The server takes the mail for spam, or its rules forbid it.",
        Scope.RECIPIENT,
        "Ask the recipient's provider to let mail.sender_address through.",
        stages=(Stage.MESSAGE,),
        enhanced=("5.7.1", "5.7.0", "5.6.0"),
        says=r"spam|content|virus|polic(y|ies)|suspicious|phish|junk|unsolicited",
        doubtful=True,
        words="máy chủ của người nhận coi là thư rác",
    ),
    Answer(
        "message-refused",
        "The server does not take this mail.",
        Scope.RECIPIENT,
        LOOK,
        stages=(Stage.MESSAGE,),
        doubtful=True,
    ),
)
#: Of a mail that the server had as a whole when it hung up.
UNSURE = Answer(
    "unsure",
    "The server had the whole mail and hung up without an answer: nobody knows whether it arrived.",
    Scope.RECIPIENT,
    "Ask the unit whether it got the mail; ask who runs the server why it hangs up.",
    stages=(Stage.MESSAGE,),
    codes=(0,),
    doubtful=True,
    words="máy chủ đã nhận thư nhưng không xác nhận, chưa rõ thư đã tới hay chưa",
)

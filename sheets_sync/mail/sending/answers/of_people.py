"""Answers about one recipient: its mailbox, its domain, its rules."""

from sheets_sync.mail.sending.answers.kinds import Answer, Scope, Stage

RECIPIENT = (Stage.RECIPIENT,)
AT_MAIL = (Stage.RECIPIENT, Stage.MESSAGE)
CORRECT = "Correct the address in units.csv or campaign.toml."

OF_PEOPLE: tuple[Answer, ...] = (
    Answer(
        "busy-mailbox",
        "The mailbox gets mails faster than its provider lets it.",
        Scope.RECIPIENT,
        stages=AT_MAIL,
        codes=(4, 5),
        says=r"(user|account|mailbox|recipient).{0,50}receiving mail (at a rate|too (quickly|fast))",
        words="hộp thư đang nhận quá nhiều thư",
    ),
    Answer(
        "full-mailbox",
        "The mailbox is full.",
        Scope.RECIPIENT,
        "Ask the unit to empty its mailbox.",
        stages=AT_MAIL,
        codes=(4, 5),
        enhanced=("4.2.2", "5.2.2"),
        says=r"^(?!.*(daily|hourly|sending|sender)).*((mailbox|inbox|user|account|recipient|storage|email).{0,40}"
        r"(is full|over ?quota|over (its|their|the|disk) (storage|quota)|out of (storage|space)"
        r"|quota exceeded|exceeded.{0,20}quota"
        r"|full\b)|over ?quota|mailbox size limit|exceeded storage allocation)",
        words="hộp thư đầy",
    ),
    Answer(
        "closed-mailbox",
        "The mailbox was closed.",
        Scope.RECIPIENT,
        "Ask the unit for another address.",
        stages=AT_MAIL,
        enhanced=("5.2.1",),
        codes=(5,),
        says=r"(account|mailbox|user|address|recipient).{0,50}(disabled|inactive|deactivated"
        r"|suspended|closed|expired)"
        r"|(disabled|inactive) (account|mailbox|user|recipient)",
        words="hộp thư đã bị khóa hoặc đóng",
    ),
    Answer(
        "moved",
        "The mailbox is elsewhere.",
        Scope.RECIPIENT,
        CORRECT,
        stages=RECIPIENT,
        enhanced=("5.1.6",),
        says=r"not local|has moved|no longer (here|works|valid|available|in use|with)",
        codes=(5,),
        words="hộp thư đã chuyển đi nơi khác",
    ),
    Answer(
        "first-contact",
        "The server lets strangers wait (greylisting): it takes the same mail some minutes later.",
        Scope.RECIPIENT,
        stages=AT_MAIL,
        codes=(4,),
        says=r"gr[ae]y-? ?list|postgrey|try again in \d|retry (in|after) \d|first (time|contact)"
        r"|unverified address|verification in progress",
    ),
    Answer(
        "no-domain",
        "The domain takes no mails.",
        Scope.RECIPIENT,
        CORRECT,
        stages=RECIPIENT,
        enhanced=("5.1.2", "5.1.10", "5.4.4", "5.4.310", "4.1.2", "4.4.4"),
        says=r"null ?mx|(recipient|unknown|invalid).{0,20}domain|(domain|host|mx).{0,40}(not (found"
        r"|exist)|unknown|no mx)"
        r"|does not accept e?mails?\b(?! from)|unrouteable",
        words="tên miền không nhận thư",
    ),
    Answer(
        "no-mailbox",
        "There is no such mailbox.",
        Scope.RECIPIENT,
        CORRECT,
        stages=AT_MAIL,
        enhanced=("5.1.1", "4.1.1", "5.1.0", "5.4.1"),
        says=r"(no such|unknown|invalid|non-?exist\w+) (user|mailbox|recipient|address|account|person|local)"
        r"|(user|mailbox|recipient|address|account|person|addressee).{0,60}(unknown|not (found|exist"
        r"|known|listed|valid)"
        r"|n.t exist|unavailable|no mailbox|invalid|does(n.t| not) have)|no mailbox"
        r"|mailbox (name )?not allowed|user.?unknown",
        words="không có hộp thư này",
    ),
    Answer(
        "misspelt",
        "The address cannot be one.",
        Scope.RECIPIENT,
        CORRECT,
        stages=RECIPIENT,
        codes=(501, 553, 555),
        enhanced=("5.1.3", "5.1.4"),
        says=r"syntax|malformed|bad (recipient|address|destination)|ambiguous",
        words="địa chỉ viết sai",
    ),
    Answer(
        "members-only",
        "The mailbox takes mails of certain senders only.",
        Scope.RECIPIENT,
        "Ask the unit, or its administrator, to allow mail.sender_address.",
        stages=AT_MAIL,
        codes=(5,),
        enhanced=("5.7.129", "5.7.133", "5.7.134", "5.7.136", "5.7.135", "5.7.124", "5.7.2"),
        says=r"(only accepts?|restricted|not (allowed|authori[sz]ed|permitted) to (send|post|mail) to"
        r"|member|allowed.senders|recipient.{0,20}(block|black|deny).?list|blocked by (the )?recipient"
        r"|does not accept (e?mails?|messages?) from)",
        doubtful=True,
        words="hộp thư chỉ nhận thư của một số người gửi",
    ),
    Answer(
        "in-a-circle",
        "The mail goes in a circle behind the server.",
        Scope.RECIPIENT,
        "Ask the unit's provider to mend how mails are passed on.",
        stages=AT_MAIL,
        codes=(5,),
        enhanced=("5.4.6", "5.4.14"),
        says=r"too many hops|loop",
        words="thư bị chuyển tiếp vòng quanh",
    ),
)

"""Answers about us: who we send as, from where, how much."""

from sheets_sync.mail.sending.answers.kinds import WITH_MAIL, Answer, Scope

#: Whether the mail is ours; what such answers say sounds like a wish that we sign in.
PROOF: tuple[Answer, ...] = (
    Answer(
        "unproven",
        "The sender's domain does not prove that the mail is its own (SPF, DKIM, DMARC).",
        Scope.SERVER,
        "Have who keeps the domain of mail.sender_address publish SPF, DKIM and DMARC for this mail "
        "server, or "
        "send through the domain's own server.",
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=(
            "5.7.26",
            "4.7.26",
            "5.7.25",
            "5.7.27",
            "5.7.23",
            "5.7.24",
            "5.7.509",
            "5.7.515",
            "4.7.27",
            "4.7.25",
        ),
        says=r"dmarc|\bspf\b|dkim|unauthenticated (mail|email|sender|message)|authentication (level"
        r"|results?|checks?)"
        r"|(ptr|reverse dns|rdns)",
    ),
)
#: Who we are; such answers come beside a recipient who is not meant.
WHO: tuple[Answer, ...] = (
    Answer(
        "send-as",
        "The mailbox that is signed in may not send as this sender.",
        Scope.SERVER,
        "Set mail.sender_address to the mailbox of mail.user, or have its administrator allow “send as”.",
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=("5.2.252", "5.7.60", "5.2.251"),
        says=r"send ?as ?denied|send as (this|another)|not (allowed|authori[sz]ed|permitted"
        r"|owned).{0,40}\b(from|sender"
        r"|send as|by user)|sender.{0,30}(not owned|not (allowed|authori[sz]ed|permitted)|mismatch"
        r"|must match)"
        r"|from.{0,40}(must|not) (be|match)|envelope from.{0,30}(not|denied)|permissions? to send (as"
        r"|on behalf)",
    ),
    Answer(
        "relay",
        "The server passes nothing on for us.",
        Scope.SERVER,
        "Sign in (mail.user with its password), or have this computer allowed; or mail.host is not "
        "our own server.",
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=("5.7.54", "5.7.64"),
        says=r"^(?!.*(limit|quota).{0,20}(exceed|reach)|.*(exceed|reach).{0,40}(limit|quota)).*relay"
        r"|forwarding to remote hosts",
    ),
    Answer(
        "own-mailbox",
        "Our own mailbox is full: what it sends has no place in it.",
        Scope.SERVER,
        "Empty the mailbox of mail.user, its sent mails above all, or have it made larger.",
        stages=WITH_MAIL,
        codes=(4, 5),
        says=r"sender.{0,20}(mailbox|inbox|quota|storage).{0,30}(full|exceed|over)|storedrv\.\w*submit.{0,60}quota"
        r"|shutoffquota",
    ),
    Answer(
        "suspended",
        "Our account was stopped by the provider.",
        Scope.SERVER,
        "Sign in to the mailbox in a browser and see what the provider wants; change its password.",
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=("5.7.705", "5.7.750", "5.1.90", "5.7.501", "5.7.502"),
        says=r"(your|sender|sending|this).{0,20}account.{0,40}(suspend|disabl|block|lock|compromis)"
        r"|outbound (spam|sender)"
        r"|bad outbound",
    ),
    Answer(
        "bad-sender",
        "The server does not take this sender's address.",
        Scope.SERVER,
        "Check mail.sender_address: it must exist, in a domain that has mail servers.",
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=("5.1.7", "5.1.8", "4.1.8", "4.1.7"),
        says=r"sender.{0,40}(reject|refus|den(y|ied)|unknown|invalid|verif|not (exist|found|known)|n.t exist)"
        r"|(reject|invalid|unknown|bad|unverified|verify).{0,20}sender|address is not verified"
        r"|domain of sender|sender domain"
        r"|mail from .{0,40}denied",
    ),
)
#: What we may do.
HOW_MUCH: tuple[Answer, ...] = (
    Answer(
        "too-large",
        "The mail is larger than the server takes.",
        Scope.RECIPIENT,
        "Have who runs the server take larger mails; ours are below 1 MB.",
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=("5.3.4", "5.2.3", "4.3.4"),
        says=r"(message|mail|size|data).{0,40}(too (large|big|long)|exceed\w*|over).{0,30}(size|limit"
        r"|maximum|fixed)?"
        r"|too (large|big)",
        doubtful=True,
    ),
    Answer(
        "too-many",
        "We have sent as much as the server lets us, or too fast.",
        Scope.SERVER,
        "It passes within the day. Lower mail.per_day and mail.per_minute to what the provider allows.",
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=(
            "5.4.5",
            "4.7.28",
            "5.7.28",
            "4.4.5",
            "5.7.232",
            "5.7.233",
            "5.2.120",
            "4.7.232",
        ),
        says=r"(daily|hourly|day|hour|sending|send|rate|submission|outgoing|message"
        r"|user).{0,25}(limit|quota|rate).{0,25}"
        r"(exceed|reach|over|hit)|(exceed|reach|hit|over).{0,40}(daily|hourly|sending|send|rate"
        r"|submission|outgoing|day"
        r"|hour|limit|quota)|too (many|much) .{0,40}(today|day|hour|minute|second|period|time)|rate.?limit"
        r"|too (much|many) e?mails? from"
        r"|unusual rate|(too|more) (fast|quick|frequent)|excessive volume|throttl|ratelimit|slow down",
    ),
    Answer(
        "listed",
        "Our server's address, or our sender, is on a list of those who send spam.",
        Scope.SERVER,
        "Look the address up where the message says, and have it taken off; send through the "
        "provider's own server.",
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=("5.7.708", "5.7.511", "5.7.606", "5.7.1.1", "5.7.350"),
        says=r"spamhaus|spamcop|barracuda|block-?list|black-?list|\b(dns|u)?rbl|dnsbl|\blisted\b"
        r"|banned|blocked using"
        r"|(ip|client|host|sender|network).{0,60}(blocked|reputation)|reputation",
    ),
    Answer(
        "no-room",
        "The server has no room just now.",
        Scope.SERVER,
        "It passes, or its administrator has to free some space.",
        stages=WITH_MAIL,
        codes=(4, 5),
        enhanced=("4.3.1", "5.3.1"),
        says=r"insufficient (system|disk|server)|(disk|system|queue).{0,20}(full|storage|space|resources)",
    ),
)

"""Answers before any mail: reaching the server, keeping the connection secret, signing in."""

from sheets_sync.mail.sending.answers.kinds import Answer, Scope, Stage

SECURITY = (
    'Set mail.security: "starttls" with port 587, or "tls" with port 465; '
    "the server wants the connection encrypted first."
)
PASSWORD = "Check mail.user and the password (SHEETS_SYNC_MAIL__PASSWORD or mail.credentials_file)."  # noqa: S105
CONNECTING = (Stage.CONNECT, Stage.SECURE)

GETTING_IN: tuple[Answer, ...] = (
    Answer(
        "certificate",
        "The connection cannot be made secret: the certificate, or the kind of encryption.",
        Scope.SERVER,
        "Check mail.security and mail.port, and this computer's clock; for a certificate that the "
        "system does "
        "not know, set mail.certificates.",
        stages=CONNECTING,
        says=r"certificate|ssl|tlsv|wrong version number|handshake",
        codes=(0,),
    ),
    Answer(
        "no-starttls",
        "The server offers no STARTTLS.",
        Scope.SERVER,
        'Set mail.security: "tls" with port 465 where the server encrypts from the first byte, '
        '"none" only for a server on this computer.',
        says=r"starttls extension not supported|(tls|starttls) (is )?(not|un)[ -]?(available|supported)",
    ),
    Answer(
        "encrypt-first",
        "The server wants the connection encrypted before anything else.",
        Scope.SERVER,
        SECURITY,
        codes=(5,),
        enhanced=("5.7.10", "5.7.11"),
        says=r"starttls( command)? first|(starttls|encryption|tls|ssl).{0,20}required"
        r"|requires? (a )?(tls|ssl|encrypt"
        r"|starttls|secure)|must (use|issue|start).{0,20}(tls|ssl)|(secure|encrypted) connection",
    ),
    Answer(
        "unreachable",
        "The server cannot be reached.",
        Scope.SERVER,
        "Check mail.host and mail.port, the network, and that the firewall lets this port out.",
        stages=CONNECTING,
        codes=(0,),
    ),
    Answer(
        "app-password",
        "The mailbox wants an app password in place of the person's own.",
        Scope.SERVER,
        "Make an app password in the mailbox's account and use it as the password, or set mail.xoauth2.",
        stages=(Stage.SIGN_IN,),
        enhanced=("5.7.9",),
        says=r"application-specific password|app(lication)? password|second ?factor|webloginrequired"
        r"|log in (via|with) your web browser",
    ),
    Answer(
        "sign-in-off",
        "Signing in with a password is switched off for this mailbox.",
        Scope.SERVER,
        "Have the administrator switch on authenticated SMTP for this mailbox, or set mail.xoauth2.",
        enhanced=("5.7.139", "5.7.30"),
        says=r"smtpclientauthentication is disabled|(basic|smtp) auth\w* (is )?(disabled|not (enabled"
        r"|supported"
        r"|allowed))|security defaults",
    ),
    Answer(
        "no-sign-in",
        "The server offers no way to sign in that we know; many do only once the connection is encrypted.",
        Scope.SERVER,
        'Set mail.security to "starttls" or "tls"; where the server wants no password, leave out mail.user.',
        stages=(Stage.SIGN_IN,),
        enhanced=("5.5.4", "5.7.4"),
        says=r"auth extension not supported|no suitable auth|unrecogni[sz]ed auth|mechanism"
        r"|auth.{0,20}not (supp|impl)",
        codes=(0, 5),
    ),
    Answer(
        "sign-in-later",
        "The server lets nobody sign in just now, or too often in a short time.",
        Scope.SERVER,
        "Nothing at first: it passes. If it stays, check that no other program signs in as the same mailbox.",
        stages=(Stage.SIGN_IN,),
        codes=(0, 4),
    ),
    Answer(
        "password",
        "The server does not know this name with this password.",
        Scope.SERVER,
        f"{PASSWORD} Gmail wants an app password or mail.xoauth2.",
        stages=(Stage.SIGN_IN,),
    ),
    Answer(
        "sign-in-first",
        "The server takes mails only from who has signed in.",
        Scope.SERVER,
        f"{PASSWORD} Without mail.user we do not sign in.",
        enhanced=("5.7.57",),
        codes=(5,),
        says=r"authentication (is )?(required|needed)|requires? authentication|auth\w* (is )?required"
        r"|client (was |is )?not authenticated"
        r"|unauthenticated (client|user)"
        r"|(must|need to|please|have to|should) (first )?(authenticate|log ?in|sign ?in|use smtp auth)"
        r"|not logged in|authenticate (first|before)|smtp auth|log ?in first",
    ),
    Answer(
        "machine-refused",
        "The server does not talk to this computer.",
        Scope.SERVER,
        "Ask who runs the server why; mail from a computer without a name of its own belongs to the "
        "provider's mail server (mail.host, mail.user).",
        stages=CONNECTING,
        codes=(5,),
    ),
    Answer(
        "server-busy",
        "The server has no time just now, or too many connections.",
        Scope.SERVER,
        "Nothing at first: it passes. If it stays, ask who runs the server.",
        stages=CONNECTING,
    ),
)

"""Command lines that cannot work: what is wrong with each, the exit code, and words of what must be told."""

from dataclasses import dataclass, field

#: Stands for a port on which somebody listens.
TAKEN_PORT = "TAKEN_PORT"
#: Stands for a value of 300 letters, and for a byte that is no UTF-8.
LONG, NOT_UTF8 = "LONG", "NOT_UTF8"
#: What a path may be that does not fit, with words that tell.
NOT_A_FOLDER = ("taken.txt", "File exists", "choose another path")
BELOW_A_FILE = ("taken.txt/below", "Not a directory", "choose another path")
NOT_WRITABLE = ("/proc/nowhere", "No such file", "check the path")


@dataclass(frozen=True)
class Call:
    """One wrong call."""

    words: str
    #: What standard error says in text, and the answer with --json.
    told: tuple[str, ...]
    code: int = 2
    env: dict[str, str] = field(default_factory=dict)
    #: Whether the command knows --json.
    speaks_json: bool = True

    def __str__(self) -> str:
        return " ".join([*(f"{name}={value}" for name, value in self.env.items()), self.words])


def silent(words: str, *told: str, code: int = 2) -> Call:
    """A call of a command that has no --json."""
    return Call(words, told, code, speaks_json=False)


def setting(name: str, value: str, words: str, *told: str, code: int = 2) -> Call:
    """A call with one wrong setting from the environment."""
    return Call(words, told, code, {f"SHEETS_SYNC_{name}": value})


WITH_CONFIG = (
    "provision",
    "sync",
    "status",
    "findings",
    "history --unit TDP01",
    "turn",
    "report",
    "commend",
    "certificates",
    "rewards",
    "broadcast",
    "lock",
    "unlock",
    "mail send",
    "mail test a@phuong.example",
    "mail preview --no-open",
    "mail waiting",
    "mail drop --all",
    "mail settle",
    "store backup",
    "store restore taken.txt",
    "store check",
    "store prune",
    "store key",
    "people find 0912345678",
    "people export 0912345678 --into taken.txt",
    "people erase 0912345678 --reason x --yes",
    "people requests",
    "people forget",
    "jobs",
    "jobs nightly_sync",
    "export",
    "audit",
)
OF_A_PERIOD = (
    "provision",
    "sync",
    "status",
    "findings",
    "history --unit TDP01",
    "report",
    "commend",
    "certificates",
    "rewards",
    "broadcast",
    "lock",
    "unlock",
    "export",
    "audit",
)
OF_A_MOMENT = (
    "sync",
    "status",
    "findings",
    "turn",
    "report",
    "commend",
    "certificates",
    "rewards",
    "broadcast",
    "export",
)
CAMPAIGN_FILES = {
    "folder": ("folder", "cannot be read", "--config"),
    "taken.txt/campaign.toml": ("taken.txt/campaign.toml", "cannot be read", "--config"),
    "/proc/self/mem": ("/mem", "cannot be read", "--config"),
    "taken.txt": ("taken.txt", "TOML"),
    "nul.toml": ("nul.toml", "TOML"),
    "escaped-nul.toml": ("units", "NUL", "remove it"),
    "latin.toml": ("latin.toml", "UTF-8"),
    "empty.toml": ("empty.toml", "campaign", "required"),
    LONG: ("xxxx", "cannot be read"),
}
OPTIONS = (
    *(Call(f"{words} --config missing.toml", ("missing.toml", "--config")) for words in WITH_CONFIG),
    *(Call(f"{words} --nonsense", ("--nonsense", "--help")) for words in WITH_CONFIG[:6]),
    *(Call(f"{words} --period nonsense", ("period", "nonsense", "dot-1")) for words in OF_A_PERIOD),
    *(Call(f"{words} --as-of nonsense", ("--as-of", "nonsense", "such as 2024")) for words in OF_A_MOMENT),
    *(Call(f"{words} --as-of 9999-12-31", ("--as-of", "9999", "such as 2024")) for words in OF_A_MOMENT),
    *(
        Call(f"{words} --unit nonsense", ("--unit", "nonsense", "TDP01"))
        for words in ("sync", "status", "findings", "history", "lock", "unlock")
    ),
    *(Call(f"status --config {file}", told) for file, told in CAMPAIGN_FILES.items()),
    Call("nonsense", ("nonsense", "--help")),
    Call("mail nonsense", ("nonsense", "mail --help")),
    Call("history", ("--unit", "history --help")),
    Call("history --unit TDP01 --form nonsense", ("--form", "nonsense", "culture_society")),
    Call("history --unit TDP01 --restore nonsense", ("--restore", "integer")),
    Call("history --unit TDP01 --restore 3", ("--form", "Name the form")),
    Call("history --unit TDP01 --form works --restore 99", ("--restore", "99", "submissions")),
    Call("provision --replace nonsense", ("nonsense", "TDP01")),
    Call("unlock --until nonsense", ("--until", "nonsense", "such as 2024")),
    Call("report --sign 5", ("--sign", "--date")),
    Call("report --sign 5 --date nonsense", ("--date", "nonsense", "such as 2024")),
    Call("broadcast --from nonsense", ("--from", "nonsense", "such as 2024")),
    Call("broadcast --from 9999-12-31", ("--from", "9999", "such as 2024")),
    Call("export --format nonsense", ("--format", "csv")),
    Call("mail test nonsense", ("ADDRESS", "nonsense")),
    Call("mail drop", ("KEY", "--all")),
    Call("mail drop nonsense", ("nonsense", "mail waiting")),
    Call("jobs nonsense", ("JOB", "nonsense", "nightly_sync")),
    Call("sync --unit NOT_UTF8", ("--unit", "TDP01")),
    Call("status --config NOT_UTF8", ("no such file", "--config")),
)
PATHS = (
    Call("init", ("DIR", "init --help")),
    Call("init taken.txt", NOT_A_FOLDER),
    Call("init taken.txt/below", BELOW_A_FILE),
    Call("init /proc/nowhere", NOT_WRITABLE),
    Call("init .", ("campaign.toml", "not replaced", "choose another folder")),
    Call(f"init {LONG}", ("xxxx", "name too long", "shorter")),
    Call("export --into taken.txt", NOT_A_FOLDER),
    Call("export --into taken.txt/below", BELOW_A_FILE),
    Call("export --into /proc/nowhere", NOT_WRITABLE),
    Call("export --format xlsx --into taken.txt", NOT_A_FOLDER),
    Call("export --format xlsx --into blocked", ("dot-1.xlsx", "Is a directory", "name a file")),
    Call("mail preview --no-open --into taken.txt", NOT_A_FOLDER),
    Call("mail preview --no-open --into taken.txt/below", BELOW_A_FILE),
    Call("mail preview --no-open --into /proc/nowhere", NOT_WRITABLE),
    Call("report --out folder", ("folder", "cannot be written"), 1),
    Call("report --out taken.txt/below.docx", ("taken.txt", "cannot be written"), 1),
    Call("report --out /proc/nowhere.docx", ("/proc/nowhere.docx", "cannot be written"), 1),
    Call("rewards --export folder", ("folder", "cannot be written"), 1),
    Call("rewards --export taken.txt/below.csv", ("taken.txt", "cannot be written"), 1),
    Call("store backup folder", ("folder", "name another file"), 1),
    Call("store backup taken.txt/below", ("taken.txt",), 1),
    Call("store backup /proc/nowhere/file", ("/proc/nowhere",), 1),
    Call("store restore missing", ("missing", "no backup", "store backup"), 1),
    Call("store restore folder", ("folder", "no backup", "store backup"), 1),
    Call("store restore taken.txt", ("taken.txt", "no backup", "store backup"), 1),
)
SETTINGS = (
    setting("CONFIG", "missing.toml", "status", "missing.toml", "--config"),
    setting("STORE__URL", "sqlite:///taken.txt/store.db", "status", "taken.txt", "There is no store"),
    setting("STORE__URL", "sqlite:////proc/store.db", "store backup", "its disk is there"),
    setting("STORE__URL", "sqlite:///taken.txt/store.db", "provision", "taken.txt", "choose another", code=1),
    setting("STORE__URL", "sqlite:///folder", "status", "store", code=1),
    setting("STORE__URL", "sqlite:///taken.txt", "status", "store", code=1),
    setting("STORE__URL", "nonsense", "status", "store.url", "write it as"),
    setting("STORE__URL", "postgresql://nobody@127.0.0.1:9/none", "status", "store", code=1),
    *(
        setting("STORE__URL", f"postgresql://u@{place}/none", "status", "store.url", "write it as")
        for place in ("localhost:nonsense", "[::1")
    ),
    setting("STORE__URL", "postgresql://u@localhost:99999/none", "status", "store.url", "65535"),
    Call(
        "provision",
        ("http://", "use https://"),
        2,
        {
            "SHEETS_SYNC_GOOGLE__AUTH": "service-account",
            "SHEETS_SYNC_GOOGLE__CREDENTIALS_FILE": "missing.json",
            "SHEETS_SYNC_GOOGLE__API_BASE_URL": "http://google.phuong.example",
        },
    ),
    setting("MAIL__FOLDER", "taken.txt", "mail test a@phuong.example", "taken.txt", code=1),
    setting("MAIL__FOLDER", "/proc/nowhere", "mail test a@phuong.example", "/proc/nowhere", code=1),
    setting("MAIL__TEMPLATES", "missing", "sync", "mail.templates", "missing", "no such folder"),
    setting("REPORT__TEMPLATES", "taken.txt", "report", "report.templates", "no such folder"),
    setting("STORE__BACKUPS", "taken.txt", "store backup", "taken.txt", code=1),
    setting("JOBS__PORT", TAKEN_PORT, "jobs", "jobs.port", "choose another"),
    setting("JOBS__PORT", "nonsense", "jobs", "jobs.port", "whole number"),
    setting("GOOGLE__QUOTA_FOLDER", "taken.txt", "provision", "taken.txt"),
    setting("GOOGLE__API_BASE_URL", "nonsense", "sync", "api_base_url"),
    setting("GOOGLE__API_BASE_URL", "http://nowhere.invalid", "provision", "DNS", "api_base_url", code=3),
    setting("GOOGLE__API_BASE_URL", "http://127.0.0.1:99999", "provision", "api_base_url", code=3),
    *(
        Call(
            "provision",
            ("key", "cannot be read", "google.credentials_file"),
            2,
            {
                "SHEETS_SYNC_GOOGLE__AUTH": "service-account",
                "SHEETS_SYNC_GOOGLE__CREDENTIALS_FILE": file,
            },
        )
        for file in ("folder", "missing.json", "taken.txt", "/proc/self/mem")
    ),
)
SERVERS = (
    silent(f"emulator --port {TAKEN_PORT}", "--port", "another program", "give another port"),
    silent("provison", "Did you mean 'provision'? `sheets-sync --help`"),
    silent("emulator --port 99999", "--port", "65535"),
    silent("emulator --port -1", "--port", "greater than or equal to 0"),
    silent("emulator --port nonsense", "--port", "integer"),
    silent("emulator --host nowhere.invalid", "--host", "nowhere.invalid", "such as 127.0.0.1"),
    silent("emulator --host 192.0.2.1", "--host", "192.0.2.1", "such as 127.0.0.1"),
    silent("emulator --host ::g", "--host", "::g", "such as 127.0.0.1"),
    silent(f"emulator --host {LONG}", "--host", "xxxx", "such as 127.0.0.1"),
    silent("emulator --port 0 --data taken.txt", *NOT_A_FOLDER),
    silent("emulator --port 0 --data taken.txt/below", *BELOW_A_FILE),
    silent("emulator --port 0 --data /proc/nowhere", *NOT_WRITABLE),
    silent("emulator --port 0 --data spoilt", "--data", "not a database", "choose another folder"),
    silent("emulator --port 0 --data blocked", "--data", "google.sqlite3", "choose another folder"),
    silent("worker", "store.url", "postgresql://", "Several machines"),
    silent("worker missing", "no campaign.toml"),
    silent("worker --port 99999", "--port", "65535"),
    Call("workers", ("store.url", "postgresql://", "Several machines")),
    Call("workers taken.txt", ("taken.txt", "no campaign.toml")),
    silent("emulator --quota nonsense", "--quota", "google"),
    silent("emulator --latency-ms -1", "--latency-ms", "greater than or equal to 0"),
    silent("emulator --drive-lag-s nan", "--drive-lag-s"),
    silent(f"demo --port {TAKEN_PORT}", "--port", "another program", "give another port"),
    silent("demo --port 99999", "--port", "65535"),
    silent("demo --port 0 --data taken.txt", "taken.txt", "Not a directory", "choose another path"),
    silent("demo --port 0 --data taken.txt/below", *BELOW_A_FILE),
    silent("demo --port 0 --data /proc/nowhere", *NOT_WRITABLE),
    silent("demo --port 0 --data folder", "--data", "something else", "choose an empty one"),
)
CALLS = (*OPTIONS, *PATHS, *SETTINGS, *SERVERS)

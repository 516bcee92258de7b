"""The `q` of files.list: `mimeType = '…' and (name contains 'x' or not trashed)`."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sheets_sync.emulator.errors import DriveError

Json = dict[str, Any]
Test = Callable[[Json], bool]
TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<sign><=|>=|!=|=|<|>|\(|\)|\{|\})|(?P<word>[\w.]+))"""
)
SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
TIMES = ("modifiedTime", "createdTime", "viewedByMeTime", "sharedWithMeTime")
FLAGS = ("trashed", "starred", "sharedWithMe")
TEXTS = ("name", "mimeType", "fullText", "id")
PEOPLE = {"owners": ("owner",), "writers": ("owner", "organizer", "fileOrganizer", "writer"), "readers": ()}


def invalid(text: str) -> DriveError:
    """400 for a query that cannot be read."""
    return DriveError(400, "invalid", f"Invalid Value: {text}", location="q")


def parse_query(text: str) -> Test:
    """A test of files, from the query; DriveError 400 of one that cannot be read."""
    reader = _Reader(text)
    found = reader.either()
    if reader.peek() is not None:
        raise invalid(text)
    return found


class _Reader:
    """Reads a query from its first token to its last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, str]] = []
        self.at = 0
        end = 0
        text = text.rstrip()
        while end < len(text):
            match = TOKEN.match(text, end)
            if match is None or match.lastgroup is None:
                raise invalid(self.text)
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            end = match.end()

    def peek(self) -> str | None:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else None

    def take(self, *wanted: str) -> str:
        """The next token, which must be of a kind, or one of the words given."""
        if self.at >= len(self.tokens):
            raise invalid(self.text)
        kind, value = self.tokens[self.at]
        if wanted and kind not in wanted and value not in wanted:
            raise invalid(self.text)
        self.at += 1
        return value

    def value(self) -> str:
        """A quoted text."""
        return re.sub(r"\\(.)", r"\1", self.take("text")[1:-1])

    def either(self) -> Test:
        tests = [self.both()]
        while self.peek() == "or":
            self.take()
            tests.append(self.both())
        return lambda file: any(test(file) for test in tests)

    def both(self) -> Test:
        tests = [self.single()]
        while self.peek() == "and":
            self.take()
            tests.append(self.single())
        return lambda file: all(test(file) for test in tests)

    def single(self) -> Test:
        if self.peek() == "not":
            self.take()
            test = self.single()
            return lambda file: not test(file)
        if self.peek() == "(":
            self.take()
            test = self.either()
            self.take(")")
            return test
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "text":
            return self.membership()
        return self.comparison()

    def membership(self) -> Test:
        """`'x' in parents`."""
        value = self.value()
        self.take("in")
        field = self.take("word")
        if field == "parents":
            return lambda file: value in file.get("parents", [])
        if field not in PEOPLE:
            raise invalid(self.text)
        roles = PEOPLE[field]
        return lambda file: any(
            found.get("emailAddress") == value and (not roles or found["role"] in roles)
            for found in file.get("permissions", [])
        )

    def comparison(self) -> Test:
        field = self.take("word")
        if field in ("properties", "appProperties"):
            return self.property(field)
        if field in FLAGS:
            return self.flag(field)
        sign = self.take("sign", "contains")
        if field in TIMES and sign in SIGNS:
            return self.moment(field, sign)
        if field == "shortcutDetails.targetId" and sign in ("=", "!="):
            target = self.value()
            return lambda file: SIGNS[sign](file.get("shortcutDetails", {}).get("targetId"), target)
        if field not in TEXTS:
            raise invalid(self.text)
        return self.words(field, sign)

    def flag(self, field: str) -> Test:
        if self.peek() not in ("=", "!="):
            return lambda file: bool(file.get(field))
        sign = self.take("sign")
        wanted = self.take("true", "false") == "true"
        return lambda file: SIGNS[sign](bool(file.get(field)), wanted)

    def moment(self, field: str, sign: str) -> Test:
        try:
            wanted = as_moment(self.value())
        except ValueError:
            raise invalid(self.text) from None
        return lambda file: field in file and SIGNS[sign](as_moment(file[field]), wanted)

    def words(self, field: str, sign: str) -> Test:
        value = self.value()
        if sign == "contains":
            folded = value.casefold()
            key = "name" if field == "fullText" else field
            return lambda file: _contains(str(file.get(key, "")).casefold(), folded, prefix=key == "name")
        if sign not in ("=", "!=") or field == "fullText":
            raise invalid(self.text)
        return lambda file: SIGNS[sign](file.get(field), value)

    def property(self, field: str) -> Test:
        """`appProperties has { key='a' and value='b' }`."""
        self.take("has")
        self.take("{")
        self.take("key")
        self.take("=")
        key = self.value()
        self.take("and")
        self.take("value")
        self.take("=")
        value = self.value()
        self.take("}")
        return lambda file: file.get(field, {}).get(key) == value


def _contains(text: str, wanted: str, *, prefix: bool) -> bool:
    """Names are matched from the start of a word, as Drive does; other fields anywhere."""
    if not prefix:
        return wanted in text
    return re.search(r"(?<!\w)" + re.escape(wanted), text) is not None


def as_moment(text: str) -> datetime:
    """RFC 3339, in UTC where no zone is given."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)

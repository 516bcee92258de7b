"""Reading campaign.toml as it stands: what is in it, without what has no place there."""

import re
import tomllib
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

from sheets_sync.config.remedies import UNWRITABLE
from sheets_sync.errors import Problem
from sheets_sync.vietnamese.letters import is_damaged, writable

SECRET = re.compile(r"passw|secret|token|api_?key|private_?key|mat_?khau", re.IGNORECASE)


def read_toml(file: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """What the file says, None when it cannot be read; mistakes go to `problems`."""
    try:
        raw = tomllib.loads(normalize("NFC", file.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        problems.append(Problem(file, "", "", "There is no such file; give another with --config."))
    except OSError as error:
        text = f"It cannot be read ({error.strerror}); give the campaign's own file with --config."
        problems.append(Problem(file, "", "", text))
    except UnicodeDecodeError as error:
        text = f"Not in UTF-8 (byte {error.start + 1}); save it as UTF-8 in an editor."
        problems.append(Problem(file, "", "", text))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(file, "", "", f"Not a readable TOML file: {error}; correct it there."))
    else:
        return {key: _usable(file, key, value, problems) for key, value in raw.items()}
    return None


def _usable(file: Path, key: str, value: Any, problems: list[Problem]) -> Any:
    """The value as it can be written, without keys of secrets; each is a problem, which shows no secret."""
    if isinstance(value, list):
        return [_usable(file, f"{key}[{place}]", one, problems) for place, one in enumerate(value)]
    if isinstance(value, str):
        written = writable(value)
        if is_damaged(value):
            problems.append(Problem(file, key, written[:60], UNWRITABLE))
        return written
    if not isinstance(value, dict):
        return value
    kept = {}
    for name, one in value.items():
        if SECRET.search(name) or (isinstance(one, str) and _has_password(one)):
            variable = f"SHEETS_SYNC_{key}__{name}".replace(".", "__").upper()
            text = (
                f"A secret has no place in this file: remove it. Give it by the environment as {variable},"
                " or in a file of its own such as google.credentials_file."
            )
            problems.append(Problem(file, f"{key}.{name}", "", text))
        else:
            kept[name] = _usable(file, f"{key}.{name}", one, problems)
    return kept


def _has_password(text: str) -> bool:
    try:
        return urlsplit(text).password is not None
    except ValueError:
        return False

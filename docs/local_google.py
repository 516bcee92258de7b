"""Write the tables of docs/local-google.md: every request and method of Google's discovery documents.

Run as `python docs/local_google.py`; a test compares the page with what this writes.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import googleapiclient

from sheets_sync.emulator.answers import COMPUTED, REFUSED, STORED_ONLY, Answer, of_method, of_request

PAGE = Path(__file__).with_name("local-google.md")
DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
START = "<!-- Written by docs/local_google.py from here on; change the code, then run it again. -->"

TITLES = {"Sheets": "Sheets methods", "batchUpdate": "requests of batchUpdate", "Drive": "Drive methods"}
ABOUT = """\
## Every method and request

Computed: what follows from it shows in later answers. Stored only: it is kept, checked and returned. Refused:
a request of batchUpdate with 400 and the reason, a method of Drive with 501 `notImplemented`."""


def document(name: str) -> dict[str, Any]:
    """A discovery document, as google-api-python-client ships it."""
    found: dict[str, Any] = json.loads((DOCUMENTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def methods(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All methods of a document, in its order."""
    yield from resource.get("methods", {}).values()
    for inner in resource.get("resources", {}).values():
        yield from methods(inner)


def answers() -> Iterator[tuple[str, str, Answer]]:
    """API, name and answer of everything. Raises KeyError of what the code does not know."""
    for api, name, prefix in (("Sheets", "sheets.v4", "/"), ("Drive", "drive.v3", "/drive/v3/")):
        for method in methods(document(name)):
            answer = of_method(method["httpMethod"], prefix + method.get("flatPath", method["path"]))
            yield api, method["id"].partition(".")[2], _known(answer, method["id"])
    for kind in sorted(document("sheets.v4")["schemas"]["Request"]["properties"]):
        yield "batchUpdate", kind, _known(of_request(kind), kind)


def _known(answer: Answer | None, name: str) -> Answer:
    if answer is None:
        raise KeyError(f"{name} has no answer: let it be computed, or refuse it with a reason")
    return answer


def tables() -> str:
    """The part of the page that is written here."""
    found = list(answers())
    lines = [START, "", ABOUT, "", "| | computed | stored only | refused |", "|---|---|---|---|"]
    for api, title in TITLES.items():
        counts = Counter(answer.kind for its_api, _, answer in found if its_api == api)
        lines.append(f"| {title} | {counts[COMPUTED]} | {counts[STORED_ONLY]} | {counts[REFUSED]} |")
    lines += ["", "| of | name | answer | what is missing |", "|---|---|---|---|"]
    lines += [f"| {api} | `{name}` | {answer.kind} | {answer.why or '–'} |" for api, name, answer in found]
    return "\n".join(lines) + "\n"


def page() -> str:
    """docs/local-google.md with its tables as the code has them."""
    return PAGE.read_text(encoding="utf-8").partition(START)[0] + tables()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

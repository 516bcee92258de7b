"""Nothing of Google's APIs is passed over in silence: it is computed, stored with a reason, or refused."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from sheets_sync.emulator.answers import COMPUTED, REFUSED, STORED_ONLY, Answer, of_method, of_request
from sheets_sync.emulator.requests.refused import REFUSED as REFUSED_REQUESTS
from sheets_sync.emulator.requests.registry import HANDLERS, STORED

from .client import Api
from .discovery import document

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("local_google", DOCS / "local_google.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_the_tables_that_the_code_makes(writer: ModuleType) -> None:
    made = writer.page()
    assert (DOCS / "local-google.md").read_text(encoding="utf-8") == made, "run python docs/local_google.py"


def test_everything_in_the_discovery_documents_has_one_answer(writer: ModuleType) -> None:
    found = list(writer.answers())
    assert len({(api, name) for api, name, _ in found}) == len(found)
    for _, name, answer in found:
        assert (answer.why == "") is (answer.kind == COMPUTED), name


def test_every_answer_of_the_code_is_one_of_google_s_requests() -> None:
    kinds = set(document("sheets.v4")["schemas"]["Request"]["properties"])
    assert set(HANDLERS) | set(REFUSED_REQUESTS) == kinds
    assert not set(HANDLERS) & set(REFUSED_REQUESTS)
    assert set(STORED) <= set(HANDLERS)


def test_what_is_not_known_has_no_answer() -> None:
    assert of_request("foldPaper") is None
    assert of_method("GET", "/drive/v3/paper") is None
    assert of_method("GET", "/drive/v3/files/{fileId}/listLabels") == Answer(REFUSED, "labels are not kept")
    assert of_request("addChart") == Answer(STORED_ONLY, STORED["addChart"])


@pytest.mark.parametrize("kind", sorted(REFUSED_REQUESTS))
def test_a_refused_request_says_why(api: Api, kind: str) -> None:
    message = api.refuse(api.new(), {kind: {}})
    assert message == f"Invalid requests[0].{kind}: not supported: {REFUSED_REQUESTS[kind]}."

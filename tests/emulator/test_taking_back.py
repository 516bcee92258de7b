"""What a person did at the page is taken back and done again exactly, whatever it was; others keep theirs."""

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.emulator.errors import GoogleError
from sheets_sync.emulator.history import MOST_STEPS
from sheets_sync.emulator.library import Library
from sheets_sync.emulator.routes_history import turned

from .client import Api
from .test_effort import OWNER, batch, reopened, state_of
from .test_undo import TRIED, kept, values

__all__ = ["kept"]
PERSON = replace(OWNER, at_page=True)
OTHER = replace(PERSON, email="chi.hoa@example.com")
PAGE = {"X-Local-Google-Page": "1"}
Json = dict[str, Any]


def write(library: Library, book: str, *requests: Json, who: Any = PERSON) -> None:
    with library.writing(book, who) as workbook:
        batch(*copy.deepcopy(requests))(workbook)


def share(library: Library, book: str) -> None:
    permission = {"id": "1", "type": "user", "role": "writer", "emailAddress": OTHER.email}
    library.files[book]["permissions"].append(permission)


def typed(row: int, text: str) -> Json:
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": 3}
    rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


@pytest.mark.parametrize("kind", TRIED)
def test_every_kind_of_change_is_taken_back_and_done_again(
    kept: tuple[Library, str], tmp_path: Path, kind: str
) -> None:
    library, book = kept
    before, computed = copy.deepcopy(state_of(library, book)), values(library, book)
    write(library, book, {kind: TRIED[kind]})
    after, computed_after = copy.deepcopy(state_of(library, book)), values(library, book)
    for _ in range(2):
        done = turned(library, book, PERSON, again=False)["done"]
        assert done == (before != after)
        assert state_of(library, book) == before
        assert values(library, book) == computed
        assert turned(library, book, PERSON, again=True)["done"] == done
        assert state_of(library, book) == after
        assert values(library, book) == computed_after
    assert reopened(library, tmp_path, book) == after


def test_steps_go_back_in_order_and_a_new_one_ends_what_could_be_done_again(
    kept: tuple[Library, str],
) -> None:
    library, book = kept
    start = copy.deepcopy(state_of(library, book))
    write(library, book, typed(20, "một"))
    write(library, book, typed(21, "hai"))
    assert turned(library, book, PERSON, again=False)["range"]["startRowIndex"] == 21
    write(library, book, typed(22, "ba"))
    assert turned(library, book, PERSON, again=True) == {"done": False}
    assert [turned(library, book, PERSON, again=False)["done"] for _ in range(3)] == [True, True, False]
    assert state_of(library, book) == start


def test_each_person_takes_back_what_is_theirs(kept: tuple[Library, str]) -> None:
    library, book = kept
    share(library, book)
    write(library, book, typed(20, "của tôi"))
    write(library, book, typed(21, "của chị"), who=OTHER)
    write(library, book, typed(22, "của máy"), who=OWNER)
    assert turned(library, book, PERSON, again=False)["done"]
    with library.reading(book, PERSON) as workbook:
        seen = [workbook.sheets[0].cell(row, 3) for row in (20, 21, 22)]
    assert [cell.get("userEnteredValue", {}).get("stringValue") for cell in seen] == [
        None,
        "của chị",
        "của máy",
    ]


def test_what_somebody_changed_since_is_left_to_them(kept: tuple[Library, str]) -> None:
    library, book = kept
    share(library, book)
    write(library, book, typed(19, "trước"))
    write(library, book, typed(20, "của tôi"))
    write(library, book, typed(20, "của chị"), who=OTHER)
    with pytest.raises(GoogleError, match="Somebody else"):
        turned(library, book, PERSON, again=False)
    with library.reading(book, PERSON) as workbook:
        assert workbook.sheets[0].cell(20, 3)["userEnteredValue"] == {"stringValue": "của chị"}
    # The step is gone, the one before it is not.
    assert turned(library, book, PERSON, again=False)["range"]["startRowIndex"] == 19


@pytest.mark.parametrize("who", [OTHER, OWNER], ids=["a person", "a program"])
def test_nothing_is_taken_back_once_others_moved_rows(kept: tuple[Library, str], who: Any) -> None:
    library, book = kept
    share(library, book)
    write(library, book, typed(20, "của tôi"))
    moving = {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}}}
    write(library, book, moving, who=who)
    assert turned(library, book, PERSON, again=False) == {"done": False}


def test_only_so_much_is_kept(kept: tuple[Library, str]) -> None:
    library, book = kept
    for number in range(MOST_STEPS + 1):
        write(library, book, typed(20, str(number)))
    done = [turned(library, book, PERSON, again=False)["done"] for _ in range(MOST_STEPS + 1)]
    assert done == [True] * MOST_STEPS + [False]


def test_what_is_protected_since_is_not_touched(api: Api) -> None:
    book = api.new()
    api.ok(
        "POST",
        f"/drive/v3/files/{book}/permissions",
        {"type": "user", "role": "writer", "emailAddress": "a@b.vn"},
    )
    person = Api(api.base_url, "a@b.vn")
    person.session.headers.update(PAGE)
    person.write(book, "A1", [["x"]])
    api.update(book, {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}})
    assert "protected" in person.refused(400, "POST", f"/_emulator/workbooks/{book}/undo")
    person.close()
    assert api.read(book, "A1") == [["x"]]


def test_calls_of_programs_are_not_kept(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["x"]])
    assert api.ok("POST", f"/_emulator/workbooks/{book}/redo") == {"done": False}
    assert api.ok("POST", f"/_emulator/workbooks/{book}/undo") == {"done": False}
    api.refused(404, "POST", f"/_emulator/workbooks/{'1' * 44}/undo")

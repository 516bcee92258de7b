from datetime import UTC, datetime

import pytest

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.google import Google, changes, drive, permissions

from .conftest import LocalGoogle

MARKS = {"campaign": "thi-dua'26", "unit": "tdp-01"}


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (changes, drive, permissions):
        monkeypatch.setattr(module, "PAGE", 2)


def test_a_created_workbook_is_found_by_its_marks(google: Google, local: LocalGoogle) -> None:
    book = google.create("Tổ dân phố 1", MARKS)
    google.create("Tổ dân phố 2", {**MARKS, "campaign": "khac"})
    local.forget_calls()
    assert google.find("campaign", "thi-dua'26") == {book: MARKS}
    assert len(local.calls()) == 1


def test_a_creation_with_unknown_outcome_makes_no_double(google: Google, local: LocalGoogle) -> None:
    local.fail("applied-then-503", route="/files$", count=1)
    with pytest.raises(GoogleUnavailable, match="not known"):
        google.create("Tổ dân phố 1", MARKS)
    assert len(local.calls()) == 1
    assert len(google.find("unit", "tdp-01")) == 1


def test_a_creation_that_was_surely_refused_is_tried_again(google: Google, local: LocalGoogle) -> None:
    local.fail("429", count=1)
    assert google.create("Tổ dân phố 1", MARKS) in google.living()


def test_changes_name_what_changed_since_the_token(google: Google, local: LocalGoogle) -> None:
    still, edited = local.workbook("Yên"), local.workbook("Sửa")
    token = google.start_page_token()
    local.type(edited, "A1", [["mới"]])
    found = google.changes(token)
    assert [change.file_id for change in found.changes] == [edited]
    [change] = found.changes
    assert (change.name, change.removed) == ("Sửa", False)
    assert change.modified is not None
    assert abs((change.modified - datetime.now(UTC)).total_seconds()) < 60
    assert change.version == google.living()[edited].version
    assert still in google.living()
    assert google.changes(found.token).changes == ()


def test_nothing_changed_is_one_call(google: Google, local: LocalGoogle) -> None:
    local.workbook()
    token = google.start_page_token()
    local.forget_calls()
    assert google.changes(token).changes == ()
    assert [call["route"] for call in local.calls()] == ["/drive/v3/changes"]


@pytest.mark.parametrize("body", [None, {"trashed": True}])
def test_a_workbook_thrown_away_is_a_removal(
    google: Google, local: LocalGoogle, body: dict[str, bool] | None
) -> None:
    book = local.workbook()
    token = google.start_page_token()
    local.call("PATCH" if body else "DELETE", f"/drive/v3/files/{book}", body)
    [change] = google.changes(token).changes
    assert (change.file_id, change.removed, change.version) == (book, True, None)


@pytest.mark.usefixtures("small_pages")
def test_lists_are_read_to_their_last_page(google: Google, local: LocalGoogle) -> None:
    token = google.start_page_token()
    books = {local.workbook(f"Tổ {number}") for number in range(5)}
    local.forget_calls()
    assert set(google.living()) == books
    found = google.changes(token)
    assert {change.file_id for change in found.changes} == books
    assert google.changes(found.token).changes == ()
    assert [call.route for call in google.log.calls].count("/drive/v3/files") == 3
    for number in range(3):
        google.share(next(iter(books)), f"can-bo-{number}@example.com")
    assert len(google.shared_with(next(iter(books)))) == 4


def test_sharing_is_told_with_roles_and_links_and_repeating_it_changes_nothing(
    google: Google, local: LocalGoogle
) -> None:
    book = local.workbook()
    for _ in range(2):
        google.share(book, "Can-Bo@example.com")
    google.share(book, "lanh-dao@example.com", "reader")
    link = {"type": "anyone", "role": "reader"}
    local.call("POST", f"/drive/v3/files/{book}/permissions", link)

    listed = google.permissions(book)

    assert {(entry.grantee, entry.role) for entry in listed} == {
        ("user", "owner"),
        ("user", "writer"),
        ("user", "reader"),
        ("anyone", "reader"),
    }
    assert len(listed) == 4
    assert google.shared_with(book) == {
        "owner@example.com": "owner",
        "can-bo@example.com": "writer",
        "lanh-dao@example.com": "reader",
    }


def test_nobody_gets_googles_mail_unless_asked(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    google.share(book, "a@example.com")
    google.share(book, "b@example.com", letter="Kính mời")
    sent = [call["path"] for call in local.calls()]
    assert ["sendNotificationEmail=false" in path for path in sent] == [True, False]


def test_a_renamed_workbook_keeps_its_id(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    google.rename(book, "Tổ dân phố 9")
    assert google.read(book).title == "Tổ dân phố 9"

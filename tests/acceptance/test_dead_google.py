"""Google stops answering while many units are read: the run ends soon, and the next one has everything."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.google import Google
from sheets_sync.store.workbooks import MASTER
from tests.acceptance.test_calls import COUNT, FORM, INDICATORS, roster
from tests.ward import EVENING, NEXT_EVENING, Ward, ward


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with ward(tmp_path, monkeypatch, units=roster(COUNT), indicators=INDICATORS) as one:
        yield one


@pytest.mark.long
def test_a_run_on_a_dead_google_ends_soon_marks_every_unit_and_loses_nothing(many: Ward) -> None:
    project = many.project
    many.type("T001", FORM, {"E2": "200"})
    many.sync(EVENING, mails=False)
    kept = project.store.submissions.latest(project.period.code)
    assert len(kept) == COUNT

    faults = f"{many.base_url}/_emulator/faults"
    requests.post(faults, json={"kind": "503", "route": "/v4/"})
    many.forget_calls()
    with pytest.raises(GoogleUnavailable, match="Google answered none of the last"):
        many.sync(NEXT_EVENING, mails=False, full=True)
    settings = project.google.settings
    # Calls already under way when the last permitted one failed end as they may; nobody begins another.
    at_most = (settings.circuit_failures + project.config.settings.google.threads) * settings.attempts
    sheets = [call for call in many.calls() if call["route"].startswith("/v4/")]
    assert settings.circuit_failures * settings.attempts <= len(sheets) <= at_most

    books = project.store.workbooks.known()
    assert {unit for unit, book in books.items() if book.unreadable} == set(books) - {MASTER}
    assert {book.unreadable for unit, book in books.items() if unit != MASTER} == {
        "Google tạm thời không trả lời"
    }
    assert project.store.submissions.latest(project.period.code) == kept

    requests.delete(faults)
    with Google(settings) as google:
        again = Ward(many.base_url, replace(project, google=google), many.people)
        outcome = again.sync(NEXT_EVENING, mails=False, full=True)
    assert outcome.failed == {}
    assert len(outcome.units_read) == COUNT
    assert not any(book.unreadable for book in project.store.workbooks.known().values())
    assert many.records("2. Văn hóa - Xã hội")["T001/VX01"]["Thực hiện"] == 200

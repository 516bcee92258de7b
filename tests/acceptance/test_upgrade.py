"""A campaign goes on with the store of the version before: nothing that the office wrote is lost."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import requests

from sheets_sync.judging.decisions import told
from sheets_sync.master.tables import today
from sheets_sync.model import OfficeColumn, RecordKey, Review, Submission
from sheets_sync.store import Store, open_store
from tests import former_store
from tests.contract.store_safety_contract import migrate
from tests.office import STATE
from tests.postgresql import Server, running_server
from tests.seen import differences, remarked
from tests.upgrade_story import COMMENT, CULTURE, OWN, WORKS, key_of, master, play, stage
from tests.ward import OVERDUE_EVENING, Ward

CHANGE = "Thay đổi sau khi xử lý"
PERIOD = "dot-1"
#: As a ward with a form of its own has them.
OF_ANOTHER_FORM = (
    "INSERT INTO reviews (period, form, key, state, before, content) VALUES ('dot-1', 'meetings', 'TDP01/1',"
    """ 'Đã duyệt', '', '{"Nội dung họp":"Giao ban","Đơn vị":"Tổ 1"}')""",
    "INSERT INTO remarks (number, period, form, key, title, text, at, by) VALUES (90, 'dot-1', 'meetings',"
    " 'TDP01/1', 'Trạng thái xử lý', 'Đã duyệt', '2024-08-15T13:00:00.000000+00:00', '')",
    "INSERT INTO remarks (number, period, form, key, title, text, at, by) VALUES (91, 'dot-1', 'meetings',"
    " 'TDP01/1', 'Nội dung họp', 'đã họp', '2024-08-15T13:00:00.000000+00:00', '')",
)


@dataclass(frozen=True)
class Played:
    """The story as the present version plays it, and where databases come from."""

    ward: Ward
    folder: Path

    def control(self, name: str) -> None:
        assert requests.post(f"{self.ward.base_url}/_emulator/{name}", timeout=30).ok


FORMER: dict[str, list[list[object]]] = json.loads(former_store.MASTER.read_text(encoding="utf-8"))
#: Columns in which the office writes.
OFFICES = {STATE, COMMENT, OWN, "Số phiếu đồng ý", "Số người dự họp", "Kết luận", "Điểm điều chỉnh", "Lý do"}
OFFICES |= {"Ghi chú của văn phòng", "Quyết định của văn phòng"}
EXEMPLARS, RETITLED = "9. Gương điển hình", " (biểu mẫu)"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("upgrade")
    with pytest.MonkeyPatch.context() as monkeypatch, stage(folder, monkeypatch) as one:
        play(one)
        made = Played(one, folder)
        made.control("checkpoint")
        yield made


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as one:
        yield one


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    found: Server = request.getfixturevalue("server")
    return found.database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """The former store, opened by the present version."""
    former_store.put(url)
    with open_store(url) as found:
        yield found.for_period(PERIOD)


@pytest.fixture
def upgraded(played: Played, store: Store) -> Ward:
    """The workbooks as the former version left them, with the former store."""
    played.control("rewind")
    one = replace(played.ward, project=replace(played.ward.project, store=store))
    bring_back_the_former_master(one)
    return one


def bring_back_the_former_master(one: Ward) -> None:
    """Each tab holds what the former version wrote, column by column; it had no “Việc hôm nay”."""
    found = one.get(f"/v4/spreadsheets/{one.book('')}", fields="sheets(properties(title,gridProperties))")
    sizes = {sheet["properties"]["title"]: sheet["properties"]["gridProperties"] for sheet in found["sheets"]}
    one.change("", {"deleteSheet": {"sheetId": today.SHEET_ID}})
    for title, rows in FORMER.items():
        height, width = sizes[title]["rowCount"], sizes[title]["columnCount"]
        padded = [[*row, *[""] * (width - len(row))] for row in rows]
        blank = [[""] * width] * (height - len(rows))
        body = {"values": [*padded, *blank]}
        path = f"{one.base_url}/v4/spreadsheets/{one.book('')}/values/'{title}'!A1"
        answer = requests.put(path, json=body, params={"valueInputOption": "RAW"}, timeout=60)
        assert answer.ok, answer.text


def read(review: Review) -> tuple[str, str, dict[str, str]]:
    """A review with its values as they are read: what was typed like a number is like the number."""
    return review.state, review.before, {field: told(value) for field, value in review.content.items()}


def in_codes(submission: Submission) -> Submission:
    """Without the words of its findings, which every version chooses anew."""
    found = tuple(replace(one, message="", mend="") for one in submission.findings)
    return replace(submission, findings=found)


def known(store: Store, one: Ward) -> dict[str, object]:
    """All that is kept of the office's work, of findings and of what the workbooks show."""
    return {
        "reviews": {one: read(review) for one, review in store.reviews.known().items()},
        "history": sorted((kept.record, kept.column, kept.text, kept.by) for kept in store.reviews.history()),
        "removed": store.publications.removed(),
        "remarks": remarked(replace(one, project=replace(one.project, store=store))),
        "rows": store.publications.last(one.book("")).rows,
        "closings": store.closings.known(),
        "findings": {unit: store.findings.history(unit) for unit in one.project.units},
        "submissions": {key: in_codes(one) for key, one in store.submissions.latest(PERIOD).items()},
        "books": store.workbooks.known(),
    }


def test_the_former_store_holds_what_the_present_version_would_have_kept(
    played: Played, store: Store
) -> None:
    present = known(played.ward.project.store, played.ward)
    found = known(store, played.ward)
    # What the master and the units' sheets show, and how an approval of what cannot be used is kept, differs.
    for name in ("history", "removed", "closings", "submissions"):
        assert list(differences(found[name], present[name])) == [], name


def test_decisions_of_every_kind_come_along_by_their_codes(store: Store) -> None:
    states = {one.row: (found.state, found.before) for one, found in store.reviews.known().items()}
    assert states == {
        "TDP01/VX01": ("approved", ""),
        "TDP01/VX02": ("pending", "approved"),
        "TDP02/VX01": ("hỏi lại anh Dương", ""),
        "TDP02/VX02": ("returned", ""),
        "TCKT/TCKT-works-0001": ("approved", ""),
        "TCKT/TCKT-works-0002": ("received", ""),
        "TCKT/TCKT-works-0003": ("resubmitted", "returned"),
        "TDP01/TDP01-commendation-0001": ("approved", ""),
    }
    [removal] = [one for _, one in store.publications.removed()]
    assert removal.remarks == {
        OfficeColumn("office-comment"): "Xem ảnh nghiệm thu",
        OfficeColumn(title=OWN): "Chị Mai",
    }


def beside_records(shown: dict[str, list[list[object]]]) -> dict[tuple[str, object], dict[str, object]]:
    """What stands in the office's columns, by tab and row key: the titles are no others than before."""
    found = {}
    for tab, (header, *rows) in shown.items():
        ours = {place: title for place, title in enumerate(header) if title in OFFICES}
        for row in rows:
            texts = {title: row[place] for place, title in ours.items() if place < len(row) and row[place]}
            if texts:
                found[tab, row[0]] = texts
    return found


def test_the_first_sync_after_the_upgrade_brings_the_master_over_and_forgets_nothing(upgraded: Ward) -> None:
    before = known(upgraded.project.store, upgraded)
    outcome = upgraded.sync(OVERDUE_EVENING, mails=False, full=True)
    # Of this unit something is said in other words now.
    assert (outcome.units_changed, outcome.failed) == (("TDP02",), {})
    after, shown = known(upgraded.project.store, upgraded), master(upgraded)
    for name in ("reviews", "history", "removed", "remarks", "closings", "submissions"):
        assert list(differences(after[name], before[name])) == [], name
    assert next(iter(shown)) == today.TITLE
    assert beside_records({tab: shown[tab] for tab in FORMER}) == beside_records(FORMER)
    headers = {tab: [title for title in rows[0] if title] for tab, rows in FORMER.items()}
    headers[EXEMPLARS][3] = f"{headers[EXEMPLARS][3]}{RETITLED}"
    assert {tab: shown[tab][0] for tab in FORMER} == headers
    assert upgraded.sync(OVERDUE_EVENING, mails=False, full=True).plans == ()


def test_an_approval_from_before_the_upgrade_is_taken_back_by_a_change_of_its_record_alone(
    upgraded: Ward,
) -> None:
    upgraded.type("TCKT", "works", {"G2": "13/8/2024", "D3": "1.300"})
    upgraded.type("TDP01", "culture_society", {"E3": "200"})
    upgraded.sync(OVERDUE_EVENING, mails=False)
    works, culture = upgraded.records(WORKS), upgraded.records(CULTURE)
    first, second = key_of(upgraded, "Đường hoa"), key_of(upgraded, "Nhà văn hóa")
    assert (works[first][STATE], works[first][CHANGE]) == ("Chờ duyệt", "Hoàn thành: 12/8/2024 → 13/8/2024")
    assert works[first][OWN] == "Anh Dương"
    assert works[second][CHANGE] == "Kinh phí (triệu đồng): 1.234,5 → 1.300"
    assert culture["TDP01/VX01"][STATE] == "Đã duyệt"
    assert culture["TDP01/VX02"][CHANGE] == "Thực hiện: 198,5 → 200"
    assert culture["TDP02/VX02"][COMMENT] == "Chưa khớp với Công an phường"


def test_a_store_may_go_back_to_the_version_before_and_come_again(url: str) -> None:
    former_store.put(url)
    with open_store(url) as store:
        first = store.for_period(PERIOD)
        before = (first.reviews.known(), first.reviews.history(), first.publications.removed())
    migrate(url, "downgrade", former_store.REVISION)
    with open_store(url) as store:
        again = store.for_period(PERIOD)
        assert (again.reviews.known(), again.reviews.history(), again.publications.removed()) == before


def test_of_a_form_of_the_wards_own_what_the_master_shows_counts(url: str) -> None:
    former_store.put(url, *OF_ANOTHER_FORM)
    with open_store(url) as store:
        known = store.for_period(PERIOD).reviews.known()
        meeting = RecordKey("meetings", "TDP01", "1")
        assert known[meeting] == Review("approved", "", {})
        remarks = store.for_period(PERIOD).reviews.history()
        assert [(one.column, one.text) for one in remarks if one.record == meeting] == [
            (OfficeColumn("office-state"), "approved"),
            (OfficeColumn(title="Nội dung họp"), "đã họp"),
        ]


def test_the_titles_under_which_columns_stand_are_known_at_once(played: Played, store: Store) -> None:
    master = played.ward.book("")
    found = store.publications.last(master).titles
    present = played.ward.project.store.publications.last(master).titles
    assert len(found) == len(played.ward.project.forms) + 3
    titles = {
        tab: {field: title.removesuffix(RETITLED) for field, title in present[tab].items()} for tab in found
    }
    assert titles == found


def test_a_column_that_had_the_title_of_another_is_retitled_where_it_stands(upgraded: Ward) -> None:
    master = upgraded.book("")
    upgraded.people.type_in(upgraded.somebody, master, {f"'{EXEMPLARS}'!D1": "Đơn vị"})
    upgraded.sync(OVERDUE_EVENING, mails=False, full=True)
    header = upgraded.values("", EXEMPLARS)[0]
    assert header[1:4] == ["Đơn vị", "Tên gương điển hình", f"Đơn vị{RETITLED}"]
    assert header.count("Đơn vị") == 1

"""What every store answers, whatever database holds it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sheets_sync.errors import StoreError
from sheets_sync.model import OfficeColumn, RecordKey, Review, Value
from sheets_sync.store import Publication, Remarked, Removal, Store
from sheets_sync.vietnamese.letters import REPLACED, writable
from tests.contract.store_samples import EVENING, LATER, MAIL, NEXT, StoreOf, finding, race, submission

#: What was read of a sheet holds nothing else.
WRITABLE = st.text().map(writable)
VALUES = st.one_of(
    WRITABLE,
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.booleans(),
    st.none(),
)
KT01 = RecordKey("economy", "A", "KT01")


def removal(unit: str) -> Removal:
    written = {OfficeColumn("office-state"): "approved", OfficeColumn(title="$own"): "Anh Dương"}
    return Removal(RecordKey("works", "TDP01", "1"), unit, {"Kinh phí": "1.234,5"}, written)


class StoreContract(StoreOf):
    """Answers to the pipeline's questions."""

    # Workbooks and page tokens

    def test_a_workbook_is_known_with_all_that_was_said_of_it(self, store: Store) -> None:
        store.workbooks.remember("", "master")
        store.workbooks.remember("TDP01", "first")
        store.workbooks.ready("TDP01")
        store.workbooks.shows("TDP01", "fingerprint", 2**40)
        store.workbooks.unreadable("TDP01", "không tìm thấy bảng tính")
        known = store.workbooks.known()
        assert list(known) == ["", "TDP01"]
        book = known["TDP01"]
        assert (book.id, book.ready, book.seen_version) == ("first", True, 2**40)
        assert (book.feedback, book.unreadable) == ("fingerprint", "không tìm thấy bảng tính")

    def test_reading_a_workbook_well_ends_its_trouble(self, store: Store) -> None:
        store.workbooks.remember("TDP01", "first")
        store.workbooks.unreadable("TDP01", "Google báo lỗi")
        store.workbooks.seen("TDP01", None)
        assert store.workbooks.known()["TDP01"].unreadable == ""

    def test_a_workbook_made_again_is_new_in_every_respect(self, store: Store) -> None:
        store.workbooks.remember("TDP01", "first")
        store.workbooks.shows("TDP01", "fingerprint", 5)
        store.workbooks.remember("TDP01", "second")
        book = store.workbooks.known()["TDP01"]
        assert (book.id, book.ready, book.seen_version, book.feedback) == ("second", False, None, "")

    def test_one_workbook_never_belongs_to_two_units(self, store: Store) -> None:
        store.workbooks.remember("TDP01", "same")
        with pytest.raises(StoreError):
            store.workbooks.remember("TDP02", "same")
        assert list(store.workbooks.known()) == ["TDP01"]

    def test_the_token_is_the_latest_from_before_the_overlap(self, store: Store) -> None:
        assert store.workbooks.token("changes", EVENING) is None
        for minutes, token in ((0, "a"), (30, "b"), (60, "c")):
            at = EVENING + timedelta(minutes=minutes)
            store.workbooks.save_token("changes", token, at, forget_before=at - timedelta(minutes=10))
        assert store.workbooks.token("changes", EVENING + timedelta(minutes=59)) == "b"
        assert store.workbooks.token("changes", NEXT) == "c"
        assert store.workbooks.token("drive of the ward", NEXT) is None

    def test_without_a_token_old_enough_the_oldest_is_taken(self, store: Store) -> None:
        store.workbooks.save_token("changes", "a", EVENING, forget_before=EVENING)
        store.workbooks.save_token("changes", "b", LATER, forget_before=EVENING)
        assert store.workbooks.token("changes", EVENING - timedelta(days=1)) == "a"

    # Submissions and row identities

    # Every example uses the same store, and every subclass the same examples: both are meant.
    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(st.dictionaries(WRITABLE, VALUES))
    @example({"$decimal": "không phải số"})
    @example({"$$date": 1})
    @example({"a": Decimal("1.50"), "b": 1, "c": True, "d": "1", "e": date(2024, 8, 5), "f": "2024-08-05"})
    def test_a_submission_comes_back_the_same_with_every_type(
        self, store: Store, values: Mapping[str, Value]
    ) -> None:
        store.submissions.save(submission(values), EVENING)
        back = store.submissions.latest("ky-1")["TDP01", "economy"]
        assert back == submission(values)
        found = back.records[0].values
        assert {key: (type(one), str(one)) for key, one in found.items()} == {
            key: (type(one), str(one)) for key, one in values.items()
        }

    def test_letters_that_nothing_can_write_come_back_as_lost(self, store: Store) -> None:
        values = {"half a character": "a\ud83d", "control": "\x00b\x1f"}
        store.submissions.save(submission(values), EVENING)
        (back,) = store.submissions.latest("ky-1")["TDP01", "economy"].records
        assert back.values == {name: writable(text) for name, text in values.items()}
        assert REPLACED in str(back.values["half a character"])

    def test_moments_come_back_aware_and_in_utc(self, store: Store) -> None:
        store.submissions.save(submission(), EVENING)
        ((at, kept),) = store.submissions.history("TDP01", "economy", "ky-1")
        assert at == kept.arrived == EVENING
        assert at.tzinfo == UTC
        assert kept.arrived is not None
        assert kept.arrived.tzinfo == UTC

    def test_a_moment_without_a_zone_is_refused(self, store: Store) -> None:
        naive = datetime(2024, 8, 14, 20)  # noqa: DTZ001
        with pytest.raises(StoreError, match="time zone"):
            store.runs.begin(naive)
        with pytest.raises(ValueError, match="time zone"):
            store.submissions.save(replace(submission(), arrived=naive), EVENING)

    def test_the_history_grows_only_when_the_content_changed(self, store: Store) -> None:
        assert store.submissions.save(submission({"plan": 1}), EVENING)
        assert not store.submissions.save(submission({"plan": 1}), LATER)
        assert store.submissions.save(submission({"plan": Decimal(1)}), NEXT)
        assert store.submissions.save(submission({"plan": 1}), NEXT)
        kept = store.submissions.history("TDP01", "economy", "ky-1")
        assert [at for at, _ in kept] == [EVENING, NEXT, NEXT]
        assert [one.records[0].values["plan"] for _, one in kept] == [1, Decimal(1), 1]

    def test_what_one_unit_held_last_is_told_for_each_of_the_periods_asked_for(self, store: Store) -> None:
        for unit, period, plan in (
            ("TDP01", "ky-1", 1),
            ("TDP01", "ky-1", 2),
            ("TDP01", "ky-2", 3),
            ("TDP01", "ky-3", 4),
            ("TDP02", "ky-1", 5),
        ):
            store.submissions.save(submission({"plan": plan}, unit, period), EVENING)
        found = store.submissions.of_unit("TDP01", ["ky-1", "ky-2", "ky-9"])
        held = {place: one.records[0].values["plan"] for place, one in found.items()}
        assert held == {("ky-1", "economy"): 2, ("ky-2", "economy"): 3}
        assert store.submissions.of_unit("TDP01", []) == {}

    def test_the_latest_of_each_unit_is_of_the_period_asked_for(self, store: Store) -> None:
        for unit, period, plan in (
            ("TDP01", "ky-1", 1),
            ("TDP02", "ky-1", 2),
            ("TDP01", "ky-1", 4),
            ("TDP01", "ky-2", 3),
        ):
            store.submissions.save(submission({"plan": plan}, unit, period), EVENING)
        latest = store.submissions.latest("ky-1")
        assert {key: one.records[0].values["plan"] for key, one in latest.items()} == {
            ("TDP02", "economy"): 2,
            ("TDP01", "economy"): 4,
        }

    def test_what_a_unit_held_at_a_moment_is_what_it_had_saved_last_by_then(self, store: Store) -> None:
        for plan, at in ((1, EVENING), (2, LATER), (3, NEXT)):
            store.submissions.save(submission({"plan": plan}, "TDP01", "ky-1"), at)
        held = [store.submissions.latest("ky-1", at) for at in (EVENING - timedelta(1), EVENING, LATER, NEXT)]
        plans = [[one.records[0].values["plan"] for one in latest.values()] for latest in held]
        assert plans == [[], [1], [2], [3]]

    def test_no_row_identity_is_issued_twice(self, store: Store, other: Store) -> None:
        assert store.submissions.issue_row_ids("TDP01-works", 2) == ("TDP01-works-0001", "TDP01-works-0002")
        assert store.submissions.issue_row_ids("TDP02-works", 1) == ("TDP02-works-0001",)
        issue = [one.submissions.issue_row_ids for one in (store, other) * 4]
        issued = [key for keys in race(*(lambda do=do: do("TDP01-works", 3) for do in issue)) for key in keys]
        assert sorted(issued) == [f"TDP01-works-{number:04d}" for number in range(3, 27)]

    # Findings

    def test_a_finding_stands_since_it_was_first_seen_until_it_is_mended(self, store: Store) -> None:
        first, second = finding(cell="D7"), finding(cell="D8")
        store.findings.record({"TDP01": ([first, second], ())}, EVENING)
        reworded = replace(second, message="vẫn chưa có số.")
        store.findings.record({"TDP01": ([reworded], ())}, NEXT)
        (standing,) = store.findings.open()
        assert (standing.finding, standing.first_seen, standing.mended) == (reworded, EVENING, None)
        assert [one.mended for one in store.findings.history("TDP01")] == [NEXT, None]

    def test_a_finding_that_comes_back_begins_anew(self, store: Store) -> None:
        for found, at in (([finding()], EVENING), ([], LATER), ([finding()], NEXT)):
            store.findings.record({"TDP01": (found, ())}, at)
        times = [(one.first_seen, one.mended) for one in store.findings.history("TDP01")]
        assert times == [(EVENING, LATER), (NEXT, None)]

    def test_a_finding_is_the_same_wherever_its_record_moves_and_whatever_its_field_is_called(
        self, store: Store
    ) -> None:
        records = submission().records
        first = finding(cell="C7")
        store.findings.record({"TDP01": ([first], records)}, EVENING)
        moved = [replace(one, row=9, cells={"plan": "F10"}) for one in records]
        now = replace(first, cell="F10", label="Chỉ tiêu được giao")
        store.findings.record({"TDP01": ([now], moved)}, NEXT)
        [kept] = store.findings.history("TDP01")
        assert (kept.finding, kept.first_seen, kept.mended) == (now, EVENING, None)

    def test_what_stands_in_the_cell_of_another_record_now_is_another_finding(self, store: Store) -> None:
        records = submission().records
        store.findings.record({"TDP01": ([finding(cell="C7")], records)}, EVENING)
        store.findings.record({"TDP01": ([finding(cell="C7")], [replace(records[0], key="KT02")])}, NEXT)
        assert [one.mended for one in store.findings.history("TDP01")] == [NEXT, None]

    def test_findings_alike_in_one_cell_are_counted_apart(self, store: Store) -> None:
        twins = [finding(message="trùng với A."), finding(message="trùng với B.")]
        store.findings.record({"TDP01": (twins, ())}, EVENING)
        store.findings.record({"TDP01": (twins, ())}, LATER)
        assert [one.finding for one in store.findings.history("TDP01")] == twins

    def test_one_unit_s_findings_leave_those_of_others_alone(self, store: Store) -> None:
        store.findings.record({"TDP01": ([finding()], ())}, EVENING)
        store.findings.record({"TDP02": ([], ())}, LATER)
        assert len(store.findings.open()) == 1

    # Runs

    def test_a_killed_run_tells_what_it_noted_and_never_finished(self, store: Store) -> None:
        first, second = store.runs.begin(EVENING), store.runs.begin(NEXT)
        store.runs.note(first, {"units_read": 3, "trouble": "", "noteworthy": True})
        store.runs.finish(second, NEXT)
        latest, killed = store.runs.latest(5)
        assert (latest.number, latest.begun, latest.finished) == (second, NEXT, NEXT)
        assert (killed.finished, killed.summary["units_read"]) == (None, 3)
        assert [run.number for run in store.runs.latest(1)] == [second]

    # The master

    def test_the_last_publication_is_kept_by_workbook(self, store: Store) -> None:
        own = {OfficeColumn(title="$date"): "tuần sau", OfficeColumn("office-comment"): "=1+1"}
        remarks = {KT01: own, RecordKey("matrix", "TDP01"): {OfficeColumn("office-note"): "gọi"}}
        titles = {"7": {"actual": "Thực hiện"}}
        publication = Publication("fingerprint", {"7": {"TDP01/KT01": "row"}}, titles, remarks)
        store.publications.save("master", Publication("older", {}, {}, {}), EVENING)
        store.publications.save("master", publication, LATER)
        assert store.publications.last("master") == publication
        assert store.publications.last("another") == Publication("", {}, {}, {})

    def test_what_is_decided_about_records_is_in_doubt_until_the_workbook_is_saved_again(
        self, store: Store
    ) -> None:
        one, other = RecordKey("works", "TDP01", "1"), RecordKey("works", "TDP02", "2")
        shown = Publication("of today", {}, {}, {})
        store.publications.doubt("master", {one})
        assert store.publications.last("master").doubtful == frozenset()
        store.publications.save("master", shown, EVENING)
        store.publications.doubt("master", {one})
        store.publications.doubt("master", {other})
        assert store.publications.last("master") == replace(shown, doubtful=frozenset({one, other}))
        store.publications.save("master", shown, LATER)
        assert store.publications.last("master") == shown

    def test_a_removal_told_again_is_kept_once(self, store: Store) -> None:
        first, second = removal("A"), removal("B")
        for one, at in ((first, EVENING), (first, LATER), (second, NEXT)):
            store.publications.remove(one, at)
        assert store.publications.removed() == ((EVENING, first), (NEXT, second))

    # Reviews

    def test_a_review_is_replaced_and_known_by_form_and_key(self, store: Store) -> None:
        held: dict[str, Value] = {
            "actual": Decimal("1234.5"),
            "completed": date(2024, 8, 12),
            "note": "khoảng 5",
            "plan": None,
        }
        approved, changed = Review("approved", "", held), Review("pending", "approved", held)
        other = RecordKey("economy", "A", "KT02")
        store.reviews.save({KT01: approved, other: approved})
        store.reviews.save({KT01: changed})
        assert store.reviews.known() == {KT01: changed, other: approved}

    def test_what_the_office_typed_instead_of_a_state_may_be_long(self, store: Store) -> None:
        typed = Review("hỏi lại anh Dương ở Tổ dân phố số 1 trước khi duyệt " * 4, "", {})
        store.reviews.save({KT01: typed})
        assert store.reviews.known() == {KT01: typed}

    def test_remarks_are_kept_with_who_and_when_each_once(self, store: Store) -> None:
        comment, own = OfficeColumn("office-comment"), OfficeColumn(title="Người phụ trách")
        for text, at in (("xem lại", EVENING), ("xem lại", LATER), ("đã rõ", NEXT), ("xem lại", NEXT)):
            store.reviews.remarked(KT01, comment, text, at, "vp@phuong.example")
        store.reviews.remarked(KT01, own, "xem lại", NEXT, "")
        assert store.reviews.history() == (
            Remarked(KT01, comment, "xem lại", EVENING, "vp@phuong.example"),
            Remarked(KT01, comment, "đã rõ", NEXT, "vp@phuong.example"),
            Remarked(KT01, comment, "xem lại", NEXT, "vp@phuong.example"),
            Remarked(KT01, own, "xem lại", NEXT, ""),
        )

    # Closings

    def test_a_closed_unit_may_be_let_go_on_for_a_while_or_for_good(self, store: Store) -> None:
        for unit in ("A", "B"):
            store.closings.close(unit, EVENING)
        store.closings.reopen("A", NEXT)
        store.closings.reopen("C", NEXT)
        known = store.closings.known()
        assert [known["A"].holds(at) for at in (LATER, NEXT)] == [False, True]
        assert known["B"].holds(LATER)
        assert set(known) == {"A", "B"}
        store.closings.close("A", LATER)
        store.closings.reopen("B")
        assert [(one.unit, one.at, one.open_until) for one in store.closings.known().values()] == [
            ("A", LATER, None)
        ]

    # Periods

    def test_periods_do_not_see_each_other_s_workbooks_findings_and_runs(self, store: Store) -> None:
        january, february = store.for_period("2026-01"), store.for_period("2026-02")
        for number, one in enumerate((january, february)):
            one.workbooks.remember("TDP01", f"book-{number}")
            one.workbooks.ready("TDP01")
            one.runs.finish(one.runs.begin(EVENING, full=number == 0), LATER)
            one.reviews.save({KT01: Review(str(number), "", {})})
            one.closings.close(f"U{number}", EVENING)
            one.publications.remove(removal(str(number)), EVENING)
        january.findings.record({"TDP01": ([finding()], ())}, EVENING)
        assert january.workbooks.known()["TDP01"].id == "book-0"
        assert february.findings.open() == ()
        assert len(february.runs.latest(9)) == 1
        assert (january.runs.last_full(EVENING), february.runs.last_full(EVENING)) == (EVENING, None)
        assert february.reviews.known()[KT01].state == "1"
        assert list(february.closings.known()) == ["U1"]
        assert [one.unit_name for _, one in january.publications.removed()] == ["0"]

    def test_what_was_kept_before_periods_goes_to_the_first_one_opened(self, store: Store) -> None:
        store.workbooks.remember("TDP01", "book")
        store.runs.begin(EVENING)
        first, second = store.for_period("2026-01"), store.for_period("2026-02")
        assert list(first.workbooks.known()) == ["TDP01"]
        assert len(first.runs.latest(5)) == 1
        assert second.workbooks.known() == {}

    # Mails

    def test_a_mail_is_queued_once_for_ever(self, store: Store, other: Store) -> None:
        queued = race(
            *(lambda one=one: one.outbox.queue(MAIL, b"\x00\xff", EVENING) for one in (store, other))
        )
        assert sorted(queued) == [False, True]
        (waiting,) = store.outbox.unsent()
        assert (waiting.key, waiting.message, waiting.queued) == (MAIL.key, b"\x00\xff", EVENING)
        store.outbox.sent(MAIL.key, LATER)
        assert not store.outbox.queue(MAIL, b"again", NEXT)
        assert store.outbox.knows(MAIL.key)
        assert not store.outbox.knows("thi-dua-2024/dot-1/TDP01/other/0")
        assert store.outbox.unsent() == ()
        assert store.outbox.all()[0].sent == LATER

    def test_a_refused_mail_waits_with_its_reason(self, store: Store) -> None:
        store.outbox.queue(MAIL, b"", EVENING)
        store.outbox.failed(MAIL.key, "hộp thư đầy")
        (waiting,) = store.outbox.unsent()
        assert (waiting.failure, waiting.attempts) == ("hộp thư đầy", 1)
        store.outbox.sent(MAIL.key, LATER)
        assert (store.outbox.all()[0].failure, store.outbox.all()[0].attempts) == ("", 2)

    def test_only_one_process_hands_a_mail_over(self, store: Store, other: Store) -> None:
        store.outbox.queue(MAIL, b"", EVENING)
        claims = (store.outbox.claim, other.outbox.claim) * 2
        assert sorted(race(*(lambda do=do: do(MAIL.key, EVENING, LATER) for do in claims))) == [
            False,
            False,
            False,
            True,
        ]

    def test_a_claim_runs_out_or_ends_with_what_became_of_the_mail(self, store: Store) -> None:
        store.outbox.queue(MAIL, b"", EVENING)
        assert store.outbox.claim(MAIL.key, EVENING, LATER)
        assert not store.outbox.claim(MAIL.key, LATER - timedelta(seconds=1), NEXT)
        assert store.outbox.claim(MAIL.key, LATER, NEXT)
        store.outbox.failed(MAIL.key, "hộp thư đầy")
        assert store.outbox.claim(MAIL.key, LATER, NEXT)
        store.outbox.sent(MAIL.key, LATER)
        assert not store.outbox.claim(MAIL.key, NEXT, NEXT + timedelta(days=1))
        assert not store.outbox.claim("no such mail", EVENING, LATER)

    # Signed reports

    def test_signed_reports_are_kept_in_order_each_with_its_figures(self, store: Store) -> None:
        first, second = ([{"key": "k", "label": "Hộ nghèo", "shown": shown}] for shown in ("31", "30"))
        assert store.signed_reports.all() == ()
        assert store.signed_reports.sign("05", EVENING.date(), first, EVENING)
        assert store.signed_reports.sign("07", NEXT.date(), second, NEXT)
        kept = [(one.number, one.day, one.figures) for one in store.signed_reports.all()]
        assert kept == [("05", EVENING.date(), tuple(first)), ("07", NEXT.date(), tuple(second))]

    def test_a_report_signed_twice_is_kept_once_until_its_figures_differ(self, store: Store) -> None:
        figures = [{"key": "k", "label": "Hộ nghèo", "shown": "31"}]
        signed = [store.signed_reports.sign("05", EVENING.date(), figures, at) for at in (EVENING, LATER)]
        assert signed == [True, False]
        assert store.signed_reports.sign("05", EVENING.date(), [], LATER)
        assert len(store.signed_reports.all()) == 2

    def test_signed_reports_belong_to_their_period(self, store: Store) -> None:
        store.for_period("ky-1").signed_reports.sign("05", EVENING.date(), [], EVENING)
        assert store.for_period("ky-2").signed_reports.all() == ()

    # One run at a time

    def test_what_was_done_about_peoples_data_is_told_by_period_the_latest_first(self, store: Store) -> None:
        store.for_period("a").notes.add(EVENING, "Xuất 3 tệp csv")
        store.for_period("a").notes.add(LATER, "Xóa dữ liệu của 1 người ở 4 nơi")
        store.for_period("b").notes.add(LATER, "Xuất 1 tệp xlsx")
        found = store.for_period("a").notes.latest(5)
        assert [(one.at, one.told) for one in found] == [
            (LATER, "Xóa dữ liệu của 1 người ở 4 nơi"),
            (EVENING, "Xuất 3 tệp csv"),
        ]
        assert store.for_period("a").notes.latest(1) == found[:1]

    def test_a_lock_has_one_holder(self, store: Store, other: Store) -> None:
        def take(one: Store, holder: str) -> str | None:
            return one.locks.acquire("run", holder, EVENING, LATER)

        told = race(lambda: take(store, "A"), lambda: take(other, "B"))
        assert told in ([None, "A"], ["B", None])
        holder = next(one for one in told if one is not None)
        assert take(store, holder) is None
        store.locks.release("run", "somebody else")
        assert take(store, "C") == holder
        store.locks.release("run", holder)
        assert take(store, "C") is None

    def test_a_lock_of_a_killed_holder_runs_out(self, store: Store) -> None:
        assert store.locks.acquire("run", "killed", EVENING, LATER) is None
        assert store.locks.acquire("run", "next", LATER, NEXT) is None
        assert store.locks.acquire("run", "killed", LATER, NEXT) == "next"

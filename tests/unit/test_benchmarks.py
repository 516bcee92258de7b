"""What `make bench` compares, in a small form: what is found, never how fast."""

from benchmarks.faults import FAULTY, KINDS, works
from benchmarks.peers import PEERS, judged, naive
from benchmarks.validating import OURS, bytes_a_record, own

GIVEN = list(works(2 * FAULTY * len(KINDS)))
ROWS = [one.texts for one in GIVEN]


def test_ours_finds_every_kind_of_fault_and_nothing_else() -> None:
    assert len(KINDS) == 22
    assert judged(OURS.find(OURS.prepare(ROWS)), GIVEN) == (100.0, (), 0)


def test_a_usual_parse_finds_fewer_and_calls_no_good_row_faulty() -> None:
    found, missed, wrongly = judged(naive(ROWS), GIVEN)
    assert wrongly == 0
    assert 60 < found < 100
    assert "a figure of two readings" in missed


def test_typed_cells_are_read_checked_and_consolidated() -> None:
    assert set(own(1_000)) == {"bind + validate", "keep", "cross-check", "consolidate"}
    assert 0 < bytes_a_record(1_000) < 3_000


def test_the_peers_are_those_that_the_readme_names() -> None:
    names = {"plain pydantic loop", "naive pydantic loop", "polars", "pandera on polars", "frictionless"}
    assert set(PEERS) == names

"""While a run works, garbage is looked for rarely; afterwards as before, whatever happened."""

import gc

import pytest

from sheets_sync.pipeline.bulk import THRESHOLDS, bulk_work


def test_garbage_is_looked_for_rarely_within_and_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with bulk_work(), bulk_work():
        assert gc.get_threshold() == THRESHOLDS
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_a_run_that_fails_leaves_it_as_it_was() -> None:
    before = gc.get_threshold()
    with pytest.raises(LookupError), bulk_work():
        raise LookupError
    assert gc.get_threshold() == before

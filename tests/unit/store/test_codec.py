"""What is kept, as text."""

import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.store import codec
from sheets_sync.store.codec import dump, dump_long, load

#: Whatever tables of tables hold; keys that look like tags, and halves of a letter.
LEAVES = st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=()), max_size=8)
KEYS = st.text(max_size=3) | st.sampled_from(["$date", "$$", "$"])
TREES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=40)


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "MANY", 3)


@given(TREES)
def test_what_is_long_is_written_as_what_is_short(value: Any) -> None:
    assert dump_long(value) == dump(value)


def test_what_is_long_is_read_as_it_was() -> None:
    rows = {"7": {f"TDP01/{number}": f"{number:016x}" for number in range(10)}, "9": {}, "11": {"": "shown"}}
    assert load(dump_long(rows)) == rows


def test_to_write_what_is_long_takes_little_more_than_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "MANY", 1_000)
    rows = {"7": {f"TDP01/{number:06}": f"{number:016x}" for number in range(30_000)}}
    tracemalloc.start()
    try:
        text = dump_long(rows)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 3 * len(text)

from pathlib import Path

import pytest

import sheets_sync.emulator.schema as schema

from .discovery import text


@pytest.mark.parametrize(("document", "kept"), [("sheets.v4", "sheets_v4"), ("drive.v3", "drive_v3")])
def test_kept_field_names_are_those_of_the_discovery_document(document: str, kept: str) -> None:
    path = Path(schema.__file__).with_name(f"{kept}.json")
    assert path.read_text(encoding="utf-8") == text(document)

"""A form is one row model and one line in the registry: here one is added on the fly and synced."""

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from schemas import FORMS
from sheets_sync.forms.fields import Count, Day, Text
from sheets_sync.forms.form import Form, Heading, Row
from tests.ward import SMALL_INDICATORS, SMALL_UNITS, ward


class MeetingRow(Row):
    """A meeting held for the campaign."""

    topic: Annotated[Text, Heading("Nội dung họp", required=True), Field(max_length=40)] = None
    held: Annotated[Day, Heading("Ngày họp")] = None
    people: Annotated[Count, Heading("Số người dự", measure="người"), Field(le=500)] = None


MEETINGS = Form(code="meetings", title="10. Hội nghị", row=MeetingRow)


def test_a_new_form_is_provisioned_validated_and_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = SMALL_UNITS.replace("economy works", "economy works meetings")
    with ward(
        tmp_path, monkeypatch, units=units, indicators=SMALL_INDICATORS, forms=(*FORMS, MEETINGS)
    ) as one:
        one.type("TCKT", "meetings", {"B2": "Phát động thi đua", "C2": "06/8/2024", "D2": "1.200"})
        one.type("TCKT", "meetings", {"B3": "Sơ kết", "C3": "10/8/2024", "D3": "khoảng 60"})
        outcome = one.sync()
        rows = list(one.records("10. Hội nghị").values())
        assert [(row["Nội dung họp"], row["Số người dự"]) for row in rows] == [
            ("Phát động thi đua", "1.200"),
            ("Sơ kết", 60),
        ]
        found = {(one.cell, one.code) for one in outcome.findings}
        assert found == {("D2", "value-refused"), ("D3", "number-approximate")}

"""Text that looks like a formula, HTML or a mail header arrives as plain text everywhere."""

from email import message_from_bytes
from email.policy import SMTP, strict
from pathlib import Path

from tests.acceptance.conftest import Played

FORMULA = '=IMPORTXML("http://x")'
SCRIPT = "<script>alert(1)</script>"


def test_in_the_master_it_is_text(played: Played) -> None:
    rows = played.ward.cells("", "9. Gương điển hình")
    cells = {
        cell["userEnteredValue"].get("stringValue")
        for row in rows
        for cell in row
        if "userEnteredValue" in cell
    }
    assert {FORMULA, SCRIPT} <= cells
    assert not any("formulaValue" in cell.get("userEnteredValue", {}) for row in rows for cell in row)


def test_in_notes_and_mails_it_is_text(tmp_path: Path, played: Played) -> None:
    ward = played.ward
    ward.type("HND", "economy", {"E2": f"'{FORMULA}"})
    ward.type("HND", "political_system", {"E2": f"{SCRIPT}\r\nBcc: ai-do@example.com"})
    ward.sync(played.ward.project.period.deadline.replace(day=19, hour=20))
    note = ward.cells("HND", "1. Kinh tế")[1][4]["note"]
    assert FORMULA in note
    queued = [mail for mail in ward.project.store.outbox.all() if mail.unit == "HND"][-1]
    mail = message_from_bytes(queued.message, policy=SMTP)
    assert mail["Bcc"] is None
    assert mail["To"] == "nongdan@phungchikien.example"
    html, text = mail.get_body(("html",)), mail.get_body(("plain",))
    assert html is not None
    assert text is not None
    assert "<script>" not in html.get_content()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html.get_content()
    assert SCRIPT in text.get_content()
    assert FORMULA in text.get_content()
    assert message_from_bytes(queued.message, policy=strict).defects == []


def test_a_unit_name_cannot_add_a_header(played: Played) -> None:
    from dataclasses import replace

    from sheets_sync.mail.composing.audience import Audience, Letter
    from sheets_sync.mail.composing.due import UnitStanding
    from sheets_sync.mail.composing.message import message

    project = played.ward.project
    unit = replace(project.units["HND"], name="Hội\r\nBcc: ai-do@example.com")
    at = project.period.deadline
    part = UnitStanding(project.period, at, "http://x", [(played.first.findings[0], "http://x")])
    audience = Audience([Letter(unit, [part])], unit.emails, ())
    mail = project.writer.unit_mail(audience, at, project.config.is_working)
    built = message(mail, played.ward.project.sender, at)
    parsed = message_from_bytes(built.as_bytes(), policy=SMTP)
    assert parsed["Bcc"] is None
    assert "Bcc: ai-do@example.com" in parsed["Subject"]

"""An office's templates are mistaken: each command says where, uses ours, and does its work."""

from pathlib import Path

import pytest

from tests.acceptance.conftest import reported
from tests.forked import sheets_sync
from tests.shared import Shared

#: File of the office's to its content.
BROKEN = {
    "mail/nightly.txt.j2": b"{% if unit %}",
    "mail/digest.html.j2": "Kính gửi".encode("utf-16"),
    "report/opening.txt.j2": b"{{ no_such_name }}",
}


@pytest.fixture
def folder(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The campaign's, with broken templates of its own, and something new from a unit."""
    with shared.ward(tmp_path, monkeypatch, reported) as one:
        one.type("TDP01", "culture_society", {"E3": "hai trăm"})
        folder = one.project.config.file.parent
    for name, content in BROKEN.items():
        file = folder / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    for kind in ("mail", "report"):
        monkeypatch.setenv(f"SHEETS_SYNC_{kind.upper()}__TEMPLATES", f"templates/{kind}")
    return folder


def test_whatever_uses_a_broken_template_says_where_and_goes_on_with_ours(folder: Path) -> None:
    letters = len(list((folder / "outbox").glob("*.eml")))
    ended = {
        words[0]: sheets_sync(*words, folder=folder)
        for words in (
            ("sync", "--as-of", "2024-08-15T20:00"),
            ("mail", "preview", "--no-open"),
            ("doctor", "--offline"),
            ("report", "--include-unreviewed", "--as-of", "2024-08-16T08:00"),
        )
    }
    said = {name: one.stdout + one.stderr for name, one in ended.items()}
    # The sync says that something could not be done as wanted, the doctor that something is wrong.
    assert {name: one.returncode for name, one in ended.items()} == {
        "sync": 4,
        "mail": 0,
        "doctor": 1,
        "report": 0,
    }
    assert [name for name, text in said.items() if "Traceback" in text] == []
    for name in ("sync", "mail", "doctor"):
        assert "nightly.txt.j2" in said[name]
        assert "digest.html.j2" in said[name]
    assert "opening.txt.j2" in said["report"]
    assert len(list((folder / "outbox").glob("*.eml"))) == letters + 3
    assert (folder / "bao-cao-dot-1.docx").exists()

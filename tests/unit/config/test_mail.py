"""The table `[mail]`: what fits together, and where its secret may stand."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from pydantic import ValidationError

from schemas import FORMS
from sheets_sync.config.loading import Config, load
from sheets_sync.config.mail import MailSettings
from sheets_sync.errors import ConfigError
from tests.ward import CAMPAIGN

MINIMAL: dict[str, Any] = {"sender_name": "Văn phòng", "sender_address": "baocao@phuong.example"}
SMTP = {**MINIMAL, "transport": "smtp", "host": "smtp.gmail.com", "user": "a@b.vn"}


def configured(folder: Path, replaced: str, by: str) -> Config:
    copytree(CAMPAIGN, folder / "campaign")
    file = folder / "campaign" / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    assert replaced in text
    file.write_text(text.replace(replaced, by), encoding="utf-8")
    return load(file, FORMS)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (SMTP, "SHEETS_SYNC_MAIL__PASSWORD"),
        ({**SMTP, "password": "x", "security": "none"}, "starttls or tls"),
        ({**MINIMAL, "quiet_from": "21:00"}, "quiet_until"),
    ],
)
def test_what_does_not_fit_together_is_told(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        MailSettings(**given)


def test_a_server_on_the_same_machine_needs_no_encryption() -> None:
    assert MailSettings(**{**SMTP, "host": "localhost", "password": "x", "security": "none"}).password


@pytest.mark.parametrize(
    "address",
    [
        "a,b@phuong.example",
        "a..b@phuong.example",
        "dũng@phuong.example",
        'a"b@phuong.example',
        "a@b",
        "a@b.c\n",
    ],
)
def test_an_address_that_would_break_a_header_or_that_servers_refuse_is_a_mistake(address: str) -> None:
    with pytest.raises(ValidationError):
        MailSettings(**{**MINIMAL, "sender_address": address})


def test_a_password_in_the_file_is_refused_and_not_shown(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SHEETS_SYNC_MAIL__PASSWORD") as raised:
        configured(tmp_path, 'transport = "folder"', 'transport = "folder"\npassword = "tuyệt-mật"')
    assert "tuyệt-mật" not in str(raised.value)


def test_a_password_of_the_environment_is_taken_and_shown_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETS_SYNC_MAIL__PASSWORD", "tuyệt-mật")
    config = configured(tmp_path, 'transport = "folder"', 'transport = "smtp"\nhost = "smtp.gmail.com"')
    assert config.mail.password is not None
    assert config.mail.password.get_secret_value() == "tuyệt-mật"
    assert "tuyệt-mật" not in f"{config!r}{config.settings.model_dump_json()}"

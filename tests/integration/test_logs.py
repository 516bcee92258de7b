"""What logs say: what failed and where, never what variables held, nor where somebody is reached."""

import json
from collections.abc import Iterator

import pytest
import structlog

from jobs.log import configure


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What others configured stands again afterwards."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def fail(phone: str) -> None:
    raise ValueError(f"cannot read {phone[:4]}")


def test_a_failure_is_logged_with_its_place_and_without_what_variables_held(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure()
    try:
        fail("0912345678")
    except ValueError:
        structlog.get_logger("jobs").error("job failed", exc_info=True)
    told = capsys.readouterr().err
    frames = json.loads(told)["exception"][0]["frames"]
    assert [frame["name"] for frame in frames][-1] == "fail"
    assert "cannot read 0912" in told
    assert "0912345678" not in told


def test_addresses_and_telephones_are_shortened_wherever_they_stand(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure()
    failed = {"TDP01/nguyenvana@phuong.example": ["No answer from 0912 345 678", 17]}
    structlog.get_logger("jobs").info("job done", failed=failed, told="2 mails of 2024-08-14 20:30:00")
    event = json.loads(capsys.readouterr().err)
    assert event["failed"] == {"TDP01/ng…@phuong.example": ["No answer from 09…678", 17]}
    assert event["told"] == "2 mails of 2024-08-14 20:30:00"

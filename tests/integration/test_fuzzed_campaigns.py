"""Whatever stands in a campaign's files, forms and templates is read, or its mistakes are told."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import schemas
import sheets_sync.mail
from schemas import FORMS
from sheets_sync.config.loading import Config, load
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.mail.composing.compose import Letterhead, Writer
from sheets_sync.mail.composing.trying import mistakes
from sheets_sync.templates import templates
from tests.ward import CAMPAIGN, SMALL_INDICATORS, SMALL_UNITS

NIGHTLY = bool(os.environ.get("NIGHTLY"))
EXAMPLES = 4_000 if NIGHTLY else 40
FILES = ("campaign.toml", "units.csv", "indicators.csv")
ODD = (
    *("", '"', "'", ",", ";", "\t", "\x00", "\ufeff", "\uffff", "\udcff", "�", "=1+1", "[[", "]", "{{", "{%"),
    *("9" * 400, "-1", "1e999", "nan", "true", "2024-02-30", "9999-12-31", "0001-01-01T00:00:00"),
    *("TDP01", "x" * 5_000, "../../etc/passwd", "http://x", "Asia/Nowhere", "\r", "\n\n", "#", "a = 1"),
)
HEAD = Letterhead("thi-dua", "Đợt thi đua", "phường Mẫu", "Văn phòng, vp@phuong.example")
#: What is done to a text, by its line or by a place in it.
Change = Callable[[str, int, str], str]


def _lines(change: Callable[[list[str], int, str], list[str]]) -> Change:
    def changed(text: str, where: int, odd: str) -> str:
        lines = text.splitlines(keepends=True) or [""]
        return "".join(change(lines, where % len(lines), odd))

    return changed


CHANGES: dict[str, Change] = {
    "a line goes": _lines(lambda lines, at, _: lines[:at] + lines[at + 1 :]),
    "a line twice": _lines(lambda lines, at, _: lines[: at + 1] + lines[at:]),
    "a line is odd": _lines(lambda lines, at, odd: [*lines[:at], f"{odd}\n", *lines[at + 1 :]]),
    "the lines end": _lines(lambda lines, at, _: lines[:at]),
    "a value is odd": _lines(
        lambda lines, at, odd: [*lines[:at], f"{lines[at].partition('=')[0]}= {odd}\n", *lines[at + 1 :]]
    ),
    "letters are put in": lambda text, where, odd: (
        text[: where % (len(text) + 1)] + odd + text[where % (len(text) + 1) :]
    ),
    "letters go": lambda text, where, odd: (
        text[: where % (len(text) + 1)] + text[where % (len(text) + 1) + len(odd) :]
    ),
}
STEPS = st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 30_000), st.sampled_from(ODD))
NO_PAUSE = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def changed(text: str, steps: list[tuple[str, int, str]]) -> bytes:
    for name, where, odd in steps:
        text = CHANGES[name](text, where, odd)
    return text.encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("campaign")
    for file in CAMPAIGN.iterdir():
        shutil.copy(file, made)
    (made / "units.csv").write_text(SMALL_UNITS, encoding="utf-8")
    (made / "indicators.csv").write_text(SMALL_INDICATORS, encoding="utf-8")
    return made


def read(folder: Path) -> Config | None:
    """The campaign; None where its mistakes are told, each with what to do."""
    told: tuple[Problem, ...] = ()
    found = None
    try:
        found = load(folder / "campaign.toml", FORMS)
    except ConfigError as error:
        told = error.problems
    assert (found is None) == bool(told)
    assert all(one.remedy and str(one) for one in told)
    return found


def read_with(folder: Path, file: Path, steps: list[tuple[str, int, str]]) -> None:
    """The campaign with one of its files changed, which then is what it was."""
    before = file.read_bytes()
    file.write_bytes(changed(before.decode(), steps))
    try:
        read(folder)
    finally:
        file.write_bytes(before)


@pytest.mark.timeout(0 if NIGHTLY else 1800)
@NO_PAUSE
@given(name=st.sampled_from(FILES), steps=st.lists(STEPS, min_size=1, max_size=4))
def test_a_campaign_is_read_or_its_mistakes_are_told(
    folder: Path, name: str, steps: list[tuple[str, int, str]]
) -> None:
    read_with(folder, folder / name, steps)


@pytest.fixture(scope="module")
def with_forms(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("with-forms") / "campaign"
    shutil.copytree(folder, made)
    forms = Path(str(schemas.__file__)).parent
    shutil.copytree(forms, made / "forms", ignore=shutil.ignore_patterns("__pycache__"))
    text = (made / "campaign.toml").read_text(encoding="utf-8")
    (made / "campaign.toml").write_text(f'forms = "forms"\n{text}', encoding="utf-8")
    assert read(made) is not None
    return made


@pytest.mark.timeout(0 if NIGHTLY else 1800)
@settings(NO_PAUSE, max_examples=EXAMPLES // 4)
@given(where=st.integers(0, 100), steps=st.lists(STEPS, min_size=1, max_size=2))
def test_forms_of_its_own_are_read_or_their_mistakes_are_told(
    with_forms: Path, where: int, steps: list[tuple[str, int, str]]
) -> None:
    files = sorted((with_forms / "forms").glob("*.py"))
    read_with(with_forms, files[where % len(files)], steps)


@pytest.mark.timeout(0 if NIGHTLY else 1800)
@settings(NO_PAUSE, max_examples=EXAMPLES // 2)
@given(where=st.integers(0, 100), steps=st.lists(STEPS, min_size=1, max_size=3))
def test_templates_of_mails_are_filled_or_their_mistakes_are_told(
    folder: Path, where: int, steps: list[tuple[str, int, str]]
) -> None:
    ours = sorted((Path(str(sheets_sync.mail.__file__)).parent / "templates").glob("*.j2"))
    file = ours[where % len(ours)]
    own = folder / "templates"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir()
    (own / file.name).write_bytes(changed(file.read_text(encoding="utf-8"), steps))
    for problem in mistakes(Writer(HEAD, templates("mail", own))):
        assert problem.remedy

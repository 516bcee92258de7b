"""Sentences from templates that the office may replace; figures stay figures, with their sources."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, pass_context
from jinja2.runtime import Context

from sheets_sync.errors import Problem, ReportError
from sheets_sync.report.content.model import UNREVIEWED_MARK, Kind, Line, Paragraph, StatedFigure
from sheets_sync.templates import Compiled, Renderer, Templates
from sheets_sync.vietnamese.dates import format_date

#: Around a figure's number in rendered text: private characters, which units' words are rid of.
BEGIN, END = "\ue000", "\ue001"
MARK = re.compile(f"{BEGIN}(\\d+){END}")
#: Begins a line that is a heading of the second level, one below it, a line in the middle, an article.
MARKED = {"### ": Kind.POINT, "## ": Kind.SUBHEADING, "!! ": Kind.ACT, "§ ": Kind.ARTICLE}
#: Name under which the figures of one rendering are kept.
FIGURES = "figures_shown"


def long_date(day: date) -> str:
    """`ngày 05 tháng 8 năm 2024`: zero before days below 10 and before months 1 and 2 (NĐ 30/2020/NĐ-CP)."""
    shown = f"{day.day:02d}", f"{day.month:02d}" if day.month <= 2 else str(day.month), f"{day.year:04d}"
    return "ngày {} tháng {} năm {}".format(*shown)


def clock(moment: datetime) -> str:
    """`17 giờ 00 phút`."""
    return f"{moment:%H} giờ {moment:%M} phút"


def joined(names: Iterable[object]) -> str:
    """`A, B và C`."""
    *first, last = [str(name) for name in names] or [""]
    return f"{', '.join(first)} và {last}" if first else last


def lower_first(text: str) -> str:
    """A title within a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


#: A campaign's title may say itself what it is; else it is called đợt.
CALLED = (
    "đợt ",
    "phong trào ",
    "cuộc vận động ",
    "cuộc thi ",
    "chiến dịch ",
    "hội thi ",
    "tháng ",
    "chế độ ",
)


def campaign(title: str) -> str:
    """A campaign's title within a sentence: `đợt thi đua …`, never `đợt đợt thi đua …`."""
    own = lower_first(title.strip())
    return own if own.lower().startswith(CALLED) else f"đợt {own}"


_COMPILED = Compiled()


class Wording:
    """Fills the documents' templates."""

    def __init__(self, templates: Templates, told: Callable[[Problem], None] = lambda _problem: None) -> None:
        """`told` hears of mistakes in the office's templates, in whose place ours are used."""
        filters: dict[str, Callable[..., Any]] = {
            "long_date": long_date,
            "short_date": format_date,
            "clock": clock,
            "joined": joined,
            "lower_first": lower_first,
            "campaign": campaign,
        }
        # Plain text: the writers escape.
        options = {"autoescape": False, "finalize": _shown}
        self.renderer = Renderer(templates, options, filters, _COMPILED, {"mark": UNREVIEWED_MARK}, told=told)

    def paragraphs(self, template: str, values: Mapping[str, Any]) -> tuple[Paragraph, ...]:
        """A paragraph for each line of the template that is not blank.

        Raises ReportError for a template that cannot be used.
        """
        shown: list[StatedFigure] = []

        def given() -> Mapping[str, Any]:
            shown.clear()
            return {**values, FIGURES: shown}

        try:
            text = self.renderer.render(template, given)
        except (TemplateError, TypeError, ArithmeticError) as error:
            place = f", line {error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
            raise ReportError(f"The report's template {template}{place} cannot be used: {error}") from error
        lines = (" ".join(line.split()) for line in text.splitlines())
        return tuple(_paragraph(line, shown) for line in lines if line)

    def source(self, template: str) -> str:
        """A template as it is written. Raises ReportError for one that is not there."""
        try:
            return self.renderer.source(template)
        except (TemplateError, UnicodeError) as error:
            raise ReportError(f"The report's template {template} cannot be used: {error}") from error

    def text(self, source: str, values: Mapping[str, Any], place: str) -> str:
        """One line of text that is a template itself. Raises ReportError naming its `place`."""
        try:
            filled = self.renderer.text(source, {**values, FIGURES: []})
        except (TemplateError, TypeError, ArithmeticError) as error:
            raise ReportError(f"{place} cannot be used: {error}") from error
        return " ".join(filled.split())

    def line(self, template: str, values: Mapping[str, Any]) -> Line:
        """A template that gives one line, as a whole. Raises ReportError."""
        found = self.paragraphs(template, values)
        return tuple(run for paragraph in found for run in paragraph.line)


@pass_context
def _shown(context: Context, value: object) -> object:
    """What a `{{ … }}` leaves in the text: of a figure, its place among the figures shown."""
    if isinstance(value, StatedFigure):
        figures = context[FIGURES]
        figures.append(value)
        return f"{BEGIN}{len(figures) - 1}{END}"
    return value


def _paragraph(line: str, shown: Sequence[StatedFigure]) -> Paragraph:
    mark = next((one for one in MARKED if line.startswith(one)), "")
    kind = MARKED.get(mark, Kind.TEXT)
    parts = MARK.split(line.removeprefix(mark))
    runs = (shown[int(part)] if place % 2 else part for place, part in enumerate(parts))
    return Paragraph(kind, tuple(run for run in runs if run != ""))

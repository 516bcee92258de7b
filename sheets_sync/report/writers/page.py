"""The report as one HTML page for reading on screen: no other file, no network, charts inside."""

from base64 import b64encode

from sheets_sync.report.content.model import Chart, Draw, Line, PaperTable, Paragraph, Report
from sheets_sync.report.writers import look
from sheets_sync.report.writers.look import LOOKS, Component, ended
from sheets_sync.templates import Compiled, Renderer, templates

_RENDERER = Renderer(templates("report"), {"autoescape": True}, {}, Compiled())


def html_page(report: Report, draw: Draw) -> str:
    """The page. Raises ReportError when a chart cannot be drawn."""

    def picture(chart: Chart) -> str:
        return "data:image/png;base64," + b64encode(draw(chart, look.TEXT_WIDTH)).decode()

    values = {
        "report": report,
        "head": report.head,
        "styles": {_class(part): _rules(part) for part in Component},
        "look": look,
        "picture": picture,
        "text": _text,
        "ended": ended,
        "is_paragraph": lambda block: isinstance(block, Paragraph),
        "is_table": lambda block: isinstance(block, PaperTable),
    }
    return _RENDERER.render("page.html.j2", lambda: values)


def _class(part: Component) -> str:
    return part.name.lower().replace("_", "-")


def _rules(part: Component) -> str:
    """The same look as in the Word document; sizes follow the reader's own."""
    one = LOOKS[part]
    rules = [f"font-size: {one.size / 14:.3f}rem", f"text-align: {one.align}", f"margin-top: {one.before}pt"]
    rules += ["font-weight: bold"] * one.bold + ["font-style: italic"] * one.italic
    rules += ["text-transform: uppercase"] * one.capitals + ["text-indent: 2em"] * one.indented
    return "; ".join(rules)


def _text(line: Line) -> str:
    return "".join(map(str, line))

"""Writing documents to files, and what every document of a campaign is made with."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.config.loading import Config
from sheets_sync.errors import ConfigError, Problem, ReportError
from sheets_sync.forms.form import form_for
from sheets_sync.forms.roles import Role
from sheets_sync.model import Period
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import Report
from sheets_sync.report.content.wording import Wording
from sheets_sync.report.writers.pdf import write_pdf
from sheets_sync.templates import templates

AsPdf = Annotated[bool, typer.Option("--pdf", help="Also write a PDF beside it (needs LibreOffice).")]
OTHER_FONT = (
    "Neither Times New Roman nor a font of its widths with Vietnamese letters is installed: the PDF mixes"
    " fonts, and lines may break elsewhere than in Word. Install Times New Roman, or Tinos"
    " (package fonts-croscore)."
)
NOT_INSTALLED = (
    "Writing documents needs python-docx and matplotlib: install sheets-sync with the extra `document`"
    " (pip install 'sheets-sync[document]')."
)


def wording_of(config: Config) -> Wording:
    """The package's templates and the office's own."""
    folder = config.report.templates
    return Wording(templates("report", folder and config.path(folder)))


def for_period(path: Path, code: str, periods: Sequence[Period]) -> Path:
    """The file, or folder, of one period: where several are written at once, its code ends the name."""
    return path if len(periods) == 1 else path.with_name(f"{path.stem}-{code}{path.suffix}")


def asking_for(config: Config, periods: Sequence[Period], role: type[Role]) -> Sequence[Period]:
    """Of several periods those that ask for the form with this role; all where none does."""
    codes = {form.code for form in config.forms if isinstance(form.role, role)}
    return [one for one in periods if not one.forms or codes & one.forms] or periods


def check_role(config: Config, role: type[Role], command: str) -> None:
    """Raises ConfigError for a campaign without the form that a command tells of."""
    if form_for(config.forms, role) is None:
        text = (
            f"No form of this campaign has the role {role.__name__}, which `{command}` tells of. Give it to"
            " the form that is meant (docs/develop.md), or do without the command."
        )
        raise ConfigError((Problem(config.file, "forms", str(config.settings.forms or ""), text),))


def left_out(material: Material) -> list[str]:
    """What a report does not tell because no form asks for it, or no area names the form."""
    lacking = [f"no form has the role {role.__name__}" for role in material.lacking]
    return lacking + [f"no [[area]] names the form {form.code}" for form in material.beside_areas]


def write(made: Report, out: Path, *, html: bool = False, pdf: bool = False) -> dict[str, str]:
    """Write the files that were asked for; kind to path. Raises ReportError."""
    try:
        from sheets_sync.report.writers.charts import draw, prints_alike
        from sheets_sync.report.writers.document import word_document
        from sheets_sync.report.writers.page import html_page
    except ImportError as error:
        raise ReportError(f"{NOT_INSTALLED} Missing: {error.name}.") from error
    document = word_document(made, draw)
    page = html_page(made, draw) if html else ""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(document)
        if html:
            out.with_suffix(".html").write_text(page, encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{out} cannot be written: {error}") from error
    files = {"document": str(out)}
    if html:
        files["page"] = str(out.with_suffix(".html"))
    if pdf:
        files["pdf"] = str(write_pdf(out))
        if not prints_alike():
            typer.echo(OTHER_FONT, err=True)
    return files

"""Writing documents to files, and what every document of a campaign is made with."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.config.loading import Config
from sheets_sync.disk import remedy, write_whole
from sheets_sync.errors import ConfigError, Problem, ReportError
from sheets_sync.forms.form import form_for
from sheets_sync.forms.roles import Role
from sheets_sync.model import Period
from sheets_sync.report.content.certificates import Certificates
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import Report
from sheets_sync.report.content.wording import Wording
from sheets_sync.report.writers.look import FONT
from sheets_sync.report.writers.pdf import other_fonts, write_pdf
from sheets_sync.templates import templates

AsPdf = Annotated[bool, typer.Option("--pdf", help="Also write a PDF beside it (needs LibreOffice).")]
OTHER_WIDTHS = (
    "No font as wide as Times New Roman with all Vietnamese letters is installed: the PDF is set in {}, and"
    " its lines break elsewhere than in Word. Install Tinos (package {}), or Times New Roman."
)
OTHER_LETTERS = "Letters that {} lacks were set in {}: look at the PDF before it is sent."
NOT_INSTALLED = (
    "Writing documents needs python-docx and matplotlib: install sheets-sync with the extra `document`"
    " (pip install 'sheets-sync[document]')."
)


def wording_of(config: Config) -> Wording:
    """The package's templates and the office's own."""
    folder = config.report.templates
    return Wording(templates("report", folder and config.path(folder)), tell_mistake)


def tell_mistake(problem: Problem) -> None:
    """A mistake in a template of the office's, in whose place ours is used."""
    typer.echo(f"! {problem}", err=True)


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
        from sheets_sync.report.writers.charts import draw
        from sheets_sync.report.writers.document import word_document
        from sheets_sync.report.writers.page import html_page
    except ImportError as error:
        raise ReportError(f"{NOT_INSTALLED} Missing: {error.name}.") from error
    document = word_document(made, draw)
    page = html_page(made, draw) if html else ""
    try:
        write_whole(out, document)
        if html:
            write_whole(out.with_suffix(".html"), page.encode())
    except OSError as error:
        raise unwritten(error) from error
    files = {"document": str(out)}
    if html:
        files["page"] = str(out.with_suffix(".html"))
    if pdf:
        files["pdf"] = str(print_to_pdf(out, lambda family: word_document(made, draw, family)))
    return files


def write_certificates(
    found: Certificates, material: Material, out: Path, *, pdf: bool = False
) -> dict[str, str]:
    """Write the certificates of a period; kind to path. Raises ReportError."""
    try:
        from sheets_sync.report.writers.certificate import certificates_document
    except ImportError as error:
        raise ReportError(f"{NOT_INSTALLED} Missing: {error.name}.") from error
    title, issuer, day = f"Giấy khen. {material.title}", " ".join(material.office.issuer), material.at.date()

    def set_in(family: str) -> bytes:
        return certificates_document(found, title, issuer, day, family)

    try:
        write_whole(out, set_in(FONT))
    except OSError as error:
        raise unwritten(error) from error
    return {"document": str(out)} | ({"pdf": str(print_to_pdf(out, set_in))} if pdf else {})


def unwritten(error: OSError) -> ReportError:
    """Of a document's file, with what to do."""
    return ReportError(f"{error.filename} cannot be written: {error.strerror}. {remedy(error)}")


def print_to_pdf(out: Path, set_in: Callable[[str], bytes]) -> Path:
    """The PDF beside a Word file, in one installed font; what could not be is told. Raises ReportError."""
    from sheets_sync.report.writers.fonts import AS_WIDE, PACKAGE, document_family

    family = document_family()
    made = write_pdf(out, set_in(family))
    if family not in AS_WIDE:
        typer.echo(OTHER_WIDTHS.format(family, PACKAGE), err=True)
    if others := other_fonts(made, family):
        typer.echo(OTHER_LETTERS.format(family, ", ".join(others)), err=True)
    return made


def tell_hints(texts: Iterable[str]) -> None:
    """What the office has to know of its drafts: also comments in the Word files."""
    for text in texts:
        typer.echo(f"! {text}", err=True)


def hints_of(papers: Iterable[Report]) -> list[str]:
    """What the office has to know of its drafts, each once."""
    return list(dict.fromkeys(hint.text for made in papers for hint in made.hints))


def tell_unverified(lines: Iterable[str]) -> None:
    """What the documents take from the law and nobody has held against its text."""
    for line in lines:
        typer.echo(f"Unverified: {line}", err=True)

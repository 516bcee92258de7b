"""A certificate for each recipient whose decision is recorded, its words where the office's template says."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sheets_sync.errors import ReportError
from sheets_sync.forms.roles import Proposals
from sheets_sync.report.content.entries import Nominee, nominees_of
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.wording import Wording, campaign, long_date

TEMPLATE = "giay-khen.toml"
Millimetres = Annotated[float, Field(ge=0, le=1000)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(_Table):
    """The paper."""

    width: Annotated[float, Field(gt=0, le=1000)]
    height: Annotated[float, Field(gt=0, le=1000)]


class PlacedField(_Table):
    """One line or two of a certificate, and where it stands."""

    text: str
    #: From the page's left and upper edge to the upper left corner of the words' room.
    x: Millimetres
    y: Millimetres
    width: Annotated[float, Field(gt=0, le=1000)]
    #: In points.
    size: Annotated[float, Field(ge=6, le=200)] = 14
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "right"] = "left"
    #: Longer text is set smaller.
    lines: Annotated[int, Field(ge=1, le=10)] = 1
    #: Stands on a printed form already.
    on_form: bool = False


class Layout(_Table):
    """Where everything stands on a certificate."""

    page: Page
    field: tuple[PlacedField, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Words at their place."""

    field: PlacedField
    text: str


@dataclass(frozen=True, slots=True)
class Certificates:
    """The certificates of a campaign's period."""

    layout: Layout
    #: Each page's words, in the roster's order.
    pages: tuple[tuple[Placed, ...], ...]
    recipients: tuple[Nominee, ...]


def awarded(material: Material) -> tuple[Nominee, ...]:
    """Whoever was granted a reward by a decision whose number and day are recorded, in the roster's order."""
    its, _ = material.entries(Proposals)
    records = [one.record for one in material.proposals.values() if one.verdict.is_awarded]
    return nominees_of(material, its, records).all


def certificates(material: Material, wording: Wording, *, printed_form: bool = False) -> Certificates:
    """A page for each recipient; on a printed form only what does not stand there already.

    Raises ReportError for a template that cannot be used.
    """
    layout, recipients = layout_of(wording.source(TEMPLATE)), awarded(material)
    fields = [one for one in layout.field if not (printed_form and one.on_form)]
    return Certificates(
        layout, tuple(_page(material, wording, one, fields) for one in recipients), recipients
    )


def layout_of(source: str) -> Layout:
    """The office's template, checked. Raises ReportError with what is wrong in it."""
    try:
        return Layout(**tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        raise ReportError(f"The template {TEMPLATE} cannot be read: {error}") from error
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise ReportError(f"The template {TEMPLATE} cannot be used: {told}") from error


def _page(
    material: Material, wording: Wording, one: Nominee, fields: Sequence[PlacedField]
) -> tuple[Placed, ...]:
    office = material.office
    lines = [line for line in office.signature.authority if not line.startswith("TM.")]
    values = {
        "title": one.title,
        "name": one.name,
        "position": one.position or one.unit,
        "unit": one.unit,
        "achievement": one.achievement,
        "award": one.award,
        "campaign": campaign(material.title),
        "authority": f"Chủ tịch {' '.join(office.issuer)}",
        "number": one.number,
        "day": long_date(one.day) if one.day else "",
        "place": office.place_name,
        # A template may name two lines where one is all that there is.
        "signer_lines": (*lines, "", ""),
        "signer_name": office.signer_name,
    }
    texts = (
        (field, wording.text(field.text, values, f"{TEMPLATE}, field {place}"))
        for place, field in enumerate(fields, start=1)
    )
    return tuple(Placed(field, text) for field, text in texts if text)

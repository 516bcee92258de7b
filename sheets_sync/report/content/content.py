"""From what the store holds to the whole report: one pure function."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sheets_sync.judging.fitness import faults
from sheets_sync.model import Paper
from sheets_sync.report.content.appendices import appendices
from sheets_sync.report.content.areas import QUOTED, AreaFacts, area_facts
from sheets_sync.report.content.charts_of import area_chart, period_chart
from sheets_sync.report.content.entries import Exemplars, Nominees, Works, exemplars, nominees, works
from sheets_sync.report.content.evidence import listed
from sheets_sync.report.content.hints import about_acts, about_bases, about_drafts, about_report
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import Block, Head, Kind, Paragraph, Report
from sheets_sync.report.content.overall import overall
from sheets_sync.report.content.selecting import Acts, acts
from sheets_sync.report.content.statements import statements
from sheets_sync.report.content.submitting import Submitting, submitting
from sheets_sync.report.content.voices import Voices, movements, voices
from sheets_sync.report.content.wording import Wording, long_date

#: Of more units than this a sentence names only the first; the appendix has all of them.
LISTED = 10
UNREVIEWED_NOTE = "Ghi chú: dấu * đánh dấu số liệu, nội dung chưa được văn phòng duyệt."
Section = Callable[..., tuple[Paragraph, ...]]


def build(material: Material, wording: Wording) -> Report:
    """The report, the same for the same material. Raises ReportError for a template that cannot be used."""
    facts = _Facts(material)
    day = material.at.date()
    head = _head(material, wording, facts.values, day)
    statement = statements(facts.areas, facts.works, facts.nominees, facts.submitting)
    body = tuple(_body(facts, wording, head.subject))
    first = ("Như trên",) if head.addressees else ()
    return Report(
        title=f"Báo cáo. {head.subject}",
        head=head,
        body=body,
        signature=material.office.signature,
        recipients=(*first, *(one for one in material.office.recipients if one not in first)),
        appendices=appendices(material, facts.areas, facts.submitting, facts.nominees, statement, head, body),
        statements=statement,
        day=day,
        hints=(
            *about_report(material, facts.submitting),
            *about_acts(facts.acts, material),
            *about_drafts(facts.voices),
            *about_bases(head.bases),
        ),
    )


class _Facts:
    """Everything that templates may use, by name."""

    def __init__(self, material: Material) -> None:
        self.areas: tuple[AreaFacts, ...] = area_facts(material)
        self.works: Works = works(material)
        self.nominees: Nominees = nominees(material)
        self.exemplars: Exemplars = exemplars(material)
        self.submitting: Submitting = submitting(material)
        self.acts: Acts = acts(material)
        self.voices: Voices = voices(material)
        self.include_unreviewed = material.include_unreviewed
        self.with_summary = material.with_summary
        self.values: Mapping[str, Any] = {
            **{name: getattr(material, name) for name in ("office", "title", "theme", "start", "end")},
            **{name: getattr(material, name) for name in ("period", "at", "include_unreviewed", "no_data")},
            "areas_number": listed("Lĩnh vực", (area.title for area in material.areas), "Kế hoạch"),
            "overall": overall(self.areas),
            "movements": {area.area.code: movements(material, area) for area in self.areas},
            "voices": self.voices,
            "acts": self.acts,
            "is_draft": not material.number,
            "is_over": material.at.date() > material.end,
            "works": self.works,
            "nominees": self.nominees,
            "exemplars": self.exemplars,
            "submitting": self.submitting,
            "below": [one for area in self.areas for one in area.below],
            "worse": [one for area in self.areas for one in area.worse],
            "difficulties": [one for one in self.areas if one.difficulties],
            "quoted_first": QUOTED,
            "listed": LISTED,
            "unusable": [*_unusable(material)],
            "lacking": [role.__name__ for role in material.lacking],
        }


def _unusable(material: Material) -> Iterable[str]:
    """Rows that the office approved although something in them cannot be used."""
    for submission in material.submissions:
        form = material.forms[submission.form]
        for record in submission.records:
            if material.is_approved(record) and faults(record, material.findings_by_row):
                yield f"{material.units[record.unit].name}, {form.title}: {form.name_of(record)}"


def _head(material: Material, wording: Wording, values: Mapping[str, Any], day: date) -> Head:
    office = material.office
    return Head(
        kind="Báo cáo",
        governing_body=office.governing_body,
        issuer=office.issuer,
        issuer_name=" ".join(office.issuer),
        symbol=office.symbol,
        number=material.number,
        place=office.place_name,
        date=long_date(day),
        subject="".join(map(str, wording.line("subject.txt.j2", values))),
        addressees=office.addressees,
        bases=office.bases[Paper.REPORT],
        draft=not material.number,
    )


def _body(facts: _Facts, wording: Wording, subject: str) -> Iterable[Block]:
    def section(template: str, **more: object) -> tuple[Paragraph, ...]:
        return wording.paragraphs(f"{template}.txt.j2", {**facts.values, "subject": subject, **more})

    if facts.include_unreviewed:
        yield Paragraph(Kind.NOTE, (UNREVIEWED_NOTE,))
    yield from section("opening")
    if facts.with_summary:
        yield _heading("Tóm tắt")
        yield from section("summary")
    yield _heading("I. Công tác chỉ đạo, triển khai")
    yield from section("direction")
    yield _heading("II. Kết quả đạt được")
    yield from _results(facts, section)
    yield _heading("III. Tồn tại, hạn chế, nguyên nhân")
    yield from section("limits")
    yield from section("unusable")
    yield _heading("IV. Phương hướng, nhiệm vụ")
    yield from section("tasks")
    yield _heading("V. Đề xuất, kiến nghị")
    yield from section("proposals")
    yield from section("closing")


def _results(facts: _Facts, section: Section) -> Iterable[Block]:
    yield from section("results")
    for number, area in enumerate(facts.areas, start=1):
        yield _subheading(f"{number}. {area.area.title}")
        yield from section("area", area=area)
        if number == 1:
            # The plan counts building and works under the economy, its first area.
            yield from section("works")
    if not facts.areas:
        yield from section("works")
    yield _subheading(f"{len(facts.areas) + 1}. Công tác tuyên truyền, gương điển hình tiên tiến")
    yield from section("exemplars")
    charts = [chart for chart in (area_chart(facts.areas), period_chart(facts.areas)) if chart is not None]
    for number, chart in enumerate(charts, start=1):
        yield chart
        yield Paragraph(Kind.CAPTION, (f"Biểu đồ {number}. {chart.title}",))


def _heading(text: str) -> Paragraph:
    return Paragraph(Kind.HEADING, (text,))


def _subheading(text: str) -> Paragraph:
    return Paragraph(Kind.SUBHEADING, (text,))

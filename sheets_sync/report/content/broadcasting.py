"""The letter (công văn) to the broadcasting station: who agreed, what to read, when, what was aired.

Every word that is read comes from the unit itself; what is too short is sent back, never filled up.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sheets_sync.forms.roles import Exemplars
from sheets_sync.model import Record
from sheets_sync.report.content.evidence import counted, listed, words
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import (
    Appendix,
    Arrangement,
    Block,
    Head,
    Hint,
    Kind,
    PaperColumn,
    PaperRow,
    PaperTable,
    Paragraph,
    Report,
    StatedFigure,
)
from sheets_sync.report.content.wording import Wording, joined, long_date
from sheets_sync.vietnamese.shortening import masked

#: Words of one broadcast: two minutes or less are not heard, more are not listened to.
SHORTEST, LONGEST = 150, 300
#: The office's or the station's own column in the master, which the sync never touches.
AIRED_TITLE = "Ngày phát thanh"
SENTENCE_END = re.compile(r"(?<=[.!?…]) ")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class BroadcastItem:
    """One exemplar to be broadcast."""

    name: str
    place: str
    unit: str
    #: In the unit's own words, as long as a broadcast may be.
    text: str
    length: StatedFigure
    #: The day on which it is planned; None when it was aired or cannot be yet.
    day: date | None
    #: What the station noted when it was aired; empty before.
    aired: str

    @property
    def ready(self) -> bool:
        """Whether the unit wrote enough."""
        return self.length.value >= SHORTEST


@dataclass(frozen=True, slots=True)
class Broadcasts:
    """All exemplars of those who agreed."""

    items: tuple[BroadcastItem, ...]
    number: StatedFigure
    planned: StatedFigure
    #: Approved exemplars whose person did not agree: never named to the station.
    without_consent: StatedFigure


def broadcasts(material: Material, aired: Mapping[tuple[str, str], str], first: date) -> Broadcasts:
    """One exemplar each working day from `first`; `aired` is the station's note by unit and record key."""
    its, records = material.entries(Exemplars)
    consenting = [record for record in records if record.values.get(its.consent) is True]
    days = _working_days(first)
    items = []
    for record in consenting:
        note = words(aired.get((record.unit, record.key)))
        text = shortened(_text(its, record))
        length = listed(f"{words(record.values.get(its.name))} – Số từ", text.split(), "bài của đơn vị")
        is_planned = not note and length.value >= SHORTEST
        items.append(
            BroadcastItem(
                name=words(record.values.get(its.name)),
                place=words(record.values.get(its.place)),
                unit=words(material.units[record.unit].name),
                text=text,
                length=length,
                day=next(days) if is_planned else None,
                aired=note,
            )
        )
    refused = [record for record in records if record not in consenting]
    tab = material.tab_of(Exemplars)
    return Broadcasts(
        items=tuple(items),
        number=counted(material, "Gương đồng ý phát thanh", consenting, its.consent),
        planned=listed("Gương phát thanh", (one.name for one in items if one.day), tab),
        without_consent=counted(material, "Gương chưa đồng ý phát thanh", refused, its.name),
    )


def shortened(text: str) -> str:
    """Whole sentences from the beginning, as many as a broadcast holds; a first one that is longer stays."""
    kept: list[str] = []
    for sentence in SENTENCE_END.split(text):
        if kept and len(" ".join([*kept, sentence]).split()) > LONGEST:
            break
        kept.append(sentence)
    return " ".join(kept)


def _text(its: Exemplars, record: Record) -> str:
    # No listener needs to know where somebody is reached.
    parts = (masked(words(record.values.get(field))) for field in (its.deed, its.outcome))
    return " ".join(f"{part}." for part in parts if part)


def _working_days(first: date) -> Iterator[date]:
    day = first
    while True:
        if day.weekday() < SATURDAY:
            yield day
        day += timedelta(days=1)


def broadcast_letter(
    material: Material, aired: Mapping[tuple[str, str], str], first: date, wording: Wording
) -> Report | None:
    """Công văn to the station with its list and the texts; None while there is nothing to read.

    Raises ReportError for a template that cannot be used.
    """
    found = broadcasts(material, aired, first)
    if not found.planned.value:
        return None
    office = material.office
    values = {"office": office, "title": material.title, "found": found}
    subject = "".join(map(str, wording.line("broadcast_subject.txt.j2", values)))
    return Report(
        title=f"Công văn. {subject}",
        head=Head(
            kind="",
            governing_body=office.governing_body,
            issuer=office.issuer,
            issuer_name=" ".join(office.issuer),
            symbol=office.letter_symbol,
            number="",
            place=office.place_name,
            date=long_date(material.at.date()),
            subject=subject,
            addressees=(office.broadcaster,),
            bases=(),
            draft=True,
            arrangement=Arrangement.LETTER,
        ),
        body=tuple(wording.paragraphs("broadcast.txt.j2", values)),
        signature=office.signature,
        recipients=("Như trên", "Lưu: VT"),
        appendices=(
            Appendix("I", "Lịch phát gương điển hình tiên tiến", _schedule(found), landscape=False),
            Appendix(
                "II",
                "Nội dung phát thanh",
                tuple(wording.paragraphs("broadcast_texts.txt.j2", values)),
                landscape=False,
            ),
        ),
        day=material.at.date(),
        hints=tuple(broadcast_hints(material, found)),
    )


def broadcast_hints(material: Material, found: Broadcasts) -> Iterator[Hint]:
    """Who is not in the letter, and why."""
    for one in found.items:
        if not one.ready and not one.aired:
            yield Hint(
                f"Chưa xếp lịch {one.name}: bài có {one.length} từ, cần từ {SHORTEST} đến {LONGEST} từ; đề"
                f" nghị {one.unit} bổ sung việc làm và kết quả cụ thể."
            )
    if names := [one.name for one in found.items if one.aired]:
        yield Hint(f"Đã phát, không xếp lịch nữa: {joined(names)}.")
    if found.without_consent.value:
        yield Hint(f"{found.without_consent} gương chưa có sự đồng ý của người được nêu: không phát thanh.")
    tab = material.tab_of(Exemplars)
    yield Hint(f"Khi đã phát, ghi ngày vào cột “{AIRED_TITLE}” của trang “{tab}” để không xếp lịch lại.")


def _schedule(found: Broadcasts) -> tuple[Block, ...]:
    columns = (
        PaperColumn("TT", 6, "center"),
        PaperColumn("Gương điển hình", 32),
        PaperColumn("Đơn vị giới thiệu", 28),
        PaperColumn("Số từ", 10, "center"),
        PaperColumn("Ngày phát", 24, "center"),
    )
    planned = (one for one in found.items if one.day)
    rows = (
        PaperRow(((str(number),), (one.name,), (one.unit,), (one.length,), (long_date(one.day)[5:],)))
        for number, one in enumerate(planned, start=1)
        if one.day
    )
    return (PaperTable(columns, tuple(rows)), Paragraph(Kind.NOTE, ("Ghi chú: mỗi ngày làm việc một bài.",)))

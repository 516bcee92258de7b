"""The list of exemplars for the broadcasting station: who agreed, what to read, when, what was aired.

Every word that is read comes from the unit itself; what is too short is sent back, never filled up.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sheets_sync.forms.roles import Exemplars
from sheets_sync.model import Record
from sheets_sync.report.content.evidence import counted, listed, words
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import (
    Block,
    Column,
    Figure,
    Head,
    Kind,
    Paragraph,
    Report,
    Row,
    Signature,
    Table,
)
from sheets_sync.report.content.wording import Wording, long_date

#: Words of one broadcast: two minutes or less are not heard, more are not listened to.
SHORTEST, LONGEST = 150, 300
#: The office's or the station's own column in the master, which the sync never touches.
AIRED_TITLE = "Ngày phát thanh"
SENTENCE_END = re.compile(r"(?<=[.!?…]) ")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One exemplar to be broadcast."""

    name: str
    place: str
    unit: str
    #: In the unit's own words, as long as a broadcast may be.
    text: str
    length: Figure
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

    items: tuple[Item, ...]
    number: Figure
    ready: Figure
    aired: Figure
    #: Approved exemplars whose person did not agree: never named to the station.
    without_consent: Figure


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
            Item(
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
        ready=listed("Bài đủ độ dài", (one.name for one in items if one.ready), tab),
        aired=listed("Bài đã phát", (one.name for one in items if one.aired), tab),
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
    parts = (words(record.values.get(field)) for field in (its.deed, its.outcome))
    return " ".join(f"{part}." for part in parts if part)


def _working_days(first: date) -> Iterator[date]:
    day = first
    while True:
        if day.weekday() < SATURDAY:
            yield day
        day += timedelta(days=1)


def broadcast_list(
    material: Material, aired: Mapping[tuple[str, str], str], first: date, wording: Wording
) -> Report:
    """The document for the station. Raises ReportError for a template that cannot be used."""
    found = broadcasts(material, aired, first)
    office = material.office
    values = {"office": office, "title": material.title, "found": found, "no_data": material.no_data}
    tab = material.tab_of(Exemplars)
    values |= {"shortest": str(SHORTEST), "longest": str(LONGEST), "tab": tab, "column": AIRED_TITLE}
    subject = "".join(map(str, wording.line("broadcast_subject.txt.j2", values)))
    return Report(
        title=f"Danh sách. {subject}",
        head=Head(
            kind="Danh sách",
            governing_body=office.governing_body,
            issuer=office.issuer,
            issuer_name=" ".join(office.issuer),
            symbol="DS-UBND",
            number="",
            place=office.place_name,
            date=long_date(material.at.date()),
            subject=subject,
            addressees=(office.broadcaster,),
            bases=(),
            draft=True,
        ),
        body=(*_schedule(found), *wording.paragraphs("broadcast.txt.j2", values)),
        signature=Signature(office.signer_authority, office.signer_name),
        recipients=("Như trên", "Lưu: VT"),
        appendices=(),
        day=material.at.date(),
    )


def _schedule(found: Broadcasts) -> Sequence[Block]:
    if not found.items:
        return ()
    columns = (
        Column("TT", 6, "center"),
        Column("Gương điển hình", 26),
        Column("Đơn vị giới thiệu", 22),
        Column("Số từ", 8, "center"),
        Column("Lịch phát", 20, "center"),
        Column("Đã phát", 18),
    )
    rows = (
        Row(
            (
                (str(number),),
                (one.name,),
                (one.unit,),
                (one.length,),
                (_when(one),),
                (one.aired,),
            )
        )
        for number, one in enumerate(found.items, start=1)
    )
    return (Table(columns, tuple(rows)), Paragraph(Kind.NOTE, ("Ghi chú: mỗi ngày làm việc một bài.",)))


def _when(one: Item) -> str:
    if one.aired:
        return "đã phát"
    return "chờ đơn vị bổ sung" if one.day is None else long_date(one.day).removeprefix("ngày ")

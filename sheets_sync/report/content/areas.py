"""What is to be said of each area of the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sheets_sync.forms.roles import Narrative, PlanArea
from sheets_sync.forms.rules import AtMost
from sheets_sync.model import Record
from sheets_sync.report.content.evidence import counted, listed, rate, words
from sheets_sync.report.content.indicators import IndicatorFacts, indicator_facts
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.model import StatedFigure

#: So many different texts of units are quoted; each names the units that wrote it.
QUOTED = 5
#: So many of these units are named.
NAMED = 3
#: Stands between what a group of indicators is about and what each of them counts.
FACE = ": "


@dataclass(frozen=True, slots=True)
class Quote:
    """A unit's own words, with all units that wrote the same."""

    text: str
    #: The first units that wrote it.
    units: tuple[str, ...]
    #: How many more wrote the same.
    others: StatedFigure
    approved: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: an indicator with its parts, or one thing that several indicators count."""

    title: str
    lead: IndicatorFacts
    parts: tuple[IndicatorFacts, ...] = ()
    #: `số vụ`, `số người chết` …, where the item counts several sides of one thing.
    faces: tuple[tuple[str, IndicatorFacts], ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is anything to tell."""
        return self.lead.known or any(one.known for one in self.parts) or any(f.known for _, f in self.faces)

    @property
    def falls_on_all_faces(self) -> bool:
        """“Giảm cả 3 mặt”: every side is below the same period (docs/domain.md, “Indicators”)."""
        return bool(self.faces) and all(one.complete and one.trend == "giảm" for _, one in self.faces)


@dataclass(frozen=True, slots=True)
class Apart:
    """A whole and its parts that other units reported: such figures are not to be held together."""

    parts: tuple[IndicatorFacts, ...]
    whole: IndicatorFacts


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """One area: its sentences, its score, the units' own words."""

    area: PlanArea
    items: tuple[Sentence, ...]
    indicators: tuple[IndicatorFacts, ...]
    #: Titles of the indicators without any figure.
    missing: tuple[str, ...]
    #: Indicators with a plan that every unit in charge reported, those that reached it, and their share.
    planned: StatedFigure
    met: StatedFigure
    met_rate: StatedFigure | None
    #: Indicators with a plan of which some unit has not reported yet.
    waiting: StatedFigure
    apart: tuple[Apart, ...]
    #: Indicators that were better in the same period.
    worse: tuple[IndicatorFacts, ...]
    quotes: tuple[Quote, ...]
    #: Texts that are not quoted.
    unquoted: StatedFigure
    #: What the units find difficult, and those of it that the body leaves to an appendix.
    difficulties: tuple[Quote, ...]
    further_difficulties: StatedFigure

    @property
    def known(self) -> bool:
        """Whether there is any figure."""
        return any(one.known for one in self.indicators)

    @property
    def below(self) -> tuple[IndicatorFacts, ...]:
        """Indicators that did not reach their plan."""
        return tuple(one for one in self.indicators if one.met is False)


def area_facts(material: Material) -> tuple[AreaFacts, ...]:
    """Of every area in the plan's order."""
    found = indicator_facts(material)
    its, narratives = material.entries(Narrative)
    return tuple(
        _facts(
            material,
            area,
            its,
            [one for one in found if one.indicator.form == area.form],
            [record for record in narratives if record.key == area.code],
        )
        for area in material.areas
    )


def _facts(
    material: Material,
    area: PlanArea,
    its: Narrative,
    own: Sequence[IndicatorFacts],
    narratives: Sequence[Record],
) -> AreaFacts:
    planned = [one for one in own if one.met is not None]
    of_plan = listed(f"{area.title} – Chỉ tiêu có kế hoạch", (one.name for one in planned), "Phụ lục I")
    reached = (one.name for one in planned if one.met)
    waiting = (one.name for one in own if one.waits)
    met = listed(f"{area.title} – Chỉ tiêu đạt kế hoạch", reached, "Phụ lục I")
    items = tuple(items_of(own))
    # Of these the item's sentence itself says that there is no figure.
    told = [item.lead for item in items if item.known and not item.faces]
    hard = _quotes(material, narratives, its.difficulties)
    summaries = _quotes(material, narratives, its.summary)
    other = listed(
        f"{area.title} – Ý kiến khác", (one.text for one in summaries[QUOTED:]), material.tab_of(Narrative)
    )
    return AreaFacts(
        area=area,
        items=items,
        indicators=tuple(own),
        missing=tuple(one.name for one in own if not one.known and one not in told),
        planned=of_plan,
        met=met,
        met_rate=rate(f"{area.title} – Tỷ lệ chỉ tiêu đạt kế hoạch", met, of_plan),
        waiting=listed(f"{area.title} – Chỉ tiêu chưa đủ số liệu", waiting, "Phụ lục I"),
        apart=tuple(_apart(material, area, own)),
        worse=tuple(_worse(own)),
        quotes=summaries[:QUOTED],
        unquoted=other,
        difficulties=hard,
        further_difficulties=listed(
            f"{area.title} – Khó khăn khác", (one.text for one in hard[QUOTED:]), material.tab_of(Narrative)
        ),
    )


def _worse(own: Sequence[IndicatorFacts]) -> Iterable[IndicatorFacts]:
    whole: IndicatorFacts | None = None
    for one in own:
        whole = whole if one.is_part else one
        if one.worse(whole):
            yield one


def _apart(material: Material, area: PlanArea, own: Sequence[IndicatorFacts]) -> Iterable[Apart]:
    """By the catalogue's relations: parts that would be read as shares of what others reported."""
    known = {one.indicator.code: one for one in own if one.actual is not None}
    form = material.forms.get(area.form)
    parts: dict[str, list[IndicatorFacts]] = {}
    rules = (rule for rule in (form.rules if form else ()) if isinstance(rule, AtMost))
    for rule in (one for one in rules if {one.part, one.whole} <= known.keys()):
        if known[rule.part].reporters != known[rule.whole].reporters:
            parts.setdefault(rule.whole, []).append(known[rule.part])
    return (Apart(tuple(own), known[whole]) for whole, own in parts.items())


def items_of(own: Sequence[IndicatorFacts]) -> Iterable[Sentence]:
    """The sentences that tell of these indicators."""
    wholes: list[list[IndicatorFacts]] = []
    for one in own:
        if one.is_part and wholes:
            wholes[-1].append(one)
        else:
            wholes.append([one])
    for subject, group in groupby(wholes, key=lambda whole: _subject(whole[0])):
        members = list(group)
        if subject and len(members) > 1:
            faces = tuple((one.title.partition(FACE)[2], one) for member in members for one in member)
            yield Sentence(subject, members[0][0], faces=faces)
        else:
            yield from (Sentence(lead.title, lead, tuple(parts)) for lead, *parts in members)


def _subject(one: IndicatorFacts) -> str:
    return one.title.partition(FACE)[0] if FACE in one.title else ""


def _quotes(material: Material, records: Sequence[Record], field: str) -> tuple[Quote, ...]:
    said: dict[str, list[Record]] = {}
    for record in records:
        if text := words(record.values.get(field)):
            said.setdefault(text, []).append(record)
    return tuple(
        Quote(
            text,
            tuple(words(material.units[record.unit].name) for record in own[:NAMED]),
            counted(material, "Đơn vị có cùng nội dung", own[NAMED:], field),
            all(map(material.is_approved, own)),
        )
        for text, own in said.items()
    )

"""Reads a Word file as an official would, and holds its sentences against what the units hold, on its own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from sheets_sync.model import Conclusion, Indicator, Record, Unit
from sheets_sync.report.content.material import Material

#: Words of the service that no official document has.
SYSTEM_WORDS = (
    "dòng số liệu",
    "bảng tính",
    "bảng tổng hợp",
    "cấu hình",
    "cập nhật gần nhất",
    "hệ thống tự",
    "phông cũ",
    "VNI",
    "Trước khi ký",
    "đợt đợt",
    "trang “",
    "None",
    "nan",
    "{{",
)
#: Ends what is said of the whole, before its parts; not within brackets.
PARTS = re.compile(r";(?![^(]*\))")
NUMBER = r"([\d.]+(?:,\d+)?)"


@dataclass(frozen=True)
class Told:
    """One indicator as the units in charge hold it."""

    indicator: Indicator
    owing: frozenset[str]
    plan: Mapping[str, Decimal]
    actual: Mapping[str, Decimal]
    before: Mapping[str, Decimal]

    @property
    def complete(self) -> bool:
        return self.actual.keys() == self.owing

    @property
    def judged(self) -> str:
        """`vượt`, `đạt`, `chưa`, or empty where nobody can tell."""
        if not self.actual or not self.complete or self.plan.keys() != self.actual.keys():
            return ""
        if self.indicator.measure == "%" and len(self.actual) > 1:
            return ""
        plan, actual = sum(self.plan.values()), sum(self.actual.values())
        if not plan and not self.indicator.lower_is_better:
            return ""
        if plan == actual:
            return "đạt"
        return "vượt" if (actual < plan) == self.indicator.lower_is_better else "chưa"


def text_of(file: bytes) -> list[str]:
    """Every paragraph of the document in reading order, those of tables included."""
    document = docx.Document(BytesIO(file))
    return [Paragraph(one, document).text for one in document.element.body.iter(qn("w:p"))]


def comments_of(file: bytes) -> list[str]:
    return [one.text for one in docx.Document(BytesIO(file)).comments]


def told_by(material: Material) -> list[Told]:
    """What each indicator's units hold, of what counts in the report."""
    return [_told(material, one) for one in material.indicators.values() if one.form in material.forms]


def _told(material: Material, indicator: Indicator) -> Told:
    def owes(unit: Unit) -> bool:
        named = unit.code in indicator.in_charge or unit.kind in indicator.in_charge
        return named and indicator.code in unit.indicators

    owing = frozenset(unit.code for unit in material.units.values() if owes(unit))
    records = [one for one in _records(material) if one.key == indicator.code and one.unit in owing]

    def held(field: str) -> dict[str, Decimal]:
        found = ((one.unit, one.values.get(field)) for one in records)
        return {unit: value for unit, value in found if isinstance(value, Decimal)}

    return Told(indicator, owing, held("plan"), held("actual"), held("same_period"))


def _records(material: Material) -> Iterator[Record]:
    for submission in material.submissions:
        for record in submission.records:
            if submission.arrived and (material.include_unreviewed or record.identity in material.approved):
                yield record


def faults_of_report(material: Material, lines: Sequence[str]) -> list[str]:
    """Sentences whose condition does not hold."""
    text = "\n".join(lines)
    return [
        *_system_words(material, text),
        *_about_all(material, text),
        *_about_indicators(material, lines),
        *_about_reports(material, text),
        *_about_council(material, text),
        *_about_other_forms(material, text),
    ]


def _system_words(material: Material, text: str) -> Iterable[str]:
    own = "\n".join(str(v) for one in _records(material) for v in one.values.values() if isinstance(v, str))
    yield from (f"“{word}” stands in it" for word in SYSTEM_WORDS if word in text and word not in own)


def _about_all(material: Material, text: str) -> Iterable[str]:
    areas = {area.form for area in material.areas}
    judged = [one.judged for one in told_by(material) if one.indicator.form in areas]
    expected = [
        len([one for one in judged if one]),
        *(judged.count(name) for name in ("vượt", "đạt", "chưa")),
    ]
    found = re.search(
        rf"Trong {NUMBER} chỉ tiêu có kế hoạch và đủ số liệu của các đơn vị phụ trách: {NUMBER} chỉ tiêu vượt"
        rf" kế hoạch, {NUMBER} chỉ tiêu đạt đúng kế hoạch, {NUMBER} chỉ tiêu chưa đạt",
        text,
    )
    if not found:
        if expected[0]:
            yield f"no total although {expected} can be judged"
    elif [int(one.replace(".", "")) for one in found.groups()] != expected:
        yield f"{found[0]} is not {expected}"


def _about_indicators(material: Material, lines: Sequence[str]) -> Iterable[str]:
    by_title = {one.indicator.title.lstrip("– ").removeprefix("Trong đó: "): one for one in told_by(material)}
    for line in lines:
        sentence = line.removeprefix("- ")
        titles = [title for title in by_title if sentence.startswith(f"{title[:1].upper()}{title[1:]}: ")]
        if titles and line.startswith("- "):
            whole, _, above = sentence.partition("Cao hơn kế hoạch: ")
            told = PARTS.split(whole)[0] + (f" Cao hơn kế hoạch: {above}" if above else "")
            yield from _about_one(material, by_title[max(titles, key=len)], told)


def _about_one(material: Material, one: Told, sentence: str) -> Iterable[str]:
    says_whole = "theo số liệu của" not in sentence and "chưa có số liệu" not in sentence
    if one.actual and says_whole and not one.complete and not material.include_unreviewed:
        yield f"{sentence}: not every unit in charge reported, which is not said"
    for words, wanted in (
        ("không vượt kế hoạch", ("vượt", "đạt")),
        (", đạt kế hoạch", ("vượt", "đạt")),
        ("đúng bằng kế hoạch", ("đạt",)),
        ("cao hơn kế hoạch", ("chưa",)),
        ("thấp hơn kế hoạch", ("chưa",)),
    ):
        if words in sentence and one.judged not in wanted:
            yield f"{sentence}: “{words}” although {one.judged or 'nobody can tell'}"
    if "so với cùng kỳ" in sentence and one.actual.keys() != one.before.keys():
        yield f"{sentence}: compared with other units' figures"
    if one.indicator.measure == "%" and re.search(
        rf"(tăng|giảm|cao hơn kế hoạch|thấp hơn kế hoạch) {NUMBER}%", sentence
    ):
        yield f"{sentence}: shares differ by points"
    if one.indicator.lower_is_better and re.search("tốt nhất|Đạt cao nhất|thấp nhất", sentence):
        yield f"{sentence}: a share of the plan ranks units where low is better"
    above = sentence.partition("Cao hơn kế hoạch: ")[2]
    for name in re.findall(r"(?:^|; )([^;(]+?) \([\d.,]+[^;)]*, kế hoạch", above):
        unit = next(code for code, held in material.units.items() if " ".join(held.name.split()) == name)
        if not one.actual[unit] > one.plan[unit]:
            yield f"{sentence}: {name} is not above its plan"


def _about_reports(material: Material, text: str) -> Iterable[str]:
    owed = [one for one in material.coverage if one.timeliness is not None]
    arrived = sum(one.timeliness.value in ("on-time", "late") for one in owed if one.timeliness)
    for given, of in re.findall(rf"các đơn vị đã nộp {NUMBER}/{NUMBER} biểu", text):
        if (int(given.replace(".", "")), int(of.replace(".", ""))) != (arrived, len(owed)):
            yield f"{given}/{of} is not {arrived}/{len(owed)}"
    if not arrived and "các đơn vị đã nộp" in text:
        yield "nobody has reported"


def _about_council(material: Material, text: str) -> Iterable[str]:
    verdicts = [one.verdict for one in material.proposals.values()]
    considered = sum(one.conclusion is not None for one in verdicts)
    proposed = sum(one.conclusion is Conclusion.PROPOSED for one in verdicts)
    granted = sum(one.is_awarded for one in verdicts)
    found = re.search(rf"đã xét {NUMBER} trường hợp, đề nghị khen thưởng {NUMBER} trường hợp", text)
    if found and [int(one) for one in found.groups()] != [considered, proposed]:
        yield f"{found[0]} is not {considered}, {proposed}"
    if bool(found) != bool(considered):
        yield f"the council {'has not' if found else 'has'} considered {considered}"
    told = sum(int(one) for one in re.findall(rf"đã khen thưởng {NUMBER} trường hợp \(Quyết định", text))
    if told != granted:
        yield f"{told} granted, not {granted}"


def _about_other_forms(material: Material, text: str) -> Iterable[str]:
    called = {
        "narrative": "Khó khăn, vướng mắc",
        "works": "Công trình, phần việc",
        "exemplar": "Gương điển hình tiên",
    }
    for form, words in called.items():
        if form not in material.forms and words in text:
            yield f"“{words}” although no form asks for it"


def names_listed(file: bytes) -> list[str]:
    """The second column of the first table that lists nominees."""
    for table in docx.Document(BytesIO(file)).tables:
        titles = [cell.text for cell in table.rows[0].cells]
        if len(titles) > 1 and titles[1] == "Họ và tên, tên tập thể":
            return [row.cells[1].text for row in table.rows[1:]]
    return []

"""What speaks against signing a report: the impossible, and what somebody has to confirm by name. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.findings.rows import about
from sheets_sync.report.content.hints import is_complete
from sheets_sync.report.content.material import Material, Signed
from sheets_sync.report.content.model import Report
from sheets_sync.report.content.voices import voices

#: What a clerk gives: figures, perhaps with a letter after them.
NUMBER = re.compile(r"\d{1,5}[a-zA-Z]?")
#: Of more names than this only the first are told.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Guard:
    """One reason not to sign."""

    #: By which `--confirm` names it.
    code: str
    text: str
    #: Somebody may sign all the same; else the reason is a mistake.
    may_be_confirmed: bool = True


def clerks_number(given: str, symbol: str) -> str:
    """The number without the symbol that some type after it; two digits at least (NĐ 30/2020/NĐ-CP)."""
    number = given.strip().removesuffix(f"/{symbol}").strip()
    return number.zfill(2) if number.isdecimal() else number


def guards(material: Material, made: Report, now: datetime, signed: Iterable[Signed]) -> tuple[Guard, ...]:
    """Everything that speaks against signing this report, at the moment `now`."""
    return (
        *_of_the_paper(material, now),
        *_of_time(material),
        *_of_data(material),
        *_of_words(material, made),
        *_of_versions(material, made, signed),
    )


def _of_the_paper(material: Material, now: datetime) -> Iterator[Guard]:
    if not NUMBER.fullmatch(material.number):
        text = (
            f"“{material.number}” is no number as a clerk gives it; write it without the symbol, such as 05."
        )
        yield Guard("number", text, may_be_confirmed=False)
    day = material.at.date()
    if day > now.astimezone(material.at.tzinfo).date():
        yield Guard(
            "day", f"{day} has not come yet; give the day that the report bears.", may_be_confirmed=False
        )


def _of_time(material: Material) -> Iterator[Guard]:
    day, period = material.at.date(), material.period
    if day <= material.end:
        yield Guard("campaign-open", f"The campaign goes on until {material.end}.")
    if day <= max(period.cut_off, period.deadline.date()):
        until = f"its cut-off is {period.cut_off}, its deadline {period.deadline:%Y-%m-%d %H:%M}"
        yield Guard("period-open", f"The period {period.code} is not over: {until}.")
    later = sorted(
        {
            material.units[one.unit].name
            for one in material.entered
            if one.changed is not None and one.changed.astimezone(material.at.tzinfo).date() > day
        }
    )
    if later:
        yield Guard("later-data", f"Figures changed after the day of the report: {_named(later)}.")


def _of_data(material: Material) -> Iterator[Guard]:
    records = [record for one in material.entered for record in one.records]
    waiting = [one for one in records if not material.is_approved(one)]
    if waiting or not records:
        told = f"{len(records) - len(waiting)} of {len(records)} rows are approved"
        yield Guard("unapproved", f"{told}; what is not approved is not in the report.")
    settled = {
        finding
        for one in records
        if material.is_approved(one)
        for finding in about(one, material.findings_by_row)
    }
    if opened := [one for one in material.findings if one not in settled]:
        units = dict.fromkeys(material.units[one.unit].name for one in opened if one.unit in material.units)
        yield Guard("open-questions", f"{len(opened)} findings are open: {_named(list(units))}.")
    odd = [one for one in material.proposals.values() if one.verdict.questions]
    if odd:
        names = [str(one.record.values.get(one.its.name) or "") for one in odd]
        yield Guard("council-questions", f"What was noted of the council is not clear: {_named(names)}.")
    unread = dict.fromkeys(one.unit for one in material.coverage if one.unreadable)
    if unread:
        names = [material.units[unit].name for unit in unread]
        yield Guard("unread", f"Workbooks that could not be read last: {_named(names)}.")


def _of_words(material: Material, made: Report) -> Iterator[Guard]:
    if drafted := voices(material).drafted:
        yield Guard(
            "units-words", f"{len(drafted)} passages are units' own words that the office has not rewritten."
        )
    bases = made.head.bases
    if unsure := [one.text for one in bases if not one.verified]:
        yield Guard("unverified", f"Nobody held these texts against the law: {_named(unsure)}.")
    if partial := [one.text for one in bases if not is_complete(one)]:
        yield Guard("incomplete-basis", f"These texts are cited without number or day: {_named(partial)}.")


def _of_versions(material: Material, made: Report, signed: Iterable[Signed]) -> Iterator[Guard]:
    earlier = list(signed)
    same = [one for one in earlier if one.number == material.number]
    if same and (same[-1].day != made.day or same[-1].statements != made.statements):
        text = f"Report {material.number} was signed on {same[-1].day} with other figures or on another day."
        yield Guard("signed-otherwise", text)
    others = [one for one in earlier if one.number != material.number]
    if others and not same:
        text = (
            f"Report {others[-1].number} of {others[-1].day} was signed before; this one tells what changed."
        )
        yield Guard("signed-before", text)


def standing(found: Iterable[Guard], confirmed: Collection[str]) -> tuple[Guard, ...]:
    """Those that nobody confirmed, or nobody may."""
    return tuple(one for one in found if not (one.may_be_confirmed and one.code in confirmed))


def _named(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return "; ".join(names[:NAMED]) + more

"""Who reads what: each person gets one mail, whatever number of units that person answers for. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.mail.composing.due import Rules, UnitStanding
from sheets_sync.model import Unit


@dataclass(frozen=True, slots=True)
class Letter:
    """What tonight's mail says to one unit."""

    unit: Unit
    parts: Sequence[UnitStanding]

    @property
    def step(self) -> int | None:
        """The latest reminder in it; None without one."""
        return max((part.reminder for part in self.parts if part.reminder is not None), default=None)


@dataclass(frozen=True, slots=True)
class Audience:
    """People who read about the same units."""

    letters: Sequence[Letter]
    recipients: tuple[str, ...]
    #: They get it for information (Cc).
    copies: tuple[str, ...]


def audiences(letters: Iterable[Letter], office: Sequence[str], rules: Rules) -> list[Audience]:
    """The mails of tonight: addresses that answer for the same units share one, no address gets two.

    Long overdue reminders also go to a unit's head, and to the office.
    """
    due = {letter.unit.code: letter for letter in letters}
    spelt: dict[str, str] = {}
    to = _units_of(((code, letter.unit.emails) for code, letter in due.items()), spelt)
    overdue = {c: one for c, one in due.items() if one.step is not None and one.step >= rules.head_from}
    heads = _units_of(((code, letter.unit.head_emails) for code, letter in overdue.items()), spelt)
    readers: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for address in dict.fromkeys((*to, *heads)):
        codes = {*to.get(address, ()), *heads.get(address, ())}
        readers[tuple(code for code in due if code in codes)].append(address)
    return [
        _audience([due[code] for code in codes], who, to, office, rules) for codes, who in readers.items()
    ]


def _audience(
    letters: Sequence[Letter],
    who: Sequence[str],
    to: Mapping[str, Sequence[str]],
    office: Sequence[str],
    rules: Rules,
) -> Audience:
    steps = [letter.step for letter in letters if letter.step is not None]
    recipients = tuple(address for address in who if address in to) or tuple(who)
    copies = [address for address in who if address not in recipients]
    # Of what only heads read, the office has its copy already.
    if any(address in to for address in who) and any(step >= rules.office_from for step in steps):
        copies += [address for address in office if address not in recipients]
    return Audience(letters, recipients, tuple(dict.fromkeys(copies)))


def _units_of(
    named: Iterable[tuple[str, Iterable[str]]], spelt: dict[str, str]
) -> Mapping[str, Sequence[str]]:
    """Address to codes; capitals make no other address, the first spelling counts for all."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, addresses in named:
        for address in addresses:
            found[spelt.setdefault(address.lower(), address)].append(code)
    return found

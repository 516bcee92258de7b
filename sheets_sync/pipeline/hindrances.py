"""What stands in the way and no unit can mend in its sheet: told in “Việc hôm nay” and in the digest."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from textwrap import shorten

from sheets_sync.judging.tasks import Hindrance
from sheets_sync.mail.sending.refused import Refused, refused_addresses
from sheets_sync.people.terms import closed_at, counts_from, keeps
from sheets_sync.pipeline.in_line import NOT_COMPARED, InLine, compared
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.sharing import told, unserved, why
from sheets_sync.vietnamese.dates import format_date

#: Lines of one hindrance that are shown, and letters of what a mail server said.
SHOWN, LETTERS = 8, 200
#: Days before a period that nobody closes counts as closed: then the office is told.
TOLD_DAYS = 30
UNCLOSED_KEY = "@unclosed"
UNCLOSED = (
    "Kỳ báo cáo chưa đóng. Thông tin cá nhân không được giữ mãi: thời hạn lưu được tính từ ngày {}, phần đầu"
    " (số điện thoại, địa chỉ) được xóa từ ngày {}; số liệu vẫn giữ nguyên. Nếu đã làm xong, nhờ người phụ"
    " trách CNTT đóng kỳ: sheets-sync lock. Nếu còn cần, nhờ ghi ngày đóng (closes) vào campaign.toml."
)


@dataclass(frozen=True, slots=True)
class Hindrances:
    """All of them at one moment; each goes by itself once it is mended."""

    #: Unit code to why our words do not reach the unit, a line an address.
    of_units: Mapping[str, tuple[str, ...]]
    #: What a call to a unit does not mend, the worst first.
    others: tuple[Hindrance, ...]
    #: What `provision` alone does, since somebody has to want it: `Tổ dân phố số 1: thu hồi quyền …`.
    to_provision: tuple[str, ...] = ()
    #: Which workbooks differ from the campaign's files.
    in_line: InLine = NOT_COMPARED

    @property
    def mark(self) -> str:
        """Changes when they do."""
        return sha256(repr((sorted(self.of_units.items()), self.others)).encode()).hexdigest()[:16]


NONE = Hindrances({}, ())


def hindrances(project: Project, at: datetime) -> Hindrances:
    """By what the store knows at one moment, without a call to Google. Raises StoreError."""
    with project.store.at_one_moment():
        return _hindrances(project, at)


def _hindrances(project: Project, at: datetime) -> Hindrances:
    local = at.astimezone(project.config.zone)
    in_line = compared(project)
    of_units: dict[str, list[str]] = defaultdict(list)
    mails, accesses = [], []
    refusing = refused(project, local)
    answering = _units_by_address(project) if refusing else {}
    for mail in refusing:
        units = answering.get(mail.address.lower(), ())
        for unit in units:
            of_units[unit].append(f"Thư không đến được {_short(mail.told())}")
        if not units:
            mails.append(_short(mail.told()))
    for access in unserved(project):
        if access.unit in project.owing:
            of_units[access.unit].append(f"Chưa vào được bảng tính: {access.email} – {why(access)}")
        else:
            accesses.append(told(project, access))
    waiting = tuple(_to_provision(in_line))
    others = (
        _hindrance("@sender", _no_mail(project, local), (), is_bad=True),
        _hindrance("@mails", "Thư không đến được:", mails),
        _hindrance("@accesses", "Chưa vào được bảng tính:", accesses),
        _unclosed(project, local),
        _hindrance("@provision", "Nhờ người phụ trách CNTT chạy sheets-sync provision:", waiting),
    )
    return Hindrances(
        {unit: tuple(lines) for unit, lines in of_units.items()},
        tuple(one for one in others if one),
        waiting,
        in_line,
    )


def refused(project: Project, at: datetime) -> tuple[Refused, ...]:
    """Addresses that no mail reaches, the longest first; `at` carries the zone in which days are told."""
    return refused_addresses(project.store, at, project.mail_limits.give_up)


def _to_provision(found: InLine) -> Iterable[str]:
    return (
        f"{one.name}: {step.text}" for one in found.plans for step in one.steps if not step.act.is_harmless
    )


def _units_by_address(project: Project) -> Mapping[str, Collection[str]]:
    """Codes of the units that an address answers for, in lower case."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for unit in project.owing.values():
        for address in (*unit.emails, *unit.head_emails):
            found[address.lower()][unit.code] = None
    return found


def _no_mail(project: Project, at: datetime) -> str:
    """Since when no mail leaves, for whom the office has to tell; empty while mails leave."""
    trouble = project.store.post.trouble()
    if trouble is None:
        return ""
    since = trouble.since.astimezone(at.tzinfo)
    days = (at.date() - since.date()).days
    return (
        f"Không gửi được thư nào từ {since:%H:%M} {format_date(since.date())}"
        + (f", {days} ngày" if days > 0 else "")
        + f". Nhờ người phụ trách CNTT xem: {_short(trouble.reason)}"
    )


def _unclosed(project: Project, at: datetime) -> Hindrance | None:
    """That nobody closed the period, from a while before it counts as closed until everything went."""
    config, period = project.config, project.period
    asked = any(form.names_people for form in project.forms)
    begins, days = counts_from(config, period), keeps(config).values()
    told, gone = begins - timedelta(days=TOLD_DAYS), begins + timedelta(days=max(days))
    if not asked or period.closes is not None or not told <= at < gone:
        return None
    if closed_at(config, period, project.store, at) not in (None, begins):
        return None
    first = begins + timedelta(days=min(days))
    days_told = (format_date(day.date()) for day in (begins, first))
    return Hindrance(UNCLOSED_KEY, UNCLOSED.format(*days_told), is_bad=False)


def _short(text: str) -> str:
    return shorten(text, LETTERS, placeholder="…")


def _hindrance(key: str, title: str, lines: Sequence[str], *, is_bad: bool = False) -> Hindrance | None:
    """None where there is nothing to tell."""
    if not title or not (lines or is_bad):
        return None
    more = [f"và {len(lines) - SHOWN} việc khác"] if len(lines) > SHOWN else []
    return Hindrance(key, "\n".join([title, *(f"– {line}" for line in lines[:SHOWN]), *more]), is_bad)

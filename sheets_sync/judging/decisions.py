"""What becomes of the office's decision about a record when the record changes.

Pure. A decision counts for what the master showed beside it: when the record holds something else by now, the
decision is taken back and the office sees what changed, before and after. Only values count, field by field:
not their titles, nor where and how they stand, nor a field that the form did not have then and that is empty.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from sheets_sync.forms.form import Form
from sheets_sync.model import UNSEEN, Handling, Review, Value
from sheets_sync.vietnamese.dates import format_date
from sheets_sync.vietnamese.numbers import format_number

#: What a decision turns into when its record changes.
TAKEN_BACK = {
    Handling.APPROVED: Handling.PENDING,
    Handling.RECEIVED: Handling.PENDING,
    Handling.RETURNED: Handling.RESUBMITTED,
}
#: Stands for an empty cell in a list of changes.
BLANK = "(trống)"
#: Told in place of changes where nobody knows what the office saw.
SEEN_UNKNOWN = (
    "Được chọn đúng lúc dòng này đang được ghi, không rõ văn phòng đã xem nội dung nào: xin chọn lại"
)
#: Field to value, for every field of the form.
Content = Mapping[str, Value]


def judge(
    chosen: str, known: Review | None, seen: Content | None, now: Content, *, usable: bool = True
) -> Review:
    """The review of one record.

    `chosen` is the state in the office's column, `known` is what was judged last, `seen` is what the master
    showed beside the decision (None for a row that it does not have), `now` is what the record holds. The
    result's state is to stand in the office's column. An approval of what is not `usable` is refused, unless
    it was given before: a person's decision beats a later check.
    """
    if chosen not in TAKEN_BACK:
        was_taken_back = known is not None and known.before and known.state == chosen
        return known if was_taken_back and known is not None else Review(chosen, "", {})
    # Where there was no row, or what it showed is in doubt, what was taken back is not decided anew.
    is_again = known is not None and seen in (None, UNSEEN) and known.before == chosen
    is_old = known is not None and (known.state == chosen or is_again)
    decided_on = known.content if is_old and known is not None else {}
    # Of a decision that an earlier version kept without its content, what the master showed counts.
    decided_on = decided_on or (now if seen is None else seen)
    if is_same(decided_on, now):
        if chosen == Handling.APPROVED and not usable and not is_old:
            return Review(Handling.PENDING.value, chosen, {})
        return Review(chosen, "", decided_on)
    return Review(TAKEN_BACK[Handling(chosen)].value, chosen, decided_on)


def changes(review: Review | None, now: Content, form: Form) -> str:
    """What changed since the office decided, a line a field, each by its title; empty while that stands."""
    if review is None or not review.is_changed:
        return ""
    if review.is_of_unseen:
        return SEEN_UNKNOWN
    changed = _changed(review.content, now)
    return "\n".join(_change(form, field, review.content.get(field), now[field]) for field in changed)


def _change(form: Form, field: str, *values: Value) -> str:
    before, after = (form.brief(field, told(value)) or BLANK for value in values)
    return f"{form.column(field).heading.title}: {before} → {after}"


def is_same(before: Content, now: Content) -> bool:
    """Whether a record still holds what it held before."""
    return not any(_changed(before, now))


def _changed(before: Content, now: Content) -> Iterable[str]:
    """Fields of the form that hold something else; a field that the form no longer has was not changed."""
    return (field for field, value in now.items() if not _alike(before.get(field), value))


def _alike(one: Value, other: Value) -> bool:
    """Whether people read the same: a number, and what was typed for it where it was not accepted."""
    return one == other or told(one) == told(other)


def told(value: Value) -> str:
    """A value as it is read."""
    match value:
        case None:
            return ""
        case bool():
            return "Có" if value else "Không"
        case date():
            return format_date(value)
        case int() | Decimal():
            return format_number(Decimal(value))
        case _:
            return value

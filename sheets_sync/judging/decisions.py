"""What becomes of the office's decision about a record when the record changes.

Pure. A decision counts for what the master showed beside it: when the record holds something else by now, the
decision is taken back and the office sees what changed, before and after.
"""

from collections.abc import Mapping

from sheets_sync.model import Handling, Review

#: What a decision turns into when its record changes.
TAKEN_BACK = {
    Handling.APPROVED: Handling.PENDING,
    Handling.RECEIVED: Handling.PENDING,
    Handling.RETURNED: Handling.RESUBMITTED,
}
#: Stands for an empty cell in a list of changes.
BLANK = "(trống)"
#: Column title to text.
Content = Mapping[str, str]


def judge(chosen: str, known: Review | None, seen: Content | None, now: Content) -> Review:
    """The review of one record.

    `chosen` stands in the office's column, `known` is what was judged last, `seen` is what the master showed
    beside the decision (None for a row that it does not have), `now` is what the record holds. The result's
    state is to stand in the office's column.
    """
    if chosen not in TAKEN_BACK:
        was_taken_back = known is not None and known.before and known.state == chosen
        return known if was_taken_back and known is not None else Review(chosen, "", {})
    is_old = known is not None and known.state == chosen
    decided_on = known.content if is_old and known is not None else seen if seen is not None else now
    if decided_on == now:
        return Review(chosen, "", decided_on)
    return Review(str(TAKEN_BACK[Handling(chosen)]), chosen, decided_on)


def changes(review: Review | None, now: Content) -> str:
    """What changed since the office decided, a line a column; empty when its decision stands."""
    if review is None or not review.before:
        return ""
    lines = (
        f"{title}: {review.content.get(title) or BLANK} → {now.get(title) or BLANK}"
        for title in (*now, *(title for title in review.content if title not in now))
        if (review.content.get(title) or "") != (now.get(title) or "")
    )
    return "\n".join(lines)

"""The time of day beside a date, and the zone it is told in: 14:30, `14h30`, 5:30 chiều, 17:30Z, +09:00."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

#: Where offices of a Vietnamese ward are.
VIETNAM = timezone(timedelta(hours=7))

_HALF = r"(?P<half>am|pm|a\.m\.|p\.m\.|sáng|sang|trưa|trua|chiều|chieu|tối|toi|đêm|dem|sa|ch)"
_ZONE = r"(?:(?P<utc>z|utc|gmt)? ?(?:(?P<sign>[+-]) ?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?)?)"
_TIME = re.compile(
    rf"(?:(?<=\d)t|\b(?:vào )?lúc\b|\bhồi\b|,)? ?(?<!\d)"
    rf"(?P<hour>\d{{1,2}})(?: ?(?:[:h]|giờ|gio) ?(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,]\d+)?)?"
    rf"(?: ?(?:phút|p)\b)?| ?(?:h|giờ|gio)\b)(?: ?{_HALF}\b)? ?{_ZONE}(?![\d:])",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7]|mon|tue|wed|thu|fri|sat|sun)(?:day)?\b,?",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"\b(?:buổi )?(?:sáng|trưa|chiều|tối|đêm)\b(?: ngày)?", re.IGNORECASE)
_DOTTED = re.compile(r"(?<=\d{4} )(\d{1,2})\.(\d{2})$")
_AFTERNOON = frozenset({"pm", "p.m.", "chiều", "chieu", "tối", "toi", "ch", "đêm", "dem"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A text with a date in it, without what told the time of day."""

    #: What is left of the text: the date.
    text: str
    #: None where no time of day was told, or none that there is.
    at: time | None = None
    #: The zone that was told.
    zone: tzinfo | None = None

    def day(self, day: date, ward: tzinfo) -> date:
        """The ward's day in which the moment lies, if `day` is the one written."""
        if self.at is None or self.zone is None:
            return day
        return datetime.combine(day, self.at, self.zone).astimezone(ward).date()


def without_time(text: str) -> Moment:
    """The text without weekday and time of day; as it is where the time cannot be."""
    bare = _DOTTED.sub(r"\1:\2", _WEEKDAY.sub(" ", text))
    match = next((one for one in _TIME.finditer(bare)), None)
    if match is None:
        return Moment(_tidy(_PART_OF_DAY.sub(" ", bare)))
    told = _time(match)
    if told is None:
        return Moment(text)
    rest = f"{bare[: match.start()]} {bare[match.end() :]}"
    return Moment(_tidy(_PART_OF_DAY.sub(" ", rest)), told, _zone(match))


def _time(match: re.Match[str]) -> time | None:
    hour, half = int(match["hour"]), (match["half"] or "").casefold()
    if half in _AFTERNOON and hour < 12:
        hour += 12
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        return None


def _zone(match: re.Match[str]) -> tzinfo | None:
    if match["sign"] is None:
        return UTC if match["utc"] else None
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if offset >= timedelta(hours=24):
        return None
    return timezone(-offset if match["sign"] == "-" else offset)


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;()")

"""What has to be done to bring a workbook into line, in the words of the office. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sheets_sync.unit_workbook.furnishing import Furnishing, TabGiven
from sheets_sync.vietnamese.words import clean


class Act(StrEnum):
    """A kind of step."""

    CREATE = "create"
    #: Found by its marks, or made by a version that kept no account: looked at once as a whole.
    LOOK = "look"
    NAME = "name"
    LOCALE = "locale"
    GUIDE = "guide"
    TAB = "tab"
    TITLE = "title"
    ROWS = "rows"
    CHOICES = "choices"
    PUT_AWAY = "put away"
    SHARE = "share"
    REVOKE = "revoke"
    EDITORS = "editors"

    @property
    def is_harmless(self) -> bool:
        """Whether it may be done without being asked: `turn` and the nightly job do it by themselves."""
        return self not in (Act.CREATE, Act.LOCALE, Act.PUT_AWAY, Act.REVOKE, Act.EDITORS)


@dataclass(frozen=True, slots=True)
class Step:
    """One change to one workbook."""

    act: Act
    #: What is done, in Vietnamese.
    text: str


def steps(before: Furnishing | None, wanted: Furnishing) -> tuple[Step, ...]:
    """From what a workbook was given to what it is to have; nothing when they are the same."""
    if before is None:
        return (Step(Act.LOOK, "đối chiếu toàn bộ bảng tính với danh sách và biểu mẫu hiện nay"),)
    return tuple(_steps(before, wanted))


def _steps(before: Furnishing, wanted: Furnishing) -> Iterable[Step]:
    if before.title != wanted.title:
        yield Step(Act.NAME, f"đổi tên tệp “{before.title}” thành “{wanted.title}”")
    if (before.locale, before.time_zone) != (wanted.locale, wanted.time_zone):
        yield Step(Act.LOCALE, f"đặt vùng {wanted.locale}, múi giờ {wanted.time_zone}")
    if before.guide != wanted.guide:
        yield Step(Act.GUIDE, f"viết lại trang Hướng dẫn{_what_is_new(before, wanted)}")
    for code, tab in wanted.tabs.items():
        if code in before.tabs:
            yield from _in_tab(before.tabs[code], tab)
        elif code in before.put_away:
            yield Step(Act.TAB, f"hiện lại và mở khóa trang “{tab.title}”")
        else:
            yield Step(Act.TAB, f"thêm trang “{tab.title}”")
    for code, tab in wanted.put_away.items():
        if code not in before.put_away:
            yield Step(Act.PUT_AWAY, f"ẩn và khóa trang “{tab.title}”, giữ nguyên nội dung đã nhập")
    if before.editors != wanted.editors:
        yield Step(Act.EDITORS, f"cho {', '.join(wanted.editors) or 'riêng tài khoản này'} sửa các ô đã khóa")


def _what_is_new(before: Furnishing, wanted: Furnishing) -> str:
    known = {text for text, _ in before.guide}
    new = [text for text, _ in wanted.guide if text not in known]
    return f": {' / '.join(new)}" if new else ""


def _in_tab(before: TabGiven, wanted: TabGiven) -> Iterable[Step]:
    if before.title != wanted.title:
        yield Step(Act.TITLE, f"đổi tên trang “{before.title}” thành “{wanted.title}”")
    for field, column in wanted.columns.items():
        known = before.columns.get(field)
        if known is None:
            yield Step(Act.TITLE, f"thêm cột “{column.title}” vào trang “{wanted.title}”")
        elif (known.title, known.note) != (column.title, column.note):
            yield Step(Act.TITLE, f"trang “{wanted.title}”: viết lại tiêu đề cột “{column.title}”")
        if known is not None and known.choices != column.choices:
            yield Step(Act.CHOICES, f"trang “{wanted.title}”: danh sách chọn mới của cột “{column.title}”")
    yield from _rows(before, wanted)


def _rows(before: TabGiven, wanted: TabGiven) -> Iterable[Step]:
    new = [key for key in wanted.rows if key not in before.rows]
    if new:
        named = "; ".join(_row_name(key, wanted.rows[key]) for key in new)
        yield Step(Act.ROWS, f"trang “{wanted.title}”: thêm dòng {named}")
    for key, row in wanted.rows.items():
        if key in before.rows and before.rows[key] != row:
            yield Step(Act.TITLE, f"trang “{wanted.title}”: viết lại dòng {_row_name(key, row)}")
    for key, choices in wanted.choices.items():
        if key in before.rows and before.choices.get(key) != choices:
            yield Step(Act.CHOICES, f"trang “{wanted.title}”: danh sách chọn mới của dòng {key}")


def _row_name(key: str, row: Mapping[str, str]) -> str:
    title = next((text for text in row.values() if text != key), "")
    return clean(f"{key} {title}")

"""Which fields are about people, and how: said on the field, or taken to be so until somebody says.

A form's author writes it beside the heading:

    phone: Annotated[Phone, Heading("Số điện thoại"), Personal.CONTACT] = None

A field that says nothing counts as what its type and its title look like, and `sheets-sync doctor` asks about
it: what is about nobody says `Personal.NOBODY`.
"""

import re
from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from sheets_sync.forms.columns import Column, ColumnKind
from sheets_sync.model import Personal
from sheets_sync.vietnamese.letters import clean, fold

#: Words of titles and of fields' names; the first that fits counts.
LOOKS = {
    Personal.CONTACT: (
        "điện thoại|đt|sđt|sdt|di động|zalo|facebook|email|e-mail|mail|thư điện tử|liên hệ|liên lạc|địa chỉ"
        "|nơi ở|chỗ ở|thường trú|tạm trú|hộ khẩu|quê quán|số nhà|phone|mobile|tel|address|contact"
    ),
    Personal.IDENTITY: (
        "cccd|cmnd|cmt|căn cước|chứng minh nhân dân|chứng minh thư|định danh|hộ chiếu|ngày sinh|năm sinh"
        "|sinh ngày|sinh năm|ngày tháng năm sinh|tuổi|giới tính|dân tộc|tôn giáo|tài khoản|bhxh|bhyt|bảo hiểm"
        "|mã số thuế|chức vụ|nghề nghiệp|nơi công tác|identity|passport|birth|birthday|born|dob|gender"
    ),
    Personal.NAME: (
        "họ và tên|họ tên|họ, tên|họ tên người|tên người|tên cá nhân|tên chủ hộ|chủ hộ|người đại diện"
        "|người liên hệ|người phụ trách|người được|full name|fullname"
    ),
    Personal.JUDGEMENT: "kỷ luật|kỉ luật|tiền án|tiền sự|sức khỏe|sức khoẻ|bệnh tật|khuyết tật|đảng tịch",
}
_LOOKS = {
    personal: (_words := words.split("|"), [fold(one) for one in _words]) for personal, words in LOOKS.items()
}
#: What counts or measures tells of no one person.
_FIGURES = frozenset({ColumnKind.PERCENT, ColumnKind.FIGURE, ColumnKind.RATE})
#: The service's own.
_OURS = frozenset({ColumnKind.ROW_ID, ColumnKind.CODE, ColumnKind.LABEL, ColumnKind.AREA})
#: “Ngày sinh hoạt”, “nam sinh viên”: the words go on.
_GOES_ON = re.compile(r"sinh (?:hoạt|viên|hoat|vien)")


def looks_like(*titles: str) -> Personal | None:
    """What the words of a title or of a field's name are usually about; None for nobody."""
    for title in map(_compared, titles):
        plain = fold(title)
        for personal, (words, bare) in _LOOKS.items():
            # Without diacritics “nam sinh” is the year of birth; with them it is boys at school.
            wanted, text = (bare, plain) if title.isascii() else (words, title)
            if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in wanted):
                return personal
    return None


def _compared(title: str) -> str:
    return _GOES_ON.sub("", clean(title.replace("_", " ").replace("\n", " ")).casefold())


def about_people(columns: Iterable[Column]) -> Mapping[str, Personal]:
    """The fields that are about people, and how; what is about nobody is left out."""
    found = {column.field: personal_of(column) for column in columns}
    return {field: personal for field, personal in found.items() if personal is not Personal.NOBODY}


def personal_of(column: Column) -> Personal:
    """How a column is about people: as it says, else as it looks."""
    return column.said or _presumed(column)


def unsaid(columns: Iterable[Column]) -> list[tuple[Column, Personal]]:
    """The columns that look like one about a person and say nothing, with what they count as meanwhile."""
    found = [(column, _presumed(column)) for column in columns if column.said is None]
    return [(column, how) for column, how in found if how not in (Personal.NOBODY, Personal.PROSE)]


def _presumed(column: Column) -> Personal:
    if column.kind in _OURS:
        return Personal.NOBODY
    seems = column.seems or Personal.NOBODY
    if column.kind in _FIGURES or column.heading.measure:
        return seems
    looks = looks_like(column.heading.title, column.field)
    return looks if looks is not None and seems in (Personal.NOBODY, Personal.PROSE) else seems


def people_of(model: type[BaseModel]) -> Mapping[str, Personal]:
    """The fields of a table or list of the configuration that say that they are about people, and how."""
    return {
        name: mark
        for name, info in model.model_fields.items()
        for mark in info.metadata
        if isinstance(mark, Personal) and mark is not Personal.NOBODY
    }

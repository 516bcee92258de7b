"""The table `[people]` of campaign.toml: for how long what is about people is kept, and what outlives it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from sheets_sync.config.section import Email, Section, Text
from sheets_sync.forms.form import Form
from sheets_sync.forms.roles import Proposals
from sheets_sync.model import Personal

Days = Annotated[int, Field(ge=1, le=36_500)]


class KeepSettings(Section):
    """Days after a period was closed, by kind of data; then its rows are made unidentifiable."""

    #: Telephones and addresses: to ask back until the papers are signed.
    contact: Days = 90
    #: Birth, sex, post, identity numbers: for the decision and what may be asked about it.
    identity: Days = 365
    #: Discipline, votes, consent: as long as somebody may complain.
    judgement: Days = 365
    #: Achievements and stories in the person's own row.
    prose: Days = 365
    #: Names, there and wherever else they are told: to see next year who was proposed before.
    name: Days = 730


class PeopleSettings(Section):
    """What is known about people."""

    #: Days after the period was closed, by kind of data.
    keep: KeepSettings = KeepSettings()
    #: Days after its last deadline from which a period that nobody closes counts as closed for that.
    unclosed_days: Days = 180
    #: Whoever has a decision on a commendation keeps name, award and decision: the register of awards.
    keep_awards: bool = True
    #: Key by which erasures are remembered without names; made by the first one, for its owner alone.
    key_file: Path = Path("people.key")
    #: Working days in which a person is answered (Nghị định 356/2025/NĐ-CP).
    answer_days: Annotated[int, Field(ge=1, le=30)] = 2
    #: Working days in which a request is carried out; the law's own number is unverified.
    carry_out_days: Annotated[int, Field(ge=1, le=60)] = 10
    #: Whom people ask about their data, in one line; empty: the office's contact.
    contact: Annotated[str, Personal.CONTACT] = ""
    #: What a form says of its purpose in the office's own words: code of the form to a whole sentence.
    notice: Mapping[str, Text] = {}
    #: Whether forms about people, the council's tab and their findings stand in a workbook of their own.
    apart: bool = False
    #: Who may edit that workbook; needed with `apart`.
    emails: Annotated[tuple[Email, ...], Personal.CONTACT] = ()

    @model_validator(mode="after")
    def _somebody_opens_it(self) -> Self:
        if self.apart and not self.emails:
            raise ValueError("apart = true needs emails: who may edit the workbook of what is about people")
        return self


def notices(people: PeopleSettings, contact: str, forms: Iterable[Form]) -> Mapping[str, str]:
    """What each form about people tells those who fill it in; `contact` is the office's."""
    return {form.code: _notice(people, contact, form) for form in forms if form.names_people}


def _notice(people: PeopleSettings, contact: str, form: Form) -> str:
    if form.code in people.notice:
        return people.notice[form.code]
    kept = people.keep.model_dump()
    days = {how: kept[how] for how in form.people.values() if how in kept}
    soon = days.get(Personal.CONTACT)
    sooner = f" (số điện thoại, địa chỉ: {soon} ngày)" if soon else ""
    register = ", trừ sổ khen thưởng" if people.keep_awards and isinstance(form.role, Proposals) else ""
    return (
        f"Thông tin cá nhân ở trang này chỉ dùng để {form.purpose}, được xóa chậm nhất {max(days.values())}"
        f" ngày sau khi đóng kỳ báo cáo{sooner}{register}; đề nghị báo cho người được nêu tên biết; muốn"
        f" xem, sửa hoặc xóa, xin liên hệ: {people.contact or contact}."
    )

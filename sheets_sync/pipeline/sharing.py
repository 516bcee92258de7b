"""Let everybody in whom the roster names: each address by itself, and who is refused is remembered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sheets_sync.errors import GoogleError
from sheets_sync.forms.form import Form
from sheets_sync.google.refusals import others_may_go_on, words_of
from sheets_sync.pipeline.project import Project
from sheets_sync.store.accesses import KnownAccess
from sheets_sync.store.workbooks import APART, MASTER, KnownWorkbook, own_book

if TYPE_CHECKING:
    from sheets_sync.google import Permission

#: What the office calls the master.
MASTER_NAME = "Bảng tổng hợp"
#: And what is about people where it stands apart.
APART_NAME = "Bảng tổng hợp về người"
#: And a form whose tab outgrew the master.
OWN_NAME = "Bảng tổng hợp: {}"
#: Roles that may write.
WRITING = ("writer", "fileOrganizer", "organizer", "owner")
#: Roles of whoever keeps the file: its owner, and the members of a shared drive.
KEEPING = ("fileOrganizer", "organizer", "owner")
#: Refusals that a mail of Google's to the address does away with, and those of a group's address.
NEEDS_MAIL, NOT_A_PERSON = "share-needs-mail", "not applicable for the given permission type"


def wanted(project: Project, code: str) -> tuple[str, ...]:
    """Addresses that may write a workbook by the roster, in lower case, each once; none of a strange unit.

    Those of a unit that has left are its successor's.
    """
    if code == MASTER:
        named = project.config.office.emails
    elif code == APART:
        named = project.config.settings.people.emails if project.config.settings.people.apart else ()
    elif (form := _form_of(project, code)) is not None:
        people = project.config.settings.people
        named = people.emails if people.apart and form.names_people else project.config.office.emails
    elif code in project.units:
        named = tuple(mail for one in project.in_charge_of(project.units[code]) for mail in one.emails)
    else:
        return ()
    return tuple(dict.fromkeys(address.lower() for address in (*project.sync_accounts, *named)))


def _form_of(project: Project, code: str) -> Form | None:
    """The form that stands in a workbook of its own."""
    return next((form for form in project.forms if own_book(form.code) == code), None)


def unserved(project: Project) -> tuple[KnownAccess, ...]:
    """Who the roster names now and Google refused the last time."""
    return tuple(one for one in project.store.accesses.refusals() if one.email in wanted(project, one.unit))


def lacking(
    project: Project, books: Mapping[str, KnownWorkbook], known: Iterable[KnownAccess]
) -> dict[str, tuple[str, ...]]:
    """Addresses of each workbook that exists which are not known to be let in: refused before, or new."""
    served = {(one.unit, one.email) for one in known if not one.refusal}
    ready = (code for code, book in books.items() if book.ready)
    found = {
        code: tuple(email for email in wanted(project, code) if (code, email) not in served) for code in ready
    }
    return {code: emails for code, emails in found.items() if emails}


def surplus(
    project: Project, books: Collection[str], known: Iterable[KnownAccess]
) -> dict[str, tuple[str, ...]]:
    """Addresses of each workbook that were let in by us and that the roster names no more."""
    mine = project.google.account.lower()
    found: dict[str, list[str]] = {}
    for one in known:
        is_named = one.email in wanted(project, one.unit) or one.email == mine
        if one.unit in books and not one.refusal and not is_named:
            found.setdefault(one.unit, []).append(one.email)
    return {code: tuple(emails) for code, emails in found.items()}


def revoke(project: Project, code: str, workbook: str, emails: Sequence[str]) -> None:
    """Take the access of addresses away. One Drive call, and one for each that still has it.

    Whoever keeps the file, its owner or a member of its shared drive, keeps it: `audit` names them.
    """
    if not emails:
        return
    present = {one.email: one for one in project.google.permissions(workbook)}
    names = {one.email: one.known_as or one.email for one in project.store.accesses.known()}
    for email in emails:
        entry = present.get(email) or present.get(names.get(email, ""))
        if entry is not None and entry.role not in KEEPING:
            project.google.unshare(workbook, entry.id)
        project.store.accesses.revoked(code, email)


def share(project: Project, code: str, workbook: str, emails: Sequence[str]) -> None:
    """Let addresses into a workbook. One Drive call, and one or two for each that has no access yet.

    Raises GoogleError for what would refuse everybody, and when the workbook's sharing cannot be seen.
    """
    if not emails:
        return
    present = project.google.permissions(workbook)
    for email in emails:
        if may_write(present, email):
            project.store.accesses.granted(code, email)
            continue
        try:
            known_as = _invite(project, code, workbook, email)
        except GoogleError as error:
            if not others_may_go_on(error):
                raise
            project.store.accesses.refused(code, email, error.refusal or "unknown", error.said or str(error))
        else:
            project.store.accesses.granted(code, email, "" if known_as == email else known_as)


def may_write(present: Iterable["Permission"], email: str) -> bool:
    """Whether somebody may write by his own name, his domain's, or as everybody who has the link.

    What comes through a shared drive or a folder, Drive lists beside the rest.
    """
    domain = email.rpartition("@")[2]
    return any(
        one.role in WRITING and (one.email == email or one.domain == domain or one.grantee == "anyone")
        for one in present
    )


def _invite(project: Project, code: str, workbook: str, email: str) -> str:
    """Share with one address, by a mail or as a group where Google asks for that; what Google calls it."""
    invite = project.config.settings.google.invite
    letter = invitation(project, code)
    share = project.google.share
    try:
        return share(workbook, email, letter=letter if invite == "always" else "")
    except GoogleError as error:
        if error.refusal == NEEDS_MAIL and invite == "when needed":
            return share(workbook, email, letter=letter)
        if NOT_A_PERSON in str(error):
            return share(workbook, email, grantee="group", letter=letter if invite == "always" else "")
        raise


def invitation(project: Project, code: str) -> str:
    """What Google's own mail says when it invites somebody."""
    settings, unit = project.config.settings, project.units.get(code)
    what = name_of(project, code).lower() if unit is None else f"bảng tính báo cáo của {unit.name}"
    return (
        f"{settings.ward.name} trân trọng mời Quý đơn vị mở {what}: {settings.campaign.title}, "
        f"{project.period.title}. Nếu Google yêu cầu mã xác nhận, mã sẽ được gửi đến chính địa chỉ thư này. "
        f"Cần hỗ trợ, xin liên hệ: {settings.office.contact}."
    )


def name_of(project: Project, code: str) -> str:
    """What the office calls a unit, or the master."""
    names = {MASTER: MASTER_NAME, APART: APART_NAME}
    if code in project.units:
        return project.units[code].name
    form = _form_of(project, code)
    return names.get(code, code) if form is None else OWN_NAME.format(form.title)


def told(project: Project, one: KnownAccess) -> str:
    """A line about somebody without access, for the office: unit, address, why, in Google's words as well."""
    return f"{name_of(project, one.unit)}: {one.email} – {why(one)}"


def why(one: KnownAccess) -> str:
    """Why somebody is without access, in Vietnamese and in Google's words."""
    return f"{words_of(one.refusal) or 'Google không cho chia sẻ'} (Google: “{one.said}”)"

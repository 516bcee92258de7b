"""What differs between the campaign's files and what stands at Google, by what the store knows. No call."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sheets_sync.model import Unit
from sheets_sync.pipeline.large_forms import Size, own_books, sizes
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.sharing import lacking, name_of, surplus, wanted
from sheets_sync.store.workbooks import APART, MASTER, KnownWorkbook, is_office, own_book
from sheets_sync.unit_workbook import furnishing
from sheets_sync.unit_workbook.furnishing import Furnishing, with_put_away
from sheets_sync.unit_workbook.guide import Welcome
from sheets_sync.unit_workbook.steps import Act, Step, steps


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """What has to be done to one workbook."""

    #: A unit's; empty for the master.
    code: str
    #: As the office calls it.
    name: str
    steps: tuple[Step, ...]

    @property
    def acts(self) -> frozenset[Act]:
        """The kinds of its steps."""
        return frozenset(step.act for step in self.steps)

    @property
    def lines(self) -> tuple[str, ...]:
        """The steps in words."""
        return tuple(step.text for step in self.steps)


def plan(
    project: Project, replace: Collection[str] = (), only: Collection[str] | None = None
) -> tuple[WorkbookPlan, ...]:
    """The workbooks for which there is something to do, the master first. Raises StoreError.

    `replace`, codes of units or the master's, are taken as missing: their files were deleted for good. With
    `only`, of the workbooks of these codes.
    """
    known, accesses = project.store.workbooks.with_office(), project.store.accesses.known()
    shared, former = lacking(project, known, accesses), surplus(project, known, accesses)
    fingerprints = project.store.furnishings.fingerprints()
    lost, head = lost_tabs(project, known), welcome(project)
    found = []
    apart = (APART,) if project.config.settings.people.apart else ()
    asked = (MASTER, *apart, *own_books(project), *project.units)
    for code in asked if only is None else (code for code in asked if code in only):
        book = known.get(code)
        if book is None or not book.ready or code in replace:
            if is_office(code) or code in project.owing:
                found.append(WorkbookPlan(code, name_of(project, code), (_creation(project, code, head),)))
            continue
        own = [
            *_furnishing_steps(project, code, head, fingerprints.get(code, "")),
            *_tab_steps(lost.get(code, ())),
            *_sharing_steps(shared.get(code, ()), former.get(code, ())),
        ]
        if own:
            found.append(WorkbookPlan(code, name_of(project, code), tuple(own)))
    return tuple(found)


def _creation(project: Project, code: str, head: Welcome) -> Step:
    people = ", ".join(wanted(project, code)) or "chưa có ai"
    title = wanted_furnishing(project, code, head).title
    why = next((_why(one) for one in sizes(project) if own_book(one.form) == code), "")
    return Step(Act.CREATE, f"tạo bảng tính “{title}”, chia sẻ cho {people}{_same_name(project, code)}{why}")


def _why(size: Size) -> str:
    """Why a form gets a workbook of its own."""
    return f"; trang “{size.title}” có {size.rows} dòng, quá {size.most} (master.rows_of_tab)"


def _same_name(project: Project, code: str) -> str:
    """A unit that left the roster under the same name has probably only another code."""
    name = "" if is_office(code) else project.units[code].name
    same = [
        one.code
        for one in project.remembered.values()
        if one.code not in project.config.unit_codes and one.name == name
    ]
    if not same:
        return ""
    return f". CHÚ Ý: {same[0]} cùng tên đã có bảng tính; nếu chỉ đổi mã, ghi {same[0]} vào cột was"


def _furnishing_steps(project: Project, code: str, head: Welcome, fingerprint: str) -> Iterable[Step]:
    wish = wanted_furnishing(project, code, head)
    if wish.fingerprint == fingerprint:
        return ()
    before = given(project, code)
    return steps(before, with_put_away(wish, before))


def _tab_steps(titles: Iterable[str]) -> Iterable[Step]:
    return (Step(Act.TAB, f"thêm lại trang “{title}”") for title in titles)


def _sharing_steps(new: Collection[str], former: Collection[str]) -> Iterable[Step]:
    if new:
        yield Step(Act.SHARE, f"cấp quyền cho {', '.join(new)}")
    if former:
        yield Step(Act.REVOKE, f"thu hồi quyền của {', '.join(former)} (cần --revoke)")


def given(project: Project, code: str) -> Furnishing | None:
    """What a workbook was given the last time; None when nobody knows."""
    return Furnishing.read(project.store.furnishings.of(code))


def wanted_furnishing(project: Project, code: str, head: Welcome) -> Furnishing:
    """What a workbook is to have by the campaign's files."""
    if is_office(code):
        return furnishing.of_master(name_of(project, code), head)
    unit = project.units[code]
    return furnishing.of_unit(
        unit,
        project.forms_of(unit),
        project.config.indicators,
        head,
        took_over(project, unit),
        project.remembered[code].name if unit.departed else "",
    )


def welcome(project: Project) -> Welcome:
    """What the workbooks of the period have in common."""
    settings = project.config.settings
    return Welcome(
        campaign=settings.campaign.title,
        ward=settings.ward.name,
        period=project.period,
        contact=settings.office.contact,
        web=project.web,
        locale=settings.ward.locale,
        time_zone=settings.ward.time_zone,
        editors=project.editors(project.store.accesses.refused_addresses()),
    )


def took_over(project: Project, unit: Unit) -> tuple[str, ...]:
    """Names of the units whose part in the period a unit has since they left."""
    if unit.departed:
        return ()
    return tuple(one.name for one in project.taken_over.get(unit.code, ()))


def lost_tabs(project: Project, known: Mapping[str, KnownWorkbook]) -> dict[str, tuple[str, ...]]:
    """Titles of the tabs that the last sync missed in a workbook, by unit: somebody deleted them."""
    missed = project.store.submissions.without_tab(project.period.code)
    found: dict[str, tuple[str, ...]] = {}
    for code in {unit for unit, _ in missed} & known.keys() & project.owing.keys():
        if not known[code].unreadable:
            forms = project.forms_of(project.owing[code])
            found[code] = tuple(form.title for form in forms if (code, form.code) in missed)
    return found

"""Who has whose part of a period since a unit left, and what stays of what was reported. Pure."""

from collections.abc import Iterable, Mapping

from sheets_sync.forms.form import Form
from sheets_sync.model import Submission, Unit
from sheets_sync.pipeline.scope import Scope

KEPT, KEPT_APPROVED = "Giữ nguyên số liệu đã báo cáo", "Giữ nguyên số liệu đã duyệt"
PASSED_ON, NOBODY = "Đơn vị tiếp nhận báo cáo", "Không còn báo cáo"


def handed_over(scope: Scope, submissions: Iterable[Submission]) -> Mapping[tuple[str, str], str]:
    """By unit and form what the matrix says of it beside the statuses; `submissions` are those that count."""
    counted = {(one.unit, one.form) for one in submissions}
    found = {
        (unit.code, form.code): KEPT_APPROVED
        for unit in scope.units.values()
        for form in scope.forms
        if (unit.code, form.code) in counted and form not in scope.forms_of(unit)
    }
    for unit in scope.units.values():
        if unit.departed:
            for form in scope.forms_of(unit):
                found |= _of_form(scope, unit, form, found, is_kept=(unit.code, form.code) in counted)
    return found


def _of_form(
    scope: Scope, unit: Unit, form: Form, told: Mapping[tuple[str, str], str], *, is_kept: bool
) -> dict[tuple[str, str], str]:
    heirs = scope.handed_to(unit)
    own = KEPT if is_kept else PASSED_ON if heirs else NOBODY
    found = {(unit.code, form.code): own}
    name = scope.remembered[unit.code].name
    part = "đã báo cáo, giữ nguyên" if is_kept else "báo cáo cả phần này"
    for heir in heirs:
        before = told.get((heir, form.code), "")
        found[heir, form.code] = "\n".join(filter(None, (before, f"Tiếp nhận từ {name}: {part}")))
    return found

"""Who has whose part of a period since a unit left, and what stays of what was reported. Pure."""

from collections.abc import Iterable, Mapping

from sheets_sync.forms.form import Form
from sheets_sync.model import Unit
from sheets_sync.pipeline.scope import Scope

KEPT, KEPT_APPROVED = "Giữ nguyên số liệu đã báo cáo", "Giữ nguyên số liệu đã duyệt"
PASSED_ON, NOBODY = "Đơn vị tiếp nhận báo cáo", "Không còn báo cáo"


def handed_over(scope: Scope, counted: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """By unit and form what the matrix says of it beside the statuses; `counted` have a report."""
    counted = set(counted)
    owed = {(code, form.code) for code, unit in scope.units.items() for form in scope.forms_of(unit)}
    found = dict.fromkeys(counted - owed, KEPT_APPROVED)
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

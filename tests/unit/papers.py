"""One document of each type, of a small ward whose council has met."""

from dataclasses import replace
from functools import cache

from sheets_sync.report.content.broadcasting import broadcast_letter
from sheets_sync.report.content.commending import decision, petition
from sheets_sync.report.content.content import build
from sheets_sync.report.content.meeting import minutes
from sheets_sync.report.content.model import Report
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.unit.builders import PERIOD, unit
from tests.unit.nominees import MONEY, PROPOSED, council, nominee
from tests.unit.reports import OFFICE, held, material, row, typed

WORDING = Wording(templates("report"))
HOA = nominee("TDP01", "Lê Thị Hoa", 1, gender="Nữ")
TWO = ("Ủy ban nhân dân thị xã Mỹ Hào", "Thường trực Đảng ủy phường Phùng Chí Kiên")


@cache
def papers() -> dict[str, Report]:
    """By type: report, petition, minutes, decision, letter."""
    one = material(
        held(typed("VX02", "TDP01", plan=190, actual=198), HOA),
        proposals=council((HOA, PROPOSED)),
        office=replace(OFFICE, addressees=TWO),
    )
    station = unit("TDP01", "Tổ dân phố số 1", forms=("exemplar",))
    deed = "Tuần tra ban đêm cùng bà con. " * 30
    exemplar = row("TDP01", "exemplar", "1", name="Ông Bảy", deed=deed, consent=True)
    made = {
        "report": build(one, WORDING),
        "petition": petition(one, MONEY, WORDING),
        "minutes": minutes(one, WORDING),
        "decision": decision(one, MONEY, WORDING),
        "letter": broadcast_letter(material(held(exemplar), [station]), {}, PERIOD.cut_off, WORDING),
    }
    return {name: paper for name, paper in made.items() if paper is not None}

"""Areas that we protect, and who may write there."""

from collections.abc import Sequence

from sheets_sync.sheets.batch import Request

#: Descriptions of the areas that we protect: by them they are found again.
PROTECTED_BY_US = frozenset(
    {
        "Do hệ thống ghi",
        "Do hệ thống ghi; văn phòng ghi ở các cột bên phải",
        "Hướng dẫn của văn phòng",
        "Tiêu đề cột",
        "Đã chốt số liệu",
        "Không còn phải báo cáo",
    }
)


def let_edit(range_id: int, editors: Sequence[str]) -> Request:
    """Name the addresses that may write in a protected area beside the account itself."""
    protected = {"protectedRangeId": range_id, "editors": {"users": list(editors)}}
    return {"updateProtectedRange": {"protectedRange": protected, "fields": "editors"}}

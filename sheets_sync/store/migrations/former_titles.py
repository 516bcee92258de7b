"""Titles and words by which reviews and remarks were kept before revision 0008; never changed again."""

from collections.abc import Mapping

INDICATOR = {
    "code": "Mã",
    "title": "Chỉ tiêu",
    "measure": "Đơn vị tính",
    "plan": "Kế hoạch",
    "actual": "Thực hiện",
    "same_period": "Cùng kỳ",
    "rate": "Tỷ lệ (%)",
    "note": "Ghi chú",
}
#: By form the title of each field.
TITLES: Mapping[str, Mapping[str, str]] = {
    "economy": INDICATOR,
    "culture_society": INDICATOR,
    "defence_security": INDICATOR,
    "political_system": INDICATOR,
    "admin_reform": INDICATOR,
    "narrative": {
        "area": "Mã",
        "title": "Lĩnh vực",
        "summary": "Tóm tắt kết quả",
        "difficulties": "Khó khăn, vướng mắc",
        "completed": "Ngày hoàn thành",
        "evidence": "Minh chứng",
    },
    "works": {
        "name": "Tên công trình, phần việc",
        "location": "Địa điểm",
        "cost": "Kinh phí (triệu đồng)",
        "source": "Nguồn vốn",
        "started": "Khởi công",
        "completed": "Hoàn thành",
        "progress": "Tiến độ (%)",
    },
    "commendation": {
        "subject": "Loại đối tượng",
        "name": "Họ và tên / Tên tập thể",
        "born": "Năm sinh",
        "gender": "Giới tính",
        "position": "Chức vụ, nơi công tác",
        "phone": "Số điện thoại",
        "members": "Số thành viên",
        "women": "Trong đó nữ",
        "area": "Lĩnh vực",
        "award": "Hình thức đề nghị",
        "achievement": "Tóm tắt thành tích",
        "achieved": "Mốc thành tích",
        "votes": "Số phiếu đồng ý",
        "attendance": "Số người dự họp",
        "undisciplined": "Không bị kỷ luật",
        "file": "Tệp kèm theo",
    },
    "exemplar": {
        "name": "Tên gương điển hình",
        "place": "Đơn vị",
        "phone": "Số điện thoại",
        "area": "Lĩnh vực",
        "deed": "Việc làm tiêu biểu",
        "outcome": "Kết quả",
        "consent": "Đồng ý phát thanh",
    },
}
FORMS = {
    "economy": "1. Kinh tế",
    "culture_society": "2. Văn hóa - Xã hội",
    "defence_security": "3. Quốc phòng - An ninh",
    "political_system": "4. Hệ thống chính trị",
    "admin_reform": "5. Cải cách hành chính",
    "narrative": "6. Thuyết minh",
    "works": "7. Công trình, phần việc",
    "commendation": "8. Đề nghị khen thưởng",
    "exemplar": "9. Gương điển hình",
}
#: Fields that the template wrote: nobody approves them.
PREFILLED = {form: {"code", "title", "measure"} for form in FORMS} | {"narrative": {"area", "title"}}
NUMBERS = frozenset(
    "plan actual same_period rate cost progress members women votes attendance".split()  # noqa: SIM905
)
DAYS = frozenset({"started", "completed", "achieved"})
#: Stood in every row and is no value of the record.
UNIT = "Đơn vị"
#: By table the title of each column that was offered to the office; every other table is a form.
OFFERED: Mapping[str, Mapping[str, str]] = {
    "matrix": {"office-decision": "Quyết định của văn phòng", "office-note": "Ghi chú của văn phòng"},
    "council": {
        "votes-agreed": "Số phiếu đồng ý",
        "votes-present": "Số người dự họp",
        "council-conclusion": "Kết luận",
        "decision-number": "Số quyết định",
        "decision-day": "Ngày quyết định",
        "council-note": "Ghi chú",
    },
    "evaluation": {"points-adjusted": "Điểm điều chỉnh", "points-reason": "Lý do"},
}
OFFERED_BY_FORMS = {"office-state": "Trạng thái xử lý", "office-comment": "Ý kiến văn phòng"}
STATES = {
    "draft": "Bản nháp",
    "pending": "Chờ duyệt",
    "received": "Đã tiếp nhận",
    "returned": "Trả lại",
    "resubmitted": "Đã nộp lại",
    "approved": "Đã duyệt",
    "consolidated": "Đã tổng hợp",
    "closed": "Đã chốt số liệu",
    "not-owed": "Không thuộc diện báo cáo",
}
#: By column the words of its choices.
WORDS: Mapping[str, Mapping[str, str]] = {
    "office-state": STATES,
    "office-decision": {"accept-new": "Chấp nhận số liệu mới"},
    "council-conclusion": {
        "proposed": "Đề nghị khen",
        "refused": "Không đề nghị",
        "postponed": "Để lại xem xét",
    },
}

"""The catalogue of findings: every code with its severity and its Vietnamese wording.

Notes in cells, the check tab, mails, the master and the docs all take their words from here.
Templates are filled with `str.format` from a Doubt's parameters.
"""

from dataclasses import dataclass

from sheets_sync.model import Doubt, Finding, Severity

E, W, Q = Severity.ERROR, Severity.WARNING, Severity.QUESTION


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One code of the catalogue."""

    severity: Severity
    #: Name of the mistake, for lists and docs.
    title: str
    #: What is wrong.
    message: str
    #: How to mend it.
    mend: str


CATALOGUE: dict[str, FindingKind] = {
    # numbers
    "number-as-words": FindingKind(
        W,
        "Số viết bằng chữ",
        "“{typed}” chưa phải dạng số.",
        "Đề nghị nhập {proposal} (đơn vị tính: {measure}).",
    ),
    "number-approximate": FindingKind(
        Q,
        "Số ước lượng",
        "“{typed}” là số ước lượng, hệ thống tạm hiểu là {proposal} {measure}.",
        "Đề nghị nhập số chính xác.",
    ),
    "number-ambiguous": FindingKind(
        Q,
        "Số có thể hiểu hai cách",
        "“{typed}” có thể là {first} hoặc {second}.",
        "Đề nghị đơn vị xác nhận giá trị đúng.",
    ),
    "number-mixed-separators": FindingKind(
        Q,
        "Lẫn lộn dấu chấm, dấu phẩy",
        "“{typed}” dùng dấu chấm, dấu phẩy khác các ô khác trong cột; hệ thống tạm hiểu là {proposal}.",
        "Đề nghị dùng dấu chấm ngăn hàng nghìn, dấu phẩy ngăn phần thập phân, ví dụ 1.234,5.",
    ),
    "number-unreadable": FindingKind(
        E, "Không phải số", "“{typed}” chưa phải dạng số.", "Đề nghị nhập một số (đơn vị tính: {measure})."
    ),
    "number-two-values": FindingKind(
        E,
        "Hai số trong một ô",
        "có hai số trong một ô (“{typed}”).",
        "Đề nghị tách riêng: {first} và {second}, mỗi số nhập vào đúng ô của nó.",
    ),
    "number-is-date": FindingKind(
        E,
        "Số bị đổi thành ngày",
        "ô đang là ngày {shown}; có thể đơn vị đã gõ “{typed}” và Google Trang tính tự đổi thành ngày.",
        "Đề nghị xóa ô, chọn Định dạng > Số > Số rồi nhập lại bằng số.",
    ),
    "number-not-integer": FindingKind(
        E,
        "Số lẻ ở chỉ tiêu đếm",
        "“{typed}” là số lẻ, trong khi chỉ tiêu này đếm bằng {measure}.",
        "Đề nghị nhập số nguyên.",
    ),
    "number-negative": FindingKind(
        E, "Số âm", "“{typed}” là số âm.", "Đề nghị nhập số từ 0 trở lên; phần giảm ghi ở cột Ghi chú."
    ),
    "percent-fraction": FindingKind(
        Q,
        "Tỷ lệ nhỏ bất thường",
        "“{typed}” có thể là {first}% hoặc {second}%.",
        "Nếu là {second}%, đề nghị nhập {second}; nếu đúng là {first}%, đề nghị ghi rõ ở cột Ghi chú.",
    ),
    "zero-in-words": FindingKind(
        Q,
        "“Không có” ở chỉ tiêu không đếm",
        "“{typed}” chưa rõ là bằng 0 hay chưa có số liệu.",
        "Nếu bằng 0, đề nghị nhập 0; nếu chưa có số liệu, đề nghị để trống và ghi rõ ở cột Ghi chú.",
    ),
    "value-placeholder": FindingKind(
        Q,
        "Ký hiệu chưa rõ nghĩa",
        "“{typed}” chưa rõ nghĩa.",
        "Nếu không phát sinh, đề nghị nhập 0; nếu chưa có số liệu, đề nghị để trống và ghi rõ ở cột Ghi chú.",
    ),
    "value-missing": FindingKind(
        W,
        "Ô để trống",
        "đang để trống.",
        "Nếu không phát sinh, đề nghị nhập 0; nếu chưa có số liệu, đề nghị ghi rõ ở cột Ghi chú.",
    ),
    "text-missing": FindingKind(W, "Chưa ghi nội dung", "đang để trống.", "Đề nghị bổ sung nội dung."),
    "value-not-yet": FindingKind(
        W, "Chưa có số liệu", "đang ghi “{typed}”.", "Đề nghị bổ sung số liệu ngay khi có."
    ),
    "value-refused": FindingKind(
        E, "Giá trị không hợp lệ", "“{typed}” không hợp lệ ({reason}).", "Đề nghị nhập lại theo biểu mẫu."
    ),
    "cell-fault": FindingKind(
        E, "Công thức lỗi", "công thức đang báo lỗi {typed}.", "Đề nghị sửa công thức hoặc nhập số trực tiếp."
    ),
    "value-out-of-range": FindingKind(
        W,
        "Ngoài khoảng thường gặp",
        "{value} {measure} nằm ngoài khoảng thường gặp ({low} – {high}).",
        "Đề nghị kiểm tra lại số liệu và đơn vị tính.",
    ),
    # dates
    "date-no-year": FindingKind(
        Q,
        "Ngày thiếu năm",
        "“{typed}” thiếu năm, hệ thống tạm hiểu là {proposal}.",
        "Đề nghị nhập ngày/tháng/năm, ví dụ {proposal}.",
    ),
    "date-flipped": FindingKind(
        Q,
        "Ngày có thể bị đảo với tháng",
        "{shown} nằm ngoài thời gian đợt thi đua, có thể đúng ra là {proposal}.",
        "Đề nghị xác nhận và nhập lại theo thứ tự ngày/tháng/năm.",
    ),
    "date-outside": FindingKind(
        W, "Ngày ngoài đợt", "{shown} nằm ngoài thời gian từ {start} đến {end}.", "Đề nghị kiểm tra lại ngày."
    ),
    "date-unreadable": FindingKind(
        E, "Không phải ngày", "“{typed}” chưa phải là ngày.", "Đề nghị nhập ngày/tháng/năm, ví dụ {example}."
    ),
    # text
    "legacy-encoding": FindingKind(
        E,
        "Phông chữ cũ",
        "chữ hiển thị sai do phông cũ ({encoding}); có thể là “{proposal}”.",
        "Đề nghị chuyển sang Unicode, phông Times New Roman.",
    ),
    "choice-unknown": FindingKind(
        E,
        "Ngoài danh mục",
        "“{typed}” không có trong danh mục.",
        "Đề nghị chọn một trong: {choices}.",
    ),
    "lost-leading-zero": FindingKind(
        Q,
        "Có thể mất số 0 ở đầu",
        "chỉ có {digits} chữ số, có thể thiếu số 0 ở đầu.",
        "Đề nghị định dạng ô là văn bản và nhập lại.",
    ),
    "link-unreadable": FindingKind(
        W,
        "Không phải liên kết",
        "“{typed}” chưa phải là liên kết.",
        "Đề nghị dán liên kết bắt đầu bằng https://.",
    ),
    "merged-cells": FindingKind(
        W,
        "Ô gộp",
        "các ô {cells} đang gộp, hệ thống chỉ lấy giá trị ở ô đầu.",
        "Đề nghị bỏ gộp ô và nhập đủ từng dòng.",
    ),
    # rows
    "key-missing": FindingKind(
        E, "Dòng thiếu mã", "dòng có số liệu nhưng thiếu mã chỉ tiêu.", "Đề nghị ghi lại mã theo biểu mẫu."
    ),
    "key-unknown": FindingKind(
        E, "Mã không có trong biểu mẫu", "“{typed}” không có trong danh mục chỉ tiêu.", "{suggestion}"
    ),
    "key-duplicate": FindingKind(
        E,
        "Trùng mã",
        "mã {typed} đã có ở ô {first}; dòng này chưa được tổng hợp.",
        "Đề nghị chỉ giữ một dòng cho mỗi mã.",
    ),
    "key-cloned": FindingKind(
        W,
        "Dòng sao chép",
        "mã dòng trùng với ô {first} do sao chép dòng; hệ thống đã cấp mã mới.",
        "Đề nghị kiểm tra đây là dòng mới, không phải dòng nhập hai lần.",
    ),
    "row-missing": FindingKind(
        W,
        "Thiếu dòng chỉ tiêu",
        "thiếu dòng {typed} – {title}.",
        "Đề nghị thêm lại dòng này theo biểu mẫu.",
    ),
    "row-not-owed": FindingKind(
        Q,
        "Chỉ tiêu ngoài phần giao",
        "đơn vị không được giao báo cáo chỉ tiêu {typed}.",
        "Đề nghị xóa số liệu hoặc liên hệ Văn phòng – Thống kê.",
    ),
    "total-mismatch": FindingKind(
        Q,
        "Dòng tổng không khớp",
        "{typed} khác tổng các dòng {rows} ({computed}), chênh lệch {difference}.",
        "Đề nghị rà soát các dòng thành phần.",
    ),
    # the table as a whole
    "header-suspect": FindingKind(
        E,
        "Tiêu đề cột gần đúng",
        "không nhận ra tiêu đề “{typed}”. Có phải “{proposal}” không?",
        "Đề nghị sửa theo biểu mẫu.",
    ),
    "header-missing": FindingKind(
        E, "Thiếu cột", "không tìm thấy cột “{title}”.", "Đề nghị thêm lại cột theo biểu mẫu."
    ),
    "header-twice": FindingKind(
        E, "Trùng cột", "cột “{title}” xuất hiện hai lần (đã có ở cột {first}).", "Đề nghị chỉ giữ một cột."
    ),
    "tab-missing": FindingKind(
        E,
        "Thiếu trang biểu mẫu",
        "không tìm thấy trang này trong bảng tính.",
        "Đề nghị khôi phục trang (Tệp > Nhật ký phiên bản) hoặc liên hệ Văn phòng – Thống kê.",
    ),
    "rows-emptied": FindingKind(
        E,
        "Số liệu bị xóa",
        "trước đây có {before} dòng số liệu, nay còn {after}; văn phòng tạm giữ số liệu lần trước.",
        "Nếu xóa nhầm, đề nghị khôi phục; nếu đúng là xóa, đề nghị báo Văn phòng – Thống kê.",
    ),
    "workbook-unreadable": FindingKind(
        E,
        "Không đọc được bảng tính",
        "hệ thống chưa đọc được bảng tính: {reason}; văn phòng tạm giữ số liệu lần trước.",
        "Đề nghị kiểm tra bảng tính còn được chia sẻ với hệ thống.",
    ),
    "record-returned": FindingKind(
        Q,
        "Văn phòng trả lại",
        "văn phòng trả lại dòng này: “{reason}”.",
        "Đề nghị đơn vị sửa hoặc bổ sung rồi chờ văn phòng duyệt lại.",
    ),
    # rules between cells
    "part-exceeds-whole": FindingKind(
        E,
        "Thành phần lớn hơn tổng",
        "{part} lớn hơn {whole_title} ở ô {whole_cell} ({whole}).",
        "Đề nghị kiểm tra lại hai ô.",
    ),
    "part-exceeds-limit": FindingKind(
        E, "Lớn hơn số tối đa", "{part} lớn hơn {limit_title} ({limit}).", "Đề nghị kiểm tra lại số liệu."
    ),
    "parts-exceed-whole": FindingKind(
        E,
        "Tổng thành phần lớn hơn tổng",
        "tổng {part_titles} là {part}, lớn hơn {whole_title} ở ô {whole_cell} ({whole}).",
        "Đề nghị kiểm tra lại các ô.",
    ),
    "sum-mismatch": FindingKind(
        E,
        "Tổng không khớp",
        "{left_titles} là {left}, khác {right_titles} là {right}, chênh lệch {difference}.",
        "Đề nghị rà soát các dòng thành phần.",
    ),
    "share-out-of-range": FindingKind(
        W,
        "Tỷ lệ ngoài khoảng thường gặp",
        "bằng {share}% của {whole_title}, ngoài khoảng thường gặp ({low}–{high}%).",
        "Đề nghị kiểm tra lại số liệu.",
    ),
    "rate-mismatch": FindingKind(
        E,
        "Tỷ lệ không khớp",
        "nhập {typed}%, hệ thống tính {computed}% ({actual}/{plan}).",
        "Đề nghị sửa số liệu hoặc để trống để hệ thống tự tính.",
    ),
    "rate-without-plan": FindingKind(
        W,
        "Tỷ lệ khi không có kế hoạch",
        "nhập {typed}% nhưng kế hoạch bằng 0 hoặc để trống nên không tính được tỷ lệ.",
        "Đề nghị bổ sung kế hoạch hoặc để trống ô tỷ lệ.",
    ),
    "ratio-unusual": FindingKind(
        Q,
        "Tỷ lệ thực hiện bất thường",
        "thực hiện bằng {computed}% kế hoạch ({actual}/{plan}).",
        "Đề nghị kiểm tra lại; nếu số liệu đúng, đề nghị giải trình ở cột Ghi chú.",
    ),
    "casualties-without-accident": FindingKind(
        E,
        "Có thương vong nhưng không có vụ",
        "có {dead} người chết, {injured} người bị thương nhưng số vụ bằng {accidents}.",
        "Đề nghị kiểm tra lại số vụ.",
    ),
    "order-of-dates": FindingKind(
        E,
        "Ngày trước sau không hợp lý",
        "{later_title} ({later}) sớm hơn {earlier_title} ({earlier}).",
        "Đề nghị kiểm tra lại hai ngày.",
    ),
    "votes-exceed-members": FindingKind(
        E,
        "Số phiếu lớn hơn số người",
        "số phiếu đồng ý ({votes}) lớn hơn số thành viên dự họp ({members}).",
        "Đề nghị kiểm tra lại hai ô.",
    ),
    "nominee-duplicate": FindingKind(
        Q,
        "Đề nghị khen thưởng trùng",
        "“{typed}” có thể trùng với “{other}” do {unit} đề nghị.",
        "Đề nghị các đơn vị thống nhất để chỉ đề nghị một lần.",
    ),
    "confirmation-missing": FindingKind(
        W,
        "Chưa xác nhận",
        "chưa xác nhận “{title}”.",
        "Đề nghị chọn “Có” sau khi đã kiểm tra.",
    ),
    "sum-of-units-differs": FindingKind(
        Q,
        "Số của các đơn vị khác nhau",
        "{own} khác tổng số của {others} ({total}).",
        "Đề nghị hai bên đối chiếu số liệu.",
    ),
}


#: Findings that mean "something is not there yet" rather than "something is wrong".
INCOMPLETE = frozenset({"value-missing", "value-not-yet", "text-missing", "row-missing"})


def place(
    doubt: Doubt, *, unit: str, form: str, tab: str, sheet_id: int | None, cell: str = "", label: str = ""
) -> Finding:
    """A doubt put in its place, with its words filled in.

    Raises KeyError for a code that the catalogue does not know or a parameter it does not give: a defect.
    """
    kind = CATALOGUE[doubt.code]
    return Finding(
        code=doubt.code,
        severity=kind.severity,
        unit=unit,
        form=form,
        tab=tab,
        sheet_id=sheet_id,
        cell=cell,
        label=label,
        message=kind.message.format_map(doubt.params),
        mend=kind.mend.format_map(doubt.params),
    )

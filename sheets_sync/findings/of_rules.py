"""What can be wrong between cells, reports and units."""

from sheets_sync.findings.kinds import FindingKind
from sheets_sync.model import Severity

E, W, Q = Severity.ERROR, Severity.WARNING, Severity.QUESTION

KINDS: dict[str, FindingKind] = {
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
        "ô đang ghi {typed}%, nhưng kế hoạch bằng 0 hoặc để trống nên không tính được tỷ lệ.",
        "Đề nghị bổ sung kế hoạch hoặc để trống ô tỷ lệ.",
    ),
    "ratio-unusual": FindingKind(
        Q,
        "Tỷ lệ thực hiện bất thường",
        "thực hiện bằng {computed}% kế hoạch ({actual}/{plan}).",
        "Đề nghị kiểm tra lại; nếu số liệu đúng, đề nghị giải trình ở cột Ghi chú.",
    ),
    "history-unusual": FindingKind(
        Q,
        "Khác xa các kỳ trước",
        "{value} {measure} khác xa số liệu các kỳ trước của đơn vị ({earlier}).",
        "Đề nghị kiểm tra lại{answer}.",
    ),
    # The code is older than the relation of which casualties are one case; programs know it.
    "casualties-without-accident": FindingKind(
        E,
        "Có số kèm theo nhưng số gốc bằng 0",
        "{dependents} nhưng “{needed_title}” bằng 0.",
        "Đề nghị kiểm tra lại các ô.",
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
        "“{typed}” có thể trùng với đề nghị {others}.",
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

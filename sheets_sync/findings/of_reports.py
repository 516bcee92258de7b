"""What can be wrong with rows, tabs and workbooks."""

from sheets_sync.findings.kinds import FindingKind
from sheets_sync.model import Severity

E, W, Q = Severity.ERROR, Severity.WARNING, Severity.QUESTION

KINDS: dict[str, FindingKind] = {
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
        "Nếu ghi nhầm mã, đề nghị sửa mã ở dòng này; nếu nhập hai lần, đề nghị đối chiếu với ô {first} "
        "và giữ dòng đúng.",
    ),
    "key-cloned": FindingKind(
        W,
        "Dòng sao chép",
        "mã dòng trùng với ô {first} do sao chép dòng; hệ thống đã cấp mã mới.",
        "Nếu là dòng mới thì không cần sửa; nếu nhập hai lần, đề nghị xóa nội dung dòng này.",
    ),
    "key-unsure": FindingKind(
        Q,
        "Chưa rõ dòng cũ hay dòng mới",
        "chưa rõ đây là dòng có mã {missing} của lần trước đã sửa lại, hay là dòng mới; tạm coi là dòng mới.",
        "Nếu là dòng cũ, đề nghị nhập mã {missing} vào ô này; nếu là dòng mới thì không cần sửa.",
    ),
    "erased-by-hand": FindingKind(
        E,
        "Trùng cụm từ của hệ thống",
        "“{typed}” là cụm từ dành riêng cho hệ thống, ghi ở chỗ thông tin về một người đã được xóa.",
        "Đề nghị thay bằng nội dung thật, hoặc để trống ô.",
    ),
    "person-erased": FindingKind(
        Q,
        "Thông tin đã được xóa theo yêu cầu",
        "lại có thông tin về một người mà văn phòng đã xóa theo yêu cầu ngày {day}; hệ thống không lưu.",
        "Đề nghị đơn vị xóa nội dung này; nếu người đó đồng ý cung cấp lại, đề nghị báo văn phòng.",
    ),
    "title-of-another": FindingKind(
        E,
        "Mã và tên chỉ tiêu không khớp",
        "mã {code} ({title}) đang đứng cạnh “{typed}” là tên của mã {other}; hệ thống chưa lấy số liệu "
        "ở dòng này.",
        "Đề nghị kiểm tra số liệu là của chỉ tiêu nào, rồi ghi lại mã và tên cho khớp.",
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
        "Đề nghị xóa số liệu hoặc liên hệ văn phòng.",
    ),
    "total-mismatch": FindingKind(
        Q,
        "Dòng tổng không khớp",
        "{typed} khác tổng các dòng {rows} ({computed}), chênh lệch {difference}.",
        "Đề nghị rà soát các dòng thành phần.",
    ),
    "total-of-nothing": FindingKind(
        Q,
        "Dòng tổng không có dòng nào",
        "dòng tổng ghi {typed} nhưng phía trên không có dòng nào; hệ thống không lấy số ở dòng tổng.",
        "Đề nghị ghi từng dòng thành phần, hoặc đổi tên dòng này thành tên nội dung.",
    ),
    "figure-beside-words": FindingKind(
        Q,
        "Số liệu cạnh ghi chú, chữ ký",
        "“{typed}” đứng cùng dòng với “{beside}” nên chưa được tổng hợp.",
        "Nếu “{typed}” là số liệu báo cáo, đề nghị chuyển lên dòng tương ứng trong bảng; nếu không, đề "
        "nghị xóa “{typed}”, giữ nguyên “{beside}”.",
    ),
    "rows-filled-down": FindingKind(
        Q,
        "Các dòng giống hệt nhau, chưa có tên",
        "các dòng {rows} giống hệt nhau và đều chưa có tên, nên chưa được tổng hợp.",
        "Nếu không dùng, đề nghị xóa; nếu là số liệu, đề nghị ghi tên vào từng dòng.",
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
        E,
        "Trùng cột",
        "hệ thống hiểu cột “{typed}” và cột “{title}” (cột {first}) là một, nên chỉ lấy số liệu ở cột "
        "{first}.",
        "Nếu cột này mới đúng, đề nghị chép số liệu sang cột {first}; nếu không cần, đề nghị đổi tiêu đề "
        "hoặc xóa cột.",
    ),
    "tab-missing": FindingKind(
        E,
        "Thiếu trang biểu mẫu",
        "không tìm thấy trang này trong bảng tính.",
        "Đề nghị liên hệ văn phòng để có lại trang; chưa khôi phục phiên bản cũ của cả bảng "
        "tính, vì số liệu mới ở các trang khác sẽ mất.",
    ),
    "rows-too-many": FindingKind(
        E,
        "Quá nhiều dòng",
        "trang này có {count} dòng, hệ thống chỉ đọc {most} dòng đầu.",
        "Đề nghị xóa các dòng thừa, hoặc liên hệ văn phòng để được chia thành nhiều trang.",
    ),
    "findings-more": FindingKind(
        W,
        "Còn nội dung chưa liệt kê",
        "còn {count} nội dung khác chưa liệt kê ở đây.",
        "Đề nghị sửa các nội dung đã nêu trước; phần còn lại sẽ hiện ở lần kiểm tra sau.",
    ),
    "reading-too-long": FindingKind(
        E,
        "Chưa kiểm tra kịp",
        "bảng tính quá lớn nên chưa kiểm tra kịp trang này; văn phòng tạm dùng số liệu lần trước.",
        "Đề nghị liên hệ văn phòng để được hướng dẫn thu gọn; chưa xóa trang biểu mẫu nào.",
    ),
    "tab-twice": FindingKind(
        Q,
        "Hai trang cùng một biểu mẫu",
        "trang “{other}” cũng có số liệu theo biểu mẫu này; hệ thống chỉ lấy số liệu ở trang “{own}”.",
        "Đề nghị đối chiếu hai trang, chép số liệu đúng về trang “{own}”, kiểm tra đủ rồi mới xóa trang "
        "“{other}”.",
    ),
    "tab-elsewhere": FindingKind(
        E,
        "Biểu mẫu nằm ở trang khác",
        "không tìm thấy trang “{own}”; trang “{other}” có số liệu theo biểu mẫu này nhưng chưa được tổng "
        "hợp.",
        "Đề nghị liên hệ văn phòng để có lại trang “{own}”, rồi chép số liệu sang.",
    ),
    "rows-emptied": FindingKind(
        E,
        "Số liệu bị xóa",
        "trước đây có {before} dòng số liệu, nay còn {after}; văn phòng tạm dùng số liệu lần trước.",
        "Nếu xóa nhầm, đề nghị khôi phục; nếu đúng là xóa, đề nghị chọn “Đồng ý” ở cột Xác nhận "
        "của trang Kết quả kiểm tra.",
    ),
    "rows-shrunk": FindingKind(
        Q,
        "Số liệu giảm đột ngột",
        "trước đây có {before} dòng số liệu, nay chỉ còn {after}; văn phòng tạm dùng số liệu lần trước.",
        "Nếu xóa nhầm, đề nghị khôi phục; nếu đúng là như vậy, đề nghị chọn “Đồng ý” ở cột Xác nhận "
        "của trang Kết quả kiểm tra.",
    ),
    "period-copied": FindingKind(
        Q,
        "Giống hệt kỳ trước",
        "số liệu ở trang này giống hệt kỳ trước, nên chưa được tính là đã báo cáo.",
        "Đề nghị cập nhật số liệu của kỳ này; nếu đúng là không thay đổi, đề nghị chọn “Đồng ý” ở cột "
        "Xác nhận của trang Kết quả kiểm tra.",
    ),
    "tab-protected": FindingKind(
        Q,
        "Trang tự bảo vệ",
        "báo cáo đã chốt số liệu nhưng trang này còn khóa bảo vệ do đơn vị đặt.",
        "Đề nghị vào Dữ liệu > Bảo vệ trang tính và dải ô, chỉ bỏ khóa do đơn vị đặt; nếu không rõ, đề "
        "nghị báo văn phòng.",
    ),
    "report-closed": FindingKind(
        Q,
        "Sửa sau khi chốt số liệu",
        "báo cáo đã chốt số liệu; nội dung vừa sửa ở trang này chưa được tổng hợp.",
        "Nếu cần điều chỉnh, đề nghị báo văn phòng để mở khóa.",
    ),
    "workbook-unreadable": FindingKind(
        E,
        "Không đọc được bảng tính",
        "hệ thống chưa đọc được bảng tính: {reason}; văn phòng tạm dùng số liệu lần trước.",
        "Đề nghị mở nút Chia sẻ xem tài khoản của hệ thống còn trong danh sách không; nếu không rõ, đề "
        "nghị báo văn phòng.",
    ),
    "record-returned": FindingKind(
        Q,
        "Văn phòng trả lại",
        "văn phòng trả lại dòng này: “{reason}”.",
        "Đề nghị đơn vị sửa hoặc bổ sung rồi chờ văn phòng duyệt lại.",
    ),
}

"""What can be wrong with a single cell."""

from sheets_sync.findings.kinds import FindingKind
from sheets_sync.model import Severity

E, W, Q = Severity.ERROR, Severity.WARNING, Severity.QUESTION

KINDS: dict[str, FindingKind] = {
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
        "Đề nghị tách riêng: {first} và {second}; ô này chỉ giữ số đúng tên cột, số còn lại nhập ở cột "
        "tương ứng hoặc cột Ghi chú.",
    ),
    "number-range": FindingKind(
        E, "Khoảng giá trị", "“{typed}” là một khoảng, chưa phải một số.", "{suggestion}"
    ),
    "number-calculation": FindingKind(
        Q, "Phép tính trong ô", "“{typed}” là một phép tính, chưa phải một số.", "{suggestion}"
    ),
    "number-scientific": FindingKind(
        Q,
        "Số ghi kiểu khoa học",
        "“{typed}” là cách ghi rút gọn của máy tính, dễ mất chữ số.",
        "{suggestion}",
    ),
    "number-unfinished": FindingKind(
        Q, "Số ghi chưa hết", "“{typed}” ghi chưa hết, thiếu đơn vị ở phần sau.", "{suggestion}"
    ),
    "number-is-date": FindingKind(
        E,
        "Số bị đổi thành ngày",
        "ô đang là ngày {shown}; có thể đơn vị đã gõ “{typed}” và Google Trang tính tự đổi thành ngày.",
        "Đề nghị xóa nội dung ô (phím Delete), chọn Định dạng > Số > Số rồi nhập lại bằng số.",
    ),
    "number-not-integer": FindingKind(
        E,
        "Số thập phân ở chỉ tiêu đếm",
        "“{typed}” có phần thập phân, trong khi chỉ tiêu này tính theo {measure} nên phải là số nguyên.",
        "Đề nghị kiểm tra lại và nhập số nguyên.",
    ),
    "number-negative": FindingKind(
        E,
        "Số âm",
        "“{typed}” là số âm.",
        "Nếu gõ nhầm dấu trừ, đề nghị nhập lại không có dấu trừ; nếu là phần giảm, đề nghị để trống ô và "
        "ghi mức giảm ở cột Ghi chú.",
    ),
    "percent-fraction": FindingKind(
        Q,
        "Tỷ lệ nhỏ bất thường",
        "“{typed}” có thể là {first}% hoặc {second}%.",
        "Nếu là {second}%, đề nghị nhập {second}; nếu đúng là {first}%, đề nghị ghi rõ ở cột Ghi chú.",
    ),
    "percent-hundredfold": FindingKind(
        Q,
        "Tỷ lệ gấp trăm lần",
        "đang là {value}%, vượt quá 100%.",
        "Có phải {proposal}% không? Nếu đúng, đề nghị nhập {proposal}%.",
    ),
    "percent-above-100": FindingKind(
        Q, "Tỷ lệ vượt quá 100%", "đang là {value}%, ngoài khoảng 0–100%.", "Đề nghị kiểm tra và nhập lại."
    ),
    "shown-differs": FindingKind(
        Q,
        "Số hiển thị khác số đang lưu",
        "ô hiển thị “{shown}” nhưng đang lưu số {held}.",
        "Đề nghị chọn Định dạng > Số > Tự động để thấy số đang lưu, rồi nhập lại số đúng theo đơn vị tính.",
    ),
    "zero-in-words": FindingKind(
        Q,
        "Chưa rõ có phải bằng 0",
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
    "measure-slip": FindingKind(
        Q,
        "Có thể nhầm đơn vị tính",
        "{value} {measure} khác thường{beside}; có thể số này tính bằng {slips}.",
        "Đề nghị kiểm tra lại; nếu nhầm đơn vị tính, đề nghị nhập số đã quy đổi{answer}.",
    ),
    "measure-differs": FindingKind(
        Q,
        "Đơn vị tính khác biểu mẫu",
        "đang ghi “{typed}”, biểu mẫu tính bằng {measure}; hệ thống chưa lấy số và không tự quy đổi.",
        "Nếu số đang tính bằng {typed}, đề nghị nhập số đã quy đổi: {conversions}, rồi ghi lại là "
        "{measure}; nếu số đã tính bằng {measure}, chỉ cần ghi lại là {measure}.",
    ),
    "measure-other": FindingKind(
        Q,
        "Đơn vị tính không quy đổi được",
        "đang ghi “{typed}”, biểu mẫu tính bằng {measure}; hệ thống chưa lấy số.",
        "Đề nghị nhập lại số theo {measure} rồi ghi lại đơn vị tính.",
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
    "name-says-nothing": FindingKind(
        Q,
        "Ghi “không có” nhưng dòng vẫn có nội dung",
        "“{typed}” chưa phải là tên, trong khi dòng này vẫn có nội dung.",
        "Nếu không có gì để báo cáo, đề nghị xóa nội dung các ô khác của dòng; nếu có, đề nghị ghi tên "
        "vào ô này.",
    ),
    "text-suspicious": FindingKind(
        Q,
        "Không phải tên, không phải lời văn",
        "“{typed}” giống {kind}, chưa phải tên hay lời văn.",
        "Đề nghị nhập lại bằng lời; đường dẫn ghi ở cột minh chứng, tệp kèm theo.",
    ),
    "text-too-long": FindingKind(
        E,
        "Nội dung quá dài",
        "nội dung dài quá {most} ký tự nên hệ thống chưa lấy.",
        "Đề nghị viết gọn lại; phần chi tiết gửi bằng tệp kèm theo.",
    ),
    "letters-unwritable": FindingKind(
        Q,
        "Có ký tự hỏng",
        "“{typed}” có ký tự hỏng (hiện là �), không máy nào in được.",
        "Đề nghị xóa ô rồi gõ lại, không dán từ phần mềm khác.",
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
        "Nếu đúng là {proposal}, đề nghị định dạng ô là văn bản và nhập lại.",
    ),
    "digits-lost": FindingKind(
        E,
        "Mất chữ số cuối",
        "“{typed}” là số bị rút gọn, các chữ số cuối đã mất.",
        "Đề nghị định dạng ô là văn bản và nhập lại đủ các chữ số.",
    ),
    "digits-and-letters": FindingKind(
        E,
        "Lẫn chữ trong dãy số",
        "“{typed}” có ký tự “{stray}” không phải chữ số.",
        "Nếu đúng là {proposal}, đề nghị nhập lại {proposal}.",
    ),
    "digits-expected": FindingKind(
        E, "Không phải dãy số", "“{typed}” chưa phải dãy chữ số.", "Đề nghị chỉ nhập các chữ số của số này."
    ),
    "phone-digits": FindingKind(
        E,
        "Số điện thoại thiếu hoặc thừa chữ số",
        "“{typed}” có {digits} chữ số; số di động có 10, số cố định có 11 (kể cả mã vùng).",
        "Đề nghị kiểm tra và nhập lại đủ chữ số.",
    ),
    "phone-prefix": FindingKind(
        Q,
        "Đầu số lạ",
        "“{typed}” có {digits} chữ số nhưng đầu số không thuộc mạng nào hiện nay.",
        "Đề nghị kiểm tra lại; số di động cũ 11 chữ số đã đổi sang 10 chữ số.",
    ),
    "phone-is-identity": FindingKind(
        Q,
        "Giống số căn cước",
        "“{typed}” có 12 chữ số, giống số căn cước hơn là số điện thoại.",
        "Đề nghị kiểm tra và nhập số điện thoại; không ghi số căn cước ở cột này.",
    ),
    "identity-digits": FindingKind(
        E,
        "Số định danh thiếu hoặc thừa chữ số",
        "“{typed}” có {digits} chữ số; số căn cước có 12, số chứng minh nhân dân cũ có 9.",
        "Đề nghị kiểm tra và nhập lại đủ chữ số.",
    ),
    "born-short": FindingKind(
        Q,
        "Năm sinh ghi tắt",
        "“{typed}” chưa đủ bốn chữ số.",
        "Nếu là {proposal}, đề nghị nhập {proposal}.",
    ),
    "born-serial": FindingKind(
        Q,
        "Năm sinh thành số thứ tự ngày",
        "“{typed}” có thể là ngày {day} mà bảng tính lưu thành số.",
        "Nếu đúng, đề nghị nhập {proposal}; nếu không, đề nghị nhập đủ bốn chữ số của năm sinh.",
    ),
    "born-implausible": FindingKind(
        Q, "Năm sinh khó có thể đúng", "năm sinh {year} khó có thể đúng.", "Đề nghị kiểm tra lại năm sinh."
    ),
    "born-no-day": FindingKind(
        E,
        "Ngày sinh không có thật",
        "“{typed}” không phải một ngày có thật.",
        "Đề nghị nhập ngày/tháng/năm sinh hoặc năm sinh.",
    ),
    "born-unreadable": FindingKind(
        E, "Không phải năm sinh", "“{typed}” chưa phải năm sinh.", "Đề nghị nhập năm sinh, ví dụ 1985."
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
        "Đề nghị bỏ gộp ô; mỗi dòng có số riêng thì nhập từng dòng, số chung thì chỉ ghi ở một dòng.",
    ),
}

/** What Google's refusals mean, in the words of those who use the page. */

const BY_MESSAGE = [
  [/protected cell/i, "Ô hoặc trang này được bảo vệ, bạn không có quyền sửa. Nếu cần sửa, xin liên hệ chủ sở hữu bảng tính."],
  [/more than the maximum of 50000 characters/i, "Nội dung quá dài: mỗi ô chỉ chứa tối đa 50.000 ký tự."],
  [/above the limit of/i, "Bảng tính đã đầy: tối đa 10 triệu ô."],
  [/exceeds the limit: \d+ bytes/i, "Khối dữ liệu quá lớn, xin chia nhỏ rồi dán lại."],
  [/exceeds grid limits|is too large|outside/i, "Vùng này nằm ngoài trang tính. Trang có thể vừa được người khác thay đổi."],
  [/delete all the/i, "Không thể xóa hết các hàng hoặc cột của trang tính."],
  [/edge of the sheet/i, "Trang tính không đủ hàng hoặc cột cho khối này."],
  [/merge/i, "Không thực hiện được trên vùng có ô đã gộp. Hãy bỏ gộp ô rồi thử lại."],
];
const BY_STATUS = {
  0: "Không kết nối được với máy chủ. Hãy kiểm tra máy chủ còn chạy không rồi thử lại.",
  401: "Máy chủ cần biết bạn là ai. Hãy chọn người thao tác ở góc trên bên phải.",
  403: "Bạn không có quyền sửa bảng tính này.",
  404: "Không tìm thấy bảng tính, hoặc bạn không có quyền mở.",
  409: "Người khác đã sửa phần này sau bạn, nên không hoàn tác hay làm lại được nữa.",
  429: "Máy chủ đang nhận quá nhiều yêu cầu. Xin chờ một phút rồi thử lại.",
};

/** Why a call failed, for the person at the page. */
export function explained(error) {
  const known = BY_MESSAGE.find(([pattern]) => pattern.test(error.message));
  if (known && error.status === 400) return known[1];
  if (error.status in BY_STATUS) return BY_STATUS[error.status];
  if (error.status >= 500) return "Máy chủ đang gặp sự cố, thay đổi có thể chưa được lưu. Xin thử lại.";
  return `Máy chủ không nhận thay đổi này: ${error.message}`;
}

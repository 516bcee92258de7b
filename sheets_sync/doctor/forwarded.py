"""What an administrator has to allow, as a text that can be forwarded: in Vietnamese, as it goes outside."""

from sheets_sync.config.loading import Config
from sheets_sync.doctor.hosts import hosts
from sheets_sync.google import GoogleSettings
from sheets_sync.google.auth import asked_by

APIS = "Google Sheets API, Google Drive API"


def for_administrator(config: Config, settings: GoogleSettings) -> str:
    """Hosts, APIs, the app with its rights, and sharing with people outside: as this campaign needs them."""
    asked = asked_by(settings, "provision", None)
    domains = sorted({email.rpartition("@")[2].lower() for unit in config.units for email in unit.emails})
    apis = f"{APIS}, IAM Service Account Credentials API" if settings.impersonate else APIS
    lines = [
        f"Kính gửi quản trị viên hệ thống của {config.ward.name},",
        "",
        "Để tổng hợp báo cáo trên Google Trang tính, kính đề nghị cho phép các nội dung sau:",
        f"- Mạng: cho máy chạy hệ thống truy cập qua cổng 443 tới {', '.join(hosts(config, settings))}; "
        "không yêu cầu mật khẩu proxy, không thay chứng thư (hoặc cung cấp tệp chứng thư của tường lửa).",
        f"- Dự án Google Cloud: bật {apis}.",
    ]
    if asked.client:
        lines.append(
            "- Quản trị Workspace (Bảo mật, Kiểm soát API): tin cậy ứng dụng có mã "
            f"{asked.client} với các quyền {asked.scopes}."
        )
    if settings.act_as:
        lines.append(f"- Ủy quyền toàn miền cho mã nói trên, thay mặt {settings.act_as}.")
    if settings.shared_drive:
        lines.append(
            f"- Bộ nhớ dùng chung {settings.shared_drive}: cho phép người ngoài miền và ngoài thành viên."
        )
    lines += [
        f"- Chia sẻ ra ngoài (Drive và Tài liệu, Cài đặt chia sẻ): cho phép với {', '.join(domains)}, "
        "kể cả địa chỉ chưa có tài khoản Google (mời bằng thư).",
        "",
        f"Đầu mối liên hệ: {config.office.contact}. Trân trọng cảm ơn.",
    ]
    return "\n".join(lines)

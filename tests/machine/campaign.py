"""The files of the campaign that the machine plays in."""

from tests.ward import SMALL_INDICATORS

UNITS = """\
code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators
TCKT,Tài chính – Kế toán,CONG-CHUC,,taichinh@phuong.example,2019-05-01,,,economy works,KT01
TDP01,Tổ dân phố số 1,TDP,,tdp01@phuong.example,2019-05-01,,,works,
"""
INDICATORS = "\n".join(SMALL_INDICATORS.splitlines()[:2]) + "\n"
#: The demo's campaign without what these units do not report.
CAMPAIGN = """
units = "units.csv"
indicators = "indicators.csv"
recipients = ["Lưu: VT"]

[kinds]
CONG-CHUC = "Công chức"
TDP = "Tổ dân phố"

[campaign]
code = "thi-dua-2024"
title = "Thi đua chào mừng ngày tái lập huyện"
theme = "Thi đua lập thành tích cao nhất"
start = 2024-08-05
end = 2024-08-15

[[area]]
code = "KT"
form = "economy"
title = "Phát triển kinh tế"

[[period]]
code = "dot-1"
title = "Tổng kết đợt thi đua"
start = 2024-08-05
cut_off = 2024-08-15
deadline = 2024-08-16T17:00:00

[ward]
name = "Phường Phùng Chí Kiên"
parent = "Thị xã Mỹ Hào"
province = "Tỉnh Hưng Yên"
place_name = "Phường Phùng Chí Kiên"
time_zone = "Asia/Ho_Chi_Minh"
locale = "vi_VN"

[roles]
office = "Công chức Văn phòng - Thống kê"
council = "Hội đồng Thi đua - Khen thưởng phường"
broadcaster = "Đài truyền thanh phường"
signer_authority = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]
signer_title = "PHÓ CHỦ TỊCH"
signer_name = "Nguyễn Thái Dương"

[report]
governing_body = "UBND thị xã"
symbol = "BC-UBND"
addressed_to = ["Ủy ban nhân dân thị xã"]

[office]
emails = ["vanphong@phungchikien.example"]
contact = "Văn phòng phường"

[mail]
transport = "folder"
folder = "outbox"
sender_name = "Văn phòng UBND phường"
sender_address = "baocao@phungchikien.example"

[google]
auth = "anonymous"

[store]
url = "sqlite:///sheets-sync.db"
"""

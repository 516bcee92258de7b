"""The files of the campaign that the machine plays in."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.ward import SMALL_INDICATORS

HEAD = "code,name,kind,parent,emails,valid_from,valid_to,successor,forms,indicators,was,from\n"
#: A unit that may join, and an address that TCKT may have besides.
LATE, BESIDES = "TDP02", "phu.trach@phuong.example"


@dataclass(frozen=True)
class Roster:
    """What the office may change of its units."""

    #: Of TDP01.
    name: str = "Tổ dân phố số 1"
    #: TDP01 has another code by now.
    is_recoded: bool = False
    #: TCKT has a second address.
    has_besides: bool = False
    #: Whether the third unit is there: it joined, or was made of TDP01.
    has_late: bool = False
    #: The day on which it merged into TDP01.
    merged: date | None = None
    #: The day on which it was made of TDP01, which ended.
    split: date | None = None

    @property
    def text(self) -> str:
        """The file."""
        besides = f" {BESIDES}" if self.has_besides else ""
        first = "TDP1A" if self.is_recoded else "TDP01"
        ended = self.split - timedelta(days=1) if self.split else ""
        late_began, late_ended = self.split or "2019-05-01", self.merged or ""
        lines = [
            f"TCKT,Tài chính – Kế toán,CONG-CHUC,,taichinh@phuong.example{besides},"
            "2019-05-01,,,economy works,KT01,,",
            f"{first},{self.name},TDP,,tdp01@phuong.example,2019-05-01,{ended},,works,,"
            f"{'TDP01' if self.is_recoded else ''},",
        ]
        if self.has_late:
            lines.append(
                f"{LATE},Tổ dân phố số 2,TDP,,tdp02@phuong.example,{late_began},{late_ended},"
                f"{first if self.merged else ''},works,,,{first if self.split else ''}"
            )
        return HEAD + "".join(f"{line}\n" for line in lines)


UNITS = Roster().text
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
code = "dot-0"
title = "Sơ kết đợt thi đua"
start = 2024-08-05
cut_off = 2024-08-12
deadline = 2024-08-30T17:00:00

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
#: What the office may change of it: what stands there, and what may take its place.
EDITS = (
    ('title = "Tổng kết đợt thi đua"', 'title = "Tổng kết đợt thi đua cao điểm"'),
    ('contact = "Văn phòng phường"', 'contact = "Bà Lê Thị An, 0221 123 456"'),
    ("deadline = 2024-08-16T17:00:00", "deadline = 2024-08-20T11:00:00"),
    ('theme = "Thi đua lập thành tích cao nhất"', 'theme = "Thi đua lập nhiều thành tích"'),
    ('symbol = "BC-UBND"', 'symbol = "BC-UBND-VP"'),
)

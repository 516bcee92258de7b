import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.vietnamese.words import legacy

#: From the ward's plan, retyped.
SENTENCES = [
    "Thi đua lập thành tích chào mừng kỷ niệm 25 năm ngày tái lập huyện",
    "Tập trung các nguồn lực đầu tư xây dựng cơ sở hạ tầng nông thôn",
    "Hoàn thành vượt kế hoạch thu ngân sách năm 2024",
    "Đẩy mạnh phát triển sản xuất công nghiệp, thương mại, dịch vụ",
    "Giải quyết việc làm và đóng góp phát triển kinh tế - xã hội của phường",
    "Tăng cường vai trò quản lý Nhà nước trên các lĩnh vực văn hóa",
    "Nâng cao chất lượng chăm sóc sức khỏe cho nhân dân, nhất là trẻ em từ 01 đến 06 tuổi",
    "Gia đình chính sách, hộ nghèo; thực hiện tốt dân số, kế hoạch hóa gia đình",
    "Suy dinh dưỡng trẻ em; giữ gìn vệ sinh môi trường và an toàn vệ sinh thực phẩm",
    "Huy động mọi nguồn lực thực hiện tốt chính sách đền ơn, đáp nghĩa",
    "Phòng, chống các tệ nạn xã hội, mê tín dị đoan",
    "Xây dựng lực lượng vũ trang vững mạnh toàn diện",
    "Giảm tai nạn giao thông trên cả 3 mặt (về số vụ, số người chết, số người bị thương)",
    "Phong trào “Cựu chiến binh gương mẫu” của các tầng lớp nhân dân",
    "Nâng cao chất lượng dân quân tự vệ và chất lượng tuyển quân hàng năm",
    "Học tập và làm theo tư tưởng đạo đức phong cách Hồ Chí Minh",
    "Nâng cao tinh thần trách nhiệm của cán bộ, công chức, viên chức",
    "Phát huy sáng kiến cải tiến kỹ thuật, ứng dụng các tiến bộ khoa học và công nghệ",
    "Tập thể, cá nhân thuộc các cơ quan, đơn vị, các tổ dân phố",
    "Thường xuyên theo dõi, đôn đốc, tổng hợp, báo cáo kết quả thực hiện đợt thi đua",
    "Khen thưởng các tập thể, cá nhân có thành tích xuất sắc",
    "Quyền và nghĩa vụ; khuỷu tay, quýt, quỳnh, ngoằn ngoèo, thuở xưa, khuya khoắt, huýt sáo",
]
#: Correct Vietnamese whose letters all happen to be Latin-1 as well.
LATIN_1_SENTENCES = [
    "Bác cho bò ăn",
    "cô giáo",
    "làng xã",
    "tôi có ba con bò",
    "xã ta có ba nhà máy",
    "khá",
    "Hà Nam",
]
FRENCH = [
    "été",
    "où",
    "français",
    "tôt",
    "côté",
    "haï",
    "Où est la fête ?",
    "déjà vu",
    "crème brûlée",
    "à la carte",
]
OTHERS = [
    "",
    "KT01",
    "5 m²",
    "½ ha",
    "25°C",
    "· mục",
    "m·t",
    "§ 5",
    "© 2024",
    "«Xin»",
    "Søren Ångström",
    "El Niño",
    "São Paulo",
    "HÐND, TTÐT",
    "H\u00d0",
    "\u00d0oàn viên",
    "https://example.vn/a?b=1&c=%C3%A0",
]

# TCVN 5712:1993, set VN3: letter and code.
TCVN3_CODES = """
àB5 ảB6 ãB7 áB8 ạB9 ằBB ẳBC ẵBD ắBE ặC6 ầC7 ẩC8 ẫC9 ấCA ậCB èCC ẻCE ẽCF éD0 ẹD1 ềD2 ểD3 ễD4 ếD5 ệD6
ìD7 ỉD8 ĩDC íDD ịDE òDF ỏE1 õE2 óE3 ọE4 ồE5 ổE6 ỗE7 ốE8 ộE9 ờEA ởEB ỡEC ớED ợEE ùEF ủF1 ũF2 úF3 ụF4
ừF5 ửF6 ữF7 ứF8 ựF9 ỳFA ỷFB ỹFC ýFD ỵFE ăA8 âA9 êAA ôAB ơAC ưAD đAE ĂA1 ÂA2 ÊA3 ÔA4 ƠA5 ƯA6 ĐA7
"""
TCVN3 = {entry[0]: chr(int(entry[1:], 16)) for entry in TCVN3_CODES.split()}
VNI_ALONE = dict(zip("đĐìíỉĩịÌÍỈĨỊỵỴ", "ñÑìíæóòÌÍÆÓÒîÎ", strict=True))
VNI_SIGNS: dict[str, dict[str, str]] = {
    "": dict(zip("\u0300\u0301\u0309\u0303\u0323", "øùûõï", strict=True)),
    "\u0302": dict(zip(["", *"\u0300\u0301\u0309\u0303\u0323"], "âàáåãä", strict=True)),
    "\u0306": dict(zip(["", *"\u0300\u0301\u0309\u0303\u0323"], "êèéúüë", strict=True)),
}
VNI_HORNED = {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}


def in_tcvn3(text: str) -> str:
    return "".join(TCVN3.get(letter, letter) for letter in text)


def in_vni(text: str) -> str:
    return "".join(VNI_ALONE.get(letter) or _vni_letter(letter) for letter in text)


def _vni_letter(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if not marks:
        return letter
    shape = next((mark for mark in marks if mark in "\u0302\u0306"), "")
    tone = next((mark for mark in marks if mark not in "\u0302\u0306\u031b"), "")
    if "\u031b" in marks:
        base = VNI_HORNED[base]
    sign = VNI_SIGNS[shape].get(tone, "")
    return base + (sign.upper() if letter.isupper() else sign)


@pytest.mark.parametrize(
    ("seen", "encoding", "meant"),
    [
        ("kÕ ho¹ch", "TCVN3", "kế hoạch"),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "TCVN3", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "TCVN3", "Độc lập - Tự do - Hạnh phúc"),
        ("KÕ HO¹CH", "TCVN3", "KẾ HOẠCH"),
        ("5 tû 570 triÖu", "TCVN3", "5 tỷ 570 triệu"),
        ("Xin chaøo caùc baïn", "VNI", "Xin chào các bạn"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "VNI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "VNI", "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_known_legacy_texts_are_converted(seen: str, encoding: str, meant: str) -> None:
    assert legacy(seen) == (encoding, meant)


def test_decomposed_legacy_letters_are_recognised() -> None:
    assert legacy(unicodedata.normalize("NFD", "kÕ ho¹ch")) == ("TCVN3", "kế hoạch")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_come_back_from_tcvn3(sentence: str) -> None:
    # TCVN3 has no capitals with tones: .VnTime shows them from another font.
    assert legacy(in_tcvn3(sentence)) == ("TCVN3", sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_come_back_from_vni(sentence: str) -> None:
    assert legacy(in_vni(sentence)) == ("VNI", sentence)
    assert legacy(in_vni(sentence.upper())) == ("VNI", sentence.upper())


@pytest.mark.parametrize("text", [*SENTENCES, *LATIN_1_SENTENCES, *FRENCH, *OTHERS])
def test_texts_that_are_not_legacy_are_left_alone(text: str) -> None:
    assert legacy(text) is None
    assert legacy(text.upper()) is None
    assert legacy(unicodedata.normalize("NFD", text)) is None


@given(st.lists(st.sampled_from(" ".join(SENTENCES).split()), min_size=1, max_size=6).map(" ".join))
def test_words_of_correct_vietnamese_in_any_order_are_left_alone(text: str) -> None:
    assert legacy(text) is None


@given(st.text(alphabet=st.characters(max_codepoint=0xFF)))
def test_what_is_converted_is_unicode_vietnamese(text: str) -> None:
    found = legacy(text)
    if found is not None:
        assert found[0] in {"TCVN3", "VNI"}
        assert found[1] == unicodedata.normalize("NFC", found[1]) != text

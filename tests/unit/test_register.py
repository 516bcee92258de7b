"""The register of rewards: nothing that stands in it is ever lost, nobody stands in it twice."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.errors import ReportError
from sheets_sync.pipeline.registering import keep_register, read_register, register_text
from sheets_sync.report.content.certificates import awarded, certificates, layout_of
from sheets_sync.report.content.entries import Nominee
from sheets_sync.report.content.register import COLUMNS, NAME, Register, earlier_rewards, entered, withdrawn
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.unit.nominees import GRANTED, PROPOSED, council, nominee
from tests.unit.reports import held, material

HOA, AN = nominee("TDP01", "Lê Thị Hoa", 1, gender="Nữ"), nominee("TDP02", "Trần Văn An", 1)
CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


def granted() -> tuple[Nominee, ...]:
    one = material(held(HOA, AN), proposals=council((HOA, GRANTED), (AN, PROPOSED)))
    return awarded(one)


def in_register(register: Register | None = None) -> Register:
    return entered(register or Register(), granted(), "thi-dua-2024", "dot-1", "Thi đua 2024")


def test_only_who_was_granted_a_reward_is_entered_and_only_once() -> None:
    register = in_register()
    assert [line[NAME] for line in register.lines] == ["Lê Thị Hoa"]
    assert register.lines[0]["Số quyết định"] == "12/QĐ-UBND"
    assert in_register(register) == register


def test_the_office_s_own_lines_columns_and_order_stay() -> None:
    typed = "Họ và tên, tên tập thể;Ngày quyết định;Ghi chú của phường\nNguyễn Văn Cũ;05/9/2019;gõ tay\n"
    register = in_register(read_register(typed, "so.csv"))
    assert register.columns[:3] == ("Họ và tên, tên tập thể", "Ngày quyết định", "Ghi chú của phường")
    assert [line[NAME] for line in register.lines] == ["Nguyễn Văn Cũ", "Lê Thị Hoa"]
    assert register.lines[0]["Ghi chú của phường"] == "gõ tay"
    again = read_register(register_text(register), "so.csv")
    assert again.lines[0]["Ghi chú của phường"] == "gõ tay"


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELL)), max_size=5), st.sampled_from([";", ","]))
def test_what_is_written_is_read_again(lines: list[dict[str, str]], delimiter: str) -> None:
    register = Register(COLUMNS, tuple(lines), delimiter)
    read = read_register(register_text(register), "so.csv")
    assert read.lines == register.lines
    assert read.delimiter == delimiter


def test_a_formula_in_a_name_stays_text() -> None:
    register = Register(COLUMNS, ({**dict.fromkeys(COLUMNS, ""), NAME: "=IMPORTXML(1)"},))
    assert ";'=IMPORTXML(1)" in register_text(register)


def test_a_file_that_is_no_register_is_refused_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(
        ReportError, match="has no column Họ và tên, tên tập thể and no column Ngày quyết định"
    ):
        read_register("Tên,Tuổi\nA,1\n", "so.csv")
    (tmp_path / "taken").write_text("")
    with pytest.raises(ReportError, match="cannot be written"):
        keep_register(tmp_path / "taken" / "so.csv", Register())


def test_a_decision_that_is_recorded_no_longer_is_told_and_its_line_stays() -> None:
    register = in_register()
    assert withdrawn(register, (), "thi-dua-2024", "dot-1") == ("Lê Thị Hoa",)
    assert withdrawn(register, granted(), "thi-dua-2024", "dot-1") == ()
    assert entered(register, (), "thi-dua-2024", "dot-1", "") == register


def test_rewards_of_former_years_are_found_under_other_spellings_but_not_of_other_people() -> None:
    register = in_register()
    [one] = granted()
    spelt = replace(one, name="LÊ THỊ HOÀ")
    assert earlier_rewards(register, spelt, "thi-dua-2025", "dot-1") == (
        "Giấy khen, Quyết định số 12/QĐ-UBND ngày 05/9/2024, Thi đua 2024",
    )
    assert earlier_rewards(register, replace(spelt, born="1991"), "thi-dua-2025", "dot-1") == ()
    assert earlier_rewards(register, one, "thi-dua-2024", "dot-1") == ()


# Certificates


WORDING = Wording(templates("report"))


def test_each_recipient_has_a_page_and_a_printed_form_keeps_its_own_words() -> None:
    one = material(held(HOA, AN), proposals=council((HOA, GRANTED), (AN, PROPOSED)))
    blank, on_form = (certificates(one, WORDING, printed_form=printed) for printed in (False, True))
    [words] = [[placed.text for placed in page] for page in blank.pages]
    assert "Bà Lê Thị Hoa" in words
    assert "GIẤY KHEN" in words
    [fewer] = [[placed.text for placed in page] for page in on_form.pages]
    assert "Bà Lê Thị Hoa" in fewer
    assert "GIẤY KHEN" not in fewer
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in fewer


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("[page", "cannot be read"),
        ("[page]\nwidth = 297\nheight = 210\n[[field]]\ntext = 'x'\nx = 'a'\ny = 1\nwidth = 10", "field.0.x"),
        ("[page]\nwidth = 297\nheight = 210\n[[field]]\ntxt = 'x'\nx = 1\ny = 1\nwidth = 10", "field.0.txt"),
    ],
)
def test_a_mistaken_template_of_the_office_is_named(template: str, told: str) -> None:
    with pytest.raises(ReportError, match=told):
        layout_of(template)


def test_a_mistaken_word_in_a_field_is_named(tmp_path: Path) -> None:
    page = "[page]\nwidth = 297\nheight = 210\n[[field]]\ntext = '{{ tile }}'\nx = 1\ny = 1\nwidth = 10\n"
    (tmp_path / "giay-khen.toml").write_text(page)
    one = material(held(HOA), proposals=council((HOA, GRANTED)))
    with pytest.raises(ReportError, match=r"giay-khen\.toml, field 1 cannot be used: 'tile' is undefined"):
        certificates(one, Wording(templates("report", tmp_path)))

from typing import Any

import gspread_formatting as looks


def run(names: dict[str, Any]) -> Any:
    book = names["client"].create("Sổ gspread-formatting")
    tab = book.sheet1
    tab.update([["Tổ", "Số hộ"], ["Tổ 1", 210]], "A1")
    bold = looks.cellFormat(
        backgroundColor=looks.color(1, 0.5, 0.25),
        textFormat=looks.textFormat(bold=True),
        horizontalAlignment="CENTER",
    )
    looks.format_cell_range(tab, "A1:B1", bold)
    looks.set_frozen(tab, rows=1)
    looks.set_column_width(tab, "B", 140)
    looks.set_data_validation_for_cell_range(
        tab, "C2:C9", looks.DataValidationRule(looks.BooleanCondition("ONE_OF_LIST", ["Đạt", "Chưa"]))
    )
    rules = looks.get_conditional_format_rules(tab)
    rules.append(
        looks.ConditionalFormatRule(
            ranges=[looks.GridRange.from_a1_range("B2:B9", tab)],
            booleanRule=looks.BooleanRule(
                condition=looks.BooleanCondition("NUMBER_GREATER", ["200"]),
                format=looks.cellFormat(backgroundColor=looks.color(0, 1, 0)),
            ),
        )
    )
    rules.save()
    seen = looks.get_user_entered_format(tab, "A1")
    told = {
        "bold": seen.textFormat.bold,
        "green": seen.backgroundColor.green,
        "aligned": seen.horizontalAlignment,
        "frozen": looks.get_frozen_row_count(tab),
        "choices": [
            one.userEnteredValue for one in looks.get_data_validation_rule(tab, "C3").condition.values
        ],
        "rules": len(looks.get_conditional_format_rules(tab)),
        "shown_green": looks.get_effective_format(tab, "B2").backgroundColor.green,
        "width": looks.get_default_format(book).textFormat.fontSize,
    }
    names["client"].del_spreadsheet(book.id)
    return told

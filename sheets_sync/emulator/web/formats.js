/** How cells show what they hold: number formats, bold and italic letters. */

import { gridRange } from "./a1.js";
import { change } from "./commands.js";

/** The formats that the menu offers; a pattern of null takes the cell's own away. */
const FORMATS = [
  ["Tự động", null, ""],
  ["Văn bản", "TEXT", "@"],
  null,
  ["Số (1.000,12)", "NUMBER", "#,##0.00"],
  ["Số nguyên (1.000)", "NUMBER", "#,##0"],
  ["Phần trăm (10,12%)", "PERCENT", "0.00%"],
  ["Tiền (1.000 ₫)", "CURRENCY", "#,##0 [$₫]"],
  null,
  ["Ngày (26/09/2008)", "DATE", "dd/mm/yyyy"],
  ["Giờ (15:59:00)", "TIME", "hh:mm:ss"],
  ["Ngày giờ (26/09/2008 15:59)", "DATE_TIME", "dd/mm/yyyy hh:mm"],
];

/** The items of the menu of number formats. */
export function formatMenu(page) {
  return FORMATS.map((format) => format && {
    label: format[0],
    checked: typeAt(page) === (format[1] ?? undefined) && patternAt(page) === (format[2] || undefined),
    action: () => setNumberFormat(page, format[1], format[2]),
  });
}

function typeAt(page) {
  return formatAt(page).numberFormat?.type;
}

function patternAt(page) {
  return formatAt(page).numberFormat?.pattern;
}

function formatAt(page) {
  const { row, column } = page.selection.home;
  return page.tab.cell(row, column).userEnteredFormat ?? {};
}

function setNumberFormat(page, type, pattern) {
  return setFormat(page, type ? { numberFormat: { type, pattern } } : {}, "numberFormat");
}

/** Make the selected letters bold (`name` is bold) or italic, or plain where the active cell is so already. */
export function toggleStyle(page, name) {
  const { row, column } = page.selection.home;
  const now = page.tab.cell(row, column).effectiveFormat?.textFormat?.[name] === true;
  return setFormat(page, { textFormat: { [name]: !now } }, `textFormat.${name}`);
}

function setFormat(page, userEnteredFormat, field) {
  const { areas } = page.selection;
  const requests = areas.map((area) => ({
    repeatCell: { range: gridRange(page.tab, area), cell: { userEnteredFormat }, fields: `userEnteredFormat.${field}` },
  }));
  return change(page, areas.at(-1), requests);
}

/** The commands of the menus and of the toolbar, in their words. */

import { areaAddress, columnLetters } from "./a1.js";
import { fit, freeze, hide, sortArea, sortedAlone, sortedArea } from "./arranging.js";
import { deleteColumns, deleteRows, insertColumns, insertRows } from "./commands.js";
import { fillFromFirst } from "./filling.js";
import { askFilter } from "./filters.js";
import { editNote } from "./notes.js";
import { notify } from "./notices.js";
import { sharedAddress } from "./route.js";
import { askSize } from "./sizes.js";

/** The items of the menu on cells. */
export function cellMenu(page) {
  return [
    { label: "Cắt", keys: "Ctrl+X", action: () => page.clipboard.copy(true) },
    { label: "Sao chép", keys: "Ctrl+C", action: () => page.clipboard.copy(false) },
    { label: "Dán", keys: "Ctrl+V", action: () => page.clipboard.pasteFromMenu() },
    { label: "Xóa nội dung", keys: "Delete", action: () => page.clipboard.clear() },
    { label: "Sao chép xuống dưới", keys: "Ctrl+D", action: () => fillFromFirst(page, false) },
    { label: "Sao chép sang phải", keys: "Ctrl+R", action: () => fillFromFirst(page, true) },
    { label: "Ghi chú…", keys: "Shift+F2", action: () => editNote(page) },
    null,
    // Whole rows have no columns to insert beside them, and the other way round.
    ...(page.selection.whole === "columns" ? [] : [...rowItems(page), null]),
    ...(page.selection.whole === "rows" ? [] : [...columnItems(page), null]),
    ...filterItems(page),
    ...sortItems(page),
    null,
    ...freezeItems(page),
    null,
    { label: "Sao chép liên kết đến ô này", action: () => copyLink(page) },
  ];
}

function rowItems(page) {
  const { area } = page.selection;
  const rows = area.bottom - area.top;
  return [
    { label: `Chèn ${rows} hàng lên trên`, action: () => insertRows(page, area, false) },
    { label: `Chèn ${rows} hàng xuống dưới`, action: () => insertRows(page, area, true) },
    { label: named("hàng", area.top + 1, area.bottom), action: () => deleteRows(page, area) },
    { label: "Độ cao hàng…", action: () => askSize(page, "ROWS", area.top, area.bottom) },
    ...hidingItems(page, "ROWS", area.top, area.bottom),
  ];
}

function columnItems(page) {
  const { area } = page.selection;
  const columns = area.right - area.left;
  return [
    { label: `Chèn ${columns} cột sang trái`, action: () => insertColumns(page, area, false) },
    { label: `Chèn ${columns} cột sang phải`, action: () => insertColumns(page, area, true) },
    { label: named("cột", columnLetters(area.left), columnLetters(area.right - 1)), action: () => deleteColumns(page, area) },
    { label: "Độ rộng cột…", action: () => askSize(page, "COLUMNS", area.left, area.right) },
    { label: "Độ rộng cột vừa nội dung", action: () => fit(page, "COLUMNS", area.left, area.right) },
    ...hidingItems(page, "COLUMNS", area.left, area.right),
  ];
}

function named(kind, first, last) {
  return first === last ? `Xóa ${kind} ${first}` : `Xóa các ${kind} ${first}–${last}`;
}

function hidingItems(page, kind, from, to) {
  const axis = kind === "ROWS" ? page.tab.rows : page.tab.columns;
  const word = kind === "ROWS" ? "hàng" : "cột";
  const hidden = axis.sizes.slice(from, to).some((size) => size === 0);
  const items = [{ label: `Ẩn ${word} đang chọn`, action: () => hide(page, kind, from, to, true) }];
  if (hidden) items.push({ label: `Hiện lại ${word} bị ẩn trong vùng chọn`, action: () => hide(page, kind, from, to, false) });
  return items;
}

/** The arrow in a filter's title is for the mouse; keys reach the same here. */
function filterItems(page) {
  const { tab: { filter }, selection: { home: { column } } } = page;
  if (!filter || column < filter.left || column >= filter.right) return [];
  return [{ label: `Lọc cột ${columnLetters(column)} theo giá trị hoặc điều kiện…`, action: () => askFilter(page, column) }];
}

function sortItems(page) {
  const { area, home: { column } } = page.selection;
  const [whole, alone] = [sortedArea(page.tab, area), sortedAlone(page.tab, area)];
  const item = (words, sorted, ascending) => ({
    label: `${words} ${areaAddress(sorted)} theo cột ${columnLetters(column)}, ${ascending ? "A → Z" : "Z → A"}`,
    action: () => sortArea(page, sorted, column, ascending),
  });
  return [
    ...[true, false].map((ascending) => item("Sắp xếp", whole, ascending)),
    ...(alone ? [true, false].map((ascending) => item("Chỉ sắp xếp", alone, ascending)) : []),
  ];
}

function freezeItems(page) {
  const { tab, selection: { area } } = page;
  const [row, column] = [area.bottom, area.right];
  const items = [
    { label: `Cố định đến hàng ${row}`, action: () => freeze(page, "ROWS", row), disabled: row >= tab.rowCount },
    { label: `Cố định đến cột ${columnLetters(column - 1)}`, action: () => freeze(page, "COLUMNS", column), disabled: column >= tab.columnCount },
  ];
  if (tab.frozenRows) items.push({ label: "Bỏ cố định hàng", action: () => freeze(page, "ROWS", 0) });
  if (tab.frozenColumns) items.push({ label: "Bỏ cố định cột", action: () => freeze(page, "COLUMNS", 0) });
  return items;
}

/** Sort what the selection stands for by the active cell's column. */
export async function sortSelection(page, ascending) {
  const area = sortedArea(page.tab, page.selection.area);
  const { column } = page.selection.home;
  const sorted = await sortArea(page, area, column, ascending);
  if (sorted) notify(`Đã sắp xếp ${areaAddress(area)} theo cột ${columnLetters(column)}.`);
}

async function copyLink(page) {
  const link = sharedAddress(page.id, page.tab.id, areaAddress(page.selection.area));
  try {
    await navigator.clipboard.writeText(link);
    notify("Đã sao chép liên kết.");
  } catch {
    notify(`Liên kết: ${link}`);
  }
}

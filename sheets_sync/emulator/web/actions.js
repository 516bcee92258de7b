/** The commands of the menus and of the toolbar, in their words. */

import { areaAddress, columnLetters } from "./a1.js";
import { deleteColumns, deleteRows, insertColumns, insertRows, sortArea, sortedArea } from "./commands.js";
import { notify } from "./notices.js";
import { sharedAddress } from "./route.js";

/** The items of the menu on cells. */
export function cellMenu(page) {
  const { area } = page.selection;
  const rows = area.bottom - area.top;
  const columns = area.right - area.left;
  return [
    { label: "Cắt", keys: "Ctrl+X", action: () => page.clipboard.copy(true) },
    { label: "Sao chép", keys: "Ctrl+C", action: () => page.clipboard.copy(false) },
    { label: "Dán", keys: "Ctrl+V", action: () => page.clipboard.pasteFromMenu() },
    { label: "Xóa nội dung", keys: "Delete", action: () => page.clipboard.clear() },
    null,
    { label: `Chèn ${rows} hàng lên trên`, action: () => insertRows(page, area, false) },
    { label: `Chèn ${rows} hàng xuống dưới`, action: () => insertRows(page, area, true) },
    { label: named("hàng", area.top + 1, area.bottom), action: () => deleteRows(page, area) },
    null,
    { label: `Chèn ${columns} cột sang trái`, action: () => insertColumns(page, area, false) },
    { label: `Chèn ${columns} cột sang phải`, action: () => insertColumns(page, area, true) },
    { label: named("cột", columnLetters(area.left), columnLetters(area.right - 1)), action: () => deleteColumns(page, area) },
    null,
    ...sortItems(page, sortedArea(page.tab, area), page.selection.home.column),
    null,
    { label: "Sao chép liên kết đến ô này", action: () => copyLink(page) },
  ];
}

function named(kind, first, last) {
  return first === last ? `Xóa ${kind} ${first}` : `Xóa các ${kind} ${first}–${last}`;
}

/** The items of the menu behind a filter's arrow. */
export function filterMenu(page, column) {
  const { filter } = page.tab;
  return sortItems(page, { ...filter, top: filter.top + 1 }, column);
}

function sortItems(page, area, column) {
  const where = `cột ${columnLetters(column)}`;
  return [true, false].map((ascending) => ({
    label: `Sắp xếp ${areaAddress(area)} theo ${where}, ${ascending ? "A → Z" : "Z → A"}`,
    action: () => sortArea(page, area, column, ascending),
  }));
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

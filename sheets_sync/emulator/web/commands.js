/** What a person can do to cells, rows and columns, as calls of Google's API. */

import { address, areaAddress, gridRange, rangeOf } from "./a1.js";
import { batchUpdate, clearValues, typeValues } from "./api.js";
import { notify } from "./notices.js";
import { consented } from "./protections.js";
import { refuses } from "./validation.js";

/** Longest unsaved text that a message repeats. */
const LONGEST_REPEATED = 200;

/** Type a text into one cell; resolves to whether it was saved. */
export async function typeCell(page, row, column, text) {
  const { tab } = page;
  const area = { top: row, left: column, bottom: row + 1, right: column + 1 };
  const cell = tab.cell(row, column);
  if (refuses(cell, text)) {
    const offered = cell.dataValidation.condition.values.map((value) => value.userEnteredValue).join("; ");
    notify(`Ô ${address(row, column)} chỉ nhận một trong các giá trị: ${offered}.`, "problem");
    return false;
  }
  return typeBlock(page, area, [[text]]);
}

/** Write a block as if typed; the tab grows when the block needs it. */
export async function typeBlock(page, area, rows) {
  const { tab, id } = page;
  if (!await consented(tab, area)) return false;
  const single = rows.length === 1 && rows[0].length === 1;
  const settle = single ? showPending(page, areaAddress(area), rows[0][0]) : () => {};
  return page.writer.write(async () => {
    try {
      const growth = growthFor(tab, area);
      if (growth.length) await batchUpdate(id, growth);
      await typeValues(id, rangeOf(tab, area), rows);
    } finally {
      settle();
    }
  }, single ? rows[0][0].slice(0, LONGEST_REPEATED) : "");
}

/** Show a text in its cell while it is on its way; call what is returned when it has arrived. */
function showPending(page, place, text) {
  const { pending } = page.tab;
  pending.set(place, text);
  page.view.refresh();
  return () => pending.get(place) === text && pending.delete(place);
}

/** Requests that add the rows and columns that an area needs beyond the tab. */
function growthFor(tab, area) {
  const missing = { ROWS: area.bottom - tab.rowCount, COLUMNS: area.right - tab.columnCount };
  return Object.entries(missing).filter(([, length]) => length > 0)
    .map(([dimension, length]) => ({ appendDimension: { sheetId: tab.id, dimension, length } }));
}

/** Empty the cells of areas. */
export async function clearAreas(page, areas) {
  const { tab, id } = page;
  for (const area of areas) if (!await consented(tab, area)) return false;
  return page.writer.write(() => clearValues(id, areas.map((area) => rangeOf(tab, area))));
}

/** Carry out requests that touch an area, when the person wants to in spite of warnings on it. */
export async function change(page, area, requests) {
  if (!await consented(page.tab, area)) return false;
  return page.writer.write(() => batchUpdate(page.id, requests));
}

/** A DimensionRange of rows or columns. */
export function dimension(tab, kind, startIndex, endIndex) {
  return { sheetId: tab.id, dimension: kind, startIndex, endIndex };
}

/** Insert as many rows as `area` has, above or below it, looking like the row beside them. */
export function insertRows(page, { top, bottom }, below) {
  return insert(page, "ROWS", below ? bottom : top, bottom - top, below);
}

/** Insert as many columns as `area` has, left or right of it. */
export function insertColumns(page, { left, right }, after) {
  return insert(page, "COLUMNS", after ? right : left, right - left, after);
}

function insert(page, kind, at, count, inheritFromBefore) {
  const range = dimension(page.tab, kind, at, at + count);
  return change(page, { top: 0, left: 0, bottom: 0, right: 0 }, [{ insertDimension: { range, inheritFromBefore } }]);
}

/** Delete the rows of an area. */
export function deleteRows(page, { top, bottom }) {
  const area = { top, bottom, left: 0, right: page.tab.columnCount };
  return change(page, area, [{ deleteDimension: { range: dimension(page.tab, "ROWS", top, bottom) } }]);
}

/** Delete the columns of an area. */
export function deleteColumns(page, { left, right }) {
  const area = { left, right, top: 0, bottom: page.tab.rowCount };
  return change(page, area, [{ deleteDimension: { range: dimension(page.tab, "COLUMNS", left, right) } }]);
}

/** Paste what was copied on this page, formulas and looks included; cut cells move. */
export function pasteCopied(page, { tab: from, area: source, cut }, target) {
  const { tab } = page;
  const fields = { source: gridRange(from, source), pasteType: "PASTE_NORMAL" };
  const coordinate = { sheetId: tab.id, rowIndex: target.top, columnIndex: target.left };
  if (cut) return change(page, target, [{ cutPaste: { ...fields, destination: coordinate } }]);
  return change(page, target, [...growthFor(tab, target), { copyPaste: { ...fields, destination: gridRange(tab, target) } }]);
}

/** How a tab is laid out: sorted rows, frozen parts, sizes. */

import { gridRange } from "./a1.js";
import { change, dimension } from "./commands.js";

/** Pixels that a row or column has at least and at most. */
const LIMITS = [2, 2000];
const NOWHERE = { top: 0, left: 0, bottom: 0, right: 0 };

/** What a sort of the selection covers: the selected rows whole, or with one row all below the frozen ones. */
export function sortedArea(tab, area) {
  const { filter } = tab;
  const whole = { left: 0, right: tab.columnCount };
  if (severalRows(tab, area)) return { ...whole, top: area.top, bottom: area.bottom };
  if (filter && area.left >= filter.left && area.left < filter.right) return { ...filter, top: filter.top + 1 };
  return { ...whole, top: tab.frozenRows, bottom: tab.rowCount };
}

/** The selected cells, where they can be sorted without the rest of their rows; null otherwise. */
export function sortedAlone(tab, area) {
  return severalRows(tab, area) && area.right - area.left < tab.columnCount ? area : null;
}

function severalRows(tab, area) {
  return area.bottom - area.top > 1 && area.bottom - area.top < tab.rowCount;
}

/** Sort the rows of an area by a column. */
export function sortArea(page, area, column, ascending) {
  const sortSpecs = [{ dimensionIndex: column, sortOrder: ascending ? "ASCENDING" : "DESCENDING" }];
  return change(page, area, [{ sortRange: { range: gridRange(page.tab, area), sortSpecs } }]);
}

/** Keep the first rows or columns (`kind` ROWS or COLUMNS) in view. */
export function freeze(page, kind, count) {
  const field = kind === "ROWS" ? "frozenRowCount" : "frozenColumnCount";
  const properties = { sheetId: page.tab.id, gridProperties: { [field]: count } };
  return change(page, NOWHERE, [{ updateSheetProperties: { properties, fields: `gridProperties.${field}` } }]);
}

/** Give rows or columns a size in pixels. */
export function resize(page, kind, from, to, pixels) {
  const pixelSize = Math.round(Math.min(Math.max(pixels, LIMITS[0]), LIMITS[1]));
  const range = dimension(page.tab, kind, from, to);
  return change(page, NOWHERE, [{ updateDimensionProperties: { range, properties: { pixelSize }, fields: "pixelSize" } }]);
}

/** Make rows or columns as large as what they hold. */
export function fit(page, kind, from, to) {
  return change(page, NOWHERE, [{ autoResizeDimensions: { dimensions: dimension(page.tab, kind, from, to) } }]);
}

/** Hide rows or columns, or show them again. */
export function hide(page, kind, from, to, hiddenByUser) {
  const range = dimension(page.tab, kind, from, to);
  return change(page, NOWHERE, [{ updateDimensionProperties: { range, properties: { hiddenByUser }, fields: "hiddenByUser" } }]);
}

/** The rows or columns that a head stands for: all selected ones when it is among whole selected ones. */
export function spanOf(selection, kind, index) {
  const { area, whole } = selection;
  const [low, high] = kind === "ROWS" ? [area.top, area.bottom] : [area.left, area.right];
  const among = whole === (kind === "ROWS" ? "rows" : "columns") && index >= low && index < high;
  return among ? [low, high] : [index, index + 1];
}

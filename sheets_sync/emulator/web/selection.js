/** What is selected on a tab: from the active cell, where typing goes, to the cell it was stretched to. */

import { parseArea } from "./a1.js";

export class Selection {
  /**
   * `from` is the active cell, `to` the opposite corner; each {row, column}. `whole` is rows, columns or "".
   * `others` are areas that were selected before and stay so.
   */
  constructor(tab, from, to = from, whole = "", others = []) {
    this.tab = tab;
    this.from = from;
    this.to = to;
    this.whole = whole;
    this.others = others;
  }

  /** All selected areas, the one with the active cell last. */
  get areas() {
    return [...this.others, this.area];
  }

  /** The selection that an address names; null when it names nothing on the tab. */
  static parse(tab, text) {
    const area = parseArea(text, tab.rowCount, tab.columnCount);
    if (!area) return null;
    const allRows = area.top === 0 && area.bottom === tab.rowCount;
    const allColumns = area.left === 0 && area.right === tab.columnCount;
    const whole = allColumns ? "rows" : allRows ? "columns" : "";
    const from = { row: area.top, column: area.left };
    return new Selection(tab, from, { row: area.bottom - 1, column: area.right - 1 }, whole);
  }

  /** Every selected cell, merged cells whole. */
  get area() {
    const { from, to, tab, whole } = this;
    return tab.whole({
      top: whole === "columns" ? 0 : Math.min(from.row, to.row),
      bottom: whole === "columns" ? tab.rowCount : Math.max(from.row, to.row) + 1,
      left: whole === "rows" ? 0 : Math.min(from.column, to.column),
      right: whole === "rows" ? tab.columnCount : Math.max(from.column, to.column) + 1,
    });
  }

  /** The active cell as an area: more than one cell when it is merged. */
  get active() {
    const { row, column } = this.from;
    return this.tab.mergeAt(row, column) ?? { top: row, left: column, bottom: row + 1, right: column + 1 };
  }

  /** The cell that holds the active cell's value. */
  get home() {
    const { top, left } = this.active;
    return { row: top, column: left };
  }

  stretchedTo(to) {
    return new Selection(this.tab, this.from, to, this.whole, this.others);
  }

  /** The next visible cell in a direction, merged cells counting as one; at the edge, the same. */
  step(cell, down, right) {
    const { tab } = this;
    const merge = tab.mergeAt(cell.row, cell.column);
    const edge = (low, high, at, by) => (by > 0 ? (merge ? high : at + 1) : merge ? low - 1 : at - 1);
    let { row, column } = cell;
    if (down) row = landing(tab.rows, edge(merge?.top, merge?.bottom, row, down), row, down);
    if (right) column = landing(tab.columns, edge(merge?.left, merge?.right, column, right), column, right);
    return { row, column };
  }

  moved(down, right) {
    return new Selection(this.tab, this.step(this.home, down, right));
  }

  stretched(down, right) {
    return this.stretchedTo(this.step(this.to, down, right));
  }

  /** Moved by so many pixels of rows, for Page Up and Page Down. */
  paged(pixels, stretch) {
    const { rows } = this.tab;
    const cell = stretch ? this.to : this.from;
    const row = rows.at(Math.max(rows.start(cell.row) + pixels, 0));
    const to = { row, column: cell.column };
    return stretch ? this.stretchedTo(to) : new Selection(this.tab, to);
  }
}

/** The visible index at or beyond `index`; `stay` when there is none. */
function landing(axis, index, stay, direction) {
  if (index < 0 || index >= axis.count) return stay;
  const found = axis.visible(index, direction);
  return (found - stay) * direction > 0 ? found : stay;
}

/** Where a jump from `index` ends in a line of values: the end of the filled cells, or the next filled one. */
export function jumpTarget(filled, index, direction, last) {
  const end = direction > 0 ? last : 0;
  if (index === end) return index;
  let at = index + direction;
  const run = filled(index) && filled(at);
  while (at !== end && filled(at + (run ? direction : 0)) === run) at += direction;
  return at;
}

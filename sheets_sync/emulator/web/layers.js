/**
 * The four parts of a grid with frozen rows and columns: corner, top, left, body.
 *
 * Each is a sticky element of no size whose content stands out of it, so that scrolling is the browser's own.
 */

import { columnLetters, holds } from "./a1.js";
import { element } from "./dom.js";
import { reachingIn, rowElement } from "./rows.js";

export class Layer {
  /** `kind` is corner, top, left or body. */
  constructor(kind) {
    this.kind = kind;
    this.frozenRows = kind === "corner" || kind === "top";
    this.frozenColumns = kind === "corner" || kind === "left";
    this.columnHeads = element("div", { role: "row", className: "column-heads", "aria-rowindex": 1 });
    this.cells = element("div", { role: "presentation", className: "cells" });
    this.overlay = element("div", { className: "overlay", "aria-hidden": "true" });
    /** What lies upon the cells and scrolls with them. */
    this.above = element("div", { className: "above", role: "presentation" });
    this.root = element("div", { role: "rowgroup", className: `layer ${kind}` }, this.cells, this.overlay, this.above);
    if (this.frozenRows) this.root.prepend(this.columnHeads);
    this.rows = new Map();
    /** Which columns and which rows are shown, as texts that change with them. */
    this.columns = "";
    this.drawn = "";
  }

  /** The cells that this layer is for, of a tab frozen at the given row and column. */
  share(tab, frozen) {
    return {
      top: this.frozenRows ? 0 : frozen.rows,
      bottom: this.frozenRows ? frozen.rows : tab.rowCount,
      left: this.frozenColumns ? 0 : frozen.columns,
      right: this.frozenColumns ? frozen.columns : tab.columnCount,
    };
  }

  /** Show the rows and columns of `area`; with another `stamp` all is made anew. False when nothing changed. */
  render(tab, area, stamp) {
    const columns = `${stamp} ${area.left} ${area.right}`;
    const drawn = `${columns} ${area.top} ${area.bottom}`;
    if (drawn === this.drawn) return false;
    if (columns !== this.columns) this.rows.clear();
    [this.columns, this.drawn] = [columns, drawn];
    const shown = new Map();
    for (let row = area.top; row < area.bottom; row += 1) {
      if (tab.rows.size(row) > 0) shown.set(row, this.rows.get(row) ?? this.row(tab, row, area));
    }
    this.rows = shown;
    this.cells.replaceChildren(...reachingIn(tab, area), ...shown.values());
    if (this.frozenRows) this.columnHeads.replaceChildren(...columnHeads(tab, area));
    return true;
  }

  row(tab, row, area) {
    const made = rowElement(tab, row, area.left, area.right);
    if (this.frozenColumns) made.prepend(rowHead(row));
    return made;
  }

  /** Mark the heads of the rows and columns that the selected areas touch. */
  markHeads(areas) {
    for (const head of this.root.querySelectorAll(".head")) {
      const { row, column } = head.dataset;
      const chosen = areas.some((area) => (row ? holds(area, Number(row), area.left) : holds(area, area.top, Number(column))));
      head.classList.toggle("chosen", chosen);
    }
  }
}

function rowHead(row) {
  const grip = element("span", { className: "grip", "aria-hidden": "true" });
  return element("div", { role: "rowheader", className: "head row-head", "data-row": row }, String(row + 1), grip);
}

function columnHeads(tab, area) {
  const heads = [];
  for (let column = area.left; column < area.right; column += 1) {
    if (tab.columns.size(column) === 0) continue;
    const grip = element("span", { className: "grip", "aria-hidden": "true" });
    const head = element("div", { role: "columnheader", className: "head column-head" }, columnLetters(column), grip);
    head.dataset.column = column;
    head.setAttribute("aria-colindex", column + 1);
    head.style.left = `${tab.columns.start(column)}px`;
    head.style.width = `${tab.columns.size(column)}px`;
    heads.push(head);
  }
  return heads;
}

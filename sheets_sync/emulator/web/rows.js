/** Rows of cells for the part of the tab that is in view. */

import { address, columnLetters, meets } from "./a1.js";
import { cellElement } from "./cell.js";
import { element, iconButton } from "./dom.js";
import { textWidth } from "./look.js";

/** A row element with the cells of the columns `from` to `to`, placed within its layer. */
export function rowElement(tab, row, from, to) {
  const made = element("div", { role: "row", className: "row", "aria-rowindex": row + 2 });
  made.style.top = `${tab.rows.start(row)}px`;
  made.style.height = `${tab.rows.size(row)}px`;
  const cells = [];
  for (let column = from; column < to; column += 1) {
    if (tab.columns.size(column) === 0) continue;
    const merge = tab.mergeAt(row, column);
    if (merge && (merge.top !== row || merge.left !== column)) continue;
    cells.push(placed(tab, row, column, merge));
  }
  made.append(...cells.map(({ cell }) => cell));
  spill(tab, row, cells);
  return made;
}

/** The merged cells that reach into the window `area` from outside; each in a row element of its own. */
export function reachingIn(tab, area) {
  const outside = (merge) => merge.top < area.top || merge.left < area.left;
  return tab.merges.filter((merge) => meets(merge, area) && outside(merge)).map((merge) => {
    const row = element("div", { role: "row", className: "row", "aria-rowindex": merge.top + 2 });
    row.style.top = `${tab.rows.start(merge.top)}px`;
    row.append(placed(tab, merge.top, merge.left, merge).cell);
    return row;
  });
}

function placed(tab, row, column, merge) {
  const cell = cellElement(tab, row, column);
  cell.style.left = `${tab.columns.start(column)}px`;
  cell.style.width = `${merge ? tab.columns.extent(merge.left, merge.right) : tab.columns.size(column)}px`;
  cell.style.height = `${merge ? tab.rows.extent(merge.top, merge.bottom) : tab.rows.size(row)}px`;
  if (merge) {
    cell.classList.add("merged");
    cell.setAttribute("aria-colspan", merge.right - merge.left);
    cell.setAttribute("aria-rowspan", merge.bottom - merge.top);
  }
  if (tab.isFilterHead(row, column)) {
    cell.classList.add("filtered");
    cell.append(filterButton(row, column, column in tab.criteria));
  }
  return { cell, column, merge };
}

function filterButton(row, column, active) {
  const made = iconButton("filter", `Lọc và sắp xếp theo cột ${columnLetters(column)}`, () => {}, { tabIndex: -1 });
  made.classList.add("filter");
  made.classList.toggle("filtering", active);
  made.dataset.filter = address(row, column);
  return made;
}

/** Let long text run over empty cells to its right, and show numbers that have no room as ###. */
function spill(tab, row, cells) {
  cells.forEach(({ cell, column, merge }, index) => {
    const data = tab.cell(row, column);
    const { effectiveFormat: format = {} } = data;
    const text = cell.querySelector(".text");
    if (!text || merge || format.wrapStrategy === "WRAP") return;
    const needed = textWidth(tab.shown(row, column), format);
    const width = tab.columns.size(column);
    if (needed <= width) return;
    if (data.effectiveValue?.numberValue !== undefined) text.textContent = "###";
    else if (format.wrapStrategy !== "CLIP" && (format.horizontalAlignment ?? "LEFT") === "LEFT") run(tab, row, cells, index, needed);
  });
}

function run(tab, row, cells, index, needed) {
  let width = tab.columns.size(cells[index].column);
  let last = index;
  while (width < needed && last + 1 < cells.length) {
    const next = cells[last + 1];
    if (next.merge || tab.shown(row, next.column)) break;
    last += 1;
    width += tab.columns.size(next.column);
  }
  if (last === index) return;
  cells[index].cell.classList.add("spilling");
  cells[index].cell.querySelector(".text").style.width = `${Math.min(width, needed) - 1}px`;
  for (const { cell } of cells.slice(index, last)) cell.classList.add("lineless");
}

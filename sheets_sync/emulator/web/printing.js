/** A tab on paper: a plain table of its cells, hidden rows and columns left out, the first rows repeated. */

import { areaAddress } from "./a1.js";
import { element } from "./dom.js";
import { applyLook } from "./look.js";
import { notify } from "./notices.js";
import { explained } from "./refusals.js";

/** Rows that are printed at most. */
const MOST_ROWS = 5000;

/** Print the selected cells when there are several, else all that holds something. */
export async function printTab(page) {
  const { tab, selection: { area } } = page;
  const several = (area.bottom - area.top) * (area.right - area.left) > 1;
  try {
    await tab.loadRows(0, Math.min(tab.rowCount, MOST_ROWS));
  } catch (error) {
    notify(explained(error), "problem");
    return;
  }
  const shown = several ? area : filledArea(tab);
  if (!shown) {
    notify("Trang tính không có gì để in.");
    return;
  }
  if (shown.bottom > MOST_ROWS) notify(`Chỉ in được ${MOST_ROWS} hàng đầu.`, "problem");
  const sheet = element("div", { className: "print-sheet" }, element("h1", {}, `${document.title} – ${tab.title}`), table(tab, shown));
  document.body.append(sheet);
  document.body.classList.add("printing");
  sheet.title = areaAddress(shown);
  window.addEventListener("afterprint", () => {
    sheet.remove();
    document.body.classList.remove("printing");
  }, { once: true });
  window.print();
}

/** From the first cell to the last one that shows something; null when none does. */
function filledArea(tab) {
  let [bottom, right] = [0, 0];
  for (let row = 0; row < Math.min(tab.rowCount, MOST_ROWS); row += 1) {
    for (let column = 0; column < tab.columnCount; column += 1) {
      if (tab.shown(row, column)) [bottom, right] = [row + 1, Math.max(right, column + 1)];
    }
  }
  return bottom ? { top: 0, left: 0, bottom, right } : null;
}

function table(tab, { top, left, bottom, right }) {
  const columns = [];
  for (let column = left; column < right; column += 1) if (tab.columns.size(column) > 0) columns.push(column);
  const [head, body] = [element("thead"), element("tbody")];
  for (let row = top; row < Math.min(bottom, MOST_ROWS); row += 1) {
    if (tab.rows.size(row) > 0) (row < tab.frozenRows ? head : body).append(line(tab, row, columns, bottom));
  }
  return element("table", {}, head, body);
}

function line(tab, row, columns, bottom) {
  const made = element("tr");
  for (const column of columns) {
    const merge = tab.mergeAt(row, column);
    if (merge && (merge.top !== row || merge.left !== column)) continue;
    const cell = element("td", { className: "printed" }, tab.shown(row, column));
    const { effectiveFormat } = tab.cell(row, column);
    if (effectiveFormat) applyLook(cell, effectiveFormat);
    if (merge) [cell.colSpan, cell.rowSpan] = [merge.right - merge.left, Math.min(merge.bottom, bottom) - merge.top];
    made.append(cell);
  }
  return made;
}

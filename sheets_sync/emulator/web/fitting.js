/** How high rows must be to show all of their wrapped, broken or large text, as Google makes them. */

import { element } from "./dom.js";
import { applyLook } from "./look.js";

const DEFAULT_POINTS = 10;
const heights = new Map();
/** Measured texts that are kept. */
const MOST_HEIGHTS = 20_000;

function needsMeasure({ formattedValue, effectiveFormat: format = {} }) {
  if (!formattedValue) return false;
  const large = (format.textFormat?.fontSize ?? DEFAULT_POINTS) > DEFAULT_POINTS;
  return format.wrapStrategy === "WRAP" || large || formattedValue.includes("\n");
}

/** Cells of the rows whose height matters: what lays them out, and a key of it. */
function* measured(tab, from, to) {
  for (let row = from; row < to; row += 1) {
    for (let column = 0; column < tab.columnCount; column += 1) {
      const cell = tab.cell(row, column);
      if (!needsMeasure(cell) || tab.columns.size(column) === 0 || tab.mergeAt(row, column)) continue;
      const { formattedValue: text, effectiveFormat: format = {} } = cell;
      const { textFormat: { bold, fontSize } = {}, wrapStrategy } = format;
      const width = tab.columns.size(column);
      const filtered = tab.isFilterHead(row, column);
      yield { row, text, width, format, filtered, key: [width, filtered, bold, fontSize, wrapStrategy, text].join("|") };
    }
  }
}

/** Fit the known rows of a span to their text; true when a height changed. */
export function fitRows(tab, from, to) {
  if (heights.size > MOST_HEIGHTS) heights.clear();
  const cells = [...measured(tab, from, Math.min(to, tab.rowCount))];
  measure(cells.filter(({ key }) => !heights.has(key)));
  const needed = new Map();
  for (const { row, key } of cells) needed.set(row, Math.max(needed.get(row) ?? 0, heights.get(key)));
  let changed = false;
  for (let row = from; row < Math.min(to, tab.rowCount); row += 1) {
    changed = tab.fit(row, needed.get(row) ?? 0) || changed;
  }
  return changed;
}

/** Lay the texts out unseen, all at once, and keep their heights. */
function measure(cells) {
  const trial = element("div", { className: "trial", "aria-hidden": "true" });
  const made = cells.map(({ text, width, format, filtered }) => {
    const box = element("div", { className: filtered ? "cell filtered" : "cell" }, element("span", { className: "text" }, text));
    applyLook(box, format);
    box.style.width = `${width}px`;
    return box;
  });
  trial.append(...made);
  document.body.append(trial);
  cells.forEach(({ key }, index) => heights.set(key, made[index].offsetHeight));
  trial.remove();
}

/** One cell as an element. */

import { address } from "./a1.js";
import { element, icon } from "./dom.js";
import { applyLook, applyRun } from "./look.js";
import { followed } from "./route.js";
import { choiceOf, isCheckbox, isOutside } from "./validation.js";

/** Addresses that a link may lead to; others are shown as text. */
const SAFE = /^(https?:|mailto:|#gid=)/i;

/** The addresses that a cell links to. */
export function linksOf(cell) {
  const uris = [cell.hyperlink, ...(cell.textFormatRuns ?? []).map((run) => run.format?.link?.uri)];
  return [...new Set(uris.filter((uri) => uri && SAFE.test(uri)))];
}

/** The element of the cell at `row` and `column`; `tab` tells what it shows. */
export function cellElement(tab, row, column) {
  const cell = tab.cell(row, column);
  const made = element("div", {
    role: "gridcell",
    className: "cell",
    id: cellId(row, column),
    "data-cell": address(row, column),
    "aria-colindex": column + 1,
  });
  if (cell.effectiveFormat) applyLook(made, cell.effectiveFormat);
  const shown = tab.shown(row, column);
  if (isCheckbox(cell)) made.append(checkbox(cell));
  else if (shown) made.append(textElement(cell, shown, tab.pending.has(address(row, column))));
  mark(made, cell);
  return made;
}

export function cellId(row, column) {
  return `cell-${row}-${column}`;
}

function mark(made, cell) {
  if (cell.note) {
    made.classList.add("noted");
    made.setAttribute("aria-description", `Ghi chú: ${cell.note}`);
  }
  if (choiceOf(cell)) {
    made.classList.add("chooser");
    made.append(element("span", { className: "choose", title: "Chọn từ danh sách" }, icon("down")));
  }
  if (isOutside(cell)) {
    made.classList.add("outside");
    made.setAttribute("aria-invalid", "true");
  }
}

function checkbox(cell) {
  const checked = cell.effectiveValue?.boolValue === true;
  const box = element("span", { className: "checkbox", role: "checkbox", "aria-checked": String(checked) });
  if (checked) box.append(icon("check"));
  return box;
}

function textElement(cell, shown, pending) {
  const text = element("span", { className: "text" });
  const runs = pending || !cell.effectiveValue?.stringValue ? [] : cell.textFormatRuns ?? [];
  if (runs.length) text.append(...runElements(runs, shown));
  else text.append(linked(shown, pending ? undefined : cell.hyperlink));
  if (pending) text.classList.add("pending");
  return text;
}

/** The text in parts of their own looks; a run lasts until the next one begins. */
function runElements(runs, shown) {
  const starts = runs.map((run) => run.startIndex ?? 0);
  const parts = starts[0] > 0 ? [document.createTextNode(shown.slice(0, starts[0]))] : [];
  runs.forEach(({ format = {} }, index) => {
    const part = linked(shown.slice(starts[index], starts[index + 1]), format.link?.uri);
    const box = element("span", {}, part);
    applyRun(box, format);
    parts.push(box);
  });
  return parts;
}

function linked(text, uri) {
  if (!uri || !SAFE.test(uri)) return document.createTextNode(text);
  return element("a", { href: followed(uri), target: "_blank", rel: "noopener noreferrer", tabIndex: -1, draggable: false }, text);
}

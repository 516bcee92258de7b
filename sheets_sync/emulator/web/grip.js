/** The edges of heads: dragged, they change the size of a row or column; clicked twice, they fit it to what it holds. */

import { fit, resize, spanOf } from "./arranging.js";
import { element } from "./dom.js";

export class Grip {
  constructor(page) {
    this.page = page;
    this.line = element("div", { className: "grip-line", hidden: true });
    page.view.root.append(this.line);
    this.held = null;
  }

  /** Take the edge under the pointer; false when there is none. */
  take(event) {
    const head = event.target.closest(".grip")?.closest(".head");
    if (!head) return false;
    this.held = { ...headOf(head), x: event.clientX, y: event.clientY, to: null };
    return true;
  }

  /** Follow the pointer; false when no edge is held. */
  drag(event) {
    const { held, page } = this;
    if (!held) return false;
    if (event.buttons !== 1) {
      this.leave();
      return true;
    }
    page.view.scroller.setPointerCapture(event.pointerId);
    const rows = held.kind === "ROWS";
    const axis = rows ? page.tab.rows : page.tab.columns;
    held.to = Math.max(axis.size(held.index) + (rows ? event.clientY - held.y : event.clientX - held.x), 4);
    const box = page.view.root.getBoundingClientRect();
    this.line.className = `grip-line ${rows ? "row" : "column"}`;
    this.line.hidden = false;
    this.line.style.transform = rows ? `translateY(${event.clientY - box.top}px)` : `translateX(${event.clientX - box.left}px)`;
    return true;
  }

  /** Let go: the row or column, or all whole selected ones with it, get their new size. */
  leave() {
    const { held, page } = this;
    this.held = null;
    this.line.hidden = true;
    if (held?.to) resize(page, held.kind, ...spanOf(page.selection, held.kind, held.index), held.to);
  }

  /** Fit the row or column whose edge was clicked twice; false when it was none. */
  fit(event) {
    const head = event.target.closest(".grip")?.closest(".head");
    if (!head) return false;
    const { kind, index } = headOf(head);
    fit(this.page, kind, ...spanOf(this.page.selection, kind, index));
    return true;
  }
}

function headOf({ dataset }) {
  return dataset.row === undefined ? { kind: "COLUMNS", index: Number(dataset.column) } : { kind: "ROWS", index: Number(dataset.row) };
}

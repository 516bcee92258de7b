/** The grid on the screen: which part of the tab is in view, and where cells lie. */

import { element } from "./dom.js";
import { drawFrames } from "./frames.js";
import { Layer } from "./layers.js";

const HEAD_WIDTH = 46;
const HEAD_HEIGHT = 24;
/** Free space after the last row and column. */
const MARGIN = 60;
/** Rows and columns made beyond the visible ones. */
const SPARE = { rows: 8, columns: 2 };
/** Windows that a scroll leaps over when nobody reads what passes, and milliseconds until it has come to rest. */
const LEAP = 2;
const REST = 80;
/** The most of the view that frozen rows and columns may take: on a phone something must be left to scroll. */
const MOST_FROZEN = { width: 0.5, height: 0.6 };

export class View {
  /** `onWindow(top, bottom)` is told which rows are wanted. */
  constructor(onWindow) {
    this.onWindow = onWindow;
    this.layers = ["body", "left", "top", "corner"].map((kind) => new Layer(kind));
    this.lines = element("div", { className: "freeze-lines", "aria-hidden": "true" });
    this.all = element("div", { className: "head all", title: "Chọn toàn bộ trang tính" });
    this.layers.at(-1).root.append(this.all);
    this.canvas = element("div", { className: "canvas", role: "presentation" }, ...this.layers.map((layer) => layer.root));
    /** Told whenever rows or columns may have come to lie elsewhere. */
    this.onShape = () => {};
    this.scroller = element("div", {
      className: "scroller", id: "grid", role: "grid", tabIndex: -1, "aria-multiselectable": "true", "aria-label": "Lưới ô",
    }, this.canvas);
    this.root = element("div", { className: "grid" }, this.scroller, this.lines);
    this.stamp = 0;
    this.scroller.addEventListener("scroll", () => this.schedule(), { passive: true });
    new ResizeObserver(() => this.tab && this.refresh()).observe(this.scroller);
  }

  /** Show another tab, or this one after its shape changed. */
  show(tab) {
    this.tab = tab;
    this.scroller.setAttribute("aria-rowcount", tab.rowCount + 1);
    this.scroller.setAttribute("aria-colcount", tab.columnCount);
    this.scroller.classList.toggle("without-lines", tab.withoutLines);
    this.refresh();
  }

  /** Draw again all that is in view, the first visible row staying where it is. */
  refresh() {
    const { tab, scroller } = this;
    this.frozen = this.fittingFrozen();
    this.canvas.style.width = `${HEAD_WIDTH + tab.columns.total + MARGIN}px`;
    this.canvas.style.height = `${HEAD_HEIGHT + tab.rows.total + MARGIN}px`;
    if (this.held && this.held.tab === tab.id) {
      const moved = this.belowFrozen(Math.min(this.held.row, tab.rowCount)) - this.held.start;
      if (moved) scroller.scrollTop += moved;
    }
    this.drawFreezeLines();
    this.stamp += 1;
    this.render();
    this.onShape();
  }

  /** Where what is anchored at a cell lies: frozen cells keep it in view. */
  layerOf(row, column) {
    const [down, across] = [row < this.frozen.rows, column < this.frozen.columns];
    return this.layers.find((layer) => layer.frozenRows === down && layer.frozenColumns === across);
  }

  /** Pixels between the frozen rows and a row, unscrolled. */
  belowFrozen(row) {
    return this.tab.rows.start(row) - this.tab.rows.start(this.frozen.rows);
  }

  fittingFrozen() {
    const { tab, scroller } = this;
    const fitting = (count, axis, room) => {
      let fits = Math.min(count, axis.count - 1);
      while (fits > 0 && axis.start(fits) > room) fits -= 1;
      return Math.max(fits, 0);
    };
    return {
      rows: fitting(tab.frozenRows, tab.rows, scroller.clientHeight * MOST_FROZEN.height),
      columns: fitting(tab.frozenColumns, tab.columns, scroller.clientWidth * MOST_FROZEN.width),
    };
  }

  drawFreezeLines() {
    const line = (side, pixels) => {
      const made = element("div", { className: `freeze-line ${side}` });
      made.style[side] = `${pixels}px`;
      return made;
    };
    const { tab, frozen } = this;
    this.lines.replaceChildren(
      ...(frozen.rows ? [line("top", HEAD_HEIGHT + tab.rows.start(frozen.rows) - 1)] : []),
      ...(frozen.columns ? [line("left", HEAD_WIDTH + tab.columns.start(frozen.columns) - 1)] : []),
    );
  }

  schedule() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => this.render());
  }

  /** The scrolling rows and columns that are in view, with some to spare. */
  window() {
    const { tab, scroller, frozen } = this;
    const [x, y] = [scroller.scrollLeft, scroller.scrollTop];
    const { rows, columns } = tab;
    return {
      top: Math.max(rows.at(y + rows.start(frozen.rows)) - SPARE.rows, frozen.rows),
      bottom: Math.min(rows.at(y + scroller.clientHeight) + 1 + SPARE.rows, tab.rowCount),
      left: Math.max(columns.at(x + columns.start(frozen.columns)) - SPARE.columns, frozen.columns),
      right: Math.min(columns.at(x + scroller.clientWidth) + 1 + SPARE.columns, tab.columnCount),
    };
  }

  render() {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    const { tab, frozen } = this;
    const area = this.window();
    const first = tab.rows.at(this.scroller.scrollTop + tab.rows.start(frozen.rows));
    this.held = { tab: tab.id, row: first, start: this.belowFrozen(first) };
    let changed = false;
    for (const layer of this.layers) {
      const shown = {
        top: layer.frozenRows ? 0 : area.top,
        bottom: layer.frozenRows ? frozen.rows : area.bottom,
        left: layer.frozenColumns ? 0 : area.left,
        right: layer.frozenColumns ? frozen.columns : area.right,
      };
      changed = layer.render(tab, shown, this.stamp) || changed;
    }
    if (changed) this.drawSelection();
    this.want(area, frozen.rows);
  }

  /** Ask for the rows in view: at once, or when a scroll that leaps over whole windows comes to rest. */
  want({ top, bottom }, frozen) {
    const leaps = Math.abs(top - (this.wanted ?? top)) > LEAP * (bottom - top);
    this.wanted = top;
    clearTimeout(this.resting);
    if (leaps) this.resting = setTimeout(() => this.onWindow(top, bottom, frozen), REST);
    else this.onWindow(top, bottom, frozen);
  }

  /** Show what is selected, and an area that was copied. */
  select(selection, copied = null) {
    this.selected = selection;
    this.copied = copied;
    this.drawSelection();
  }

  drawSelection() {
    if (this.selected) drawFrames(this.tab, this.frozen, this.layers, this.selected, this.copied, this.filling);
  }

  /** Show the area that a drag of the handle would fill; null for none. */
  showFilling(area) {
    this.filling = area;
    this.drawSelection();
  }

  /** Where an area lies within the grid's own element, in pixels. */
  rectOf({ top, left, bottom, right }) {
    const { tab, scroller, frozen } = this;
    return {
      x: HEAD_WIDTH + tab.columns.start(left) - (left < frozen.columns ? 0 : scroller.scrollLeft),
      y: HEAD_HEIGHT + tab.rows.start(top) - (top < frozen.rows ? 0 : scroller.scrollTop),
      width: tab.columns.extent(left, right),
      height: tab.rows.extent(top, bottom),
    };
  }

  /** What lies at a point of the screen: row, column, and whether it is a head. */
  placeAt(clientX, clientY) {
    const { tab, scroller, frozen } = this;
    const box = scroller.getBoundingClientRect();
    const [x, y] = [clientX - box.left - HEAD_WIDTH, clientY - box.top - HEAD_HEIGHT];
    const column = tab.columns.at(x < tab.columns.start(frozen.columns) ? x : x + scroller.scrollLeft);
    const row = tab.rows.at(y < tab.rows.start(frozen.rows) ? y : y + scroller.scrollTop);
    return { row, column, onRowHead: x < 0, onColumnHead: y < 0 };
  }

  /** Scroll as little as needed to have the cell in view. */
  reveal(row, column) {
    const { tab, scroller, frozen } = this;
    if (row >= frozen.rows) {
      const room = scroller.clientHeight - HEAD_HEIGHT - tab.rows.size(row);
      scroller.scrollTop = between(scroller.scrollTop, tab.rows.start(row) - room, this.belowFrozen(row));
    }
    if (column >= frozen.columns) {
      const room = scroller.clientWidth - HEAD_WIDTH - tab.columns.size(column);
      const start = tab.columns.start(column);
      scroller.scrollLeft = between(scroller.scrollLeft, start - room, start - tab.columns.start(frozen.columns));
    }
    this.render();
  }
}

/** The value, moved between two bounds; the upper one wins where they cross. */
function between(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

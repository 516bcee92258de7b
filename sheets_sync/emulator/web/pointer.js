/** What the mouse and fingers do on the grid. */

import { cellMenu } from "./actions.js";
import { holds } from "./a1.js";
import { fill, filledTo } from "./filling.js";
import { filterMenu } from "./filters.js";
import { Grip } from "./grip.js";
import { openMenu } from "./menu.js";
import { Selection } from "./selection.js";

/** Pixels near an edge within which dragging scrolls, and how far at a time. */
const EDGE = 24;
const STRIDE = 30;

export class Pointer {
  constructor(page) {
    this.page = page;
    /** What kind of pointer was last used: a tap must not open the screen keyboard. */
    this.touch = false;
    this.grip = new Grip(page);
    const { scroller } = page.view;
    scroller.addEventListener("pointerdown", (event) => this.onDown(event));
    scroller.addEventListener("pointermove", (event) => this.onMove(event));
    scroller.addEventListener("pointerup", () => this.onUp());
    scroller.addEventListener("click", (event) => this.onClick(event));
    scroller.addEventListener("dblclick", (event) => this.onDoubleClick(event));
    scroller.addEventListener("contextmenu", (event) => this.onContextMenu(event));
    scroller.addEventListener("pointerleave", () => page.card.hover(null));
  }

  onDown(event) {
    this.touch = event.pointerType !== "mouse";
    if (this.touch || event.button !== 0 || !this.onGrid(event)) return;
    // The field on the grid keeps the focus.
    event.preventDefault();
    if (event.target.closest(".filter, .choose")) return;
    this.page.editor.commit();
    if (event.target.closest(".fill-handle")) {
      this.filling = this.page.selection.area;
      return;
    }
    if (this.grip.take(event)) return;
    this.choose(event, event.shiftKey, event.ctrlKey || event.metaKey);
    this.page.editor.focus();
    this.dragging = !event.target.closest("a");
  }

  /** Whether the event is on cells or heads, not on the scroll bars or beyond the last cell. */
  onGrid({ target }) {
    return Boolean(target.closest(".cell, .head, .fill-handle"));
  }

  choose(event, stretch, more = false) {
    const { page } = this;
    const { row, column, onRowHead, onColumnHead } = page.view.placeAt(event.clientX, event.clientY);
    page.tabbedFrom = null;
    if (onRowHead && onColumnHead) page.selectAll();
    else if (stretch) page.select(page.selection.stretchedTo({ row, column }), { reveal: false });
    else {
      const whole = onRowHead ? "rows" : onColumnHead ? "columns" : "";
      const from = { row: onColumnHead ? 0 : row, column: onRowHead ? 0 : column };
      const others = more ? page.selection.areas : [];
      page.select(new Selection(page.tab, from, from, whole, others), { reveal: !whole });
    }
  }

  onMove(event) {
    if (this.grip.drag(event)) return;
    if (this.filling && event.buttons === 1) {
      const { view } = this.page;
      view.scroller.setPointerCapture(event.pointerId);
      view.showFilling(filledTo(this.filling, view.placeAt(event.clientX, event.clientY)));
      this.scrollAtEdge(event);
      return;
    }
    if (this.dragging && event.buttons === 1) {
      this.drag(event);
      return;
    }
    const cell = event.target.closest(".cell");
    if (!this.touch) this.page.card.hover(cell ? cellAt(cell) : null);
  }

  drag(event) {
    const { page } = this;
    page.view.scroller.setPointerCapture(event.pointerId);
    const { row, column } = page.view.placeAt(event.clientX, event.clientY);
    const { to } = page.selection;
    if (to.row !== row || to.column !== column) page.select(page.selection.stretchedTo({ row, column }), { reveal: false });
    this.scrollAtEdge(event);
  }

  scrollAtEdge(event) {
    const { scroller } = this.page.view;
    const box = scroller.getBoundingClientRect();
    scroller.scrollBy(push(event.clientX, box.left, box.right), push(event.clientY, box.top, box.bottom));
  }

  onUp() {
    const { page, filling } = this;
    this.dragging = false;
    this.filling = null;
    this.grip.leave();
    const target = filling && page.view.filling;
    page.view.showFilling(null);
    if (target) fill(page, filling, target);
  }

  onClick(event) {
    const { page } = this;
    const filter = event.target.closest(".filter");
    if (filter) this.openFilter(filter);
    else if (event.target.closest(".choose")) this.openChoices(event);
    else if (event.target.closest(".checkbox") && !this.touch) page.toggle();
    else if (this.touch && this.onGrid(event)) this.onTap(event);
    else this.followLink(event);
  }

  /** The first tap selects, the next on the same cell edits. */
  onTap(event) {
    const { page } = this;
    const place = page.view.placeAt(event.clientX, event.clientY);
    event.preventDefault();
    if (!place.onRowHead && !place.onColumnHead && holds(page.selection.active, place.row, place.column)) {
      if (page.onCheckbox()) page.toggle();
      else if (!page.editor.editing) page.editor.begin();
      return;
    }
    page.editor.commit();
    this.choose(event, false);
    page.editor.focus(true);
  }

  openFilter(filter) {
    const { left, bottom } = filter.getBoundingClientRect();
    const { row, column } = cellAt(filter.closest(".cell"));
    this.page.select(new Selection(this.page.tab, { row, column }));
    openMenu(left, bottom, filterMenu(this.page, column), "Lọc và sắp xếp");
  }

  openChoices(event) {
    const { page } = this;
    page.editor.commit();
    page.select(new Selection(page.tab, cellAt(event.target.closest(".cell"))));
    page.editor.focus(this.touch);
    page.editor.begin();
    if (this.touch) page.editor.focus(true);
  }

  /** Links to this workbook are followed on the page; others open by themselves. */
  followLink(event) {
    const link = event.target.closest("a");
    if (link && this.page.openWithin(link.getAttribute("href"))) event.preventDefault();
  }

  onDoubleClick(event) {
    if (this.grip.fit(event)) return;
    if (this.touch || !event.target.closest(".cell") || event.target.closest("a, .filter, .choose, .checkbox")) return;
    if (!this.page.editor.editing) this.page.editor.begin();
  }

  onContextMenu(event) {
    const { page } = this;
    if (!this.onGrid(event)) return;
    event.preventDefault();
    const { row, column } = page.view.placeAt(event.clientX, event.clientY);
    page.editor.commit();
    if (!page.selection.areas.some((area) => holds(area, row, column))) this.choose(event, false);
    // The button took the focus from the field; the menu gives it back to where it was.
    page.editor.focus(this.touch);
    openMenu(event.clientX, event.clientY, cellMenu(page), "Thao tác trên ô");
  }
}

/** The place that a cell's element names. */
function cellAt(cell) {
  const [, row, column] = cell.id.split("-").map(Number);
  return { row, column };
}

/** How far dragging near an edge scrolls. */
function push(at, low, high) {
  if (at < low + EDGE) return -STRIDE;
  return at > high - EDGE ? STRIDE : 0;
}

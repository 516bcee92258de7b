/** A card beside a cell: its note, its links, what is expected in it, why it is marked. */

import { element, icon } from "./dom.js";
import { linksOf } from "./cell.js";
import { followed } from "./route.js";
import { isOutside } from "./validation.js";

/** Milliseconds that the pointer rests on a cell before its card comes. */
const REST = 250;

export class Card {
  constructor(page) {
    this.page = page;
    this.root = element("aside", { className: "card", hidden: true, "aria-label": "Ghi chú của ô" });
    this.root.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link && page.openWithin(link.getAttribute("href"))) event.preventDefault();
    });
  }

  /** Show the card of a cell after a short rest; without a cell, that of the active one. */
  hover(cell) {
    const wanted = cell ?? this.page.selection?.home;
    if (same(wanted, this.wanted)) return;
    this.wanted = wanted;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(wanted), REST);
  }

  show(cell) {
    if (!cell || this.page.editor.editing) return;
    this.wanted = cell;
    const content = this.content(cell.row, cell.column);
    this.root.hidden = content.length === 0;
    this.root.replaceChildren(...content);
    if (content.length) this.place(cell);
  }

  hide() {
    clearTimeout(this.timer);
    this.wanted = null;
    this.root.hidden = true;
  }

  content(row, column) {
    const { tab } = this.page;
    const cell = tab.cell(row, column);
    const parts = linksOf(cell).map((uri) => linkElement(uri));
    const rule = cell.dataValidation;
    if (isOutside(cell)) parts.push(element("p", { className: "card-wrong" }, "Giá trị không có trong danh sách cho phép."));
    if (rule?.inputMessage) parts.push(element("p", { className: "card-hint" }, rule.inputMessage));
    if (cell.note) parts.push(element("p", { className: "card-note" }, cell.note));
    return parts;
  }

  /** Lay the card right of its cell, else left of it, else below. */
  place({ row, column }) {
    const { view, tab } = this.page;
    const area = tab.mergeAt(row, column) ?? { top: row, left: column, bottom: row + 1, right: column + 1 };
    const { x, y, width, height } = view.rectOf(area);
    const room = { width: view.root.clientWidth, height: view.root.clientHeight };
    const [wide, high] = [this.root.offsetWidth, this.root.offsetHeight];
    let [left, top] = [x + width + 6, y];
    if (left + wide > room.width) left = x - wide - 6;
    if (left < 0) [left, top] = [Math.max(Math.min(x, room.width - wide - 6), 4), y + height + 6];
    top = Math.max(Math.min(top, room.height - high - 6), 4);
    this.root.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }
}

function same(one, other) {
  return one?.row === other?.row && one?.column === other?.column;
}

function linkElement(uri) {
  const link = element("a", { href: followed(uri), target: "_blank", rel: "noopener noreferrer", className: "card-link" });
  link.append(icon("link"), element("span", {}, uri));
  return link;
}

/** The list that a cell with choices opens. */

import { element } from "./dom.js";
import { notify } from "./notices.js";
import { explained } from "./refusals.js";
import { folded } from "./text.js";
import { choices } from "./validation.js";

export class Dropdown {
  /** `onChoice` is told the chosen text. */
  constructor(page, onChoice) {
    this.page = page;
    this.onChoice = onChoice;
    this.root = element("ul", {
      className: "dropdown", role: "listbox", id: "choices", "aria-label": "Giá trị có thể chọn", hidden: true,
    });
    // The field keeps the focus while the list is used.
    this.root.addEventListener("pointerdown", (event) => event.preventDefault());
    this.root.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.onChoice(option.textContent);
    });
    this.offered = [];
    this.marked = -1;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  /** Open below a cell; what was typed so far narrows the list. */
  async open(row, column, typed) {
    this.cell = { row, column };
    try {
      this.offered = await choices(this.page.id, this.page.tab.cell(row, column));
    } catch (error) {
      notify(explained(error), "problem");
      return;
    }
    if (!this.page.editor.editing) return;
    this.root.hidden = false;
    this.filter(typed);
  }

  close() {
    this.root.hidden = true;
    this.page.editor?.field.removeAttribute("aria-activedescendant");
  }

  /** Offer what contains the text, whatever its accents. */
  filter(text) {
    if (!this.isOpen) return;
    const wanted = folded(text);
    const found = this.offered.filter((choice) => folded(choice).includes(wanted));
    const current = this.page.tab.cell(this.cell.row, this.cell.column).formattedValue;
    this.root.replaceChildren(...(found.length ? found : this.offered).map((choice, index) => element("li", {
      role: "option", id: `choice-${index}`, "aria-selected": String(choice === current),
    }, choice)));
    this.mark(-1);
    this.place();
  }

  /** Move the mark by one; true when the list is open. */
  step(by) {
    if (!this.isOpen) return false;
    const count = this.root.children.length;
    this.mark(this.marked < 0 && by < 0 ? count - 1 : (this.marked + by + count) % count);
    return true;
  }

  mark(index) {
    this.marked = index;
    [...this.root.children].forEach((option, at) => option.classList.toggle("marked", at === index));
    const marked = this.root.children[index];
    marked?.scrollIntoView({ block: "nearest" });
    if (marked) this.page.editor.field.setAttribute("aria-activedescendant", marked.id);
  }

  /** Take the marked choice; false when none is marked. */
  take() {
    const option = this.isOpen && this.root.children[this.marked];
    if (!option) return false;
    this.onChoice(option.textContent);
    return true;
  }

  /** Lay the list below its cell, or above where there is no room. */
  place() {
    if (!this.isOpen) return;
    const { row, column } = this.cell;
    const { view } = this.page;
    const { x, y, width, height } = view.rectOf({ top: row, left: column, bottom: row + 1, right: column + 1 });
    this.root.style.minWidth = `${Math.max(width, 120)}px`;
    const left = Math.max(Math.min(x, view.root.clientWidth - this.root.offsetWidth - 4), 0);
    const below = y + height + 2;
    const fits = below + this.root.offsetHeight <= view.root.clientHeight;
    const top = fits ? below : Math.max(y - this.root.offsetHeight - 2, 0);
    this.root.style.transform = `translate(${left}px, ${top}px)`;
  }
}

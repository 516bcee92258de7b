/**
 * Typing into a cell. One text field lies upon the active cell and always has the focus, so that input methods
 * compose in it from the first key on; it shows itself when something is typed. The bar above the grid is its twin.
 */

import { address } from "./a1.js";
import { cellId } from "./cell.js";
import { typeCell } from "./commands.js";
import { element } from "./dom.js";
import { Dropdown } from "./dropdown.js";
import { enteredText } from "./entered.js";
import { fontOf, textWidth } from "./look.js";
import { choiceOf } from "./validation.js";

/** Tab moves between cells, so another key must lead out of the grid. */
const LEAVING = "Bấm F6 để ra thanh công cụ.";

export class Editor {
  constructor(page) {
    this.page = page;
    const plain = { autocomplete: "off", spellcheck: false, rows: 1, autocapitalize: "off" };
    this.field = element("textarea", { className: "cell-input", "aria-label": "Ô đang chọn", "aria-controls": "grid", ...plain });
    this.field.setAttribute("aria-description", LEAVING);
    this.bar = element("textarea", { className: "bar-input", "aria-label": "Nội dung ô", ...plain });
    this.dropdown = new Dropdown(page, (choice) => this.choose(choice));
    /** The cell being edited: {row, column, original, byTyping}. */
    this.editing = null;
    this.field.addEventListener("compositionstart", () => this.startTyping());
    this.field.addEventListener("input", () => this.typed(this.field, this.bar));
    this.bar.addEventListener("input", () => this.typed(this.bar, this.field));
    this.bar.addEventListener("focus", () => this.editing || this.begin({ from: this.bar }));
  }

  /** Show the active cell's content in the bar and lay the field upon the cell. */
  follow() {
    if (this.editing) {
      this.place();
      return;
    }
    const { row, column } = this.page.selection.home;
    this.bar.value = this.enteredAt(row, column);
    this.field.value = "";
    this.field.setAttribute("aria-label", `Ô ${address(row, column)}: ${this.page.tab.shown(row, column) || "trống"}`);
    this.field.setAttribute("aria-activedescendant", cellId(row, column));
    this.place();
  }

  enteredAt(row, column) {
    const { tab, locale } = this.page;
    return tab.pending.get(address(row, column)) ?? enteredText(tab.cell(row, column), locale);
  }

  /** Give the keyboard to the grid; `quietly` without the screen keyboard of a phone. */
  focus(quietly = false) {
    const mode = quietly ? "none" : "text";
    // A phone decides about its keyboard only when a field gets the focus.
    if (this.field.inputMode !== mode) this.field.blur();
    this.field.inputMode = mode;
    this.field.focus({ preventScroll: true });
  }

  startTyping() {
    if (!this.editing) this.begin({ text: this.field.value, byTyping: true });
  }

  typed(from, to) {
    if (!this.editing) this.startTyping();
    to.value = from.value;
    this.place();
    this.dropdown.filter(from.value);
  }

  /** Edit the active cell: its content, or `text` in its place. */
  begin({ text, byTyping = false, from = this.field } = {}) {
    const { row, column } = this.page.selection.home;
    const original = this.enteredAt(row, column);
    this.editing = { row, column, original, byTyping, tab: this.page.tab };
    this.page.view.reveal(row, column);
    this.page.card.hide();
    this.field.removeAttribute("aria-activedescendant");
    for (const field of [this.field, this.bar]) if (field !== from || !byTyping) field.value = text ?? original;
    this.field.classList.add("open");
    this.place();
    if (from === this.field && !byTyping) {
      this.focus();
      this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    }
    if (choiceOf(this.page.tab.cell(row, column))) this.dropdown.open(row, column, byTyping ? this.field.value : "");
  }

  /** Save what was typed, when it differs. True when there was something to end. */
  commit() {
    if (!this.editing) return false;
    const { row, column, original } = this.editing;
    const text = this.field.value;
    this.end();
    if (text !== original) typeCell(this.page, row, column, text);
    return true;
  }

  /** Leave the cell as it was. */
  cancel() {
    this.end();
    this.follow();
    this.focus();
  }

  end() {
    this.editing = null;
    this.dropdown.close();
    this.field.classList.remove("open");
    this.field.value = "";
  }

  choose(choice) {
    this.field.value = choice;
    this.commit();
    this.page.select(this.page.selection);
    this.focus(true);
  }

  /** A line break where the caret is. */
  breakLine(field) {
    field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new InputEvent("input", { inputType: "insertLineBreak" }));
  }

  /** Lay the field upon the cell, as wide and high as its text. */
  place() {
    const { view, tab, selection } = this.page;
    if (!selection || (this.editing && this.editing.tab.id !== tab.id)) return;
    const cell = this.editing ?? selection.home;
    const { x, y, width, height } = view.rectOf(this.editing ? areaOf(cell) : selection.active);
    const { style } = this.field;
    const format = tab.cell(cell.row, cell.column).effectiveFormat ?? {};
    style.transform = `translate(${x - 1}px, ${y - 1}px)`;
    style.font = fontOf(format);
    const room = view.root.clientWidth - x - 4;
    const grows = this.editing && format.wrapStrategy !== "WRAP";
    const wanted = grows ? textWidth(this.field.value, format) + 10 : 0;
    style.width = `${Math.max(Math.min(Math.max(width, wanted), room), Math.min(width, 80)) + 1}px`;
    style.height = `${height + 1}px`;
    if (this.editing) {
      const below = Math.max(view.root.clientHeight - y, height);
      style.height = `${Math.min(Math.max(height + 1, this.field.scrollHeight + 2), below)}px`;
    }
    this.dropdown.place();
  }
}

function areaOf({ row, column }) {
  return { top: row, left: column, bottom: row + 1, right: column + 1 };
}

/** Copying and pasting blocks of cells, as text between programs and whole within the page. */

import { areaAddress, rangeOf } from "./a1.js";
import { Refusal, getValues } from "./api.js";
import { clearAreas, pasteCopied, typeBlock } from "./commands.js";
import { notify } from "./notices.js";
import { explained } from "./refusals.js";
import { formatTsv, parseTsv } from "./tsv.js";

export class Clipboard {
  constructor(page) {
    this.page = page;
    /** What was copied here: {tab, area, cut, text}. */
    this.copied = null;
    const { field } = page.editor;
    field.addEventListener("copy", (event) => this.onCopy(event, false));
    field.addEventListener("cut", (event) => this.onCopy(event, true));
    field.addEventListener("paste", (event) => this.onPaste(event));
  }

  onCopy(event, cut) {
    const { editor, tab, selection } = this.page;
    if (editor.editing) return;
    event.preventDefault();
    if (!tab.knows(selection.area)) this.copy(cut);
    else event.clipboardData.setData("text/plain", this.take(this.knownTexts(), cut));
  }

  onPaste(event) {
    if (this.page.editor.editing) return;
    event.preventDefault();
    this.paste(event.clipboardData.getData("text/plain"));
  }

  /** What the selected cells show, of rows that have been fetched. */
  knownTexts() {
    const { tab, selection: { area } } = this.page;
    return table(area, (row, column) => tab.shown(row, column));
  }

  /** What the selected cells show, whether they have been fetched or not. */
  async texts() {
    const { id, tab, selection: { area } } = this.page;
    if (tab.knows(area)) return this.knownTexts();
    const values = await getValues(id, rangeOf(tab, area));
    return table(area, (row, column) => values[row - area.top]?.[column - area.left] ?? "");
  }

  /** The texts of the selected cells as one; the cells are remembered for pasting them whole. */
  take(texts, cut) {
    const { tab, selection } = this.page;
    if (selection.others.length) notify("Chỉ sao chép vùng được chọn sau cùng.");
    // As in every spreadsheet, hidden rows are not copied.
    const text = formatTsv(texts.filter((_, index) => tab.rows.size(selection.area.top + index) > 0));
    this.copied = { tab, area: selection.area, cut, text };
    this.page.select(selection);
    return text;
  }

  /** Forget what was copied, and its frame. */
  release() {
    this.copied = null;
    this.page.select(this.page.selection, { reveal: false });
  }

  /** Put the selected cells on the computer's clipboard, for menus. */
  async copy(cut) {
    try {
      await navigator.clipboard.writeText(this.take(await this.texts(), cut));
    } catch (error) {
      const refused = "Trình duyệt không cho phép sao chép từ menu. Hãy dùng Ctrl+C hoặc Ctrl+X.";
      notify(error instanceof Refusal ? explained(error) : refused, "problem");
    }
  }

  /** Paste from the computer's clipboard, for menus. */
  async pasteFromMenu() {
    let text;
    try {
      text = await navigator.clipboard.readText();
    } catch {
      notify("Trình duyệt không cho phép dán từ menu. Hãy dùng Ctrl+V.", "problem");
      return;
    }
    await this.paste(text);
  }

  async paste(text) {
    if (text === "") return;
    const { page, copied } = this;
    if (copied && copied.text === normalized(text)) {
      await this.pasteWhole(copied);
      return;
    }
    const rows = parseTsv(text);
    const target = this.target(rows.length, Math.max(...rows.map((row) => row.length)));
    if (!await typeBlock(page, target, filling(rows, target))) return;
    page.select(page.selectionOf(target));
    notify(`Đã dán ${rows.length} hàng vào ${areaAddress(target)}.`);
  }

  async pasteWhole(copied) {
    const { page } = this;
    const { top, left, bottom, right } = copied.area;
    const target = this.target(bottom - top, right - left);
    if (copied.cut) this.copied = null;
    if (await pasteCopied(page, copied, target)) page.select(page.selectionOf(target));
  }

  /** Where a block goes: the selected cells when it fits into them a whole number of times, else its own size. */
  target(height, width) {
    const { area } = this.page.selection;
    const [rows, columns] = [area.bottom - area.top, area.right - area.left];
    return {
      top: area.top,
      left: area.left,
      bottom: area.top + (rows % height === 0 ? rows : height),
      right: area.left + (columns % width === 0 ? columns : width),
    };
  }

  /** Empty the selected cells. */
  clear() {
    return clearAreas(this.page, this.page.selection.areas);
  }
}

function normalized(text) {
  return text.replaceAll("\r\n", "\n").replace(/\n$/, "");
}

/** The block repeated until it fills the target; short rows are filled up with empty cells. */
function filling(rows, target) {
  const width = Math.max(...rows.map((row) => row.length));
  return table(target, (row, column) => rows[(row - target.top) % rows.length][(column - target.left) % width] ?? "");
}

/** Rows of an area, each cell by a function of its place. */
function table({ top, left, bottom, right }, textAt) {
  return Array.from({ length: bottom - top }, (_, down) => (
    Array.from({ length: right - left }, (__, across) => textAt(top + down, left + across))));
}

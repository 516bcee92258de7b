/** Finding and replacing texts of the open tab. */

import { rangeOf } from "./a1.js";
import { batchUpdate, getValues } from "./api.js";
import { element, iconButton } from "./dom.js";
import { notify } from "./notices.js";
import { explained } from "./refusals.js";

export class Finder {
  constructor(page) {
    this.page = page;
    const field = (label) => element("input", { "aria-label": label, placeholder: label, autocomplete: "off", spellcheck: false });
    this.find = field("Tìm");
    this.replacement = field("Thay bằng");
    this.found = element("span", { className: "found", role: "status" });
    this.matchCase = element("input", { type: "checkbox" });
    this.wholeCell = element("input", { type: "checkbox" });
    const button = (label, action) => element("button", { type: "button", className: "link-button", onclick: action }, label);
    this.root = element("section", { className: "finder", hidden: true, "aria-label": "Tìm và thay thế" },
      element("div", {}, this.find, this.found, iconButton("close", "Đóng tìm kiếm", () => this.close())),
      element("div", {}, this.replacement),
      element("div", {}, element("label", {}, this.matchCase, "Phân biệt hoa thường"), element("label", {}, this.wholeCell, "Khớp cả ô")),
      element("div", {}, button("Tìm tiếp", () => this.next(1)), button("Tìm ngược", () => this.next(-1)),
        button("Thay", () => this.replaceOne()), button("Thay tất cả", () => this.replaceAll())));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  open() {
    this.root.hidden = false;
    this.find.select();
    this.find.focus();
  }

  close() {
    this.root.hidden = true;
    this.page.editor.focus();
  }

  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target.tagName === "INPUT") this.next(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  matches(text) {
    const fold = (one) => (this.matchCase.checked ? one : one.toLocaleLowerCase("vi"));
    const [held, wanted] = [fold(String(text)), fold(this.find.value)];
    return this.wholeCell.checked ? held === wanted : held.includes(wanted);
  }

  /** The cells that match, row by row, those in hidden rows and columns left out. */
  async places() {
    const { id, tab } = this.page;
    const whole = { top: 0, left: 0, bottom: tab.rowCount, right: tab.columnCount };
    const rows = await getValues(id, rangeOf(tab, whole));
    return rows.flatMap((cells, row) => cells.flatMap((text, column) => (
      this.matches(text) && tab.rows.size(row) > 0 && tab.columns.size(column) > 0 ? [{ row, column }] : [])));
  }

  /** Go to the next match, or the one before. */
  async next(direction) {
    if (!this.find.value) return;
    let places;
    try {
      places = await this.places();
    } catch (error) {
      notify(explained(error), "problem");
      return;
    }
    if (!places.length) {
      this.found.textContent = "Không tìm thấy";
      return;
    }
    const { home } = this.page.selection;
    const order = ({ row, column }) => (row - home.row || column - home.column) * direction;
    const beyond = places.filter((place) => order(place) > 0);
    const target = direction > 0 ? beyond[0] ?? places[0] : beyond.at(-1) ?? places.at(-1);
    this.found.textContent = `${places.indexOf(target) + 1}/${places.length}`;
    const { row, column } = target;
    this.page.select(this.page.selectionOf({ top: row, left: column, bottom: row + 1, right: column + 1 }));
  }

  /** Replace in the active cell and go on; where it does not match, only go on. */
  async replaceOne() {
    const { tab, selection: { home } } = this.page;
    if (this.find.value && this.matches(tab.shown(home.row, home.column))) {
      const range = { startRowIndex: home.row, endRowIndex: home.row + 1, startColumnIndex: home.column, endColumnIndex: home.column + 1 };
      if (await this.replace({ range: { sheetId: tab.id, ...range } }) === null) return;
    }
    await this.next(1);
  }

  async replaceAll() {
    if (!this.find.value) return;
    const changed = await this.replace({ sheetId: this.page.tab.id });
    if (changed !== null) notify(changed ? `Đã thay ${changed} chỗ.` : "Không có gì để thay.");
  }

  /** Replace within `where`; how often, or null when it was refused. */
  async replace(where) {
    const words = { find: this.find.value, replacement: this.replacement.value };
    const ways = { matchCase: this.matchCase.checked, matchEntireCell: this.wholeCell.checked };
    let answer = null;
    const taken = await this.page.writer.write(async () => {
      answer = await batchUpdate(this.page.id, [{ findReplace: { ...words, ...ways, ...where } }]);
    });
    return taken ? answer.replies[0].findReplace?.occurrencesChanged ?? 0 : null;
  }
}

/** The commands above the grid, and the bar with the address and the content of the active cell. */

import { address, areaAddress } from "./a1.js";
import { cellMenu, sortSelection } from "./actions.js";
import { deleteRows, insertRows } from "./commands.js";
import { element, icon, iconButton } from "./dom.js";
import { toggleFilter } from "./filters.js";
import { formatMenu, toggleStyle } from "./formats.js";
import { openMenu } from "./menu.js";
import { editNote } from "./notes.js";
import { printTab } from "./printing.js";

/** The toolbar of an open workbook. */
export function toolbar(page) {
  const area = () => page.selection.area;
  const line = () => element("span", { className: "toolbar-line", role: "separator" });
  const made = element("div", { className: "toolbar", role: "toolbar", "aria-label": "Thao tác" },
    iconButton("undo", "Hoàn tác (Ctrl+Z)", () => page.undo()),
    iconButton("redo", "Làm lại (Ctrl+Y)", () => page.redo()),
    iconButton("refresh", "Tải lại số liệu", () => page.reload()),
    iconButton("print", "In (Ctrl+P)", () => printTab(page)),
    iconButton("search", "Tìm và thay thế (Ctrl+H)", () => page.finder.open()),
    line(),
    iconButton("number", "Định dạng số", (event) => openBelow(event, formatMenu(page), "Định dạng số"), { "aria-haspopup": "menu" }),
    iconButton("bold", "Chữ đậm (Ctrl+B)", () => toggleStyle(page, "bold")),
    iconButton("italic", "Chữ nghiêng (Ctrl+I)", () => toggleStyle(page, "italic")),
    iconButton("note", "Ghi chú của ô (Shift+F2)", () => editNote(page)),
    line(),
    iconButton("above", "Chèn hàng lên trên", () => insertRows(page, area(), false)),
    iconButton("below", "Chèn hàng xuống dưới", () => insertRows(page, area(), true)),
    iconButton("remove", "Xóa hàng đang chọn", () => deleteRows(page, area())),
    line(),
    iconButton("filter", "Tạo hoặc bỏ bộ lọc", () => toggleFilter(page)),
    iconButton("ascending", "Sắp xếp A → Z theo cột đang chọn", () => sortSelection(page, true)),
    iconButton("descending", "Sắp xếp Z → A theo cột đang chọn", () => sortSelection(page, false)),
    line(),
    iconButton("copy", "Sao chép vùng đang chọn (Ctrl+C)", () => page.clipboard.copy(false)),
    iconButton("more", "Thao tác khác", (event) => openBelow(event, cellMenu(page), "Thao tác khác"), { "aria-haspopup": "menu" }));
  // The mouse leaves the keyboard with the grid, and what is being typed is saved first.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", () => page.editor.commit(), true);
  return made;
}

function openBelow(event, items, label) {
  const { left, bottom } = event.currentTarget.getBoundingClientRect();
  openMenu(left, bottom + 4, items, label);
}

/** The box that names the selected cells and goes to those that are typed into it. */
export class NameBox {
  constructor(page) {
    this.page = page;
    const plain = { autocomplete: "off", spellcheck: false };
    this.input = element("input", { className: "name-box", "aria-label": "Địa chỉ ô", ...plain });
    this.lock = element("span", { className: "lock", hidden: true }, icon("lock"));
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("focus", () => this.onFocus());
    this.input.addEventListener("blur", () => this.follow());
  }

  onFocus() {
    this.page.editor.commit();
    this.input.select();
  }

  onKey(event) {
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    // The key must not act on the field that gets the focus.
    event.preventDefault();
    if (event.key === "Enter" && !this.page.goTo(this.input.value)) this.follow();
    this.page.editor.focus();
  }

  /** Show what is selected, and whether the active cell is protected from the person. */
  follow() {
    const { selection, tab } = this.page;
    if (!selection) return;
    const { area, active } = selection;
    const single = ["top", "left", "bottom", "right"].every((side) => area[side] === active[side]);
    // What somebody is typing here stays.
    if (document.activeElement !== this.input) {
      this.input.value = single ? address(active.top, active.left) : areaAddress(area);
    }
    const barred = tab.protectionsOf(active).find((found) => !found.mayEdit && !found.warns);
    this.lock.hidden = !barred;
    this.lock.title = barred ? `Ô được bảo vệ${barred.reason && `: ${barred.reason}`}` : "";
  }
}

/** The row of name box and content bar. */
export function formulaRow(nameBox, bar) {
  const sign = element("span", { className: "fx", "aria-hidden": "true" }, "fx");
  return element("div", { className: "formula-row" }, nameBox.input, nameBox.lock, sign, bar);
}

/** The tabs at the foot of the page, and what the selected cells add up to. */

import { element, icon, iconButton } from "./dom.js";
import { css } from "./look.js";
import { openMenu } from "./menu.js";
import { addTab, tabMenu } from "./tabmenu.js";
import { numberText } from "./text.js";

/** Selected cells that are added up at most. */
const MOST_CELLS = 20_000;

export class TabBar {
  constructor(page) {
    this.page = page;
    this.list = element("div", { className: "tab-list", role: "tablist", "aria-label": "Các trang tính" });
    this.sum = element("span", { className: "sum", "aria-live": "polite" });
    const all = iconButton("menu", "Tất cả trang tính", (event) => this.openAll(event), { "aria-haspopup": "menu" });
    const add = iconButton("add", "Thêm trang tính", () => addTab(page));
    this.root = element("footer", { className: "tab-bar" }, add, all, this.list, this.sum);
    this.list.addEventListener("contextmenu", (event) => this.onContextMenu(event));
    this.list.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Show the visible tabs, and the open one even when it is hidden. */
  show() {
    const { tabs, tab } = this.page;
    const shown = tabs.filter((one) => !one.hidden || one.id === tab?.id);
    const { scrollLeft } = this.list;
    this.list.replaceChildren(...shown.map((one) => this.tabElement(one, one.id === tab?.id)));
    this.list.scrollLeft = scrollLeft;
    this.list.querySelector("[aria-selected=true]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  tabElement(one, open) {
    const made = element("button", {
      type: "button", role: "tab", className: "tab", "aria-selected": String(open), "aria-controls": "grid",
      tabIndex: open ? 0 : -1, "data-sheet": one.id, onclick: () => this.page.openTab(one.id),
    });
    if (one.isProtected) made.append(icon("lock"));
    made.append(element("span", {}, one.title));
    if (one.color) made.style.boxShadow = `inset 0 -3px ${css(one.color)}`;
    return made;
  }

  onContextMenu(event) {
    const id = event.target.closest(".tab")?.dataset.sheet;
    const entry = this.page.tabs.find((one) => String(one.id) === id);
    if (!entry) return;
    event.preventDefault();
    const { left, top } = event.target.closest(".tab").getBoundingClientRect();
    openMenu(left, top - 330, tabMenu(this.page, entry), `Thao tác với trang ${entry.title}`);
  }

  onKey(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const tabs = [...this.list.children];
    const next = by && tabs[tabs.indexOf(document.activeElement) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  openAll(event) {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const items = this.page.tabs.map((one) => ({
      label: one.hidden ? `${one.title} (đang ẩn)` : one.title,
      checked: one.id === this.page.tab.id,
      action: () => this.page.openTab(one.id),
    }));
    openMenu(left, top - items.length * 34 - 16, items, "Tất cả trang tính");
  }

  /** Add the selected numbers up; dates and times are none. */
  addUp() {
    const { tab, selection: { areas } } = this.page;
    const cells = areas.reduce((sum, { top, left, bottom, right }) => sum + (bottom - top) * (right - left), 0);
    this.sum.textContent = "";
    if (cells < 2 || cells > MOST_CELLS || !areas.every((area) => tab.knows(area))) return;
    const numbers = [...numbersIn(tab, areas)];
    if (numbers.length < 2) return;
    const total = numbers.reduce((sum, number) => sum + number, 0);
    const parts = [`Tổng: ${numberText(total)}`, `Trung bình: ${numberText(total / numbers.length)}`];
    this.sum.textContent = [...parts, `Số ô có số: ${numberText(numbers.length)}`].join(" · ");
  }
}

/** The numbers of areas, each cell once, rows that are hidden left out. */
function* numbersIn(tab, areas) {
  const seen = new Set();
  for (const { top, left, bottom, right } of areas) {
    for (let row = top; row < bottom; row += 1) {
      for (let column = left; column < right && tab.rows.size(row) > 0; column += 1) {
        const { effectiveValue, effectiveFormat } = tab.cell(row, column);
        const isMoment = ["DATE", "TIME", "DATE_TIME"].includes(effectiveFormat?.numberFormat?.type);
        const key = row * tab.columnCount + column;
        if (effectiveValue?.numberValue !== undefined && !isMoment && !seen.has(key)) yield effectiveValue.numberValue;
        seen.add(key);
      }
    }
  }
}

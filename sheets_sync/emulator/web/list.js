/** The list of workbooks. */

import { listWorkbooks } from "./api.js";
import { element, icon, iconButton } from "./dom.js";
import { identityButton } from "./identity.js";
import { explained } from "./refusals.js";
import { folded, momentText } from "./text.js";

/** Rows shown at once; more on request. */
const PAGE = 200;
const ORDERS = {
  name: (one, other) => one.name.localeCompare(other.name, "vi", { numeric: true }),
  modified: (one, other) => other.modifiedTime.localeCompare(one.modifiedTime),
};

export class ListPage {
  constructor() {
    this.files = [];
    this.order = "name";
    this.most = PAGE;
    const purpose = "Tìm bảng tính theo tên";
    this.search = element("input", {
      type: "search", className: "search", placeholder: purpose, "aria-label": purpose, autocomplete: "off",
    });
    this.body = element("tbody");
    this.status = element("p", { className: "list-status", role: "status" }, "Đang tải…");
    this.more = element("button", { type: "button", className: "button", hidden: true }, "Hiện thêm");
    this.heads = ["name", "modified"].map((order) => this.head(order));
    this.root = this.build();
    this.search.addEventListener("input", () => this.show(PAGE));
    this.more.addEventListener("click", () => this.show(this.most + PAGE));
    this.onFocus = () => document.hidden || this.load();
    document.addEventListener("visibilitychange", this.onFocus);
    this.load();
  }

  /** Stop listening; the page is about to be replaced. */
  leave() {
    document.removeEventListener("visibilitychange", this.onFocus);
  }

  build() {
    const author = element("th", { scope: "col", className: "editor-column" }, "Người sửa gần nhất");
    const table = element("table", { className: "files" }, element("thead", {}, element("tr", {}, ...this.heads, author)), this.body);
    const people = () => [...new Set(this.files.map((file) => file.lastModifyingUser?.emailAddress))];
    return element("div", { className: "list-page" },
      element("header", { className: "list-header" },
        element("img", { src: "/_emulator/web/favicon.svg", alt: "", width: 36, height: 36 }),
        element("h1", {}, "Bảng tính"),
        element("label", { className: "search-box" }, icon("search"), this.search),
        identityButton(people)),
      element("main", { className: "list-main" },
        element("div", { className: "list-tools" }, this.status, iconButton("refresh", "Tải lại danh sách", () => this.load())),
        table, this.more));
  }

  head(order) {
    const label = { name: "Tên", modified: "Sửa lần cuối" }[order];
    const button = element("button", { type: "button", className: "sort-head" }, label);
    button.addEventListener("click", () => {
      this.order = order;
      this.show(this.most);
    });
    return element("th", { scope: "col", "data-order": order, className: `${order}-column` }, button);
  }

  async load() {
    try {
      this.files = await listWorkbooks();
      this.show(this.most);
    } catch (error) {
      this.status.textContent = explained(error);
    }
  }

  show(most) {
    this.most = most;
    const wanted = folded(this.search.value.trim());
    const found = this.files.filter((file) => folded(file.name).includes(wanted)).sort(ORDERS[this.order]);
    for (const head of this.heads) {
      const chosen = head.dataset.order === this.order;
      head.setAttribute("aria-sort", chosen ? { name: "ascending", modified: "descending" }[this.order] : "none");
    }
    this.body.replaceChildren(...found.slice(0, most).map(fileRow));
    this.more.hidden = found.length <= most;
    this.status.textContent = this.summary(found.length, wanted);
  }

  summary(found, wanted) {
    if (!this.files.length) return "Chưa có bảng tính nào mà bạn được xem.";
    if (wanted && !found) return `Không có bảng tính nào có tên chứa “${this.search.value.trim()}”.`;
    return wanted ? `${found} trên ${this.files.length} bảng tính` : `${found} bảng tính`;
  }
}

function fileRow(file) {
  const link = element("a", { href: `#/${file.id}`, className: "file-link" }, icon("menu"), element("span", {}, file.name));
  return element("tr", {},
    element("td", { className: "name-column" }, link),
    element("td", { className: "modified-column" }, element("time", { dateTime: file.modifiedTime }, momentText(file.modifiedTime))),
    element("td", { className: "editor-column" }, file.lastModifyingUser?.emailAddress ?? ""));
}

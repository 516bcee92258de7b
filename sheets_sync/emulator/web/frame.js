/** What surrounds the grid: the workbook's name, the state of saving, who acts, tools and tabs. */

import { element, icon } from "./dom.js";
import { identityButton } from "./identity.js";
import { addressFor } from "./route.js";
import { explained } from "./refusals.js";
import { formulaRow, toolbar } from "./toolbar.js";

const STATES = { saving: "Đang lưu…", saved: "Đã lưu", failed: "Chưa lưu được" };

/** Build the page's frame around its view; the functions show what changes. */
export function frameOf(page) {
  const title = element("h1", { className: "book-title" }, "Đang mở…");
  const state = element("span", { className: "state", role: "status" });
  const access = element("span", { className: "access", hidden: true }, "Chỉ xem");
  const trouble = element("div", { className: "trouble", role: "alert", hidden: true });
  let people = [];
  const all = "Tất cả bảng tính";
  const back = element("a", { className: "icon-button", href: addressFor(), title: all, "aria-label": all }, icon("back"));
  const header = element("header", { className: "book-header" }, back,
    element("img", { src: "/_emulator/web/favicon.svg", alt: "", width: 28, height: 28 }),
    title, access, state, identityButton(() => people));
  const { editor, view, nameBox, card, tabBar, finder } = page;
  view.root.append(editor.field, editor.dropdown.root, card.root, finder.root);
  const main = element("main", { className: "book-main" }, view.root);
  // Nothing can be done to a workbook before it is open.
  const parts = [toolbar(page), formulaRow(nameBox, editor.bar), main, tabBar.root];
  for (const part of parts) part.inert = true;
  const root = element("div", { className: "book-page" }, header, ...parts.slice(0, 2), trouble, ...parts.slice(2));
  return {
    root,
    enable() {
      for (const part of parts) part.inert = false;
    },
    showTitle(name) {
      title.textContent = name;
      title.title = name;
      document.title = name;
    },
    showState(name) {
      state.textContent = STATES[name];
      state.dataset.state = name;
    },
    showAccess(file) {
      access.hidden = file.capabilities?.canEdit !== false;
      people = (file.permissions ?? []).map((permission) => permission.emailAddress);
    },
    showReach(reached, error) {
      trouble.hidden = reached;
      if (!reached) trouble.textContent = explained(error);
    },
    showFailure(text) {
      title.textContent = "Không mở được";
      main.replaceChildren(element("p", { className: "failure", role: "alert" }, text));
    },
  };
}

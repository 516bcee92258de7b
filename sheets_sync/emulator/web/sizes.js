/** Sizes of rows and columns by number, for those who use no mouse. */

import { resize } from "./arranging.js";
import { openDialog } from "./dialog.js";
import { element } from "./dom.js";

/** Ask for the size of rows or columns in pixels. */
export async function askSize(page, kind, from, to) {
  const axis = kind === "ROWS" ? page.tab.rows : page.tab.columns;
  const title = kind === "ROWS" ? "Độ cao hàng" : "Độ rộng cột";
  const field = element("input", { type: "number", min: 2, max: 2000, value: axis.size(from), "aria-label": `${title} (điểm ảnh)` });
  const close = (answer) => (event) => event.target.closest("dialog").close(answer);
  field.addEventListener("keydown", (event) => event.key === "Enter" && close("yes")(event));
  const no = element("button", { type: "button", className: "button", onclick: close("") }, "Hủy");
  const yes = element("button", { type: "button", className: "button primary", onclick: close("yes") }, "Đặt");
  const answer = await openDialog(title, field, element("div", { className: "answers" }, no, yes));
  if (answer === "yes" && Number(field.value) > 0) await resize(page, kind, from, to, Number(field.value));
}

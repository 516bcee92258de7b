/** Questions that must be answered before going on. */

import { element } from "./dom.js";

/** Show a dialog with the children until it is closed; resolves to its return value, empty when dismissed. */
export function openDialog(title, ...children) {
  const heading = element("h2", { id: "dialog-title" }, title);
  const dialog = element("dialog", { className: "dialog", "aria-labelledby": "dialog-title" }, heading, ...children);
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => {
    // A click on the dialog itself is one on the space around its content.
    if (event.target === dialog) dialog.close("");
  });
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus({ preventScroll: true });
      resolve(dialog.returnValue);
    });
  });
}

/** Ask a yes-or-no question. */
export async function ask({ title, text, yes }) {
  const close = (answer) => (event) => event.target.closest("dialog").close(answer);
  const no = element("button", { type: "button", className: "button", onclick: close("") }, "Hủy");
  const agree = element("button", { type: "button", className: "button primary", onclick: close("yes") }, yes);
  const answer = await openDialog(title, element("p", {}, text), element("div", { className: "answers" }, no, agree));
  return answer === "yes";
}

/** Short messages at the foot of the page. */

import { element, iconButton } from "./dom.js";

/** Milliseconds that a message stays. */
const STAY = { done: 4000, problem: 12000 };

/** Tell the person something; a `problem` is read out at once and stays longer. */
export function notify(text, kind = "done") {
  const role = kind === "problem" ? "alert" : "status";
  const box = element("div", { className: `notice ${kind}`, role }, element("span", {}, text));
  box.append(iconButton("close", "Đóng thông báo", () => box.remove()));
  const list = document.getElementById("notices");
  // The same message twice in a row is shown once.
  for (const shown of [...list.children].filter((one) => one.firstChild.textContent === text)) shown.remove();
  list.append(box);
  setTimeout(() => box.remove(), STAY[kind]);
}

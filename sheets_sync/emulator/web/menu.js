/** A menu of commands, for the pointer and for the keyboard. */

import { element } from "./dom.js";

let closeOpenMenu = () => {};

/** Open a menu at a point of the screen; `items` are {label, action, keys, disabled} or null for a line. */
export function openMenu(x, y, items, label) {
  closeOpenMenu();
  const before = document.activeElement;
  const menu = element("div", { className: "menu", role: "menu", "aria-label": label, tabIndex: -1 });
  const line = () => element("div", { className: "menu-line", role: "separator" });
  menu.append(...items.map((item) => (item ? itemElement(item, close) : line())));
  document.body.append(menu);
  menu.style.left = `${Math.max(Math.min(x, window.innerWidth - menu.offsetWidth - 8), 8)}px`;
  menu.style.top = `${Math.max(Math.min(y, window.innerHeight - menu.offsetHeight - 8), 8)}px`;
  const away = (event) => menu.contains(event.target) || close();
  menu.addEventListener("keydown", (event) => onKey(event, menu, close));
  menu.addEventListener("contextmenu", (event) => event.preventDefault());
  document.addEventListener("pointerdown", away, true);
  window.addEventListener("resize", close);
  closeOpenMenu = close;
  menu.querySelector("[role=menuitem]:not(:disabled)")?.focus();

  function close() {
    document.removeEventListener("pointerdown", away, true);
    window.removeEventListener("resize", close);
    closeOpenMenu = () => {};
    if (menu.contains(document.activeElement)) before?.focus({ preventScroll: true });
    menu.remove();
  }
}

function itemElement({ label, action, keys, disabled = false, checked }, close) {
  const button = { type: "button", className: "menu-item", role: "menuitem", disabled, tabIndex: -1 };
  const made = element("button", button, element("span", {}, label));
  if (checked) made.classList.add("checked");
  if (keys) made.append(element("kbd", { "aria-hidden": "true" }, keys));
  made.addEventListener("click", () => {
    close();
    action();
  });
  return made;
}

function onKey(event, menu, close) {
  const items = [...menu.querySelectorAll("[role=menuitem]:not(:disabled)")];
  const at = items.indexOf(document.activeElement);
  const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  if (event.key in targets) items.at(targets[event.key] % items.length)?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
}

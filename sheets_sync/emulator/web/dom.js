/** Elements, always filled with text as text: nothing a cell holds is ever read as markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (or attributes, for names with a dash, and `role`) and children. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || name === "role" || name === "for") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Shapes drawn on a 24 × 24 field with strokes of 2. */
const SHAPES = {
  back: "M15 5l-7 7 7 7",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L21 21",
  undo: "M9 6L4 11l5 5M4 11h10a5.5 5.5 0 0 1 0 11h-2",
  redo: "M15 6l5 5-5 5M20 11H10a5.5 5.5 0 0 0 0 11h2",
  print: "M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z",
  bold: "M8 5h5.5a3.5 3.5 0 0 1 0 7H8zM8 12h6.5a3.5 3.5 0 0 1 0 7H8z",
  italic: "M10 5h7M7 19h7M14 5l-4 14",
  number: "M4 8l2-1.5V17M9.5 8.5a2 2 0 1 1 3.6 1.5L9.5 17h4M16.5 7.5h4l-2.3 3.4a3 3 0 1 1-2 4.9",
  note: "M5 4h14v11l-5 5H5zM14 20v-5h5",
  add: "M12 5v14M5 12h14",
  copy: "M9 9h11v12H9zM15 9V4H4v12h5",
  above: "M4 13h16v7H4zM12 10V3M9 6l3-3 3 3",
  below: "M4 4h16v7H4zM12 14v7M9 18l3 3 3-3",
  remove: "M5 7h14M10 4h4M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5",
  ascending: "M8 4v16M4.5 16.5L8 20l3.5-3.5M14 10l3-7 3 7M15 8h4M14.5 14h5l-5 6.5h5",
  descending: "M8 4v16M4.5 16.5L8 20l3.5-3.5M14.5 3h5l-5 6.5h5M14 21l3-7 3 7M15 19h4",
  refresh: "M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  menu: "M4 7h16M4 12h16M4 17h16",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  down: "M6 9l6 6 6-6",
  filter: "M4 6h16M7.5 12h9M10.5 18h3",
  close: "M6 6l12 12M18 6L6 18",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2",
  check: "M5 12.5l4.5 4.5L19 7",
};

/** A decorative icon. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    drawing.setAttribute(key, value);
  }
  path.setAttribute("d", SHAPES[name]);
  drawing.append(path);
  return drawing;
}

/** A button that shows an icon and says in words what it does. */
export function iconButton(name, label, action, properties = {}) {
  const button = { type: "button", className: "icon-button", title: label, "aria-label": label };
  const made = element("button", { ...button, ...properties }, icon(name));
  made.addEventListener("click", action);
  return made;
}

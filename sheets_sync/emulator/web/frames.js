/** What is selected, drawn upon the layers of the grid. */

import { holds, meets } from "./a1.js";
import { element } from "./dom.js";

const SIDES = ["top", "left", "bottom", "right"];

/** Draw the active cell, the selected areas, the copied one, and the one that is being filled. */
export function drawFrames(tab, frozen, layers, { active, area, areas, others }, copied, filling) {
  const single = SIDES.every((side) => active[side] === area[side]);
  for (const layer of layers) {
    const share = layer.share(tab, frozen);
    const frames = [
      ...others.map((other) => frame(tab, share, other, "range other")),
      single ? null : frame(tab, share, area, "range"),
      frame(tab, share, active, "active"),
      copied && frame(tab, share, copied, "copied"),
      filling && frame(tab, share, filling, "filling"),
      handle(tab, share, area),
    ];
    layer.overlay.replaceChildren(...frames.filter(Boolean));
    layer.markHeads(areas);
    markCells(layer, areas);
  }
}

/** The square at the end of an area, to fill cells from it; in the layer that has that end. */
function handle(tab, share, { bottom, right }) {
  if (!holds(share, bottom - 1, right - 1)) return null;
  const made = element("div", { className: "fill-handle", title: "Kéo để điền tiếp (Ctrl+D, Ctrl+R)" });
  made.style.top = `${tab.rows.start(bottom) - 5}px`;
  made.style.left = `${tab.columns.start(right) - 5}px`;
  return made;
}

function markCells(layer, areas) {
  for (const cell of layer.cells.querySelectorAll(".cell")) {
    const [, row, column] = cell.id.split("-").map(Number);
    if (areas.some((area) => holds(area, row, column))) cell.setAttribute("aria-selected", "true");
    else cell.removeAttribute("aria-selected");
  }
}

/** A frame around the part of an area that a layer shows, open where the area goes on. */
function frame(tab, share, area, name) {
  if (!meets(share, area)) return null;
  const cut = {
    top: Math.max(area.top, share.top),
    left: Math.max(area.left, share.left),
    bottom: Math.min(area.bottom, share.bottom),
    right: Math.min(area.right, share.right),
  };
  const made = element("div", { className: name });
  for (const side of SIDES) made.classList.toggle(`open-${side}`, cut[side] !== area[side]);
  made.style.top = `${tab.rows.start(cut.top) - 1}px`;
  made.style.left = `${tab.columns.start(cut.left) - 1}px`;
  made.style.height = `${tab.rows.extent(cut.top, cut.bottom) + 1}px`;
  made.style.width = `${tab.columns.extent(cut.left, cut.right) + 1}px`;
  return made;
}

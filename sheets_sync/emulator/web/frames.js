/** What is selected, drawn upon the layers of the grid. */

import { holds, meets } from "./a1.js";
import { element } from "./dom.js";

const SIDES = ["top", "left", "bottom", "right"];

/** Draw the active cell, the selected area and the copied one. */
export function drawFrames(tab, frozen, layers, { active, area }, copied) {
  const single = SIDES.every((side) => active[side] === area[side]);
  for (const layer of layers) {
    const share = layer.share(tab, frozen);
    const frames = [
      single ? null : frame(tab, share, area, "range"),
      frame(tab, share, active, "active"),
      copied && frame(tab, share, copied, "copied"),
    ];
    layer.overlay.replaceChildren(...frames.filter(Boolean));
    layer.markHeads(area);
    markCells(layer, area);
  }
}

function markCells(layer, area) {
  for (const cell of layer.cells.querySelectorAll(".cell")) {
    const [, row, column] = cell.id.split("-").map(Number);
    if (holds(area, row, column)) cell.setAttribute("aria-selected", "true");
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

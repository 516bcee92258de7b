/** Cells filled from their neighbours: the handle of the selection, Ctrl+D, Ctrl+R, today and now. */

import { gridRange } from "./a1.js";
import { change, typeCell } from "./commands.js";
import { notify } from "./notices.js";

/** The area that a drag of the handle to a cell covers: down, up, right or left, whichever way is longer. */
export function filledTo(area, { row, column }) {
  const ways = { bottom: row + 1 - area.bottom, top: area.top - row, right: column + 1 - area.right, left: area.left - column };
  const [side, length] = Object.entries(ways).reduce((most, way) => (way[1] > most[1] ? way : most));
  if (length <= 0) return null;
  return { ...area, [side]: area[side] + (side === "bottom" || side === "right" ? length : -length) };
}

/** Continue what an area holds into the target around it, as a series. */
export async function fill(page, area, target) {
  const down = target.top !== area.top || target.bottom !== area.bottom;
  const [start, end] = down ? ["top", "bottom"] : ["left", "right"];
  const fillLength = target[end] === area[end] ? target[start] - area[start] : target[end] - area[end];
  const source = gridRange(page.tab, area);
  const sourceAndDestination = { source, dimension: down ? "ROWS" : "COLUMNS", fillLength };
  const filled = await change(page, target, [{ autoFill: { useAlternateSeries: false, sourceAndDestination } }]);
  if (filled) page.select(page.selectionOf(target));
}

/** Copy the first row of the selection down, or (`across`) its first column to the right. */
export function fillFromFirst(page, across) {
  const { area } = page.selection;
  const [start, end] = across ? ["left", "right"] : ["top", "bottom"];
  let source = { ...area, [end]: area[start] + 1 };
  let target = { ...area, [start]: area[start] + 1 };
  if (area[end] - area[start] === 1) {
    // One row or column alone takes what its neighbour holds.
    if (area[start] === 0) {
      notify("Không có ô nào ở trước để sao chép.");
      return false;
    }
    [source, target] = [{ ...area, [start]: area[start] - 1, [end]: area[start] }, area];
  }
  const places = { source: gridRange(page.tab, source), destination: gridRange(page.tab, target) };
  return change(page, target, [{ copyPaste: { ...places, pasteType: "PASTE_NORMAL" } }]);
}

/** Type the day, or the time, of now into the active cell. */
export function typeNow(page, timeOnly) {
  const { row, column } = page.selection.home;
  const locale = page.locale.replaceAll("_", "-");
  const now = new Date();
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "numeric", year: "numeric" }).format(now);
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(now);
  return typeCell(page, row, column, timeOnly ? time : day);
}
